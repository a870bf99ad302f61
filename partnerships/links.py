"""Addresses in letters, where no request tells on which host the portal answers."""

from django.conf import settings


def full_address(row) -> str:
    """The page of a row as one can open it from anywhere."""
    return f"{settings.PORTAL_URL}{row.get_absolute_url()}"
