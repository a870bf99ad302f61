"""Links in letters: whole addresses, and those that stop a kind without signing in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from kemitraan.post.models import Letter

_SALT = "kemitraan.post.stop"


def absolute(path: str) -> str:
    """ "/meja/" -> "https://kemitraan.klatenkab.go.id/meja/"."""
    return f"{settings.PORTAL_URL}{path}"


def stop_link(letter: Letter, kind: str = "") -> str:
    """Where the reader of this letter stops its kind, or another one. It works as long as the kind is known."""
    return stop_link_of(letter.person_id, letter.address, kind or letter.kind)


def stop_link_of(person_id: int | None, address: str, kind: str) -> str:
    whose = person_id or address.lower()
    token = signing.dumps([whose, kind], salt=_SALT, compress=True)
    return absolute(reverse("post:stop", args=[token]))


def read_stop(token: str) -> tuple[int | str, str]:
    """(id of a person or an address, kind). Raises signing.BadSignature."""
    whose, kind = signing.loads(token, salt=_SALT)
    return whose, kind
