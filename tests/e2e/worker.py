"""The project's own Celery application, on the servers of a test: celery -A tests.e2e.worker worker.

Nothing of it is another one's: only the name of the database and the address of the broker come from the test.
"""

import os

from django.conf import settings

from kemitraan.celery import app

__all__ = ["app"]

settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
settings.CELERY_BROKER_URL = os.environ["TEST_BROKER"]
