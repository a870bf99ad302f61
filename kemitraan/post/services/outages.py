"""The mail server does not answer: nothing is lost, and it is asked again after growing pauses."""

from datetime import datetime, timedelta

from django.db import transaction

from kemitraan.post.models import Outage

#: The pause after the first failure, doubled by each further one, up to the longest (seconds).
FIRST_PAUSE, LONGEST_PAUSE = 30, 1800


def is_closed(now: datetime) -> bool:
    """Is it too early to ask the mail server again?"""
    return Outage.objects.filter(ended_at=None, next_try_at__gt=now).exists()


@transaction.atomic
def note_outage(answer: str, *, now: datetime) -> Outage:
    Outage.objects.bulk_create(
        [Outage(began_at=now, next_try_at=now, tries=0)], ignore_conflicts=True
    )
    outage = Outage.objects.select_for_update().get(ended_at=None)
    pause = min(FIRST_PAUSE * 2 ** min(outage.tries, 10), LONGEST_PAUSE)
    outage.tries += 1
    outage.next_try_at = now + timedelta(seconds=pause)
    outage.answer = answer[:250]
    outage.save(update_fields=["tries", "next_try_at", "answer"])
    return outage


def end_outage(*, now: datetime) -> None:
    Outage.objects.filter(ended_at=None).update(ended_at=now)
