"""What the worker does for supply: an id comes in, a service is called, a number goes out."""

from celery import shared_task
from django.db import OperationalError

from umkm.services import bulk, expiry, imports, search
from umkm.services.duplicates import look_for_duplicates
from umkm.services.identity import add_missing_identities
from umkm.services.size import recompute_sizes

#: The database may be restarting: a few tries with growing pauses, then the sweep takes over.
_PATIENT = {
    "autoretry_for": (OperationalError,),
    "max_retries": 5,
    "retry_backoff": True,
    "retry_backoff_max": 60,
}


@shared_task(**_PATIENT)
def perform_bulk_review(review_id: int) -> int:
    return bulk.perform_bulk_review(review_id)


@shared_task(**_PATIENT)
def resume_bulk_reviews() -> int:
    reviews = bulk.interrupted_bulk_reviews()
    for review_id in reviews:
        perform_bulk_review.delay(review_id)
    return len(reviews)


@shared_task(**_PATIENT)
def note_expiring_certificates() -> int:
    return expiry.note_expiring_certificates()


@shared_task(**_PATIENT)
def perform_import(run_id: int) -> int:
    return imports.perform_import(run_id)


@shared_task(**_PATIENT)
def resume_imports() -> int:
    runs = imports.interrupted_imports()
    for run_id in runs:
        perform_import.delay(run_id)
    return len(runs)


@shared_task(**_PATIENT)
def keep_register() -> int:
    """What has to be done every night: classes by limits that came into force, pairs that look alike, rows too old."""
    add_missing_identities()
    return recompute_sizes() + look_for_duplicates() + imports.forget_old_rows()


@shared_task(**_PATIENT)
def rebuild_search() -> int:
    return search.rebuild_search()


@shared_task(**_PATIENT)
def recompute_all_sizes() -> int:
    return recompute_sizes()
