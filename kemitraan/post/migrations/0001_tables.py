"""Outgoing letters, who reads them, and what was sent."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("post", "0001_initial"),
        ("post", "0002_readers"),
    ]

    dependencies = [
        ("accounts", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reader",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("id", "Bahasa Indonesia"), ("en", "English")],
                        max_length=8,
                        verbose_name="bahasa",
                    ),
                ),
            ],
            options={
                "verbose_name": "bahasa surat",
                "verbose_name_plural": "bahasa surat",
            },
        ),
        migrations.CreateModel(
            name="BadAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="alamat")),
                (
                    "since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sejak"),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="jawaban server surat"
                    ),
                ),
            ],
            options={
                "verbose_name": "alamat yang ditolak",
                "verbose_name_plural": "alamat yang ditolak",
                "ordering": ["-since", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("address"),
                        name="post_bad_address_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Outage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "began_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sejak"),
                ),
                ("next_try_at", models.DateTimeField(verbose_name="dicoba lagi")),
                ("tries", models.PositiveIntegerField(default=1, verbose_name="percobaan")),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="jawaban server surat"
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="berakhir")),
            ],
            options={
                "verbose_name": "gangguan server surat",
                "verbose_name_plural": "gangguan server surat",
                "ordering": ["-began_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("ended_at__isnull", True)),
                        name="post_outage_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="kunci")),
                ("kind", models.CharField(max_length=40, verbose_name="jenis")),
                ("address", models.EmailField(max_length=254, verbose_name="alamat")),
                ("language", models.CharField(default="id", max_length=8, verbose_name="bahasa")),
                ("subject", models.CharField(max_length=250, verbose_name="perihal")),
                ("body", models.TextField(verbose_name="isi")),
                (
                    "html",
                    models.TextField(
                        blank=True,
                        help_text="Kosong: dibuat dari isi yang berupa teks.",
                        verbose_name="isi HTML",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "menunggu dikirim"),
                            ("sending", "sedang dikirim"),
                            ("sent", "terkirim"),
                            ("refused", "ditolak"),
                            ("uncertain", "tidak pasti"),
                            ("stopped", "tidak dikirim"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="ditulis"),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="dikirim mulai"
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="percobaan")),
                (
                    "claim",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="pembawa"),
                ),
                (
                    "sending_since",
                    models.DateTimeField(blank=True, null=True, verbose_name="dibawa sejak"),
                ),
                (
                    "begun_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="mulai diserahkan"),
                ),
                (
                    "repeats",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Dikirim sekali lagi karena tidak diketahui apakah yang pertama sampai.",
                        verbose_name="pengulangan",
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="terkirim")),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="jawaban server surat"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penerima",
                    ),
                ),
            ],
            options={
                "verbose_name": "surat",
                "verbose_name_plural": "surat",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "waiting")),
                        fields=["due_at", "id"],
                        name="post_letter_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("status", "sending")),
                        fields=["claim"],
                        name="post_letter_carried",
                    ),
                    models.Index(fields=["-created_at", "-id"], name="post_letter_newest"),
                    models.Index(
                        condition=models.Q(("status__in", ("refused", "uncertain"))),
                        fields=["status"],
                        name="post_letter_troubled",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", ""), _negated=True),
                            models.Q(("kind", ""), _negated=True),
                        ),
                        name="post_letter_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim__isnull", False), ("status", "sending")),
                            models.Q(
                                models.Q(("status", "sending"), _negated=True),
                                ("claim__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="post_letter_carried_by_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("status", "sent")),
                            models.Q(
                                models.Q(("status", "sent"), _negated=True),
                                ("sent_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="post_letter_sent_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("repeats__lte", 1)), name="post_letter_repeated_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="jenis")),
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="alamat")),
                (
                    "since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sejak"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "penghentian surat",
                "verbose_name_plural": "penghentian surat",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), ("person__isnull", False)),
                            models.Q(
                                ("person__isnull", True), models.Q(("address", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="post_stop_by_one",
                    ),
                    models.UniqueConstraint(
                        models.F("kind"),
                        models.F("person"),
                        condition=models.Q(("address", "")),
                        name="post_stop_person_once",
                    ),
                    models.UniqueConstraint(
                        models.F("kind"),
                        django.db.models.functions.text.Lower("address"),
                        condition=models.Q(("person__isnull", True)),
                        name="post_stop_address_once",
                    ),
                ],
            },
        ),
    ]
