"""What a quarterly report is made of: the kabupaten's own programme, asked of partnerships.reports."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from partnerships import quarters, reports, waiting
from partnerships.models import Mou, MouStatus, Scope
from partnerships.quarterly.divided import Divided
from partnerships.quarters import Quarter

#: How many partnerships and waits are named; how many more there are is said.
NAMED = 40
#: How many quarters the course over time shows.
COURSE = 8


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
    def divided(self) -> Divided:
        return Divided(reports.Asked(scope=Scope.REGENCY), self.quarter)

    @property
    def now(self) -> dict[str, reports.Figure]:
        return self.divided.figures(self.quarter)

    @property
    def before(self) -> dict[str, reports.Figure]:
        return self.divided.figures(self.year_before)

    @property
    def to_date(self) -> dict[str, reports.Figure]:
        return self.divided.figures_to_date()

    @cached_property
    def funnel(self) -> list[reports.Step]:
        return reports.funnel(self.asked)

    @cached_property
    def funnel_to_date(self) -> list[reports.Step]:
        return reports.funnel(self.asked_to_date)

    @cached_property
    def course(self) -> list[tuple[str, dict[str, reports.Figure]]]:
        """The last COURSE quarters up to this one with their figures, the oldest first; also those in which nothing happened."""
        wanted, quarter = [], self.quarter
        for _step in range(COURSE):
            wanted.append((quarters.short_name(quarter), self.divided.figures(quarter)))
            quarter = quarters.before(quarter)
        return wanted[::-1]

    @cached_property
    def sleeping(self) -> "Named":
        rows = Mou.objects.filter(status=MouStatus.SLEEPING, scope=Scope.REGENCY)
        labelled = rows.with_labels().with_last_sign_of_life().order_by("last_sign", "pk")
        return Named(rows.count(), list(labelled[:NAMED]))

    @cached_property
    def silent(self) -> "Named":
        rows = waiting.silent(Scope.REGENCY, today=self.today)
        return Named(rows.count(), list(rows[:NAMED]))

    @cached_property
    def waits(self) -> list[waiting.Waiting]:
        return waiting.waiting(NAMED, today=self.today)
