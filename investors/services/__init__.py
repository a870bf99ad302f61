"""Every write of demand. Doors (pages, admin, API, commands) call these and nothing else."""

from investors.services.companies import (
    change_company_status,
    open_account,
    register_company,
    update_company,
)
from investors.services.documents import add_commitment, add_document, mark_seen
from investors.services.need_files import remove_need_file
from investors.services.need_revisions import StaleNeed
from investors.services.needs import change_need_status, expire_needs, post_need, update_need
from investors.services.people import (
    accept_invitation,
    change_role,
    hand_over,
    invite,
    invite_again,
    leave_company,
    remove_member,
    withdraw_invitation,
)

__all__ = [
    "StaleNeed",
    "accept_invitation",
    "add_commitment",
    "add_document",
    "change_company_status",
    "change_need_status",
    "change_role",
    "expire_needs",
    "hand_over",
    "invite",
    "invite_again",
    "leave_company",
    "mark_seen",
    "open_account",
    "post_need",
    "register_company",
    "remove_member",
    "remove_need_file",
    "update_company",
    "update_need",
    "withdraw_invitation",
]
