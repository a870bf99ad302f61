"""What the score of a pair would be if one of its gaps were closed: for the firm, which step is worth most."""

from collections.abc import Iterator

import numpy as np

from partnerships.matching.facts import quantity
from partnerships.matching.frame import Pair
from partnerships.matching.score import (
    Scores,
    Weights,
    below_ceiling,
    company_side,
    lead_time_value,
    share_of_volume,
    together,
    umkm_side,
    work_value,
)
from partnerships.matching.types import Fact

#: A lead time that a buyer does not have to plan for.
SHORT_LEAD_DAYS = 14
#: What changes the score by less is not worth a sentence (points of 100).
WORTH_SAYING = 1.0


def what_ifs(pair: Pair, scores: Scores, position: int, weights: Weights) -> tuple[Fact, ...]:
    """The changes that would raise the score, the greatest first; each names its score then."""
    company = {code: float(values[position]) for code, values in scores.company_parts.items()}
    umkm = {code: float(values[position]) for code, values in scores.umkm_parts.items()}
    relevance = float(scores.relevance[position])
    present = float(scores.whole[position])
    found = []
    for code, values, changes in _changes(pair, company):
        side = company_side(relevance, _changed(company, changes), weights)
        other = umkm_side(_changed(umkm, changes), weights)
        then = min(100.0, round(100 * together(side, other, weights), 1))
        if then - present >= WORTH_SAYING:
            found.append((then, Fact(code, values | {"score": then})))
    found.sort(key=lambda entry: -entry[0])
    return tuple(fact for _, fact in found)


def _changed(parts: dict[str, float], changes: dict[str, float]) -> dict[str, float]:
    return {code: changes.get(code, value) for code, value in parts.items()}


def _changes(pair: Pair, parts: dict[str, float]) -> Iterator[tuple[str, dict, dict[str, float]]]:
    """(fact, its values, the parts that would change and to what)."""
    demand, offer = pair.demand, pair.offer
    missing, expired = pair.lacking(demand.preferred_certificates)
    for code in (*missing, *expired):
        share = parts["certificates"] + 1 / len(demand.preferred_certificates)
        yield "with_certificate", {"code": code}, {"certificates": min(1.0, share)}
    if pair.same_unit and (pair.free is None or pair.free < demand.volume):
        enough = np.float64(demand.volume)
        yield (
            "with_capacity",
            {"free": quantity(demand.volume), "unit": demand.unit},
            {
                "capacity": float(share_of_volume(enough, demand)),
                "work": float(work_value(enough, np.float64(pair.promised), demand)),
            },
        )
    ceiling = demand.price_ceiling
    if ceiling and pair.lowest_price is not None and pair.lowest_price > ceiling:
        yield (
            "with_price",
            {"price": round(ceiling), "unit": demand.unit},
            {"price": float(below_ceiling(ceiling, np.float64(ceiling)))},
        )
    if offer.lead_time_days is None or offer.lead_time_days > SHORT_LEAD_DAYS:
        yield (
            "with_lead_time",
            {"days": SHORT_LEAD_DAYS},
            {"lead_time": float(lead_time_value(SHORT_LEAD_DAYS))},
        )
