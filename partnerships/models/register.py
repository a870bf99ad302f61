"""What stands in the public register of partnerships: what each party has said to it, or the rule that allows it."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models.ledger import Side
from partnerships.models.mous import Mou
from umkm.models import Umkm

#: The version of the text that parties agree to now (partnerships.wording.register.TEXTS). A changed text is a new version, and
#: nobody has agreed to it yet.
TEXT_VERSION = 1


class AnswerChannel(models.TextChoices):
    SELF = "self", _("pihak itu sendiri di portal")
    PAPER = "paper", _("petugas mencatat persetujuan tertulis")


class RegisterAnswerQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(replaced_at=None)

    def agreeing(self):
        """Those who agreed to today's text."""
        return self.in_force().filter(agrees=True, version=TEXT_VERSION)

    def refusing(self):
        return self.in_force().filter(agrees=False)


class RegisterAnswer(models.Model):
    """One party's answer to whether its name stands in the public register with this partnership. A new answer replaces the last one
    at once, and the former ones stay as proof; a member of a group answers for itself alone."""

    mou = models.ForeignKey(
        Mou, models.PROTECT, related_name="register_answers", verbose_name=_("MoU")
    )
    side = models.CharField(_("pihak"), max_length=8, choices=Side.choices)
    umkm = models.ForeignKey(
        Umkm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("UMKM")
    )
    agrees = models.BooleanField(_("setuju ditampilkan"))
    version = models.PositiveSmallIntegerField(_("versi teks"), default=TEXT_VERSION)
    channel = models.CharField(_("melalui"), max_length=8, choices=AnswerChannel.choices)
    note = models.CharField(
        _("catatan"),
        max_length=300,
        blank=True,
        help_text=_("Surat atau formulir mana, tanggal berapa, dan di mana disimpan."),
    )
    given_at = models.DateTimeField(_("dijawab"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dicatat oleh")
    )
    replaced_at = models.DateTimeField(_("diganti"), null=True, blank=True)

    objects = RegisterAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("jawaban daftar publik")
        verbose_name_plural = _("jawaban daftar publik")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mou", "side", "umkm"],
                condition=Q(replaced_at__isnull=True),
                nulls_distinct=False,
                name="register_answer_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(side=Side.UMKM, umkm__isnull=False)
                | Q(side=Side.COMPANY, umkm__isnull=True),
                name="register_answer_names_its_umkm",
            ),
            models.CheckConstraint(
                condition=Q(channel=AnswerChannel.SELF) | ~Q(note=""),
                name="register_answer_on_paper_is_noted",
            ),
        ]

    def __str__(self):
        return f"{self.mou} · {self.get_side_display()}"


class RegisterRule(models.Model):
    """The rule by which a partnership may stand in the register though a party has not answered; who named it and when."""

    mou = models.ForeignKey(
        Mou, models.PROTECT, related_name="register_rules", verbose_name=_("MoU")
    )
    basis = models.CharField(
        _("dasar hukum"),
        max_length=300,
        validators=[MinLengthValidator(10)],
        help_text=_("Peraturan, pasal, dan ayat yang membolehkan kemitraan ini diumumkan."),
    )
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("disebut oleh")
    )
    named_at = models.DateTimeField(_("disebut"), default=timezone.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dicabut oleh"),
    )
    withdrawn_at = models.DateTimeField(_("dicabut"), null=True, blank=True)

    class Meta:
        verbose_name = _("dasar daftar publik")
        verbose_name_plural = _("dasar daftar publik")
        ordering = ["named_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mou"],
                condition=Q(withdrawn_at__isnull=True),
                name="register_rule_one_in_force",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="register_rule_says_which"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="register_rule_withdrawn_by_somebody",
            ),
        ]

    def __str__(self):
        return self.basis
