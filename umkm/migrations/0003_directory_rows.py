"""What the directory counts is read from narrow rows: firms by profile and village, and their products on offer."""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

former = import_module("umkm.migrations.0002_triggers")

#: 64 bits of a digest: nobody has to look up or hand out a number, and among a million profiles hardly any two share one (1 : 37
#: million).
PROFILE = """
CREATE FUNCTION umkm_profile(
    cluster text, form text, size_class text, women_owned boolean, certificates text[], down_payment_percent int,
    payment_days int, accepts_consignment boolean
) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT hashtextextended(ROW(cluster, form, size_class, women_owned IS TRUE, certificates,
        down_payment_percent IS NOT DISTINCT FROM 0, payment_days, accepts_consignment)::text, 0)
$$
"""

#: Of a firm, a term for each unit that it offers something in, so that a text with a unit finds those alone.
UNIT_TERMS = """
SELECT array_to_tsvector(coalesce(array_agg(DISTINCT '~#' || coalesce(unit.base_id, unit.code)), '{{}}')) AS terms
FROM umkm_product AS product JOIN reference_unit AS unit ON unit.code = product.unit_id
WHERE product.umkm_id = {firm} AND product.is_active
"""

#: "Valid" in the row may be a day too generous and never too strict: umkm.search looks again where `next_expiry` has passed.
WRITE_ENTRIES = """
CREATE OR REPLACE FUNCTION umkm_write_entries(keys bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- One at a time for each firm; what others have committed meanwhile is seen by the statements after the lock.
    PERFORM 1 FROM umkm_umkm WHERE id = ANY(keys) ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO umkm_directoryentry AS entry (
        umkm_id, is_listed, terms, name_key, cluster, district, village, form, size_class, women_owned, certificates,
        next_expiry, down_payment_percent, payment_days, accepts_consignment, verified_at, registered_at, profile)
    SELECT
        firm.id,
        firm.status = 'verified' AND firm.is_listed,
        coalesce(firm.search, '') || measured.terms,
        lower(firm.name), firm.cluster_id, village.district_id, firm.village_id, firm.form, firm.size_class, firm.women_owned,
        proof.kinds, proof.next_expiry, shown.down_payment_percent, shown.payment_days, shown.accepts_consignment,
        firm.verified_at, firm.registered_at,
        umkm_profile(firm.cluster_id, firm.form, firm.size_class, firm.women_owned, proof.kinds, shown.down_payment_percent,
            shown.payment_days, shown.accepts_consignment)
    FROM umkm_umkm AS firm
    JOIN reference_village AS village ON village.code = firm.village_id
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN 'terms' = ANY(firm.public_fields) THEN firm.down_payment_percent END AS down_payment_percent,
            CASE WHEN 'terms' = ANY(firm.public_fields) THEN firm.payment_days END AS payment_days,
            'terms' = ANY(firm.public_fields) AND firm.accepts_consignment AS accepts_consignment
    ) AS shown
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(DISTINCT proof.kind_id ORDER BY proof.kind_id), '{}') AS kinds, min(proof.expires_on) AS next_expiry
        FROM umkm_certificate AS proof
        WHERE proof.umkm_id = firm.id AND 'certificates' = ANY(firm.public_fields)
            AND (proof.expires_on IS NULL OR proof.expires_on >= current_date - 1)
    ) AS proof
    CROSS JOIN LATERAL ({measured}) AS measured
    WHERE firm.id = ANY(keys)
    ORDER BY firm.id
    ON CONFLICT (umkm_id) DO UPDATE SET
        (is_listed, terms, name_key, cluster, district, village, form, size_class, women_owned, certificates, next_expiry,
         down_payment_percent, payment_days, accepts_consignment, verified_at, registered_at, profile)
        = (excluded.is_listed, excluded.terms, excluded.name_key, excluded.cluster, excluded.district, excluded.village,
           excluded.form, excluded.size_class, excluded.women_owned, excluded.certificates, excluded.next_expiry,
           excluded.down_payment_percent, excluded.payment_days, excluded.accepts_consignment, excluded.verified_at,
           excluded.registered_at, excluded.profile)
    WHERE entry IS DISTINCT FROM excluded;
    PERFORM umkm_write_offers(keys);
END $$
""".replace("{measured}", UNIT_TERMS.format(firm="firm.id"))

#: After the entries, from which the offers have what they share with them.
WRITE_OFFERS = """
CREATE FUNCTION umkm_write_offers(keys bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM umkm_directoryoffer AS offer
    WHERE offer.umkm_id = ANY(keys) AND NOT EXISTS (
        SELECT FROM umkm_product AS product
        WHERE product.id = offer.product_id AND product.umkm_id = offer.umkm_id AND product.is_active
    );
    INSERT INTO umkm_directoryoffer AS offer (
        product_id, umkm_id, is_listed, village, profile, unit, free, capacity, price_from, price_to)
    SELECT
        product.id, product.umkm_id, entry.is_listed, entry.village, entry.profile,
        coalesce(unit.base_id, unit.code),
        CASE WHEN 'capacity' = ANY(firm.public_fields) THEN (product.capacity_month - product.committed_month) * unit.factor END,
        CASE WHEN 'capacity' = ANY(firm.public_fields) THEN product.capacity_month * unit.factor END,
        CASE WHEN 'prices' = ANY(firm.public_fields) THEN coalesce(product.price_min, product.price_max) / unit.factor END,
        CASE WHEN 'prices' = ANY(firm.public_fields) THEN coalesce(product.price_max, product.price_min) / unit.factor END
    FROM umkm_product AS product
    JOIN umkm_umkm AS firm ON firm.id = product.umkm_id
    JOIN umkm_directoryentry AS entry ON entry.umkm_id = firm.id
    JOIN reference_unit AS unit ON unit.code = product.unit_id
    WHERE product.umkm_id = ANY(keys) AND product.is_active
    ORDER BY product.id
    ON CONFLICT (product_id) DO UPDATE SET
        (umkm_id, is_listed, village, profile, unit, free, capacity, price_from, price_to)
        = (excluded.umkm_id, excluded.is_listed, excluded.village, excluded.profile, excluded.unit, excluded.free,
           excluded.capacity, excluded.price_from, excluded.price_to)
    WHERE offer IS DISTINCT FROM excluded;
END $$
"""

#: Of what is changed, the firms before and after are written in one go: nearly always they are the same.
NOTE_UPDATE = """
CREATE FUNCTION umkm_note_updates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys bigint[] := ARRAY(SELECT umkm_id FROM gone UNION SELECT umkm_id FROM came);
BEGIN
    IF keys <> '{}' THEN
        PERFORM umkm_write_entries(keys);
    END IF;
    RETURN NULL;
END $$
"""
_TRIGGER = "CREATE TRIGGER {name} AFTER UPDATE ON {table} REFERENCING {images} FOR EACH STATEMENT EXECUTE FUNCTION {function}"


def _update_triggers():
    for table in ("umkm_product", "umkm_certificate"):
        before = [
            _TRIGGER.format(name=name, table=table, images=f"{image} TABLE AS changed", function="umkm_note_entries('umkm_id')")
            for name, image in (("note_entries_update", "NEW"), ("note_entries_former", "OLD"))
        ]  # fmt: skip
        now = _TRIGGER.format(
            name="note_entries_update", table=table, images="OLD TABLE AS gone NEW TABLE AS came", function="umkm_note_updates()"
        )  # fmt: skip
        drop = f"DROP TRIGGER note_entries_update ON {table}"
        yield migrations.RunSQL(
            [drop, f"DROP TRIGGER note_entries_former ON {table}", now], [drop, *before]
        )


#: Each change of entries appends what it adds and takes away, a row for each value and each profile; nobody waits for anybody.
COUNT = """
CREATE OR REPLACE FUNCTION umkm_count_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    came text := 'SELECT 1 AS sign, * FROM came WHERE is_listed';
    gone text := 'SELECT -1 AS sign, * FROM gone WHERE is_listed';
    changed text := CASE TG_OP WHEN 'INSERT' THEN came WHEN 'DELETE' THEN gone ELSE came || ' UNION ALL ' || gone END;
BEGIN
    EXECUTE format($count$
        INSERT INTO umkm_directorycount (what, value, n)
        SELECT tally.what, tally.value, sum(entry.sign)
        FROM (%s) AS entry, LATERAL (VALUES
            ('village', entry.village, true),
            ('cluster', entry.cluster, true),
            ('certificate', array_to_string(entry.certificates, ' '), entry.certificates <> '{}'),
            ('size=' || entry.size_class, '', entry.size_class <> ''),
            ('form=' || entry.form, '', true),
            ('women_owned=true', '', entry.women_owned),
            ('no_down_payment=true', '', entry.down_payment_percent = 0),
            ('consignment=true', '', entry.accepts_consignment),
            ('payment_days=7', '', entry.payment_days >= 7),
            ('payment_days=14', '', entry.payment_days >= 14),
            ('payment_days=30', '', entry.payment_days >= 30),
            ('payment_days=45', '', entry.payment_days >= 45)
        ) AS tally (what, value, counts)
        WHERE tally.counts
        GROUP BY tally.what, tally.value HAVING sum(entry.sign) <> 0
    $count$, changed);
    EXECUTE format($count${profiles}$count$, changed);
    RETURN NULL;
END $$
"""
_PROFILES = """
        INSERT INTO umkm_directoryprofile (profile, cluster, form, size_class, women_owned, certificates, down_payment_percent,
            payment_days, accepts_consignment, n)
        SELECT profile, cluster, form, size_class, women_owned IS TRUE, certificates,
            CASE WHEN down_payment_percent = 0 THEN 0 END, payment_days, accepts_consignment, sum(sign)
        FROM (%s) AS entry
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum(sign) <> 0
    """

#: Those that are there already. Before the counters learn of profiles: nothing that they know changes.
NUMBER = f"""
UPDATE umkm_directoryentry SET terms = terms || ({UNIT_TERMS.format(firm="umkm_id")}), profile = umkm_profile(
    cluster, form, size_class, women_owned, certificates::text[], down_payment_percent, payment_days, accepts_consignment)
"""  # noqa: S608 - all parts are written here
FILL = _PROFILES % "SELECT 1 AS sign, * FROM umkm_directoryentry WHERE is_listed"
ALL = "SELECT {function}(array_agg(id)) FROM umkm_umkm HAVING count(*) > 0"


def _again(create: str) -> str:
    return create.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


def _array(digits: int, places: int):
    number = models.DecimalField(decimal_places=places, max_digits=digits, null=True)
    return django.contrib.postgres.fields.ArrayField(number, default=list, size=None)


#: The arrays that the entries had in place of offers. The default is for the way back.
ARRAYS = {
    "units": django.contrib.postgres.fields.ArrayField(
        models.CharField(max_length=24), default=list, size=None
    ),
    "free": _array(20, 6),
    "capacity": _array(20, 6),
    "price_from": _array(30, 12),
    "price_to": _array(30, 12),
}


def _number(digits: int, places: int):
    return models.DecimalField(decimal_places=places, max_digits=digits, null=True)


def _without_arrays():
    for name, field in ARRAYS.items():
        yield migrations.AlterField("directoryentry", name, field)
        yield migrations.RemoveField("directoryentry", name)


class Migration(migrations.Migration):
    dependencies = [
        ("umkm", "0002_triggers"),
    ]

    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, ALL.format(function="umkm_write_entries")),
        migrations.CreateModel(
            name="DirectoryProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("profile", models.BigIntegerField()),
                ("cluster", models.CharField(max_length=24)),
                ("form", models.CharField(max_length=10)),
                ("size_class", models.CharField(blank=True, max_length=8)),
                ("women_owned", models.BooleanField()),
                (
                    "certificates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), size=None
                    ),
                ),
                ("down_payment_percent", models.SmallIntegerField(null=True)),
                ("payment_days", models.SmallIntegerField(null=True)),
                ("accepts_consignment", models.BooleanField()),
                ("n", models.IntegerField()),
            ],
            options={"indexes": [models.Index(models.F("profile"), name="profile_number")]},
        ),
        migrations.CreateModel(
            name="DirectoryOffer",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=models.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="umkm.product",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="umkm.umkm",
                    ),
                ),
                ("is_listed", models.BooleanField()),
                ("village", models.CharField(max_length=13)),
                ("profile", models.BigIntegerField()),
                ("unit", models.CharField(max_length=24)),
                ("free", _number(20, 6)),
                ("capacity", _number(20, 6)),
                ("price_from", _number(30, 12)),
                ("price_to", _number(30, 12)),
            ],
            options={
                "indexes": [
                    models.Index(models.F("unit"), name="offer_unit"),
                    models.Index(models.F("umkm"), models.F("unit"), name="offer_of_firm"),
                ]
            },
        ),
        migrations.RunSQL(
            PROFILE,
            "DROP FUNCTION umkm_profile(text, text, text, boolean, text[], int, int, boolean)",
        ),
        migrations.AddField(
            model_name="directoryentry",
            name="profile",
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        *_without_arrays(),
        migrations.RunSQL(NUMBER, migrations.RunSQL.noop),
        migrations.RunSQL(WRITE_OFFERS, "DROP FUNCTION umkm_write_offers(bigint[])"),
        migrations.RunSQL(ALL.format(function="umkm_write_offers"), migrations.RunSQL.noop),
        migrations.RunSQL(WRITE_ENTRIES, _again(former.WRITE_ENTRIES)),
        migrations.RunSQL(NOTE_UPDATE, "DROP FUNCTION umkm_note_updates()"),
        *_update_triggers(),
        migrations.RunSQL(COUNT.replace("{profiles}", _PROFILES), _again(former.COUNT)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(
            "ANALYZE umkm_directoryoffer, umkm_directoryprofile", migrations.RunSQL.noop
        ),
        migrations.AddIndex(
            model_name="directoryentry",
            index=models.Index(
                models.F("profile"),
                models.F("village"),
                condition=models.Q(("is_listed", True)),
                name="entry_profile",
            ),
        ),
        migrations.AddIndex(
            model_name="directoryentry",
            index=models.Index(
                models.F("village"),
                models.F("profile"),
                condition=models.Q(("is_listed", True)),
                name="entry_village",
            ),
        ),
    ]
