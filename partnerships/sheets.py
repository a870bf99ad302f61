"""Tables that are told on a page, on paper and in a workbook: the same cells, each written as its place wants them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import Any

from django.utils.formats import date_format

from kemitraan.rupiah import number
from umkm.spreadsheets import Sheet, write_workbook


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"  # also whole rupiah: the header says so
    DAYS = "days"
    PERCENT = "percent"
    DAY = "day"


#: Kinds that stand at the right, and their format in a workbook.
_FORMATS = {Kind.NUMBER: "#,##0", Kind.DAYS: "0.0", Kind.PERCENT: "0.0"}
_WIDTHS = {Kind.TEXT: 34.0, Kind.NUMBER: 20.0, Kind.DAYS: 14.0, Kind.PERCENT: 14.0, Kind.DAY: 14.0}


@dataclass(frozen=True)
class Column:
    label: str
    kind: Kind = Kind.TEXT

    @property
    def is_number(self) -> bool:
        return self.kind in _FORMATS


@dataclass(frozen=True)
class SheetTable:
    """Rows of raw values: str, int, float, date None (not known), or "" (nothing belongs there). `total` is the last line, in bold."""

    code: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    total: Sequence[Any] | None = None
    note: str = ""
    empty: str = ""

    @property
    def lines(self) -> list[list[tuple[str, bool]]]:
        """Each row as [(text, stands at the right), ...] in the reader's language."""
        return [self._line(row) for row in self.rows]

    @property
    def total_line(self) -> list[tuple[str, bool]] | None:
        return None if self.total is None else self._line(self.total)

    def _line(self, row: Sequence[Any]) -> list[tuple[str, bool]]:
        return [
            (said(value, column.kind), column.is_number)
            for value, column in zip(row, self.columns, strict=True)
        ]


def said(value: Any, kind: Kind) -> str:
    if value is None:
        return "–"
    if value == "":
        return ""
    if kind == Kind.PERCENT:
        return f"{number(value)} %"
    if kind == Kind.DAY or isinstance(value, date):
        return date_format(value, "j M Y")
    return number(value) if kind in _FORMATS else str(value)


@dataclass(frozen=True)
class Bar:
    """`percent` of the widest; an outlined one is of the time before, and its label says so too."""

    label: str
    value: str
    percent: float
    is_outlined: bool = False


@dataclass(frozen=True)
class Chart:
    """Bars on one scale, of figures that stand in a table too: `after` is the code of that table."""

    after: str
    title: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Report:
    """What is told: sentences first, then tables with their charts, then how it was counted."""

    title: str
    lead: str
    sentences: Sequence[str]
    tables: Sequence[SheetTable]
    notes: Sequence[str]
    charts: Sequence[Chart] = field(default_factory=list)

    @property
    def parts(self) -> list[tuple[SheetTable, list[Chart]]]:
        """Each table with the charts that belong to it."""
        return [
            (table, [chart for chart in self.charts if chart.after == table.code])
            for table in self.tables
        ]


def workbook(report: Report, *, summary: str) -> bytes:
    """The report as XLSX: a first sheet with all sentences and notes, then one sheet a table with real numbers."""
    lines = [report.lead, *report.sentences, *report.notes]
    sheets = [Sheet(summary, [report.title], [[line] for line in lines], {report.title: 110.0}, {})]
    for table in report.tables:
        headers = [column.label for column in table.columns]
        rows = [*table.rows, *([table.total] if table.total is not None else [])]
        sheets.append(
            Sheet(
                table.title,
                headers,
                [
                    [value.isoformat() if isinstance(value, date) else value for value in row]
                    for row in rows
                ],
                {column.label: _WIDTHS[column.kind] for column in table.columns},
                {
                    column.label: _FORMATS[column.kind]
                    for column in table.columns
                    if column.is_number
                },
            )
        )
    kept = BytesIO()
    write_workbook(kept, sheets)
    return kept.getvalue()
