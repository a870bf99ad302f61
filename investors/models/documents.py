"""Papers of a company: none is ever overwritten, a newer one is a new row."""

from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models.companies import Company
from kemitraan.rupiah import RupiahField

_SHA256 = r"^[0-9a-f]{64}$"


def document_path(paper, name: str) -> str:
    return f"investors/{paper.company_id}/{uuid4().hex}{PurePath(name).suffix}"


class Paper(models.Model):
    """A file that somebody of the company (or an officer for it) sent, with its SHA-256, and the officer who has seen it."""

    company = models.ForeignKey(
        Company, models.PROTECT, related_name="%(class)ss", verbose_name=_("perusahaan")
    )
    file = models.FileField(_("berkas"), upload_to=document_path)
    digest = models.CharField(_("sidik berkas (SHA-256)"), max_length=64)
    added_at = models.DateTimeField(_("diunggah"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("diunggah oleh")
    )
    seen_at = models.DateTimeField(_("diperiksa"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("diperiksa oleh"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=_SHA256), name="%(class)s_digest_is_sha256"
            ),
            models.CheckConstraint(
                condition=Q(seen_at=None, seen_by=None)
                | Q(seen_at__isnull=False, seen_by__isnull=False),
                name="%(class)s_seen_by_somebody",
            ),
        ]


class CompanyDocument(Paper):
    """A proof for the officer who verifies: none is a condition, since OSS can be asked as well."""

    class Kind(models.TextChoices):
        NIB = "nib", _("NIB dari OSS")
        NPWP = "npwp", _("kartu NPWP")
        DEED = "deed", _("akta perusahaan")
        OTHER = "other", _("lain-lain")

    kind = models.CharField(_("jenis"), max_length=8, choices=Kind.choices)

    class Meta(Paper.Meta):
        verbose_name = _("dokumen perusahaan")
        verbose_name_plural = _("dokumen perusahaan")
        ordering = ["-added_at", "-pk"]

    def __str__(self):
        return self.get_kind_display()


class CommitmentLetter(Paper):
    """Surat Pernyataan Komitmen: the large firm's own declaration that it will be a partner of UMKM (Permen Investasi/BKPM
    1/2022 as amended by Peraturan BKPM 3/2025). That there is one and its day are public; what is in it is not."""

    number = models.CharField(_("nomor surat"), max_length=80)
    dated_on = models.DateField(_("tanggal surat"))
    promise = models.TextField(_("yang dijanjikan"), max_length=2000)
    planned_rupiah = RupiahField(_("rencana nilai kemitraan (Rp)"))
    planned_umkm = models.PositiveIntegerField(
        _("rencana jumlah UMKM"), validators=[MinValueValidator(1)]
    )
    starts_on = models.DateField(_("berlaku mulai"))
    ends_on = models.DateField(_("berlaku sampai"))

    class Meta(Paper.Meta):
        verbose_name = _("Surat Pernyataan Komitmen")
        verbose_name_plural = _("Surat Pernyataan Komitmen")
        ordering = ["-dated_on", "-pk"]
        constraints = [
            *Paper.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "number"],
                name="commitment_number_once",
                violation_error_message=_("Surat dengan nomor ini sudah tercatat."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="commitment_dates_in_order",
                violation_error_message=_("Tanggal berakhir tidak boleh sebelum tanggal mulai."),
            ),
            models.CheckConstraint(
                condition=Q(planned_umkm__gte=1), name="commitment_at_least_one_umkm"
            ),
            models.CheckConstraint(
                condition=Q(planned_rupiah__gte=0), name="commitment_value_not_negative"
            ),
        ]

    def __str__(self):
        return self.number
