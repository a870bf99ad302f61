"""Who has seen whose contact, about which suggestion: rows are only ever added."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models import Company
from partnerships.models.ledger import Side
from partnerships.models.matches import Suggestion
from umkm.models import Umkm


class Door(models.TextChoices):
    """Through what it was seen."""

    PAGE = "page", _("halaman")
    API = "api", _("API")
    PDF = "pdf", _("PDF")
    VCARD = "vcard", _("kartu kontak")
    EXPORT = "export", _("unduhan daftar")


class ContactDisclosure(models.Model):
    """One person has seen one side's contact about one suggestion: written once a day, by partnerships.services.disclosures."""

    suggestion = models.ForeignKey(
        Suggestion, models.SET_NULL, null=True, related_name="+", verbose_name=_("saran")
    )
    umkm = models.ForeignKey(Umkm, models.PROTECT, related_name="+", verbose_name=_("UMKM"))
    company = models.ForeignKey(
        Company, models.PROTECT, related_name="+", verbose_name=_("perusahaan")
    )
    whose = models.CharField(_("kontak milik"), max_length=8, choices=Side.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dilihat oleh")
    )
    on = models.DateField(_("tanggal"))
    at = models.DateTimeField(_("waktu"), default=timezone.now)
    door = models.CharField(_("melalui"), max_length=8, choices=Door.choices)

    class Meta:
        verbose_name = _("pembukaan kontak")
        verbose_name_plural = _("pembukaan kontak")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "whose", "by", "on"], name="contact_disclosure_once_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["umkm", "-at"], name="contact_disclosure_of_umkm"),
            models.Index(fields=["company", "-at"], name="contact_disclosure_of_company"),
        ]

    def __str__(self):
        return f"{self.owner} · {self.by}"

    @property
    def owner(self) -> Umkm | Company:
        """Whose contact it was."""
        return self.umkm if self.whose == Side.UMKM else self.company

    @property
    def reader_firm(self) -> Umkm | Company:
        """The other party of the pair."""
        return self.company if self.whose == Side.UMKM else self.umkm
