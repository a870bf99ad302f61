"""Every write of demand. Doors (pages, admin, API, commands) call these and nothing else."""

from investors.services.companies import (
    change_company_status,
    open_account,
    register_company,
    update_company,
)
from investors.services.need_files import remove_need_file
from investors.services.need_revisions import StaleNeed
from investors.services.needs import change_need_status, expire_needs, post_need, update_need

__all__ = [
    "StaleNeed",
    "change_company_status",
    "change_need_status",
    "expire_needs",
    "open_account",
    "post_need",
    "register_company",
    "remove_need_file",
    "update_company",
    "update_need",
]
