"""MoUs that are being prepared, and those under which nothing happens."""

from datetime import date, timedelta

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from partnerships.models import Mou, MouStatus, MouStatusChange, Realisation
from partnerships.waiting.days import with_since

#: A running partnership that books nothing for so many days is called silent.
SILENT_DAYS = 90


def mous_in_preparation() -> QuerySet[Mou]:
    return with_since(Mou.objects.preparing().with_labels(), MouStatusChange).order_by(
        "since", "pk"
    )


def mous_to_check() -> QuerySet[Mou]:
    """Drafts that wait for the legal officer."""
    return mous_in_preparation().filter(status=MouStatus.LEGAL_CHECK)


def nothing_booked(
    scope: str = "", *, today: date | None = None, days: int = SILENT_DAYS
) -> QuerySet[Mou]:
    """Signed and not over, awake, and no realisation entered for so many days: `since` is the day of the last one, or of the
    signature. Those that sleep already have a list of their own (waiting.agreements.sleeping)."""
    today = today or timezone.localdate()
    rows = Mou.objects.awake()
    if scope:
        rows = rows.filter(scope=scope)
    booked = Realisation.objects.order_by().filter(contract__mou=OuterRef("pk"))
    last = booked.values("contract__mou").annotate(day=TruncDate(Max("entered_at"))).values("day")
    return (
        rows.with_labels()
        .annotate(since=Coalesce(Subquery(last), F("signed_on")))
        .filter(since__lt=today - timedelta(days=days))
        .order_by("since", "pk")
    )


def without_sign_of_life(*, today: date | None = None, days: int) -> QuerySet[Mou]:
    """Signed and not over, also those that sleep, with neither contract nor realisation entered for so many days: `since` is the day
    of the last sign of life (MouQuerySet.with_last_sign_of_life)."""
    today = today or timezone.localdate()
    rows = Mou.objects.live().with_labels().with_last_sign_of_life()
    rows = rows.annotate(since=F("last_sign")).filter(since__lt=today - timedelta(days=days))
    return rows.order_by("since", "pk")
