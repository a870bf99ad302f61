"""Addresses that every page names: Django works each one out anew, though none changes while the server runs."""

from functools import lru_cache

from django.urls import reverse

#: reverse() of what has no arguments, or few different ones.
address = lru_cache(maxsize=256)(reverse)
