"""Drives of partnership: whose programme a figure belongs to, and what was publicly said of one."""

from django.db import models
from django.db.models import Q
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
    umkm_count = models.PositiveIntegerField(_("UMKM"), null=True, blank=True)
    potential_rupiah = RupiahField(_("potensi yang disebut sumber (Rp)"), null=True, blank=True)
    source = models.CharField(
        _("sumber"), max_length=300, help_text=_("Siaran pers, surat, atau alamat web.")
    )
    note = models.TextField(_("catatan"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("program kemitraan")
        verbose_name_plural = _("program kemitraan")
        ordering = ["-held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(potential_rupiah__isnull=True) | Q(potential_rupiah__gte=0),
                name="programme_potential_not_negative",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def companies(self) -> int | None:
        """All companies, when both kinds are known."""
        if self.companies_pma is None or self.companies_pmdn is None:
            return None
        return self.companies_pma + self.companies_pmdn
