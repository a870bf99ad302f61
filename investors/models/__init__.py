"""Demand: a large company and what it needs."""

from investors.models.companies import Company, CompanyContact, CompanyKbli, CompanyMember
from investors.models.documents import CommitmentLetter, CompanyDocument
from investors.models.needs import (
    Category,
    CloseReason,
    Need,
    NeedStatus,
    NeedStatusChange,
    Pattern,
)
from investors.models.people import Invitation, MemberChange
from investors.models.reviews import CompanyRejectReason, CompanyRemark, CompanyStatusChange

__all__ = [
    "Category",
    "CloseReason",
    "CommitmentLetter",
    "Company",
    "CompanyContact",
    "CompanyDocument",
    "CompanyKbli",
    "CompanyMember",
    "CompanyRejectReason",
    "CompanyRemark",
    "CompanyStatusChange",
    "Invitation",
    "MemberChange",
    "Need",
    "NeedStatus",
    "NeedStatusChange",
    "Pattern",
]
