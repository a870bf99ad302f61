"""Being verified by an official: the states, the ways to find out, and the remarks that an UMKM and a company share."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.workflow import Transition, Workflow


class VerificationStatus(models.TextChoices):
    REGISTERED = "registered", _("menunggu verifikasi")
    VERIFIED = "verified", _("terverifikasi")
    RETURNED = "returned", _("dikembalikan untuk dilengkapi")
    REJECTED = "rejected", _("ditolak")
    SUSPENDED = "suspended", _("ditangguhkan")


class Method(models.TextChoices):
    """How an officer found out what is true."""

    DOCUMENTS = "documents", _("dokumen")
    VISIT = "visit", _("kunjungan")
    REGISTRY = "registry", _("data resmi (OSS, Dukcapil, ...)")


@dataclass(frozen=True)
class FieldRemark:
    """What an officer wants mended: a field, or a kind of rows that belong to the firm; `row` is the key of one of those."""

    field: str
    text: str
    row: int | None = None


class RemarkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at=None)


class FieldRemarkRow(models.Model):
    """A FieldRemark as it is kept, until the firm is sent in again. Concrete ones add the firm and the change of state."""

    field = models.CharField(_("isian"), max_length=40)
    row = models.PositiveBigIntegerField(_("baris"), null=True, blank=True)
    text = models.CharField(_("catatan"), max_length=500)
    settled_at = models.DateTimeField(_("selesai"), null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        abstract = True
        verbose_name = _("catatan petugas")
        verbose_name_plural = _("catatan petugas")
        ordering = ["pk"]

    def __str__(self):
        return self.text


def verification_flow(*, officer, keeper, guard=None, reject_reasons=None) -> Workflow:
    """The state table. `officer` and `keeper` are rights (actor, subject) -> Verdict; `guard` holds for verifying.

    `reject_reasons` (a TextChoices class) makes a reason obligatory when a registration is rejected.
    """
    status = VerificationStatus
    return Workflow(
        Transition(
            "verify",
            _("Verifikasi"),
            {status.REGISTERED, status.RETURNED},
            status.VERIFIED,
            who=officer,
            guard=guard,
            tone="primary",
            consequence=_("Tampil di portal dan ikut dicocokkan."),
        ),
        Transition(
            "return",
            _("Kembalikan"),
            {status.REGISTERED, status.VERIFIED},
            status.RETURNED,
            who=officer,
            needs_note=True,
            consequence=_("Pemilik melihat catatan Anda dan dapat melengkapi data."),
        ),
        Transition(
            "resubmit",
            _("Kirim ulang"),
            {status.RETURNED},
            status.REGISTERED,
            who=keeper,
            tone="primary",
            consequence=_("Petugas memeriksa lagi data yang sudah dilengkapi."),
        ),
        Transition(
            "reject",
            _("Tolak"),
            {status.REGISTERED, status.RETURNED},
            status.REJECTED,
            who=officer,
            reasons=reject_reasons,
            needs_note=True,
            tone="danger",
            consequence=_("Pendaftaran ditutup; pemilik melihat sebabnya."),
        ),
        Transition(
            "suspend",
            _("Tangguhkan"),
            {status.VERIFIED},
            status.SUSPENDED,
            who=officer,
            needs_note=True,
            tone="danger",
            consequence=_("Tidak tampil dan tidak dicocokkan sampai dipulihkan."),
        ),
        Transition(
            "reinstate",
            _("Pulihkan"),
            {status.SUSPENDED, status.REJECTED},
            status.VERIFIED,
            who=officer,
            guard=guard,
            needs_note=True,
            consequence=_("Tampil kembali di portal dan ikut dicocokkan."),
        ),
    )


def official_with(*roles: str):
    """The right of officials with one of these roles."""

    def who(actor, _subject=None) -> Verdict:
        if actor is not None and actor.is_authenticated and actor.has_role(*roles):
            return ALLOWED
        return refused(_("Hanya petugas yang ditunjuk yang dapat melakukan ini."))

    return who
