"""Drives of partnership: whose programme a figure belongs to, and what was publicly said of one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kemitraan.rupiah import RupiahField


class Scope(models.TextChoices):
    """Whose programme a figure belongs to: national drives are never mixed with the kabupaten's own."""

    REGENCY = "regency", _("kabupaten")
    PROVINCE = "province", _("provinsi")
    NATIONAL = "national", _("nasional")


class PartnershipProgramme(models.Model):
    """A drive such as the national signing of 18 January 2021. Its figures are those that its source states: they stand beside
    what the kabupaten counts itself and are never added to it."""

    name = models.CharField(_("nama program"), max_length=160, unique=True)
    held_on = models.DateField(_("tanggal"))
    scope = models.CharField(_("lingkup"), max_length=8, choices=Scope.choices)
    companies_pma = models.PositiveIntegerField(_("perusahaan PMA"), null=True, blank=True)
    companies_pmdn = models.PositiveIntegerField(_("perusahaan PMDN"), null=True, blank=True)
    companies_count = models.PositiveIntegerField(
        _("perusahaan seluruhnya"),
        null=True,
        blank=True,
        help_text=_("Hanya bila sumber tidak memisahkan PMA dan PMDN."),
    )
    umkm_count = models.PositiveIntegerField(_("UMKM"), null=True, blank=True)
    potential_rupiah = RupiahField(_("potensi yang disebut sumber (Rp)"), null=True, blank=True)
    source = models.CharField(
        _("sumber"), max_length=300, help_text=_("Siaran pers, surat, atau alamat web.")
    )
    source_on = models.DateField(_("tanggal sumber"), null=True, blank=True)
    note = models.TextField(_("catatan"), max_length=2000, blank=True)
    beside = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="others",
        verbose_name=_("jumlah lain tentang"),
        help_text=_(
            "Bila ini jumlah yang disebut sumber lain tentang program yang sama: tampil di sampingnya, tidak pernah dijumlahkan."
        ),
    )

    class Meta:
        verbose_name = _("program kemitraan")
        verbose_name_plural = _("program kemitraan")
        ordering = ["-held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(potential_rupiah__isnull=True) | Q(potential_rupiah__gte=0),
                name="programme_potential_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(companies_count__isnull=True)
                | Q(companies_pma__isnull=True, companies_pmdn__isnull=True),
                name="programme_companies_said_once",
                violation_error_message=_(
                    "Isi PMA dan PMDN, atau jumlah perusahaan seluruhnya, tidak keduanya."
                ),
            ),
            models.CheckConstraint(
                condition=Q(beside__isnull=True) | ~Q(beside=F("pk")),
                name="programme_not_beside_itself",
                violation_error_message=_("Program tidak berdiri di samping dirinya sendiri."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def companies(self) -> int | None:
        """All companies, when the source says so or both kinds are known."""
        if self.companies_count is not None:
            return self.companies_count
        if self.companies_pma is None or self.companies_pmdn is None:
            return None
        return self.companies_pma + self.companies_pmdn
