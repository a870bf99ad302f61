"""Supply: firms, what they offer, how they are verified, helped, imported and found."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import kemitraan.rupiah
import kemitraan.sealing
import umkm.models.firms
import umkm.models.goods
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("umkm", "0001_initial"),
        ("umkm", "0002_stages_reviews_facilitation"),
        ("umkm", "0003_identity_imports_personal"),
        ("umkm", "0004_import_row_sizes"),
        ("umkm", "0005_search"),
        ("umkm", "0006_sharing"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("reference", "0001_tables"),
    ]

    operations = [
        TrigramExtension(),
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
            name="Umkm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama usaha")),
                ("owner_name", models.CharField(max_length=150, verbose_name="nama pemilik")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("single", "usaha perorangan"),
                            ("koperasi", "koperasi"),
                            ("kub", "kelompok usaha bersama (KUB)"),
                            ("bumdes", "BUMDes"),
                        ],
                        default="single",
                        max_length=10,
                        verbose_name="bentuk usaha",
                    ),
                ),
                ("telephone", models.CharField(max_length=20, verbose_name="nomor WhatsApp")),
                ("nib", models.CharField(blank=True, max_length=13, null=True, verbose_name="NIB")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="alamat")),
                (
                    "description",
                    models.TextField(blank=True, max_length=2000, verbose_name="tentang usaha"),
                ),
                (
                    "workers_men",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="pekerja laki-laki"
                    ),
                ),
                (
                    "workers_women",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="pekerja perempuan"
                    ),
                ),
                (
                    "workers_disabled",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="di antaranya penyandang disabilitas"
                    ),
                ),
                (
                    "women_owned",
                    models.BooleanField(blank=True, null=True, verbose_name="dimiliki perempuan"),
                ),
                (
                    "down_payment_percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="uang muka paling sedikit (%)",
                    ),
                ),
                (
                    "payment_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(365)],
                        verbose_name="tempo pembayaran paling lama (hari)",
                    ),
                ),
                (
                    "accepts_consignment",
                    models.BooleanField(
                        default=False, verbose_name="menerima titip jual (konsinyasi)"
                    ),
                ),
                (
                    "capital_rupiah",
                    kemitraan.rupiah.RupiahField(
                        blank=True,
                        help_text="Tanpa tanah dan bangunan tempat usaha.",
                        null=True,
                        verbose_name="modal usaha (Rp)",
                    ),
                ),
                (
                    "yearly_sales_rupiah",
                    kemitraan.rupiah.RupiahField(
                        blank=True, null=True, verbose_name="hasil penjualan setahun (Rp)"
                    ),
                ),
                (
                    "size_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("micro", "usaha mikro"),
                            ("small", "usaha kecil"),
                            ("medium", "usaha menengah"),
                            ("large", "usaha besar"),
                        ],
                        editable=False,
                        max_length=8,
                        verbose_name="skala usaha",
                    ),
                ),
                (
                    "size_basis",
                    models.CharField(
                        blank=True,
                        choices=[("capital", "modal usaha"), ("sales", "hasil penjualan tahunan")],
                        editable=False,
                        max_length=8,
                        verbose_name="dasar skala usaha",
                    ),
                ),
                (
                    "size_disagrees",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="modal dan penjualan menunjuk skala berbeda",
                    ),
                ),
                (
                    "wishes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("capital", "modal"),
                                ("licence", "perizinan dan sertifikat"),
                                ("training", "pelatihan"),
                                ("market", "akses pasar"),
                                ("mentor", "pendampingan"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="yang diharapkan",
                    ),
                ),
                (
                    "wish_note",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="keterangan harapan"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("registered", "menunggu verifikasi"),
                            ("verified", "terverifikasi"),
                            ("returned", "dikembalikan untuk dilengkapi"),
                            ("rejected", "ditolak"),
                            ("suspended", "ditangguhkan"),
                        ],
                        default="registered",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                (
                    "registered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="terdaftar"
                    ),
                ),
                (
                    "verified_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="terverifikasi sejak"),
                ),
                ("consent_at", models.DateTimeField(verbose_name="persetujuan data diberikan")),
                (
                    "public_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("owner_name", "nama pemilik"),
                                ("telephone", "nomor WhatsApp"),
                                ("address", "alamat"),
                                ("nib", "NIB"),
                                ("description", "tentang usaha"),
                                ("prices", "harga produk"),
                                ("capacity", "kapasitas dan pesanan paling sedikit"),
                                ("terms", "syarat pembayaran"),
                                ("certificates", "sertifikat"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=umkm.models.firms.default_public_fields,
                        size=None,
                        verbose_name="tampil untuk umum",
                    ),
                ),
                (
                    "is_listed",
                    models.BooleanField(
                        default=True, editable=False, verbose_name="tampil di direktori"
                    ),
                ),
                (
                    "is_matched",
                    models.BooleanField(
                        default=True, editable=False, verbose_name="ikut dicocokkan"
                    ),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="data pribadi dihapus"
                    ),
                ),
                (
                    "search",
                    django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.cluster",
                        verbose_name="klaster utama",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="digabung ke",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="didaftarkan oleh",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.village",
                        verbose_name="desa/kelurahan",
                    ),
                ),
            ],
            options={
                "verbose_name": "UMKM",
                "verbose_name_plural": "UMKM",
                "ordering": ["-registered_at", "-pk"],
                "indexes": [
                    models.Index(
                        models.F("status"),
                        django.db.models.functions.text.Lower("name"),
                        models.F("id"),
                        name="umkm_directory",
                    ),
                    models.Index(fields=["status", "registered_at"], name="umkm_queue"),
                    models.Index(fields=["status", "cluster"], name="umkm_by_cluster"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("nib",),
                        name="umkm_nib_once",
                        violation_error_code="unique",
                        violation_error_message="NIB ini sudah terdaftar pada UMKM lain.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        models.F("village"),
                        models.F("telephone"),
                        name="umkm_same_firm_once",
                        violation_error_message="Usaha dengan nama, desa, dan nomor ini sudah terdaftar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("down_payment_percent__isnull", True),
                            ("down_payment_percent__lte", 100),
                            _connector="OR",
                        ),
                        name="umkm_down_payment_is_percent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("workers_disabled__isnull", True),
                            (
                                "workers_disabled__lte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.comparison.Coalesce(
                                        "workers_men", 0
                                    ),
                                    "+",
                                    django.db.models.functions.comparison.Coalesce(
                                        "workers_women", 0
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="umkm_disabled_among_workers",
                        violation_error_message="Pekerja penyandang disabilitas tidak boleh melebihi jumlah pekerja.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nib__isnull", True), ("nib__regex", "^[0-9]{13}$"), _connector="OR"
                        ),
                        name="umkm_nib_13_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "verified"), _negated=True),
                            ("verified_at__isnull", False),
                            _connector="OR",
                        ),
                        name="umkm_verified_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("erased_at__isnull", True), ("merged_into__isnull", True)),
                            ("status", "suspended"),
                            _connector="OR",
                        ),
                        name="umkm_gone_is_suspended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("capital_rupiah__isnull", True),
                                ("capital_rupiah__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("yearly_sales_rupiah__isnull", True),
                                ("yearly_sales_rupiah__gte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="umkm_size_figures_not_negative",
                        violation_error_message="Modal dan penjualan tidak boleh di bawah nol.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FacilitationService",
            fields=[
                (
                    "code",
                    models.SlugField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="kode"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("capital", "modal"),
                            ("licence", "perizinan dan sertifikat"),
                            ("training", "pelatihan"),
                            ("market", "akses pasar"),
                            ("mentor", "pendampingan"),
                        ],
                        max_length=12,
                        verbose_name="jenis",
                    ),
                ),
                ("name_id", models.CharField(max_length=80, verbose_name="nama (Indonesia)")),
                ("name_en", models.CharField(max_length=80, verbose_name="nama (Inggris)")),
                (
                    "description_id",
                    models.CharField(blank=True, max_length=300, verbose_name="uraian (Indonesia)"),
                ),
                (
                    "description_en",
                    models.CharField(blank=True, max_length=300, verbose_name="uraian (Inggris)"),
                ),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("dpmptsp", "DPMPTSP"),
                            ("dinkop", "Dinas Koperasi UKM"),
                            ("dinkes", "Dinas Kesehatan"),
                            ("disperindag", "Disperindag"),
                            ("dkpp", "DKPP"),
                            ("disparbud", "Disparbud"),
                        ],
                        max_length=12,
                        verbose_name="OPD",
                    ),
                ),
                (
                    "certificate",
                    models.SlugField(blank=True, max_length=24, verbose_name="kode sertifikat"),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="dijawab dalam (hari)",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="dibuka")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="urutan")),
            ],
            options={
                "verbose_name": "layanan fasilitasi",
                "verbose_name_plural": "layanan fasilitasi",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="BulkReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "antre"),
                            ("running", "berjalan"),
                            ("done", "selesai"),
                            ("failed", "gagal"),
                        ],
                        default="queued",
                        max_length=8,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="diminta"),
                ),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="mulai")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="selesai"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("documents", "dokumen"),
                            ("visit", "kunjungan"),
                            ("registry", "data resmi (OSS, Dukcapil, ...)"),
                        ],
                        max_length=10,
                        verbose_name="cara memeriksa",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="jumlah UMKM")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="sudah diperiksa")),
                ("verified", models.PositiveIntegerField(default=0, verbose_name="terverifikasi")),
                ("failure", models.TextField(blank=True, verbose_name="kegagalan")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diminta oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "verifikasi massal",
                "verbose_name_plural": "verifikasi massal",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done__lte", models.F("total")), ("verified__lte", models.F("done"))
                        ),
                        name="bulk_review_counts_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="nomor")),
                ("issuer", models.CharField(blank=True, max_length=120, verbose_name="penerbit")),
                (
                    "issued_on",
                    models.DateField(blank=True, null=True, verbose_name="tanggal terbit"),
                ),
                (
                    "expires_on",
                    models.DateField(blank=True, null=True, verbose_name="berlaku sampai"),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        upload_to=umkm.models.goods._certificate_path,
                        verbose_name="berkas",
                    ),
                ),
                (
                    "verified_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diperiksa"),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.certificatekind",
                        verbose_name="jenis sertifikat",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diperiksa oleh",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="certificates",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "sertifikat",
                "verbose_name_plural": "sertifikat",
                "ordering": ["kind__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("umkm", "kind", "number"),
                        name="certificate_once",
                        violation_error_message="Sertifikat dengan nomor ini sudah tercatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on__isnull", True),
                            ("expires_on__isnull", True),
                            ("expires_on__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="certificate_dates_in_order",
                        violation_error_message="Tanggal berlaku tidak boleh sebelum tanggal terbit.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "days_ahead",
                    models.PositiveSmallIntegerField(
                        choices=[(60, "60 hari"), (30, "30 hari")], verbose_name="sebelum berakhir"
                    ),
                ),
                ("expires_on", models.DateField(verbose_name="berlaku sampai")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dibuat"),
                ),
                (
                    "announced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diberitahukan"),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="umkm.certificate",
                        verbose_name="sertifikat",
                    ),
                ),
            ],
            options={
                "verbose_name": "pengingat sertifikat",
                "verbose_name_plural": "pengingat sertifikat",
                "ordering": ["expires_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("certificate", "expires_on", "days_ahead"),
                        name="certificate_notice_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days_ahead__in", [60, 30])),
                        name="certificate_notice_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("erasure", "penghapusan data")],
                        max_length=10,
                        verbose_name="permintaan",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="alasan")),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="diajukan"
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="paling lambat dijawab")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "menunggu petugas"),
                            ("done", "dilaksanakan"),
                            ("refused", "tidak dapat dilaksanakan"),
                            ("cancelled", "dibatalkan pemohon"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("kept", models.JSONField(default=list, verbose_name="yang tetap disimpan")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pemohon",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "permintaan data pribadi",
                "verbose_name_plural": "permintaan data pribadi",
                "ordering": ["due_at", "pk"],
                "indexes": [models.Index(fields=["status", "due_at"], name="data_request_queue")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("umkm", "kind"),
                        name="data_request_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DataRequestStatusChange",
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
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Kosong: dilakukan oleh sistem.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pelaku",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="umkm.datarequest",
                    ),
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
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["terms"], name="entry_terms"),
                    models.Index(
                        models.F("registered_at"),
                        models.F("umkm"),
                        condition=models.Q(("is_listed", True)),
                        name="entry_newest",
                    ),
                    models.Index(
                        models.F("name_key"),
                        models.F("umkm"),
                        condition=models.Q(("is_listed", True)),
                        name="entry_by_name",
                    ),
                    models.Index(
                        models.F("cluster"),
                        models.F("district"),
                        condition=models.Q(("is_listed", True)),
                        name="entry_cluster",
                    ),
                    models.Index(
                        models.F("district"),
                        condition=models.Q(("is_listed", True)),
                        name="entry_district",
                    ),
                    models.Index(models.F("next_expiry"), name="entry_expiry"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UmkmIdentity",
            fields=[
                (
                    "umkm",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="identity",
                        serialize=False,
                        to="umkm.umkm",
                    ),
                ),
                (
                    "nik",
                    kemitraan.sealing.SealedField(
                        blank=True, default="", verbose_name="NIK pemilik"
                    ),
                ),
                (
                    "npwp",
                    kemitraan.sealing.SealedField(blank=True, default="", verbose_name="NPWP"),
                ),
                (
                    "nik_print",
                    kemitraan.sealing.FingerprintField(blank=True, editable=False, max_length=40),
                ),
                (
                    "npwp_print",
                    kemitraan.sealing.FingerprintField(blank=True, editable=False, max_length=40),
                ),
                (
                    "nib_print",
                    kemitraan.sealing.FingerprintField(blank=True, editable=False, max_length=40),
                ),
                (
                    "telephone_print",
                    kemitraan.sealing.FingerprintField(blank=True, editable=False, max_length=40),
                ),
                ("name_key", models.CharField(blank=True, editable=False, max_length=150)),
                ("owner_key", models.CharField(blank=True, editable=False, max_length=150)),
            ],
            options={
                "verbose_name": "identitas UMKM",
                "verbose_name_plural": "identitas UMKM",
                "indexes": [
                    models.Index(
                        condition=models.Q(("nik_print", ""), _negated=True),
                        fields=["nik_print"],
                        name="identity_nik",
                    ),
                    models.Index(
                        condition=models.Q(("nib_print", ""), _negated=True),
                        fields=["nib_print"],
                        name="identity_nib",
                    ),
                    models.Index(
                        condition=models.Q(("telephone_print", ""), _negated=True),
                        fields=["telephone_print"],
                        name="identity_telephone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("keep", "disimpan dan diverifikasi"),
                            ("publish", "ditampilkan di direktori"),
                            ("match", "dicocokkan otomatis dengan kebutuhan perusahaan"),
                        ],
                        max_length=8,
                        verbose_name="tujuan",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="versi teks")),
                (
                    "basis",
                    models.CharField(
                        choices=[("consent", "persetujuan"), ("duty", "tugas pemerintah daerah")],
                        default="consent",
                        max_length=8,
                        verbose_name="dasar",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("self", "pemilik sendiri di portal"),
                            ("officer", "petugas mencatat di depan pemilik"),
                            ("import", "berkas data pemerintah daerah"),
                        ],
                        max_length=8,
                        verbose_name="melalui",
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="diberikan"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ditarik"),
                ),
                (
                    "withdrawal_note",
                    models.TextField(blank=True, max_length=1000, verbose_name="alasan ditarik"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dicatat oleh",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditarik oleh",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="umkm.umkm",
                    ),
                ),
            ],
            options={
                "verbose_name": "persetujuan",
                "verbose_name_plural": "persetujuan",
                "ordering": ["given_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("umkm", "purpose"),
                        name="consent_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawal_note", ""),
                            ("withdrawn_at__isnull", False),
                            _connector="OR",
                        ),
                        name="consent_note_of_withdrawal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkReviewRow",
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
                        blank=True,
                        choices=[("verified", "terverifikasi"), ("skipped", "dilewati")],
                        max_length=8,
                        verbose_name="hasil",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="sebab")),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="umkm.bulkreview",
                        verbose_name="verifikasi massal",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "hasil verifikasi massal",
                "verbose_name_plural": "hasil verifikasi massal",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "")),
                        fields=["review"],
                        name="bulk_review_left",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("review", "umkm"), name="bulk_review_row_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[("nik", "NIK"), ("npwp", "NPWP")],
                        max_length=4,
                        verbose_name="nomor",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="waktu"),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="keperluan")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibuka oleh",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "pembukaan nomor",
                "verbose_name_plural": "pembukaan nomor",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DuplicatePair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[("certain", "hampir pasti sama"), ("review", "perlu diperiksa")],
                        max_length=8,
                        verbose_name="keyakinan",
                    ),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="sebab")),
                (
                    "similarity",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=4, verbose_name="kemiripan nama"
                    ),
                ),
                (
                    "found_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="ditemukan"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "menunggu keputusan"),
                            ("different", "memang berbeda"),
                            ("merged", "digabung"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diputuskan"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diputuskan oleh",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="mungkin sama dengan",
                    ),
                ),
            ],
            options={
                "verbose_name": "kemungkinan ganda",
                "verbose_name_plural": "kemungkinan ganda",
                "ordering": ["certainty", "-similarity", "pk"],
                "indexes": [models.Index(fields=["state", "certainty"], name="duplicate_queue")],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="duplicate_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="duplicate_pair_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "antre untuk diperiksa"),
                            ("checking", "sedang diperiksa"),
                            ("checked", "siap disimpan"),
                            ("waiting", "antre untuk disimpan"),
                            ("committing", "sedang disimpan"),
                            ("committed", "tersimpan"),
                            ("failed", "gagal"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="nama berkas")),
                (
                    "digest",
                    models.CharField(editable=False, max_length=64, verbose_name="sidik berkas"),
                ),
                ("upload", models.BinaryField(null=True)),
                (
                    "overwrite",
                    models.BooleanField(
                        default=False,
                        help_text="Tanpa centang, hanya isian yang masih kosong yang dilengkapi.",
                        verbose_name="timpa data yang sudah ada",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="diminta"),
                ),
                (
                    "checked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diperiksa"),
                ),
                (
                    "committed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="disimpan"),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="jumlah baris")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="sudah dibaca")),
                ("counts", models.JSONField(default=dict, verbose_name="hasil")),
                ("columns", models.JSONField(default=dict, verbose_name="kolom")),
                ("failure", models.TextField(blank=True, verbose_name="kegagalan")),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diminta oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "impor UMKM",
                "verbose_name_plural": "impor UMKM",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["state"], name="import_run_state")],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="baris")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("create", "baru"),
                            ("change", "diubah"),
                            ("same", "sama, tidak berubah"),
                            ("skip", "dilewati"),
                        ],
                        max_length=8,
                        verbose_name="tindakan",
                    ),
                ),
                ("leader", models.PositiveIntegerField(null=True)),
                ("remarks", models.JSONField(default=list)),
                ("changes", models.JSONField(default=dict)),
                ("name", models.CharField(blank=True, max_length=150)),
                ("owner_name", models.CharField(blank=True, max_length=150)),
                ("form", models.CharField(blank=True, max_length=10)),
                ("telephone", models.CharField(blank=True, max_length=20)),
                ("nib", models.CharField(max_length=13, null=True)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("description", models.TextField(blank=True)),
                ("women_owned", models.BooleanField(null=True)),
                ("capital_rupiah", kemitraan.rupiah.RupiahField(null=True)),
                ("yearly_sales_rupiah", kemitraan.rupiah.RupiahField(null=True)),
                ("size_class", models.CharField(blank=True, max_length=8)),
                ("size_basis", models.CharField(blank=True, max_length=8)),
                ("size_disagrees", models.BooleanField(default=False)),
                ("nik", models.TextField(blank=True)),
                ("npwp", models.TextField(blank=True)),
                (
                    "nik_print",
                    kemitraan.sealing.FingerprintField(blank=True, editable=False, max_length=40),
                ),
                (
                    "npwp_print",
                    kemitraan.sealing.FingerprintField(blank=True, editable=False, max_length=40),
                ),
                (
                    "nib_print",
                    kemitraan.sealing.FingerprintField(blank=True, editable=False, max_length=40),
                ),
                (
                    "telephone_print",
                    kemitraan.sealing.FingerprintField(blank=True, editable=False, max_length=40),
                ),
                ("name_key", models.CharField(blank=True, max_length=150)),
                ("owner_key", models.CharField(blank=True, max_length=150)),
                ("product_name", models.CharField(blank=True, max_length=150)),
                ("capacity_month", models.PositiveIntegerField(null=True)),
                ("price_min", kemitraan.rupiah.RupiahField(null=True)),
                ("price_max", kemitraan.rupiah.RupiahField(null=True)),
                (
                    "cluster",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reference.cluster",
                    ),
                ),
                (
                    "kbli",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reference.kbli",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="umkm.umkm",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reference.unit",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reference.village",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="umkm.importrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris impor",
                "verbose_name_plural": "baris impor",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "number"), name="import_row_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "menunggu jawaban"),
                            ("accepted", "anggota"),
                            ("declined", "tidak jadi"),
                            ("ended", "berakhir"),
                        ],
                        default="asked",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "asked_side",
                    models.CharField(
                        choices=[("group", "kelompok"), ("member", "anggota")],
                        max_length=6,
                        verbose_name="diminta oleh",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="diminta"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="umkm.umkm",
                        verbose_name="kelompok",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="umkm.umkm",
                        verbose_name="anggota",
                    ),
                ),
            ],
            options={
                "verbose_name": "keanggotaan",
                "verbose_name_plural": "keanggotaan",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "accepted"])),
                        fields=("group", "member"),
                        name="membership_once",
                        violation_error_message="Keanggotaan ini sudah tercatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("group", models.F("member")), _negated=True),
                        name="membership_of_another",
                        violation_error_message="Kelompok tidak dapat menjadi anggotanya sendiri.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipStatusChange",
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
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Kosong: dilakukan oleh sistem.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pelaku",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="umkm.membership",
                    ),
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
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="digabung"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="catatan")),
                ("plan", models.JSONField(default=dict)),
                (
                    "undone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dibatalkan"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="yang dipertahankan",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="yang digabungkan",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibatalkan oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "penggabungan UMKM",
                "verbose_name_plural": "penggabungan UMKM",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("merged")), _negated=True),
                        name="merge_two_different_firms",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("merged",),
                        name="merge_only_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama produk atau jasa")),
                (
                    "description",
                    models.TextField(blank=True, max_length=2000, verbose_name="uraian"),
                ),
                (
                    "capacity_month",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="kapasitas per bulan"
                    ),
                ),
                (
                    "committed_month",
                    models.PositiveIntegerField(default=0, verbose_name="sudah terikat per bulan"),
                ),
                (
                    "minimum_order",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="pesanan paling sedikit"
                    ),
                ),
                (
                    "lead_time_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(365)],
                        verbose_name="waktu pengerjaan (hari)",
                    ),
                ),
                (
                    "price_min",
                    kemitraan.rupiah.RupiahField(
                        blank=True, null=True, verbose_name="harga terendah per satuan (Rp)"
                    ),
                ),
                (
                    "price_max",
                    kemitraan.rupiah.RupiahField(
                        blank=True, null=True, verbose_name="harga tertinggi per satuan (Rp)"
                    ),
                ),
                (
                    "busy_months",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(12),
                            ]
                        ),
                        blank=True,
                        default=list,
                        help_text="Bulan 1 sampai 12 ketika pesanan baru tidak dapat diterima.",
                        size=None,
                        verbose_name="bulan penuh pesanan",
                    ),
                ),
                (
                    "best_months",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(12),
                            ]
                        ),
                        blank=True,
                        default=list,
                        help_text="Bulan 1 sampai 12 ketika hasil paling banyak atau paling baik.",
                        size=None,
                        verbose_name="bulan paling baik",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="ditawarkan")),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.cluster",
                        verbose_name="klaster",
                    ),
                ),
                (
                    "kbli",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.kbli",
                        verbose_name="KBLI",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="products",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.unit",
                        verbose_name="satuan",
                    ),
                ),
            ],
            options={
                "verbose_name": "produk",
                "verbose_name_plural": "produk",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity_month__isnull", True),
                            ("committed_month__lte", models.F("capacity_month")),
                            _connector="OR",
                        ),
                        name="product_committed_within_capacity",
                        violation_error_message="Bagian yang sudah terikat tidak boleh melebihi kapasitas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("price_min__isnull", True), ("price_min__gte", 0), _connector="OR"
                        ),
                        name="product_price_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("price_min__isnull", True),
                            ("price_max__isnull", True),
                            ("price_max__gte", models.F("price_min")),
                            _connector="OR",
                        ),
                        name="product_price_range",
                        violation_error_message="Harga tertinggi tidak boleh di bawah harga terendah.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "image",
                    models.ImageField(upload_to=umkm.models.goods._photo_path, verbose_name="foto"),
                ),
                ("width", models.PositiveSmallIntegerField(verbose_name="lebar")),
                ("height", models.PositiveSmallIntegerField(verbose_name="tinggi")),
                ("digest", models.CharField(max_length=64, verbose_name="sidik berkas")),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="ditambahkan"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="umkm.product",
                        verbose_name="produk",
                    ),
                ),
            ],
            options={
                "verbose_name": "foto produk",
                "verbose_name_plural": "foto produk",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("product", "digest"), name="product_photo_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nama program")),
                (
                    "provider",
                    models.CharField(blank=True, max_length=120, verbose_name="penyelenggara"),
                ),
                (
                    "rate_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bunga atau jasa per tahun (%)",
                    ),
                ),
                (
                    "limit_min",
                    kemitraan.rupiah.RupiahField(
                        blank=True, null=True, verbose_name="plafon terendah (Rp)"
                    ),
                ),
                (
                    "limit_max",
                    kemitraan.rupiah.RupiahField(
                        blank=True, null=True, verbose_name="plafon tertinggi (Rp)"
                    ),
                ),
                ("terms", models.TextField(blank=True, max_length=2000, verbose_name="ketentuan")),
                ("starts_on", models.DateField(verbose_name="berlaku mulai")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("source", models.CharField(max_length=300, verbose_name="sumber")),
                ("source_on", models.DateField(verbose_name="tanggal sumber")),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="umkm.facilitationservice",
                        verbose_name="layanan",
                    ),
                ),
            ],
            options={
                "verbose_name": "program dan suku bunga",
                "verbose_name_plural": "program dan suku bunga",
                "ordering": ["service__position", "name", "-starts_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "name", "starts_on"),
                        name="programme_once_a_day",
                        violation_error_message="Program ini sudah punya ketentuan mulai hari itu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="programme_days_in_order",
                        violation_error_message="Hari akhir tidak boleh sebelum hari mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("limit_min__isnull", True),
                            ("limit_max__isnull", True),
                            ("limit_max__gte", models.F("limit_min")),
                            _connector="OR",
                        ),
                        name="programme_limits_in_order",
                        violation_error_message="Plafon tertinggi tidak boleh di bawah yang terendah.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rate_percent__isnull", True),
                            ("rate_percent__range", (0, 100)),
                            _connector="OR",
                        ),
                        name="programme_rate_is_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FacilitationRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("dpmptsp", "DPMPTSP"),
                            ("dinkop", "Dinas Koperasi UKM"),
                            ("dinkes", "Dinas Kesehatan"),
                            ("disperindag", "Disperindag"),
                            ("dkpp", "DKPP"),
                            ("disparbud", "Disparbud"),
                        ],
                        max_length=12,
                        verbose_name="OPD",
                    ),
                ),
                ("because", models.TextField(blank=True, max_length=1000, verbose_name="sebab")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "diminta"),
                            ("taken_up", "ditangani"),
                            ("answered", "dijawab"),
                            ("done", "selesai"),
                            ("refused", "tidak dapat dipenuhi"),
                            ("withdrawn", "dibatalkan"),
                        ],
                        default="asked",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="diminta"),
                ),
                ("due_on", models.DateField(verbose_name="dijawab paling lambat")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="jawaban")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dijawab"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diminta oleh",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facilitations",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.facilitationservice",
                        verbose_name="layanan",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.programme",
                        verbose_name="program",
                    ),
                ),
            ],
            options={
                "verbose_name": "permintaan fasilitasi",
                "verbose_name_plural": "permintaan fasilitasi",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [
                    models.Index(fields=["office", "status", "due_on"], name="facilitation_desk")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "taken_up", "answered"])),
                        fields=("umkm", "service"),
                        name="facilitation_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "answered"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="facilitation_answer_said",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FacilitationStatusChange",
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
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Kosong: dilakukan oleh sistem.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pelaku",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="umkm.facilitationrequest",
                    ),
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
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("often", models.PositiveIntegerField(default=1)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="search_word_like", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(
                        fields=["word"], name="search_word_begins", opclasses=["text_pattern_ops"]
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShareLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("by_owner", models.BooleanField(default=False, verbose_name="dibagikan pemilik")),
                (
                    "shown",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("owner_name", "nama pemilik"),
                                ("telephone", "nomor WhatsApp"),
                                ("address", "alamat"),
                                ("nib", "NIB"),
                                ("description", "tentang usaha"),
                                ("prices", "harga produk"),
                                ("capacity", "kapasitas dan pesanan paling sedikit"),
                                ("terms", "syarat pembayaran"),
                                ("certificates", "sertifikat"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        help_text="Pilihan pemilik; tautan orang lain hanya menampilkan yang tampil untuk umum.",
                        size=None,
                        verbose_name="yang ditampilkan",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="untuk siapa atau apa"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dibuat"),
                ),
                ("ends_at", models.DateTimeField(verbose_name="berakhir")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ditarik"),
                ),
                ("looks", models.PositiveIntegerField(default=0, verbose_name="dibuka")),
                (
                    "last_look_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="terakhir dibuka"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibagikan oleh",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="share_links",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "tautan berbagi",
                "verbose_name_plural": "tautan berbagi",
                "ordering": ["-made_at", "-pk"],
                "indexes": [
                    models.Index(fields=["made_by", "-made_at"], name="share_link_of_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("made_at"))),
                        name="share_link_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by_owner", True), ("shown", []), _connector="OR"),
                        name="share_link_choice_is_the_owners",
                    ),
                ],
            },
        ),
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
        migrations.CreateModel(
            name="StageDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("usaha", "Usaha dan pemilik"),
                            ("identitas", "Nomor izin dan kelompok"),
                            ("produk", "Produk dan kapasitas"),
                            ("syarat", "Ukuran usaha dan syarat pembayaran"),
                            ("sertifikat", "Sertifikat"),
                            ("harapan", "Harapan Anda"),
                        ],
                        max_length=12,
                        verbose_name="tahap",
                    ),
                ),
                ("row", models.CharField(blank=True, max_length=20, verbose_name="baris")),
                ("fields", models.JSONField(default=dict, verbose_name="isian")),
                ("replaced", models.JSONField(default=list, verbose_name="isian yang tergantikan")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="penulisan ke")),
                ("settled", models.PositiveIntegerField(default=0, verbose_name="terkirim sampai")),
                (
                    "updated_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="ditulis"),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "konsep tahap",
                "verbose_name_plural": "konsep tahap",
                "ordering": ["-updated_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("umkm", "stage", "row"), name="stage_draft_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("settled__lte", models.F("revision"))),
                        name="stage_draft_settled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UmkmMember",
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
                        choices=[("owner", "pemilik"), ("helper", "pembantu")],
                        default="owner",
                        max_length=8,
                        verbose_name="peran",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="umkm.umkm",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="akun",
                    ),
                ),
            ],
            options={
                "verbose_name": "pengelola UMKM",
                "verbose_name_plural": "pengelola UMKM",
                "constraints": [
                    models.UniqueConstraint(fields=("umkm", "user"), name="umkm_member_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UmkmStatusChange",
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
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("documents", "dokumen"),
                            ("visit", "kunjungan"),
                            ("registry", "data resmi (OSS, Dukcapil, ...)"),
                        ],
                        max_length=10,
                        verbose_name="cara memeriksa",
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Kosong: dilakukan oleh sistem.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pelaku",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="umkm.umkm",
                    ),
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
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=40, verbose_name="isian")),
                (
                    "row",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="baris"),
                ),
                ("text", models.CharField(max_length=500, verbose_name="catatan")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai")),
                (
                    "umkm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="umkm.umkmstatuschange",
                    ),
                ),
            ],
            options={
                "verbose_name": "catatan petugas",
                "verbose_name_plural": "catatan petugas",
                "ordering": ["pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["umkm"],
                        name="remark_open",
                    )
                ],
            },
        ),
    ]
