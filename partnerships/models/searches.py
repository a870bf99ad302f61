"""Searches of the directory that somebody wants to hear about: their state, and which UMKM fit."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Max, Q
from django.db.models.functions import Lower
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models import Company, CompanyMember
from kemitraan.verification import VerificationStatus
from umkm.models import Umkm

#: New since the search was kept, still fitting and public, and not looked at yet.
NEWS = {
    "found_at__isnull": False,
    "seen_at": None,
    "left_at": None,
    "umkm__is_listed": True,
    "umkm__status": VerificationStatus.VERIFIED,
}


class SavedSearchQuerySet(models.QuerySet):
    def of(self, user):
        """A person's own, as long as the person works for the company that they were kept for."""
        if not user.is_authenticated:
            return self.none()
        companies = CompanyMember.objects.filter(user=user).values("company")
        return self.filter(person=user, company__in=companies)

    def with_news(self):
        """Adds `news`, how many are new, and `newest`, since when."""
        new = Q(**{f"finds__{name}": value for name, value in NEWS.items()})
        return self.annotate(
            news=Count("finds", filter=new), newest=Max("finds__found_at", filter=new)
        )


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

    objects = SavedSearchQuerySet.as_manager()

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
    def given(self) -> QueryDict:
        """The state as the directory is given it."""
        given = QueryDict(mutable=True)
        for name, values in self.state.items():
            given.setlist(name, values)
        return given


class FindQuerySet(models.QuerySet):
    def news(self):
        return self.filter(**NEWS)


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
