"""Spreadsheets that go out: XLSX and CSV whose cells are what they say, and never a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, BinaryIO

import rustpy_xlsxwriter as xlsx

#: Lines of a CSV that are sent together: each sending costs as much as some lines.
LINES = 100
#: What a spreadsheet program would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_xlsx(
    target: BinaryIO,
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    sheet: str,
    widths: Mapping[str, float] | None = None,
    text: bool = True,
) -> None:
    """One sheet, row by row; texts are written as texts, also those that look like formulas.

    `text` makes every column a text column: a number of sixteen digits that is typed there keeps its digits.
    """
    rows = iter(rows)
    # A sheet without a row would come out without its headers as well.
    first = next(rows, [""] * len(headers))
    records = (dict(zip(headers, row, strict=True)) for row in chain([first], rows))
    style = xlsx.Format().set_num_format("@") if text else None
    xlsx.write_worksheet(
        records,
        target,
        sheet_name=sheet,
        freeze_row=1,
        bold_headers=True,
        column_widths=dict(widths or dict.fromkeys(headers, 20.0)),
        column_formats=dict.fromkeys(headers, style) if style else None,
    )


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook. `formats` are number formats of columns that hold numbers ("#,##0"); the others are text."""

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Any]]
    widths: Mapping[str, float]
    formats: Mapping[str, str]


def write_workbook(target: BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Several sheets, each with a header that stays in view; texts are written as texts, numbers as numbers.

    Names of sheets are cut and cleaned as Excel wants them; headers are unique within a sheet.
    """
    names = [sheet_name(sheet.name) for sheet in sheets]
    xlsx.write_worksheets(
        [
            (
                name,
                [
                    dict(zip(sheet.headers, row, strict=True))
                    for row in sheet.rows or [[""] * len(sheet.headers)]
                ],
            )
            for name, sheet in zip(names, sheets, strict=True)
        ],
        target,
        freeze_panes={name: {"row": 1} for name in names},
        bold_headers=True,
        column_widths={name: dict(sheet.widths) for name, sheet in zip(names, sheets, strict=True)},
        column_formats={
            name: {
                header: xlsx.Format().set_num_format(sheet.formats.get(header, "@"))
                for header in sheet.headers
            }
            for name, sheet in zip(names, sheets, strict=True)
        },
    )


def sheet_name(text: str) -> str:
    """At most 31 letters, and none of those that Excel does not take."""
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in text)[:31].strip(" '")


def harmless(value: Any) -> Any:
    """A text that a spreadsheet program would read as a formula gets a quote in front (OWASP: CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def csv_lines(
    headers: Sequence[str], rows: Iterable[Sequence[Any]], *, for_machines: bool = False
) -> Iterator[str]:
    """A CSV in UTF-8, some lines at a time: with semicolons and the mark by which Excel knows it, or as RFC 4180 says."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter="," if for_machines else ";")
    if not for_machines:
        buffer.write("\ufeff")
    writer.writerow(headers)
    rows = iter(rows)
    while buffer.tell():
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        writer.writerows(map(_harmless_row, islice(rows, LINES)))


def _harmless_row(row: Sequence[Any]) -> list[Any]:
    return [harmless(value) for value in row]
