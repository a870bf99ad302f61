"""What the worker does for supply: an id comes in, a service is called, a number goes out."""

from celery import shared_task
from django.db import OperationalError

from umkm.services import bulk, expiry

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
