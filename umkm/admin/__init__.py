"""Supply in the officials' workplace: the verification desk, what an UMKM makes and can prove, groups, facilitation."""

from umkm.admin import (
    bulk,
    duplicates,
    facilitation,
    firms,
    goods,
    groups,
    imports,
    personal,
    sharing,
)

__all__ = [
    "bulk",
    "duplicates",
    "facilitation",
    "firms",
    "goods",
    "groups",
    "imports",
    "personal",
    "sharing",
]
