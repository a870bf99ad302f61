"""Files that claim to be spreadsheets: opened only when they are what they say and not larger than they may be.

A workbook is a ZIP whose sizes are only claimed: every part is inflated here, in pieces and up to a limit, before anything
reads it whole. References far outside are refused as well, since a reader that fills the space between two cells would
otherwise fill the memory.
"""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from kemitraan.rupiah import number

#: Bytes of an upload, bytes of what is in it, lines of a sheet.
MOST_BYTES, MOST_UNPACKED, MOST_ROWS = 20 * 1024 * 1024, 400 * 1024 * 1024, 100_000
#: The last column that is read: "BZ".
MOST_COLUMNS = 78
#: Merged cells that are filled; a table of data has few.
MOST_MERGED = 5_000
LONGEST_CELL = 10_000

_PIECE = 1 << 20
_FAR_COLUMN = re.compile(rb"""\sr=["'](?:[A-Z]{3}|[C-Z][A-Z])\d""")
_FAR_ROW = re.compile(rb"""\sr=["'][A-Z]{0,3}\d{6,}["']""")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class FileRefused(ValueError):
    """The file cannot be read; the message is a sentence for the official who sent it."""


@dataclass(frozen=True)
class Sheet:
    """Lines of a sheet with the number that the spreadsheet program shows beside them (from 1)."""

    name: str
    lines: Iterator[tuple[int, list[Any]]]


def open_sheets(content: bytes, file_name: str) -> Iterator[Sheet]:
    """The sheets of a workbook, or the one of a CSV. Raises FileRefused, also while lines are read."""
    if not content:
        raise FileRefused(_("Berkas ini kosong."))
    if len(content) > MOST_BYTES:
        raise FileRefused(
            _("Berkas ini terlalu besar: paling besar %(most)s MB. Bagi menjadi beberapa berkas.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )
    if content.startswith(_OLD_OFFICE):
        raise FileRefused(
            _(
                "Berkas ini bersandi atau berformat .xls lama. Simpan sebagai .xlsx tanpa sandi, lalu coba lagi."
            )
        )
    if content.startswith(b"PK"):
        return _sheets_of_workbook(content)
    if content.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"<!DOCTYPE", b"<html")
    ):
        raise FileRefused(_("Ini bukan lembar kerja. Kirim berkas .xlsx atau .csv."))
    return iter([Sheet(file_name, _lines_of_csv(content))])


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sheets_of_workbook(content: bytes) -> Iterator[Sheet]:
    _look_inside(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
        ]
    except PasswordError as error:
        raise FileRefused(_("Berkas ini bersandi. Simpan tanpa sandi, lalu coba lagi.")) from error
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefused(
            _("Berkas .xlsx ini rusak. Buka dan simpan ulang, lalu coba lagi.")
        ) from error
    return (Sheet(name, _lines_of_sheet(book, name)) for name in visible)


def _look_inside(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise FileRefused(
            _("Berkas .xlsx ini rusak. Buka dan simpan ulang, lalu coba lagi.")
        ) from error
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise FileRefused(
            _("Ini bukan lembar kerja .xlsx. Simpan sebagai “Excel Workbook (.xlsx)”.")
        )
    left = MOST_UNPACKED
    for part in parts:
        is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
        rows, tail = 0, b""
        for piece in _inflated(content, part):
            left -= len(piece)
            if left < 0:
                raise FileRefused(
                    _(
                        "Isi berkas ini jauh lebih besar daripada yang wajar untuk data UMKM, sehingga tidak dibuka."
                    )
                )
            if is_sheet:
                seen = tail + piece
                _refuse_far_cells(seen)
                rows += seen.count(b"<row") - tail.count(b"<row")
                tail = seen[-64:]
        if rows > MOST_ROWS:
            raise _too_many_rows()


def _refuse_far_cells(xml: bytes) -> None:
    if _FAR_ROW.search(xml):
        raise _too_many_rows()
    if _FAR_COLUMN.search(xml):
        raise FileRefused(
            _(
                "Ada isian di luar kolom ke-%(most)s. Hapus kolom yang tidak dipakai, lalu coba lagi."
            )
            % {"most": MOST_COLUMNS}
        )


def _too_many_rows() -> FileRefused:
    return FileRefused(
        _("Paling banyak %(most)s baris dalam satu berkas. Bagi menjadi beberapa berkas.")
        % {"most": number(MOST_ROWS)}
    )


def _inflated(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """What is really in a part, whatever size it claims."""
    broken = FileRefused(_("Berkas .xlsx ini rusak. Buka dan simpan ulang, lalu coba lagi."))
    header = content[part.header_offset : part.header_offset + 30]
    if len(header) < 30 or part.flag_bits & 1:
        raise broken
    begin = part.header_offset + 30 + sum(struct.unpack("<HH", header[26:30]))
    packed = content[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise broken
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not inflater.eof:
            yield inflater.decompress(packed, _PIECE)
            packed = inflater.unconsumed_tail
    except zlib.error as error:
        raise broken from error


def _lines_of_sheet(book: CalamineWorkbook, name: str) -> Iterator[tuple[int, list[Any]]]:
    try:
        sheet = book.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefused(_("Lembar “%(name)s” rusak.") % {"name": name}) from error
    if sheet.start is None:
        return
    filled = _fill_merged(sheet.merged_cell_ranges or [])
    first, held = sheet.start[0], {}
    # Leading empty rows and columns are not part of what is read.
    for row, cells in enumerate(sheet.iter_rows(), start=first):
        for column, source in filled.get(row, {}).items():
            at = column - sheet.start[1]
            if source == row:
                held[column] = cells[at] if at < len(cells) else ""
            elif at < len(cells) and cells[at] in ("", None):
                cells[at] = held.get(column, "")
        yield row + 1, cells


def _fill_merged(ranges) -> dict[int, dict[int, int]]:
    """{row: {column: row of the merged cell's value}} of cells merged downwards: each line gets the value of its own."""
    filled: dict[int, dict[int, int]] = {}
    for (top, left), (bottom, right) in ranges[:MOST_MERGED]:
        if bottom > top and left == right and bottom - top < 1000:
            for row in range(top, bottom + 1):
                filled.setdefault(row, {})[left] = top
    return filled


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines_of_csv(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    text = _decoded(content)
    begin = text[:8192]
    separator = max(
        ";,\t|", key=lambda sign: sum(line.count(sign) for line in begin.splitlines()[:10])
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for position, cells in enumerate(reader, start=1):
            if position > MOST_ROWS:
                raise _too_many_rows()
            if len(cells) > MOST_COLUMNS:
                del cells[MOST_COLUMNS:]
            yield position, cells
    except csv.Error as error:
        raise FileRefused(
            _("Baris ke-%(line)s berkas CSV ini tidak dapat dibaca: periksa tanda kutipnya.")
            % {"line": reader.line_num}
        ) from error


def _decoded(content: bytes) -> str:
    """UTF-8, or what spreadsheet programs write when they are not asked: UTF-16 with its mark, or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    if b"\x00" in content and encodings[0] != "utf-16":
        raise FileRefused(_("Ini bukan lembar kerja. Kirim berkas .xlsx atau .csv."))
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(
        _("Huruf di berkas ini tidak dapat dibaca. Simpan sebagai “CSV UTF-8”, lalu coba lagi.")
    )
