"""Links by which somebody without an account looks at a supplier, until a day."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from umkm.models.firms import PublicField, Umkm


class ShareLinkQuerySet(models.QuerySet):
    def in_force(self, now):
        return self.filter(withdrawn_at=None, ends_at__gt=now)


class ShareLink(models.Model):
    """A way to one profile. The token itself is known only to whoever got it: here stands its fingerprint (SHA-256)."""

    umkm = models.ForeignKey(
        Umkm, models.CASCADE, related_name="share_links", verbose_name=_("UMKM")
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    by_owner = models.BooleanField(_("dibagikan pemilik"), default=False)
    shown = ArrayField(
        models.CharField(max_length=16, choices=PublicField.choices),
        default=list,
        blank=True,
        verbose_name=_("yang ditampilkan"),
        help_text=_("Pilihan pemilik; tautan orang lain hanya menampilkan yang tampil untuk umum."),
    )
    purpose = models.CharField(_("untuk siapa atau apa"), max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dibagikan oleh")
    )
    made_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    ends_at = models.DateTimeField(_("berakhir"))
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True, blank=True)
    looks = models.PositiveIntegerField(_("dibuka"), default=0)
    last_look_at = models.DateTimeField(_("terakhir dibuka"), null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("tautan berbagi")
        verbose_name_plural = _("tautan berbagi")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at")), name="share_link_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(by_owner=True) | Q(shown=[]), name="share_link_choice_is_the_owners"
            ),
        ]
        indexes = [models.Index(fields=["made_by", "-made_at"], name="share_link_of_person")]

    def __str__(self):
        return f"{self.umkm} · {self.last_day:%d-%m-%Y}"

    @property
    def last_day(self) -> date:
        """The day through which it opens."""
        return timezone.localdate(self.ends_at - timedelta(seconds=1))

    def is_in_force(self, now) -> bool:
        return self.withdrawn_at is None and now < self.ends_at
