"""Supply in the officials' workplace: the verification desk, and what an UMKM makes and can prove."""

from umkm.admin import firms, goods

__all__ = ["firms", "goods"]
