"""The ledger of one MoU as lines: potential, MoU, contract and realised, each with its day, source, document, who entered and
who of the other side confirmed it. A disputed line has both figures; nothing is added up here (see reports)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import quarters
from partnerships.models import Contract, Mou, Origin, Paper


@dataclass(frozen=True)
class Line:
    """One entry. `claimed_rupiah` is the other side's figure while the two disagree."""

    kind: str
    about: str
    rupiah: int
    on: date
    source: str
    document: str
    entered_by: str
    confirmed_by: str = ""
    paper: Paper | None = None
    claimed_rupiah: int | None = None


def lines_of(mou: Mou, contracts: Iterable[Contract]) -> list[Line]:
    """All lines in the order in which they came about. Free of queries when the page of the MoU has prefetched its rows."""
    contracts = list(contracts)
    found = [_potential(mou)]
    if mou.is_signed:
        found.append(_agreed(mou))
    found += [_entry(_("kontrak"), row, str(row), row.signed_on) for row in contracts]
    found += [
        _entry(
            _("realisasi"),
            row,
            f"{row.umkm} · {quarters.short_name((row.year, row.quarter))}",
            timezone.localdate(row.entered_at),
        )
        for contract in contracts
        for row in reversed(contract.realisations.all())
    ]
    return found


def _potential(mou: Mou) -> Line:
    source = (
        _("laporan para pihak") if mou.origin == Origin.REPORTED else _("perkiraan dari kebutuhan")
    )
    return Line(
        _("potensi"),
        str(mou.need or mou.title),
        mou.potential_rupiah,
        timezone.localdate(mou.created_at),
        source,
        "",
        str(mou.created_by),
    )


def _agreed(mou: Mou) -> Line:
    """Confirmed by every party that signed; a reported one by the side that acknowledged it."""
    signatures = [
        row
        for row in mou.signatures.all()
        if row.void_at is None and row.amendment_id is None and row.role != "witness"
    ]
    paper = signatures[-1].paper if signatures else None
    parties = [mou.company.name if row.role == "company" else str(row.umkm) for row in signatures]
    reported = mou.origin == Origin.REPORTED
    return Line(
        _("MoU"),
        str(mou),
        mou.mou_rupiah,
        mou.signed_on,
        _("laporan para pihak") if reported else _("naskah yang ditandatangani"),
        mou.number or "",
        str(mou.created_by),
        _("kedua pihak") if reported else ", ".join(parties),
        paper,
    )


def _entry(kind: str, row: Any, about: str, on: date) -> Line:
    return Line(
        kind,
        about,
        row.value_rupiah,
        on,
        row.get_source_display(),
        row.document,
        f"{row.entered_by} ({row.get_entered_side_display()})",
        str(row.confirmed_by) if row.confirmed_by else "",
        row.paper,
        row.claimed_rupiah,
    )
