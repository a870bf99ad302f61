"""The project: its foundation (floor 0) and its roof (settings, urls, celery)."""

from kemitraan.celery import app as celery_app

__all__ = ["celery_app"]
