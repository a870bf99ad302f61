"""What the directory counts by traits is kept by profile: firms that are alike in all of them, and how many there are."""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

former = import_module("umkm.migrations.0005_search")

#: 64 bits of a digest: nobody has to look up or hand out a number, and of a million profiles two share one in a case of a hundred million.
PROFILE = """
CREATE FUNCTION umkm_profile(
    cluster text, form text, size_class text, women_owned boolean, certificates text[], down_payment_percent int,
    payment_days int, accepts_consignment boolean
) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT hashtextextended(ROW(cluster, form, size_class, women_owned IS TRUE, certificates,
        down_payment_percent IS NOT DISTINCT FROM 0, payment_days, accepts_consignment)::text, 0)
$$
"""

#: Before the counters learn of profiles: nothing that they know changes.
NUMBER = """
UPDATE umkm_directoryentry SET profile = umkm_profile(
    cluster, form, size_class, women_owned, certificates::text[], down_payment_percent, payment_days, accepts_consignment)
"""


def _replace(text: str, *changes: tuple[str, str]) -> str:
    for old, new in (("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"), *changes):
        if text.count(old) != 1:
            raise ValueError(f"{text.count(old)} times: {old}")
        text = text.replace(old, new)
    return text


WRITE_ENTRIES = _replace(
    former.WRITE_ENTRIES,
    ("        verified_at, registered_at)\n    SELECT", "        verified_at, registered_at, profile)\n    SELECT"),
    (
        "        firm.verified_at, firm.registered_at\n",
        """        firm.verified_at, firm.registered_at,
        umkm_profile(
            firm.cluster_id, firm.form, firm.size_class, firm.women_owned, coalesce(proof.kinds, '{}'),
            CASE WHEN shows.terms THEN firm.down_payment_percent END,
            CASE WHEN shows.terms THEN firm.payment_days END,
            shows.terms AND firm.accepts_consignment)
""",
    ),
    ("         registered_at)\n        =", "         registered_at, profile)\n        ="),
    ("excluded.verified_at, excluded.registered_at)", "excluded.verified_at, excluded.registered_at,\n           excluded.profile)"),
)  # fmt: skip

_PROFILES = """
INSERT INTO umkm_directoryprofile (
    profile, cluster, form, size_class, women_owned, certificates, down_payment_percent, payment_days, accepts_consignment, n)
SELECT
    profile, cluster, form, size_class, women_owned IS TRUE, certificates, CASE WHEN down_payment_percent = 0 THEN 0 END,
    payment_days, accepts_consignment, sum(sign)
FROM ({entries}) AS entry
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum(sign) <> 0
"""
COUNT = _replace(
    former.COUNT,
    (
        "UNION ALL ' || gone END);\n",
        "UNION ALL ' || gone END);\n    EXECUTE format($count$"
        + _PROFILES.format(entries="%s")
        + "    $count$, CASE TG_OP WHEN 'INSERT' THEN came WHEN 'DELETE' THEN gone ELSE came || ' UNION ALL ' || gone END);\n",
    ),
)
FILL = _PROFILES.format(entries="SELECT 1 AS sign, * FROM umkm_directoryentry WHERE is_listed")


class Migration(migrations.Migration):
    dependencies = [
        ("umkm", "0007_size_history"),
    ]

    operations = [
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
        migrations.RunSQL(NUMBER, migrations.RunSQL.noop),
        migrations.RunSQL(WRITE_ENTRIES, _replace(former.WRITE_ENTRIES)),
        migrations.RunSQL(COUNT, _replace(former.COUNT)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
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
