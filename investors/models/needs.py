"""What a company needs: its text, its terms, its state."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models.companies import Company, CompanyMember
from investors.signals import need_shown_to
from kemitraan.reference.models import CertificateKind, Cluster, District, Kbli, Unit
from kemitraan.rupiah import RupiahField
from kemitraan.verification import VerificationStatus
from kemitraan.workflow import StatusChange


class Pattern(models.TextChoices):
    """The ten patterns of partnership of PP 7/2021, article 106."""

    NUCLEUS_PLASMA = "inti-plasma", _("inti-plasma")
    SUBCONTRACT = "subkontrak", _("subkontrak")
    FRANCHISE = "waralaba", _("waralaba")
    TRADE = "perdagangan-umum", _("perdagangan umum")
    DISTRIBUTION = "distribusi-keagenan", _("distribusi dan keagenan")
    SUPPLY_CHAIN = "rantai-pasok", _("rantai pasok")
    PROFIT_SHARING = "bagi-hasil", _("bagi hasil")
    JOINT_OPERATION = "kerja-sama-operasional", _("kerja sama operasional")
    JOINT_VENTURE = "usaha-patungan", _("usaha patungan")
    OUTSOURCING = "penyumberluaran", _("penyumberluaran")


class Category(models.TextChoices):
    """What kind of thing a buyer buys: the axis of demand, beside the clusters of supply."""

    MATERIAL = "material", _("bahan baku & komponen")
    FOOD = "food", _("pangan & minuman")
    UNIFORM = "uniform", _("seragam & pakaian kerja")
    MERCHANDISE = "merchandise", _("cendera mata & hampers")
    FURNITURE = "furniture", _("mebel & interior")
    TABLEWARE = "tableware", _("perlengkapan saji & dekorasi")
    SERVICES = "services", _("jasa penunjang")
    LOGISTICS = "logistics", _("angkutan & kemasan")
    EVENTS = "events", _("wisata & kegiatan")
    BUILDING = "building", _("bahan bangunan")
    OFFICE = "office", _("keperluan kantor")
    DISTRIBUTION = "distribution", _("distribusi & ritel")


class NeedStatus(models.TextChoices):
    DRAFT = "draft", _("konsep")
    OPEN = "open", _("terbuka")
    CLOSED = "closed", _("ditutup")
    EXPIRED = "expired", _("kedaluwarsa")


class CloseReason(models.TextChoices):
    FULFILLED = "fulfilled", _("sudah terpenuhi lewat portal")
    ELSEWHERE = "elsewhere", _("sudah terpenuhi di luar portal")
    CHANGED = "changed", _("kebutuhan berubah")
    NO_FIT = "no_fit", _("tidak ada pemasok yang cocok")
    OTHER = "other", _("lain-lain")


class Visibility(models.TextChoices):
    """Who else than its own company and the officials may read an open need."""

    PUBLIC = "public", _("semua orang")
    SUGGESTED = "suggested", _("hanya UMKM terverifikasi yang disarankan")
    OFFICIALS = "officials", _("hanya petugas; UMKM setelah diusulkan petugas")


#: A plan by month covers so many months.
PLAN_LEAST, PLAN_MOST = 6, 12


class NeedQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=NeedStatus.OPEN)

    def overdue(self, today):
        """Open needs whose last day has passed."""
        return self.open().filter(valid_until__lt=today)

    def of(self, user):
        """Needs of the companies that this person works for."""
        return self.filter(company__members__user=user)

    def running_out(self, today, days: int):
        """Open needs whose last day is at most so many days away."""
        last = today + timedelta(days=days)
        return self.open().filter(valid_until__gte=today, valid_until__lte=last)

    def public(self):
        """What everyone may see: open needs of verified companies that hide nothing."""
        return self.filter(_OPEN_AND_VERIFIED, visibility=Visibility.PUBLIC)

    def visible_to(self, user):
        """Officials see all, a company its own, everyone the public ones, and an UMKM those that it was shown.

        Whom a need was shown to is known where the two sides meet: `need_shown_to` asks, and each answer is a subquery.
        """
        if not user.is_authenticated:
            return self.public()
        if user.is_official:
            return self
        own = CompanyMember.objects.filter(user=user).values("company")
        shown = Q(visibility=Visibility.PUBLIC)
        for _receiver, needs in need_shown_to.send(sender=Need, user=user):
            shown |= Q(pk__in=needs)
        return self.filter(_OPEN_AND_VERIFIED & shown | Q(company__in=own))

    def with_labels(self):
        return self.select_related("company", "unit", "delivery_district").prefetch_related(
            "clusters"
        )


_OPEN_AND_VERIFIED = Q(status=NeedStatus.OPEN, company__status=VerificationStatus.VERIFIED)


class Need(models.Model):
    """What a company wants to buy month by month, with the terms on which it pays.

    `plan` is the volume of each month from that of the first delivery on. With a plan the need lasts as long as it does, and
    `volume_month` is the mean of the months that want something, rounded up: what a usual month asks. The highest month is
    `peak_month`; the matcher tells whom it is too much for.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, related_name="needs", verbose_name=_("perusahaan")
    )
    title = models.CharField(_("yang dibutuhkan"), max_length=150)
    text = models.TextField(_("uraian kebutuhan"), blank=True, max_length=4000)
    text_en = models.TextField(_("uraian dalam bahasa Inggris"), blank=True, max_length=4000)
    category = models.CharField(_("kategori"), max_length=16, choices=Category.choices)
    clusters = models.ManyToManyField(
        Cluster, blank=True, related_name="+", verbose_name=_("klaster")
    )
    kbli = models.ForeignKey(
        Kbli, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("KBLI")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("satuan"))
    volume_month = models.PositiveIntegerField(
        _("volume per bulan"), validators=[MinValueValidator(1)]
    )
    price_ceiling = RupiahField(_("harga tertinggi per satuan (Rp)"), null=True, blank=True)
    first_delivery = models.DateField(_("pengiriman pertama"))
    months = models.PositiveSmallIntegerField(
        _("lama kebutuhan (bulan)"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    plan = ArrayField(
        models.PositiveIntegerField(validators=[MaxValueValidator(2_000_000_000)]),
        default=list,
        blank=True,
        verbose_name=_("rencana per bulan"),
        help_text=_("Volume bulan demi bulan sejak pengiriman pertama, 6 sampai 12 bulan."),
    )
    required_certificates = models.ManyToManyField(
        CertificateKind, blank=True, related_name="+", verbose_name=_("sertifikat wajib")
    )
    preferred_certificates = models.ManyToManyField(
        CertificateKind, blank=True, related_name="+", verbose_name=_("sertifikat yang diutamakan")
    )
    delivery_district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kecamatan tujuan kirim"),
    )
    delivery_address = models.CharField(_("alamat tujuan kirim"), max_length=200, blank=True)
    radius_km = models.PositiveSmallIntegerField(
        _("jarak paling jauh (km)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    down_payment_percent = models.PositiveSmallIntegerField(
        _("uang muka (%)"), default=0, validators=[MaxValueValidator(100)]
    )
    payment_days = models.PositiveSmallIntegerField(
        _("tempo pembayaran (hari)"), default=30, validators=[MaxValueValidator(365)]
    )
    consignment = models.BooleanField(_("titip jual (konsinyasi)"), default=False)
    pattern = models.CharField(_("pola kemitraan"), max_length=24, choices=Pattern.choices)
    many_suppliers = models.BooleanField(_("boleh lebih dari satu pemasok"), default=True)
    coaching = models.TextField(_("pembinaan yang ditawarkan"), blank=True, max_length=1000)
    sample_needed = models.BooleanField(_("contoh diminta dahulu"), default=False)
    sample_by = models.DateField(_("contoh diterima paling lambat"), null=True, blank=True)
    visibility = models.CharField(
        _("siapa yang dapat membaca"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.PUBLIC,
    )
    valid_until = models.DateField(_("berlaku sampai"))

    revision = models.PositiveIntegerField(_("revisi"), default=1, editable=False)
    status = models.CharField(
        _("status"), max_length=8, choices=NeedStatus.choices, default=NeedStatus.DRAFT
    )
    created_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dibuat oleh")
    )

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kebutuhan")
        verbose_name_plural = _("kebutuhan")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(volume_month__gte=1), name="need_volume_at_least_one"
            ),
            models.CheckConstraint(
                condition=Q(price_ceiling__isnull=True) | Q(price_ceiling__gte=1),
                name="need_price_ceiling_positive",
                violation_error_message=_("Harga tertinggi harus lebih dari nol, atau kosong."),
            ),
            models.CheckConstraint(
                condition=Q(down_payment_percent__lte=100), name="need_down_payment_is_percent"
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=60), name="need_months_1_to_60"
            ),
            models.CheckConstraint(condition=~Q(text="") | ~Q(text_en=""), name="need_has_text"),
            models.CheckConstraint(
                condition=Q(sample_by__isnull=True) | Q(sample_needed=True),
                name="need_sample_day_has_sample",
                violation_error_message=_("Tanggal contoh hanya berlaku bila contoh diminta."),
            ),
            models.CheckConstraint(
                condition=Q(plan__len=0)
                | Q(plan__len__gte=PLAN_LEAST, plan__len__lte=PLAN_MOST, plan__len=F("months")),
                name="need_plan_as_long_as_need",
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="need_revision_from_1"),
            models.CheckConstraint(
                condition=Q(radius_km__isnull=True) | Q(delivery_district__isnull=False),
                name="need_radius_has_centre",
                violation_error_message=_(
                    "Jarak paling jauh memerlukan kecamatan tujuan kirim sebagai titik pusat."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "valid_until"], name="need_open"),
            models.Index(fields=["status", "-created_at"], name="need_newest"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("investors:need", args=[self.pk])

    def clean(self):
        if not self.text.strip() and not self.text_en.strip():
            raise ValidationError(
                {"text": _("Tulis uraian, dalam bahasa Indonesia atau bahasa Inggris.")}
            )

    @property
    def planned_months(self) -> list[tuple[date, int]]:
        """The plan as (first day of the month, volume)."""
        return [
            (month_after(self.first_delivery, step), volume)
            for step, volume in enumerate(self.plan)
        ]

    @property
    def peak_month(self) -> int:
        """Units in the month that asks most."""
        return max(self.plan, default=self.volume_month)

    @property
    def total_volume(self) -> int:
        """Units over the whole need: the plan's sum, or as much each month."""
        return sum(self.plan) if self.plan else self.volume_month * self.months

    @property
    def monthly_value(self) -> int | None:
        """Rupiah of a usual month at the ceiling; None while no ceiling is stated."""
        return None if self.price_ceiling is None else self.price_ceiling * self.volume_month

    @property
    def potential_rupiah(self) -> int | None:
        """What the need is worth over its whole length at the ceiling price: a potential, never a promise."""
        return None if self.price_ceiling is None else self.price_ceiling * self.total_volume


def month_after(day: date, months: int) -> date:
    """The first day of the month that lies so many months after that of `day`."""
    month = day.year * 12 + day.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)


def usual_month(plan: list[int]) -> int:
    """`volume_month` of a plan: the mean of the months that want something, rounded up. Raises ValueError for none."""
    wanted = [volume for volume in plan if volume]
    if not wanted:
        raise ValueError("a plan wants something in at least one month")
    return -(-sum(wanted) // len(wanted))


class NeedStatusChange(StatusChange):
    subject = models.ForeignKey(Need, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
