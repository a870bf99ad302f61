"""What an UMKM makes and can deliver, and what it can prove."""

from datetime import timedelta
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.models import CertificateKind, Cluster, Kbli, Unit
from kemitraan.rupiah import RupiahField


class Product(models.Model):
    """One thing that an UMKM makes: the unit of matching. Quantities are in `unit` a month."""

    umkm = models.ForeignKey(
        "umkm.Umkm", models.CASCADE, related_name="products", verbose_name=_("UMKM")
    )
    name = models.CharField(_("nama produk atau jasa"), max_length=150)
    description = models.TextField(_("uraian"), blank=True, max_length=2000)
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="+", verbose_name=_("klaster")
    )
    kbli = models.ForeignKey(
        Kbli, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("KBLI")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("satuan"))
    capacity_month = models.PositiveIntegerField(_("kapasitas per bulan"), null=True, blank=True)
    committed_month = models.PositiveIntegerField(_("sudah terikat per bulan"), default=0)
    minimum_order = models.PositiveIntegerField(_("pesanan paling sedikit"), null=True, blank=True)
    lead_time_days = models.PositiveSmallIntegerField(
        _("waktu pengerjaan (hari)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(365)],
    )
    price_min = RupiahField(_("harga terendah per satuan (Rp)"), null=True, blank=True)
    price_max = RupiahField(_("harga tertinggi per satuan (Rp)"), null=True, blank=True)
    busy_months = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)]),
        default=list,
        blank=True,
        verbose_name=_("bulan penuh pesanan"),
        help_text=_("Bulan 1 sampai 12 ketika pesanan baru tidak dapat diterima."),
    )
    best_months = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)]),
        default=list,
        blank=True,
        verbose_name=_("bulan paling baik"),
        help_text=_("Bulan 1 sampai 12 ketika hasil paling banyak atau paling baik."),
    )
    is_active = models.BooleanField(_("ditawarkan"), default=True)

    class Meta:
        verbose_name = _("produk")
        verbose_name_plural = _("produk")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity_month__isnull=True)
                | Q(committed_month__lte=F("capacity_month")),
                name="product_committed_within_capacity",
                violation_error_message=_(
                    "Bagian yang sudah terikat tidak boleh melebihi kapasitas."
                ),
            ),
            models.CheckConstraint(
                condition=Q(price_min__isnull=True) | Q(price_min__gte=0),
                name="product_price_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(price_min__isnull=True)
                | Q(price_max__isnull=True)
                | Q(price_max__gte=F("price_min")),
                name="product_price_range",
                violation_error_message=_("Harga tertinggi tidak boleh di bawah harga terendah."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def free_month(self) -> int | None:
        """Units a month that are not promised yet; None while the capacity is not stated."""
        return None if self.capacity_month is None else self.capacity_month - self.committed_month


def _photo_path(photo, _name: str) -> str:
    return f"umkm/{photo.product.umkm_id}/photos/{uuid4().hex}.jpg"


class ProductPhoto(models.Model):
    """A picture of a product, made small and anew by umkm.services.photos; nothing of the file that was sent is kept."""

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="photos", verbose_name=_("produk")
    )
    image = models.ImageField(_("foto"), upload_to=_photo_path)
    width = models.PositiveSmallIntegerField(_("lebar"))
    height = models.PositiveSmallIntegerField(_("tinggi"))
    digest = models.CharField(_("sidik berkas"), max_length=64)
    added_at = models.DateTimeField(_("ditambahkan"), default=timezone.now)

    class Meta:
        verbose_name = _("foto produk")
        verbose_name_plural = _("foto produk")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "digest"], name="product_photo_once")
        ]

    def __str__(self):
        return f"{self.product} {self.pk}"


def _certificate_path(certificate, name: str) -> str:
    return f"umkm/{certificate.umkm_id}/certificates/{uuid4().hex}{PurePath(name).suffix}"


class CertificateQuerySet(models.QuerySet):
    def valid_on(self, day):
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=day))


class Certificate(models.Model):
    umkm = models.ForeignKey(
        "umkm.Umkm", models.CASCADE, related_name="certificates", verbose_name=_("UMKM")
    )
    kind = models.ForeignKey(
        CertificateKind, models.PROTECT, related_name="+", verbose_name=_("jenis sertifikat")
    )
    number = models.CharField(_("nomor"), max_length=60)
    issuer = models.CharField(_("penerbit"), max_length=120, blank=True)
    issued_on = models.DateField(_("tanggal terbit"), null=True, blank=True)
    expires_on = models.DateField(_("berlaku sampai"), null=True, blank=True)
    file = models.FileField(_("berkas"), upload_to=_certificate_path, blank=True)
    verified_at = models.DateTimeField(_("diperiksa"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("diperiksa oleh"),
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("sertifikat")
        verbose_name_plural = _("sertifikat")
        ordering = ["kind__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["umkm", "kind", "number"],
                name="certificate_once",
                violation_error_message=_("Sertifikat dengan nomor ini sudah tercatat."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("issued_on")),
                name="certificate_dates_in_order",
                violation_error_message=_("Tanggal berlaku tidak boleh sebelum tanggal terbit."),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.number}"

    def is_valid_on(self, day) -> bool:
        return self.expires_on is None or self.expires_on >= day

    def runs_out_soon_on(self, day) -> bool:
        """Still valid, and warned of."""
        ahead = timedelta(days=max(CertificateNotice.Ahead))
        return self.expires_on is not None and day <= self.expires_on <= day + ahead


class CertificateNotice(models.Model):
    """That a certificate runs out: once 60 and once 30 days ahead. Rows without `announced_at` have not been sent yet."""

    class Ahead(models.IntegerChoices):
        SIXTY = 60, _("60 hari")
        THIRTY = 30, _("30 hari")

    certificate = models.ForeignKey(
        Certificate, models.CASCADE, related_name="notices", verbose_name=_("sertifikat")
    )
    days_ahead = models.PositiveSmallIntegerField(_("sebelum berakhir"), choices=Ahead.choices)
    expires_on = models.DateField(_("berlaku sampai"))
    made_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    announced_at = models.DateTimeField(_("diberitahukan"), null=True, blank=True)

    class Meta:
        verbose_name = _("pengingat sertifikat")
        verbose_name_plural = _("pengingat sertifikat")
        ordering = ["expires_on", "pk"]
        constraints = [
            # A renewed certificate has another day, and is warned of again.
            models.UniqueConstraint(
                fields=["certificate", "expires_on", "days_ahead"], name="certificate_notice_once"
            ),
            models.CheckConstraint(
                condition=Q(days_ahead__in=[60, 30]), name="certificate_notice_days"
            ),
        ]

    def __str__(self):
        return f"{self.certificate}: {self.expires_on}"
