"""Spreadsheets that go out: XLSX and CSV whose cells are what they say, and never a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
