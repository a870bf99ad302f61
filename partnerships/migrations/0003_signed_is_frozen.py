"""What was signed is frozen by the database itself: terms change by an amendment in force alone, kept rows never.

Joining two firms that are one moves names, not words, and says so: `set_config('kemitraan.merging', 'on', true)`.
"""

from django.db import migrations

SIGNED = "'signed', 'running', 'extended', 'sleeping', 'in_dispute', 'completed', 'terminated'"

MERGING = "current_setting('kemitraan.merging', true) IS NOT DISTINCT FROM 'on'"

FUNCTIONS = """
CREATE FUNCTION partnerships_mou_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status NOT IN (SIGNED_STATES) OR IS_MERGING THEN
        RETURN NEW;
    END IF;
    IF NEW.status NOT IN (SIGNED_STATES) THEN
        RAISE EXCEPTION 'mou_frozen: a signed MoU does not become unsigned' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.company_id, NEW.title, NEW.number, NEW.pattern, NEW.signed_on, NEW.starts_on, NEW.coordinator_id)
        IS DISTINCT FROM
        (OLD.company_id, OLD.title, OLD.number, OLD.pattern, OLD.signed_on, OLD.starts_on, OLD.coordinator_id) THEN
        RAISE EXCEPTION 'mou_frozen: what was signed does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.ends_on IS DISTINCT FROM OLD.ends_on AND NOT EXISTS (
        SELECT FROM partnerships_amendment
        WHERE mou_id = NEW.id AND status = 'in_force' AND ends_on = NEW.ends_on
    ) OR NEW.mou_rupiah IS DISTINCT FROM OLD.mou_rupiah AND NOT EXISTS (
        SELECT FROM partnerships_amendment
        WHERE mou_id = NEW.id AND status = 'in_force' AND mou_rupiah = NEW.mou_rupiah
    ) THEN
        RAISE EXCEPTION 'mou_frozen: only a signed amendment changes this' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION partnerships_members_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its_mou bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.mou_id ELSE OLD.mou_id END;
BEGIN
    IF IS_MERGING OR NOT EXISTS (SELECT FROM partnerships_signedterms WHERE mou_id = its_mou) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.mou_id, NEW.umkm_id) = (OLD.mou_id, OLD.umkm_id) AND (
        NEW.share_percent = OLD.share_percent OR EXISTS (
            SELECT FROM partnerships_amendmentshare AS share
            JOIN partnerships_amendment AS amendment ON amendment.id = share.amendment_id
            WHERE amendment.mou_id = NEW.mou_id AND amendment.status = 'in_force'
                AND share.umkm_id = NEW.umkm_id AND share.share_percent = NEW.share_percent
        )
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'mou_frozen: the parties and shares of a signed MoU' USING ERRCODE = 'check_violation';
END $$;

-- The arguments are the columns that may change.
CREATE FUNCTION partnerships_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := coalesce(TG_ARGV, '{}');
BEGIN
    IF IS_MERGING THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'kept: rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
""".replace("SIGNED_STATES", SIGNED).replace("IS_MERGING", MERGING)
NO_FUNCTIONS = """
DROP FUNCTION partnerships_mou_is_frozen();
DROP FUNCTION partnerships_members_are_frozen();
DROP FUNCTION partnerships_is_kept();
"""

#: (table, columns that may change): rows that stay as they were written.
KEPT = (
    ("partnerships_paper", ()),
    ("partnerships_signedterms", ()),
    ("partnerships_signature", ("void_at",)),
    ("partnerships_amendment", ("status", "signed_on")),
    ("partnerships_amendmentshare", ()),
    ("partnerships_trialresult", ()),
    ("partnerships_legalcheck", ()),
    ("partnerships_evaluation", ()),
)


def _triggers():
    yield migrations.RunSQL(
        "CREATE TRIGGER frozen BEFORE UPDATE ON partnerships_mou "
        "FOR EACH ROW EXECUTE FUNCTION partnerships_mou_is_frozen()",
        "DROP TRIGGER frozen ON partnerships_mou",
    )
    yield migrations.RunSQL(
        "CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON partnerships_moumember "
        "FOR EACH ROW EXECUTE FUNCTION partnerships_members_are_frozen()",
        "DROP TRIGGER frozen ON partnerships_moumember",
    )
    for table, free in KEPT:
        columns = ", ".join(f"'{name}'" for name in free)
        yield migrations.RunSQL(
            f"CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION partnerships_is_kept({columns})",
            f"DROP TRIGGER kept ON {table}",
        )


class Migration(migrations.Migration):
    replaces = [("partnerships", "0011_signed_is_frozen")]

    dependencies = [("partnerships", "0002_changes_of_supply_and_first_weights")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        *_triggers(),
    ]
