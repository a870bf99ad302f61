"""What triggers keep, whoever changes a firm and however: the directory's own table with its counts, and the history of sizes."""

from django.db import migrations

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


#: Each class that is computed anew, with its cause: where the figures stayed as they were, it was a new limit.
NOTE_SIZES = """
CREATE FUNCTION umkm_note_sizes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO umkm_sizerecord (umkm_id, size_class, basis, former_class, former_basis, cause, at)
        SELECT id, size_class, size_basis, '', '', 'stated', registered_at FROM came WHERE size_class <> '';
    ELSE
        INSERT INTO umkm_sizerecord (umkm_id, size_class, basis, former_class, former_basis, cause, at)
        SELECT came.id, came.size_class, came.size_basis, gone.size_class, gone.size_basis,
            CASE WHEN (came.capital_rupiah, came.yearly_sales_rupiah)
                IS NOT DISTINCT FROM (gone.capital_rupiah, gone.yearly_sales_rupiah) THEN 'limits' ELSE 'stated' END,
            now()
        FROM came JOIN gone USING (id)
        WHERE came.size_class <> ''
            AND (came.size_class, came.size_basis) IS DISTINCT FROM (gone.size_class, gone.size_basis);
    END IF;
    RETURN NULL;
END $$
"""

SIZE_TRIGGERS = """
CREATE TRIGGER note_sizes_insert AFTER INSERT ON umkm_umkm REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION umkm_note_sizes();
CREATE TRIGGER note_sizes_update AFTER UPDATE ON umkm_umkm REFERENCING NEW TABLE AS came OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION umkm_note_sizes();
"""
NO_SIZE_TRIGGERS = """
DROP TRIGGER note_sizes_insert ON umkm_umkm; DROP TRIGGER note_sizes_update ON umkm_umkm;
"""


class Migration(migrations.Migration):
    replaces = [("umkm", "0007_size_history")]

    dependencies = [("umkm", "0001_tables")]

    operations = [
        migrations.RunSQL(KEY, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT, "DROP FUNCTION umkm_count_entries()"),
        *_counters(),
        migrations.RunSQL(WRITE_ENTRIES, "DROP FUNCTION umkm_write_entries(bigint[])"),
        migrations.RunSQL(NOTE, "DROP FUNCTION umkm_note_entries()"),
        *_triggers(),
        migrations.RunSQL(NOTE_SIZES, "DROP FUNCTION umkm_note_sizes()"),
        migrations.RunSQL(SIZE_TRIGGERS, NO_SIZE_TRIGGERS),
    ]
