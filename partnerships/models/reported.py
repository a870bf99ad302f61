"""Partnerships that exist already and that no office knows of, as one side reports them."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models import Company, CompanyMember, Pattern
from kemitraan.rupiah import RupiahField
from kemitraan.workflow import StatusChange
from partnerships.models.ledger import Side
from partnerships.models.mous import Mou
from umkm.models import Umkm, UmkmMember


class ReportStatus(models.TextChoices):
    REPORTED = "reported", _("dilaporkan")
    INVITED = "invited", _("menunggu pihak lain")
    ACKNOWLEDGED = "acknowledged", _("diakui kedua pihak")
    DENIED = "denied", _("tidak diakui pihak lain")
    DISMISSED = "dismissed", _("tidak ditindaklanjuti")


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Officials see all; a side what it reported, and what it was invited to acknowledge."""
        if not user.is_authenticated:
            return self.none()
        if user.is_official:
            return self
        companies = CompanyMember.objects.filter(user=user).values("company")
        firms = UmkmMember.objects.filter(user=user).values("umkm")
        seen_by_others = ~Q(status__in=[ReportStatus.REPORTED, ReportStatus.DISMISSED])
        return self.filter(
            Q(side=Side.COMPANY, company__in=companies)
            | Q(side=Side.UMKM, umkm__in=firms)
            | (seen_by_others & (Q(company__in=companies) | Q(umkm__in=firms)))
        )


class ReportedPartnership(models.Model):
    """Said by one side. The other one is a row of the portal, or free text until an officer has found or registered it."""

    side = models.CharField(_("dilaporkan pihak"), max_length=8, choices=Side.choices)
    company = models.ForeignKey(
        Company,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("perusahaan"),
    )
    umkm = models.ForeignKey(
        Umkm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("UMKM")
    )
    other_name = models.CharField(
        _("nama pihak lain"), max_length=160, help_text=_("Seperti Anda mengenalnya.")
    )
    other_contact = models.CharField(_("kontak pihak lain"), max_length=160, blank=True)
    what = models.CharField(_("tentang apa"), max_length=200)
    pattern = models.CharField(_("pola kemitraan"), max_length=24, choices=Pattern.choices)
    since = models.DateField(_("sejak"))
    until = models.DateField(_("sampai"), null=True, blank=True)
    value_rupiah = RupiahField(_("nilai (Rp)"), validators=[MinValueValidator(1)])
    status = models.CharField(
        _("status"), max_length=12, choices=ReportStatus.choices, default=ReportStatus.REPORTED
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("dilaporkan oleh"),
    )
    reported_at = models.DateTimeField(_("dilaporkan"), default=timezone.now)
    mou = models.OneToOneField(
        Mou, models.PROTECT, null=True, blank=True, related_name="report", verbose_name=_("MoU")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("laporan kemitraan")
        verbose_name_plural = _("laporan kemitraan")
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side="company", company__isnull=False)
                | Q(side="umkm", umkm__isnull=False),
                name="report_names_its_side",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["reported", "dismissed"])
                | Q(company__isnull=False, umkm__isnull=False),
                name="report_invited_names_both",
            ),
            models.CheckConstraint(
                condition=Q(status="acknowledged", mou__isnull=False)
                | (~Q(status="acknowledged") & Q(mou__isnull=True)),
                name="report_acknowledged_is_an_mou",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=models.F("since")),
                name="report_dates_in_order",
                violation_error_message=_("Tanggal berakhir harus sesudah tanggal mulai."),
            ),
            models.CheckConstraint(condition=Q(value_rupiah__gte=1), name="report_value_positive"),
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("partnerships:report", args=[self.pk])

    @property
    def reporter(self):
        return self.company if self.side == Side.COMPANY else self.umkm


class ReportStatusChange(StatusChange):
    subject = models.ForeignKey(ReportedPartnership, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
