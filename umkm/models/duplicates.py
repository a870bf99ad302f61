"""Firms that may be one, and those that were made one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from umkm.models.firms import Umkm


class DuplicatePair(models.Model):
    """Two firms that look alike, until an official has said whether they are one."""

    class Certainty(models.TextChoices):
        CERTAIN = "certain", _("hampir pasti sama")
        REVIEW = "review", _("perlu diperiksa")

    class State(models.TextChoices):
        OPEN = "open", _("menunggu keputusan")
        DIFFERENT = "different", _("memang berbeda")
        MERGED = "merged", _("digabung")

    first = models.ForeignKey(Umkm, models.CASCADE, related_name="+", verbose_name=_("UMKM"))
    second = models.ForeignKey(
        Umkm, models.CASCADE, related_name="+", verbose_name=_("mungkin sama dengan")
    )
    certainty = models.CharField(_("keyakinan"), max_length=8, choices=Certainty.choices)
    #: [code, ...] of umkm.sameness
    reasons = models.JSONField(_("sebab"), default=list)
    similarity = models.DecimalField(_("kemiripan nama"), max_digits=4, decimal_places=3, default=0)
    found_at = models.DateTimeField(_("ditemukan"), default=timezone.now)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(_("diputuskan"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("diputuskan oleh"),
    )

    class Meta:
        verbose_name = _("kemungkinan ganda")
        verbose_name_plural = _("kemungkinan ganda")
        ordering = ["certainty", "-similarity", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="duplicate_pair_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "certainty"], name="duplicate_queue"),
        ]

    def __str__(self):
        return f"{self.first} ~ {self.second}"


class Merge(models.Model):
    """One firm that went up into another, with everything that moved: enough to undo it."""

    kept = models.ForeignKey(
        Umkm, models.PROTECT, related_name="+", verbose_name=_("yang dipertahankan")
    )
    merged = models.ForeignKey(
        Umkm, models.PROTECT, related_name="+", verbose_name=_("yang digabungkan")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("oleh")
    )
    at = models.DateTimeField(_("digabung"), default=timezone.now)
    note = models.TextField(_("catatan"), blank=True)
    #: See umkm.services.merging.
    plan = models.JSONField(default=dict)
    undone_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dibatalkan oleh"),
    )

    class Meta:
        verbose_name = _("penggabungan UMKM")
        verbose_name_plural = _("penggabungan UMKM")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("merged")), name="merge_two_different_firms"
            ),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="merge_only_once"
            ),
        ]

    def __str__(self):
        return f"{self.merged} → {self.kept}"
