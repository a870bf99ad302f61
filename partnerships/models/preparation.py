"""What happens before an MoU is signed: business meetings, trial orders with their results, and legal checks."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models.mous import EndReason, Mou


def _person(label):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=label
    )


class Meeting(models.Model):
    """A business meeting of the parties, and what came of it."""

    mou = models.ForeignKey(Mou, models.CASCADE, related_name="meetings")
    held_on = models.DateField(_("tanggal temu bisnis"))
    place = models.CharField(_("tempat"), max_length=160, blank=True)
    note = models.TextField(_("hasil"), max_length=2000)
    noted_by = _person(_("dicatat oleh"))
    noted_at = models.DateTimeField(_("dicatat"), default=timezone.now)

    class Meta:
        verbose_name = _("temu bisnis")
        verbose_name_plural = _("temu bisnis")
        ordering = ["held_on", "pk"]

    def __str__(self):
        return f"{self.held_on:%Y-%m-%d}"


class TrialOrder(models.Model):
    """A sample that the company tries before it binds itself."""

    mou = models.ForeignKey(Mou, models.CASCADE, related_name="trials")
    what = models.TextField(_("contoh yang diuji"), max_length=2000)
    due_on = models.DateField(_("hasil paling lambat"))
    ordered_by = _person(_("dicatat oleh"))
    ordered_at = models.DateTimeField(_("dicatat"), default=timezone.now)

    class Meta:
        verbose_name = _("uji contoh")
        verbose_name_plural = _("uji contoh")
        ordering = ["ordered_at", "pk"]

    def __str__(self):
        return self.what

    @property
    def verdict(self) -> str:
        """The outcome of the last result, "" while there is none. Free when `results` is prefetched."""
        results = list(self.results.all())
        return results[-1].outcome if results else ""


class TrialResult(models.Model):
    """What the company says of a sample. One that is to be mended is followed by another result; rows are never changed."""

    class Outcome(models.TextChoices):
        PASSED = "passed", _("lulus")
        TO_MEND = "to_mend", _("perlu perbaikan")
        FAILED = "failed", _("gagal")

    order = models.ForeignKey(TrialOrder, models.CASCADE, related_name="results")
    outcome = models.CharField(_("hasil uji"), max_length=8, choices=Outcome.choices)
    fixes = models.TextField(_("daftar perbaikan"), max_length=2000, blank=True)
    reason = models.CharField(
        _("sebab gagal"), max_length=16, choices=EndReason.choices, blank=True
    )
    note = models.TextField(_("catatan"), max_length=2000, blank=True)
    judged_by = _person(_("dinilai oleh"))
    judged_at = models.DateTimeField(_("dinilai"), default=timezone.now)

    class Meta:
        verbose_name = _("hasil uji contoh")
        verbose_name_plural = _("hasil uji contoh")
        ordering = ["judged_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="to_mend") | ~Q(fixes=""), name="trial_to_mend_says_what"
            ),
            models.CheckConstraint(
                condition=Q(outcome="failed", reason__gt="") | Q(~Q(outcome="failed"), reason=""),
                name="trial_failed_says_why",
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()


#: The clauses that a partnership agreement must have (UU 20/2008 article 34; KPPU watches over them), by field.
CLAUSES = (
    "has_business",
    "has_rights_and_duties",
    "has_development",
    "has_term",
    "has_settlement",
)


class LegalCheck(models.Model):
    """One reading of the draft: which statutory clauses it has, and in which languages it is. Never changed afterwards."""

    mou = models.ForeignKey(Mou, models.CASCADE, related_name="legal_checks")
    has_business = models.BooleanField(_("kegiatan usaha"), default=False)
    has_rights_and_duties = models.BooleanField(
        _("hak dan kewajiban masing-masing pihak"), default=False
    )
    has_development = models.BooleanField(_("bentuk pengembangan"), default=False)
    has_term = models.BooleanField(_("jangka waktu"), default=False)
    has_settlement = models.BooleanField(_("penyelesaian perselisihan"), default=False)
    is_bilingual = models.BooleanField(
        _("dalam Bahasa Indonesia dan bahasa asing"),
        null=True,
        help_text=_("Wajib bila salah satu pihak asing (UU 24/2009 Pasal 31)."),
    )
    passed = models.BooleanField(_("lulus"))
    note = models.TextField(_("catatan"), max_length=2000, blank=True)
    checked_by = _person(_("diperiksa oleh"))
    checked_at = models.DateTimeField(_("diperiksa"), default=timezone.now)

    class Meta:
        verbose_name = _("pemeriksaan hukum")
        verbose_name_plural = _("pemeriksaan hukum")
        ordering = ["checked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(passed=False)
                | Q(
                    Q(is_bilingual=True) | Q(is_bilingual__isnull=True),
                    **dict.fromkeys(CLAUSES, True),
                ),
                name="legal_check_passed_has_all",
            ),
        ]

    def __str__(self):
        return f"{self.checked_at:%Y-%m-%d}"

    @property
    def missing(self) -> list[str]:
        """What the draft lacks, in words."""
        names = [name for name in CLAUSES if not getattr(self, name)]
        if self.is_bilingual is False:
            names.append("is_bilingual")
        return [str(self._meta.get_field(name).verbose_name) for name in names]
