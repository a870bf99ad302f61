"""The regent's quarterly report. `report` works it out once; page, PDF and workbook show the same object.

Rooms: `figures` (what is told, asked of partnerships.reports), `tables`, `charts` and `sentences` (figures in words), `paper` (PDF).
"""

from partnerships.quarterly.paper import report_pdf
from partnerships.quarterly.report import first_quarter, quarter_report

__all__ = ["first_quarter", "quarter_report", "report_pdf"]
