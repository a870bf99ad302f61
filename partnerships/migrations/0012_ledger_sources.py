"""What each entry of the ledger rests on, who confirmed it, and the other figure while it is disputed; jobs, coaching, plan."""

import django.db.models.deletion
import kemitraan.rupiah
from django.conf import settings
from django.db import migrations, models


#: Who confirmed stands in the logs so far.
CONFIRMED_OF = """
UPDATE partnerships_ENTRY AS entry SET confirmed_by_id = change.actor_id, confirmed_at = change.at
FROM (
    SELECT DISTINCT ON (subject_id) subject_id, actor_id, at FROM partnerships_ENTRYstatuschange
    WHERE target = 'confirmed' ORDER BY subject_id, at DESC, id DESC
) AS change WHERE change.subject_id = entry.id AND entry.status = 'confirmed';
SET CONSTRAINTS ALL IMMEDIATE;
"""
CONFIRMED = "".join(CONFIRMED_OF.replace("ENTRY", name) for name in ("contract", "realisation"))


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0011_signed_is_frozen"),
        ("umkm", "0004_import_row_sizes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="contract",
            name="claimed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dipersoalkan oleh",
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="claimed_rupiah",
            field=kemitraan.rupiah.RupiahField(
                blank=True, null=True, verbose_name="nilai menurut pihak lain (Rp)"
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="dikonfirmasi"),
        ),
        migrations.AddField(
            model_name="contract",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dikonfirmasi oleh",
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="oss_reference",
            field=models.CharField(
                blank=True,
                help_text="Bila sudah diunggah di kemitraan.oss.go.id.",
                max_length=80,
                verbose_name="nomor unggahan OSS",
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnerships.paper",
                verbose_name="berkas",
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="source",
            field=models.CharField(
                choices=[
                    ("document", "kontrak atau PO"),
                    ("invoice", "faktur atau surat jalan"),
                    ("payment", "bukti bayar"),
                    ("letter", "surat atau laporan tertulis"),
                    ("visit", "kunjungan petugas"),
                ],
                default="document",
                max_length=10,
                verbose_name="sumber",
            ),
        ),
        migrations.AddField(
            model_name="realisation",
            name="claimed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dipersoalkan oleh",
            ),
        ),
        migrations.AddField(
            model_name="realisation",
            name="claimed_rupiah",
            field=kemitraan.rupiah.RupiahField(
                blank=True, null=True, verbose_name="nilai menurut pihak lain (Rp)"
            ),
        ),
        migrations.AddField(
            model_name="realisation",
            name="claimed_volume",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="volume menurut pihak lain"
            ),
        ),
        migrations.AddField(
            model_name="realisation",
            name="coaching",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="pembinaan yang diberikan"
            ),
        ),
        migrations.AddField(
            model_name="realisation",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="dikonfirmasi"),
        ),
        migrations.AddField(
            model_name="realisation",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dikonfirmasi oleh",
            ),
        ),
        migrations.AddField(
            model_name="realisation",
            name="jobs_men_kept",
            field=models.PositiveIntegerField(default=0, verbose_name="pekerja laki-laki, tetap"),
        ),
        migrations.AddField(
            model_name="realisation",
            name="jobs_men_new",
            field=models.PositiveIntegerField(default=0, verbose_name="pekerja laki-laki, baru"),
        ),
        migrations.AddField(
            model_name="realisation",
            name="jobs_women_kept",
            field=models.PositiveIntegerField(default=0, verbose_name="pekerja perempuan, tetap"),
        ),
        migrations.AddField(
            model_name="realisation",
            name="jobs_women_new",
            field=models.PositiveIntegerField(default=0, verbose_name="pekerja perempuan, baru"),
        ),
        migrations.AddField(
            model_name="realisation",
            name="next_volume",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="rencana volume triwulan depan"
            ),
        ),
        migrations.AddField(
            model_name="realisation",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnerships.paper",
                verbose_name="berkas",
            ),
        ),
        migrations.AddField(
            model_name="realisation",
            name="source",
            field=models.CharField(
                choices=[
                    ("document", "kontrak atau PO"),
                    ("invoice", "faktur atau surat jalan"),
                    ("payment", "bukti bayar"),
                    ("letter", "surat atau laporan tertulis"),
                    ("visit", "kunjungan petugas"),
                ],
                default="document",
                max_length=10,
                verbose_name="sumber",
            ),
        ),
        migrations.RunSQL(CONFIRMED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "confirmed"),
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    _connector="OR",
                ),
                name="contract_confirmation_of_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "disputed"),
                    models.Q(("claimed_by__isnull", True), ("claimed_rupiah__isnull", True)),
                    _connector="OR",
                ),
                name="contract_claim_of_disputed",
            ),
        ),
        migrations.AddConstraint(
            model_name="realisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "confirmed"),
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    _connector="OR",
                ),
                name="realisation_confirmation_of_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="realisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "disputed"),
                    models.Q(("claimed_by__isnull", True), ("claimed_rupiah__isnull", True)),
                    _connector="OR",
                ),
                name="realisation_claim_of_disputed",
            ),
        ),
    ]
