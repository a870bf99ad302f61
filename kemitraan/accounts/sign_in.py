"""Signing in by user name, e-mail or telephone, with a brake on guessing.

The brake stands in the backend, so that the site's page and the admin's share it.
"""

import hashlib
from contextlib import suppress

from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.identifiers import parse_telephone

#: So many wrong passwords for one name from one address within the window (seconds), then a pause.
ATTEMPTS = 10
WINDOW = 15 * 60


def find_account(name: str) -> User | None:
    """The account that a person means by what they typed, or None."""
    name = name.strip()
    condition = Q(username=name) | Q(email__iexact=name) if name else Q(pk=None)
    with suppress(ValidationError):
        condition |= Q(telephone=parse_telephone(name))
    return User.objects.filter(condition).order_by("pk").first()


def _key(request, name: str) -> str:
    address = request.META.get("REMOTE_ADDR", "") if request is not None else ""
    digest = hashlib.sha256(f"{name.strip().lower()}|{address}".encode()).hexdigest()[:32]
    return f"sign-in:{digest}"


def is_braked(request, name: str) -> bool:
    return (cache.get(_key(request, name)) or 0) >= ATTEMPTS


class AnyNameBackend(ModelBackend):
    """Django's own backend, but for how the account is found and for the brake."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        name = username or kwargs.get(User.USERNAME_FIELD) or ""
        if not name or password is None:
            return None
        if is_braked(request, name):
            raise ValidationError(
                _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."), code="braked"
            )
        account = find_account(name)
        if account is None:
            User().set_password(
                password
            )  # the same time for an unknown name as for a wrong password
        elif account.check_password(password) and self.user_can_authenticate(account):
            cache.delete(_key(request, name))
            return account
        key = _key(request, name)
        cache.add(key, 0, WINDOW)
        cache.incr(key)
        return None
