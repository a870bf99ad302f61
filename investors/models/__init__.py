"""Demand: a large company and what it needs."""

from investors.models.companies import Company, CompanyContact, CompanyKbli, CompanyMember
from investors.models.documents import CommitmentLetter, CompanyDocument
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
    "NeedFile",
    "NeedRevision",
    "NeedStatus",
    "NeedStatusChange",
    "Pattern",
    "Visibility",
]
