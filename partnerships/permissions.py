"""Who may do what where the two sides meet."""

from django.utils.translation import gettext as _

from investors.models import Company
from investors.permissions import acts_for
from kemitraan.access import ALLOWED, Verdict, any_of, refused
from kemitraan.accounts.models import Role
from kemitraan.verification import official_with
from partnerships.models import Side, SuggestionStatus
from umkm.permissions import owns_data, speaks_for

is_officer = official_with(Role.PARTNERSHIP_OFFICER)
#: Where the kabupaten has nobody for it, the partnership officer checks what is to be signed.
checks_law = official_with(Role.PARTNERSHIP_OFFICER, Role.LEGAL_OFFICER)


def may_see_figures(user) -> Verdict:
    """Figures of the whole kabupaten, and the lists behind them: staff of a kecamatan or village see their own area alone."""
    if user.is_official:
        return ALLOWED
    return refused(_("Dasbor hanya untuk petugas dan pimpinan daerah."))


# ── Suggestions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def answers_for_umkm(user, suggestion) -> Verdict:
    return speaks_for(user, suggestion.umkm)


def answers_for_company(user, suggestion) -> Verdict:
    return acts_for(user, suggestion.need.company)


def is_party(user, suggestion) -> Verdict:
    return any_of(answers_for_umkm(user, suggestion), answers_for_company(user, suggestion))


def may_see_contacts(user, suggestion) -> Verdict:
    """Names and numbers of the other side appear only when both are interested."""
    if getattr(user, "is_official", False) or suggestion.status == SuggestionStatus.MATCHED:
        return ALLOWED
    return refused(_("Kontak tampil setelah kedua pihak menyatakan berminat."))


def may_answer_report(user, report) -> Verdict:
    """The side that did not report it; an officer only asks."""
    if report.side == Side.COMPANY:
        return speaks_for(user, report.umkm)
    return acts_for(user, report.company)


# ── MoU and ledger ───────────────────────────────────────────────────────────────────────────────────────────────────


def side_of(user, mou) -> str | None:
    """The side of this MoU that a person acts for, or None."""
    if acts_for(user, mou.company):
        return Side.COMPANY
    if user is None or not user.is_authenticated:
        return None
    own = mou.members.filter(umkm__members__user=user).exists()
    return Side.UMKM if own or _coordinates(user, mou) else None


def _coordinates(user, mou) -> bool:
    return mou.coordinator_id is not None and bool(speaks_for(user, mou.coordinator))


def speaks_for_member(user, mou, umkm) -> Verdict:
    """The people of the UMKM itself, and those of the koperasi that coordinates it."""
    verdict = speaks_for(user, umkm)
    return verdict if verdict or not _coordinates(user, mou) else ALLOWED


def may_judge_trial(user, mou) -> Verdict:
    """The company that tries the sample, or the officer for it."""
    return any_of(is_officer(user), acts_for(user, mou.company))


def may_sign(user, mou) -> Verdict:
    """A party for itself, and the officer for whoever signed on paper."""
    if is_officer(user) or side_of(user, mou):
        return ALLOWED
    return refused(_("Hanya para pihak dan petugas kemitraan yang mencatat tanda tangan."))


def may_dispute(user, mou) -> Verdict:
    if is_officer(user) or side_of(user, mou):
        return ALLOWED
    return refused(_("Hanya para pihak dan petugas kemitraan yang mengajukan sengketa."))


def may_enter(user, mou) -> Verdict:
    """Both sides, and the officer for one of them."""
    if is_officer(user) or side_of(user, mou):
        return ALLOWED
    return refused(_("Hanya para pihak dan petugas kemitraan yang dapat mencatat."))


def _other_side(user, entry, umkm) -> Verdict:
    """The one side that did not enter the row; for a realisation, the very UMKM that it is about."""
    if entry.entered_by_id == getattr(user, "pk", None):  # somebody who belongs to both sides
        return refused(_("Catatan ini Anda buat sendiri; orang lain yang mengonfirmasi."))
    if entry.entered_side == Side.COMPANY:
        if umkm is not None:
            return speaks_for_member(user, entry.contract.mou, umkm)
        if side_of(user, entry.mou) == Side.UMKM:
            return ALLOWED
        return refused(_("Menunggu konfirmasi dari pihak UMKM."))
    company = entry.contract.mou.company if umkm is not None else entry.mou.company
    return acts_for(user, company)


def may_confirm_contract(user, contract) -> Verdict:
    return _other_side(user, contract, None)


def may_confirm_realisation(user, realisation) -> Verdict:
    return _other_side(user, realisation, realisation.umkm)


def may_confirm_on_behalf(user, entry) -> Verdict:
    """A side without an account confirms on paper: an officer books it, but never one who made or mended the entry."""
    verdict = is_officer(user)
    if not verdict:
        return verdict
    written_by = {change.actor_id for change in entry.changes.all() if change.verb != "dispute"}
    if user.pk in written_by | {entry.entered_by_id}:
        return refused(_("Petugas yang mencatat tidak boleh mengonfirmasi catatannya sendiri."))
    return verdict


def may_accept_claim(user, entry) -> Verdict:
    """The side that made the entry takes over the other side's figure."""
    if entry.entered_by_id == getattr(user, "pk", None):
        return ALLOWED
    if entry.entered_side == Side.COMPANY:
        company = entry.contract.mou.company if hasattr(entry, "contract") else entry.mou.company
        return acts_for(user, company)
    if hasattr(entry, "contract"):
        return speaks_for_member(user, entry.contract.mou, entry.umkm)
    return refused(_("Hanya pihak yang mencatat yang dapat menerima angka pihak lain."))


def may_correct(user, entry) -> Verdict:
    """The side that made the entry (also when the colleague who did is on leave), or an officer."""
    if may_accept_claim(user, entry) or is_officer(user):
        return ALLOWED
    return refused(
        _("Hanya pihak yang mencatat dan petugas kemitraan yang dapat memperbaiki catatan ini.")
    )


def answers_for_register(user, mou, umkm) -> Verdict:
    """Who says whether a name stands in the public register: owner and buyers for their company (`umkm` None), for an UMKM its owner
    alone, as with all that is agreed to of its data. A coordinator does not say it for its members."""
    return acts_for(user, mou.company) if umkm is None else owns_data(user, umkm)


# ── What a company keeps for itself ──────────────────────────────────────────────────────────────────────────────────


def companies_acted_for(user) -> list[Company]:
    """The companies that this person writes for, the oldest first: two queries."""
    if user is None or not user.is_authenticated:
        return []
    rows = Company.objects.kept_by(user).prefetch_related("members").order_by("pk")
    return [company for company in rows if acts_for(user, company)]


def may_keep_shortlist(user, shortlist) -> Verdict:
    """Owner and buyers of its company; a reader looks, and officials see in the admin what stands on it, never the notes."""
    return acts_for(user, shortlist.company)


def may_strike_note(user, note) -> Verdict:
    if note.by_id == getattr(user, "pk", None):
        return ALLOWED
    return refused(_("Hanya penulisnya yang dapat menghapus catatan ini."))


def works_for(user, company: Company) -> Verdict:
    """Everybody of the company, also who only reads: what one watches for oneself changes nothing for others."""
    signed_in = user is not None and user.is_authenticated
    if signed_in and company.members.filter(user=user).exists():
        return ALLOWED
    return refused(_("Hanya orang perusahaan yang dapat menyimpan pencarian."))


# ── Events ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def answers_invitation(user, invitation) -> Verdict:
    """The invited themselves, or the officer whom they have told."""
    if is_officer(user):
        return ALLOWED
    if invitation.company_id:
        return acts_for(user, invitation.company)
    return speaks_for(user, invitation.umkm)


def may_see_invitation(user, invitation) -> bool:
    """Officials, and everybody who belongs to the invited, readers too."""
    if not user.is_authenticated:
        return False
    return user.is_official or invitation.party.members.filter(user=user).exists()


def records_meeting(user, meeting) -> Verdict:
    """What came of a meeting is written by the officer or the company: it knows what it wants next."""
    return any_of(is_officer(user), acts_for(user, meeting.company))


def finishes(user, follow_up) -> Verdict:
    """Who promised it, or the officer."""
    if is_officer(user):
        return ALLOWED
    if follow_up.by == follow_up.By.COMPANY:
        return acts_for(user, follow_up.meeting.company)
    if follow_up.by == follow_up.By.UMKM:
        return speaks_for(user, follow_up.meeting.umkm)
    return refused(_("Tindak lanjut ini dikerjakan petugas kemitraan."))
