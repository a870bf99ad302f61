import pytest
from django.utils import timezone

from partnerships.models import Notice
from partnerships.services.watch import watch


@pytest.fixture
def told():
    """told(person, "mou_silent") -> the marks' steps of that person's notices that hold, in the order they were made."""

    def steps(person, code: str) -> list[str]:
        rows = Notice.objects.live().filter(person=person, code=code).order_by("pk")
        return [mark.partition(":")[0] for mark in rows.values_list("mark", flat=True)]

    return steps


@pytest.fixture
def watched_until():
    """The watch of each day in turn, as the worker does it: watched_until(20) are today and the twenty days after it."""

    def each_day(days: int, *, start=None) -> None:
        start = start or timezone.now()
        for number in range(days + 1):
            watch(now=start + timezone.timedelta(days=number))

    return each_day
