"""Verifying a whole list: asked for at a door, done by the worker in parts, resumed after a crash, reported row by row."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, must
from kemitraan.run_lock import run_lock
from umkm.models import BulkReview, BulkReviewRow, Umkm
from umkm.permissions import may_verify
from umkm.services.verification import change_status_of_many

#: Rows that one review may hold, and rows of one transaction.
LIMIT, PART = 60_000, 200
#: First key of the advisory locks of bulk reviews ("bulk" in one number).
_LOCK_SPACE = 7_242

ACTIVE = (BulkReview.State.QUEUED, BulkReview.State.RUNNING)


@transaction.atomic
def ask_bulk_review(
    keys: Sequence[int], *, actor: User, method: str, note: str = "", now: datetime | None = None
) -> BulkReview:
    """A review of these UMKM, for the worker to do. Raises NotAllowed, Refused, ValidationError."""
    must(may_verify(actor))
    keys = list(dict.fromkeys(keys))
    if not keys or len(keys) > LIMIT:
        raise Refused(_("Pilih paling sedikit satu dan paling banyak 60.000 UMKM."))
    review = BulkReview(
        asked_by=actor,
        asked_at=now or timezone.now(),
        method=method,
        note=note.strip(),
        total=len(keys),
    )
    review.full_clean()
    review.save()
    BulkReviewRow.objects.bulk_create(
        [BulkReviewRow(review=review, umkm_id=key) for key in keys], batch_size=5000
    )
    return review


def perform_bulk_review(review_id: int, *, now: datetime | None = None) -> int:
    """Do a review, or what a killed worker left of it: the number of rows looked at now.

    Each part is one transaction (states, log, outcomes, counters). Returns 0 when another worker has it or it is over.
    """
    with run_lock(_LOCK_SPACE, review_id) as mine:
        if not mine:
            return 0
        review = BulkReview.objects.select_related("asked_by").get(pk=review_id)
        if review.state not in ACTIVE:
            return 0
        rows = BulkReview.objects.filter(pk=review_id)
        rows.filter(started_at=None).update(started_at=now or timezone.now())
        rows.update(state=BulkReview.State.RUNNING)
        looked_at = 0
        try:
            while part := _review_part(review, now):
                looked_at += part
        except Exception as error:
            # Kept in the ledger, so that an official sees it; the sweep does not try the same thing for ever.
            rows.update(
                state=BulkReview.State.FAILED,
                failure=f"{type(error).__name__}: {error}"[:2000],
                finished_at=timezone.now(),
            )
            raise
        rows.update(state=BulkReview.State.DONE, finished_at=now or timezone.now())
        return looked_at


@transaction.atomic
def _review_part(review: BulkReview, now: datetime | None) -> int:
    part = list(review.rows.filter(outcome="").select_for_update(of=("self",))[:PART])
    if not part:
        return 0
    moved, kept_back = change_status_of_many(
        Umkm.objects.filter(pk__in=[row.umkm_id for row in part]),
        "verify",
        actor=review.asked_by,
        note=review.note,
        method=review.method,
        now=now,
    )
    verified = {umkm.pk for umkm in moved}
    outcome = BulkReviewRow.Outcome
    for row in part:
        row.outcome = outcome.VERIFIED if row.umkm_id in verified else outcome.SKIPPED
        row.reason = kept_back.get(row.umkm_id, "")[:500]
    BulkReviewRow.objects.bulk_update(part, ["outcome", "reason"])
    BulkReview.objects.filter(pk=review.pk).update(
        done=F("done") + len(part), verified=F("verified") + len(verified)
    )
    return len(part)


def interrupted_bulk_reviews(*, now: datetime | None = None) -> list[int]:
    """Reviews that nobody works on: begun ones at once, queued ones when their message must be lost (five minutes)."""
    now = now or timezone.now()
    lost = []
    for review in BulkReview.objects.filter(state__in=ACTIVE).order_by("pk"):
        fresh = review.asked_at > now - timedelta(minutes=5)
        if review.state == BulkReview.State.QUEUED and fresh:
            continue
        with run_lock(_LOCK_SPACE, review.pk) as free:
            if free:
                lost.append(review.pk)
    return lost
