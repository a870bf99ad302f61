"""Drafts of MoUs and contracts: their templates in versions, their numbers, and what was signed on paper."""

from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models import CompanyMember
from partnerships.models.ledger import Contract
from partnerships.models.mous import Mou, MouMember
from umkm.models import UmkmMember


class DocumentKind(models.TextChoices):
    MOU = "mou", _("nota kesepahaman (MoU)")
    CONTRACT = "contract", _("kontrak kemitraan")


class Statute(models.TextChoices):
    """The clauses that UU 20/2008 article 34 asks of every partnership agreement; KPPU supervises them."""

    ACTIVITY = "activity", _("kegiatan usaha")
    RIGHTS = "rights", _("hak dan kewajiban masing-masing pihak")
    DEVELOPMENT = "development", _("bentuk pengembangan")
    TERM = "term", _("jangka waktu")
    DISPUTE = "dispute", _("penyelesaian perselisihan")


class DocumentTemplate(models.Model):
    """One version of the text of a kind. Versions are never changed: an edit is a new one, so that each document keeps its."""

    kind = models.CharField(_("jenis"), max_length=10, choices=DocumentKind.choices)
    version = models.PositiveIntegerField(_("versi"))
    note = models.CharField(_("apa yang berubah"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dibuat oleh"),
    )

    class Meta:
        verbose_name = _("naskah perjanjian")
        verbose_name_plural = _("naskah perjanjian")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="document_template_version"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} v{self.version}"


class Clause(models.Model):
    """One article: heading and text in both languages, with placeholders such as {perusahaan} (partnerships.placeholders)."""

    template = models.ForeignKey(DocumentTemplate, models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField(_("urutan"))
    statute = models.CharField(_("pasal wajib"), max_length=12, choices=Statute.choices, blank=True)
    heading_id = models.CharField(_("judul"), max_length=120)
    heading_en = models.CharField(_("judul (Inggris)"), max_length=120)
    text_id = models.TextField(_("isi"), max_length=6000)
    text_en = models.TextField(_("isi (Inggris)"), max_length=6000)

    class Meta:
        verbose_name = _("pasal")
        verbose_name_plural = _("pasal")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["template", "position"], name="clause_position_once"),
            models.UniqueConstraint(
                fields=["template", "statute"], condition=~Q(statute=""), name="clause_statute_once"
            ),
        ]

    def __str__(self):
        return self.heading_id


class NumberSeries(models.Model):
    """The last number that was given in a year: taken under a lock, so that no number is missing and none given twice."""

    kind = models.CharField(max_length=10, choices=DocumentKind.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="number_series_once")]

    def __str__(self):
        return f"{self.kind} {self.year}: {self.last}"


def _document_path(document, _name: str) -> str:
    return f"dokumen/{document.year}/{uuid4().hex}.pdf"


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Officials see all, the parties of its MoU their own."""
        if not user.is_authenticated:
            return self.none()
        if user.is_official:
            return self
        own = UmkmMember.objects.filter(user=user).values("umkm")
        return self.filter(
            Q(mou__company__in=CompanyMember.objects.filter(user=user).values("company"))
            | Q(mou__in=MouMember.objects.filter(umkm__in=own).values("mou"))
        )


class Document(models.Model):
    """One numbered document, as it went out: its bytes, their hash, and the facts that its page of verification tells."""

    kind = models.CharField(_("jenis"), max_length=10, choices=DocumentKind.choices)
    mou = models.ForeignKey(Mou, models.PROTECT, related_name="documents", verbose_name=_("MoU"))
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, related_name="+", verbose_name=_("kontrak")
    )
    template = models.ForeignKey(
        DocumentTemplate, models.PROTECT, related_name="+", verbose_name=_("naskah")
    )
    number = models.CharField(_("nomor"), max_length=80, unique=True)
    year = models.PositiveSmallIntegerField(_("tahun"))
    sequence = models.PositiveIntegerField(_("nomor urut"))
    is_bilingual = models.BooleanField(_("dwibahasa"), default=False)
    #: {"title": str, "parties": [str, ...]}: as they stood when the number was given
    told = models.JSONField(_("isi pokok"), default=dict)
    file = models.FileField(_("berkas"), upload_to=_document_path)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    code = models.CharField(max_length=32, unique=True, editable=False)
    dated = models.DateField(_("tanggal"))
    made_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dibuat oleh")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokumen bernomor")
        verbose_name_plural = _("dokumen bernomor")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "sequence"], name="document_sequence_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="contract", contract__isnull=False)
                | Q(kind="mou", contract__isnull=True),
                name="document_of_contract_has_one",
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("partnerships:document-verify", args=[self.code])


def _signed_path(signed, name: str) -> str:
    return f"dokumen/ttd/{uuid4().hex}{PurePath(name).suffix}"


class SignedFile(models.Model):
    """A scan of what was signed. Rows are only ever added: a better scan stands beside the first one."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="signed_files", verbose_name=_("dokumen")
    )
    file = models.FileField(_("berkas"), upload_to=_signed_path)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    note = models.CharField(_("keterangan"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("ditambahkan"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("oleh")
    )

    class Meta:
        verbose_name = _("pindaian bertanda tangan")
        verbose_name_plural = _("pindaian bertanda tangan")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "sha256"], name="signed_file_once"),
        ]

    def __str__(self):
        return f"{self.document} · {self.sha256[:8]}"
