"""The directory's own table, filled by triggers from firms, products and certificates, whoever changes them and however."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

#: "Valid" in the row may be a day too generous and never too strict: umkm.search looks again where `next_expiry` has passed.
WRITE_ENTRIES = """
CREATE FUNCTION umkm_write_entries(keys bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- One at a time for each firm; what others have committed meanwhile is seen by the statement after the lock.
    PERFORM 1 FROM umkm_umkm WHERE id = ANY(keys) ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO umkm_directoryentry AS entry (
        umkm_id, is_listed, terms, name_key, cluster, district, village, form, size_class, women_owned, certificates,
        next_expiry, down_payment_percent, payment_days, accepts_consignment, units, free, capacity, price_from, price_to,
        verified_at, registered_at)
    SELECT
        firm.id,
        firm.status = 'verified' AND firm.is_listed,
        coalesce(firm.search, ''),
        lower(firm.name), firm.cluster_id, village.district_id, firm.village_id, firm.form, firm.size_class, firm.women_owned,
        coalesce(proof.kinds, '{}'), proof.next_expiry,
        CASE WHEN shows.terms THEN firm.down_payment_percent END,
        CASE WHEN shows.terms THEN firm.payment_days END,
        shows.terms AND firm.accepts_consignment,
        coalesce(goods.units, '{}'), coalesce(goods.free, '{}'), coalesce(goods.capacity, '{}'),
        coalesce(goods.price_from, '{}'), coalesce(goods.price_to, '{}'),
        firm.verified_at, firm.registered_at
    FROM umkm_umkm AS firm
    JOIN reference_village AS village ON village.code = firm.village_id
    CROSS JOIN LATERAL (
        SELECT 'terms' = ANY(firm.public_fields) AS terms, 'capacity' = ANY(firm.public_fields) AS capacity,
            'prices' = ANY(firm.public_fields) AS prices, 'certificates' = ANY(firm.public_fields) AS certificates
    ) AS shows
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT proof.kind_id ORDER BY proof.kind_id) AS kinds, min(proof.expires_on) AS next_expiry
        FROM umkm_certificate AS proof
        WHERE proof.umkm_id = firm.id AND shows.certificates
            AND (proof.expires_on IS NULL OR proof.expires_on >= current_date - 1)
    ) AS proof ON true
    LEFT JOIN LATERAL (
        SELECT
            array_agg(coalesce(unit.base_id, unit.code) ORDER BY product.id) AS units,
            array_agg(CASE WHEN shows.capacity THEN (product.capacity_month - product.committed_month) * unit.factor END
                ORDER BY product.id) AS free,
            array_agg(CASE WHEN shows.capacity THEN product.capacity_month * unit.factor END ORDER BY product.id) AS capacity,
            array_agg(CASE WHEN shows.prices THEN coalesce(product.price_min, product.price_max) / unit.factor END
                ORDER BY product.id) AS price_from,
            array_agg(CASE WHEN shows.prices THEN coalesce(product.price_max, product.price_min) / unit.factor END
                ORDER BY product.id) AS price_to
        FROM umkm_product AS product JOIN reference_unit AS unit ON unit.code = product.unit_id
        WHERE product.umkm_id = firm.id AND product.is_active
    ) AS goods ON true
    WHERE firm.id = ANY(keys)
    ORDER BY firm.id
    ON CONFLICT (umkm_id) DO UPDATE SET
        (is_listed, terms, name_key, cluster, district, village, form, size_class, women_owned, certificates, next_expiry,
         down_payment_percent, payment_days, accepts_consignment, units, free, capacity, price_from, price_to, verified_at,
         registered_at)
        = (excluded.is_listed, excluded.terms, excluded.name_key, excluded.cluster, excluded.district, excluded.village,
           excluded.form, excluded.size_class, excluded.women_owned, excluded.certificates, excluded.next_expiry,
           excluded.down_payment_percent, excluded.payment_days, excluded.accepts_consignment, excluded.units, excluded.free,
           excluded.capacity, excluded.price_from, excluded.price_to, excluded.verified_at, excluded.registered_at)
    WHERE entry IS DISTINCT FROM excluded;
END $$
"""

#: What changes nothing that is searched fires nothing: an update is told by comparing the two images.
NOTE = """
CREATE FUNCTION umkm_note_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE keys bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT %I) FROM changed', TG_ARGV[0]) INTO keys;
    IF keys IS NOT NULL THEN
        PERFORM umkm_write_entries(keys);
    END IF;
    RETURN NULL;
END $$
"""

WATCHED = (
    ("umkm_umkm", "id", (("INSERT", "NEW"), ("UPDATE", "NEW"))),
    ("umkm_product", "umkm_id", (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))),
    ("umkm_certificate", "umkm_id", (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))),
)


def _triggers():
    for table, column, events in WATCHED:
        for event, image in events:
            name = f"note_entries_{event.lower()}"
            yield migrations.RunSQL(
                f"CREATE TRIGGER {name} AFTER {event} ON {table} "
                f"REFERENCING {image} TABLE AS changed FOR EACH STATEMENT "
                f"EXECUTE FUNCTION umkm_note_entries('{column}')",
                f"DROP TRIGGER {name} ON {table}",
            )
        # A product or certificate that moves to another firm leaves one behind.
        if column != "id":
            yield migrations.RunSQL(
                f"CREATE TRIGGER note_entries_former AFTER UPDATE ON {table} "
                f"REFERENCING OLD TABLE AS changed FOR EACH STATEMENT "
                f"EXECUTE FUNCTION umkm_note_entries('{column}')",
                f"DROP TRIGGER note_entries_former ON {table}",
            )


#: Each change of entries appends what it adds and takes away, a row for each value; nobody waits for anybody.
COUNT = """
CREATE FUNCTION umkm_count_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    came text := 'SELECT 1 AS sign, * FROM came WHERE is_listed';
    gone text := 'SELECT -1 AS sign, * FROM gone WHERE is_listed';
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
    $count$, CASE TG_OP WHEN 'INSERT' THEN came WHEN 'DELETE' THEN gone ELSE came || ' UNION ALL ' || gone END);
    RETURN NULL;
END $$
"""
COUNTED = (
    ("INSERT", "NEW TABLE AS came"),
    ("UPDATE", "NEW TABLE AS came OLD TABLE AS gone"),
    ("DELETE", "OLD TABLE AS gone"),
)


def _counters():
    for event, images in COUNTED:
        name = f"count_entries_{event.lower()}"
        yield migrations.RunSQL(
            f"CREATE TRIGGER {name} AFTER {event} ON umkm_directoryentry REFERENCING {images} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION umkm_count_entries()",
            f"DROP TRIGGER {name} ON umkm_directoryentry",
        )


KEY = """
ALTER TABLE umkm_directoryentry ADD CONSTRAINT directory_entry_of_firm
    FOREIGN KEY (umkm_id) REFERENCES umkm_umkm (id) ON DELETE CASCADE
"""


def fill(_apps, schema_editor):
    """Those that are there already, with the words that they had; the nightly task reads these anew."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT umkm_write_entries(array_agg(id)) FROM umkm_umkm HAVING count(*) > 0"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("umkm", "0004_import_row_sizes"),
    ]

    operations = [
        migrations.CreateModel(
            name="DirectoryEntry",
            fields=[
                (
                    "umkm",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="entry",
                        serialize=False,
                        to="umkm.umkm",
                    ),
                ),
                ("is_listed", models.BooleanField()),
                ("terms", django.contrib.postgres.search.SearchVectorField()),
                ("name_key", models.CharField(max_length=150)),
                ("cluster", models.CharField(max_length=24)),
                ("district", models.CharField(max_length=8)),
                ("village", models.CharField(max_length=13)),
                ("form", models.CharField(max_length=10)),
                ("size_class", models.CharField(blank=True, max_length=8)),
                ("women_owned", models.BooleanField(null=True)),
                (
                    "certificates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), size=None
                    ),
                ),
                ("next_expiry", models.DateField(null=True)),
                ("down_payment_percent", models.SmallIntegerField(null=True)),
                ("payment_days", models.SmallIntegerField(null=True)),
                ("accepts_consignment", models.BooleanField()),
                (
                    "units",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), size=None
                    ),
                ),
                (
                    "free",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=6, max_digits=20, null=True),
                        size=None,
                    ),
                ),
                (
                    "capacity",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=6, max_digits=20, null=True),
                        size=None,
                    ),
                ),
                (
                    "price_from",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=12, max_digits=30, null=True),
                        size=None,
                    ),
                ),
                (
                    "price_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=12, max_digits=30, null=True),
                        size=None,
                    ),
                ),
                ("verified_at", models.DateTimeField(null=True)),
                ("registered_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DirectoryCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=32)),
                ("value", models.CharField(blank=True, max_length=400)),
                ("n", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("often", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.RemoveIndex(
            model_name="umkm",
            name="umkm_search",
        ),
        migrations.AddIndex(
            model_name="directoryentry",
            index=django.contrib.postgres.indexes.GinIndex(fields=["terms"], name="entry_terms"),
        ),
        migrations.AddIndex(
            model_name="directoryentry",
            index=models.Index(
                models.F("registered_at"),
                models.F("umkm"),
                condition=models.Q(("is_listed", True)),
                name="entry_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="directoryentry",
            index=models.Index(
                models.F("name_key"),
                models.F("umkm"),
                condition=models.Q(("is_listed", True)),
                name="entry_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="directoryentry",
            index=models.Index(
                models.F("cluster"),
                models.F("district"),
                condition=models.Q(("is_listed", True)),
                name="entry_cluster",
            ),
        ),
        migrations.AddIndex(
            model_name="directoryentry",
            index=models.Index(
                models.F("district"), condition=models.Q(("is_listed", True)), name="entry_district"
            ),
        ),
        migrations.AddIndex(
            model_name="directoryentry",
            index=models.Index(models.F("next_expiry"), name="entry_expiry"),
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["word"], name="search_word_like", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=models.Index(
                fields=["word"], name="search_word_begins", opclasses=["text_pattern_ops"]
            ),
        ),
        migrations.RunSQL(KEY, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT, "DROP FUNCTION umkm_count_entries()"),
        *_counters(),
        migrations.RunSQL(WRITE_ENTRIES, "DROP FUNCTION umkm_write_entries(bigint[])"),
        migrations.RunSQL(NOTE, "DROP FUNCTION umkm_note_entries()"),
        *_triggers(),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
