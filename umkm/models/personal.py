"""Personal data under UU 27/2022: what was agreed to, who looked at what is masked, and what people asked for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.workflow import StatusChange
from umkm.models.firms import Umkm


class Purpose(models.TextChoices):
    """What data is used for; each is agreed to, and withdrawn, by itself (articles 20 to 22, 40)."""

    KEEP = "keep", _("disimpan dan diverifikasi")
    PUBLISH = "publish", _("ditampilkan di direktori")
    MATCH = "match", _("dicocokkan otomatis dengan kebutuhan perusahaan")


class Channel(models.TextChoices):
    SELF = "self", _("pemilik sendiri di portal")
    OFFICER = "officer", _("petugas mencatat di depan pemilik")
    IMPORT = "import", _("berkas data pemerintah daerah")


class Basis(models.TextChoices):
    CONSENT = "consent", _("persetujuan")
    DUTY = "duty", _("tugas pemerintah daerah")


class ConsentQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at=None)

    def objections(self):
        """The last withdrawal of each firm that does not want to be matched by machine."""
        return (
            self.filter(
                purpose=Purpose.MATCH,
                withdrawn_at__isnull=False,
                umkm__is_matched=False,
                umkm__erased_at=None,
            )
            .order_by("umkm_id", "-withdrawn_at", "-pk")
            .distinct("umkm_id")
        )


class Consent(models.Model):
    """One purpose that an owner agreed to, in the words of one version of the text (umkm.consents)."""

    umkm = models.ForeignKey(Umkm, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("tujuan"), max_length=8, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField(_("versi teks"))
    basis = models.CharField(_("dasar"), max_length=8, choices=Basis.choices, default=Basis.CONSENT)
    channel = models.CharField(_("melalui"), max_length=8, choices=Channel.choices)
    given_at = models.DateTimeField(_("diberikan"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dicatat oleh"),
    )
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ditarik oleh"),
    )
    withdrawal_note = models.TextField(_("alasan ditarik"), blank=True, max_length=1000)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("persetujuan")
        verbose_name_plural = _("persetujuan")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["umkm", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(withdrawal_note="") | Q(withdrawn_at__isnull=False),
                name="consent_note_of_withdrawal",
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} · {self.umkm}"


class Disclosure(models.Model):
    """Somebody unmasked a sealed number: who, when, which and why. Rows are only ever added."""

    class Field(models.TextChoices):
        NIK = "nik", _("NIK")
        NPWP = "npwp", _("NPWP")

    umkm = models.ForeignKey(Umkm, models.PROTECT, related_name="+", verbose_name=_("UMKM"))
    field = models.CharField(_("nomor"), max_length=4, choices=Field.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dibuka oleh")
    )
    at = models.DateTimeField(_("waktu"), default=timezone.now)
    reason = models.CharField(_("keperluan"), max_length=300)

    class Meta:
        verbose_name = _("pembukaan nomor")
        verbose_name_plural = _("pembukaan nomor")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_field_display()} · {self.umkm}"


class DataRequest(models.Model):
    """What a person asks of the kabupaten about the data: answered within 3x24 hours."""

    class Kind(models.TextChoices):
        ERASURE = "erasure", _("penghapusan data")

    class Status(models.TextChoices):
        OPEN = "open", _("menunggu petugas")
        DONE = "done", _("dilaksanakan")
        REFUSED = "refused", _("tidak dapat dilaksanakan")
        CANCELLED = "cancelled", _("dibatalkan pemohon")

    umkm = models.ForeignKey(
        Umkm, models.PROTECT, related_name="data_requests", verbose_name=_("UMKM")
    )
    kind = models.CharField(_("permintaan"), max_length=10, choices=Kind.choices)
    reason = models.TextField(_("alasan"), blank=True, max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("pemohon")
    )
    asked_at = models.DateTimeField(_("diajukan"), default=timezone.now)
    due_at = models.DateTimeField(_("paling lambat dijawab"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    #: [[what stays, why], ...], told to the person
    kept = models.JSONField(_("yang tetap disimpan"), default=list)

    class Meta:
        verbose_name = _("permintaan data pribadi")
        verbose_name_plural = _("permintaan data pribadi")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["umkm", "kind"],
                condition=Q(status="open"),
                name="data_request_one_open",
            ),
        ]
        indexes = [models.Index(fields=["status", "due_at"], name="data_request_queue")]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.umkm}"


class DataRequestStatusChange(StatusChange):
    subject = models.ForeignKey(DataRequest, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
