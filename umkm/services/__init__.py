"""Every write of supply, split by stage of the flow. Doors (pages, admin, API, commands) call these and nothing else."""

from umkm.services.bulk import ask_bulk_review
from umkm.services.expiry import note_expiring_certificates
from umkm.services.facilitation import (
    change_facilitation,
    request_facilitation,
    reroute_facilitation,
    save_facilitation_service,
    save_programme,
    service_for_certificate,
    services_by_certificate,
)
from umkm.services.groups import ask_membership, change_membership
from umkm.services.photos import add_photos, remove_photo
from umkm.services.profile import save_certificate, save_product, update_profile
from umkm.services.registration import (
    Registration,
    open_account,
    register_many,
    register_umkm,
)
from umkm.services.search import refresh_search
from umkm.services.stages import Typed, discard_draft, save_draft, send_stage
from umkm.services.verification import (
    FieldRemark,
    change_status,
    change_status_of_many,
    check_certificate,
)

__all__ = [
    "FieldRemark",
    "Registration",
    "Typed",
    "add_photos",
    "ask_bulk_review",
    "ask_membership",
    "change_facilitation",
    "change_membership",
    "change_status",
    "change_status_of_many",
    "check_certificate",
    "discard_draft",
    "note_expiring_certificates",
    "open_account",
    "refresh_search",
    "register_many",
    "register_umkm",
    "remove_photo",
    "request_facilitation",
    "reroute_facilitation",
    "save_certificate",
    "save_draft",
    "save_facilitation_service",
    "save_product",
    "save_programme",
    "send_stage",
    "service_for_certificate",
    "services_by_certificate",
    "update_profile",
]
