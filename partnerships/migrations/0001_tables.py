"""From suggestion to realised money: matches, groups, MoUs, contracts, entries, events and the watch over them."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import kemitraan.rupiah
import partnerships.models.documents
import partnerships.models.events
import partnerships.models.papers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("partnerships", "0001_initial"),
        ("partnerships", "0002_groups_weights_exposure"),
        ("partnerships", "0005_shortlists"),
        ("partnerships", "0006_need_revisions"),
        ("partnerships", "0007_disclosures"),
        ("partnerships", "0008_documents"),
        ("partnerships", "0009_watch"),
        ("partnerships", "0010_lifecycle"),
        ("partnerships", "0012_ledger_sources"),
        ("partnerships", "0013_reported_partnerships"),
        ("partnerships", "0014_events"),
        ("partnerships", "0015_register"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("investors", "0001_tables"),
        ("reference", "0001_tables"),
        ("umkm", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentTemplate",
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
                        choices=[
                            ("mou", "nota kesepahaman (MoU)"),
                            ("contract", "kontrak kemitraan"),
                        ],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="versi")),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="apa yang berubah"),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dibuat"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibuat oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "naskah perjanjian",
                "verbose_name_plural": "naskah perjanjian",
                "ordering": ["kind", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "version"), name="document_template_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="urutan")),
                (
                    "statute",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("activity", "kegiatan usaha"),
                            ("rights", "hak dan kewajiban masing-masing pihak"),
                            ("development", "bentuk pengembangan"),
                            ("term", "jangka waktu"),
                            ("dispute", "penyelesaian perselisihan"),
                        ],
                        max_length=12,
                        verbose_name="pasal wajib",
                    ),
                ),
                ("heading_id", models.CharField(max_length=120, verbose_name="judul")),
                ("heading_en", models.CharField(max_length=120, verbose_name="judul (Inggris)")),
                ("text_id", models.TextField(max_length=6000, verbose_name="isi")),
                ("text_en", models.TextField(max_length=6000, verbose_name="isi (Inggris)")),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="partnerships.documenttemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "pasal",
                "verbose_name_plural": "pasal",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("template", "position"), name="clause_position_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("statute", ""), _negated=True),
                        fields=("template", "statute"),
                        name="clause_statute_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                        choices=[
                            ("socialisation", "sosialisasi"),
                            ("business", "temu bisnis"),
                            ("exhibition", "pameran"),
                            ("signing", "penandatanganan"),
                        ],
                        max_length=14,
                        verbose_name="jenis",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="nama acara")),
                (
                    "description",
                    models.TextField(blank=True, max_length=3000, verbose_name="tentang acara"),
                ),
                (
                    "agenda",
                    models.TextField(
                        blank=True,
                        help_text="Satu baris satu mata acara, misalnya: 09.00 Pembukaan oleh Bupati.",
                        max_length=3000,
                        verbose_name="susunan acara",
                    ),
                ),
                ("place", models.CharField(max_length=200, verbose_name="tempat")),
                ("starts_at", models.DateTimeField(verbose_name="mulai")),
                ("ends_at", models.DateTimeField(verbose_name="selesai")),
                (
                    "answer_by",
                    models.DateField(blank=True, null=True, verbose_name="jawaban paling lambat"),
                ),
                (
                    "meetings_from",
                    models.DateTimeField(
                        blank=True,
                        help_text="Kosong: bersamaan dengan mulainya acara.",
                        null=True,
                        verbose_name="pertemuan dimulai",
                    ),
                ),
                (
                    "tables",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0 bila tidak ada pertemuan berjadwal.",
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="jumlah meja pertemuan",
                    ),
                ),
                (
                    "slot_minutes",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="lama satu pertemuan (menit)",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "konsep"),
                            ("announced", "diumumkan"),
                            ("held", "selesai"),
                            ("cancelled", "batal"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dibuat"),
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
            ],
            options={
                "verbose_name": "acara",
                "verbose_name_plural": "acara",
                "ordering": ["-starts_at", "-pk"],
                "indexes": [models.Index(fields=["status", "starts_at"], name="event_calendar")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="event_ends_after_start",
                        violation_error_message="Acara harus selesai sesudah mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("meetings_from__isnull", True),
                            models.Q(
                                ("meetings_from__gte", models.F("starts_at")),
                                ("meetings_from__lt", models.F("ends_at")),
                            ),
                            _connector="OR",
                        ),
                        name="event_meetings_within",
                        violation_error_message="Pertemuan harus dimulai di antara mulai dan selesainya acara.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slot_minutes__range", (5, 240)), ("tables__lte", 200)),
                        name="event_slots_sensible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=partnerships.models.events._code,
                        editable=False,
                        max_length=24,
                        unique=True,
                        verbose_name="kode",
                    ),
                ),
                (
                    "people",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="jumlah orang",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("invited", "diundang"),
                            ("accepted", "akan hadir"),
                            ("declined", "tidak dapat hadir"),
                            ("attended", "hadir"),
                        ],
                        default="invited",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "invited_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="diundang"
                    ),
                ),
                (
                    "attended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="hadir sejak"),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="partnerships.event",
                        verbose_name="acara",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "undangan",
                "verbose_name_plural": "undangan",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("company__isnull", True), ("umkm__isnull", False)),
                            models.Q(("company__isnull", False), ("umkm__isnull", True)),
                            _connector="OR",
                        ),
                        name="invitation_of_one_party",
                    ),
                    models.UniqueConstraint(
                        fields=("event", "company"), name="invitation_company_once"
                    ),
                    models.UniqueConstraint(fields=("event", "umkm"), name="invitation_umkm_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attended_at__isnull", False), ("status", "attended")),
                            models.Q(
                                models.Q(("status", "attended"), _negated=True),
                                ("attended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_attended_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__range", (1, 20))),
                        name="invitation_people_1_to_20",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventInvitationStatusChange",
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
                        to="partnerships.eventinvitation",
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
            name="EventStatusChange",
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
                        to="partnerships.event",
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
            name="LkpmWindow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(unique=True, verbose_name="berlaku mulai")),
                (
                    "first_day",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="hari pertama",
                    ),
                ),
                (
                    "last_day",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="hari terakhir",
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="sumber")),
            ],
            options={
                "verbose_name": "jendela LKPM",
                "verbose_name_plural": "jendela LKPM",
                "ordering": ["-starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_day__gte", 1),
                            ("last_day__gte", models.F("first_day")),
                            ("last_day__lte", 28),
                        ),
                        name="lkpm_window_in_order",
                        violation_error_message="Hari terakhir tidak boleh sebelum hari pertama.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchWeights",
            fields=[
                (
                    "version",
                    models.AutoField(primary_key=True, serialize=False, verbose_name="versi"),
                ),
                ("values", models.JSONField(verbose_name="bobot")),
                ("note", models.CharField(max_length=300, verbose_name="alasan perubahan")),
                ("is_active", models.BooleanField(default=False, verbose_name="dipakai")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dibuat"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibuat oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "bobot pencocokan",
                "verbose_name_plural": "bobot pencocokan",
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)),
                        fields=("is_active",),
                        name="match_weights_one_active",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="kode")),
                ("subject", models.CharField(max_length=40, verbose_name="tentang")),
                ("mark", models.CharField(max_length=40, verbose_name="tanda")),
                ("values", models.JSONField(default=dict, verbose_name="isi")),
                ("url", models.CharField(max_length=200, verbose_name="alamat halaman")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dibuat"),
                ),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="disampaikan"),
                ),
                (
                    "via",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mail", "e-mail"),
                            ("whatsapp", "WhatsApp"),
                            ("portal", "hanya di portal"),
                        ],
                        max_length=8,
                        verbose_name="melalui",
                    ),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="dibaca")),
                (
                    "dropped_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="tidak berlaku lagi"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penerima",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disampaikan oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "kabar",
                "verbose_name_plural": "kabar",
                "ordering": ["-made_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("dropped_at", None), ("read_at", None), ("told_at", None)
                        ),
                        fields=["person"],
                        name="notice_untold",
                    ),
                    models.Index(fields=["person", "-made_at", "-id"], name="notice_of_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "code", "subject", "mark"), name="notice_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told_at__isnull", True), ("via", "")),
                            models.Q(
                                ("told_at__isnull", False), models.Q(("via", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="notice_told_by_a_way",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
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
                        choices=[
                            ("mou", "nota kesepahaman (MoU)"),
                            ("contract", "kontrak kemitraan"),
                        ],
                        max_length=10,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year"), name="number_series_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("umkm_id", models.BigIntegerField()),
                ("xid", models.BigIntegerField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [models.Index(fields=["xid"], name="offer_change_xid")],
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
                    "companies_count",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Hanya bila sumber tidak memisahkan PMA dan PMDN.",
                        null=True,
                        verbose_name="perusahaan seluruhnya",
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
                (
                    "source_on",
                    models.DateField(blank=True, null=True, verbose_name="tanggal sumber"),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                (
                    "beside",
                    models.ForeignKey(
                        blank=True,
                        help_text="Bila ini jumlah yang disebut sumber lain tentang program yang sama: tampil di sampingnya, tidak pernah dijumlahkan.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="others",
                        to="partnerships.partnershipprogramme",
                        verbose_name="jumlah lain tentang",
                    ),
                ),
            ],
            options={
                "verbose_name": "program kemitraan",
                "verbose_name_plural": "program kemitraan",
                "ordering": ["-held_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("potential_rupiah__isnull", True),
                            ("potential_rupiah__gte", 0),
                            _connector="OR",
                        ),
                        name="programme_potential_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("companies_count__isnull", True),
                            models.Q(
                                ("companies_pma__isnull", True), ("companies_pmdn__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="programme_companies_said_once",
                        violation_error_message="Isi PMA dan PMDN, atau jumlah perusahaan seluruhnya, tidak keduanya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("beside__isnull", True),
                            models.Q(("beside", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="programme_not_beside_itself",
                        violation_error_message="Program tidak berdiri di samping dirinya sendiri.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mou",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="tentang")),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=80, null=True, unique=True, verbose_name="nomor MoU"
                    ),
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
                    "scope",
                    models.CharField(
                        choices=[
                            ("regency", "kabupaten"),
                            ("province", "provinsi"),
                            ("national", "nasional"),
                        ],
                        default="regency",
                        max_length=8,
                        verbose_name="lingkup",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("match", "pencocokan portal"),
                            ("reported", "dilaporkan para pihak"),
                        ],
                        default="match",
                        max_length=10,
                        verbose_name="asal",
                    ),
                ),
                (
                    "potential_rupiah",
                    kemitraan.rupiah.RupiahField(
                        help_text="Perkiraan dari volume, lama, dan harga kebutuhan; belum dijanjikan siapa pun.",
                        verbose_name="nilai potensi (Rp)",
                    ),
                ),
                (
                    "mou_rupiah",
                    kemitraan.rupiah.RupiahField(
                        blank=True,
                        help_text="Nilai yang tertulis dalam MoU yang ditandatangani.",
                        null=True,
                        verbose_name="nilai MoU (Rp)",
                    ),
                ),
                (
                    "signed_on",
                    models.DateField(blank=True, null=True, verbose_name="ditandatangani"),
                ),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="mulai berlaku"),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="berakhir")),
                (
                    "status",
                    models.CharField(
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
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dimulai"),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
                (
                    "coordinator",
                    models.ForeignKey(
                        blank=True,
                        help_text="Koperasi, KUB, atau BUMDes yang mewakili para UMKM, atau salah satu peserta.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="koordinator",
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
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="investors.need",
                        verbose_name="kebutuhan",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mous",
                        to="partnerships.partnershipprogramme",
                        verbose_name="program",
                    ),
                ),
            ],
            options={
                "verbose_name": "MoU",
                "verbose_name_plural": "MoU",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["status", "ends_on"], name="mou_by_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("potential_rupiah__gte", 0)),
                        name="mou_potential_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mou_rupiah__isnull", True), ("mou_rupiah__gte", 1), _connector="OR"
                        ),
                        name="mou_value_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True),
                            ("ends_on__isnull", True),
                            ("ends_on__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="mou_dates_in_order",
                        violation_error_message="Tanggal berakhir harus sesudah tanggal mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "negotiation",
                                    "trial",
                                    "draft",
                                    "legal_check",
                                    "signing",
                                    "cancelled",
                                ],
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
                ],
            },
        ),
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
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disusun oleh",
                    ),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="partnerships.mou",
                        verbose_name="MoU",
                    ),
                ),
            ],
            options={
                "verbose_name": "amandemen",
                "verbose_name_plural": "amandemen",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("mou", "position"), name="amendment_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "signing")),
                        fields=("mou",),
                        name="amendment_one_at_a_time",
                        violation_error_message="Masih ada amandemen yang menunggu tanda tangan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mou_rupiah__isnull", True), ("mou_rupiah__gte", 1), _connector="OR"
                        ),
                        name="amendment_value_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "in_force"), _negated=True),
                            ("signed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="amendment_in_force_is_signed",
                    ),
                ],
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
                        to="partnerships.amendment",
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
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diajukan oleh",
                    ),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="partnerships.mou",
                        verbose_name="MoU",
                    ),
                ),
            ],
            options={
                "verbose_name": "sengketa",
                "verbose_name_plural": "sengketa",
                "ordering": ["-opened_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "resolved"), _negated=True),
                        fields=("mou",),
                        name="dispute_one_at_a_time",
                        violation_error_message="Sengketa atas MoU ini sudah dibuka.",
                    )
                ],
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
                        to="partnerships.dispute",
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
                ("number", models.CharField(blank=True, max_length=80, verbose_name="nomor MoU")),
                ("signed_on", models.DateField(verbose_name="ditandatangani")),
                ("starts_on", models.DateField(verbose_name="mulai berlaku")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="berakhir")),
                ("mou_rupiah", kemitraan.rupiah.RupiahField(verbose_name="nilai MoU (Rp)")),
                ("shares", models.JSONField(verbose_name="bagian")),
            ],
            options={
                "verbose_name": "isi yang ditandatangani",
                "verbose_name_plural": "isi yang ditandatangani",
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
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dicatat oleh",
                    ),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="partnerships.mou",
                    ),
                ),
            ],
            options={
                "verbose_name": "temu bisnis",
                "verbose_name_plural": "temu bisnis",
                "ordering": ["held_on", "pk"],
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
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diperiksa oleh",
                    ),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legal_checks",
                        to="partnerships.mou",
                    ),
                ),
            ],
            options={
                "verbose_name": "pemeriksaan hukum",
                "verbose_name_plural": "pemeriksaan hukum",
                "ordering": ["checked_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("passed", False),
                            models.Q(
                                models.Q(
                                    ("is_bilingual", True),
                                    ("is_bilingual__isnull", True),
                                    _connector="OR",
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
                    )
                ],
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
                (
                    "umkm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditulis oleh",
                    ),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="partnerships.mou",
                        verbose_name="MoU",
                    ),
                ),
            ],
            options={
                "verbose_name": "evaluasi kemitraan",
                "verbose_name_plural": "evaluasi kemitraan",
                "ordering": ["written_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mou", "side", "umkm"),
                        name="evaluation_once",
                        nulls_distinct=False,
                        violation_error_message="Evaluasi dari pihak ini sudah ada.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("side", "umkm"), ("umkm__isnull", False)),
                            models.Q(("side", "company"), ("umkm__isnull", True)),
                            _connector="OR",
                        ),
                        name="evaluation_names_its_umkm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rating__gte", 1), ("rating__lte", 5)),
                        name="evaluation_from_1_to_5",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MouStatusChange",
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
                        to="partnerships.mou",
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
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disimpan oleh",
                    ),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="partnerships.mou",
                        verbose_name="MoU",
                    ),
                ),
            ],
            options={
                "verbose_name": "berkas kemitraan",
                "verbose_name_plural": "berkas kemitraan",
                "ordering": ["kept_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("mou", "digest"), name="paper_once"),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="paper_has_a_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value_rupiah", kemitraan.rupiah.RupiahField(verbose_name="nilai (Rp)")),
                (
                    "document",
                    models.CharField(
                        help_text="Kontrak, PO, faktur, atau bukti bayar.",
                        max_length=120,
                        verbose_name="nomor dokumen",
                    ),
                ),
                (
                    "source",
                    models.CharField(
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
                (
                    "entered_side",
                    models.CharField(
                        choices=[("company", "perusahaan"), ("umkm", "UMKM")],
                        max_length=8,
                        verbose_name="dicatat dari pihak",
                    ),
                ),
                (
                    "entered_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dicatat"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("entered", "menunggu konfirmasi pihak lain"),
                            ("confirmed", "dikonfirmasi kedua pihak"),
                            ("disputed", "dipersoalkan"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dikonfirmasi"),
                ),
                (
                    "claimed_rupiah",
                    kemitraan.rupiah.RupiahField(
                        blank=True, null=True, verbose_name="nilai menurut pihak lain (Rp)"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement", "Kesepakatan Kemitraan Usaha"),
                            ("order", "pesanan pembelian (PO)"),
                        ],
                        default="agreement",
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="ditandatangani")),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(verbose_name="berakhir")),
                (
                    "oss_reference",
                    models.CharField(
                        blank=True,
                        help_text="Bila sudah diunggah di kemitraan.oss.go.id.",
                        max_length=80,
                        verbose_name="nomor unggahan OSS",
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dipersoalkan oleh",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dikonfirmasi oleh",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dicatat oleh",
                    ),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="partnerships.mou",
                        verbose_name="MoU",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.paper",
                        verbose_name="berkas",
                    ),
                ),
            ],
            options={
                "verbose_name": "kontrak",
                "verbose_name_plural": "kontrak",
                "ordering": ["-signed_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mou", "document"),
                        name="contract_once",
                        violation_error_message="Kontrak dengan nomor ini sudah tercatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value_rupiah__gte", 1)), name="contract_value_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="contract_dates_in_order",
                        violation_error_message="Tanggal berakhir harus sesudah tanggal mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "confirmed"),
                            models.Q(
                                ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="contract_confirmation_of_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "disputed"),
                            models.Q(
                                ("claimed_by__isnull", True), ("claimed_rupiah__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="contract_claim_of_disputed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractStatusChange",
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
                        to="partnerships.contract",
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
            name="Document",
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
                        choices=[
                            ("mou", "nota kesepahaman (MoU)"),
                            ("contract", "kontrak kemitraan"),
                        ],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("number", models.CharField(max_length=80, unique=True, verbose_name="nomor")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("sequence", models.PositiveIntegerField(verbose_name="nomor urut")),
                ("is_bilingual", models.BooleanField(default=False, verbose_name="dwibahasa")),
                ("told", models.JSONField(default=dict, verbose_name="isi pokok")),
                (
                    "file",
                    models.FileField(
                        upload_to=partnerships.models.documents._document_path,
                        verbose_name="berkas",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("code", models.CharField(editable=False, max_length=32, unique=True)),
                ("dated", models.DateField(verbose_name="tanggal")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dibuat"),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.contract",
                        verbose_name="kontrak",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibuat oleh",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.documenttemplate",
                        verbose_name="naskah",
                    ),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="partnerships.mou",
                        verbose_name="MoU",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokumen bernomor",
                "verbose_name_plural": "dokumen bernomor",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "year", "sequence"), name="document_sequence_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contract__isnull", False), ("kind", "contract")),
                            models.Q(("contract__isnull", True), ("kind", "mou")),
                            _connector="OR",
                        ),
                        name="document_of_contract_has_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Realisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value_rupiah", kemitraan.rupiah.RupiahField(verbose_name="nilai (Rp)")),
                (
                    "document",
                    models.CharField(
                        help_text="Kontrak, PO, faktur, atau bukti bayar.",
                        max_length=120,
                        verbose_name="nomor dokumen",
                    ),
                ),
                (
                    "source",
                    models.CharField(
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
                (
                    "entered_side",
                    models.CharField(
                        choices=[("company", "perusahaan"), ("umkm", "UMKM")],
                        max_length=8,
                        verbose_name="dicatat dari pihak",
                    ),
                ),
                (
                    "entered_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dicatat"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("entered", "menunggu konfirmasi pihak lain"),
                            ("confirmed", "dikonfirmasi kedua pihak"),
                            ("disputed", "dipersoalkan"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dikonfirmasi"),
                ),
                (
                    "claimed_rupiah",
                    kemitraan.rupiah.RupiahField(
                        blank=True, null=True, verbose_name="nilai menurut pihak lain (Rp)"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2015),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="tahun",
                    ),
                ),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="triwulan",
                    ),
                ),
                ("volume", models.PositiveIntegerField(verbose_name="volume dikirim")),
                (
                    "on_time_percent",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="tepat waktu (%)",
                    ),
                ),
                (
                    "rejected_percent",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="ditolak (%)",
                    ),
                ),
                (
                    "paid_days_late",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0 berarti dibayar tepat waktu.",
                        verbose_name="terlambat dibayar (hari)",
                    ),
                ),
                (
                    "jobs_women_kept",
                    models.PositiveIntegerField(default=0, verbose_name="pekerja perempuan, tetap"),
                ),
                (
                    "jobs_women_new",
                    models.PositiveIntegerField(default=0, verbose_name="pekerja perempuan, baru"),
                ),
                (
                    "jobs_men_kept",
                    models.PositiveIntegerField(default=0, verbose_name="pekerja laki-laki, tetap"),
                ),
                (
                    "jobs_men_new",
                    models.PositiveIntegerField(default=0, verbose_name="pekerja laki-laki, baru"),
                ),
                (
                    "coaching",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="pembinaan yang diberikan"
                    ),
                ),
                (
                    "next_volume",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="rencana volume triwulan depan"
                    ),
                ),
                (
                    "claimed_volume",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="volume menurut pihak lain"
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dipersoalkan oleh",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dikonfirmasi oleh",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="realisations",
                        to="partnerships.contract",
                        verbose_name="kontrak",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dicatat oleh",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.paper",
                        verbose_name="berkas",
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
                "verbose_name": "realisasi",
                "verbose_name_plural": "realisasi",
                "ordering": ["-year", "-quarter", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["status", "year", "quarter"], name="realisation_by_quarter"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "umkm", "year", "quarter"),
                        name="realisation_once_a_quarter",
                        violation_error_message="Realisasi UMKM ini untuk triwulan itu sudah tercatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value_rupiah__gte", 1)),
                        name="realisation_value_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)),
                        name="realisation_quarter_1_to_4",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_time_percent__lte", 100), ("rejected_percent__lte", 100)
                        ),
                        name="realisation_percents",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "confirmed"),
                            models.Q(
                                ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="realisation_confirmation_of_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "disputed"),
                            models.Q(
                                ("claimed_by__isnull", True), ("claimed_rupiah__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="realisation_claim_of_disputed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RealisationStatusChange",
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
                        to="partnerships.realisation",
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
            name="RegisterAnswer",
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
                ("agrees", models.BooleanField(verbose_name="setuju ditampilkan")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="versi teks")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("self", "pihak itu sendiri di portal"),
                            ("paper", "petugas mencatat persetujuan tertulis"),
                        ],
                        max_length=8,
                        verbose_name="melalui",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Surat atau formulir mana, tanggal berapa, dan di mana disimpan.",
                        max_length=300,
                        verbose_name="catatan",
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dijawab"),
                ),
                (
                    "replaced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diganti"),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_answers",
                        to="partnerships.mou",
                        verbose_name="MoU",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dicatat oleh",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "jawaban daftar publik",
                "verbose_name_plural": "jawaban daftar publik",
                "ordering": ["given_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("mou", "side", "umkm"),
                        name="register_answer_one_in_force",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("side", "umkm"), ("umkm__isnull", False)),
                            models.Q(("side", "company"), ("umkm__isnull", True)),
                            _connector="OR",
                        ),
                        name="register_answer_names_its_umkm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel", "self"),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="register_answer_on_paper_is_noted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        help_text="Peraturan, pasal, dan ayat yang membolehkan kemitraan ini diumumkan.",
                        max_length=300,
                        validators=[django.core.validators.MinLengthValidator(10)],
                        verbose_name="dasar hukum",
                    ),
                ),
                (
                    "named_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="disebut"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dicabut"),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_rules",
                        to="partnerships.mou",
                        verbose_name="MoU",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disebut oleh",
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
                        verbose_name="dicabut oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "dasar daftar publik",
                "verbose_name_plural": "dasar daftar publik",
                "ordering": ["named_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("mou",),
                        name="register_rule_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="register_rule_says_which",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="register_rule_withdrawn_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedPartnership",
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
                        verbose_name="dilaporkan pihak",
                    ),
                ),
                (
                    "other_name",
                    models.CharField(
                        help_text="Seperti Anda mengenalnya.",
                        max_length=160,
                        verbose_name="nama pihak lain",
                    ),
                ),
                (
                    "other_contact",
                    models.CharField(blank=True, max_length=160, verbose_name="kontak pihak lain"),
                ),
                ("what", models.CharField(max_length=200, verbose_name="tentang apa")),
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
                ("since", models.DateField(verbose_name="sejak")),
                ("until", models.DateField(blank=True, null=True, verbose_name="sampai")),
                ("value_rupiah", kemitraan.rupiah.RupiahField(verbose_name="nilai (Rp)")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reported", "dilaporkan"),
                            ("invited", "menunggu pihak lain"),
                            ("acknowledged", "diakui kedua pihak"),
                            ("denied", "tidak diakui pihak lain"),
                            ("dismissed", "tidak ditindaklanjuti"),
                        ],
                        default="reported",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                (
                    "reported_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="dilaporkan"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
                (
                    "mou",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report",
                        to="partnerships.mou",
                        verbose_name="MoU",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dilaporkan oleh",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "laporan kemitraan",
                "verbose_name_plural": "laporan kemitraan",
                "ordering": ["-reported_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("company__isnull", False), ("side", "company")),
                            models.Q(("side", "umkm"), ("umkm__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_names_its_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["reported", "dismissed"]),
                            models.Q(("company__isnull", False), ("umkm__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_invited_names_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mou__isnull", False), ("status", "acknowledged")),
                            models.Q(
                                models.Q(("status", "acknowledged"), _negated=True),
                                ("mou__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="report_acknowledged_is_an_mou",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="report_dates_in_order",
                        violation_error_message="Tanggal berakhir harus sesudah tanggal mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value_rupiah__gte", 1)), name="report_value_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportStatusChange",
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
                        to="partnerships.reportedpartnership",
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
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nama pencarian")),
                ("state", models.JSONField(verbose_name="saringan")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="disimpan"
                    ),
                ),
                (
                    "looked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="terakhir diperiksa"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disimpan oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "pencarian tersimpan",
                "verbose_name_plural": "pencarian tersimpan",
                "ordering": ["name", "pk"],
                "indexes": [models.Index(fields=["looked_at"], name="saved_search_queue")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("person"),
                        django.db.models.functions.text.Lower("name"),
                        name="saved_search_name_once",
                        violation_error_message="Anda sudah punya pencarian dengan nama ini.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="saved_search_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedSearchFind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("found_at", models.DateTimeField(null=True, verbose_name="ditemukan")),
                ("left_at", models.DateTimeField(null=True, verbose_name="tidak cocok lagi sejak")),
                ("told_at", models.DateTimeField(null=True, verbose_name="diberitahukan")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="dilihat")),
                (
                    "search",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="finds",
                        to="partnerships.savedsearch",
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
                "verbose_name": "hasil pencarian tersimpan",
                "verbose_name_plural": "hasil pencarian tersimpan",
                "ordering": ["-found_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("found_at__isnull", False), ("left_at", None), ("seen_at", None)
                        ),
                        fields=["search"],
                        name="saved_search_news",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("search", "umkm"), name="saved_search_finds_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("found_at__isnull", False),
                            models.Q(("seen_at__isnull", True), ("told_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="saved_search_told_was_found",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shortlist",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nama daftar")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dibuat"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="terakhir diubah"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
            ],
            options={
                "verbose_name": "daftar pendek",
                "verbose_name_plural": "daftar pendek",
                "ordering": ["-changed_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("company"),
                        django.db.models.functions.text.Lower("name"),
                        name="shortlist_name_once",
                        violation_error_message="Perusahaan Anda sudah punya daftar dengan nama ini.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="shortlist_has_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShortlistEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="urutan")),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="ditambah"
                    ),
                ),
                (
                    "removed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dikeluarkan"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditambah oleh",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dikeluarkan oleh",
                    ),
                ),
                (
                    "shortlist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="partnerships.shortlist",
                        verbose_name="daftar pendek",
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
                "verbose_name": "isi daftar pendek",
                "verbose_name_plural": "isi daftar pendek",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("shortlist", "umkm"), name="shortlist_umkm_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="shortlist_removed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShortlistNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="catatan")),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="ditulis"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditulis oleh",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="partnerships.shortlistentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "catatan daftar pendek",
                "verbose_name_plural": "catatan daftar pendek",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="shortlist_note_has_text",
                    )
                ],
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
                (
                    "amendment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="partnerships.amendment",
                    ),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="partnerships.mou",
                        verbose_name="MoU",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="partnerships.paper",
                        verbose_name="berkas",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dicatat oleh",
                    ),
                ),
                (
                    "umkm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "tanda tangan",
                "verbose_name_plural": "tanda tangan",
                "ordering": ["recorded_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("amendment__isnull", True), ("void_at__isnull", True)),
                        fields=("mou", "role", "umkm"),
                        name="signature_once",
                        nulls_distinct=False,
                        violation_error_message="Pihak ini sudah menandatangani.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("amendment__isnull", False), ("void_at__isnull", True)),
                        fields=("amendment", "role", "umkm"),
                        name="signature_once_an_amendment",
                        nulls_distinct=False,
                        violation_error_message="Pihak ini sudah menandatangani.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("role__in", ["umkm", "coordinator"]), ("umkm__isnull", False)
                            ),
                            models.Q(("role__in", ["company", "witness"]), ("umkm__isnull", True)),
                            _connector="OR",
                        ),
                        name="signature_names_its_umkm",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedFile",
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
                        upload_to=partnerships.models.documents._signed_path, verbose_name="berkas"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="keterangan")),
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
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed_files",
                        to="partnerships.document",
                        verbose_name="dokumen",
                    ),
                ),
            ],
            options={
                "verbose_name": "pindaian bertanda tangan",
                "verbose_name_plural": "pindaian bertanda tangan",
                "ordering": ["added_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "sha256"), name="signed_file_once")
                ],
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
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trials",
                        to="partnerships.mou",
                    ),
                ),
                (
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dicatat oleh",
                    ),
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
                (
                    "judged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dinilai oleh",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="partnerships.trialorder",
                    ),
                ),
            ],
            options={
                "verbose_name": "hasil uji contoh",
                "verbose_name_plural": "hasil uji contoh",
                "ordering": ["judged_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "to_mend"), _negated=True),
                            models.Q(("fixes", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="trial_to_mend_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "failed"), ("reason__gt", "")),
                            models.Q(
                                models.Q(("outcome", "failed"), _negated=True), ("reason", "")
                            ),
                            _connector="OR",
                        ),
                        name="trial_failed_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WatchRule",
            fields=[
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("suggestion_silent", "saran yang belum dijawab"),
                            ("mou_silent", "MoU yang disusun tanpa kemajuan"),
                            ("entry_unconfirmed", "catatan buku besar yang belum dikonfirmasi"),
                            ("mou_ending", "MoU yang akan berakhir"),
                            ("contract_ending", "kontrak yang akan berakhir"),
                            ("realisation_call", "realisasi triwulan lalu yang belum dicatat"),
                            ("mou_asleep", "MoU tanpa realisasi"),
                            ("commitment_ending", "Surat Pernyataan Komitmen yang akan berakhir"),
                            ("certificate_ending", "sertifikat yang akan berakhir"),
                            ("umkm_unverified", "UMKM yang lama menunggu verifikasi"),
                            ("company_unverified", "perusahaan yang lama menunggu verifikasi"),
                            ("facilitation_overdue", "permintaan fasilitasi lewat waktu"),
                        ],
                        max_length=24,
                        primary_key=True,
                        serialize=False,
                        verbose_name="yang diawasi",
                    ),
                ),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(0),
                                django.core.validators.MaxValueValidator(400),
                            ]
                        ),
                        help_text="Dipisahkan koma. Hari diam, hari sebelum berakhir, hari sejak triwulan mulai, atau hari lewat waktu.",
                        size=None,
                        verbose_name="hari",
                    ),
                ),
                (
                    "officer_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Kosong: petugas tidak diberi tahu. Hitungannya sama dengan isian hari.",
                        null=True,
                        verbose_name="petugas diberi tahu mulai hari",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="dijalankan")),
                ("source", models.CharField(max_length=300, verbose_name="sumber")),
            ],
            options={
                "verbose_name": "aturan pengingat",
                "verbose_name_plural": "aturan pengingat",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__len__gte", 1)),
                        name="watch_rule_has_days",
                        violation_error_message="Isi paling sedikit satu hari.",
                    )
                ],
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
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="partnerships.amendment",
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
                "verbose_name": "bagian baru",
                "verbose_name_plural": "bagian baru",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("amendment", "umkm"), name="amendment_share_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share_percent__gt", 0), ("share_percent__lte", 100)),
                        name="amendment_share_is_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField(verbose_name="urutan waktu")),
                ("table", models.PositiveSmallIntegerField(verbose_name="meja")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "dijadwalkan"),
                            ("meeting_interested", "berminat"),
                            ("meeting_sample", "minta contoh"),
                            ("meeting_unfit", "tidak cocok"),
                            ("meeting_missed", "tidak terjadi"),
                        ],
                        default="planned",
                        max_length=20,
                        verbose_name="hasil",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="investors.company",
                        verbose_name="perusahaan",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="partnerships.event",
                        verbose_name="acara",
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
                "verbose_name": "pertemuan",
                "verbose_name_plural": "pertemuan",
                "ordering": ["event", "slot", "table"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "company", "umkm"), name="meeting_once_a_pair"
                    ),
                    models.UniqueConstraint(
                        fields=("event", "slot", "table"), name="meeting_table_once"
                    ),
                    models.UniqueConstraint(
                        fields=("event", "slot", "company"), name="meeting_company_at_one_table"
                    ),
                    models.UniqueConstraint(
                        fields=("event", "slot", "umkm"), name="meeting_umkm_at_one_table"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventMeetingStatusChange",
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
                        to="partnerships.eventmeeting",
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
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by",
                    models.CharField(
                        choices=[
                            ("company", "perusahaan"),
                            ("umkm", "UMKM"),
                            ("officer", "petugas kemitraan"),
                        ],
                        max_length=8,
                        verbose_name="oleh",
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="tindak lanjut")),
                ("due_on", models.DateField(verbose_name="paling lambat")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai")),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diselesaikan oleh",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="partnerships.eventmeeting",
                        verbose_name="pertemuan",
                    ),
                ),
            ],
            options={
                "verbose_name": "tindak lanjut",
                "verbose_name_plural": "tindak lanjut",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["by", "due_on"],
                        name="follow_up_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("volume_month", models.FloatField(verbose_name="volume per bulan")),
                (
                    "cover_percent",
                    models.FloatField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="terpenuhi (%)",
                    ),
                ),
                (
                    "radius_km",
                    models.FloatField(verbose_name="jarak anggota dari pusat kelompok (km)"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "diusulkan"),
                            ("taken", "diundang"),
                            ("declined", "tidak dipakai"),
                            ("withdrawn", "ditarik"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="diusulkan"
                    ),
                ),
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
                    "coordinator",
                    models.ForeignKey(
                        blank=True,
                        help_text="Koperasi, KUB, atau BUMDes yang memimpin; anggota atau tetangga terdekat.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="koordinator",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="group_proposals",
                        to="investors.need",
                        verbose_name="kebutuhan",
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
                "verbose_name": "usulan kelompok",
                "verbose_name_plural": "usulan kelompok",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "taken"])),
                        fields=("need",),
                        name="group_one_for_a_need",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cover_percent__gt", 0), ("cover_percent__lte", 100)),
                        name="group_cover_is_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quantity_month",
                    models.FloatField(
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="jumlah per bulan",
                    ),
                ),
                (
                    "share_percent",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bagian (%)",
                    ),
                ),
                (
                    "score",
                    models.DecimalField(
                        decimal_places=1, max_digits=4, verbose_name="nilai kecocokan"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="partnerships.groupproposal",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="umkm.product",
                        verbose_name="produk",
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
                "verbose_name": "anggota kelompok",
                "verbose_name_plural": "anggota kelompok",
                "ordering": ["-quantity_month", "pk"],
                "indexes": [models.Index(fields=["product"], name="group_share_of_product")],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "umkm"), name="group_member_once"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity_month__gt", 0)),
                        name="group_share_quantity_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupStatusChange",
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
                        to="partnerships.groupproposal",
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
            name="MatchRun",
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
                        choices=[
                            ("all", "semua kebutuhan"),
                            ("need", "satu kebutuhan"),
                            ("umkm", "satu UMKM"),
                        ],
                        max_length=4,
                        verbose_name="cakupan",
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
                    "weights_version",
                    models.PositiveIntegerField(default=1, verbose_name="versi bobot"),
                ),
                (
                    "words_version",
                    models.CharField(blank=True, max_length=16, verbose_name="versi kamus kata"),
                ),
                (
                    "groups",
                    models.PositiveIntegerField(default=0, verbose_name="kelompok diusulkan"),
                ),
                (
                    "groups_gap",
                    models.FloatField(
                        blank=True,
                        help_text="Berapa bagian di atas biaya yang tidak dapat dikalahkan kelompok mana pun.",
                        null=True,
                        verbose_name="jarak dari batas terbaik",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="jumlah kebutuhan")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="sudah dicocokkan")),
                ("written", models.PositiveIntegerField(default=0, verbose_name="saran ditulis")),
                ("withdrawn", models.PositiveIntegerField(default=0, verbose_name="saran ditarik")),
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
                (
                    "umkm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="umkm.umkm",
                        verbose_name="UMKM",
                    ),
                ),
            ],
            options={
                "verbose_name": "pencocokan",
                "verbose_name_plural": "pencocokan",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["state"], name="match_run_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))),
                        name="match_run_done_within_total",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "all"), ("state__in", ["queued", "running"])),
                        fields=("kind",),
                        name="match_run_one_full_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedMatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "shard",
                    models.CharField(
                        blank=True,
                        help_text="Kebutuhan satu klaster: satu pekerja mengerjakan satu bagian.",
                        max_length=40,
                        verbose_name="bagian",
                    ),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="selesai"),
                ),
                (
                    "considered",
                    models.PositiveIntegerField(default=0, verbose_name="UMKM diperiksa"),
                ),
                ("suggested", models.PositiveIntegerField(default=0, verbose_name="disarankan")),
                ("excluded", models.JSONField(default=dict, verbose_name="tidak lolos per syarat")),
                (
                    "relaxations",
                    models.JSONField(default=list, verbose_name="pelonggaran yang menambah"),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="investors.need",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="need_matches",
                        to="partnerships.matchrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "pencocokan kebutuhan",
                "verbose_name_plural": "pencocokan kebutuhan",
                "indexes": [
                    models.Index(fields=["need", "-finished_at"], name="need_match_latest"),
                    models.Index(fields=["run", "shard"], name="need_match_shard"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "need"), name="need_match_once_a_run")
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "score",
                    models.DecimalField(
                        decimal_places=1,
                        max_digits=4,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="nilai kecocokan",
                    ),
                ),
                (
                    "company_score",
                    models.DecimalField(
                        decimal_places=1, max_digits=4, verbose_name="manfaat perusahaan"
                    ),
                ),
                (
                    "umkm_score",
                    models.DecimalField(
                        decimal_places=1, max_digits=4, verbose_name="manfaat UMKM"
                    ),
                ),
                ("parts", models.JSONField(default=dict, verbose_name="bagian nilai")),
                ("reasons", models.JSONField(default=list, verbose_name="alasan")),
                ("gaps", models.JSONField(default=list, verbose_name="kekurangan")),
                ("what_ifs", models.JSONField(default=list, verbose_name="yang menaikkan nilai")),
                (
                    "exposure",
                    models.FloatField(
                        default=0,
                        help_text="Seberapa sering UMKM ini tampil di daftar lain ketika saran ini disusun.",
                        verbose_name="sudah ditampilkan",
                    ),
                ),
                (
                    "lifted",
                    models.BooleanField(
                        default=False,
                        help_text="Cocok, dan sudah lama tidak muncul di daftar mana pun.",
                        verbose_name="mendapat giliran",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("suggested", "disarankan"),
                            ("proposed", "diusulkan petugas"),
                            ("umkm_interested", "UMKM berminat"),
                            ("company_interested", "perusahaan berminat"),
                            ("matched", "kedua pihak berminat"),
                            ("declined", "tidak berlanjut"),
                            ("withdrawn", "ditarik"),
                        ],
                        default="suggested",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "answered_revision",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="revisi kebutuhan yang dijawab UMKM"
                    ),
                ),
                (
                    "looked_revision",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="revisi kebutuhan yang sudah dilihat UMKM",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="pertama disarankan"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="dihitung"
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="investors.need",
                        verbose_name="kebutuhan",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="umkm.product",
                        verbose_name="produk",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partnerships.matchrun",
                        verbose_name="pencocokan",
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
                "verbose_name": "saran",
                "verbose_name_plural": "saran",
                "ordering": ["-score", "umkm_id"],
                "indexes": [
                    models.Index(fields=["need", "-score", "umkm"], name="suggestion_ranking"),
                    models.Index(fields=["umkm", "status"], name="suggestion_of_umkm"),
                    models.Index(fields=["status"], name="suggestion_status"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("need", "umkm"), name="suggestion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 0), ("score__lte", 100)),
                        name="suggestion_score_0_to_100",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MouMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "share_percent",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Bagian dari volume dan nilai; seluruh bagian harus berjumlah 100.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bagian (%)",
                    ),
                ),
                (
                    "mou",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="partnerships.mou",
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
                (
                    "suggestion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.suggestion",
                        verbose_name="saran asal",
                    ),
                ),
            ],
            options={
                "verbose_name": "UMKM peserta MoU",
                "verbose_name_plural": "UMKM peserta MoU",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("mou", "umkm"), name="mou_member_once"),
                    models.UniqueConstraint(
                        fields=("suggestion",),
                        name="mou_member_suggestion_once",
                        violation_error_message="Saran ini sudah menjadi MoU.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share_percent__gt", 0), ("share_percent__lte", 100)),
                        name="mou_member_share_is_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactDisclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "whose",
                    models.CharField(
                        choices=[("company", "perusahaan"), ("umkm", "UMKM")],
                        max_length=8,
                        verbose_name="kontak milik",
                    ),
                ),
                ("on", models.DateField(verbose_name="tanggal")),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="waktu"),
                ),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("page", "halaman"),
                            ("api", "API"),
                            ("pdf", "PDF"),
                            ("vcard", "kartu kontak"),
                            ("export", "unduhan daftar"),
                        ],
                        max_length=8,
                        verbose_name="melalui",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dilihat oleh",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="investors.company",
                        verbose_name="perusahaan",
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
                (
                    "suggestion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partnerships.suggestion",
                        verbose_name="saran",
                    ),
                ),
            ],
            options={
                "verbose_name": "pembukaan kontak",
                "verbose_name_plural": "pembukaan kontak",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["umkm", "-at"], name="contact_disclosure_of_umkm"),
                    models.Index(fields=["company", "-at"], name="contact_disclosure_of_company"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("suggestion", "whose", "by", "on"),
                        name="contact_disclosure_once_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SuggestionStatusChange",
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
                        to="partnerships.suggestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "perubahan status",
                "verbose_name_plural": "riwayat status",
                "ordering": ["-at", "-id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("announced_at", None),
                            models.Q(
                                ("verb__in", ("suggest", "suggest_again", "withdraw")),
                                _negated=True,
                            ),
                        ),
                        fields=["id"],
                        name="suggestion_change_untold",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="EventMeeting",
            name="suggestion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnerships.suggestion",
                verbose_name="saran",
            ),
        ),
        migrations.AddField(
            model_name="GroupProposal",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="partnerships.matchrun",
                verbose_name="pencocokan",
            ),
        ),
        migrations.AddField(
            model_name="MatchRun",
            name="needs",
            field=models.ManyToManyField(
                related_name="+", through="partnerships.NeedMatch", to="investors.need"
            ),
        ),
    ]
