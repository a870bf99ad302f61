"""Demand: a large company and what it needs."""

from investors.models.companies import Company, CompanyMember, CompanyStatusChange
from investors.models.needs import (
    Category,
    CloseReason,
    Need,
    NeedStatus,
    NeedStatusChange,
    Pattern,
)

__all__ = [
    "Category",
    "CloseReason",
    "Company",
    "CompanyMember",
    "CompanyStatusChange",
    "Need",
    "NeedStatus",
    "NeedStatusChange",
    "Pattern",
]
