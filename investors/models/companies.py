"""A large company, and who acts for it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.countries import SpokenLanguage, country_choices, country_name, language_names
from kemitraan.reference.models import District, Kbli
from kemitraan.verification import VerificationStatus


def _spoken_languages(name) -> ArrayField:
    """Codes of SpokenLanguage; empty: not stated."""
    code = models.CharField(max_length=2, choices=SpokenLanguage.choices)
    return ArrayField(code, verbose_name=name, default=list, blank=True)


class CompanyQuerySet(models.QuerySet):
    def verified(self):
        return self.filter(status=VerificationStatus.VERIFIED)

    def awaiting(self):
        """The verification desk's queue, the oldest first."""
        return self.filter(status=VerificationStatus.REGISTERED).order_by("registered_at", "pk")

    def kept_by(self, user):
        """The companies that this person works for."""
        return self.filter(members__user=user)

    def acted_for_by(self, user):
        """Those for which this person writes and answers; a reader only looks."""
        acting = CompanyMember.objects.filter(user=user).exclude(role=CompanyMember.Role.READER)
        return self.filter(pk__in=acting.values("company"))

    def visible_to(self, user):
        """Officials see all, everyone the verified ones, its people their own."""
        if user.is_authenticated and user.is_official:
            return self
        if user.is_authenticated:
            own = CompanyMember.objects.filter(user=user).values("company")
            return self.filter(Q(status=VerificationStatus.VERIFIED) | Q(pk__in=own))
        return self.verified()


class Company(models.Model):
    """A large company; by UU 25/2007 it is PMA when foreign capital is in it, otherwise PMDN."""

    class Capital(models.TextChoices):
        PMA = "PMA", _("PMA (penanaman modal asing)")
        PMDN = "PMDN", _("PMDN (penanaman modal dalam negeri)")

    name = models.CharField(_("nama perusahaan"), max_length=150)
    capital = models.CharField(_("status penanaman modal"), max_length=4, choices=Capital.choices)
    country = models.CharField(
        _("negara asal modal"), max_length=2, choices=country_choices, default="ID"
    )
    nib = models.CharField(_("NIB"), max_length=13, unique=True)
    npwp = models.CharField(_("NPWP"), max_length=15, blank=True)
    business = models.CharField(_("bidang usaha"), max_length=200)
    head_office = models.CharField(_("kota kantor pusat"), max_length=100)
    project_districts = models.ManyToManyField(
        District, blank=True, related_name="+", verbose_name=_("kecamatan lokasi proyek")
    )
    description = models.TextField(_("tentang perusahaan"), blank=True, max_length=2000)
    website = models.URLField(_("situs web"), blank=True)
    # The main contact stands here, since every answer shows it; further ones are CompanyContact.
    contact_name = models.CharField(_("nama kontak"), max_length=150)
    contact_function = models.CharField(_("jabatan kontak"), max_length=100, blank=True)
    contact_email = models.EmailField(_("e-mail kontak"))
    contact_telephone = models.CharField(_("telepon kontak"), max_length=20)
    contact_languages = _spoken_languages(_("bahasa kontak"))

    status = models.CharField(
        _("status"),
        max_length=12,
        choices=VerificationStatus.choices,
        default=VerificationStatus.REGISTERED,
    )
    registered_at = models.DateTimeField(_("terdaftar"), default=timezone.now)
    verified_at = models.DateTimeField(_("terverifikasi sejak"), null=True, blank=True)
    consent_at = models.DateTimeField(_("persetujuan data diberikan"))

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("perusahaan")
        verbose_name_plural = _("perusahaan")
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capital="PMA") & ~Q(country="ID") | Q(capital="PMDN") & Q(country="ID"),
                name="company_country_fits_capital",
                violation_error_message=_(
                    "PMA memerlukan negara asal modal di luar Indonesia; PMDN berasal dari Indonesia."
                ),
            ),
            models.CheckConstraint(
                condition=Q(nib__regex=r"^[0-9]{13}$"), name="company_nib_13_digits"
            ),
            models.CheckConstraint(
                condition=~Q(status="verified") | Q(verified_at__isnull=False),
                name="company_verified_has_date",
            ),
            models.CheckConstraint(
                condition=Q(npwp="") | Q(npwp__regex=r"^[0-9]{15}$"), name="company_npwp_15_digits"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "registered_at"], name="company_queue"),
            models.Index(fields=["npwp"], name="company_npwp", condition=~Q(npwp="")),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("investors:company", args=[self.pk])

    @property
    def country_label(self) -> str:
        return country_name(self.country)

    @property
    def is_foreign(self) -> bool:
        return self.capital == self.Capital.PMA

    @property
    def contact_languages_label(self) -> str:
        return language_names(self.contact_languages)


class CompanyKbli(models.Model):
    """A field of business of the company by its NIB, as a code of one version of KBLI. One of them is the main one."""

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="activities", verbose_name=_("perusahaan")
    )
    kbli = models.ForeignKey(Kbli, models.PROTECT, related_name="+", verbose_name=_("KBLI"))
    is_main = models.BooleanField(_("utama"), default=False)

    class Meta:
        verbose_name = _("KBLI perusahaan")
        verbose_name_plural = _("KBLI perusahaan")
        ordering = ["-is_main", "kbli__version", "kbli__code"]
        constraints = [
            models.UniqueConstraint(fields=["company", "kbli"], name="company_kbli_once"),
            models.UniqueConstraint(
                fields=["company"], condition=Q(is_main=True), name="company_kbli_one_main"
            ),
        ]

    def __str__(self):
        return str(self.kbli)


class CompanyContact(models.Model):
    """Somebody to talk to beside the main contact; not a right to act."""

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="contacts", verbose_name=_("perusahaan")
    )
    name = models.CharField(_("nama"), max_length=150)
    function = models.CharField(_("jabatan"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telepon"), max_length=20, blank=True)
    languages = _spoken_languages(_("bahasa"))

    class Meta:
        verbose_name = _("kontak perusahaan")
        verbose_name_plural = _("kontak perusahaan")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(telephone=""), name="company_contact_can_be_reached"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def languages_label(self) -> str:
        return language_names(self.languages)


class CompanyMember(models.Model):
    """Who acts for a company: owner and buyer write, a reader looks."""

    class Role(models.TextChoices):
        OWNER = "owner", _("penanggung jawab")
        BUYER = "buyer", _("pembeli")
        READER = "reader", _("pembaca")

    company = models.ForeignKey(Company, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("akun")
    )
    role = models.CharField(_("peran"), max_length=8, choices=Role.choices, default=Role.OWNER)

    class Meta:
        verbose_name = _("orang perusahaan")
        verbose_name_plural = _("orang perusahaan")
        constraints = [
            models.UniqueConstraint(fields=["company", "user"], name="company_member_once"),
        ]

    def __str__(self):
        return f"{self.user} · {self.company}"
