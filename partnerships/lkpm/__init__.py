"""Figures for the partnership part of LKPM, the quarterly report of investors: prepared here, never sent.

Companies file LKPM themselves in OSS (PMA and PMDN, each quarter; the duty of partnership is one of its contents). Rooms: `lines` (one UMKM
under one MoU), `report` (the same as tables).
"""

from partnerships.lkpm.lines import Line, by_company, lines_of
from partnerships.lkpm.report import all_report, company_report, deadline

__all__ = ["Line", "all_report", "by_company", "company_report", "deadline", "lines_of"]
