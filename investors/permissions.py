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


def may_edit(user, company: Company) -> Verdict:
    return ALLOWED if may_verify(user, company) else acts_for(user, company)


def may_edit_need(user, need) -> Verdict:
    return may_edit(user, need.company)


def may_post_need(user, company: Company) -> Verdict:
    verdict = may_edit(user, company)
    if verdict and company.status in {VerificationStatus.REJECTED, VerificationStatus.SUSPENDED}:
        return refused(_("Perusahaan ini sedang tidak aktif. Hubungi petugas kemitraan."))
    return verdict


def may_copy_need(user, need) -> Verdict:
    """For the same company, whatever has become of the old need."""
    return acts_for(user, need.company)
