"""The memorandum between one company and one or many UMKM."""

from django.apps import apps
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Greatest, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models import Company, CompanyMember, Need, Pattern
from kemitraan.rupiah import RupiahField
from kemitraan.workflow import StatusChange
from partnerships.models.matches import Suggestion
from partnerships.models.programmes import PartnershipProgramme, Scope
from umkm.models import Umkm, UmkmMember


class MouStatus(models.TextChoices):
    NEGOTIATION = "negotiation", _("temu bisnis & negosiasi")
    TRIAL = "trial", _("uji contoh")
    DRAFT = "draft", _("rancangan MoU")
    LEGAL_CHECK = "legal_check", _("pemeriksaan hukum")
    SIGNING = "signing", _("penandatanganan")
    SIGNED = "signed", _("MoU ditandatangani")
    RUNNING = "running", _("kontrak berjalan")
    EXTENDED = "extended", _("diperpanjang")
    SLEEPING = "sleeping", _("tidur")
    IN_DISPUTE = "in_dispute", _("sengketa")
    COMPLETED = "completed", _("selesai")
    TERMINATED = "terminated", _("dihentikan")
    CANCELLED = "cancelled", _("batal")


#: Before the last signature: nothing is promised yet.
PREPARING = (
    MouStatus.NEGOTIATION,
    MouStatus.TRIAL,
    MouStatus.DRAFT,
    MouStatus.LEGAL_CHECK,
    MouStatus.SIGNING,
)
#: Before the legal check: shares and coordinator may still be changed.
DIVISIBLE = (MouStatus.NEGOTIATION, MouStatus.TRIAL, MouStatus.DRAFT)
#: Signed, not over, and not in dispute: contracts may be made under it.
LIVE = (MouStatus.SIGNED, MouStatus.RUNNING, MouStatus.EXTENDED, MouStatus.SLEEPING)
#: What every figure calls a living partnership: LIVE and not asleep.
ALIVE = tuple(status for status in LIVE if status != MouStatus.SLEEPING)
#: Signed and not over: its contracts bind, also while the parties argue.
BINDING = (*LIVE, MouStatus.IN_DISPUTE)
#: Signed at some time: their MoU value counts.
EVER_SIGNED = (*BINDING, MouStatus.COMPLETED, MouStatus.TERMINATED)


class Origin(models.TextChoices):
    """How the kabupaten came to know of a partnership: the source of its first figure."""

    MATCH = "match", _("pencocokan portal")
    REPORTED = "reported", _("dilaporkan para pihak")


class EndReason(models.TextChoices):
    """Why a partnership ends before it is done (domain codes, for reports and for the matcher)."""

    CAPACITY = "capacity", _("kapasitas")
    QUALITY = "quality", _("mutu atau contoh gagal")
    CERTIFICATE = "certificate", _("sertifikat")
    PRICE = "price", _("harga")
    PAYMENT = "payment", _("pembayaran")
    LOGISTICS = "logistics", _("logistik")
    NEED_CHANGED = "need_changed", _("kebutuhan atau teknologi berubah")
    MATERIAL = "material", _("bahan baku atau pesanan minimum")
    LABOUR = "labour", _("tenaga kerja")
    COMPANY_SILENT = "company_silent", _("tidak ada tanggapan perusahaan")
    UMKM_SILENT = "umkm_silent", _("tidak ada tanggapan UMKM")
    SEASON = "season", _("musim")
    OTHER = "other", _("lain-lain")


class MouQuerySet(models.QuerySet):
    def preparing(self):
        return self.filter(status__in=PREPARING)

    def live(self):
        return self.filter(status__in=LIVE)

    def ever_signed(self):
        return self.filter(status__in=EVER_SIGNED)

    def awake(self):
        return self.filter(status__in=ALIVE)

    def with_last_sign_of_life(self):
        """`last_sign`: the day of the last entry of the ledger, or else of the signature (or report) itself."""

        def latest(entries: str):
            rows = apps.get_model("partnerships", entries).objects.order_by()
            path = "mou" if entries == "Contract" else "contract__mou"
            rows = rows.filter(**{path: OuterRef("pk")}).values(path)
            return Subquery(rows.annotate(last=TruncDate(Max("entered_at"))).values("last"))

        return self.annotate(
            last_sign=Greatest(
                F("signed_on"),
                Case(When(origin=Origin.REPORTED, then=TruncDate("created_at"))),
                latest("Contract"),
                latest("Realisation"),
            )
        )

    def past_end(self, today):
        return self.live().filter(ends_on__lt=today)

    def visible_to(self, user):
        """Officials see all, the parties their own."""
        if not user.is_authenticated:
            return self.none()
        if user.is_official:
            return self
        return self.filter(
            Q(company__in=CompanyMember.objects.filter(user=user).values("company"))
            | Q(coordinator__in=UmkmMember.objects.filter(user=user).values("umkm"))
            | Q(
                pk__in=MouMember.objects.filter(
                    umkm__in=UmkmMember.objects.filter(user=user).values("umkm")
                ).values("mou")
            )
        )

    def with_labels(self):
        return self.select_related("company", "need__unit").prefetch_related("members__umkm")


class Mou(models.Model):
    """A partnership from the first meeting on. Its own amounts are the potential and the MoU's value; contracts and
    realisations stand in the ledger.

    From the last signature on number, parties, dates, value and shares are frozen, by the database too: what was signed stands
    in `signed_terms`, and `mou_rupiah`, `ends_on` and the shares are what is in force, which only a signed amendment changes.
    """

    company = models.ForeignKey(
        Company, models.PROTECT, related_name="+", verbose_name=_("perusahaan")
    )
    need = models.ForeignKey(
        Need, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kebutuhan")
    )
    title = models.CharField(_("tentang"), max_length=200)
    number = models.CharField(_("nomor MoU"), max_length=80, null=True, blank=True, unique=True)
    pattern = models.CharField(_("pola kemitraan"), max_length=24, choices=Pattern.choices)
    scope = models.CharField(
        _("lingkup"), max_length=8, choices=Scope.choices, default=Scope.REGENCY
    )
    programme = models.ForeignKey(
        PartnershipProgramme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mous",
        verbose_name=_("program"),
    )
    origin = models.CharField(
        _("asal"), max_length=10, choices=Origin.choices, default=Origin.MATCH
    )
    coordinator = models.ForeignKey(
        Umkm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("koordinator"),
        help_text=_("Koperasi, KUB, atau BUMDes yang mewakili para UMKM, atau salah satu peserta."),
    )
    potential_rupiah = RupiahField(
        _("nilai potensi (Rp)"),
        help_text=_(
            "Perkiraan dari volume, lama, dan harga kebutuhan; belum dijanjikan siapa pun."
        ),
    )
    mou_rupiah = RupiahField(
        _("nilai MoU (Rp)"),
        null=True,
        blank=True,
        help_text=_("Nilai yang tertulis dalam MoU yang ditandatangani."),
    )
    signed_on = models.DateField(_("ditandatangani"), null=True, blank=True)
    starts_on = models.DateField(_("mulai berlaku"), null=True, blank=True)
    ends_on = models.DateField(_("berakhir"), null=True, blank=True)

    status = models.CharField(
        _("status"), max_length=12, choices=MouStatus.choices, default=MouStatus.NEGOTIATION
    )
    created_at = models.DateTimeField(_("dimulai"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dibuat oleh")
    )

    objects = MouQuerySet.as_manager()

    class Meta:
        verbose_name = _("MoU")
        verbose_name_plural = _("MoU")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(potential_rupiah__gte=0), name="mou_potential_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(mou_rupiah__isnull=True) | Q(mou_rupiah__gte=1),
                name="mou_value_positive",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gt=F("starts_on")),
                name="mou_dates_in_order",
                violation_error_message=_("Tanggal berakhir harus sesudah tanggal mulai."),
            ),
            models.CheckConstraint(
                # What the parties report was agreed before the portal knew of it: often without a number or an end.
                condition=Q(status__in=[*PREPARING, MouStatus.CANCELLED])
                | Q(
                    Q(origin=Origin.REPORTED) | Q(number__isnull=False, ends_on__isnull=False),
                    mou_rupiah__isnull=False,
                    signed_on__isnull=False,
                    starts_on__isnull=False,
                ),
                name="mou_signed_is_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "ends_on"], name="mou_by_end"),
        ]

    def __str__(self):
        return self.number or self.title

    def get_absolute_url(self):
        return reverse("partnerships:mou", args=[self.pk])

    @property
    def has_foreign_party(self) -> bool:
        """Then the agreement is in Indonesian and in a foreign language (UU 24/2009 article 31, Perpres 63/2019)."""
        return self.company.capital == Company.Capital.PMA or self.company.country != "ID"

    @property
    def is_signed(self) -> bool:
        return self.status in EVER_SIGNED

    @property
    def umkm_side(self) -> list[int]:
        """Ids of those who deliver, and of the koperasi that speaks for them. Free when `members` is prefetched."""
        ids = [member.umkm_id for member in self.members.all()]
        outside = self.coordinator_id is not None and self.coordinator_id not in ids
        return [*ids, self.coordinator_id] if outside else ids


class MouMember(models.Model):
    """One UMKM's part in an MoU. One share is that of the volume and of the value: an MoU is about one need with one unit and one
    price formula; what each member really delivered and was paid stands apart in its realisations."""

    mou = models.ForeignKey(Mou, models.CASCADE, related_name="members")
    umkm = models.ForeignKey(Umkm, models.PROTECT, related_name="+", verbose_name=_("UMKM"))
    suggestion = models.ForeignKey(
        Suggestion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saran asal"),
    )
    share_percent = models.DecimalField(
        _("bagian (%)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Bagian dari volume dan nilai; seluruh bagian harus berjumlah 100."),
    )

    class Meta:
        verbose_name = _("UMKM peserta MoU")
        verbose_name_plural = _("UMKM peserta MoU")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mou", "umkm"], name="mou_member_once"),
            models.UniqueConstraint(
                fields=["suggestion"],
                name="mou_member_suggestion_once",
                violation_error_message=_("Saran ini sudah menjadi MoU."),
            ),
            models.CheckConstraint(
                condition=Q(share_percent__gt=0, share_percent__lte=100),
                name="mou_member_share_is_percent",
            ),
        ]

    def __str__(self):
        return f"{self.umkm} · {self.share_percent}%"

    @property
    def is_coordinator(self) -> bool:
        return self.umkm_id == self.mou.coordinator_id


class MouStatusChange(StatusChange):
    subject = models.ForeignKey(Mou, models.CASCADE, related_name="changes")

    reasons = EndReason

    class Meta(StatusChange.Meta):
        abstract = False
