"""The rows behind a figure: what a number on a dashboard leads to is made from the very statement that it was counted with."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from investors.models import Company, Need
from partnerships.models import Contract, Mou, Realisation, Suggestion
from partnerships.reports.amounts import MEASURES, PARTS
from partnerships.reports.asked import Asked, fetch
from partnerships.reports.funnel import FUNNEL, WAYS
from partnerships.reports.growth import GROWN, STEPS
from partnerships.reports.headline import OPEN_NEEDS, VERIFIED_COMPANIES, VERIFIED_FIRMS
from partnerships.reports.partners import LIVING, SILENT, SLEEPING
from partnerships.waiting import SILENT_DAYS
from umkm.models import Umkm

#: Rows that are fetched at once when a whole list is taken away.
BATCH = 1000


@dataclass(frozen=True)
class Source:
    """A statement of (id, rupiah, since), the order of its rows, and where they are fetched with all that a line shows. `rupiah`
    is what the row adds to the figure, `since` the moment that the list is about; either may be null throughout."""

    statement: str
    rows: Callable[[], QuerySet]
    order: str = "id"
    values: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Line:
    """One row behind a figure."""

    row: Any
    rupiah: int | None
    since: datetime | None


class Behind:
    """All rows behind one figure, as a sequence that can be cut into pages: a page costs two statements and what its rows show."""

    def __init__(self, name: str, asked: Asked, *, today: date | None = None):
        self.source, self.asked = SOURCES[name], asked
        today = today or timezone.localdate()
        self._values = {
            "last_day": today - timedelta(days=SILENT_DAYS),
            **(self.source.values or {}),
        }

    @cached_property
    def _whole(self) -> tuple[int, int | None]:
        statement = f"SELECT count(*), sum(rupiah) FROM ({self.source.statement}) AS behind"  # noqa: S608
        return fetch(statement, self.asked, **self._values)[0]

    def __len__(self) -> int:
        return self._whole[0]

    @property
    def model(self) -> type[Model]:
        return self.source.rows().model

    @property
    def rupiah(self) -> int | None:
        """The sum of the rows in whole rupiah: the figure itself; None where the list is not about money."""
        total = self._whole[1]
        return None if total is None else int(total)

    def __getitem__(self, cut: slice) -> list[Line]:
        begin, end = cut.start or 0, cut.stop
        found = fetch(
            f"""
            SELECT id, rupiah, since FROM ({self.source.statement}) AS behind
            ORDER BY {self.source.order}, id LIMIT %(limit)s OFFSET %(begin)s
            """,  # noqa: S608 - constants of this package
            self.asked,
            **self._values,
            begin=begin,
            limit=None if end is None else end - begin,
        )
        return list(self._lines(found))

    def __iter__(self) -> Iterator[Line]:
        """All of them, from one statement, the rows themselves by BATCH."""
        found = fetch(
            f"SELECT id, rupiah, since FROM ({self.source.statement}) AS behind ORDER BY {self.source.order}, id",  # noqa: S608
            self.asked,
            **self._values,
        )
        for begin in range(0, len(found), BATCH):
            yield from self._lines(found[begin : begin + BATCH])

    def _lines(self, found) -> Iterator[Line]:
        rows: dict[int, Model] = self.source.rows().in_bulk([key for key, _rupiah, _since in found])
        for key, rupiah, since in found:
            yield Line(rows[key], None if rupiah is None else int(rupiah), since)


# ── What leads where ─────────────────────────────────────────────────────────────────────────────────────────────────


def _firms() -> QuerySet:
    return Umkm.objects.with_labels()


def _mous() -> QuerySet:
    return Mou.objects.select_related("company")


def _contracts() -> QuerySet:
    return Contract.objects.select_related("mou__company")


def _realisations() -> QuerySet:
    return Realisation.objects.select_related("umkm", "contract__mou__company")


def _pairs() -> QuerySet:
    return Suggestion.objects.select_related("umkm", "need__company")


_ROWS = {"mou": _mous, "contract": _contracts, "realisation": _realisations}


def _plain(statement: str) -> str:
    """Keys alone."""
    return f"SELECT id, NULL::numeric AS rupiah, NULL::timestamptz AS since FROM ({statement}) AS found"  # noqa: S608


def _dated(statement: str, moment: str = "since") -> str:
    return f"SELECT id, NULL::numeric AS rupiah, {moment} AS since FROM ({statement}) AS found WHERE {moment} IS NOT NULL"  # noqa: S608


def _signers(column: str) -> str:
    """Firms or companies with a signed MoU, with what their shares of it are worth."""
    return f"""
    SELECT {column} AS id, sum(rupiah) AS rupiah, NULL::timestamptz AS since
    FROM ({PARTS}) AS part WHERE measure = 'mou' GROUP BY {column}
    """  # noqa: S608 - constants of this package


_MEASURED = f"""
SELECT item AS id, sum(rupiah) AS rupiah, NULL::timestamptz AS since
FROM ({PARTS}) AS part WHERE measure = %(measure)s GROUP BY item
"""  # noqa: S608 - constants of this package
_GROWN_FROM_TO = f"""
SELECT * FROM ({GROWN}) AS grown WHERE was = %(from_class)s AND size_class = %(to_class)s
"""  # noqa: S608 - constants of this package
_DEAREST = "rupiah DESC"

SOURCES: Mapping[str, Source] = {
    **{
        measure: Source(_MEASURED, _ROWS[kind], _DEAREST, {"measure": measure})
        for measure, kind in MEASURES.items()
    },
    **{f"pairs_{step}": Source(_dated(WAYS, step), _pairs, "since DESC") for step in FUNNEL},
    "umkm": Source(_plain(VERIFIED_FIRMS), _firms),
    "companies": Source(_plain(VERIFIED_COMPANIES), Company.objects.all),
    "open_needs": Source(_plain(OPEN_NEEDS), lambda: Need.objects.select_related("company")),
    "mou_umkm": Source(_signers("firm"), _firms, _DEAREST),
    "mou_companies": Source(_signers("company"), Company.objects.all, _DEAREST),
    "in_partnership": Source(
        _plain(f"SELECT id FROM ({VERIFIED_FIRMS}) AS firm WHERE id IN ({LIVING})"),  # noqa: S608
        _firms,
    ),
    "sleeping": Source(f"SELECT id, rupiah, since FROM ({SLEEPING}) AS mou", _mous, "since"),  # noqa: S608
    "silent": Source(
        f"SELECT company_id AS id, NULL::numeric AS rupiah, since FROM ({SILENT}) AS silent",  # noqa: S608
        Company.objects.all,
        "since",
    ),
    "grown": Source(_dated(GROWN), _firms, "since DESC"),
    "grown_partners": Source(
        _dated(f"SELECT * FROM ({GROWN}) AS grown WHERE is_partner"),  # noqa: S608
        _firms,
        "since DESC",
    ),
    **{
        f"grown_{source.value}_{target.value}": Source(
            _dated(_GROWN_FROM_TO),
            _firms,
            "since DESC",
            {"from_class": source.value, "to_class": target.value},
        )
        for source, target in STEPS
    },
}
