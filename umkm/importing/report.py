"""The report of a run, line by line, and the template to fill in."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from kemitraan.rupiah import number
from umkm.importing.headers import FIELDS, TEMPLATE
from umkm.importing.wording import column_label, remark_sentences
from umkm.models import ImportRow, ImportRun
from umkm.spreadsheets import write_xlsx


def write_report(run: ImportRun, target: BinaryIO) -> None:
    headers = [
        _("Baris"),
        _("Tindakan"),
        _("Nama usaha"),
        _("Nama pemilik"),
        _("Perubahan"),
        _("Catatan"),
    ]
    write_xlsx(
        target,
        headers,
        _report_rows(run),
        sheet=_("Hasil impor"),
        widths=dict(zip(headers, (8.0, 18.0, 32.0, 28.0, 50.0, 80.0), strict=True)),
    )


def _report_rows(run: ImportRun) -> Iterator[list[str]]:
    rows = run.rows.only("number", "action", "name", "owner_name", "changes", "remarks")
    for row in rows.order_by("number").iterator(chunk_size=2000):
        yield [
            str(row.number),
            row.get_action_display(),
            row.name,
            row.owner_name,
            changes_in_words(row),
            remark_sentences(row.remarks),
        ]


def changes_in_words(row: ImportRow) -> str:
    """ "Alamat: RT 01 → RT 02; Produk utama: Kain lurik". What a sealed number was is not told."""
    parts = []
    for name, (old, new) in row.changes.items():
        label = column_label(name)
        if name in {"nik", "npwp", "village_id", "kbli_id"}:
            parts.append(label)
        elif old in (None, ""):
            parts.append(f"{label}: {_value(new)}")
        else:
            parts.append(f"{label}: {_value(old)} → {_value(new)}")
    return "; ".join(parts)


def _value(value) -> str:
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)


def write_template(target: BinaryIO) -> None:
    """An empty sheet with our own headers; every column is text, so that numbers keep their digits."""
    headers = [str(FIELDS[name][0]) for name in TEMPLATE]
    write_xlsx(target, headers, [], sheet=_("Data UMKM"))
