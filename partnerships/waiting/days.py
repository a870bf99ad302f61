"""How long something has waited, and after how many days it is late."""

from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from partnerships.models import WatchRule


def days_since(moment: date | datetime, today: date | None = None) -> int:
    """Whole days between a moment and today in the portal's time zone."""
    today = today or timezone.localdate()
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return (today - day).days


def limits() -> dict[str, int]:
    """After how many days what waits is late, by the code of its reminder: officials set them in the admin (WatchRule), and the
    desk goes by the same days as the letters. It is the first of them; what belongs to a quarter has until the last."""
    last = {WatchRule.Code.REALISATION_CALL}
    return {
        code: days[-1] - 1 if code in last else days[0]
        for code, days in WatchRule.objects.values_list("code", "days")
    }


def with_since(rows: QuerySet, log) -> QuerySet:
    """Rows with the moment of their last change of state."""
    changes = log.objects.filter(subject=OuterRef("pk")).order_by("-at", "-pk")
    return rows.annotate(since=Subquery(changes.values("at")[:1]))
