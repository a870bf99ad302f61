"""Personal numbers at rest: sealed so that only the portal reads them, fingerprinted so that equal ones are found.

SEALING_KEYS (Fernet), the newest first, seal with the first and open with any. FINGERPRINT_KEY (HMAC-SHA256) is one: what it
was made of can be opened, so that a change of it is written anew. After a change of either run `manage.py rotate_keys`.
Nothing here keeps state, so threads and processes may share it all.
"""

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

#: Hex digits of a fingerprint: 160 bits, so that two numbers never share one by chance.
FINGERPRINT_LENGTH = 40


class SealBroken(RuntimeError):
    """What is stored was sealed with a key that SEALING_KEYS does not name. The sealed text is never shown instead."""


@lru_cache(maxsize=4)
def _sealer(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def sealer() -> MultiFernet:
    return _sealer(tuple(settings.SEALING_KEYS))


def seal_bytes(content: bytes) -> bytes:
    return sealer().encrypt(content)


def open_bytes(sealed: bytes) -> bytes:
    try:
        return sealer().decrypt(bytes(sealed))
    except InvalidToken as error:
        raise SealBroken("No key in SEALING_KEYS opens this.") from error


def seal(text: str) -> str:
    """ "" stays "": that nothing is known is no secret."""
    return seal_bytes(text.encode()).decode() if text else ""


def open_seal(token: str) -> str:
    return open_bytes(token.encode()).decode() if token else ""


def fingerprint(kind: str, number: str) -> str:
    """Of a number of this kind ("nik", "telephone"); "" of ""."""
    if not number:
        return ""
    key = settings.FINGERPRINT_KEY.encode()
    return hmac.digest(key, f"{kind}:{number}".encode(), hashlib.sha256).hex()[:FINGERPRINT_LENGTH]


class SealedField(models.TextField):
    """A text that is sealed in the database and plain in Python. It cannot be searched: keep a fingerprint beside it."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return None if value is None else seal(value)

    def from_db_value(self, value, _expression, _connection):
        return None if value is None else open_seal(value)

    def get_lookup(self, lookup_name):
        """Two seals of one text differ, so comparing them finds nothing: say so instead of finding nothing."""
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is sealed; look for its fingerprint.")
        return super().get_lookup(lookup_name)


class FingerprintField(models.CharField):
    """Written by services with `fingerprint`."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", FINGERPRINT_LENGTH)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
