"""Demand: a large company and what it needs."""

from investors.models.companies import Company, CompanyMember, CompanyStatusChange
from investors.models.need_files import NeedFile
from investors.models.need_revisions import NeedRevision
from investors.models.needs import (
    Category,
    CloseReason,
    Need,
    NeedStatus,
    NeedStatusChange,
    Pattern,
    Visibility,
)

__all__ = [
    "Category",
    "CloseReason",
    "Company",
    "CompanyMember",
    "CompanyStatusChange",
    "Need",
    "NeedFile",
    "NeedRevision",
    "NeedStatus",
    "NeedStatusChange",
    "Pattern",
    "Visibility",
]
