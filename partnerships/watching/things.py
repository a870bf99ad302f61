"""One fact for one person, and the step of a rule that it has reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Thing:
    """`subject` is what it is about ("mou:17"), `mark` which time of it; with code and person they are its key."""

    person_id: int
    code: str
    subject: str
    mark: str
    url: str
    values: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> tuple[int, str, str, str]:
        return self.person_id, self.code, self.subject, self.mark


@dataclass(frozen=True, slots=True)
class Rule:
    """`days` in growing order; `officer_from` is the step from which officers are told too, None for never."""

    code: str
    days: tuple[int, ...]
    officer_from: int | None = None

    def reached(self, age: int) -> int | None:
        """The last step that so many days have reached: of 7 and 14, 9 days reach 7."""
        return max((day for day in self.days if day <= age), default=None)

    def left(self, days: int) -> int | None:
        """The step within which so many days are left: of 90, 60 and 30, 45 days lie within 60. None once it is over."""
        return min((day for day in self.days if days <= day), default=None) if days >= 0 else None

    def tells_officers(self, age: int) -> bool:
        return self.officer_from is not None and age >= self.officer_from

    def nears_officers(self, days_left: int) -> bool:
        return self.officer_from is not None and days_left <= self.officer_from


def end_of_day(day: date) -> datetime:
    """The moment in which the day is over in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
