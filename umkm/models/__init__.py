"""Supply: an UMKM, what it makes and can deliver, what it can prove, what it asks for, and what officials did about it."""

from umkm.models.directory import (
    DirectoryCount,
    DirectoryEntry,
    DirectoryOffer,
    DirectoryProfile,
    SearchWord,
)
from umkm.models.drafts import Stage, StageDraft
from umkm.models.duplicates import DuplicatePair, Merge
from umkm.models.facilitation import (
    FacilitationRequest,
    FacilitationService,
    FacilitationStatusChange,
    Programme,
)
from umkm.models.firms import (
    PublicField,
    SizeBasis,
    Umkm,
    UmkmMember,
    UmkmQuerySet,
    Wish,
)
from umkm.models.goods import (
    Certificate,
    CertificateNotice,
    CertificateQuerySet,
    Product,
    ProductPhoto,
)
from umkm.models.groups import Membership, MembershipStatusChange
from umkm.models.identity import PRINTS, UmkmIdentity
from umkm.models.imports import ImportRow, ImportRun
from umkm.models.personal import (
    Basis,
    Channel,
    Consent,
    DataRequest,
    DataRequestStatusChange,
    Disclosure,
    Purpose,
)
from umkm.models.reviews import (
    BulkReview,
    BulkReviewRow,
    Method,
    RejectReason,
    Remark,
    UmkmStatusChange,
)
from umkm.models.sharing import ShareLink
from umkm.models.sizes import SizeRecord

__all__ = [
    "Basis",
    "BulkReview",
    "BulkReviewRow",
    "Certificate",
    "CertificateNotice",
    "CertificateQuerySet",
    "Channel",
    "Consent",
    "DataRequest",
    "DataRequestStatusChange",
    "DirectoryCount",
    "DirectoryEntry",
    "DirectoryOffer",
    "DirectoryProfile",
    "Disclosure",
    "DuplicatePair",
    "FacilitationRequest",
    "FacilitationService",
    "FacilitationStatusChange",
    "ImportRow",
    "ImportRun",
    "Membership",
    "MembershipStatusChange",
    "Merge",
    "Method",
    "PRINTS",
    "Product",
    "ProductPhoto",
    "Programme",
    "PublicField",
    "Purpose",
    "RejectReason",
    "Remark",
    "SearchWord",
    "ShareLink",
    "SizeBasis",
    "SizeRecord",
    "Stage",
    "StageDraft",
    "Umkm",
    "UmkmIdentity",
    "UmkmMember",
    "UmkmQuerySet",
    "UmkmStatusChange",
    "Wish",
]
