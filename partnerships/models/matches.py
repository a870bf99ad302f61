"""Runs of the matcher, and the suggestions that they leave."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models import CompanyMember, Need, NeedStatus, Visibility
from kemitraan.workflow import StatusChange
from umkm.models import Product, Umkm, UmkmMember


class MatchRun(models.Model):
    """The ledger row of one run: what was asked, how far it has come, what it wrote."""

    class Kind(models.TextChoices):
        ALL = "all", _("semua kebutuhan")
        NEED = "need", _("satu kebutuhan")
        UMKM = "umkm", _("satu UMKM")

    class State(models.TextChoices):
        QUEUED = "queued", _("antre")
        RUNNING = "running", _("berjalan")
        DONE = "done", _("selesai")
        FAILED = "failed", _("gagal")

    kind = models.CharField(_("cakupan"), max_length=4, choices=Kind.choices)
    state = models.CharField(
        _("keadaan"), max_length=8, choices=State.choices, default=State.QUEUED
    )
    needs = models.ManyToManyField(Need, through="NeedMatch", related_name="+")
    umkm = models.ForeignKey(
        Umkm, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("UMKM")
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
    started_at = models.DateTimeField(_("mulai"), null=True, blank=True)
    finished_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    weights_version = models.PositiveIntegerField(_("versi bobot"), default=1)
    words_version = models.CharField(_("versi kamus kata"), max_length=16, blank=True)
    groups = models.PositiveIntegerField(_("kelompok diusulkan"), default=0)
    groups_gap = models.FloatField(
        _("jarak dari batas terbaik"),
        null=True,
        blank=True,
        help_text=_("Berapa bagian di atas biaya yang tidak dapat dikalahkan kelompok mana pun."),
    )
    total = models.PositiveIntegerField(_("jumlah kebutuhan"), default=0)
    done = models.PositiveIntegerField(_("sudah dicocokkan"), default=0)
    written = models.PositiveIntegerField(_("saran ditulis"), default=0)
    withdrawn = models.PositiveIntegerField(_("saran ditarik"), default=0)
    failure = models.TextField(_("kegagalan"), blank=True)

    class Meta:
        verbose_name = _("pencocokan")
        verbose_name_plural = _("pencocokan")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=models.F("total")), name="match_run_done_within_total"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="all", state__in=["queued", "running"]),
                name="match_run_one_full_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="match_run_state")]

    def __str__(self):
        return f"{self.get_kind_display()} · {timezone.localtime(self.asked_at):%d-%m-%Y %H:%M}"

    @property
    def percent(self) -> int:
        if self.state == self.State.DONE:
            return 100
        return round(100 * self.done / self.total) if self.total else 0


class NeedMatch(models.Model):
    """One need within a run: done or not (so that a killed run goes on where it was), and what each hard rule excluded."""

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="need_matches")
    need = models.ForeignKey(Need, models.CASCADE, related_name="+")
    shard = models.CharField(
        _("bagian"),
        max_length=40,
        blank=True,
        help_text=_("Kebutuhan satu klaster: satu pekerja mengerjakan satu bagian."),
    )
    finished_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    considered = models.PositiveIntegerField(_("UMKM diperiksa"), default=0)
    suggested = models.PositiveIntegerField(_("disarankan"), default=0)
    excluded = models.JSONField(_("tidak lolos per syarat"), default=dict)
    relaxations = models.JSONField(_("pelonggaran yang menambah"), default=list)

    class Meta:
        verbose_name = _("pencocokan kebutuhan")
        verbose_name_plural = _("pencocokan kebutuhan")
        constraints = [
            models.UniqueConstraint(fields=["run", "need"], name="need_match_once_a_run"),
        ]
        indexes = [
            models.Index(fields=["need", "-finished_at"], name="need_match_latest"),
            models.Index(fields=["run", "shard"], name="need_match_shard"),
        ]

    def __str__(self):
        return f"{self.need} · {self.run}"


class SuggestionStatus(models.TextChoices):
    SUGGESTED = "suggested", _("disarankan")
    PROPOSED = "proposed", _("diusulkan petugas")
    UMKM_INTERESTED = "umkm_interested", _("UMKM berminat")
    COMPANY_INTERESTED = "company_interested", _("perusahaan berminat")
    MATCHED = "matched", _("kedua pihak berminat")
    DECLINED = "declined", _("tidak berlanjut")
    WITHDRAWN = "withdrawn", _("ditarik")


#: What nobody has answered yet: only these may the matcher rewrite or withdraw.
UNANSWERED = (SuggestionStatus.SUGGESTED,)
#: What waits for the answer of one side or both.
OPEN = (
    SuggestionStatus.SUGGESTED,
    SuggestionStatus.PROPOSED,
    SuggestionStatus.UMKM_INTERESTED,
    SuggestionStatus.COMPANY_INTERESTED,
)


class DeclineReason(models.TextChoices):
    CAPACITY = "capacity", _("kapasitas tidak cukup")
    QUALITY = "quality", _("mutu atau spesifikasi tidak sesuai")
    CERTIFICATE = "certificate", _("sertifikat belum ada")
    PRICE = "price", _("harga tidak cocok")
    PAYMENT = "payment", _("cara pembayaran tidak cocok")
    LOGISTICS = "logistics", _("jarak atau pengiriman")
    NEED_CHANGED = "need_changed", _("kebutuhan berubah")
    MATERIAL = "material", _("bahan baku atau pesanan minimum")
    LABOUR = "labour", _("tenaga kerja tidak cukup")
    SEASON = "season", _("musim")
    OFFICIAL = "official", _("keputusan petugas")
    OTHER = "other", _("lain-lain")


#: A need for officials alone is shown to an UMKM when an officer has put it before it.
NOT_SHOWN_YET = Q(
    need__visibility=Visibility.OFFICIALS,
    status__in=[SuggestionStatus.SUGGESTED, SuggestionStatus.WITHDRAWN],
)


class SuggestionQuerySet(models.QuerySet):
    def live(self):
        return self.exclude(status=SuggestionStatus.WITHDRAWN)

    def waiting_for_company(self, user):
        return self.filter(
            need__company__members__user=user,
            status__in=[SuggestionStatus.PROPOSED, SuggestionStatus.UMKM_INTERESTED],
        )

    def waiting_for_umkm(self, user):
        return self.filter(
            umkm__members__user=user,
            status__in=[
                SuggestionStatus.SUGGESTED,
                SuggestionStatus.PROPOSED,
                SuggestionStatus.COMPANY_INTERESTED,
            ],
        )

    def matched(self):
        return self.filter(status=SuggestionStatus.MATCHED)

    def visible_to(self, user):
        """Officials see all; a company those for its needs, an UMKM those for itself."""
        if not user.is_authenticated:
            return self.none()
        if user.is_official:
            return self
        mine = Q(umkm__in=UmkmMember.objects.filter(user=user).values("umkm"))
        return self.filter(
            mine & ~NOT_SHOWN_YET
            | Q(need__company__in=CompanyMember.objects.filter(user=user).values("company"))
        )

    def shown_to_umkm(self):
        """Without what an UMKM does not see yet."""
        return self.exclude(NOT_SHOWN_YET)

    def answered_before_change(self):
        """Live ones to which the UMKM answered, whose need was changed since, and that neither a new answer nor a look has
        settled; nor an MoU, once it is signed."""
        seen = Greatest(F("answered_revision"), Coalesce(F("looked_revision"), 0))
        return self.filter(
            status__in=[SuggestionStatus.UMKM_INTERESTED, SuggestionStatus.MATCHED],
            need__status=NeedStatus.OPEN,
            answered_revision__isnull=False,
            need__revision__gt=seen,
        )

    def with_labels(self):
        return self.select_related(
            "need__company",
            "need__unit",
            "umkm__village__district",
            "umkm__cluster",
            "product__unit",
        )


class Suggestion(models.Model):
    """One UMKM for one need: the score, its parts, and the reasons and gaps as data (partnerships.wording makes words)."""

    need = models.ForeignKey(
        Need, models.CASCADE, related_name="suggestions", verbose_name=_("kebutuhan")
    )
    umkm = models.ForeignKey(Umkm, models.CASCADE, related_name="+", verbose_name=_("UMKM"))
    product = models.ForeignKey(
        Product,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("produk"),
    )
    run = models.ForeignKey(
        MatchRun, models.SET_NULL, null=True, related_name="+", verbose_name=_("pencocokan")
    )
    score = models.DecimalField(
        _("nilai kecocokan"), max_digits=4, decimal_places=1, validators=[MaxValueValidator(100)]
    )
    company_score = models.DecimalField(_("manfaat perusahaan"), max_digits=4, decimal_places=1)
    umkm_score = models.DecimalField(_("manfaat UMKM"), max_digits=4, decimal_places=1)
    parts = models.JSONField(_("bagian nilai"), default=dict)
    reasons = models.JSONField(_("alasan"), default=list)
    gaps = models.JSONField(_("kekurangan"), default=list)
    what_ifs = models.JSONField(_("yang menaikkan nilai"), default=list)
    exposure = models.FloatField(
        _("sudah ditampilkan"),
        default=0,
        help_text=_("Seberapa sering UMKM ini tampil di daftar lain ketika saran ini disusun."),
    )
    lifted = models.BooleanField(
        _("mendapat giliran"),
        default=False,
        help_text=_("Cocok, dan sudah lama tidak muncul di daftar mana pun."),
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=SuggestionStatus.choices,
        default=SuggestionStatus.SUGGESTED,
    )
    answered_revision = models.PositiveIntegerField(
        _("revisi kebutuhan yang dijawab UMKM"), null=True, blank=True
    )
    looked_revision = models.PositiveIntegerField(
        _("revisi kebutuhan yang sudah dilihat UMKM"), null=True, blank=True
    )
    created_at = models.DateTimeField(_("pertama disarankan"), default=timezone.now)
    updated_at = models.DateTimeField(_("dihitung"), default=timezone.now)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("saran")
        verbose_name_plural = _("saran")
        ordering = ["-score", "umkm_id"]
        constraints = [
            models.UniqueConstraint(fields=["need", "umkm"], name="suggestion_once"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100), name="suggestion_score_0_to_100"
            ),
        ]
        indexes = [
            models.Index(fields=["need", "-score", "umkm"], name="suggestion_ranking"),
            models.Index(fields=["umkm", "status"], name="suggestion_of_umkm"),
            models.Index(fields=["status"], name="suggestion_status"),
        ]

    def __str__(self):
        return f"{self.umkm} → {self.need}"

    def get_absolute_url(self):
        return reverse("partnerships:suggestion", args=[self.pk])

    @property
    def is_answer_to_older(self) -> bool:
        """The UMKM has answered to the need as it was before a change. Needs `need` loaded."""
        return self.answered_revision is not None and self.answered_revision < self.need.revision

    @property
    def is_scored(self) -> bool:
        """Not so while an officer's nomination waits for the worker, and never for a firm that objects to being matched."""
        return bool(self.parts) or self.score > 0


class SuggestionStatusChange(StatusChange):
    subject = models.ForeignKey(Suggestion, models.CASCADE, related_name="changes")

    reasons = DeclineReason

    class Meta(StatusChange.Meta):
        abstract = False
        indexes = [
            # What the matcher does by itself is told to nobody, and is nearly all of this log.
            models.Index(
                fields=["id"],
                condition=Q(announced_at=None)
                & ~Q(verb__in=("suggest", "suggest_again", "withdraw")),
                name="suggestion_change_untold",
            )
        ]
