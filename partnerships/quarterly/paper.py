"""The quarterly report on paper: A4, tagged, under the letterhead of the kabupaten."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kemitraan.documents import render
from partnerships.sheets import Report, SheetTable


def report_pdf(report: Report, *, portal: str, regency: str, today: date) -> bytes:
    """`regency` is its full name, for the letterhead."""
    data = {
        "title": report.title,
        "day": today.isoformat(),
        "portal": portal,
        "kind": _("Laporan triwulan"),
        "footer": _("Keadaan data %(day)s") % {"day": date_format(today, "j F Y")},
        "page_of": _("Halaman {page} dari {pages}"),
        "letterhead": _("Pemerintah %(regency)s") % {"regency": regency},
        "lead": report.lead,
        "sentences": list(report.sentences),
        "parts": [
            {
                **_table(table),
                "charts": [
                    {
                        "title": chart.title,
                        "bars": [
                            {
                                "label": bar.label,
                                "value": bar.value,
                                "percent": bar.percent,
                                "outlined": bar.is_outlined,
                            }
                            for bar in chart.bars
                        ],
                    }
                    for chart in charts
                ],
            }
            for table, charts in report.parts
        ],
        "notes": list(report.notes),
        "words": {"summary": _("Ringkasan"), "notes": _("Cara menghitung")},
    }
    return render("partnerships/quarterly.typ", data, language=get_language() or "id")


def _table(table: SheetTable) -> dict:
    total = table.total_line
    return {
        "title": table.title,
        "columns": [
            {"label": column.label, "number": column.is_number} for column in table.columns
        ],
        "rows": [[text for text, _is_number in line] for line in table.lines],
        "total": [text for text, _is_number in total] if total else [],
        "note": table.note,
        "empty": table.empty,
    }
