"""Who signed what, when, on which paper; and the terms as they were signed."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.rupiah import RupiahField
from kemitraan.workflow import StatusChange
from partnerships.models.mous import Mou
from partnerships.models.papers import Paper
from umkm.models import Umkm


class SignedTerms(models.Model):
    """The terms at the moment of the last signature, or as both sides acknowledged them (then without a number, and often without
    an end). Frozen by a trigger; amendments stand beside them."""

    mou = models.OneToOneField(Mou, models.PROTECT, related_name="signed_terms", primary_key=True)
    number = models.CharField(_("nomor MoU"), max_length=80, blank=True)
    signed_on = models.DateField(_("ditandatangani"))
    starts_on = models.DateField(_("mulai berlaku"))
    ends_on = models.DateField(_("berakhir"), null=True, blank=True)
    mou_rupiah = RupiahField(_("nilai MoU (Rp)"))
    #: [[umkm id, "33.34"], ...]: the shares in percent, as text so that no decimal is lost.
    shares = models.JSONField(_("bagian"))

    class Meta:
        verbose_name = _("isi yang ditandatangani")
        verbose_name_plural = _("isi yang ditandatangani")

    def __str__(self):
        return self.number


class AmendmentStatus(models.TextChoices):
    SIGNING = "signing", _("penandatanganan")
    IN_FORCE = "in_force", _("berlaku")
    WITHDRAWN = "withdrawn", _("ditarik")


class Amendment(models.Model):
    """A change of a signed MoU: what changes, signed by the parties again. What is empty stays as it was."""

    mou = models.ForeignKey(Mou, models.PROTECT, related_name="amendments", verbose_name=_("MoU"))
    position = models.PositiveSmallIntegerField(_("ke"))
    ends_on = models.DateField(_("berakhir yang baru"), null=True, blank=True)
    mou_rupiah = RupiahField(
        _("nilai MoU yang baru (Rp)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    why = models.TextField(_("alasan perubahan"), max_length=2000)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=AmendmentStatus.choices,
        default=AmendmentStatus.SIGNING,
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("disusun oleh")
    )
    written_at = models.DateTimeField(_("disusun"), default=timezone.now)
    signed_on = models.DateField(_("ditandatangani"), null=True, blank=True)

    class Meta:
        verbose_name = _("amandemen")
        verbose_name_plural = _("amandemen")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["mou", "position"], name="amendment_once"),
            models.UniqueConstraint(
                fields=["mou"],
                condition=Q(status=AmendmentStatus.SIGNING),
                name="amendment_one_at_a_time",
                violation_error_message=_("Masih ada amandemen yang menunggu tanda tangan."),
            ),
            models.CheckConstraint(
                condition=Q(mou_rupiah__isnull=True) | Q(mou_rupiah__gte=1),
                name="amendment_value_positive",
            ),
            models.CheckConstraint(
                condition=~Q(status=AmendmentStatus.IN_FORCE) | Q(signed_on__isnull=False),
                name="amendment_in_force_is_signed",
            ),
        ]

    def __str__(self):
        return str(_("amandemen %(position)s") % {"position": self.position})


class AmendmentShare(models.Model):
    """The new share of one UMKM; an amendment names all members or none."""

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="shares")
    umkm = models.ForeignKey(Umkm, models.PROTECT, related_name="+", verbose_name=_("UMKM"))
    share_percent = models.DecimalField(_("bagian (%)"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("bagian baru")
        verbose_name_plural = _("bagian baru")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["amendment", "umkm"], name="amendment_share_once"),
            models.CheckConstraint(
                condition=Q(share_percent__gt=0, share_percent__lte=100),
                name="amendment_share_is_percent",
            ),
        ]

    def __str__(self):
        return f"{self.umkm} · {self.share_percent}%"


class Signatory(models.TextChoices):
    COMPANY = "company", _("perusahaan")
    UMKM = "umkm", _("UMKM")
    COORDINATOR = "coordinator", _("koordinator atas nama semua UMKM")
    WITNESS = "witness", _("pemerintah kabupaten sebagai saksi")


class Signature(models.Model):
    """One party's signature under an MoU or one of its amendments, on a kept paper.

    Frozen by a trigger. `void_at` is set only when the text goes back to drafting before everybody has signed.
    """

    mou = models.ForeignKey(Mou, models.PROTECT, related_name="signatures", verbose_name=_("MoU"))
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    role = models.CharField(_("sebagai"), max_length=12, choices=Signatory.choices)
    umkm = models.ForeignKey(
        Umkm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("UMKM")
    )
    signed_by = models.CharField(_("nama penanda tangan"), max_length=150, blank=True)
    signed_on = models.DateField(_("tanggal tanda tangan"))
    paper = models.ForeignKey(
        Paper, models.PROTECT, related_name="signatures", verbose_name=_("berkas")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dicatat oleh")
    )
    recorded_at = models.DateTimeField(_("dicatat"), default=timezone.now)
    void_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)

    class Meta:
        verbose_name = _("tanda tangan")
        verbose_name_plural = _("tanda tangan")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mou", "role", "umkm"],
                condition=Q(void_at__isnull=True, amendment__isnull=True),
                nulls_distinct=False,
                name="signature_once",
                violation_error_message=_("Pihak ini sudah menandatangani."),
            ),
            models.UniqueConstraint(
                fields=["amendment", "role", "umkm"],
                condition=Q(void_at__isnull=True, amendment__isnull=False),
                nulls_distinct=False,
                name="signature_once_an_amendment",
                violation_error_message=_("Pihak ini sudah menandatangani."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["umkm", "coordinator"], umkm__isnull=False)
                | Q(role__in=["company", "witness"], umkm__isnull=True),
                name="signature_names_its_umkm",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.signed_on:%Y-%m-%d}"


class AmendmentStatusChange(StatusChange):
    subject = models.ForeignKey(Amendment, models.CASCADE, related_name="changes")

    class Meta(StatusChange.Meta):
        abstract = False
