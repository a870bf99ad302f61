"""How the rows behind a figure read: on a page, and in a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investors.models import Company, Need
from partnerships import quarters
from partnerships.models import Contract, Mou, Realisation, Suggestion
from partnerships.reports import Behind, Line
from umkm.models import Umkm


@dataclass(frozen=True)
class Kind:
    """What is told of a row: a value under each header, of which the first is its name; and whose page says more."""

    headers: Sequence[Any]
    values: Callable[[Any], Sequence[str]]
    page: Callable[[Any], Any] = lambda row: row


@dataclass(frozen=True)
class Item:
    """One line of the page."""

    name: str
    facts: Sequence[str]
    url: str
    line: Line


def items(lines: Sequence[Line]) -> list[Item]:
    found = []
    for line in lines:
        kind = KINDS[type(line.row)]
        name, *facts = kind.values(line.row)
        url = kind.page(line.row).get_absolute_url()
        found.append(Item(name, [fact for fact in facts if fact], url, line))
    return found


def sheet(found: Behind) -> tuple[list[str], Any]:
    """Headers and lines of the whole list for a file; an amount only where the list is about money."""
    kind = KINDS[found.model]
    has_rupiah = found.rupiah is not None
    headers = [*map(str, kind.headers), _("Sejak"), *([_("Nilai (Rp)")] if has_rupiah else [])]
    lines = (
        [
            *kind.values(line.row),
            timezone.localdate(line.since).isoformat() if line.since else "",
            *([line.rupiah] if has_rupiah else []),
        ]
        for line in found
    )
    return headers, lines


def _status(row) -> str:
    return capfirst(row.get_status_display())


def _mou(row: Mou) -> Sequence[str]:
    return str(row), row.title if row.number else "", row.company.name, _status(row)


def _contract(row: Contract) -> Sequence[str]:
    return row.document, str(row.mou), row.mou.company.name, _status(row)


def _realisation(row: Realisation) -> Sequence[str]:
    quarter = quarters.short_name((row.year, row.quarter))
    company = row.contract.mou.company.name
    return row.umkm.name, quarter, company, row.document, _status(row)


def _pair(row: Suggestion) -> Sequence[str]:
    return row.umkm.name, row.need.title, row.need.company.name, _status(row)


def _firm(row: Umkm) -> Sequence[str]:
    size = row.get_size_class_display() if row.size_class else ""
    return row.name, row.cluster.name, row.village.label, size


def _company(row: Company) -> Sequence[str]:
    return row.name, row.capital, row.country_label, row.business


def _need(row: Need) -> Sequence[str]:
    return row.title, row.company.name, _status(row)


_UMKM, _COMPANY = gettext_lazy("UMKM"), gettext_lazy("Perusahaan")
_MOU, _STATUS = gettext_lazy("MoU"), gettext_lazy("Status")

KINDS: dict[type, Kind] = {
    Mou: Kind((_MOU, gettext_lazy("Tentang"), _COMPANY, _STATUS), _mou),
    Contract: Kind(
        (gettext_lazy("Kontrak"), _MOU, _COMPANY, _STATUS), _contract, lambda row: row.mou
    ),
    Realisation: Kind(
        (_UMKM, gettext_lazy("Triwulan"), _COMPANY, gettext_lazy("Dokumen"), _STATUS),
        _realisation,
        lambda row: row.contract.mou,
    ),
    Suggestion: Kind((_UMKM, gettext_lazy("Kebutuhan"), _COMPANY, _STATUS), _pair),
    Umkm: Kind(
        (_UMKM, gettext_lazy("Klaster"), gettext_lazy("Desa"), gettext_lazy("Skala usaha")), _firm
    ),
    Company: Kind(
        (
            _COMPANY,
            gettext_lazy("Modal"),
            gettext_lazy("Negara asal modal"),
            gettext_lazy("Bidang usaha"),
        ),
        _company,
    ),
    Need: Kind((gettext_lazy("Kebutuhan"), _COMPANY, _STATUS), _need),
}
