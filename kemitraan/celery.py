"""The Celery application: `celery -A kemitraan worker`, `celery -A kemitraan beat`."""

import os

from celery import Celery
from celery.signals import beat_init, worker_init, worker_ready
from django.conf import settings

from kemitraan import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kemitraan.settings")

app = Celery("kemitraan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def start_servers(**_kwargs):
    """A worker or beat started by hand finds its servers running, as manage.py does."""
    embedded.ensure_running(settings.EMBEDDED_SERVERS)


@worker_ready.connect
def take_up_what_was_left(**_kwargs):
    """A worker that was killed left things half done: the next one begins with them, without waiting for beat."""
    app.send_task("partnerships.tasks.resume_match_runs")
    app.send_task("kemitraan.post.tasks.carry_letters")
