"""What the worker does for the outbox."""

from celery import shared_task
from django.db import OperationalError

from kemitraan.post.services import carrying, keeping, writing


@shared_task(
    autoretry_for=(OperationalError,), max_retries=5, retry_backoff=True, retry_backoff_max=60
)
def carry_letters() -> int:
    """Asked for by each commit that wrote letters, and by beat for what was left."""
    writing.carrier_begins()
    return carrying.carry_letters()


@shared_task
def forget_old_letters() -> int:
    return keeping.forget_old_letters()
