"""The ledger: what was contracted and what was really delivered and paid, entered by one side and confirmed by the other."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.rupiah import RupiahField
from kemitraan.workflow import StatusChange
from partnerships import quarters
from partnerships.models.mous import Mou
from partnerships.models.papers import Paper
from umkm.models import Umkm


class EntryStatus(models.TextChoices):
    ENTERED = "entered", _("menunggu konfirmasi pihak lain")
    CONFIRMED = "confirmed", _("dikonfirmasi kedua pihak")
    DISPUTED = "disputed", _("dipersoalkan")


class Side(models.TextChoices):
    COMPANY = "company", _("perusahaan")
    UMKM = "umkm", _("UMKM")


class Source(models.TextChoices):
    """What an entry rests on."""

    DOCUMENT = "document", _("kontrak atau PO")
    INVOICE = "invoice", _("faktur atau surat jalan")
    PAYMENT = "payment", _("bukti bayar")
    LETTER = "letter", _("surat atau laporan tertulis")
    VISIT = "visit", _("kunjungan petugas")


class EntryQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(status=EntryStatus.CONFIRMED)

    def unconfirmed(self):
        return self.exclude(status=EntryStatus.CONFIRMED)

    def disputed(self):
        return self.filter(status=EntryStatus.DISPUTED)


class Entry(models.Model):
    """What every entry of the ledger has: an amount, what it rests on, who entered it and for which side, and who of the other
    side confirmed it. While it is disputed, `claimed_rupiah` is what the other side says: both stand, neither counts."""

    value_rupiah = RupiahField(_("nilai (Rp)"), validators=[MinValueValidator(1)])
    document = models.CharField(
        _("nomor dokumen"), max_length=120, help_text=_("Kontrak, PO, faktur, atau bukti bayar.")
    )
    source = models.CharField(
        _("sumber"), max_length=10, choices=Source.choices, default=Source.DOCUMENT
    )
    paper = models.ForeignKey(
        Paper,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("berkas"),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dicatat oleh")
    )
    entered_side = models.CharField(_("dicatat dari pihak"), max_length=8, choices=Side.choices)
    entered_at = models.DateTimeField(_("dicatat"), default=timezone.now)
    status = models.CharField(
        _("status"), max_length=10, choices=EntryStatus.choices, default=EntryStatus.ENTERED
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dikonfirmasi oleh"),
    )
    confirmed_at = models.DateTimeField(_("dikonfirmasi"), null=True, blank=True)
    claimed_rupiah = RupiahField(_("nilai menurut pihak lain (Rp)"), null=True, blank=True)
    #: The volume that goes with it stands in Realisation; a contract has none.
    claimed_volume = None
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dipersoalkan oleh"),
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True


def _of_its_state(name: str) -> list[models.CheckConstraint]:
    """A confirmation belongs to a confirmed entry, another figure to a disputed one."""
    return [
        models.CheckConstraint(
            condition=Q(status=EntryStatus.CONFIRMED)
            | Q(confirmed_by__isnull=True, confirmed_at__isnull=True),
            name=f"{name}_confirmation_of_confirmed",
        ),
        models.CheckConstraint(
            condition=Q(status=EntryStatus.DISPUTED)
            | Q(claimed_by__isnull=True, claimed_rupiah__isnull=True),
            name=f"{name}_claim_of_disputed",
        ),
    ]


class Contract(Entry):
    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("Kesepakatan Kemitraan Usaha")
        ORDER = "order", _("pesanan pembelian (PO)")

    mou = models.ForeignKey(Mou, models.PROTECT, related_name="contracts", verbose_name=_("MoU"))
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices, default=Kind.AGREEMENT)
    signed_on = models.DateField(_("ditandatangani"))
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("berakhir"))
    oss_reference = models.CharField(
        _("nomor unggahan OSS"),
        max_length=80,
        blank=True,
        help_text=_("Bila sudah diunggah di kemitraan.oss.go.id."),
    )

    class Meta:
        verbose_name = _("kontrak")
        verbose_name_plural = _("kontrak")
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mou", "document"],
                name="contract_once",
                violation_error_message=_("Kontrak dengan nomor ini sudah tercatat."),
            ),
            models.CheckConstraint(
                condition=Q(value_rupiah__gte=1), name="contract_value_positive"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="contract_dates_in_order",
                violation_error_message=_("Tanggal berakhir harus sesudah tanggal mulai."),
            ),
            *_of_its_state("contract"),
        ]

    def __str__(self):
        return self.document


#: What is entered of a quarter, in the order in which it is asked and told: first what was delivered, then how it went.
DELIVERED = ("volume", "value_rupiah", "document")
HOW_IT_WENT = (
    "on_time_percent",
    "rejected_percent",
    "paid_days_late",
    "jobs_women_kept",
    "jobs_women_new",
    "jobs_men_kept",
    "jobs_men_new",
    "coaching",
    "next_volume",
    "source",
)


class Realisation(Entry):
    """What one UMKM really delivered and was paid in one quarter under one contract."""

    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="realisations", verbose_name=_("kontrak")
    )
    umkm = models.ForeignKey(Umkm, models.PROTECT, related_name="+", verbose_name=_("UMKM"))
    year = models.PositiveSmallIntegerField(
        _("tahun"), validators=[MinValueValidator(2015), MaxValueValidator(2100)]
    )
    quarter = models.PositiveSmallIntegerField(
        _("triwulan"), validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    volume = models.PositiveIntegerField(_("volume dikirim"))
    on_time_percent = models.PositiveSmallIntegerField(
        _("tepat waktu (%)"), default=100, validators=[MaxValueValidator(100)]
    )
    rejected_percent = models.PositiveSmallIntegerField(
        _("ditolak (%)"), default=0, validators=[MaxValueValidator(100)]
    )
    paid_days_late = models.PositiveSmallIntegerField(
        _("terlambat dibayar (hari)"), default=0, help_text=_("0 berarti dibayar tepat waktu.")
    )
    jobs_women_kept = models.PositiveIntegerField(_("pekerja perempuan, tetap"), default=0)
    jobs_women_new = models.PositiveIntegerField(_("pekerja perempuan, baru"), default=0)
    jobs_men_kept = models.PositiveIntegerField(_("pekerja laki-laki, tetap"), default=0)
    jobs_men_new = models.PositiveIntegerField(_("pekerja laki-laki, baru"), default=0)
    coaching = models.CharField(_("pembinaan yang diberikan"), max_length=300, blank=True)
    next_volume = models.PositiveIntegerField(
        _("rencana volume triwulan depan"), null=True, blank=True
    )
    claimed_volume = models.PositiveIntegerField(
        _("volume menurut pihak lain"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("realisasi")
        verbose_name_plural = _("realisasi")
        ordering = ["-year", "-quarter", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "umkm", "year", "quarter"],
                name="realisation_once_a_quarter",
                violation_error_message=_("Realisasi UMKM ini untuk triwulan itu sudah tercatat."),
            ),
            models.CheckConstraint(
                condition=Q(value_rupiah__gte=1), name="realisation_value_positive"
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4), name="realisation_quarter_1_to_4"
            ),
            models.CheckConstraint(
                condition=Q(on_time_percent__lte=100, rejected_percent__lte=100),
                name="realisation_percents",
            ),
            *_of_its_state("realisation"),
        ]
        indexes = [
            models.Index(fields=["status", "year", "quarter"], name="realisation_by_quarter"),
            models.Index(
                fields=["entered_at", "id"],
                condition=~Q(status=EntryStatus.CONFIRMED),
                name="realisation_waiting",
            ),
        ]

    def __str__(self):
        return f"{self.umkm} · {quarters.short_name((self.year, self.quarter))}"

    @property
    def jobs_women(self) -> int:
        return self.jobs_women_kept + self.jobs_women_new

    @property
    def jobs_men(self) -> int:
        return self.jobs_men_kept + self.jobs_men_new

    @property
    def jobs_new(self) -> int:
        return self.jobs_women_new + self.jobs_men_new

    @property
    def jobs(self) -> int:
        return self.jobs_women + self.jobs_men


class ContractStatusChange(StatusChange):
    subject = models.ForeignKey(Contract, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False


class RealisationStatusChange(StatusChange):
    subject = models.ForeignKey(Realisation, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
