"""A quarter beside all that came before it, by each thing that amounts are divided by: what a report of a quarter adds up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from partnerships import quarters
from partnerships.quarters import Quarter
from partnerships.reports.amounts import AMOUNTS, PARTS, SUMMED, Amounts, Figure, as_figures
from partnerships.reports.asked import Asked, fetch, quarter_number
from partnerships.reports.tables import DIMENSIONS

#: What it is divided by: all of DIMENSIONS but the quarter itself, in the order of a report's tables.
DIVIDED_BY = ("cluster", "district", "office", "capital", "country", "programme")
#: How many quarters, with the last, are told one by one.
COURSE = 8


@dataclass(frozen=True)
class Both:
    """The amounts of one row: in the quarter, and from the beginning to its end."""

    now: Amounts
    to_date: Amounts


@dataclass(frozen=True)
class QuarterSums:
    """Sums of what is asked for up to the end of `quarter`, the last that counts; `asked` has no period of its own.

    Two statements, each asked once: one for rows and totals, one for the course; and one for the names of each dimension.
    """

    asked: Asked
    quarter: Quarter

    @cached_property
    def course(self) -> dict[Quarter, dict[str, Figure]]:
        """{each of the last COURSE quarters, the newest first: {measure: what it is in it}}, also where nothing happened."""
        told = [self.quarter]
        while len(told) < COURSE:
            told.append(quarters.before(told[-1]))
        found = defaultdict(list)
        for number, *figure in fetch(
            _COURSE, self.asked.narrowed(since=told[-1], until=self.quarter)
        ):
            found[number].append(figure)
        return {quarter: as_figures(found[quarter_number(quarter)]) for quarter in told}

    @cached_property
    def to_date(self) -> dict[str, Figure]:
        """{measure: what it is from the beginning to the end of the quarter}."""
        return as_figures(
            (measure, rupiah, count) for measure, (rupiah, count, _now) in self._total.items()
        )

    @cached_property
    def total(self) -> Both:
        return _both(self._total)

    def rows(self, dimension: str) -> Sequence[tuple[str, Both]]:
        """(label, amounts) of each row that a table of partnerships.reports has, also those of nothing."""
        if dimension not in self._rows:
            told = self._found[dimension]
            names = DIMENSIONS[dimension].names(set(told), getattr(self.asked, dimension))
            self._rows[dimension] = [
                (str(label), _both(told.get(key, {}))) for key, label in names.items()
            ]
        return self._rows[dimension]

    @cached_property
    def _rows(self) -> dict[str, Sequence[tuple[str, Both]]]:
        return {}

    @property
    def _total(self) -> dict[str, tuple[int, int, int]]:
        return self._found[""].get(None, {})

    @cached_property
    def _found(self) -> dict[str, dict]:
        """{dimension, or "" for the total: {key: {measure: (rupiah to date, rows to date, rupiah in the quarter)}}}."""
        found: dict[str, dict] = {name: defaultdict(dict) for name in (*DIVIDED_BY, "")}
        for *keys, mask, measure, rupiah, count, now in fetch(
            _SUMS, self.asked.narrowed(until=self.quarter), now=quarter_number(self.quarter)
        ):
            # Of the bits of grouping() that of the column which divides is 0; the total has none.
            divides = [
                place for place in range(len(keys)) if not mask >> (len(keys) - 1 - place) & 1
            ]
            name, key = (DIVIDED_BY[divides[0]], keys[divides[0]]) if divides else ("", None)
            found[name][key][measure] = int(rupiah), int(count), int(now)
        return found


@dataclass(frozen=True)
class Seat:
    """What one UMKM has of one MoU: {measure: whole rupiah} in a quarter, and from the beginning to its end."""

    now: Mapping[str, int]
    to_date: Mapping[str, int]


def seats(quarter: Quarter, company: int | None = None) -> dict[tuple[int, int], Seat]:
    """{(MoU, UMKM): its Seat} of each that has something, of one company (its key) or of all. One statement."""
    found: dict[tuple[int, int], Seat] = defaultdict(
        lambda: Seat(defaultdict(int), defaultdict(int))
    )
    for mou, firm, measure, rupiah, now in fetch(
        _SEATS, Asked(until=quarter), now=quarter_number(quarter), of_company=company
    ):
        seat = found[mou, firm]
        seat.to_date[measure], seat.now[measure] = int(rupiah), int(now)
    return found


def _both(measures: dict[str, tuple[int, int, int]]) -> Both:
    def amounts(position: int) -> Amounts:
        return Amounts(*(measures.get(name, (0, 0, 0))[position] for name in AMOUNTS))

    return Both(now=amounts(2), to_date=amounts(0))


_COLUMNS = ", ".join(DIVIDED_BY)
_SETS = ", ".join(f"({column}, measure)" for column in DIVIDED_BY)
_SUMS = f"""
SELECT {_COLUMNS}, grouping({_COLUMNS}), measure, sum(rupiah), sum(rows), sum(rupiah_now)
FROM ({SUMMED}) AS part GROUP BY GROUPING SETS ({_SETS}, (measure))
"""  # noqa: S608 - constants of this package
_SEATS = f"""
SELECT mou, firm, measure, sum(rupiah), sum(rupiah_now) FROM ({SUMMED}) AS part
WHERE %(of_company)s IS NULL OR company = %(of_company)s GROUP BY mou, firm, measure
"""  # noqa: S608 - constants of this package
_COURSE = f"SELECT quarter, measure, sum(rupiah), sum(rows) FROM ({PARTS}) AS part GROUP BY quarter, measure"  # noqa: S608
