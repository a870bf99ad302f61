"""The size class of each firm and since when, kept by a trigger whoever changes a firm."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


#: Each class that is computed anew, with its cause: where the figures stayed as they were, it was a new limit.
NOTE = """
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

TRIGGERS = """
CREATE TRIGGER note_sizes_insert AFTER INSERT ON umkm_umkm REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION umkm_note_sizes();
CREATE TRIGGER note_sizes_update AFTER UPDATE ON umkm_umkm REFERENCING NEW TABLE AS came OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION umkm_note_sizes();
"""
DROP = """
DROP TRIGGER note_sizes_insert ON umkm_umkm; DROP TRIGGER note_sizes_update ON umkm_umkm;
"""

#: Nobody knows since when a class was that of a firm that is there already: it is known from today on.
FILL = """
INSERT INTO umkm_sizerecord (umkm_id, size_class, basis, former_class, former_basis, cause, at)
SELECT id, size_class, size_basis, '', '', 'stated', now() FROM umkm_umkm WHERE size_class <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("umkm", "0006_sharing"),
    ]

    operations = [
        migrations.CreateModel(
            name="SizeRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "size_class",
                    models.CharField(
                        choices=[
                            ("micro", "usaha mikro"),
                            ("small", "usaha kecil"),
                            ("medium", "usaha menengah"),
                            ("large", "usaha besar"),
                        ],
                        max_length=8,
                        verbose_name="skala usaha",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("capital", "modal usaha"), ("sales", "hasil penjualan tahunan")],
                        max_length=8,
                        verbose_name="dasar skala usaha",
                    ),
                ),
                (
                    "former_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("micro", "usaha mikro"),
                            ("small", "usaha kecil"),
                            ("medium", "usaha menengah"),
                            ("large", "usaha besar"),
                        ],
                        max_length=8,
                        verbose_name="skala sebelumnya",
                    ),
                ),
                (
                    "former_basis",
                    models.CharField(
                        blank=True,
                        choices=[("capital", "modal usaha"), ("sales", "hasil penjualan tahunan")],
                        max_length=8,
                        verbose_name="dasar skala sebelumnya",
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[("stated", "angka usaha"), ("limits", "batas skala yang baru")],
                        max_length=8,
                        verbose_name="sebab",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sejak"),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sizes",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "riwayat skala usaha",
                "verbose_name_plural": "riwayat skala usaha",
                "ordering": ["umkm", "at", "pk"],
                "indexes": [models.Index(fields=["umkm", "at", "id"], name="size_record_of_firm")],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(NOTE, "DROP FUNCTION umkm_note_sizes()"),
        migrations.RunSQL(TRIGGERS, DROP),
    ]
