"""What a quarterly report is made of: the kabupaten's own programme, asked of partnerships.reports."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, QuerySet, Window

from partnerships import quarters, reports, waiting
from partnerships.models import Mou, MouStatus, Scope
from partnerships.quarters import Quarter

#: How many partnerships and waits are named; how many more there are is said.
NAMED = 40


@dataclass(frozen=True)
class Named:
    """How many there are, and the first NAMED of them."""

    count: int
    rows: list[Mou]


@dataclass(frozen=True)
class Figures:
    """The kabupaten's own programme in a quarter, in the same quarter of the year before, and from the beginning to the quarter's
    end. What is true on a day (who sleeps, who waits) is as of `today`."""

    quarter: Quarter
    today: date

    @property
    def year_before(self) -> Quarter:
        year, number = self.quarter
        return year - 1, number

    @property
    def is_running(self) -> bool:
        return self.quarter == waiting.quarter_of(self.today)

    @cached_property
    def asked(self) -> reports.Asked:
        return reports.Asked(scope=Scope.REGENCY, since=self.quarter, until=self.quarter)

    @cached_property
    def asked_to_date(self) -> reports.Asked:
        return self.asked.narrowed(since=None)

    @cached_property
    def sums(self) -> reports.QuarterSums:
        return reports.QuarterSums(reports.Asked(scope=Scope.REGENCY), self.quarter)

    @property
    def now(self) -> dict[str, reports.Figure]:
        return self.sums.course[self.quarter]

    @property
    def before(self) -> dict[str, reports.Figure]:
        return self.sums.course[self.year_before]

    @property
    def to_date(self) -> dict[str, reports.Figure]:
        return self.sums.to_date

    @property
    def funnel(self) -> list[reports.Step]:
        return self._funnels[0]

    @property
    def funnel_to_date(self) -> list[reports.Step]:
        return self._funnels[1]

    @cached_property
    def _funnels(self) -> tuple[list[reports.Step], list[reports.Step]]:
        return reports.funnel_beside(reports.Asked(scope=Scope.REGENCY), self.quarter)

    @property
    def course(self) -> list[tuple[str, dict[str, reports.Figure]]]:
        """The last quarters up to this one with their figures, the oldest first; also those in which nothing happened."""
        told = [
            (quarters.short_name(quarter), found) for quarter, found in self.sums.course.items()
        ]
        return told[::-1]

    @cached_property
    def sleeping(self) -> "Named":
        rows = Mou.objects.filter(status=MouStatus.SLEEPING, scope=Scope.REGENCY)
        return _named(rows.with_labels().with_last_sign_of_life().order_by("last_sign", "pk"))

    @cached_property
    def nothing_booked(self) -> "Named":
        return _named(waiting.nothing_booked(Scope.REGENCY, today=self.today))

    @cached_property
    def waits(self) -> list[waiting.Waiting]:
        return waiting.waiting(NAMED, today=self.today)


def _named(rows: QuerySet[Mou]) -> Named:
    """The first with their members, and how many there are, in one question (and one for the members)."""
    first = list(rows.annotate(how_many=Window(Count("pk")))[:NAMED])
    return Named(first[0].how_many if first else 0, first)
