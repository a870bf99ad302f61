"""Who may do what with an UMKM."""

from django.utils.translation import gettext as _

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.accounts.models import Role
from kemitraan.verification import official_with

may_verify = official_with(Role.UMKM_OFFICER)


def speaks_for(user, umkm) -> Verdict:
    """The owner and the helpers of the UMKM. A list prefetches `members` and asks for free."""
    signed_in = user is not None and user.is_authenticated
    if signed_in and any(member.user_id == user.pk for member in umkm.members.all()):
        return ALLOWED
    return refused(_("Hanya pengelola UMKM ini yang dapat melakukan ini."))


def may_edit(user, umkm) -> Verdict:
    """Its own people, and the officials who keep the register."""
    return ALLOWED if may_verify(user, umkm) else speaks_for(user, umkm)
