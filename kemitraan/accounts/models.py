"""People: one account each, with one role that says which desk is theirs."""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.models import District, Village


class Role(models.TextChoices):
    PARTNERSHIP_OFFICER = "partnership_officer", _("petugas kemitraan (DPMPTSP)")
    UMKM_OFFICER = "umkm_officer", _("verifikator UMKM (Dinas Koperasi UKM)")
    LEGAL_OFFICER = "legal_officer", _("petugas hukum (Bagian Hukum)")
    OFFICE_OFFICER = "office_officer", _("petugas OPD teknis")
    DISTRICT_OFFICER = "district_officer", _("petugas kecamatan")
    VILLAGE_OFFICER = "village_officer", _("petugas desa/kelurahan")
    LEADER = "leader", _("pimpinan daerah")
    AUDITOR = "auditor", _("auditor")
    UMKM = "umkm", _("pelaku UMKM")
    COMPANY = "company", _("perusahaan")


#: Roles of the kabupaten's own people: they see everything and use the admin.
OFFICIAL_ROLES = frozenset(
    {
        Role.PARTNERSHIP_OFFICER,
        Role.UMKM_OFFICER,
        Role.LEGAL_OFFICER,
        Role.OFFICE_OFFICER,
        Role.LEADER,
        Role.AUDITOR,
    }
)
#: Staff of a kecamatan or a village: in the admin they see the UMKM of their own area, and nothing else.
AREA_ROLES = frozenset({Role.DISTRICT_OFFICER, Role.VILLAGE_OFFICER})


class Office(models.TextChoices):
    """The offices (OPD) of the kabupaten that serve UMKM."""

    DPMPTSP = "dpmptsp", _("DPMPTSP")
    DINKOP = "dinkop", _("Dinas Koperasi UKM")
    DINKES = "dinkes", _("Dinas Kesehatan")
    DISPERINDAG = "disperindag", _("Disperindag")
    DKPP = "dkpp", _("DKPP")
    DISPARBUD = "disparbud", _("Disparbud")


#: Which office an official belongs to by the role alone.
_OFFICE_OF_ROLE = {Role.PARTNERSHIP_OFFICER: Office.DPMPTSP, Role.UMKM_OFFICER: Office.DINKOP}


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
    office = models.CharField(
        _("OPD"),
        max_length=12,
        choices=Office.choices,
        blank=True,
        help_text=_("Untuk petugas OPD teknis."),
    )
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kecamatan"),
        help_text=_("Untuk petugas kecamatan: wilayah tugasnya."),
    )
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("desa/kelurahan"),
        help_text=_("Untuk petugas desa/kelurahan: wilayah tugasnya."),
    )

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
            models.CheckConstraint(
                condition=~models.Q(role=Role.DISTRICT_OFFICER) | models.Q(district__isnull=False),
                name="account_district_officer_has_district",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.VILLAGE_OFFICER) | models.Q(village__isnull=False),
                name="account_village_officer_has_village",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.OFFICE_OFFICER) | ~models.Q(office=""),
                name="account_office_officer_has_office",
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
        for role, name, sentence in _BELONGS_TO:
            if self.role == role and not getattr(self, self._meta.get_field(name).attname):
                raise ValidationError({name: sentence})

    @property
    def is_official(self) -> bool:
        return self.is_superuser or self.role in OFFICIAL_ROLES

    @property
    def is_area_staff(self) -> bool:
        return not self.is_superuser and self.role in AREA_ROLES

    @property
    def area(self) -> str:
        """What the Kemendagri codes of this person's villages begin with; "" for whom no area is set."""
        if self.role == Role.DISTRICT_OFFICER:
            return f"{self.district_id}."
        if self.role == Role.VILLAGE_OFFICER:
            return self.village_id
        return ""

    def works_in(self, village_code: str) -> bool:
        """Area staff: is this village theirs?"""
        return self.is_area_staff and village_code.startswith(self.area)

    @property
    def office_code(self) -> str:
        """The office (code of Office) that this official belongs to, "" for none."""
        return self.office or _OFFICE_OF_ROLE.get(self.role, "")

    def works_for(self, office: str) -> bool:
        """Is this official of that office (a code of Office)?"""
        return self.is_superuser or (self.is_official and office == self.office_code)

    def has_role(self, *roles: str) -> bool:
        """A superuser has every official role, but is no UMKM and no company."""
        return self.role in roles or (self.is_superuser and bool(OFFICIAL_ROLES & set(roles)))


#: What a role cannot be without: (role, field, the sentence for whoever leaves it out).
_BELONGS_TO = (
    (Role.DISTRICT_OFFICER, "district", _("Pilih kecamatan petugas ini.")),
    (Role.VILLAGE_OFFICER, "village", _("Pilih desa atau kelurahan petugas ini.")),
    (Role.OFFICE_OFFICER, "office", _("Pilih OPD petugas ini.")),
)
