"""All that a quarterly report adds up, in one statement: by each thing that it divides by, in the quarter and to date, and by quarter."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from partnerships import reports
from partnerships.quarters import Quarter
from partnerships.reports.amounts import ROWS, SUMMED
from partnerships.reports.asked import fetch, quarter_number

#: What the report divides by, in the order of its tables; each is a column of partnerships.reports.amounts.SUMMED.
DIVIDED_BY = ("cluster", "district", "office", "capital", "country", "programme")


@dataclass(frozen=True)
class Both:
    """The amounts of one row: in the quarter, and from the beginning to its end."""

    now: reports.Amounts
    to_date: reports.Amounts


@dataclass(frozen=True)
class Divided:
    """`asked` narrows all of it and has no period: `quarter` is the last that counts."""

    asked: reports.Asked
    quarter: Quarter

    @cached_property
    def _found(self) -> dict[str, dict]:
        """{dimension or "quarter": {key: {measure: (rupiah to date, rupiah in the quarter, rows)}}}."""
        columns = (*DIVIDED_BY, "quarter")
        sets = ", ".join(f"({column}, measure)" for column in columns)
        found: dict[str, dict] = {column: defaultdict(dict) for column in columns}
        for row in fetch(
            f"""
            SELECT {", ".join(columns)}, grouping({", ".join(columns)}), measure, sum(rupiah),
                coalesce(sum(rupiah) FILTER (WHERE quarter = %(this)s), 0), {ROWS}
            FROM ({SUMMED}) AS part GROUP BY GROUPING SETS ({sets})
            """,  # noqa: S608 - constants of partnerships.reports
            self.asked.narrowed(until=self.quarter),
            by_quarter=True,
            this=quarter_number(self.quarter),
        ):
            *keys, mask, measure, to_date, now, count = row
            # Of the bits of grouping() the one of the column that divides is 0.
            place = next(
                place for place in range(len(columns)) if not mask >> len(columns) - 1 - place & 1
            )
            found[columns[place]][keys[place]][measure] = int(to_date), int(now), int(count)
        return found

    def rows(self, dimension: str) -> list[tuple[str, Both]]:
        """(label, amounts) of each row that partnerships.reports names, also those of nothing."""
        told = self._found[dimension]
        names = reports.DIMENSIONS[dimension].names(set(told))
        return [(str(label), _both(told.get(key, {}))) for key, label in names.items()]

    def total(self) -> Both:
        summed: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for measures in self._found["quarter"].values():
            for measure, (to_date, now, _count) in measures.items():
                summed[measure][0] += to_date
                summed[measure][1] += now
        return _both(summed)

    def figures(self, quarter: Quarter) -> dict[str, reports.Figure]:
        """{each of reports.MEASURES: what it is in one quarter}."""
        told = self._found["quarter"].get(quarter_number(quarter), {})
        return _figures([told])

    def figures_to_date(self) -> dict[str, reports.Figure]:
        """A row has one quarter, so that all of them are the whole."""
        return _figures(list(self._found["quarter"].values()))


def _both(measures) -> Both:
    def amounts(position: int) -> reports.Amounts:
        return reports.Amounts(
            *(measures[name][position] if name in measures else 0 for name in reports.AMOUNTS)
        )

    return Both(now=amounts(1), to_date=amounts(0))


def _figures(quarters: list[dict]) -> dict[str, reports.Figure]:
    return {
        measure: reports.Figure(
            sum(told[measure][0] for told in quarters if measure in told),
            sum(told[measure][2] for told in quarters if measure in told),
        )
        for measure in reports.MEASURES
    }
