"""Who may do what with a company and its needs."""

from django.utils.translation import gettext as _

from investors.models import Company, CompanyMember
from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.accounts.models import Role
from kemitraan.verification import VerificationStatus, official_with

may_verify = official_with(Role.PARTNERSHIP_OFFICER)

_WRITERS = (CompanyMember.Role.OWNER, CompanyMember.Role.BUYER)


def acts_for(user, company: Company) -> Verdict:
    """Owner and buyers of the company; a reader only looks. A list prefetches `members` and asks for free."""
    if user is not None and user.is_authenticated:
        people = company.members.all()
        if any(member.user_id == user.pk and member.role in _WRITERS for member in people):
            return ALLOWED
    return refused(_("Hanya penanggung jawab dan pembeli perusahaan ini yang dapat melakukan ini."))


def _role_of(user, company: Company) -> str:
    if user is None or not user.is_authenticated:
        return ""
    return next((row.role for row in company.members.all() if row.user_id == user.pk), "")


def belongs_to(user, company: Company) -> Verdict:
    """Its people in any role."""
    if _role_of(user, company):
        return ALLOWED
    return refused(_("Anda tidak bekerja untuk perusahaan ini."))


def sees_private(user, company: Company) -> bool:
    """Numbers, contacts, papers, remarks and history: its own people and officials."""
    return bool(user.is_authenticated and (user.is_official or belongs_to(user, company)))


_STOPPED = {VerificationStatus.REJECTED, VerificationStatus.SUSPENDED}


def may_manage_people(user, company: Company) -> Verdict:
    """Who decides about the people of a company, and speaks for it as a whole: its owners; officers help from the admin."""
    if company.status in _STOPPED and not may_verify(user, company):
        return refused(_("Perusahaan ini sedang tidak aktif. Hubungi petugas kemitraan."))
    if may_verify(user, company) or _role_of(user, company) == CompanyMember.Role.OWNER:
        return ALLOWED
    return refused(_("Hanya penanggung jawab perusahaan ini yang dapat melakukan ini."))


may_hand_over = may_verify


def may_edit(user, company: Company) -> Verdict:
    return ALLOWED if may_verify(user, company) else acts_for(user, company)


def may_edit_need(user, need) -> Verdict:
    return may_edit(user, need.company)


def may_post_need(user, company: Company) -> Verdict:
    verdict = may_edit(user, company)
    if verdict and company.status in {VerificationStatus.REJECTED, VerificationStatus.SUSPENDED}:
        return refused(_("Perusahaan ini sedang tidak aktif. Hubungi petugas kemitraan."))
    return verdict


def may_write_needs(user) -> bool:
    """A visitor is asked to sign in first; who has signed in and writes for no company would only be turned away."""
    return not user.is_authenticated or Company.objects.acted_for_by(user).exists()


def may_copy_need(user, need) -> Verdict:
    """For the same company, whatever has become of the old need."""
    return acts_for(user, need.company)
