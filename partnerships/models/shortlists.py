"""What a company keeps for itself while it looks for suppliers: shortlists with notes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
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
