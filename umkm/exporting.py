"""Lists that people take away: what everybody may see for the directory, what officials need for the admin. Never NIK or NPWP."""

import tempfile
from collections.abc import Callable, Sequence
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from umkm.models import PublicField, Umkm
from umkm.spreadsheets import csv_lines, write_xlsx
from umkm.wording import payment_terms, price_range

CSV, XLSX = "csv", "xlsx"
KINDS = (CSV, XLSX)
CHUNK = 2000
_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


#: A column that a floor above adds: its header, and what stands in it for a firm.
Column = tuple[str, Callable[[Umkm], str]]


def export(
    firms, kind: str, *, private: bool, name: str = "umkm", more: Sequence[Column] = ()
) -> HttpResponseBase:
    """A response that streams these firms as "csv" or "xlsx"; with `private` also person, numbers, address and state."""
    today = timezone.localdate()
    rows = firms.with_labels().with_offer(today).iterator(chunk_size=CHUNK)
    headers = [*_headers(private), *(header for header, _cell in more)]
    lines = ([*_line(umkm, private), *(cell(umkm) for _header, cell in more)] for umkm in rows)
    name = f"{name}-{today:%Y-%m-%d}.{kind}"
    if kind == CSV:
        response = StreamingHttpResponse(csv_lines(headers, lines), content_type=_TYPES[CSV])
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    # A ZIP ends with its table of contents: it is written to disk row by row, and sent from there.
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(target, headers, lines, sheet=_("UMKM"))
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=name, content_type=_TYPES[XLSX])


def _headers(private: bool) -> list[str]:
    headers = [
        _("Nama usaha"),
        _("Bentuk usaha"),
        _("Klaster"),
        _("Desa/kelurahan"),
        _("Kecamatan"),
        _("Tentang usaha"),
        _("Produk"),
        _("Kapasitas bebas per bulan"),
        _("Harga"),
        _("Syarat pembayaran"),
        _("Sertifikat"),
        _("Nama pemilik"),
        _("Nomor WhatsApp"),
        _("Alamat"),
        _("NIB"),
    ]
    if private:
        headers += [_("Skala usaha"), _("Status"), _("Terdaftar"), _("Nomor di portal")]
    return headers


def _line(umkm: Umkm, private: bool) -> Sequence[Any]:
    """What the owner does not show stays empty, for everybody but officials; of a firm that is not public, all but its name."""
    if not (private or umkm.is_public):
        return [umkm.name, *[""] * (len(_headers(private)) - 1)]
    shown = set(PublicField.values) if private else set(umkm.public_fields)

    def if_shown(field: str, value: Any) -> str:
        return str(value) if field in shown and value not in (None, "") else ""

    goods = umkm.offered
    cells = [
        umkm.name,
        umkm.get_form_display(),
        umkm.cluster.name,
        umkm.village.name,
        umkm.village.district.name,
        if_shown(PublicField.DESCRIPTION, umkm.description),
        "; ".join(product.name for product in goods),
        if_shown(PublicField.CAPACITY, "; ".join(_capacity(product) for product in goods)),
        if_shown(PublicField.PRICES, "; ".join(price_range(product) or "–" for product in goods)),
        if_shown(PublicField.TERMS, " ".join(payment_terms(umkm))),
        if_shown(PublicField.CERTIFICATES, "; ".join(str(row.kind) for row in umkm.proven)),
        if_shown(PublicField.OWNER_NAME, umkm.owner_name),
        if_shown(PublicField.TELEPHONE, umkm.telephone),
        if_shown(PublicField.ADDRESS, umkm.address),
        if_shown(PublicField.NIB, umkm.nib),
    ]
    if private:
        cells += [
            umkm.get_size_class_display(),
            umkm.get_status_display(),
            timezone.localdate(umkm.registered_at).isoformat(),
            str(umkm.pk),
        ]
    return cells


def _capacity(product) -> str:
    free = product.free_month
    return "–" if free is None else f"{free} {product.unit.name}"
