"""Lists that people take away: what everybody may see for the directory, what officials need for the admin. Never NIK or NPWP."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import F
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kemitraan.reference.models import SizeClass
from kemitraan.verification import VerificationStatus
from umkm.models import Certificate, Product, PublicField, Umkm
from umkm.spreadsheets import csv_lines, write_xlsx
from umkm.wording import price_between, terms_between

CSV, XLSX = "csv", "xlsx"
KINDS = (CSV, XLSX)
CHUNK = 2000
ALL = frozenset(PublicField.values)
_FORMS, _SIZES, _STATES = (dict(row.choices) for row in (Umkm.Form, SizeClass, VerificationStatus))
_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


#: A column that a floor above adds: its header, and what stands in it for a row with the columns of a firm.
Column = tuple[str, Callable[[Any], str]]


def export(
    firms, kind: str, *, private: bool, name: str = "umkm", more: Sequence[Column] = ()
) -> HttpResponseBase:
    """A response that streams these firms as "csv" or "xlsx"; with `private` also person, numbers, address and state."""
    today = timezone.localdate()
    headers = [*_headers(private), *(header for header, _cell in more)]
    lines = _lines(firms, today, private, get_language() or "id", [cell for _header, cell in more])
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


# ── Reading: bare columns, since fifty thousand firms as objects with their products, units and kinds take a minute ──────

_FIRM = (
    "pk",
    "name",
    "form",
    "cluster_name",
    "village__name",
    "village__district__name",
    "description",
    "owner_name",
    "telephone",
    "address",
    "nib",
    "public_fields",
    "down_payment_percent",
    "payment_days",
    "accepts_consignment",
    "size_class",
    "status",
    "is_listed",
    "registered_at",
)
_GOODS = (
    "umkm_id",
    "name",
    "capacity_month",
    "committed_month",
    "price_min",
    "price_max",
    "unit_name",
)


class _Firm(NamedTuple):
    row: Any  # the columns of _FIRM
    goods: list  # of rows with the columns of _GOODS
    kinds: list[str]  # of certificates that hold today


def _lines(
    firms, today: date, private: bool, language: str, more: Sequence[Callable[[Any], str]]
) -> Iterator[Sequence[Any]]:
    """Said in this language, although a stream is read when the request and its language are over."""
    for chunk in _read(firms, today, "en" if language.startswith("en") else "id"):
        with translation.override(language):
            lines = [
                [*_line(firm, private, language), *(cell(firm.row) for cell in more)]
                for firm in chunk
            ]
        yield from lines


def _read(firms, today: date, language: str) -> Iterator[list[_Firm]]:
    """In the order of `firms`, in chunks of three queries: what is in memory does not grow with the list."""
    firms = firms.annotate(cluster_name=F(f"cluster__name_{language}"))
    rows = firms.values_list(*_FIRM, named=True).iterator(chunk_size=CHUNK)
    products = Product.objects.filter(is_active=True).order_by("umkm", "pk")
    products = products.annotate(unit_name=F(f"unit__name_{language}"))
    proofs = Certificate.objects.valid_on(today).order_by("umkm", "kind__position", "pk")
    while chunk := list(islice(rows, CHUNK)):
        keys = [row.pk for row in chunk]
        goods, kinds = defaultdict(list), defaultdict(list)
        for row in products.filter(umkm__in=keys).values_list(*_GOODS, named=True):
            goods[row.umkm_id].append(row)
        held = proofs.filter(umkm__in=keys)
        for firm, kind in held.values_list("umkm_id", f"kind__name_{language}"):
            kinds[firm].append(kind)
        yield [_Firm(row, goods[row.pk], kinds[row.pk]) for row in chunk]


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


def _line(firm: _Firm, private: bool, language: str) -> Sequence[Any]:
    """What the owner does not show stays empty, for everybody but officials; of a firm that is not public, all but its name."""
    row, goods = firm.row, firm.goods
    if not (private or is_public(row)):
        return [row.name, *[""] * (len(_headers(private)) - 1)]
    shown = ALL if private else set(row.public_fields)

    def if_shown(field: str, value: Any) -> str:
        return str(value) if field in shown and value not in (None, "") else ""

    cells = [
        row.name,
        str(_FORMS[row.form]),
        row.cluster_name,
        row.village__name,
        row.village__district__name,
        if_shown(PublicField.DESCRIPTION, row.description),
        "; ".join(product.name for product in goods),
        if_shown(PublicField.CAPACITY, "; ".join(_capacity(product) for product in goods)),
        if_shown(
            PublicField.PRICES,
            "; ".join(_price(language, row.price_min, row.price_max) for row in goods),
        ),
        if_shown(
            PublicField.TERMS,
            _terms(language, row.down_payment_percent, row.payment_days, row.accepts_consignment),
        ),
        if_shown(PublicField.CERTIFICATES, "; ".join(firm.kinds)),
        if_shown(PublicField.OWNER_NAME, row.owner_name),
        if_shown(PublicField.TELEPHONE, row.telephone),
        if_shown(PublicField.ADDRESS, row.address),
        if_shown(PublicField.NIB, row.nib),
    ]
    if private:
        cells += [
            str(_SIZES.get(row.size_class, "")),
            str(_STATES[row.status]),
            timezone.localdate(row.registered_at).isoformat(),
            str(row.pk),
        ]
    return cells


# Few are different, and many firms have the same: each is worded once in each language.


@lru_cache(maxsize=4096)
def _price(_language: str, low: int | None, high: int | None) -> str:
    return price_between(low, high) or "–"


@lru_cache(maxsize=1024)
def _terms(_language: str, percent: int | None, days: int | None, consigns: bool) -> str:
    return " ".join(terms_between(percent, days, consigns))


def is_public(row) -> bool:
    """What Umkm.is_public says, of bare columns."""
    return row.is_listed and row.status == VerificationStatus.VERIFIED


def _capacity(product) -> str:
    if product.capacity_month is None:
        return "–"
    return f"{product.capacity_month - product.committed_month} {product.unit_name}"
