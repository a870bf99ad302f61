"""Accounts, with one role each and the area or office that it serves."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_areas_and_offices"),
        ("accounts", "0003_legal_officer"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("reference", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                ("full_name", models.CharField(max_length=150, verbose_name="nama lengkap")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("partnership_officer", "petugas kemitraan (DPMPTSP)"),
                            ("umkm_officer", "verifikator UMKM (Dinas Koperasi UKM)"),
                            ("legal_officer", "petugas hukum (Bagian Hukum)"),
                            ("office_officer", "petugas OPD teknis"),
                            ("district_officer", "petugas kecamatan"),
                            ("village_officer", "petugas desa/kelurahan"),
                            ("leader", "pimpinan daerah"),
                            ("auditor", "auditor"),
                            ("umkm", "pelaku UMKM"),
                            ("company", "perusahaan"),
                        ],
                        help_text="Kosong hanya untuk administrator.",
                        max_length=24,
                        verbose_name="peran",
                    ),
                ),
                (
                    "telephone",
                    models.CharField(
                        blank=True, max_length=20, null=True, verbose_name="nomor WhatsApp"
                    ),
                ),
                (
                    "office",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dpmptsp", "DPMPTSP"),
                            ("dinkop", "Dinas Koperasi UKM"),
                            ("dinkes", "Dinas Kesehatan"),
                            ("disperindag", "Disperindag"),
                            ("dkpp", "DKPP"),
                            ("disparbud", "Disparbud"),
                        ],
                        help_text="Untuk petugas OPD teknis.",
                        max_length=12,
                        verbose_name="OPD",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        help_text="Untuk petugas kecamatan: wilayah tugasnya.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.district",
                        verbose_name="kecamatan",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        help_text="Untuk petugas desa/kelurahan: wilayah tugasnya.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.village",
                        verbose_name="desa/kelurahan",
                    ),
                ),
            ],
            options={
                "verbose_name": "akun",
                "verbose_name_plural": "akun",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("telephone",),
                        name="account_telephone_once",
                        violation_error_code="unique",
                        violation_error_message="Nomor ini sudah dipakai akun lain. Silakan masuk.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="account_email_once",
                        violation_error_message="Alamat e-mail ini sudah dipakai. Silakan masuk.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "district_officer"), _negated=True),
                            ("district__isnull", False),
                            _connector="OR",
                        ),
                        name="account_district_officer_has_district",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "village_officer"), _negated=True),
                            ("village__isnull", False),
                            _connector="OR",
                        ),
                        name="account_village_officer_has_village",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "office_officer"), _negated=True),
                            models.Q(("office", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="account_office_officer_has_office",
                    ),
                ],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
    ]
