"""Supply: an UMKM, what it makes and can deliver, what it can prove, what it asks for, and what officials did about it."""

from umkm.models.drafts import Stage, StageDraft
from umkm.models.facilitation import (
    FacilitationRequest,
    FacilitationService,
    FacilitationStatusChange,
    Programme,
)
from umkm.models.firms import Umkm, UmkmMember, UmkmQuerySet, Wish
from umkm.models.goods import (
    Certificate,
    CertificateNotice,
    CertificateQuerySet,
    Product,
    ProductPhoto,
)
from umkm.models.groups import Membership, MembershipStatusChange
from umkm.models.reviews import (
    BulkReview,
    BulkReviewRow,
    Method,
    RejectReason,
    Remark,
    UmkmStatusChange,
)

__all__ = [
    "BulkReview",
    "BulkReviewRow",
    "Certificate",
    "CertificateNotice",
    "CertificateQuerySet",
    "FacilitationRequest",
    "FacilitationService",
    "FacilitationStatusChange",
    "Membership",
    "MembershipStatusChange",
    "Method",
    "Product",
    "ProductPhoto",
    "Programme",
    "RejectReason",
    "Remark",
    "Stage",
    "StageDraft",
    "Umkm",
    "UmkmMember",
    "UmkmQuerySet",
    "UmkmStatusChange",
    "Wish",
]
