"""The ledger: what was contracted and what was really delivered and paid, entered by one side and confirmed by the other."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.rupiah import RupiahField
from kemitraan.workflow import StatusChange
from partnerships.models.mous import Mou
from umkm.models import Umkm


class EntryStatus(models.TextChoices):
    ENTERED = "entered", _("menunggu konfirmasi pihak lain")
    CONFIRMED = "confirmed", _("dikonfirmasi kedua pihak")
    DISPUTED = "disputed", _("dipersoalkan")


class Side(models.TextChoices):
    COMPANY = "company", _("perusahaan")
    UMKM = "umkm", _("UMKM")


class EntryQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(status=EntryStatus.CONFIRMED)

    def unconfirmed(self):
        return self.exclude(status=EntryStatus.CONFIRMED)


class Entry(models.Model):
    """What every entry of the ledger has: an amount, who entered it and for which side, and whether the other confirmed."""

    value_rupiah = RupiahField(_("nilai (Rp)"), validators=[MinValueValidator(1)])
    document = models.CharField(
        _("nomor dokumen"), max_length=120, help_text=_("Kontrak, PO, faktur, atau bukti bayar.")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dicatat oleh")
    )
    entered_side = models.CharField(_("dicatat dari pihak"), max_length=8, choices=Side.choices)
    entered_at = models.DateTimeField(_("dicatat"), default=timezone.now)
    status = models.CharField(
        _("status"), max_length=10, choices=EntryStatus.choices, default=EntryStatus.ENTERED
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True


class Contract(Entry):
    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("Kesepakatan Kemitraan Usaha")
        ORDER = "order", _("pesanan pembelian (PO)")

    mou = models.ForeignKey(Mou, models.PROTECT, related_name="contracts", verbose_name=_("MoU"))
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices, default=Kind.AGREEMENT)
    signed_on = models.DateField(_("ditandatangani"))
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("berakhir"))

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
        ]

    def __str__(self):
        return self.document


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
        ]
        indexes = [
            models.Index(fields=["status", "year", "quarter"], name="realisation_by_quarter")
        ]

    def __str__(self):
        return f"{self.umkm} · {self.year} TW{self.quarter}"


class ContractStatusChange(StatusChange):
    subject = models.ForeignKey(Contract, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False


class RealisationStatusChange(StatusChange):
    subject = models.ForeignKey(Realisation, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
