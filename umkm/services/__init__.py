"""Every write of supply, split by stage of the flow. Doors (pages, admin, API, commands) call these and nothing else."""

from umkm.services.profile import save_certificate, save_product, update_profile
from umkm.services.registration import (
    Registration,
    open_account,
    register_many,
    register_umkm,
)
from umkm.services.search import refresh_search
from umkm.services.verification import change_status, change_status_of_many, check_certificate

__all__ = [
    "Registration",
    "change_status",
    "change_status_of_many",
    "check_certificate",
    "open_account",
    "refresh_search",
    "register_many",
    "register_umkm",
    "save_certificate",
    "save_product",
    "update_profile",
]
