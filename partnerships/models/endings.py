"""How partnerships end or nearly do: what both sides say of one that is over, and disputes."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.workflow import StatusChange
from partnerships.models.ledger import Side
from partnerships.models.mous import Mou
from umkm.models import Umkm


class Evaluation(models.Model):
    """What one party says of a partnership at its end, once."""

    mou = models.ForeignKey(Mou, models.PROTECT, related_name="evaluations", verbose_name=_("MoU"))
    side = models.CharField(_("pihak"), max_length=8, choices=Side.choices)
    umkm = models.ForeignKey(
        Umkm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("UMKM")
    )
    rating = models.PositiveSmallIntegerField(
        _("nilai (1–5)"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    goes_on = models.BooleanField(_("ingin bermitra lagi"))
    note = models.TextField(_("catatan"), max_length=2000, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ditulis oleh")
    )
    written_at = models.DateTimeField(_("ditulis"), default=timezone.now)

    class Meta:
        verbose_name = _("evaluasi kemitraan")
        verbose_name_plural = _("evaluasi kemitraan")
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mou", "side", "umkm"],
                nulls_distinct=False,
                name="evaluation_once",
                violation_error_message=_("Evaluasi dari pihak ini sudah ada."),
            ),
            models.CheckConstraint(
                condition=Q(side="umkm", umkm__isnull=False) | Q(side="company", umkm__isnull=True),
                name="evaluation_names_its_umkm",
            ),
            models.CheckConstraint(
                condition=Q(rating__gte=1, rating__lte=5), name="evaluation_from_1_to_5"
            ),
        ]

    def __str__(self):
        return f"{self.get_side_display()}: {self.rating}/5"


class DisputeStatus(models.TextChoices):
    OPENED = "opened", _("sengketa dibuka")
    MEDIATION = "mediation", _("mediasi")
    RESOLVED = "resolved", _("sengketa selesai")
    HANDED_OVER = "handed_over", _("diserahkan ke KPPU")


class Dispute(models.Model):
    """A quarrel about a signed partnership: what happened, and what was done about it (the log)."""

    mou = models.ForeignKey(Mou, models.PROTECT, related_name="disputes", verbose_name=_("MoU"))
    chronology = models.TextField(_("kronologi"), max_length=6000)
    side = models.CharField(_("diajukan pihak"), max_length=8, choices=Side.choices, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("diajukan oleh")
    )
    opened_at = models.DateTimeField(_("diajukan"), default=timezone.now)
    status = models.CharField(
        _("status"), max_length=12, choices=DisputeStatus.choices, default=DisputeStatus.OPENED
    )

    class Meta:
        verbose_name = _("sengketa")
        verbose_name_plural = _("sengketa")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mou"],
                condition=~Q(status="resolved"),
                name="dispute_one_at_a_time",
                violation_error_message=_("Sengketa atas MoU ini sudah dibuka."),
            ),
        ]

    def __str__(self):
        return str(_("sengketa %(mou)s") % {"mou": self.mou})

    def get_absolute_url(self):
        return reverse("partnerships:mou", args=[self.mou_id]) + "#sengketa"


class DisputeStatusChange(StatusChange):
    subject = models.ForeignKey(Dispute, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
