"""A request that is sent twice is done once.

A POST with an Idempotency-Key runs in one transaction with the row that keeps its answer. The row's unique key lets one of
two at the same moment do the work; the other waits for it and gets its answer. A crash in the middle leaves neither work nor row.

Only what was done is kept. What was refused has changed nothing, so it may be asked again under the same key, mended or not.
"""

import hashlib
import json
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from kemitraan.api.models import ApiToken, KeptAnswer
from kemitraan.refusals import Refused, WrongState

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
#: Seconds that the second of two equal requests waits for the first.
PATIENCE = 10


class KeyMissing(Refused):
    code = "idempotency_key_missing"


class KeyInvalid(Refused):
    code = "idempotency_key_invalid"


class KeyReused(Refused):
    """The same key with another request: a mistake of the caller that must not be answered with the old answer."""

    status_code = 422
    code = "idempotency_key_reused"


class StillBusy(WrongState):
    code = "idempotency_key_busy"


def key_of(request, *, creates: bool) -> str | None:
    """The key that came with a POST. By token, what creates a row must have one. Raises KeyMissing, KeyInvalid."""
    key = request.headers.get(HEADER)
    if key is None:
        if creates and isinstance(request.auth, ApiToken):
            raise KeyMissing(
                _("Kirim tajuk Idempotency-Key, supaya permintaan yang terulang tidak dobel.")
            )
        return None
    if not (0 < len(key) <= 255 and key.isascii() and key.isprintable()):
        raise KeyInvalid(_("Idempotency-Key: 1 sampai 255 huruf, angka, atau tanda ASCII."))
    return key


def once(request, key: str, work: Callable[[], Response], now: datetime | None = None) -> Response:
    """The answer of `work`, or the one that it gave when this key came before. Raises KeyReused, StillBusy."""
    now = now or timezone.now()
    digest = _digest(request)
    with transaction.atomic():
        kept, is_new = _claim(request.user, key, digest, now)
        if not is_new:
            return _again(kept, digest)
        response = work()
        kept.status = response.status_code
        kept.body = JSONRenderer().render(response.data).decode()
        kept.save(update_fields=["status", "body"])
        return response


def forget_answers(*, now: datetime | None = None) -> int:
    """Delete what is older than a day: how many."""
    old = KeptAnswer.objects.filter(at__lt=(now or timezone.now()) - KEPT)
    return old.delete()[0]


def _digest(request) -> str:
    asked = (request.method, request.get_full_path(), request.content_type or "")
    head = "\n".join(asked).encode()
    return hashlib.sha256(head + b"\n" + request._request.body).hexdigest()


def _claim(user, key: str, digest: str, now: datetime) -> tuple[KeptAnswer, bool]:
    KeptAnswer.objects.filter(user=user, key=key, at__lt=now - KEPT).delete()
    try:
        with transaction.atomic(), _impatient():
            return KeptAnswer.objects.create(user=user, key=key, digest=digest, at=now), True
    except IntegrityError:
        return KeptAnswer.objects.get(user=user, key=key), False
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != "55P03":  # lock_not_available
            raise
        raise StillBusy(
            _("Permintaan dengan Idempotency-Key ini masih dikerjakan. Coba lagi sebentar.")
        ) from error


@contextmanager
def _impatient():
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{PATIENCE}s"])
        yield
        cursor.execute("SELECT set_config('lock_timeout', '0', true)")


def _again(kept: KeptAnswer, digest: str) -> Response:
    if kept.digest != digest:
        raise KeyReused(_("Idempotency-Key ini sudah dipakai untuk permintaan lain."))
    return Response(json.loads(kept.body), kept.status, headers={"Idempotency-Replayed": "true"})
