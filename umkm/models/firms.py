"""An UMKM, its people and the log of its states."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.models import Cluster, Village
from kemitraan.verification import VerificationStatus
from umkm.models.goods import Certificate, Product


class UmkmQuerySet(models.QuerySet):
    def verified(self):
        return self.filter(status=VerificationStatus.VERIFIED)

    def awaiting(self):
        """The verification desk's queue, the oldest first."""
        return self.filter(status=VerificationStatus.REGISTERED).order_by("registered_at", "pk")

    def kept_by(self, user):
        """The firms that this person owns or helps."""
        return self.filter(members__user=user)

    def in_area_of(self, user):
        """What an official's work is about: everything, or for staff of a kecamatan or village their own area."""
        return self.filter(village__startswith=user.area) if user.is_area_staff else self

    def visible_to(self, user):
        """Verified ones are public; the rest only for officials, their own people, and the staff of their area."""
        if user.is_authenticated and user.is_official:
            return self
        if user.is_authenticated:
            own = UmkmMember.objects.filter(user=user).values("umkm")
            seen = Q(status=VerificationStatus.VERIFIED) | Q(pk__in=own)
            if user.is_area_staff:
                seen |= Q(village__startswith=user.area)
            return self.filter(seen)
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


class Wish(models.TextChoices):
    """What an UMKM hopes for from the local government: the kinds of facilitation."""

    CAPITAL = "capital", _("modal")
    LICENCE = "licence", _("perizinan dan sertifikat")
    TRAINING = "training", _("pelatihan")
    MARKET = "market", _("akses pasar")
    MENTOR = "mentor", _("pendampingan")


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
