"""The life-cycle of an MoU: meetings, trials, legal checks, signatures, amendments, disputes, evaluations and programmes."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import kemitraan.rupiah
import partnerships.models.papers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("investors", "0001_initial"),
        ("partnerships", "0009_watch"),
        ("umkm", "0004_import_row_sizes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="ke")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="berakhir yang baru"),
                ),
                (
                    "mou_rupiah",
                    kemitraan.rupiah.RupiahField(
                        blank=True, null=True, verbose_name="nilai MoU yang baru (Rp)"
                    ),
                ),
                ("why", models.TextField(max_length=2000, verbose_name="alasan perubahan")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("signing", "penandatanganan"),
                            ("in_force", "berlaku"),
                            ("withdrawn", "ditarik"),
                        ],
                        default="signing",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="disusun"),
                ),
                (
                    "signed_on",
                    models.DateField(blank=True, null=True, verbose_name="ditandatangani"),
                ),
            ],
            options={
                "verbose_name": "amandemen",
                "verbose_name_plural": "amandemen",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="AmendmentShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "share_percent",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="bagian (%)"),
                ),
            ],
            options={
                "verbose_name": "bagian baru",
                "verbose_name_plural": "bagian baru",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="AmendmentStatusChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="waktu"),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="tindakan")),
                ("source", models.CharField(blank=True, max_length=40, verbose_name="dari")),
                ("target", models.CharField(max_length=40, verbose_name="menjadi")),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="kode alasan")),
                ("note", models.TextField(blank=True, verbose_name="catatan")),
                (
                    "announced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diberitahukan"),
                ),
            ],
            options={
                "verbose_name": "perubahan status",
                "verbose_name_plural": "riwayat status",
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chronology", models.TextField(max_length=6000, verbose_name="kronologi")),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("company", "perusahaan"), ("umkm", "UMKM")],
                        max_length=8,
                        verbose_name="diajukan pihak",
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="diajukan"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("opened", "sengketa dibuka"),
                            ("mediation", "mediasi"),
                            ("resolved", "sengketa selesai"),
                            ("handed_over", "diserahkan ke KPPU"),
                        ],
                        default="opened",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
            ],
            options={
                "verbose_name": "sengketa",
                "verbose_name_plural": "sengketa",
                "ordering": ["-opened_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DisputeStatusChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="waktu"),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="tindakan")),
                ("source", models.CharField(blank=True, max_length=40, verbose_name="dari")),
                ("target", models.CharField(max_length=40, verbose_name="menjadi")),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="kode alasan")),
                ("note", models.TextField(blank=True, verbose_name="catatan")),
                (
                    "announced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diberitahukan"),
                ),
            ],
            options={
                "verbose_name": "perubahan status",
                "verbose_name_plural": "riwayat status",
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("company", "perusahaan"), ("umkm", "UMKM")],
                        max_length=8,
                        verbose_name="pihak",
                    ),
                ),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="nilai (1–5)",
                    ),
                ),
                ("goes_on", models.BooleanField(verbose_name="ingin bermitra lagi")),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="ditulis"),
                ),
            ],
            options={
                "verbose_name": "evaluasi kemitraan",
                "verbose_name_plural": "evaluasi kemitraan",
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LegalCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_business", models.BooleanField(default=False, verbose_name="kegiatan usaha")),
                (
                    "has_rights_and_duties",
                    models.BooleanField(
                        default=False, verbose_name="hak dan kewajiban masing-masing pihak"
                    ),
                ),
                (
                    "has_development",
                    models.BooleanField(default=False, verbose_name="bentuk pengembangan"),
                ),
                ("has_term", models.BooleanField(default=False, verbose_name="jangka waktu")),
                (
                    "has_settlement",
                    models.BooleanField(default=False, verbose_name="penyelesaian perselisihan"),
                ),
                (
                    "is_bilingual",
                    models.BooleanField(
                        help_text="Wajib bila salah satu pihak asing (UU 24/2009 Pasal 31).",
                        null=True,
                        verbose_name="dalam Bahasa Indonesia dan bahasa asing",
                    ),
                ),
                ("passed", models.BooleanField(verbose_name="lulus")),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                (
                    "checked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="diperiksa"
                    ),
                ),
            ],
            options={
                "verbose_name": "pemeriksaan hukum",
                "verbose_name_plural": "pemeriksaan hukum",
                "ordering": ["checked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField(verbose_name="tanggal temu bisnis")),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="tempat")),
                ("note", models.TextField(max_length=2000, verbose_name="hasil")),
                (
                    "noted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dicatat"),
                ),
            ],
            options={
                "verbose_name": "temu bisnis",
                "verbose_name_plural": "temu bisnis",
                "ordering": ["held_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="judul")),
                (
                    "file",
                    models.FileField(
                        upload_to=partnerships.models.papers._paper_path, verbose_name="berkas"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "kept_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="disimpan"
                    ),
                ),
            ],
            options={
                "verbose_name": "berkas kemitraan",
                "verbose_name_plural": "berkas kemitraan",
                "ordering": ["kept_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PartnershipProgramme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=160, unique=True, verbose_name="nama program"),
                ),
                ("held_on", models.DateField(verbose_name="tanggal")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("regency", "kabupaten"),
                            ("province", "provinsi"),
                            ("national", "nasional"),
                        ],
                        max_length=8,
                        verbose_name="lingkup",
                    ),
                ),
                (
                    "companies_pma",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="perusahaan PMA"
                    ),
                ),
                (
                    "companies_pmdn",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="perusahaan PMDN"
                    ),
                ),
                (
                    "umkm_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="UMKM"),
                ),
                (
                    "potential_rupiah",
                    kemitraan.rupiah.RupiahField(
                        blank=True, null=True, verbose_name="potensi yang disebut sumber (Rp)"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Siaran pers, surat, atau alamat web.",
                        max_length=300,
                        verbose_name="sumber",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
            ],
            options={
                "verbose_name": "program kemitraan",
                "verbose_name_plural": "program kemitraan",
                "ordering": ["-held_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("company", "perusahaan"),
                            ("umkm", "UMKM"),
                            ("coordinator", "koordinator atas nama semua UMKM"),
                            ("witness", "pemerintah kabupaten sebagai saksi"),
                        ],
                        max_length=12,
                        verbose_name="sebagai",
                    ),
                ),
                (
                    "signed_by",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="nama penanda tangan"
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="tanggal tanda tangan")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dicatat"),
                ),
                ("void_at", models.DateTimeField(blank=True, null=True, verbose_name="dibatalkan")),
            ],
            options={
                "verbose_name": "tanda tangan",
                "verbose_name_plural": "tanda tangan",
                "ordering": ["recorded_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SignedTerms",
            fields=[
                (
                    "mou",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="signed_terms",
                        serialize=False,
                        to="partnerships.mou",
                    ),
                ),
                ("number", models.CharField(max_length=80, verbose_name="nomor MoU")),
                ("signed_on", models.DateField(verbose_name="ditandatangani")),
                ("starts_on", models.DateField(verbose_name="mulai berlaku")),
                ("ends_on", models.DateField(verbose_name="berakhir")),
                ("mou_rupiah", kemitraan.rupiah.RupiahField(verbose_name="nilai MoU (Rp)")),
                ("shares", models.JSONField(verbose_name="bagian")),
            ],
            options={
                "verbose_name": "isi yang ditandatangani",
                "verbose_name_plural": "isi yang ditandatangani",
            },
        ),
        migrations.CreateModel(
            name="TrialOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.TextField(max_length=2000, verbose_name="contoh yang diuji")),
                ("due_on", models.DateField(verbose_name="hasil paling lambat")),
                (
                    "ordered_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dicatat"),
                ),
            ],
            options={
                "verbose_name": "uji contoh",
                "verbose_name_plural": "uji contoh",
                "ordering": ["ordered_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TrialResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("passed", "lulus"),
                            ("to_mend", "perlu perbaikan"),
                            ("failed", "gagal"),
                        ],
                        max_length=8,
                        verbose_name="hasil uji",
                    ),
                ),
                (
                    "fixes",
                    models.TextField(blank=True, max_length=2000, verbose_name="daftar perbaikan"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("capacity", "kapasitas"),
                            ("quality", "mutu atau contoh gagal"),
                            ("certificate", "sertifikat"),
                            ("price", "harga"),
                            ("payment", "pembayaran"),
                            ("logistics", "logistik"),
                            ("need_changed", "kebutuhan atau teknologi berubah"),
                            ("material", "bahan baku atau pesanan minimum"),
                            ("labour", "tenaga kerja"),
                            ("company_silent", "tidak ada tanggapan perusahaan"),
                            ("umkm_silent", "tidak ada tanggapan UMKM"),
                            ("season", "musim"),
                            ("other", "lain-lain"),
                        ],
                        max_length=16,
                        verbose_name="sebab gagal",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                (
                    "judged_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dinilai"),
                ),
            ],
            options={
                "verbose_name": "hasil uji contoh",
                "verbose_name_plural": "hasil uji contoh",
                "ordering": ["judged_at", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="mou",
            name="mou_signed_is_complete",
        ),
        migrations.AddField(
            model_name="mou",
            name="coordinator",
            field=models.ForeignKey(
                blank=True,
                help_text="Koperasi, KUB, atau BUMDes yang mewakili para UMKM, atau salah satu peserta.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="umkm.umkm",
                verbose_name="koordinator",
            ),
        ),
        migrations.AddField(
            model_name="mou",
            name="origin",
            field=models.CharField(
                choices=[("match", "pencocokan portal"), ("reported", "dilaporkan para pihak")],
                default="match",
                max_length=10,
                verbose_name="asal",
            ),
        ),
        migrations.AlterField(
            model_name="mou",
            name="status",
            field=models.CharField(
                choices=[
                    ("negotiation", "temu bisnis & negosiasi"),
                    ("trial", "uji contoh"),
                    ("draft", "rancangan MoU"),
                    ("legal_check", "pemeriksaan hukum"),
                    ("signing", "penandatanganan"),
                    ("signed", "MoU ditandatangani"),
                    ("running", "kontrak berjalan"),
                    ("extended", "diperpanjang"),
                    ("sleeping", "tidur"),
                    ("in_dispute", "sengketa"),
                    ("completed", "selesai"),
                    ("terminated", "dihentikan"),
                    ("cancelled", "batal"),
                ],
                default="negotiation",
                max_length=12,
                verbose_name="status",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="mou",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="amendments",
                to="partnerships.mou",
                verbose_name="MoU",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="disusun oleh",
            ),
        ),
        migrations.AddField(
            model_name="amendmentshare",
            name="amendment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="shares",
                to="partnerships.amendment",
            ),
        ),
        migrations.AddField(
            model_name="amendmentshare",
            name="umkm",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="umkm.umkm",
                verbose_name="UMKM",
            ),
        ),
        migrations.AddField(
            model_name="amendmentstatuschange",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                help_text="Kosong: dilakukan oleh sistem.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pelaku",
            ),
        ),
        migrations.AddField(
            model_name="amendmentstatuschange",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="partnerships.amendment",
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="mou",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disputes",
                to="partnerships.mou",
                verbose_name="MoU",
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="opened_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="diajukan oleh",
            ),
        ),
        migrations.AddField(
            model_name="disputestatuschange",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                help_text="Kosong: dilakukan oleh sistem.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pelaku",
            ),
        ),
        migrations.AddField(
            model_name="disputestatuschange",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="partnerships.dispute",
            ),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="mou",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evaluations",
                to="partnerships.mou",
                verbose_name="MoU",
            ),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="umkm",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="umkm.umkm",
                verbose_name="UMKM",
            ),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ditulis oleh",
            ),
        ),
        migrations.AddField(
            model_name="legalcheck",
            name="checked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="diperiksa oleh",
            ),
        ),
        migrations.AddField(
            model_name="legalcheck",
            name="mou",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="legal_checks",
                to="partnerships.mou",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="mou",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="meetings",
                to="partnerships.mou",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="noted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dicatat oleh",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="kept_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="disimpan oleh",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="mou",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="partnerships.mou",
                verbose_name="MoU",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnershipprogramme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("potential_rupiah__isnull", True),
                    ("potential_rupiah__gte", 0),
                    _connector="OR",
                ),
                name="programme_potential_not_negative",
            ),
        ),
        migrations.AddField(
            model_name="mou",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mous",
                to="partnerships.partnershipprogramme",
                verbose_name="program",
            ),
        ),
        migrations.AddConstraint(
            model_name="mou",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["negotiation", "trial", "draft", "legal_check", "signing", "cancelled"],
                    ),
                    models.Q(
                        models.Q(
                            ("origin", "reported"),
                            models.Q(("ends_on__isnull", False), ("number__isnull", False)),
                            _connector="OR",
                        ),
                        ("mou_rupiah__isnull", False),
                        ("signed_on__isnull", False),
                        ("starts_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="mou_signed_is_complete",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="amendment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="partnerships.amendment",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="mou",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="partnerships.mou",
                verbose_name="MoU",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="paper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="partnerships.paper",
                verbose_name="berkas",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dicatat oleh",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="umkm",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="umkm.umkm",
                verbose_name="UMKM",
            ),
        ),
        migrations.AddField(
            model_name="trialorder",
            name="mou",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="trials",
                to="partnerships.mou",
            ),
        ),
        migrations.AddField(
            model_name="trialorder",
            name="ordered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dicatat oleh",
            ),
        ),
        migrations.AddField(
            model_name="trialresult",
            name="judged_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dinilai oleh",
            ),
        ),
        migrations.AddField(
            model_name="trialresult",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="results",
                to="partnerships.trialorder",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.UniqueConstraint(fields=("mou", "position"), name="amendment_once"),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "signing")),
                fields=("mou",),
                name="amendment_one_at_a_time",
                violation_error_message="Masih ada amandemen yang menunggu tanda tangan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mou_rupiah__isnull", True), ("mou_rupiah__gte", 1), _connector="OR"
                ),
                name="amendment_value_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "in_force"), _negated=True),
                    ("signed_on__isnull", False),
                    _connector="OR",
                ),
                name="amendment_in_force_is_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendmentshare",
            constraint=models.UniqueConstraint(
                fields=("amendment", "umkm"), name="amendment_share_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="amendmentshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("share_percent__gt", 0), ("share_percent__lte", 100)),
                name="amendment_share_is_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "resolved"), _negated=True),
                fields=("mou",),
                name="dispute_one_at_a_time",
                violation_error_message="Sengketa atas MoU ini sudah dibuka.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.UniqueConstraint(
                fields=("mou", "side", "umkm"),
                name="evaluation_once",
                nulls_distinct=False,
                violation_error_message="Evaluasi dari pihak ini sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("side", "umkm"), ("umkm__isnull", False)),
                    models.Q(("side", "company"), ("umkm__isnull", True)),
                    _connector="OR",
                ),
                name="evaluation_names_its_umkm",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating__gte", 1), ("rating__lte", 5)),
                name="evaluation_from_1_to_5",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("passed", False),
                    models.Q(
                        models.Q(
                            ("is_bilingual", True), ("is_bilingual__isnull", True), _connector="OR"
                        ),
                        ("has_business", True),
                        ("has_development", True),
                        ("has_rights_and_duties", True),
                        ("has_settlement", True),
                        ("has_term", True),
                    ),
                    _connector="OR",
                ),
                name="legal_check_passed_has_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(fields=("mou", "digest"), name="paper_once"),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="paper_has_a_digest"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("amendment__isnull", True), ("void_at__isnull", True)),
                fields=("mou", "role", "umkm"),
                name="signature_once",
                nulls_distinct=False,
                violation_error_message="Pihak ini sudah menandatangani.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("amendment__isnull", False), ("void_at__isnull", True)),
                fields=("amendment", "role", "umkm"),
                name="signature_once_an_amendment",
                nulls_distinct=False,
                violation_error_message="Pihak ini sudah menandatangani.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ["umkm", "coordinator"]), ("umkm__isnull", False)),
                    models.Q(("role__in", ["company", "witness"]), ("umkm__isnull", True)),
                    _connector="OR",
                ),
                name="signature_names_its_umkm",
            ),
        ),
        migrations.AddConstraint(
            model_name="trialresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "to_mend"), _negated=True),
                    models.Q(("fixes", ""), _negated=True),
                    _connector="OR",
                ),
                name="trial_to_mend_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="trialresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "failed"), ("reason__gt", "")),
                    models.Q(models.Q(("outcome", "failed"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="trial_failed_says_why",
            ),
        ),
    ]
