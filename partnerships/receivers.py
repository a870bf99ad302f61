"""The floors below speak by signals; here the worker is asked to match. A lost one is made good by the nightly run."""

from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext as _

from investors.models import Need
from investors.signals import need_closed, need_opened, need_shown_to
from kemitraan.post.models import Letter
from kemitraan.rupiah import rupiah
from kemitraan.verification import VerificationStatus
from partnerships.merging import move_partnerships, move_partnerships_back
from partnerships.models import (
    ContactDisclosure,
    Mou,
    MouMember,
    Notice,
    Realisation,
    ShortlistEntry,
    Side,
    Suggestion,
)
from partnerships.services import matching, register, shortlists
from partnerships.services.suggestions import withdraw_unanswered
from partnerships.tasks import perform_match
from partnerships.wording.notices import sentence
from umkm.models import Umkm, UmkmMember
from umkm.signals import (
    ContactSeen,
    umkm_changed,
    umkm_contact_asked,
    umkm_erasing,
    umkm_merged,
    umkm_told,
    umkm_unmerged,
)

#: How many of those who have seen a contact the owner's page names.
RECENT = 20


@receiver(need_opened)
def match_opened_need(need_id: int, **_kwargs):
    with transaction.atomic():
        run = matching.ask_need_run(Need.objects.get(pk=need_id))
        perform_match.delay_on_commit(run.pk)


@receiver(need_closed)
def withdraw_what_nobody_answered(need_id: int, **_kwargs):
    withdraw_unanswered(need_id)


@receiver(umkm_changed)
def match_changed_umkm(umkm_id: int, **_kwargs):
    umkm = Umkm.objects.get(pk=umkm_id)
    if umkm.erased_at is not None:
        shortlists.forget_firm(umkm_id)
        register.forget_firm(umkm_id)
    on_no_list = not Suggestion.objects.filter(umkm=umkm).exists()
    if umkm.status != VerificationStatus.VERIFIED and on_no_list:
        return  # is matched with nothing, and has nothing to lose
    with transaction.atomic():
        run = matching.ask_umkm_run(umkm)
        perform_match.delay_on_commit(run.pk)


@receiver(need_shown_to)
def needs_of_live_suggestions(user, **_kwargs):
    """A need that is not public is read by the verified UMKM that it was suggested to."""
    rows = (
        Suggestion.objects.live()
        .shown_to_umkm()
        .filter(umkm__members__user=user, umkm__status=VerificationStatus.VERIFIED)
    )
    return rows.values("need")


# ── Inside the transaction of supply ─────────────────────────────────────────────────────────────────────────────────


@receiver(umkm_merged)
def take_partnerships_along(kept_id: int, merged_id: int, **_kwargs):
    return move_partnerships(kept_id, merged_id)


@receiver(umkm_unmerged)
def give_partnerships_back(kept_id: int, merged_id: int, moved: dict, **_kwargs):
    ours = moved.get(f"{__name__}.{take_partnerships_along.__qualname__}")
    if ours:
        move_partnerships_back(kept_id, merged_id, ours)


@receiver(umkm_erasing)
def keep_agreements(umkm_id: int, **_kwargs):
    """Agreements and proofs of payment are kept ten years (UU 8/1997 on company documents)."""
    why = _("dokumen perjanjian dan pembayaran disimpan 10 tahun (UU 8/1997)")
    signed = Mou.objects.ever_signed().filter(members__umkm=umkm_id)
    kept = [[_("MoU %(number)s") % {"number": mou}, why] for mou in signed.order_by("pk")]
    if Realisation.objects.filter(umkm=umkm_id).exists():
        kept.append([_("Catatan realisasi"), why])
    return kept


@receiver(umkm_told)
def tell_partnerships(umkm_id: int, **_kwargs):
    suggestions = Suggestion.objects.filter(umkm=umkm_id).select_related("need").order_by("pk")
    members = MouMember.objects.filter(umkm=umkm_id).select_related("mou").order_by("pk")
    realised = Realisation.objects.filter(umkm=umkm_id).order_by("year", "quarter", "pk")
    on_lists = ShortlistEntry.objects.standing().filter(umkm=umkm_id).count()
    seen = _seen_contact_of(umkm_id)
    owners = UmkmMember.objects.filter(umkm=umkm_id, role=UmkmMember.Role.OWNER).values("user")
    notices = Notice.objects.live().filter(person__in=owners).order_by("pk")
    letters = Letter.objects.filter(person__in=owners).order_by("pk")
    return {
        _("Kabar untuk pemilik"): [
            {_("Waktu"): row.made_at.isoformat(), _("Kabar"): sentence(row.code, row.values)}
            for row in notices
        ],
        _("Surat untuk pemilik"): [
            {
                _("Waktu"): row.created_at.isoformat(),
                _("Alamat"): row.address,
                _("Perihal"): row.subject,
            }
            for row in letters
        ],
        _("Siapa yang melihat kontak Anda"): [
            {
                _("Siapa"): str(row.by),
                _("Tentang"): _about(row),
                _("Waktu"): row.at.isoformat(),
                _("Melalui"): row.get_door_display(),
            }
            for row in seen
        ],
        _("Saran kemitraan"): [
            {
                _("Kebutuhan"): str(row.need),
                _("Nilai kecocokan"): str(row.score),
                _("Status"): row.get_status_display(),
                _("Sejak"): row.created_at.isoformat(),
            }
            for row in suggestions
        ],
        _("MoU"): [
            {_("MoU"): str(row.mou), _("Bagian (%)"): str(row.share_percent)} for row in members
        ],
        _("Realisasi"): [
            {_("Triwulan"): f"{row.year}/{row.quarter}", _("Nilai"): rupiah(row.value_rupiah)}
            for row in realised
        ],
        # How many, and not whose: what a company has in mind is its own affair.
        _("Daftar pendek perusahaan"): [{_("Jumlah daftar"): str(on_lists)}] if on_lists else [],
    }


@receiver(umkm_contact_asked)
def tell_who_saw_the_contact(umkm_id: int, **_kwargs):
    return [
        ContactSeen(str(row.by), _about(row), row.at, row.get_door_display())
        for row in _seen_contact_of(umkm_id)[:RECENT]
    ]


def _seen_contact_of(umkm_id: int):
    rows = ContactDisclosure.objects.filter(umkm=umkm_id, whose=Side.UMKM)
    return rows.select_related("by", "company", "suggestion__need")


def _about(row: ContactDisclosure) -> str:
    return f"{row.company} · {row.suggestion.need}" if row.suggestion else str(row.company)
