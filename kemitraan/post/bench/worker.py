"""The project's own Celery application on the servers of a measurement: celery -A kemitraan.post.bench.worker worker.

Its broker is a directory, so that no worker of a running portal hears of it.
"""

import os

from django.conf import settings

from kemitraan.celery import app

__all__ = ["app"]

settings.DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST = "127.0.0.1"
settings.EMAIL_PORT = int(os.environ["BENCH_MAIL_PORT"])
settings.CELERY_BROKER_URL = "filesystem://"
settings.CELERY_BROKER_TRANSPORT_OPTIONS = dict.fromkeys(
    ("data_folder_in", "data_folder_out", "control_folder"), os.environ["BENCH_BROKER"]
)
