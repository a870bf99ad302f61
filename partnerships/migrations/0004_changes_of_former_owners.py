"""A product or certificate that goes over to another UMKM is a change of both: the triggers note the former owner too."""

from django.db import migrations

#: Tables whose rows may change their UMKM, by the column that names it.
WATCHED = (("umkm_product", "umkm_id"), ("umkm_certificate", "umkm_id"))


def _triggers():
    for table, column in WATCHED:
        yield migrations.RunSQL(
            f"CREATE TRIGGER note_offer_change_former AFTER UPDATE ON {table} "
            f"REFERENCING OLD TABLE AS changed FOR EACH STATEMENT "
            f"EXECUTE FUNCTION partnerships_note_offer_change('{column}')",
            f"DROP TRIGGER note_offer_change_former ON {table}",
        )


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0003_changes_of_supply_and_first_weights")]

    operations = [*_triggers()]
