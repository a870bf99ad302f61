"""Who may do what with an UMKM."""

from django.utils.translation import gettext as _

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.accounts.models import AREA_ROLES, Role
from kemitraan.verification import VerificationStatus, official_with
from umkm.models import Membership, Umkm

#: Whose work the register of UMKM is: the office, and staff of a kecamatan or village in their own area.
REGISTER_ROLES = (Role.UMKM_OFFICER, *sorted(AREA_ROLES))

_keeps_register = official_with(*REGISTER_ROLES)


def may_verify(user, umkm: Umkm | None = None) -> Verdict:
    """The verifier everywhere, area staff in their area; without `umkm`: at all."""
    verdict = _keeps_register(user)
    if not verdict or umkm is None or not user.is_area_staff or user.works_in(umkm.village_id):
        return verdict
    return refused(_("UMKM ini di luar wilayah tugas Anda."))


may_import = official_with(Role.UMKM_OFFICER)


def speaks_for(user, umkm) -> Verdict:
    """The owner and the helpers of the UMKM. A list prefetches `members` and asks for free."""
    signed_in = user is not None and user.is_authenticated
    if signed_in and any(member.user_id == user.pk for member in umkm.members.all()):
        return ALLOWED
    return refused(_("Hanya pengelola UMKM ini yang dapat melakukan ini."))


def may_edit(user, umkm) -> Verdict:
    """Its own people, and the officials who keep the register."""
    return ALLOWED if may_verify(user, umkm) else speaks_for(user, umkm)


def sees_private(user, umkm) -> bool:
    """Numbers, files and history: its own people, officials, and the staff of its area."""
    if not user.is_authenticated:
        return False
    return bool(user.is_official or user.works_in(umkm.village_id) or speaks_for(user, umkm))


# ── Groups ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def answers_membership(user, membership: Membership) -> Verdict:
    """The side that was asked, or an officer."""
    asked_group = membership.asked_side == Membership.Side.GROUP
    return may_edit(user, membership.member if asked_group else membership.group)


def ends_membership(user, membership: Membership) -> Verdict:
    """Either side, or an officer."""
    verdict = may_edit(user, membership.member)
    return verdict or may_edit(user, membership.group)


# ── Facilitation ─────────────────────────────────────────────────────────────────────────────────────────────────────


def serves(user, request) -> Verdict:
    """Officials of the office that the request was routed to."""
    if user is not None and user.is_authenticated and user.works_for(request.office):
        return ALLOWED
    return refused(_("Hanya petugas OPD yang ditunjuk yang dapat melakukan ini."))


def may_request(user, umkm) -> Verdict:
    """Its own people, who keeps the register, and who leads partnerships (a gap found while matching)."""
    if user is not None and user.is_authenticated and user.has_role(Role.PARTNERSHIP_OFFICER):
        return ALLOWED
    return may_edit(user, umkm)


def asked_facilitation(user, request) -> Verdict:
    return may_edit(user, request.umkm)


# ── Personal data ────────────────────────────────────────────────────────────────────────────────────────────────────


def may_unmask(user, umkm) -> Verdict:
    """Who keeps the register where the firm is. Its own people know their numbers; leaders and auditors do not need them."""
    return may_verify(user, umkm)


def owns_data(user, umkm) -> Verdict:
    """The rights of UU 27/2022 are the owner's: a helper does not withdraw what the owner agreed to."""
    signed_in = user is not None and user.is_authenticated
    if signed_in and any(
        member.user_id == user.pk and member.role == member.Role.OWNER
        for member in umkm.members.all()
    ):
        return ALLOWED
    return refused(_("Hanya pemilik UMKM ini yang dapat melakukan ini."))


def asked_for_data(user, request) -> Verdict:
    return owns_data(user, request.umkm)


def answers_data_request(user, request) -> Verdict:
    return may_verify(user, request.umkm)


# ── Sharing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def may_share(user, umkm) -> Verdict:
    """The owner the own firm; people of companies and officials one that everybody may see anyway."""
    verdict = owns_data(user, umkm)
    if verdict:
        return verdict
    signed_in = user is not None and user.is_authenticated
    if not signed_in or not (user.is_official or user.role == Role.COMPANY):
        return refused(
            _("Hanya pemilik usaha, orang perusahaan, dan petugas yang dapat membagikan profil.")
        )
    if umkm.status != VerificationStatus.VERIFIED or not umkm.is_listed:
        return refused(
            _("Usaha ini tidak tampil di direktori; hanya pemiliknya yang dapat membagikannya.")
        )
    return ALLOWED


def withdraws_link(user, link) -> Verdict:
    if user is not None and user.pk is not None and user.pk == link.made_by_id:
        return ALLOWED
    return owns_data(user, link.umkm)
