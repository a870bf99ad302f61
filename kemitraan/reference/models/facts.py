"""What the kabupaten is made of and speaks in: places, clusters, KBLI, certificates, units. Loaded from data files."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.codes import DISTRICT_CODE, KBLI_CODE, REGENCY_CODE, VILLAGE_CODE
from kemitraan.rupiah import RupiahField


class IncompatibleUnits(ValueError):
    """Two units measure different things: a kodi is never a litre."""


def in_reader_language(row, field: str) -> str:
    """The Indonesian or English half of a pair of columns, by the active language."""
    return getattr(row, f"{field}_{reader_language()}")


def reader_language() -> str:
    """ "id" or "en": the end of the column's name in which the reader is spoken to."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def place_label(village: str, district: str) -> str:
    """ "Melikan, Kec. Wedi", of their names."""
    return f"{village}, Kec. {district}"


class Point(models.Model):
    """A place on the map, WGS 84 degrees."""

    lat = models.DecimalField(
        _("lintang"),
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    lng = models.DecimalField(
        _("bujur"),
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    class Meta:
        abstract = True


_ON_EARTH = Q(lat__gte=-90, lat__lte=90, lng__gte=-180, lng__lte=180)


class Regency(Point):
    """A kabupaten by its Kemendagri code ("33.10")."""

    code = models.CharField(_("kode Kemendagri"), max_length=5, primary_key=True)
    name = models.CharField(_("nama"), max_length=60)
    full_name = models.CharField(_("nama lengkap"), max_length=80)
    province = models.CharField(_("provinsi"), max_length=60)

    class Meta:
        verbose_name = _("kabupaten")
        verbose_name_plural = _("kabupaten")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=REGENCY_CODE), name="regency_code_shape"
            ),
            models.CheckConstraint(condition=_ON_EARTH, name="regency_on_earth"),
        ]

    def __str__(self):
        return self.full_name


class DistrictQuerySet(models.QuerySet):
    def in_regency(self, code):
        return self.filter(regency=code)


class District(Point):
    """A kecamatan ("33.10.03")."""

    code = models.CharField(_("kode Kemendagri"), max_length=8, primary_key=True)
    name = models.CharField(_("nama"), max_length=60)
    regency = models.ForeignKey(
        Regency, models.PROTECT, related_name="districts", verbose_name=_("kabupaten")
    )

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("kecamatan")
        verbose_name_plural = _("kecamatan")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=DISTRICT_CODE), name="district_code_shape"
            ),
            models.CheckConstraint(condition=_ON_EARTH, name="district_on_earth"),
        ]

    def __str__(self):
        return self.name


class VillageQuerySet(models.QuerySet):
    def in_regency(self, code):
        return self.filter(district__regency=code)

    def named_like(self, text: str):
        """Villages whose name holds these letters, those that begin with them first."""
        text = text.strip()
        begins = models.Case(models.When(name__istartswith=text, then=0), default=1)
        return self.filter(name__icontains=text).order_by(begins, "name", "code")


class Village(Point):
    """A desa or kelurahan ("33.10.03.2006"). Names repeat, so people always see the kecamatan beside it."""

    code = models.CharField(_("kode Kemendagri"), max_length=13, primary_key=True)
    name = models.CharField(_("nama"), max_length=60)
    district = models.ForeignKey(
        District, models.PROTECT, related_name="villages", verbose_name=_("kecamatan")
    )

    objects = VillageQuerySet.as_manager()

    class Meta:
        verbose_name = _("desa/kelurahan")
        verbose_name_plural = _("desa/kelurahan")
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=VILLAGE_CODE), name="village_code_shape"
            ),
            models.CheckConstraint(condition=_ON_EARTH, name="village_on_earth"),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """ "Melikan, Kec. Wedi"; needs `district` loaded."""
        return place_label(self.name, self.district.name)


class ClusterQuerySet(models.QuerySet):
    def inside(self):
        """The kabupaten's own clusters, without the bucket for what lies outside them."""
        return self.filter(is_outside=False)


class Cluster(models.Model):
    """A klaster as the kabupaten names it; `is_outside` marks the bucket of real demand outside all clusters."""

    code = models.SlugField(_("kode"), max_length=24, primary_key=True)
    name_id = models.CharField(_("nama (Indonesia)"), max_length=60)
    name_en = models.CharField(_("nama (Inggris)"), max_length=60)
    description_id = models.CharField(_("uraian (Indonesia)"), max_length=200)
    description_en = models.CharField(_("uraian (Inggris)"), max_length=200)
    is_outside = models.BooleanField(_("di luar klaster"), default=False)
    served_by = models.CharField(
        _("OPD pengampu"),
        max_length=80,
        default="Dinas Koperasi UKM",
        help_text=_("Dinas teknis yang membina UMKM klaster ini; nilai menurut OPD mengikutinya."),
    )
    position = models.PositiveSmallIntegerField(_("urutan"))

    objects = ClusterQuerySet.as_manager()

    class Meta:
        verbose_name = _("klaster")
        verbose_name_plural = _("klaster")
        ordering = ["position"]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return in_reader_language(self, "name")

    @property
    def description(self) -> str:
        return in_reader_language(self, "description")


class KbliQuerySet(models.QuerySet):
    def of_suppliers(self) -> "KbliQuerySet":
        """Codes of a cluster: what an UMKM does. The others are trades of those who buy."""
        return self.filter(Exists(KbliCluster.objects.filter(kbli=OuterRef("pk"))))


class Kbli(models.Model):
    """A KBLI code within its version: the same five digits may mean another activity in the other one."""

    version = models.CharField(
        _("versi"), max_length=4, choices=[("2020", "KBLI 2020"), ("2025", "KBLI 2025")]
    )
    code = models.CharField(_("kode"), max_length=5)
    title = models.CharField(_("judul"), max_length=200)
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="predecessors",
        verbose_name=_("kode di versi berikutnya"),
    )
    clusters = models.ManyToManyField(
        Cluster, through="KbliCluster", related_name="+", verbose_name=_("klaster")
    )

    objects = KbliQuerySet.as_manager()

    class Meta:
        verbose_name = _("KBLI")
        verbose_name_plural = _("KBLI")
        ordering = ["version", "code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="kbli_once_a_version"),
            models.CheckConstraint(condition=Q(code__regex=KBLI_CODE), name="kbli_code_5_digits"),
        ]

    def __str__(self):
        return f"{self.code} ({self.version}) {self.title}"


class KbliCluster(models.Model):
    """Which KBLI belongs to which cluster, as its core or beside it."""

    class Part(models.TextChoices):
        CORE = "core", _("utama")
        RELATED = "related", _("terkait")

    kbli = models.ForeignKey(Kbli, models.CASCADE, related_name="+")
    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="kbli_codes")
    part = models.CharField(_("peran"), max_length=8, choices=Part.choices)

    class Meta:
        verbose_name = _("KBLI klaster")
        verbose_name_plural = _("KBLI klaster")
        constraints = [
            models.UniqueConstraint(fields=["kbli", "cluster"], name="kbli_cluster_once"),
        ]

    def __str__(self):
        return f"{self.cluster_id} · {self.kbli}"


class CertificateKind(models.Model):
    """What an UMKM can prove, who issues it, and which office (OPD) helps to get it."""

    code = models.SlugField(_("kode"), max_length=24, primary_key=True)
    name_id = models.CharField(_("nama (Indonesia)"), max_length=80)
    name_en = models.CharField(_("nama (Inggris)"), max_length=80)
    issuer = models.CharField(_("penerbit"), max_length=80)
    served_by = models.CharField(_("dinas yang membantu"), max_length=80)
    validity_years = models.PositiveSmallIntegerField(
        _("masa berlaku (tahun)"), null=True, blank=True
    )
    clusters = models.ManyToManyField(
        Cluster,
        blank=True,
        related_name="+",
        verbose_name=_("klaster"),
        help_text=_("Kosong: untuk semua klaster."),
    )
    position = models.PositiveSmallIntegerField(_("urutan"))

    class Meta:
        verbose_name = _("jenis sertifikat")
        verbose_name_plural = _("jenis sertifikat")
        ordering = ["position"]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return in_reader_language(self, "name")


class Unit(models.Model):
    """A unit of quantity; `factor` of the base unit make one of it (a kodi is 20 potong)."""

    code = models.SlugField(_("kode"), max_length=24, primary_key=True)
    name_id = models.CharField(_("nama (Indonesia)"), max_length=40)
    name_en = models.CharField(_("nama (Inggris)"), max_length=40)
    base = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("satuan dasar"),
    )
    factor = models.DecimalField(
        _("isi dalam satuan dasar"), max_digits=12, decimal_places=6, default=Decimal(1)
    )
    position = models.PositiveSmallIntegerField(_("urutan"))

    class Meta:
        verbose_name = _("satuan")
        verbose_name_plural = _("satuan")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(factor__gt=0), name="unit_factor_positive"),
            models.CheckConstraint(
                condition=Q(base__isnull=False) | Q(factor=1), name="unit_base_is_one"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return in_reader_language(self, "name")

    @property
    def base_code(self) -> str:
        return self.base_id or self.code

    def to_base(self, quantity: Decimal | int) -> Decimal:
        """The same quantity in base units: 3 kodi are 60 potong."""
        return Decimal(quantity) * Decimal(self.factor)

    def convert(self, quantity: Decimal | int, other: "Unit") -> Decimal:
        """The same quantity in `other`. Raises IncompatibleUnits."""
        if self.base_code != other.base_code:
            raise IncompatibleUnits(
                f"{self.code} is counted in {self.base_code}, {other.code} in {other.base_code}."
            )
        return self.to_base(quantity) / Decimal(other.factor)


class SizeClass(models.TextChoices):
    """PP 7/2021 article 35; above "menengah" a firm is no UMKM."""

    MICRO = "micro", _("usaha mikro")
    SMALL = "small", _("usaha kecil")
    MEDIUM = "medium", _("usaha menengah")
    LARGE = "large", _("usaha besar")


class SizeThreshold(models.Model):
    """Up to how much capital or yearly sales a firm belongs to a class, from a day on. The largest class has no end."""

    size_class = models.CharField(
        _("skala usaha"),
        max_length=8,
        choices=[choice for choice in SizeClass.choices if choice[0] != SizeClass.LARGE],
    )
    capital_max = RupiahField(
        _("modal usaha paling banyak (Rp)"), help_text=_("Tanpa tanah dan bangunan tempat usaha.")
    )
    sales_max = RupiahField(_("hasil penjualan tahunan paling banyak (Rp)"))
    effective_from = models.DateField(_("berlaku sejak"))
    source = models.CharField(_("dasar hukum"), max_length=200)

    class Meta:
        verbose_name = _("batas skala usaha")
        verbose_name_plural = _("batas skala usaha")
        ordering = ["-effective_from", "capital_max"]
        constraints = [
            models.UniqueConstraint(
                fields=["size_class", "effective_from"],
                name="size_threshold_once_a_day",
                violation_error_message=_("Batas untuk skala ini pada tanggal itu sudah ada."),
            ),
            models.CheckConstraint(
                condition=Q(capital_max__gte=1, sales_max__gte=1), name="size_threshold_positive"
            ),
        ]

    def __str__(self):
        return f"{self.get_size_class_display()} · {self.effective_from:%d-%m-%Y}"
