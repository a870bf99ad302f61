from celery import shared_task

from kemitraan.api.idempotency import forget_answers


@shared_task
def forget_old_answers() -> int:
    return forget_answers()
