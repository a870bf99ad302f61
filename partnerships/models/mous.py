"""The memorandum between one company and one or many UMKM."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models import Company, CompanyMember, Need, Pattern
from kemitraan.rupiah import RupiahField
from kemitraan.workflow import StatusChange
from partnerships.models.matches import Suggestion
from umkm.models import Umkm, UmkmMember


class MouStatus(models.TextChoices):
    NEGOTIATION = "negotiation", _("temu bisnis & negosiasi")
    TRIAL = "trial", _("uji contoh")
    DRAFT = "draft", _("rancangan MoU")
    SIGNED = "signed", _("MoU ditandatangani")
    RUNNING = "running", _("kontrak berjalan")
    COMPLETED = "completed", _("selesai")
    TERMINATED = "terminated", _("dihentikan")
    CANCELLED = "cancelled", _("batal")


#: Before the signature: nothing is promised yet.
PREPARING = (MouStatus.NEGOTIATION, MouStatus.TRIAL, MouStatus.DRAFT)
#: Signed and not over.
LIVE = (MouStatus.SIGNED, MouStatus.RUNNING)
#: Signed at some time: their MoU value counts.
EVER_SIGNED = (*LIVE, MouStatus.COMPLETED, MouStatus.TERMINATED)


class EndReason(models.TextChoices):
    """Why a partnership ends before it is done (domain codes, for reports and for the matcher)."""

    CAPACITY = "capacity", _("kapasitas")
    QUALITY = "quality", _("mutu atau contoh gagal")
    CERTIFICATE = "certificate", _("sertifikat")
    PRICE = "price", _("harga")
    PAYMENT = "payment", _("pembayaran")
    LOGISTICS = "logistics", _("logistik")
    NEED_CHANGED = "need_changed", _("kebutuhan atau teknologi berubah")
    MATERIAL = "material", _("bahan baku atau pesanan minimum")
    LABOUR = "labour", _("tenaga kerja")
    COMPANY_SILENT = "company_silent", _("tidak ada tanggapan perusahaan")
    UMKM_SILENT = "umkm_silent", _("tidak ada tanggapan UMKM")
    SEASON = "season", _("musim")
    OTHER = "other", _("lain-lain")


class Scope(models.TextChoices):
    """Whose programme a figure belongs to: national drives are never mixed with the kabupaten's own."""

    REGENCY = "regency", _("kabupaten")
    PROVINCE = "province", _("provinsi")
    NATIONAL = "national", _("nasional")


class MouQuerySet(models.QuerySet):
    def preparing(self):
        return self.filter(status__in=PREPARING)

    def live(self):
        return self.filter(status__in=LIVE)

    def ever_signed(self):
        return self.filter(status__in=EVER_SIGNED)

    def past_end(self, today):
        return self.live().filter(ends_on__lt=today)

    def visible_to(self, user):
        """Officials see all, the parties their own."""
        if not user.is_authenticated:
            return self.none()
        if user.is_official:
            return self
        return self.filter(
            Q(company__in=CompanyMember.objects.filter(user=user).values("company"))
            | Q(
                pk__in=MouMember.objects.filter(
                    umkm__in=UmkmMember.objects.filter(user=user).values("umkm")
                ).values("mou")
            )
        )

    def with_labels(self):
        return self.select_related("company", "need__unit").prefetch_related("members__umkm")


class Mou(models.Model):
    """A partnership from the first meeting on. Its own amounts are the potential and the MoU's value; contracts and
    realisations stand in the ledger."""

    company = models.ForeignKey(
        Company, models.PROTECT, related_name="+", verbose_name=_("perusahaan")
    )
    need = models.ForeignKey(
        Need, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kebutuhan")
    )
    title = models.CharField(_("tentang"), max_length=200)
    number = models.CharField(_("nomor MoU"), max_length=80, null=True, blank=True, unique=True)
    pattern = models.CharField(_("pola kemitraan"), max_length=24, choices=Pattern.choices)
    scope = models.CharField(
        _("lingkup"), max_length=8, choices=Scope.choices, default=Scope.REGENCY
    )
    potential_rupiah = RupiahField(
        _("nilai potensi (Rp)"),
        help_text=_(
            "Perkiraan dari volume, lama, dan harga kebutuhan; belum dijanjikan siapa pun."
        ),
    )
    mou_rupiah = RupiahField(
        _("nilai MoU (Rp)"),
        null=True,
        blank=True,
        help_text=_("Nilai yang tertulis dalam MoU yang ditandatangani."),
    )
    signed_on = models.DateField(_("ditandatangani"), null=True, blank=True)
    starts_on = models.DateField(_("mulai berlaku"), null=True, blank=True)
    ends_on = models.DateField(_("berakhir"), null=True, blank=True)

    status = models.CharField(
        _("status"), max_length=12, choices=MouStatus.choices, default=MouStatus.NEGOTIATION
    )
    created_at = models.DateTimeField(_("dimulai"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dibuat oleh")
    )

    objects = MouQuerySet.as_manager()

    class Meta:
        verbose_name = _("MoU")
        verbose_name_plural = _("MoU")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(potential_rupiah__gte=0), name="mou_potential_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(mou_rupiah__isnull=True) | Q(mou_rupiah__gte=1),
                name="mou_value_positive",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gt=F("starts_on")),
                name="mou_dates_in_order",
                violation_error_message=_("Tanggal berakhir harus sesudah tanggal mulai."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[*PREPARING, MouStatus.CANCELLED])
                | Q(
                    number__isnull=False,
                    mou_rupiah__isnull=False,
                    signed_on__isnull=False,
                    starts_on__isnull=False,
                    ends_on__isnull=False,
                ),
                name="mou_signed_is_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "ends_on"], name="mou_by_end"),
        ]

    def __str__(self):
        return self.number or self.title

    def get_absolute_url(self):
        return reverse("partnerships:mou", args=[self.pk])


class MouMember(models.Model):
    """One UMKM's part in an MoU: its share of the volume and of the value."""

    mou = models.ForeignKey(Mou, models.CASCADE, related_name="members")
    umkm = models.ForeignKey(Umkm, models.PROTECT, related_name="+", verbose_name=_("UMKM"))
    suggestion = models.ForeignKey(
        Suggestion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saran asal"),
    )
    share_percent = models.DecimalField(
        _("bagian (%)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Bagian dari volume dan nilai; seluruh bagian harus berjumlah 100."),
    )
    is_coordinator = models.BooleanField(_("koordinator"), default=False)

    class Meta:
        verbose_name = _("UMKM peserta MoU")
        verbose_name_plural = _("UMKM peserta MoU")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mou", "umkm"], name="mou_member_once"),
            models.UniqueConstraint(
                fields=["suggestion"],
                name="mou_member_suggestion_once",
                violation_error_message=_("Saran ini sudah menjadi MoU."),
            ),
            models.UniqueConstraint(
                fields=["mou"], condition=Q(is_coordinator=True), name="mou_one_coordinator"
            ),
            models.CheckConstraint(
                condition=Q(share_percent__gt=0, share_percent__lte=100),
                name="mou_member_share_is_percent",
            ),
        ]

    def __str__(self):
        return f"{self.umkm} · {self.share_percent}%"


class MouStatusChange(StatusChange):
    subject = models.ForeignKey(Mou, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
