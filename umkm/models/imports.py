"""Spreadsheets that officials bring: one run with its rows, first looked at, then written."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.models import Cluster, Kbli, Unit, Village
from kemitraan.rupiah import RupiahField
from kemitraan.sealing import FingerprintField
from umkm.models.firms import Umkm


class ImportRun(models.Model):
    """The ledger row of one spreadsheet: what it holds, how far the worker has come, what came of it."""

    class State(models.TextChoices):
        QUEUED = "queued", _("antre untuk diperiksa")
        CHECKING = "checking", _("sedang diperiksa")
        CHECKED = "checked", _("siap disimpan")
        WAITING = "waiting", _("antre untuk disimpan")
        COMMITTING = "committing", _("sedang disimpan")
        COMMITTED = "committed", _("tersimpan")
        FAILED = "failed", _("gagal")

    state = models.CharField(
        _("keadaan"), max_length=10, choices=State.choices, default=State.QUEUED
    )
    file_name = models.CharField(_("nama berkas"), max_length=200)
    digest = models.CharField(_("sidik berkas"), max_length=64, editable=False)
    # Sealed, and in the database: web and worker need no disk in common. Dropped when the rows are written.
    upload = models.BinaryField(null=True, editable=False)
    overwrite = models.BooleanField(
        _("timpa data yang sudah ada"),
        default=False,
        help_text=_("Tanpa centang, hanya isian yang masih kosong yang dilengkapi."),
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
    checked_at = models.DateTimeField(_("diperiksa"), null=True, blank=True)
    committed_at = models.DateTimeField(_("disimpan"), null=True, blank=True)
    total = models.PositiveIntegerField(_("jumlah baris"), default=0)
    done = models.PositiveIntegerField(_("sudah dibaca"), default=0)
    #: {action: rows} of what would be, and later of what was, done.
    counts = models.JSONField(_("hasil"), default=dict)
    #: {header as it stands: name of our field, or "" for one that nothing is known of}
    columns = models.JSONField(_("kolom"), default=dict)
    failure = models.TextField(_("kegagalan"), blank=True)

    class Meta:
        verbose_name = _("impor UMKM")
        verbose_name_plural = _("impor UMKM")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state"], name="import_run_state")]

    def __str__(self):
        return f"{self.file_name} · {timezone.localtime(self.asked_at):%d-%m-%Y %H:%M}"

    @property
    def percent(self) -> int:
        if self.state in {self.State.CHECKED, self.State.COMMITTED}:
            return 100
        return round(100 * self.done / self.total) if self.total else 0


class ImportRow(models.Model):
    """One line of a spreadsheet as it was understood, and what is to become of it. NIK and NPWP are sealed tokens.

    `leader` is the number of the line of the same file that brings the same firm; such a row only adds its product.
    """

    class Action(models.TextChoices):
        CREATE = "create", _("baru")
        CHANGE = "change", _("diubah")
        SAME = "same", _("sama, tidak berubah")
        SKIP = "skip", _("dilewati")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("baris"))
    action = models.CharField(_("tindakan"), max_length=8, choices=Action.choices)
    leader = models.PositiveIntegerField(null=True)
    umkm = models.ForeignKey(Umkm, models.SET_NULL, null=True, related_name="+")
    #: [{"code": ..., "values": {...}}], said by umkm.importing.wording
    remarks = models.JSONField(default=list)
    #: {field: [old, new]} of the firm and its product
    changes = models.JSONField(default=dict)

    name = models.CharField(max_length=150, blank=True)
    owner_name = models.CharField(max_length=150, blank=True)
    form = models.CharField(max_length=10, blank=True)
    telephone = models.CharField(max_length=20, blank=True)
    nib = models.CharField(max_length=13, null=True)
    cluster = models.ForeignKey(Cluster, models.CASCADE, null=True, related_name="+")
    village = models.ForeignKey(Village, models.CASCADE, null=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    women_owned = models.BooleanField(null=True)
    capital_rupiah = RupiahField(null=True)
    yearly_sales_rupiah = RupiahField(null=True)
    size_class = models.CharField(max_length=8, blank=True)
    size_basis = models.CharField(max_length=8, blank=True)
    size_disagrees = models.BooleanField(default=False)
    nik = models.TextField(blank=True)
    npwp = models.TextField(blank=True)
    nik_print = FingerprintField()
    npwp_print = FingerprintField()
    nib_print = FingerprintField()
    telephone_print = FingerprintField()
    name_key = models.CharField(max_length=150, blank=True)
    owner_key = models.CharField(max_length=150, blank=True)
    product_name = models.CharField(max_length=150, blank=True)
    kbli = models.ForeignKey(Kbli, models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    capacity_month = models.PositiveIntegerField(null=True)
    price_min = RupiahField(null=True)
    price_max = RupiahField(null=True)

    class Meta:
        verbose_name = _("baris impor")
        verbose_name_plural = _("baris impor")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="import_row_once"),
        ]

    def __str__(self):
        return f"{self.number} · {self.name}"
