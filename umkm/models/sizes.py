"""Which size class an UMKM was in, and since when."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.models import SizeClass
from umkm.models.firms import SizeBasis, Umkm


class SizeRecord(models.Model):
    """A class as it was computed, from the day on which it changed. The database writes these rows itself (a trigger on the firm),
    whoever changes a firm and however: one by one, from a spreadsheet, or all of them when the limits change.

    `cause` tells growth from a new limit: only what the owner stated anew says anything of the firm. The figures
    themselves are not kept. `former_class` is "" where none was known.
    """

    class Cause(models.TextChoices):
        STATED = "stated", _("angka usaha")
        LIMITS = "limits", _("batas skala yang baru")

    umkm = models.ForeignKey(Umkm, models.CASCADE, related_name="sizes", verbose_name=_("UMKM"))
    size_class = models.CharField(_("skala usaha"), max_length=8, choices=SizeClass.choices)
    basis = models.CharField(_("dasar skala usaha"), max_length=8, choices=SizeBasis.choices)
    former_class = models.CharField(
        _("skala sebelumnya"), max_length=8, choices=SizeClass.choices, blank=True
    )
    former_basis = models.CharField(
        _("dasar skala sebelumnya"), max_length=8, choices=SizeBasis.choices, blank=True
    )
    cause = models.CharField(_("sebab"), max_length=8, choices=Cause.choices)
    at = models.DateTimeField(_("sejak"), default=timezone.now)

    class Meta:
        verbose_name = _("riwayat skala usaha")
        verbose_name_plural = _("riwayat skala usaha")
        ordering = ["umkm", "at", "pk"]
        indexes = [models.Index(fields=["umkm", "at", "id"], name="size_record_of_firm")]

    def __str__(self):
        return f"{self.umkm} · {self.size_class} · {self.at:%d-%m-%Y}"
