"""Koperasi, KUB and BUMDes: UMKM that have UMKM as members."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.workflow import StatusChange
from umkm.models.firms import Umkm


class MembershipQuerySet(models.QuerySet):
    def living(self):
        """Asked or accepted: what is not over."""
        return self.filter(status__in=(Membership.Status.ASKED, Membership.Status.ACCEPTED))

    def accepted(self):
        return self.filter(status=Membership.Status.ACCEPTED)


class Membership(models.Model):
    """That one UMKM belongs to a group. One side asks, the other accepts; an officer enters it as accepted."""

    class Status(models.TextChoices):
        ASKED = "asked", _("menunggu jawaban")
        ACCEPTED = "accepted", _("anggota")
        DECLINED = "declined", _("tidak jadi")
        ENDED = "ended", _("berakhir")

    class Side(models.TextChoices):
        GROUP = "group", _("kelompok")
        MEMBER = "member", _("anggota")

    group = models.ForeignKey(
        Umkm, models.CASCADE, related_name="memberships", verbose_name=_("kelompok")
    )
    member = models.ForeignKey(
        Umkm, models.CASCADE, related_name="groups", verbose_name=_("anggota")
    )
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.ASKED
    )
    asked_side = models.CharField(_("diminta oleh"), max_length=6, choices=Side.choices)
    asked_at = models.DateTimeField(_("diminta"), default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("keanggotaan")
        verbose_name_plural = _("keanggotaan")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"],
                condition=Q(status__in=["asked", "accepted"]),
                name="membership_once",
                violation_error_message=_("Keanggotaan ini sudah tercatat."),
            ),
            models.CheckConstraint(
                condition=~Q(group=models.F("member")),
                name="membership_of_another",
                violation_error_message=_("Kelompok tidak dapat menjadi anggotanya sendiri."),
            ),
        ]

    def __str__(self):
        return f"{self.member} · {self.group}"


class MembershipStatusChange(StatusChange):
    subject = models.ForeignKey(Membership, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
