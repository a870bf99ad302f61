"""How much each UMKM has been shown, and who has waited long: what fair places on the lists are given by."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Max, Q
from django.utils import timezone

from kemitraan.verification import VerificationStatus
from partnerships.matching import Ledger
from partnerships.models import Suggestion, SuggestionStatus, SuggestionStatusChange
from partnerships.services.lists import AGAIN, WITHDRAW
from umkm.models import Umkm

#: A place on a list counts half after so many days.
HALF_LIFE_DAYS = 90
#: An UMKM that fits and that no list has shown for so long gets one of the places that are kept for this.
WAITING_DAYS = 45


class Fairness(NamedTuple):
    """`waiting` has the day on which each began to wait; `held` are, by need, the UMKM whose turn it is there already: they
    stay until it is over."""

    ledger: Ledger
    waiting: dict[int, int]
    held: dict[int, frozenset[int]]


def read_fairness(
    without_needs: Collection[int], *, now: datetime | None = None, before: datetime | None = None
) -> Fairness:
    """As it stands apart from these needs, whose lists are about to be made anew: so making them twice changes nothing.

    `before` is when the run began that makes them: places that it has given since take nobody's turn, so that the result does
    not depend on which part is done first, nor on a stop in between.
    """
    now = now or timezone.now()
    return Fairness(
        _ledger(without_needs, now), _waiting(now, before or now), _held(without_needs, now)
    )


def _oldest(now: datetime) -> datetime:
    """What happened before is as good as forgotten."""
    return now - timedelta(days=6 * HALF_LIFE_DAYS)


def _ledger(without_needs: Collection[int], now: datetime) -> Ledger:
    with connection.cursor() as cursor:
        cursor.execute(
            _SHOWN,
            {
                "withdrawn": SuggestionStatus.WITHDRAWN,
                "again": AGAIN.verb,
                "without": list(without_needs),
                "now": now,
                "half_life": HALF_LIFE_DAYS,
                "oldest": _oldest(now),
            },
        )
        return Ledger(dict(cursor.fetchall()))


#: The weight of a place by its rank, as partnerships.matching.fairness.place_weight has it, fading from the day it was given,
#: for the last time where it was taken back in between.
_SHOWN = """
SELECT umkm_id, sum(1 / log(2, rank + 1) * power(0.5, greatest(0, days) / %(half_life)s))::float
FROM (
    SELECT umkm_id, extract(epoch FROM %(now)s - coalesce(returned.at, created_at)) / 86400 AS days,
        row_number() OVER (PARTITION BY need_id ORDER BY score DESC, umkm_id)::numeric AS rank
    FROM partnerships_suggestion
    LEFT JOIN (
        SELECT subject_id, max(at) AS at FROM partnerships_suggestionstatuschange
        WHERE verb = %(again)s GROUP BY subject_id
    ) AS returned ON returned.subject_id = partnerships_suggestion.id
    WHERE status <> %(withdrawn)s AND NOT need_id = ANY(%(without)s)
        AND coalesce(returned.at, created_at) > %(oldest)s
) AS places
GROUP BY umkm_id
"""


def _waiting(now: datetime, before: datetime) -> dict[int, int]:
    """Verified for long enough, and on no list since: {umkm_id: the day on which it began to wait}."""
    since = now - timedelta(days=WAITING_DAYS)
    came_back = SuggestionStatusChange.objects.filter(verb=AGAIN.verb, at__gte=before)
    on_a_list = Suggestion.objects.live().filter(created_at__lt=before)
    on_a_list = on_a_list.exclude(pk__in=came_back.values("subject"))
    rows = Umkm.objects.filter(status=VerificationStatus.VERIFIED, verified_at__lte=since)
    rows = rows.exclude(pk__in=on_a_list.values("umkm")).values_list("pk", "verified_at")
    left = SuggestionStatusChange.objects.filter(verb=WITHDRAW.verb, at__gt=_oldest(now))
    left = dict(left.values_list("subject__umkm").annotate(Max("at")))
    began = (
        (pk, max(verified_at, left.get(pk, verified_at))) for pk, verified_at in rows.iterator()
    )
    return {pk: at.toordinal() for pk, at in began if at <= since}


def _held(need_ids: Collection[int], now: datetime) -> dict[int, frozenset[int]]:
    since = now - timedelta(days=WAITING_DAYS)
    came_back = SuggestionStatusChange.objects.filter(verb=AGAIN.verb, at__gt=since)
    rows = Suggestion.objects.filter(
        Q(created_at__gt=since) | Q(pk__in=came_back.values("subject")),
        need__in=list(need_ids),
        lifted=True,
        status=SuggestionStatus.SUGGESTED,
    ).values_list("need_id", "umkm_id")
    held: dict[int, set[int]] = {}
    for need_id, umkm_id in rows:
        held.setdefault(need_id, set()).add(umkm_id)
    return {need_id: frozenset(ids) for need_id, ids in held.items()}
