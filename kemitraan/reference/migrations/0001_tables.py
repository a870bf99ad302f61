"""Regions, clusters, KBLI, units, certificates, offices and the thesaurus of words."""

import django.core.validators
import django.db.models.deletion
import kemitraan.rupiah
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("reference", "0001_initial"),
        ("reference", "0002_size_thresholds"),
        ("reference", "0003_thesaurus"),
        ("reference", "0004_cluster_office"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Cluster",
            fields=[
                (
                    "code",
                    models.SlugField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="kode"
                    ),
                ),
                ("name_id", models.CharField(max_length=60, verbose_name="nama (Indonesia)")),
                ("name_en", models.CharField(max_length=60, verbose_name="nama (Inggris)")),
                (
                    "description_id",
                    models.CharField(max_length=200, verbose_name="uraian (Indonesia)"),
                ),
                (
                    "description_en",
                    models.CharField(max_length=200, verbose_name="uraian (Inggris)"),
                ),
                ("is_outside", models.BooleanField(default=False, verbose_name="di luar klaster")),
                (
                    "served_by",
                    models.CharField(
                        default="Dinas Koperasi UKM",
                        help_text="Dinas teknis yang membina UMKM klaster ini; nilai menurut OPD mengikutinya.",
                        max_length=80,
                        verbose_name="OPD pengampu",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="urutan")),
            ],
            options={
                "verbose_name": "klaster",
                "verbose_name_plural": "klaster",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="PlainWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_file",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="dari berkas data"
                    ),
                ),
                ("word", models.CharField(max_length=30, unique=True, verbose_name="kata")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("empty", "diabaikan: kata surat, tempat, waktu"),
                            ("real", "kata sungguhan, bukan salah ketik"),
                        ],
                        max_length=5,
                        verbose_name="perlakuan",
                    ),
                ),
            ],
            options={
                "verbose_name": "kata biasa",
                "verbose_name_plural": "kata biasa",
                "ordering": ["word"],
            },
        ),
        migrations.CreateModel(
            name="CertificateKind",
            fields=[
                (
                    "code",
                    models.SlugField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="kode"
                    ),
                ),
                ("name_id", models.CharField(max_length=80, verbose_name="nama (Indonesia)")),
                ("name_en", models.CharField(max_length=80, verbose_name="nama (Inggris)")),
                ("issuer", models.CharField(max_length=80, verbose_name="penerbit")),
                ("served_by", models.CharField(max_length=80, verbose_name="dinas yang membantu")),
                (
                    "validity_years",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="masa berlaku (tahun)"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="urutan")),
                (
                    "clusters",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Kosong: untuk semua klaster.",
                        related_name="+",
                        to="reference.cluster",
                        verbose_name="klaster",
                    ),
                ),
            ],
            options={
                "verbose_name": "jenis sertifikat",
                "verbose_name_plural": "jenis sertifikat",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Concept",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_file",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="dari berkas data"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="nama")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("thing", "barang atau jasa"),
                            ("material", "bahan atau golongan"),
                            ("trait", "sifat"),
                        ],
                        help_text="Barang atau jasa menentukan kecocokan; bahan dan sifat hanya memperhalusnya.",
                        max_length=8,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "broader",
                    models.ForeignKey(
                        blank=True,
                        help_text="Konsep yang lebih luas: kursi termasuk dalam mebel.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narrower",
                        to="reference.concept",
                        verbose_name="termasuk dalam",
                    ),
                ),
            ],
            options={
                "verbose_name": "konsep",
                "verbose_name_plural": "konsep (kamus padanan)",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("broader__isnull", True),
                            models.Q(("broader", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="concept_not_its_own_family",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Form",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_file",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="dari berkas data"
                    ),
                ),
                ("words", models.CharField(max_length=60, unique=True, verbose_name="kata")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("id", "Indonesia"),
                            ("local", "Jawa/setempat"),
                            ("en", "Inggris"),
                        ],
                        max_length=5,
                        verbose_name="bahasa",
                    ),
                ),
                (
                    "concept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forms",
                        to="reference.concept",
                        verbose_name="konsep",
                    ),
                ),
            ],
            options={
                "verbose_name": "padanan kata",
                "verbose_name_plural": "padanan kata",
                "ordering": ["words"],
            },
        ),
        migrations.CreateModel(
            name="Regency",
            fields=[
                (
                    "lat",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="lintang",
                    ),
                ),
                (
                    "lng",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="bujur",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=5,
                        primary_key=True,
                        serialize=False,
                        verbose_name="kode Kemendagri",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="nama")),
                ("full_name", models.CharField(max_length=80, verbose_name="nama lengkap")),
                ("province", models.CharField(max_length=60, verbose_name="provinsi")),
            ],
            options={
                "verbose_name": "kabupaten",
                "verbose_name_plural": "kabupaten",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{2}\\.[0-9]{2}$")),
                        name="regency_code_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lat__gte", -90),
                            ("lat__lte", 90),
                            ("lng__gte", -180),
                            ("lng__lte", 180),
                        ),
                        name="regency_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                (
                    "lat",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="lintang",
                    ),
                ),
                (
                    "lng",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="bujur",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=8,
                        primary_key=True,
                        serialize=False,
                        verbose_name="kode Kemendagri",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="nama")),
                (
                    "regency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="districts",
                        to="reference.regency",
                        verbose_name="kabupaten",
                    ),
                ),
            ],
            options={
                "verbose_name": "kecamatan",
                "verbose_name_plural": "kecamatan",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}$")),
                        name="district_code_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lat__gte", -90),
                            ("lat__lte", 90),
                            ("lng__gte", -180),
                            ("lng__lte", 180),
                        ),
                        name="district_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sense",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_file",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="dari berkas data"
                    ),
                ),
                ("word", models.CharField(db_index=True, max_length=30, verbose_name="kata")),
                (
                    "company",
                    models.CharField(
                        help_text="Kata-kata dalam teks yang sama (atau kode klaster), dipisah spasi; * berarti selalu.",
                        max_length=400,
                        verbose_name="bila ada kata",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="urutan"
                    ),
                ),
                (
                    "concept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="senses",
                        to="reference.concept",
                        verbose_name="berarti",
                    ),
                ),
            ],
            options={
                "verbose_name": "kata bermakna ganda",
                "verbose_name_plural": "kata bermakna ganda",
                "ordering": ["word", "from_file", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("word", "concept"),
                        name="sense_once_a_word",
                        violation_error_message="Arti ini sudah ada untuk kata itu.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("company", "*")),
                        fields=("word",),
                        name="sense_always_once_a_word",
                        violation_error_message="Kata ini sudah punya arti yang selalu berlaku.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SizeThreshold",
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
                        ],
                        max_length=8,
                        verbose_name="skala usaha",
                    ),
                ),
                (
                    "capital_max",
                    kemitraan.rupiah.RupiahField(
                        help_text="Tanpa tanah dan bangunan tempat usaha.",
                        verbose_name="modal usaha paling banyak (Rp)",
                    ),
                ),
                (
                    "sales_max",
                    kemitraan.rupiah.RupiahField(
                        verbose_name="hasil penjualan tahunan paling banyak (Rp)"
                    ),
                ),
                ("effective_from", models.DateField(verbose_name="berlaku sejak")),
                ("source", models.CharField(max_length=200, verbose_name="dasar hukum")),
            ],
            options={
                "verbose_name": "batas skala usaha",
                "verbose_name_plural": "batas skala usaha",
                "ordering": ["-effective_from", "capital_max"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("size_class", "effective_from"),
                        name="size_threshold_once_a_day",
                        violation_error_message="Batas untuk skala ini pada tanggal itu sudah ada.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capital_max__gte", 1), ("sales_max__gte", 1)),
                        name="size_threshold_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "code",
                    models.SlugField(
                        max_length=24, primary_key=True, serialize=False, verbose_name="kode"
                    ),
                ),
                ("name_id", models.CharField(max_length=40, verbose_name="nama (Indonesia)")),
                ("name_en", models.CharField(max_length=40, verbose_name="nama (Inggris)")),
                (
                    "factor",
                    models.DecimalField(
                        decimal_places=6,
                        default=Decimal("1"),
                        max_digits=12,
                        verbose_name="isi dalam satuan dasar",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="urutan")),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.unit",
                        verbose_name="satuan dasar",
                    ),
                ),
            ],
            options={
                "verbose_name": "satuan",
                "verbose_name_plural": "satuan",
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("factor__gt", 0)), name="unit_factor_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("base__isnull", False), ("factor", 1), _connector="OR"),
                        name="unit_base_is_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Village",
            fields=[
                (
                    "lat",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="lintang",
                    ),
                ),
                (
                    "lng",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="bujur",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=13,
                        primary_key=True,
                        serialize=False,
                        verbose_name="kode Kemendagri",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="nama")),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="villages",
                        to="reference.district",
                        verbose_name="kecamatan",
                    ),
                ),
            ],
            options={
                "verbose_name": "desa/kelurahan",
                "verbose_name_plural": "desa/kelurahan",
                "ordering": ["name", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__regex", "^[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}\\.[0-9]{4}$")
                        ),
                        name="village_code_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lat__gte", -90),
                            ("lat__lte", 90),
                            ("lng__gte", -180),
                            ("lng__lte", 180),
                        ),
                        name="village_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kbli",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.CharField(
                        choices=[("2020", "KBLI 2020"), ("2025", "KBLI 2025")],
                        max_length=4,
                        verbose_name="versi",
                    ),
                ),
                ("code", models.CharField(max_length=5, verbose_name="kode")),
                ("title", models.CharField(max_length=200, verbose_name="judul")),
                (
                    "successors",
                    models.ManyToManyField(
                        blank=True,
                        related_name="predecessors",
                        to="reference.kbli",
                        verbose_name="kode di versi berikutnya",
                    ),
                ),
            ],
            options={
                "verbose_name": "KBLI",
                "verbose_name_plural": "KBLI",
                "ordering": ["version", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "code"), name="kbli_once_a_version"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{5}$")), name="kbli_code_5_digits"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KbliCluster",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("core", "utama"), ("related", "terkait")],
                        max_length=8,
                        verbose_name="peran",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kbli_codes",
                        to="reference.cluster",
                    ),
                ),
                (
                    "kbli",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reference.kbli",
                    ),
                ),
            ],
            options={
                "verbose_name": "KBLI klaster",
                "verbose_name_plural": "KBLI klaster",
                "constraints": [
                    models.UniqueConstraint(fields=("kbli", "cluster"), name="kbli_cluster_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="Kbli",
            name="clusters",
            field=models.ManyToManyField(
                related_name="+",
                through="reference.KbliCluster",
                to="reference.cluster",
                verbose_name="klaster",
            ),
        ),
    ]
