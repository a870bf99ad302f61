"""Supply: an UMKM, what it makes and can deliver, and what it can prove."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.models import CertificateKind, Cluster, Kbli, Unit, Village
from kemitraan.rupiah import RupiahField
from kemitraan.verification import VerificationStatus
from kemitraan.workflow import StatusChange


class UmkmQuerySet(models.QuerySet):
    def verified(self):
        return self.filter(status=VerificationStatus.VERIFIED)

    def awaiting(self):
        """The verification desk's queue, the oldest first."""
        return self.filter(status=VerificationStatus.REGISTERED).order_by("registered_at", "pk")

    def kept_by(self, user):
        """The firms that this person owns or helps."""
        return self.filter(members__user=user)

    def visible_to(self, user):
        """Verified ones are public; the rest only for officials and their own people."""
        if user.is_authenticated and user.is_official:
            return self
        if user.is_authenticated:
            own = UmkmMember.objects.filter(user=user).values("umkm")
            return self.filter(Q(status=VerificationStatus.VERIFIED) | Q(pk__in=own))
        return self.verified()

    def with_labels(self):
        """Everything that a row of a list shows, in a constant number of queries."""
        return self.select_related("village__district", "cluster").defer("search")

    def with_offer(self, today):
        """Adds `offered`, the products on offer with their units, and `proven`, the certificates that hold today."""
        products = Product.objects.filter(is_active=True).select_related("unit", "cluster")
        certificates = Certificate.objects.valid_on(today).select_related("kind")
        return self.prefetch_related(
            models.Prefetch("products", products, to_attr="offered"),
            models.Prefetch("certificates", certificates, to_attr="proven"),
        )


class Umkm(models.Model):
    class Form(models.TextChoices):
        SINGLE = "single", _("usaha perorangan")
        KOPERASI = "koperasi", _("koperasi")
        KUB = "kub", _("kelompok usaha bersama (KUB)")
        BUMDES = "bumdes", _("BUMDes")

    name = models.CharField(_("nama usaha"), max_length=150)
    owner_name = models.CharField(_("nama pemilik"), max_length=150)
    form = models.CharField(
        _("bentuk usaha"), max_length=10, choices=Form.choices, default=Form.SINGLE
    )
    telephone = models.CharField(_("nomor WhatsApp"), max_length=20)
    nib = models.CharField(_("NIB"), max_length=13, null=True, blank=True)
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="+", verbose_name=_("klaster utama")
    )
    village = models.ForeignKey(
        Village, models.PROTECT, related_name="+", verbose_name=_("desa/kelurahan")
    )
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    description = models.TextField(_("tentang usaha"), blank=True, max_length=2000)
    women_owned = models.BooleanField(_("dimiliki perempuan"), null=True, blank=True)

    # Payment terms that the firm can live with; empty means that it has not said.
    down_payment_percent = models.PositiveSmallIntegerField(
        _("uang muka paling sedikit (%)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    payment_days = models.PositiveSmallIntegerField(
        _("tempo pembayaran paling lama (hari)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(365)],
    )
    accepts_consignment = models.BooleanField(_("menerima titip jual (konsinyasi)"), default=False)

    status = models.CharField(
        _("status"),
        max_length=12,
        choices=VerificationStatus.choices,
        default=VerificationStatus.REGISTERED,
    )
    registered_at = models.DateTimeField(_("terdaftar"), default=timezone.now)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("didaftarkan oleh"),
    )
    verified_at = models.DateTimeField(_("terverifikasi sejak"), null=True, blank=True)
    consent_at = models.DateTimeField(_("persetujuan data diberikan"))
    search = SearchVectorField(null=True, editable=False)

    objects = UmkmQuerySet.as_manager()

    class Meta:
        verbose_name = _("UMKM")
        verbose_name_plural = _("UMKM")
        ordering = ["-registered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nib"],
                name="umkm_nib_once",
                violation_error_code="unique",  # said beside the field
                violation_error_message=_("NIB ini sudah terdaftar pada UMKM lain."),
            ),
            models.UniqueConstraint(
                Lower("name"),
                "village",
                "telephone",
                name="umkm_same_firm_once",
                violation_error_message=_(
                    "Usaha dengan nama, desa, dan nomor ini sudah terdaftar."
                ),
            ),
            models.CheckConstraint(
                condition=Q(down_payment_percent__isnull=True) | Q(down_payment_percent__lte=100),
                name="umkm_down_payment_is_percent",
            ),
            models.CheckConstraint(
                condition=Q(nib__isnull=True) | Q(nib__regex=r"^[0-9]{13}$"),
                name="umkm_nib_13_digits",
            ),
            models.CheckConstraint(
                condition=~Q(status="verified") | Q(verified_at__isnull=False),
                name="umkm_verified_has_date",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="umkm_search"),
            models.Index("status", Lower("name"), "id", name="umkm_directory"),
            models.Index(fields=["status", "registered_at"], name="umkm_queue"),
            models.Index(fields=["status", "cluster"], name="umkm_by_cluster"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("umkm:detail", args=[self.pk])


class UmkmMember(models.Model):
    """Who speaks for an UMKM: the owner, and people whom the owner trusts."""

    class Role(models.TextChoices):
        OWNER = "owner", _("pemilik")
        HELPER = "helper", _("pembantu")

    umkm = models.ForeignKey(Umkm, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("akun")
    )
    role = models.CharField(_("peran"), max_length=8, choices=Role.choices, default=Role.OWNER)

    class Meta:
        verbose_name = _("pengelola UMKM")
        verbose_name_plural = _("pengelola UMKM")
        constraints = [
            models.UniqueConstraint(fields=["umkm", "user"], name="umkm_member_once"),
        ]

    def __str__(self):
        return f"{self.user} · {self.umkm}"


class Product(models.Model):
    """One thing that an UMKM makes: the unit of matching. Quantities are in `unit` a month."""

    umkm = models.ForeignKey(Umkm, models.CASCADE, related_name="products", verbose_name=_("UMKM"))
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


class CertificateQuerySet(models.QuerySet):
    def valid_on(self, day):
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=day))


class Certificate(models.Model):
    umkm = models.ForeignKey(
        Umkm, models.CASCADE, related_name="certificates", verbose_name=_("UMKM")
    )
    kind = models.ForeignKey(
        CertificateKind, models.PROTECT, related_name="+", verbose_name=_("jenis sertifikat")
    )
    number = models.CharField(_("nomor"), max_length=60)
    issuer = models.CharField(_("penerbit"), max_length=120, blank=True)
    issued_on = models.DateField(_("tanggal terbit"), null=True, blank=True)
    expires_on = models.DateField(_("berlaku sampai"), null=True, blank=True)
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


class UmkmStatusChange(StatusChange):
    subject = models.ForeignKey(Umkm, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
