"""What the local government gives: services, the programmes behind them, and what UMKM ask for."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.accounts.models import Office
from kemitraan.reference.models import in_reader_language
from kemitraan.rupiah import RupiahField
from kemitraan.workflow import StatusChange
from umkm.models.firms import Umkm, Wish


class FacilitationService(models.Model):
    """One thing that an office (OPD) helps with; `certificate` is the code of the CertificateKind that it leads to."""

    code = models.SlugField(_("kode"), max_length=24, primary_key=True)
    kind = models.CharField(_("jenis"), max_length=12, choices=Wish.choices)
    name_id = models.CharField(_("nama (Indonesia)"), max_length=80)
    name_en = models.CharField(_("nama (Inggris)"), max_length=80)
    description_id = models.CharField(_("uraian (Indonesia)"), max_length=300, blank=True)
    description_en = models.CharField(_("uraian (Inggris)"), max_length=300, blank=True)
    office = models.CharField(_("OPD"), max_length=12, choices=Office.choices)
    certificate = models.SlugField(_("kode sertifikat"), max_length=24, blank=True)
    answer_days = models.PositiveSmallIntegerField(
        _("dijawab dalam (hari)"), default=14, validators=[MinValueValidator(1)]
    )
    is_active = models.BooleanField(_("dibuka"), default=True)
    position = models.PositiveSmallIntegerField(_("urutan"), default=0)

    class Meta:
        verbose_name = _("layanan fasilitasi")
        verbose_name_plural = _("layanan fasilitasi")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return in_reader_language(self, "name")

    @property
    def description(self) -> str:
        return in_reader_language(self, "description")


class ProgrammeQuerySet(models.QuerySet):
    def in_force(self, day):
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day)))


class Programme(models.Model):
    """A programme with its rates between two days, and where they are written. A new rate is a new row."""

    service = models.ForeignKey(
        FacilitationService, models.PROTECT, related_name="programmes", verbose_name=_("layanan")
    )
    name = models.CharField(_("nama program"), max_length=120)
    provider = models.CharField(_("penyelenggara"), max_length=120, blank=True)
    rate_percent = models.DecimalField(
        _("bunga atau jasa per tahun (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    limit_min = RupiahField(_("plafon terendah (Rp)"), null=True, blank=True)
    limit_max = RupiahField(_("plafon tertinggi (Rp)"), null=True, blank=True)
    terms = models.TextField(_("ketentuan"), blank=True, max_length=2000)
    starts_on = models.DateField(_("berlaku mulai"))
    ends_on = models.DateField(_("berlaku sampai"), null=True, blank=True)
    source = models.CharField(_("sumber"), max_length=300)
    source_on = models.DateField(_("tanggal sumber"))

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("program dan suku bunga")
        verbose_name_plural = _("program dan suku bunga")
        ordering = ["service__position", "name", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "name", "starts_on"],
                name="programme_once_a_day",
                violation_error_message=_("Program ini sudah punya ketentuan mulai hari itu."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="programme_days_in_order",
                violation_error_message=_("Hari akhir tidak boleh sebelum hari mulai."),
            ),
            models.CheckConstraint(
                condition=Q(limit_min__isnull=True)
                | Q(limit_max__isnull=True)
                | Q(limit_max__gte=F("limit_min")),
                name="programme_limits_in_order",
                violation_error_message=_("Plafon tertinggi tidak boleh di bawah yang terendah."),
            ),
            models.CheckConstraint(
                condition=Q(rate_percent__isnull=True) | Q(rate_percent__range=(0, 100)),
                name="programme_rate_is_percent",
            ),
        ]

    def __str__(self):
        return self.name


class FacilitationQuerySet(models.QuerySet):
    def open(self):
        """What the office still owes something: an answer, or what it has taken up."""
        return self.filter(status__in=("asked", "taken_up", "answered"))

    def with_labels(self):
        return self.select_related("service", "umkm__village__district", "programme")


class FacilitationRequest(models.Model):
    """What one UMKM asks of an office. Due is the day by which it must be answered."""

    class Status(models.TextChoices):
        ASKED = "asked", _("diminta")
        TAKEN_UP = "taken_up", _("ditangani")
        ANSWERED = "answered", _("dijawab")
        DONE = "done", _("selesai")
        REFUSED = "refused", _("tidak dapat dipenuhi")
        WITHDRAWN = "withdrawn", _("dibatalkan")

    umkm = models.ForeignKey(
        Umkm, models.CASCADE, related_name="facilitations", verbose_name=_("UMKM")
    )
    service = models.ForeignKey(
        FacilitationService, models.PROTECT, related_name="+", verbose_name=_("layanan")
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("program"),
    )
    office = models.CharField(_("OPD"), max_length=12, choices=Office.choices)
    because = models.TextField(_("sebab"), blank=True, max_length=1000)
    status = models.CharField(
        _("status"), max_length=9, choices=Status.choices, default=Status.ASKED
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("diminta oleh"),
    )
    asked_at = models.DateTimeField(_("diminta"), default=timezone.now)
    due_on = models.DateField(_("dijawab paling lambat"))
    answer = models.TextField(_("jawaban"), blank=True, max_length=2000)
    answered_at = models.DateTimeField(_("dijawab"), null=True, blank=True)

    objects = FacilitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("permintaan fasilitasi")
        verbose_name_plural = _("permintaan fasilitasi")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["umkm", "service"],
                condition=Q(status__in=["asked", "taken_up", "answered"]),
                name="facilitation_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="answered") | ~Q(answer=""), name="facilitation_answer_said"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "status", "due_on"], name="facilitation_desk"),
        ]

    def __str__(self):
        return f"{self.service} · {self.umkm}"

    def is_late_on(self, day) -> bool:
        return self.status in {self.Status.ASKED, self.Status.TAKEN_UP} and self.due_on < day


class FacilitationStatusChange(StatusChange):
    subject = models.ForeignKey(FacilitationRequest, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
