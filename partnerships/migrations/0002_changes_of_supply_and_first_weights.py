"""Triggers that note which UMKM changed, whoever changed it and however; and the first version of the weights."""

from django.db import migrations

#: (table, its column with the key of the UMKM)
WATCHED = (
    ("umkm_umkm", "id"),
    ("umkm_product", "umkm_id"),
    ("umkm_certificate", "umkm_id"),
)
EVENTS = (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))

NOTE_CHANGE = """
CREATE FUNCTION partnerships_note_offer_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO partnerships_offerchange (umkm_id, xid)
         SELECT DISTINCT %I, pg_current_xact_id()::text::bigint FROM changed', TG_ARGV[0]);
    RETURN NULL;
END $$
"""


def _triggers():
    for table, column in WATCHED:
        for event, image in EVENTS:
            name = f"note_offer_change_{event.lower()}"
            yield migrations.RunSQL(
                f"CREATE TRIGGER {name} AFTER {event} ON {table} "
                f"REFERENCING {image} TABLE AS changed FOR EACH STATEMENT "
                f"EXECUTE FUNCTION partnerships_note_offer_change('{column}')",
                f"DROP TRIGGER {name} ON {table}",
            )
        # A product or certificate that goes over to another UMKM is a change of both.
        if column != "id":
            yield migrations.RunSQL(
                f"CREATE TRIGGER note_offer_change_former AFTER UPDATE ON {table} "
                f"REFERENCING OLD TABLE AS changed FOR EACH STATEMENT "
                f"EXECUTE FUNCTION partnerships_note_offer_change('{column}')",
                f"DROP TRIGGER note_offer_change_former ON {table}",
            )


FIRST = {
    "relevance": {"text": 0.65, "kbli": 0.15, "cluster": 0.20},
    "company": {
        "certificates": 0.22,
        "price": 0.22,
        "capacity": 0.22,
        "near": 0.14,
        "record": 0.12,
        "lead_time": 0.08,
    },
    "umkm": {
        "work": 0.30,
        "margin": 0.25,
        "near": 0.15,
        "terms": 0.15,
        "buyer": 0.10,
        "coaching": 0.05,
    },
    "company_floor": 0.4,
    "umkm_floor": 0.25,
    "company_power": 0.6,
}


def first_weights(apps, _schema_editor):
    apps.get_model("partnerships", "MatchWeights").objects.create(
        values=FIRST, note="Bobot awal.", is_active=True
    )


class Migration(migrations.Migration):
    replaces = [
        ("partnerships", "0003_changes_of_supply_and_first_weights"),
        ("partnerships", "0004_changes_of_former_owners"),
    ]

    dependencies = [("partnerships", "0001_tables"), ("umkm", "0001_tables")]

    operations = [
        migrations.RunSQL(NOTE_CHANGE, "DROP FUNCTION partnerships_note_offer_change()"),
        *_triggers(),
        migrations.RunPython(first_weights, migrations.RunPython.noop),
    ]
