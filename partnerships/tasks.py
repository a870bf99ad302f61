"""What the worker does: an id comes in, a service is called, a number goes out."""

from celery import group, shared_task
from django.db import OperationalError

from investors.services import expire_needs
from partnerships.services import matching, mous, nominations, supply

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
    return expire_needs() + mous.complete_past_end() + mous.put_to_sleep()


@shared_task(**_PATIENT)
def score_nomination(suggestion_id: int) -> int:
    return int(nominations.score_nomination(suggestion_id))


@shared_task(**_PATIENT)
def forget_old_changes() -> int:
    return supply.forget_old_changes()
