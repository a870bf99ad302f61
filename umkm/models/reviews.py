"""What officials did about an UMKM: its states, remarks by field, and many of them verified at once."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.verification import FieldRemarkRow, Method
from kemitraan.workflow import StatusChange
from umkm.models.firms import Umkm


class RejectReason(models.TextChoices):
    CLOSED = "closed", _("usaha sudah tidak berjalan")
    NOT_FOUND = "not_found", _("usaha tidak ditemukan")
    DUPLICATE = "duplicate", _("sudah terdaftar")
    NOT_OWNER = "not_owner", _("pendaftar bukan pemilik")
    ELSEWHERE = "elsewhere", _("usaha di luar kabupaten")
    TOO_LARGE = "too_large", _("bukan usaha mikro, kecil, atau menengah")
    FALSE_DATA = "false_data", _("data tidak benar")
    OTHER = "other", _("sebab lain")


class UmkmStatusChange(StatusChange):
    subject = models.ForeignKey(Umkm, models.CASCADE, related_name="changes")
    method = models.CharField(
        _("cara memeriksa"), max_length=10, choices=Method.choices, blank=True
    )

    class Meta(StatusChange.Meta):
        abstract = False


class Remark(FieldRemarkRow):
    """`field` is a field of Umkm, "products" or "certificates"; `row` the key of the product or certificate that is meant."""

    umkm = models.ForeignKey(Umkm, models.CASCADE, related_name="remarks", verbose_name=_("UMKM"))
    change = models.ForeignKey(UmkmStatusChange, models.CASCADE, related_name="remarks")

    class Meta(FieldRemarkRow.Meta):
        indexes = [
            models.Index(fields=["umkm"], name="remark_open", condition=Q(settled_at__isnull=True))
        ]


class BulkReview(models.Model):
    """The ledger row of one verification of a list: what was asked, how far it has come, what became of each row."""

    class State(models.TextChoices):
        QUEUED = "queued", _("antre")
        RUNNING = "running", _("berjalan")
        DONE = "done", _("selesai")
        FAILED = "failed", _("gagal")

    state = models.CharField(
        _("keadaan"), max_length=8, choices=State.choices, default=State.QUEUED
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("diminta oleh")
    )
    asked_at = models.DateTimeField(_("diminta"), default=timezone.now)
    started_at = models.DateTimeField(_("mulai"), null=True, blank=True)
    finished_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    method = models.CharField(_("cara memeriksa"), max_length=10, choices=Method.choices)
    note = models.TextField(_("catatan"), blank=True, max_length=2000)
    total = models.PositiveIntegerField(_("jumlah UMKM"), default=0)
    done = models.PositiveIntegerField(_("sudah diperiksa"), default=0)
    verified = models.PositiveIntegerField(_("terverifikasi"), default=0)
    failure = models.TextField(_("kegagalan"), blank=True)

    class Meta:
        verbose_name = _("verifikasi massal")
        verbose_name_plural = _("verifikasi massal")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=F("total"), verified__lte=F("done")),
                name="bulk_review_counts_in_order",
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def skipped(self) -> int:
        return self.done - self.verified

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


class BulkReviewRow(models.Model):
    """One UMKM of a list; `outcome` empty: not looked at yet."""

    class Outcome(models.TextChoices):
        VERIFIED = "verified", _("terverifikasi")
        SKIPPED = "skipped", _("dilewati")

    review = models.ForeignKey(
        BulkReview, models.CASCADE, related_name="rows", verbose_name=_("verifikasi massal")
    )
    umkm = models.ForeignKey(Umkm, models.CASCADE, related_name="+", verbose_name=_("UMKM"))
    outcome = models.CharField(_("hasil"), max_length=8, choices=Outcome.choices, blank=True)
    reason = models.CharField(_("sebab"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("hasil verifikasi massal")
        verbose_name_plural = _("hasil verifikasi massal")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "umkm"], name="bulk_review_row_once")
        ]
        indexes = [
            models.Index(fields=["review"], name="bulk_review_left", condition=Q(outcome=""))
        ]

    def __str__(self):
        return str(self.umkm)
