"""How fairly the places on the lists are spread, worked out by the database: for the officials' dashboards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from kemitraan.reference.models import Cluster
from kemitraan.verification import VerificationStatus
from partnerships.models import SuggestionStatus
from partnerships.reports import HEADLINE_SECONDS
from partnerships.services.exposure import WAITING_DAYS
from umkm.models import Consent


@dataclass(frozen=True)
class Spread:
    """Of the verified UMKM of one cluster, or of all (`key` ""): how many there are, how many have a live suggestion, how many
    have a place now because they waited, and how many have been on no list for longer than WAITING_DAYS.

    `gini` of what they are shown (1 / log2(rank + 1) for each list, as the matcher counts it): 0 when all are shown alike,
    near 1 when few have everything; None while nobody is shown.
    """

    key: str
    label: str
    firms: int
    shown: int
    lifted: int
    waiting: int
    gini: float | None

    @property
    def shown_percent(self) -> float | None:
        return round(100 * self.shown / self.firms, 1) if self.firms else None


@dataclass(frozen=True)
class Fairness:
    """`rows` has a line for each cluster that has a verified UMKM; `objections` counts who is not matched by machine."""

    total: Spread
    rows: list[Spread]
    objections: int
    waiting_days: int = WAITING_DAYS


def fairness(*, now: datetime | None = None) -> Fairness:
    """As it is at this moment: three queries, of which the first looks at every verified firm."""
    return _figures(_read_spreads(now or timezone.now()))


def recent_fairness() -> Fairness:
    """The same for a page that is opened often: its spreads are at most a minute old."""
    spreads = cache.get_or_set("fairness", lambda: _read_spreads(timezone.now()), HEADLINE_SECONDS)
    return _figures(spreads)


def _read_spreads(now: datetime) -> dict[str, tuple]:
    """{cluster code, or "" for all: (firms, shown, lifted, waiting, Gini)}: no words, so that every language can share it."""
    with connection.cursor() as cursor:
        cursor.execute(
            _SPREAD,
            {
                "withdrawn": SuggestionStatus.WITHDRAWN,
                "suggested": SuggestionStatus.SUGGESTED,
                "verified": VerificationStatus.VERIFIED,
                "since": now - timedelta(days=WAITING_DAYS),
            },
        )
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _figures(found: dict[str, tuple]) -> Fairness:
    names = {cluster.pk: cluster.name for cluster in Cluster.objects.all()}
    return Fairness(
        _spread("", "", found.get("", (0, 0, 0, 0, None))),
        [_spread(code, name, found[code]) for code, name in names.items() if code in found],
        Consent.objects.objections().count(),
    )


def _spread(key: str, label: str, row: tuple) -> Spread:
    firms, shown, lifted, waiting, gini = row
    return Spread(
        key, label, firms, shown, lifted, waiting, None if gini is None else round(float(gini), 3)
    )


#: Gini of values in rising order: 2 * sum(i * x) / (n * sum(x)) - (n + 1) / n. Each firm counts once for its cluster and once
#: for the whole.
_SPREAD = """
WITH place AS (
    SELECT umkm_id, lifted AND status = %(suggested)s AS lifted,
        row_number() OVER (PARTITION BY need_id ORDER BY score DESC, umkm_id)::float AS rank
    FROM partnerships_suggestion
    WHERE status <> %(withdrawn)s
), seen AS (
    SELECT umkm_id, sum(ln(2) / ln(rank + 1)) AS shown, bool_or(lifted) AS lifted
    FROM place GROUP BY umkm_id
), firm AS (
    SELECT firm.id, firm.cluster_id, coalesce(seen.shown, 0) AS shown, coalesce(seen.lifted, false) AS lifted,
        seen.umkm_id IS NULL AND firm.verified_at <= %(since)s AND NOT EXISTS (
            SELECT FROM partnerships_suggestion AS latest
            WHERE latest.umkm_id = firm.id AND latest.created_at > %(since)s
        ) AS waiting
    FROM umkm_umkm AS firm LEFT JOIN seen ON seen.umkm_id = firm.id
    WHERE firm.status = %(verified)s
), counted AS (
    SELECT cluster_id AS key, * FROM firm
    UNION ALL
    SELECT '' AS key, * FROM firm
), ordered AS (
    SELECT *, row_number() OVER (PARTITION BY key ORDER BY shown, id) AS place FROM counted
)
SELECT key, count(*), count(*) FILTER (WHERE shown > 0), count(*) FILTER (WHERE lifted),
    count(*) FILTER (WHERE waiting),
    2 * sum(place * shown) / (nullif(sum(shown), 0) * count(*)) - (count(*) + 1.0) / count(*)
FROM ordered GROUP BY key
"""
