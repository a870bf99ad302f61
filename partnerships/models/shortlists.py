"""What a company keeps for itself while it looks for suppliers: shortlists with notes, and searches that are watched."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models import Company, CompanyMember
from umkm.models import Umkm


class ShortlistQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The lists of the companies that this person works for, reader or not. Officials look in the admin, without notes."""
        if not user.is_authenticated:
            return self.none()
        own = CompanyMember.objects.filter(user=user).values("company")
        return self.filter(company__in=own)

    def with_counts(self):
        """Adds `count`, the UMKM on it."""
        return self.annotate(
            count=models.Count("entries", filter=Q(entries__removed_at=None), distinct=True)
        )


class Shortlist(models.Model):
    """UMKM that the people of one company have set aside under a name."""

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="+", verbose_name=_("perusahaan")
    )
    name = models.CharField(_("nama daftar"), max_length=80)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dibuat oleh")
    )
    created_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    #: The last time that somebody put an UMKM on it, took one off or wrote a note: the newest is the list in hand.
    changed_at = models.DateTimeField(_("terakhir diubah"), default=timezone.now)

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        verbose_name = _("daftar pendek")
        verbose_name_plural = _("daftar pendek")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "company",
                Lower("name"),
                name="shortlist_name_once",
                violation_error_message=_("Perusahaan Anda sudah punya daftar dengan nama ini."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="shortlist_has_name"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnerships:shortlist", args=[self.pk])


class EntryQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed_at=None)


class ShortlistEntry(models.Model):
    """One UMKM on a list. Taken off it stays for a while with its notes, so that a slip can be undone."""

    shortlist = models.ForeignKey(
        Shortlist, models.CASCADE, related_name="entries", verbose_name=_("daftar pendek")
    )
    umkm = models.ForeignKey(Umkm, models.CASCADE, related_name="+", verbose_name=_("UMKM"))
    position = models.PositiveSmallIntegerField(_("urutan"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ditambah oleh")
    )
    added_at = models.DateTimeField(_("ditambah"), default=timezone.now)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dikeluarkan oleh"),
    )
    removed_at = models.DateTimeField(_("dikeluarkan"), null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("isi daftar pendek")
        verbose_name_plural = _("isi daftar pendek")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["shortlist", "umkm"], name="shortlist_umkm_once"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="shortlist_removed_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.umkm} · {self.shortlist}"


class ShortlistNote(models.Model):
    """What somebody of the company wrote about an UMKM on a list. Nobody outside the company reads it."""

    entry = models.ForeignKey(ShortlistEntry, models.CASCADE, related_name="notes")
    text = models.TextField(_("catatan"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ditulis oleh")
    )
    at = models.DateTimeField(_("ditulis"), default=timezone.now)

    class Meta:
        verbose_name = _("catatan daftar pendek")
        verbose_name_plural = _("catatan daftar pendek")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="shortlist_note_has_text")
        ]

    def __str__(self):
        return self.text[:60]


# ── Saved searches ───────────────────────────────────────────────────────────────────────────────────────────────────


class SavedSearch(models.Model):
    """A state of the directory that somebody of a company wants to hear about when something new fits.

    `state` is {name of a parameter: [value, ...]}, as it stood in the address when it was kept.
    """

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="+", verbose_name=_("perusahaan")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("disimpan oleh")
    )
    name = models.CharField(_("nama pencarian"), max_length=80)
    state = models.JSONField(_("saringan"))
    created_at = models.DateTimeField(_("disimpan"), default=timezone.now)
    looked_at = models.DateTimeField(_("terakhir diperiksa"), default=timezone.now)

    class Meta:
        verbose_name = _("pencarian tersimpan")
        verbose_name_plural = _("pencarian tersimpan")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "person",
                Lower("name"),
                name="saved_search_name_once",
                violation_error_message=_("Anda sudah punya pencarian dengan nama ini."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="saved_search_has_name"),
        ]
        indexes = [models.Index(fields=["looked_at"], name="saved_search_queue")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnerships:saved-search", args=[self.pk])

    @property
    def query(self) -> str:
        """The state as the part of an address behind its question mark."""
        given = QueryDict(mutable=True)
        for name, values in self.state.items():
            given.setlist(name, values)
        return given.urlencode()


class FindQuerySet(models.QuerySet):
    def news(self):
        """New since the search was kept, still fitting, and not looked at yet."""
        return self.filter(found_at__isnull=False, seen_at=None, left_at=None)


class SavedSearchFind(models.Model):
    """That an UMKM fits a saved search. One that fitted when the search was kept is no news and has no `found_at`."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="finds")
    umkm = models.ForeignKey(Umkm, models.CASCADE, related_name="+", verbose_name=_("UMKM"))
    found_at = models.DateTimeField(_("ditemukan"), null=True)
    left_at = models.DateTimeField(_("tidak cocok lagi sejak"), null=True)
    told_at = models.DateTimeField(_("diberitahukan"), null=True)
    seen_at = models.DateTimeField(_("dilihat"), null=True)

    objects = FindQuerySet.as_manager()

    class Meta:
        verbose_name = _("hasil pencarian tersimpan")
        verbose_name_plural = _("hasil pencarian tersimpan")
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["search", "umkm"], name="saved_search_finds_once"),
            models.CheckConstraint(
                condition=Q(found_at__isnull=False) | Q(told_at__isnull=True, seen_at__isnull=True),
                name="saved_search_told_was_found",
            ),
        ]
        indexes = [
            models.Index(
                fields=["search"],
                condition=Q(found_at__isnull=False, seen_at=None, left_at=None),
                name="saved_search_news",
            )
        ]

    def __str__(self):
        return f"{self.umkm} · {self.search}"
