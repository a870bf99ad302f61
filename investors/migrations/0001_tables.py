"""Demand: companies, their people, and what they need."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import investors.countries
import investors.models.documents
import investors.models.need_files
import kemitraan.rupiah
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("investors", "0001_initial"),
        ("investors", "0002_companies"),
        ("investors", "0003_needs"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("reference", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Company",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama perusahaan")),
                (
                    "capital",
                    models.CharField(
                        choices=[
                            ("PMA", "PMA (penanaman modal asing)"),
                            ("PMDN", "PMDN (penanaman modal dalam negeri)"),
                        ],
                        max_length=4,
                        verbose_name="status penanaman modal",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        choices=investors.countries.country_choices,
                        default="ID",
                        max_length=2,
                        verbose_name="negara asal modal",
                    ),
                ),
                ("nib", models.CharField(max_length=13, unique=True, verbose_name="NIB")),
                ("npwp", models.CharField(blank=True, max_length=15, verbose_name="NPWP")),
                ("business", models.CharField(max_length=200, verbose_name="bidang usaha")),
                ("head_office", models.CharField(max_length=100, verbose_name="kota kantor pusat")),
                (
                    "description",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="tentang perusahaan"
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="situs web")),
                ("contact_name", models.CharField(max_length=150, verbose_name="nama kontak")),
                (
                    "contact_function",
                    models.CharField(blank=True, max_length=100, verbose_name="jabatan kontak"),
                ),
                ("contact_email", models.EmailField(max_length=254, verbose_name="e-mail kontak")),
                (
                    "contact_telephone",
                    models.CharField(max_length=20, verbose_name="telepon kontak"),
                ),
                (
                    "contact_languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("id", "Indonesia"),
                                ("en", "Inggris"),
                                ("ja", "Jepang"),
                                ("ko", "Korea"),
                                ("zh", "Mandarin"),
                                ("nl", "Belanda"),
                                ("de", "Jerman"),
                                ("fr", "Prancis"),
                            ],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="bahasa kontak",
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
                    "project_districts",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="reference.district",
                        verbose_name="kecamatan lokasi proyek",
                    ),
                ),
            ],
            options={
                "verbose_name": "perusahaan",
                "verbose_name_plural": "perusahaan",
                "ordering": [django.db.models.functions.text.Lower("name"), "pk"],
                "indexes": [
                    models.Index(fields=["status", "registered_at"], name="company_queue"),
                    models.Index(
                        condition=models.Q(("npwp", ""), _negated=True),
                        fields=["npwp"],
                        name="company_npwp",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("capital", "PMA"), models.Q(("country", "ID"), _negated=True)
                            ),
                            models.Q(("capital", "PMDN"), ("country", "ID")),
                            _connector="OR",
                        ),
                        name="company_country_fits_capital",
                        violation_error_message="PMA memerlukan negara asal modal di luar Indonesia; PMDN berasal dari Indonesia.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nib__regex", "^[0-9]{13}$")),
                        name="company_nib_13_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "verified"), _negated=True),
                            ("verified_at__isnull", False),
                            _connector="OR",
                        ),
                        name="company_verified_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("npwp", ""), ("npwp__regex", "^[0-9]{15}$"), _connector="OR"
                        ),
                        name="company_npwp_15_digits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitmentLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        upload_to=investors.models.documents.document_path, verbose_name="berkas"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="sidik berkas (SHA-256)")),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="diunggah"
                    ),
                ),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="diperiksa")),
                ("number", models.CharField(max_length=80, verbose_name="nomor surat")),
                ("dated_on", models.DateField(verbose_name="tanggal surat")),
                ("promise", models.TextField(max_length=2000, verbose_name="yang dijanjikan")),
                (
                    "planned_rupiah",
                    kemitraan.rupiah.RupiahField(verbose_name="rencana nilai kemitraan (Rp)"),
                ),
                (
                    "planned_umkm",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="rencana jumlah UMKM",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="berlaku mulai")),
                ("ends_on", models.DateField(verbose_name="berlaku sampai")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diunggah oleh",
                    ),
                ),
                (
                    "seen_by",
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
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
            ],
            options={
                "verbose_name": "Surat Pernyataan Komitmen",
                "verbose_name_plural": "Surat Pernyataan Komitmen",
                "ordering": ["-dated_on", "-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="commitmentletter_digest_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen_at", None), ("seen_by", None)),
                            models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="commitmentletter_seen_by_somebody",
                    ),
                    models.UniqueConstraint(
                        fields=("company", "number"),
                        name="commitment_number_once",
                        violation_error_message="Surat dengan nomor ini sudah tercatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="commitment_dates_in_order",
                        violation_error_message="Tanggal berakhir tidak boleh sebelum tanggal mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("planned_umkm__gte", 1)),
                        name="commitment_at_least_one_umkm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("planned_rupiah__gte", 0)),
                        name="commitment_value_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama")),
                ("function", models.CharField(blank=True, max_length=100, verbose_name="jabatan")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("telephone", models.CharField(blank=True, max_length=20, verbose_name="telepon")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("id", "Indonesia"),
                                ("en", "Inggris"),
                                ("ja", "Jepang"),
                                ("ko", "Korea"),
                                ("zh", "Mandarin"),
                                ("nl", "Belanda"),
                                ("de", "Jerman"),
                                ("fr", "Prancis"),
                            ],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="bahasa",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
            ],
            options={
                "verbose_name": "kontak perusahaan",
                "verbose_name_plural": "kontak perusahaan",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), _negated=True),
                            models.Q(("telephone", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="company_contact_can_be_reached",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        upload_to=investors.models.documents.document_path, verbose_name="berkas"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="sidik berkas (SHA-256)")),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="diunggah"
                    ),
                ),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="diperiksa")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nib", "NIB dari OSS"),
                            ("npwp", "kartu NPWP"),
                            ("deed", "akta perusahaan"),
                            ("other", "lain-lain"),
                        ],
                        max_length=8,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diunggah oleh",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diperiksa oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokumen perusahaan",
                "verbose_name_plural": "dokumen perusahaan",
                "ordering": ["-added_at", "-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="companydocument_digest_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen_at", None), ("seen_by", None)),
                            models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="companydocument_seen_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyKbli",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_main", models.BooleanField(default=False, verbose_name="utama")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
                (
                    "kbli",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.kbli",
                        verbose_name="KBLI",
                    ),
                ),
            ],
            options={
                "verbose_name": "KBLI perusahaan",
                "verbose_name_plural": "KBLI perusahaan",
                "ordering": ["-is_main", "kbli__version", "kbli__code"],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "kbli"), name="company_kbli_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_main", True)),
                        fields=("company",),
                        name="company_kbli_one_main",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyMember",
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
                            ("owner", "penanggung jawab"),
                            ("buyer", "pembeli"),
                            ("reader", "pembaca"),
                        ],
                        default="owner",
                        max_length=8,
                        verbose_name="peran",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="investors.company",
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
                "verbose_name": "orang perusahaan",
                "verbose_name_plural": "orang perusahaan",
                "constraints": [
                    models.UniqueConstraint(fields=("company", "user"), name="company_member_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyStatusChange",
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
                        to="investors.company",
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
            name="CompanyRemark",
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
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="investors.companystatuschange",
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
                        fields=["company"],
                        name="company_remark_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "penanggung jawab"),
                            ("buyer", "pembeli"),
                            ("reader", "pembaca"),
                        ],
                        max_length=8,
                        verbose_name="peran",
                    ),
                ),
                ("language", models.CharField(default="id", max_length=8, verbose_name="bahasa")),
                (
                    "digest",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="sidik kunci"
                    ),
                ),
                (
                    "sendings",
                    models.PositiveSmallIntegerField(default=1, verbose_name="dikirim (kali)"),
                ),
                (
                    "invited_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="diundang"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="berlaku sampai")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diterima"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ditarik"),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diterima oleh",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diundang oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "undangan perusahaan",
                "verbose_name_plural": "undangan perusahaan",
                "ordering": ["-invited_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("company"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                        name="invitation_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("withdrawn_at", None), _connector="OR"
                        ),
                        name="invitation_one_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("accepted_by", None)),
                            models.Q(
                                ("accepted_at__isnull", False), ("accepted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="invitation_accepted_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("invited_at"))),
                        name="invitation_ends_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberChange",
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
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("invited", "diundang"),
                            ("resent", "diundang sekali lagi"),
                            ("withdrawn", "undangan ditarik"),
                            ("joined", "bergabung"),
                            ("role", "peran diganti"),
                            ("removed", "dikeluarkan"),
                            ("left", "keluar sendiri"),
                            ("handed_over", "ditetapkan petugas"),
                        ],
                        max_length=12,
                        verbose_name="tindakan",
                    ),
                ),
                ("person", models.CharField(max_length=254, verbose_name="orang")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "penanggung jawab"),
                            ("buyer", "pembeli"),
                            ("reader", "pembaca"),
                        ],
                        max_length=8,
                        verbose_name="peran",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="catatan")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pelaku",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="member_changes",
                        to="investors.company",
                    ),
                ),
            ],
            options={
                "verbose_name": "perubahan orang",
                "verbose_name_plural": "riwayat orang",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="yang dibutuhkan")),
                (
                    "text",
                    models.TextField(blank=True, max_length=4000, verbose_name="uraian kebutuhan"),
                ),
                (
                    "text_en",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="uraian dalam bahasa Inggris"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("material", "bahan baku & komponen"),
                            ("food", "pangan & minuman"),
                            ("uniform", "seragam & pakaian kerja"),
                            ("merchandise", "cendera mata & hampers"),
                            ("furniture", "mebel & interior"),
                            ("tableware", "perlengkapan saji & dekorasi"),
                            ("services", "jasa penunjang"),
                            ("logistics", "angkutan & kemasan"),
                            ("events", "wisata & kegiatan"),
                            ("building", "bahan bangunan"),
                            ("office", "keperluan kantor"),
                            ("distribution", "distribusi & ritel"),
                        ],
                        max_length=16,
                        verbose_name="kategori",
                    ),
                ),
                (
                    "volume_month",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="volume per bulan",
                    ),
                ),
                (
                    "price_ceiling",
                    kemitraan.rupiah.RupiahField(
                        blank=True, null=True, verbose_name="harga tertinggi per satuan (Rp)"
                    ),
                ),
                ("first_delivery", models.DateField(verbose_name="pengiriman pertama")),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="lama kebutuhan (bulan)",
                    ),
                ),
                (
                    "plan",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(
                            validators=[django.core.validators.MaxValueValidator(2000000000)]
                        ),
                        blank=True,
                        default=list,
                        help_text="Volume bulan demi bulan sejak pengiriman pertama, 6 sampai 12 bulan.",
                        size=None,
                        verbose_name="rencana per bulan",
                    ),
                ),
                (
                    "delivery_address",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="alamat tujuan kirim"
                    ),
                ),
                (
                    "radius_km",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="jarak paling jauh (km)",
                    ),
                ),
                (
                    "down_payment_percent",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="uang muka (%)",
                    ),
                ),
                (
                    "payment_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[django.core.validators.MaxValueValidator(365)],
                        verbose_name="tempo pembayaran (hari)",
                    ),
                ),
                (
                    "consignment",
                    models.BooleanField(default=False, verbose_name="titip jual (konsinyasi)"),
                ),
                (
                    "pattern",
                    models.CharField(
                        choices=[
                            ("inti-plasma", "inti-plasma"),
                            ("subkontrak", "subkontrak"),
                            ("waralaba", "waralaba"),
                            ("perdagangan-umum", "perdagangan umum"),
                            ("distribusi-keagenan", "distribusi dan keagenan"),
                            ("rantai-pasok", "rantai pasok"),
                            ("bagi-hasil", "bagi hasil"),
                            ("kerja-sama-operasional", "kerja sama operasional"),
                            ("usaha-patungan", "usaha patungan"),
                            ("penyumberluaran", "penyumberluaran"),
                        ],
                        max_length=24,
                        verbose_name="pola kemitraan",
                    ),
                ),
                (
                    "many_suppliers",
                    models.BooleanField(default=True, verbose_name="boleh lebih dari satu pemasok"),
                ),
                (
                    "coaching",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="pembinaan yang ditawarkan"
                    ),
                ),
                (
                    "sample_needed",
                    models.BooleanField(default=False, verbose_name="contoh diminta dahulu"),
                ),
                (
                    "sample_by",
                    models.DateField(
                        blank=True, null=True, verbose_name="contoh diterima paling lambat"
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "semua orang"),
                            ("suggested", "hanya UMKM terverifikasi yang disarankan"),
                            ("officials", "hanya petugas; UMKM setelah diusulkan petugas"),
                        ],
                        default="public",
                        max_length=10,
                        verbose_name="siapa yang dapat membaca",
                    ),
                ),
                ("valid_until", models.DateField(verbose_name="berlaku sampai")),
                (
                    "revision",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="revisi"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "konsep"),
                            ("open", "terbuka"),
                            ("closed", "ditutup"),
                            ("expired", "kedaluwarsa"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dibuat"),
                ),
                (
                    "clusters",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="reference.cluster", verbose_name="klaster"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibuat oleh",
                    ),
                ),
                (
                    "delivery_district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.district",
                        verbose_name="kecamatan tujuan kirim",
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
                    "preferred_certificates",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="reference.certificatekind",
                        verbose_name="sertifikat yang diutamakan",
                    ),
                ),
                (
                    "required_certificates",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="reference.certificatekind",
                        verbose_name="sertifikat wajib",
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
                "verbose_name": "kebutuhan",
                "verbose_name_plural": "kebutuhan",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["status", "valid_until"], name="need_open"),
                    models.Index(fields=["status", "-created_at"], name="need_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("volume_month__gte", 1)),
                        name="need_volume_at_least_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("price_ceiling__isnull", True),
                            ("price_ceiling__gte", 1),
                            _connector="OR",
                        ),
                        name="need_price_ceiling_positive",
                        violation_error_message="Harga tertinggi harus lebih dari nol, atau kosong.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("down_payment_percent__lte", 100)),
                        name="need_down_payment_is_percent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 60)),
                        name="need_months_1_to_60",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="need_has_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sample_by__isnull", True), ("sample_needed", True), _connector="OR"
                        ),
                        name="need_sample_day_has_sample",
                        violation_error_message="Tanggal contoh hanya berlaku bila contoh diminta.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("plan__len", 0),
                            models.Q(
                                ("plan__len", models.F("months")),
                                ("plan__len__gte", 6),
                                ("plan__len__lte", 12),
                            ),
                            _connector="OR",
                        ),
                        name="need_plan_as_long_as_need",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)), name="need_revision_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("radius_km__isnull", True),
                            ("delivery_district__isnull", False),
                            _connector="OR",
                        ),
                        name="need_radius_has_centre",
                        violation_error_message="Jarak paling jauh memerlukan kecamatan tujuan kirim sebagai titik pusat.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        upload_to=investors.models.need_files._file_path, verbose_name="berkas"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nama")),
                ("size", models.PositiveIntegerField(verbose_name="ukuran (byte)")),
                ("digest", models.CharField(max_length=64, verbose_name="sidik berkas")),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="ditambahkan"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="investors.need",
                        verbose_name="kebutuhan",
                    ),
                ),
            ],
            options={
                "verbose_name": "berkas kebutuhan",
                "verbose_name_plural": "berkas kebutuhan",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("need", "digest"), name="need_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 1)), name="need_file_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="revisi")),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="waktu"),
                ),
                ("changes", models.JSONField(verbose_name="yang berubah")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pelaku",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="investors.need",
                        verbose_name="kebutuhan",
                    ),
                ),
            ],
            options={
                "verbose_name": "revisi kebutuhan",
                "verbose_name_plural": "revisi kebutuhan",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("need", "number"), name="need_revision_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 2)), name="need_revision_from_2"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("changes", []), _negated=True),
                        name="need_revision_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedStatusChange",
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
                        to="investors.need",
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
    ]
