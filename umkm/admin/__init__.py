"""Supply in the officials' workplace: the verification desk, what an UMKM makes and can prove, groups, facilitation."""

from umkm.admin import bulk, facilitation, firms, goods, groups

__all__ = ["bulk", "facilitation", "firms", "goods", "groups"]
