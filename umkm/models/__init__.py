"""Supply: an UMKM, what it makes and can deliver, and what it can prove."""

from umkm.models.firms import Umkm, UmkmMember, UmkmQuerySet, UmkmStatusChange
from umkm.models.goods import Certificate, CertificateQuerySet, Product

__all__ = [
    "Certificate",
    "CertificateQuerySet",
    "Product",
    "Umkm",
    "UmkmMember",
    "UmkmQuerySet",
    "UmkmStatusChange",
]
