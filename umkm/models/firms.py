"""An UMKM, its people and the log of its states."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.models import Cluster, SizeClass, Village
from kemitraan.rupiah import RupiahField
from kemitraan.verification import VerificationStatus
from umkm.models.goods import Certificate, Product


class UmkmQuerySet(models.QuerySet):
    def verified(self):
        return self.filter(status=VerificationStatus.VERIFIED)

    def listed(self):
        """Verified, and its owner lets it be shown to everybody."""
        return self.verified().filter(is_listed=True)

    def awaiting(self):
        """The verification desk's queue, the oldest first."""
        return self.filter(status=VerificationStatus.REGISTERED).order_by("registered_at", "pk")

    def kept_by(self, user):
        """The firms that this person owns or helps."""
        return self.filter(members__user=user)

    def in_area_of(self, user):
        """What an official's work is about: everything, or for staff of a kecamatan or village their own area."""
        return self.filter(village__code__startswith=user.area) if user.is_area_staff else self

    def visible_to(self, user):
        """Verified ones are public; the rest only for officials, their own people, and the staff of their area."""
        if user.is_authenticated and user.is_official:
            return self
        if user.is_authenticated:
            own = UmkmMember.objects.filter(user=user).values("umkm")
            seen = Q(status=VerificationStatus.VERIFIED, is_listed=True) | Q(pk__in=own)
            if user.is_area_staff:
                seen |= Q(village__code__startswith=user.area)
            return self.filter(seen)
        return self.listed()

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


class Wish(models.TextChoices):
    """What an UMKM hopes for from the local government: the kinds of facilitation."""

    CAPITAL = "capital", _("modal")
    LICENCE = "licence", _("perizinan dan sertifikat")
    TRAINING = "training", _("pelatihan")
    MARKET = "market", _("akses pasar")
    MENTOR = "mentor", _("pendampingan")


class SizeBasis(models.TextChoices):
    """What the class was read from: PP 7/2021 article 35 asks new firms for capital, existing ones for sales."""

    CAPITAL = "capital", _("modal usaha")
    SALES = "sales", _("hasil penjualan tahunan")


class PublicField(models.TextChoices):
    """What an owner may show to everybody, or not. Sealed numbers and figures of size are never among them."""

    OWNER_NAME = "owner_name", _("nama pemilik")
    TELEPHONE = "telephone", _("nomor WhatsApp")
    ADDRESS = "address", _("alamat")
    NIB = "nib", _("NIB")
    DESCRIPTION = "description", _("tentang usaha")
    PRICES = "prices", _("harga produk")
    CAPACITY = "capacity", _("kapasitas dan pesanan paling sedikit")
    TERMS = "terms", _("syarat pembayaran")
    CERTIFICATES = "certificates", _("sertifikat")


def default_public_fields() -> list[str]:
    """What buyers look for and nobody is found by: no person, number or address."""
    shown = PublicField.DESCRIPTION, PublicField.PRICES, PublicField.CAPACITY
    return [str(field) for field in (*shown, PublicField.TERMS, PublicField.CERTIFICATES)]


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
    workers_men = models.PositiveSmallIntegerField(_("pekerja laki-laki"), null=True, blank=True)
    workers_women = models.PositiveSmallIntegerField(_("pekerja perempuan"), null=True, blank=True)
    workers_disabled = models.PositiveSmallIntegerField(
        _("di antaranya penyandang disabilitas"), null=True, blank=True
    )
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

    # Size: the figures are the owner's, the class is computed from them by umkm.services.size and never typed.
    capital_rupiah = RupiahField(
        _("modal usaha (Rp)"),
        null=True,
        blank=True,
        help_text=_("Tanpa tanah dan bangunan tempat usaha."),
    )
    yearly_sales_rupiah = RupiahField(_("hasil penjualan setahun (Rp)"), null=True, blank=True)
    size_class = models.CharField(
        _("skala usaha"), max_length=8, choices=SizeClass.choices, blank=True, editable=False
    )
    size_basis = models.CharField(
        _("dasar skala usaha"),
        max_length=8,
        choices=SizeBasis.choices,
        blank=True,
        editable=False,
    )
    size_disagrees = models.BooleanField(
        _("modal dan penjualan menunjuk skala berbeda"), default=False, editable=False
    )

    wishes = ArrayField(
        models.CharField(max_length=12, choices=Wish.choices),
        default=list,
        blank=True,
        verbose_name=_("yang diharapkan"),
    )
    wish_note = models.TextField(_("keterangan harapan"), blank=True, max_length=1000)

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
    # What the owner lets be seen and done (umkm.services.personal); the purposes follow the consents.
    public_fields = ArrayField(
        models.CharField(max_length=16, choices=PublicField.choices),
        default=default_public_fields,
        blank=True,
        verbose_name=_("tampil untuk umum"),
    )
    is_listed = models.BooleanField(_("tampil di direktori"), default=True, editable=False)
    is_matched = models.BooleanField(_("ikut dicocokkan"), default=True, editable=False)
    erased_at = models.DateTimeField(_("data pribadi dihapus"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("digabung ke"),
    )
    #: The firm's words and terms, written by umkm.services.search; the directory searches a copy (DirectoryEntry.terms).
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
                condition=Q(workers_disabled__isnull=True)
                | Q(
                    workers_disabled__lte=Coalesce("workers_men", 0) + Coalesce("workers_women", 0)
                ),
                name="umkm_disabled_among_workers",
                violation_error_message=_(
                    "Pekerja penyandang disabilitas tidak boleh melebihi jumlah pekerja."
                ),
            ),
            models.CheckConstraint(
                condition=Q(nib__isnull=True) | Q(nib__regex=r"^[0-9]{13}$"),
                name="umkm_nib_13_digits",
            ),
            models.CheckConstraint(
                condition=~Q(status="verified") | Q(verified_at__isnull=False),
                name="umkm_verified_has_date",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, erased_at__isnull=True)
                | Q(status="suspended"),
                name="umkm_gone_is_suspended",
            ),
            models.CheckConstraint(
                condition=(Q(capital_rupiah__isnull=True) | Q(capital_rupiah__gte=0))
                & (Q(yearly_sales_rupiah__isnull=True) | Q(yearly_sales_rupiah__gte=0)),
                name="umkm_size_figures_not_negative",
                violation_error_message=_("Modal dan penjualan tidak boleh di bawah nol."),
            ),
        ]
        indexes = [
            models.Index("status", Lower("name"), "id", name="umkm_directory"),
            models.Index(fields=["status", "registered_at"], name="umkm_queue"),
            models.Index(fields=["status", "cluster"], name="umkm_by_cluster"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("umkm:detail", args=[self.pk])

    @property
    def is_public(self) -> bool:
        """Everybody finds it in the directory: what `listed` filters by."""
        return self.is_listed and self.status == VerificationStatus.VERIFIED

    @property
    def is_group(self) -> bool:
        """A koperasi, KUB or BUMDes: a party that has members."""
        return self.form != self.Form.SINGLE


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
