"""Figures as a dashboard shows them: named in the reader's language, each with the address of its list. For the page of the
officials, the index of the admin, and the files that are taken away.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships import reports
from partnerships.forms.asking import query_of
from partnerships.reports import EVERYTHING, Asked
from partnerships.wording.reports import AMOUNTS, DIMENSIONS, STEPS, step_pair


def list_of(name: str, asked: Asked) -> str:
    """The address of the rows behind a figure (a key of reports.SOURCES)."""
    return reverse("partnerships:behind", args=[name]) + query_of(asked)


def file_of(name: str, asked: Asked) -> str:
    """The address of a table as CSV (a key of FILES)."""
    return reverse("partnerships:dashboard-file", args=[name]) + query_of(asked)


# ── The four amounts ─────────────────────────────────────────────────────────────────────────────────────────────────


def amount_bars(figures: dict[str, int], asked: Asked = EVERYTHING) -> list[dict]:
    """The four amounts of a headline on one scale: the largest is the whole width."""
    widest = max(1, *(figures[f"{name}_rupiah"] for name in AMOUNTS))
    return [
        {
            "name": name,
            "label": label,
            "meaning": meaning,
            "rupiah": figures[f"{name}_rupiah"],
            "count": figures[f"{name}_count"],
            "url": list_of(name, asked),
            "percent": round(100 * figures[f"{name}_rupiah"] / widest, 1),
            "waiting_rupiah": figures.get(f"{name}_waiting_rupiah"),
            "beside": [
                {
                    "rupiah": figures.get(f"{name}_{state}_rupiah"),
                    "count": figures.get(f"{name}_{state}_count"),
                    "url": list_of(f"{name}_{state}", asked)
                    if f"{name}_{state}" in reports.MEASURES
                    else "",
                }
                for state in ("waiting", "disputed", "claimed")
            ],
        }
        for name, (label, meaning) in AMOUNTS.items()
    ]


@dataclass(frozen=True)
class Divided:
    """A reports.Table with what the page needs beside it."""

    table: reports.Table
    asked: Asked

    @property
    def tab(self) -> str:
        return DIMENSIONS[self.table.dimension][0]

    @property
    def first(self) -> str:
        """The name of the first column."""
        return DIMENSIONS[self.table.dimension][1]

    @property
    def file(self) -> str:
        return file_of(self.table.dimension, self.asked)

    @property
    def lines(self) -> list[dict]:
        """Each row with its four amounts as bars on one scale, and the addresses of their lists."""
        rows = self.table.rows
        widest = max([1, *(getattr(row.amounts, name) for row in rows for name in reports.AMOUNTS)])
        return [self._line(row, widest) for row in rows]

    @property
    def total(self) -> dict:
        return self._line(self.table.total, 1)

    def _line(self, row: reports.Row, widest: int) -> dict:
        signers = "mou_companies" if self.table.counts_companies else "mou_umkm"
        return {
            "label": row.label,
            "firms": row.firms,
            "firms_url": list_of("companies" if self.table.counts_companies else "umkm", row.asked),
            "partners": row.partners,
            "partners_url": list_of(signers, row.asked),
            "amounts": [
                {
                    "name": name,
                    "label": AMOUNTS[name][0],
                    "rupiah": rupiah,
                    "url": list_of(name, row.asked),
                    "percent": round(100 * rupiah / widest, 1),
                }
                for name in reports.AMOUNTS
                for rupiah in (getattr(row.amounts, name),)
            ],
            "is_empty": row.amounts == reports.Amounts(),
        }


# ── The way to money ─────────────────────────────────────────────────────────────────────────────────────────────────


def funnel_rows(steps: Iterable[reports.Step], asked: Asked = EVERYTHING) -> list[dict]:
    """Each step with its name and its list."""
    return [
        {
            "label": STEPS[step.name],
            "count": step.count,
            "median_days": step.median_days,
            "of_first": step.of_first,
            "of_before": step.of_before,
            "url": list_of(f"pairs_{step.name}", asked),
        }
        for step in steps
    ]


def conversion_rows(
    found: Iterable[reports.Conversion], asked: Asked, *, pairs: bool
) -> list[dict]:
    """Each with both counts and both lists: of pairs, or of whole rupiah."""
    prefix = "pairs_" if pairs else ""
    return [
        {
            "label": step_pair(row.source, row.target),
            "of": row.of,
            "of_url": list_of(f"{prefix}{row.source}", asked),
            "count": row.count,
            "count_url": list_of(f"{prefix}{row.target}", asked),
            "percent": row.percent,
        }
        for row in found
    ]


# ── Who lives in partnership, and who grew ───────────────────────────────────────────────────────────────────────────


def share_rows(rows: Iterable[reports.Share]) -> list[dict]:
    return [
        {
            "label": row.label,
            "firms": row.firms,
            "firms_url": list_of("umkm", row.asked),
            "partners": row.partners,
            "partners_url": list_of("in_partnership", row.asked),
            "percent": row.percent,
        }
        for row in rows
    ]


def growth_rows(found: reports.Grown, asked: Asked) -> list[dict]:
    return [
        {
            "label": row.label,
            "firms": row.firms,
            "url": list_of(f"grown_{row.source}_{row.target}", asked),
        }
        for row in found.rows
    ]


# ── To take away ─────────────────────────────────────────────────────────────────────────────────────────────────────

#: Headers, and the lines under them.
Sheet = tuple[list[str], list[list[Any]]]


def _amounts_sheet(asked: Asked) -> Sheet:
    bars = amount_bars(reports.headline(asked, fresh=True), asked)
    headers = [
        _("Nilai"),
        _("Diakui (Rp)"),
        _("Jumlah catatan"),
        _("Menunggu konfirmasi (Rp)"),
        _("Dipersoalkan: menurut pencatat (Rp)"),
        _("Dipersoalkan: menurut pihak lain (Rp)"),
    ]
    return headers, [
        [
            str(bar["label"]),
            bar["rupiah"],
            bar["count"],
            *(cell["rupiah"] for cell in bar["beside"]),
        ]
        for bar in bars
    ]


def _divided_sheet(dimension: str) -> Callable[[Asked], Sheet]:
    def sheet(asked: Asked) -> Sheet:
        table = reports.by(dimension, asked)
        firms = _("Perusahaan") if table.counts_companies else _("UMKM")
        headers = [
            _("Kode"),
            str(DIMENSIONS[dimension][1]),
            *([firms] if table.counts_firms else []),
            _("Perusahaan dengan MoU") if table.counts_companies else _("UMKM dengan MoU"),
            *(_("%(amount)s (Rp)") % {"amount": label} for label, _meaning in AMOUNTS.values()),
        ]
        return headers, [
            [
                row.key,
                row.label,
                *([row.firms] if table.counts_firms else []),
                row.partners,
                *(getattr(row.amounts, name) for name in reports.AMOUNTS),
            ]
            for row in (*table.rows, table.total)
        ]

    return sheet


def _funnel_sheet(asked: Asked) -> Sheet:
    headers = [
        _("Tahap"),
        _("Pasangan"),
        _("Median hari dari tahap sebelumnya"),
        _("Bagian dari semua saran (%)"),
        _("Dari tahap sebelumnya (%)"),
    ]
    return headers, [
        [str(STEPS[step.name]), step.count, step.median_days, step.of_first, step.of_before]
        for step in reports.funnel(asked)
    ]


def _conversion_sheet(asked: Asked) -> Sheet:
    headers = [_("Dari → ke"), _("Satuan"), _("Semula"), _("Menjadi"), _("Persen")]
    pairs = reports.conversion(reports.funnel(asked))
    money = reports.money_conversion(reports.headline(asked, fresh=True))
    return headers, [
        [step_pair(row.source, row.target), unit, row.of, row.count, row.percent]
        for unit, rows in ((_("pasangan"), pairs), (_("rupiah"), money))
        for row in rows
    ]


def _share_sheet(dimension: str) -> Callable[[Asked], Sheet]:
    def sheet(asked: Asked) -> Sheet:
        found = reports.in_partnership(dimension, asked)
        headers = [
            _("Kode"),
            str(DIMENSIONS[dimension][1]),
            _("UMKM terverifikasi"),
            _("dalam kemitraan hidup"),
            _("Persen"),
        ]
        return headers, [
            [row.key, row.label, row.firms, row.partners, row.percent]
            for row in (*found.rows, found.total)
        ]

    return sheet


def _growth_sheet(asked: Asked) -> Sheet:
    found = reports.grown(asked)
    headers = [_("Perubahan kelas"), _("UMKM"), _("di antaranya pernah menandatangani MoU")]
    return headers, [
        *([row.label, row.firms, row.partners] for row in found.rows),
        [_("Jumlah"), found.firms, found.partners],
    ]


#: Dimensions whose rows have UMKM of which a share lives in partnership.
SHARED_BY = ("cluster", "district", "office")

#: {name in the address: what makes the sheet}
FILES: dict[str, Callable[[Asked], Sheet]] = {
    "amounts": _amounts_sheet,
    **{dimension: _divided_sheet(dimension) for dimension in DIMENSIONS},
    "funnel": _funnel_sheet,
    "conversion": _conversion_sheet,
    **{f"share-{dimension}": _share_sheet(dimension) for dimension in SHARED_BY},
    "growth": _growth_sheet,
}
