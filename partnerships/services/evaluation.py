"""How good the matcher is by what people answered: the same labelled pairs for each table of weights, side by side.

A pair is labelled by the farthest that it came. Answers never train anything by themselves: a person reads the comparison and
decides on the weights.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

import numpy as np
from django.db.models import Max

from investors.models import Need
from partnerships.bench.quality import ndcg
from partnerships.matching import Engine, Weights
from partnerships.models import (
    Contract,
    MouMember,
    MouStatus,
    Realisation,
    Suggestion,
    SuggestionStatus,
)
from partnerships.models.mous import BINDING
from partnerships.services.demand import read_demand, with_terms
from partnerships.services.supply import current_snapshot

#: Gains: what an answer, and what became of it, says about the pair.
DECLINED, INTERESTED, MATCHED, TRIED, CONTRACTED, REALISED = 0, 1, 2, 3, 4, 5
#: From this gain on the official would have wanted to see the pair.
WANTED = MATCHED
DEPTH = 50

_OF_STATUS = {
    SuggestionStatus.DECLINED: DECLINED,
    SuggestionStatus.UMKM_INTERESTED: INTERESTED,
    SuggestionStatus.COMPANY_INTERESTED: INTERESTED,
    SuggestionStatus.MATCHED: MATCHED,
}
_TRIED = (
    MouStatus.TRIAL,
    MouStatus.DRAFT,
    MouStatus.LEGAL_CHECK,
    MouStatus.SIGNING,
    *BINDING,
    MouStatus.COMPLETED,
)


class Quality(NamedTuple):
    """Means over the needs with at least one wanted pair: nDCG@10 among the labelled pairs of each, and the share of the wanted
    ones among its first 50 of all."""

    weights_version: int
    needs: int
    pairs: int
    ndcg: float
    recall: float


def labels() -> dict[int, dict[int, int]]:
    """{need_id: {umkm_id: gain}} of every pair that somebody has answered."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    answered = Suggestion.objects.filter(status__in=_OF_STATUS)
    for need_id, umkm_id, status in answered.values_list("need_id", "umkm_id", "status"):
        found[need_id][umkm_id] = _OF_STATUS[status]
    for gain, pairs in (
        (TRIED, MouMember.objects.filter(mou__status__in=_TRIED).values_list("mou__need", "umkm")),
        (
            CONTRACTED,
            Contract.objects.confirmed().values_list("mou__need", "mou__members__umkm"),
        ),
        (REALISED, Realisation.objects.confirmed().values_list("contract__mou__need", "umkm")),
    ):
        for need_id, umkm_id in pairs.distinct():
            if need_id is not None and umkm_id is not None:
                found[need_id][umkm_id] = max(gain, found[need_id].get(umkm_id, 0))
    return dict(found)


def evaluate(tables: Sequence[Weights]) -> list[Quality]:
    """The quality of each table of weights on the same labelled pairs, with the offers of today.

    Each need is asked as on the day of its last suggestion, and without what was learnt from its own refusals: otherwise the
    answer would stand in the question.
    """
    labelled = {
        need_id: gains
        for need_id, gains in labels().items()
        if any(gain >= WANTED for gain in gains.values())
    }
    days = dict(
        Suggestion.objects.filter(need__in=labelled)
        .values("need")
        .annotate(day=Max("created_at"))
        .values_list("need", "day")
    )
    needs = with_terms(Need.objects.filter(pk__in=labelled)).order_by("pk")
    demands = [
        read_demand(need, today=days.get(need.pk, need.created_at).date() - timedelta(days=1))
        for need in needs
    ]
    snapshot = current_snapshot()
    return [_quality(Engine(snapshot, weights), demands, labelled) for weights in tables]


def _quality(engine: Engine, demands, labelled: Mapping[int, Mapping[int, int]]) -> Quality:
    ndcgs, recalls = [], []
    for ranking in engine.rank_many(demands):
        gains = labelled[ranking.demand.need_id]
        ids = sorted(gains)
        rank = {umkm_id: at for at, umkm_id in enumerate(ranking.umkm_ids.tolist())}
        order = sorted(range(len(ids)), key=lambda at: (rank.get(ids[at], len(rank)), ids[at]))
        ndcgs.append(ndcg(np.array(order), np.array([gains[umkm_id] for umkm_id in ids])))
        wanted = [umkm_id for umkm_id in ids if gains[umkm_id] >= WANTED]
        recalls.append(sum(rank.get(key, DEPTH) < DEPTH for key in wanted) / len(wanted))
    return Quality(
        engine.weights.version,
        len(ndcgs),
        sum(len(gains) for gains in labelled.values()),
        float(np.mean(ndcgs)) if ndcgs else 0.0,
        float(np.mean(recalls)) if recalls else 0.0,
    )
