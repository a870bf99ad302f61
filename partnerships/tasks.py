"""What the worker does: an id comes in, a service is called, a number goes out."""

from celery import group, shared_task
from django.db import OperationalError

from investors.services import expire_needs
from partnerships.services import (
    digest,
    events,
    matching,
    mous,
    nominations,
    searches,
    shortlists,
    supply,
)
from partnerships.services import watch as watching

#: The database may be restarting: a few tries with growing pauses, then the sweep takes over.
_PATIENT = {
    "autoretry_for": (OperationalError,),
    "max_retries": 5,
    "retry_backoff": True,
    "retry_backoff_max": 60,
}


@shared_task(**_PATIENT)
def perform_match(run_id: int) -> int:
    """Begin a run, or take it up again. The parts of a full one go to as many workers as there are."""
    shards = matching.begin(run_id)
    if len(shards) > 1:
        group(perform_shard.si(run_id, shard) for shard in shards).delay()
        return len(shards)
    return matching.perform(run_id)


@shared_task(**_PATIENT)
def perform_shard(run_id: int, shard: str) -> int:
    matched = matching.perform_shard(run_id, shard)
    matching.finish(run_id)
    return matched


@shared_task(**_PATIENT)
def match_all() -> int:
    return perform_match(matching.ask_full_run().pk)


@shared_task(**_PATIENT)
def resume_match_runs() -> int:
    runs = matching.interrupted()
    for run_id in runs:
        perform_match.delay(run_id)
    nominated = nominations.left_over()
    for suggestion_id in nominated:
        score_nomination.delay(suggestion_id)
    return len(runs) + len(nominated)


@shared_task(**_PATIENT)
def move_by_date() -> int:
    return (
        expire_needs() + mous.complete_past_end() + mous.put_to_sleep() + events.hold_past_events()
    )


@shared_task(**_PATIENT)
def score_nomination(suggestion_id: int) -> int:
    return int(nominations.score_nomination(suggestion_id))


@shared_task(**_PATIENT)
def forget_old_changes() -> int:
    return supply.forget_old_changes()


@shared_task(**_PATIENT)
def forget_old_shortlist_entries() -> int:
    return shortlists.forget_old()


@shared_task(**_PATIENT)
def look_at_saved_searches() -> int:
    """What is new is told in the same breath; a letter that is due tomorrow is written then."""
    return searches.look_at_due() + searches.tell_people()


@shared_task(**_PATIENT)
def watch() -> int:
    return watching.watch()


@shared_task(**_PATIENT)
def tell_changes() -> int:
    return watching.tell_changes()


@shared_task(**_PATIENT)
def send_digests() -> int:
    return digest.send_digests()
