"""People: one account each, with one role that says which desk is theirs."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    PARTNERSHIP_OFFICER = "partnership_officer", _("petugas kemitraan (DPMPTSP)")
    UMKM_OFFICER = "umkm_officer", _("verifikator UMKM (Dinas Koperasi UKM)")
    LEADER = "leader", _("pimpinan daerah")
    AUDITOR = "auditor", _("auditor")
    UMKM = "umkm", _("pelaku UMKM")
    COMPANY = "company", _("perusahaan")


#: Roles of the kabupaten's own people: they see everything and use the admin.
OFFICIAL_ROLES = frozenset({Role.PARTNERSHIP_OFFICER, Role.UMKM_OFFICER, Role.LEADER, Role.AUDITOR})


class User(AbstractUser):
    """Signs in with user name, e-mail or telephone number (see sign_in.py)."""

    first_name = None
    last_name = None
    full_name = models.CharField(_("nama lengkap"), max_length=150)
    role = models.CharField(
        _("peran"),
        max_length=24,
        choices=Role.choices,
        blank=True,
        help_text=_("Kosong hanya untuk administrator."),
    )
    telephone = models.CharField(_("nomor WhatsApp"), max_length=20, null=True, blank=True)

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = _("akun")
        verbose_name_plural = _("akun")
        constraints = [
            models.UniqueConstraint(
                fields=["telephone"],
                name="account_telephone_once",
                violation_error_code="unique",  # said beside the field
                violation_error_message=_("Nomor ini sudah dipakai akun lain. Silakan masuk."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="account_email_once",
                violation_error_message=_("Alamat e-mail ini sudah dipakai. Silakan masuk."),
            ),
        ]

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name.split(" ", 1)[0]

    def clean(self):
        super().clean()
        self.telephone = self.telephone or None

    @property
    def is_official(self) -> bool:
        return self.is_superuser or self.role in OFFICIAL_ROLES

    def has_role(self, *roles: str) -> bool:
        """A superuser has every official role, but is no UMKM and no company."""
        return self.role in roles or (self.is_superuser and bool(OFFICIAL_ROLES & set(roles)))
