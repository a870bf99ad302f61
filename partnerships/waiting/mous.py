"""MoUs that are being prepared, and those under which nothing happens."""

from datetime import date, timedelta

from django.db.models import F, Max, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from partnerships.models import Mou, MouStatus, MouStatusChange
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


def silent(scope: str = "", *, today: date | None = None, days: int = SILENT_DAYS) -> QuerySet[Mou]:
    """Signed and not over, awake, and nothing booked for so many days: `since` is the day of the last entry, or of the signature.
    Those that sleep already have a list of their own (waiting_agreements.sleeping)."""
    today = today or timezone.localdate()
    rows = Mou.objects.awake()
    if scope:
        rows = rows.filter(scope=scope)
    last = Coalesce(TruncDate(Max("contracts__realisations__entered_at")), F("signed_on"))
    return (
        rows.with_labels()
        .annotate(since=last)
        .filter(since__lt=today - timedelta(days=days))
        .order_by("since", "pk")
    )


def quiet(*, today: date | None = None, days: int) -> QuerySet[Mou]:
    """Signed and not over, also those that sleep, without a sign of life for so many days: `since` is the day of the last."""
    today = today or timezone.localdate()
    rows = Mou.objects.live().with_labels().with_last_sign_of_life()
    rows = rows.annotate(since=F("last_sign")).filter(since__lt=today - timedelta(days=days))
    return rows.order_by("since", "pk")
