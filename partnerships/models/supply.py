"""What the matcher must know of supply besides its rows: which firms changed, and which do not want to be matched."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from umkm.models import Umkm


class OfferChange(models.Model):
    """One changed UMKM and the transaction that changed it, written by triggers on the tables of supply.

    Rows are read by transaction: whoever has read all below the oldest transaction that was still open misses none, in
    whatever order they commit.
    """

    umkm_id = models.BigIntegerField()
    xid = models.BigIntegerField()
    at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        indexes = [models.Index(fields=["xid"], name="offer_change_xid")]

    def __str__(self):
        return f"{self.umkm_id} @ {self.xid}"


class ProfilingObjection(models.Model):
    """An UMKM that does not want to be matched by machine (UU 27/2022, article 10): only an officer may still propose it."""

    umkm = models.OneToOneField(
        Umkm, models.CASCADE, related_name="+", primary_key=True, verbose_name=_("UMKM")
    )
    at = models.DateTimeField(_("dinyatakan"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("oleh")
    )
    note = models.TextField(_("alasan"), blank=True, max_length=1000)

    class Meta:
        verbose_name = _("keberatan atas pencocokan otomatis")
        verbose_name_plural = _("keberatan atas pencocokan otomatis")

    def __str__(self):
        return str(self.umkm)
