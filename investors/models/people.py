"""How somebody comes to act for a company, and what became of each."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models.companies import Company, CompanyMember


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor withdrawn; those that have run out can be sent again."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """A link for one person, once, until a day. Only the digest of its token is kept: who reads the table cannot use it."""

    class State(models.TextChoices):
        OPEN = "open", _("menunggu")
        EXPIRED = "expired", _("kedaluwarsa")
        ACCEPTED = "accepted", _("diterima")
        WITHDRAWN = "withdrawn", _("ditarik")

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="invitations", verbose_name=_("perusahaan")
    )
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("peran"), max_length=8, choices=CompanyMember.Role.choices)
    language = models.CharField(_("bahasa"), max_length=8, default="id")
    digest = models.CharField(_("sidik kunci"), max_length=64, unique=True, editable=False)
    sendings = models.PositiveSmallIntegerField(_("dikirim (kali)"), default=1)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("diundang oleh")
    )
    invited_at = models.DateTimeField(_("diundang"), default=timezone.now)
    expires_at = models.DateTimeField(_("berlaku sampai"))
    accepted_at = models.DateTimeField(_("diterima"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("diterima oleh"),
    )
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("undangan perusahaan")
        verbose_name_plural = _("undangan perusahaan")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "company",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_one_end"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="invitation_ends_later"
            ),
        ]

    def __str__(self):
        return f"{self.email} · {self.company}"

    def state_at(self, now) -> str:
        """A code of State."""
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        return self.State.OPEN if now < self.expires_at else self.State.EXPIRED


class MemberChange(models.Model):
    """Who changed whose right to act for a company, and when: rows are written, never changed."""

    class Verb(models.TextChoices):
        INVITED = "invited", _("diundang")
        RESENT = "resent", _("diundang sekali lagi")
        WITHDRAWN = "withdrawn", _("undangan ditarik")
        JOINED = "joined", _("bergabung")
        ROLE = "role", _("peran diganti")
        REMOVED = "removed", _("dikeluarkan")
        LEFT = "left", _("keluar sendiri")
        HANDED_OVER = "handed_over", _("ditetapkan petugas")

    company = models.ForeignKey(Company, models.CASCADE, related_name="member_changes")
    at = models.DateTimeField(_("waktu"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("pelaku")
    )
    verb = models.CharField(_("tindakan"), max_length=12, choices=Verb.choices)
    person = models.CharField(_("orang"), max_length=254)
    role = models.CharField(_("peran"), max_length=8, choices=CompanyMember.Role.choices)
    note = models.CharField(_("catatan"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("perubahan orang")
        verbose_name_plural = _("riwayat orang")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.person}: {self.get_verb_display()}"
