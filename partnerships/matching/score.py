"""How well a pair fits that no rule keeps apart: two sides, each in parts, and none of them ever zero.

    R = relevance: text .65, KBLI .15, cluster .20, over what both sides state
    C = R * (.4 + .6 * (certificates, price, capacity, near, record, lead time))     what the company gets
    B = .25 + .75 * (work, margin, near, terms, buyer, coaching)                     what the UMKM gets
    S = C ** .6 * B ** .4

Both sides must gain: a product of powers is small when either is small. In logarithms it is a sum, ln S = .6 ln C + .4 ln B,
so that the difference between two candidates can be told part by part. A part that is not stated counts as half. More free
capacity never lowers any part, so it never lowers a score.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isclose

import numpy as np

from partnerships.matching.frame import Frame
from partnerships.matching.types import Part, Record

#: What a part counts that is not stated: neither a good value nor a bad one.
NEUTRAL = 0.5
#: Below this relevance nothing is a candidate.
LEAST_RELEVANCE = 0.3
#: The kilometres, and the days of lead time, that make a part one half.
HALF_NEAR_KM = 30.0
HALF_LEAD_DAYS = 30.0
#: Being in the same kabupaten counts beside the kilometres: the partnerships are for those at home.
LOCAL_SHARE = 0.3
#: A record counts as if so many deliveries of neutral quality had come before: a newcomer is neutral, and one bad month of a
#: firm that has just begun is not its ruin.
RECORD_PRIOR = 2

Values = np.ndarray


@dataclass(frozen=True)
class Weights:
    """What counts how much; every group of weights adds up to 1. Raises ValueError otherwise."""

    version: int = 1
    relevance: Mapping[str, float] = field(
        default_factory=lambda: {"text": 0.65, "kbli": 0.15, "cluster": 0.20}
    )
    company: Mapping[str, float] = field(
        default_factory=lambda: {
            "certificates": 0.22,
            "price": 0.22,
            "capacity": 0.22,
            "near": 0.14,
            "record": 0.12,
            "lead_time": 0.08,
        }
    )
    umkm: Mapping[str, float] = field(
        default_factory=lambda: {
            "work": 0.30,
            "margin": 0.25,
            "near": 0.15,
            "terms": 0.15,
            "buyer": 0.10,
            "coaching": 0.05,
        }
    )
    company_floor: float = 0.4
    umkm_floor: float = 0.25
    company_power: float = 0.6

    def __post_init__(self):
        for name, parts in (
            ("relevance", RELEVANCE_PARTS),
            ("company", COMPANY_PARTS),
            ("umkm", UMKM_PARTS),
        ):
            weights = getattr(self, name)
            if set(weights) != set(parts):
                raise ValueError(f"{name} weighs {sorted(weights)}, not {sorted(parts)}")
            if min(weights.values()) < 0 or not isclose(sum(weights.values()), 1):
                raise ValueError(f"weights of {name} must be positive and add up to 1")
        for name in ("company_floor", "umkm_floor", "company_power"):
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name} must be between 0 and 1")


# ── Relevance: is it the thing that is asked for? ────────────────────────────────────────────────────────────────────

RELEVANCE_PARTS = ("text", "kbli", "cluster")


@dataclass(frozen=True)
class Relevance:
    """The parts of relevance for some offers, 0 to 1; NaN where one side does not state what the part compares."""

    text: Values
    kbli: Values
    cluster: Values

    def at(self, chosen) -> "Relevance":
        return Relevance(self.text[chosen], self.kbli[chosen], self.cluster[chosen])

    def mean(self, weights: Weights) -> Values:
        """The weighted mean of those parts that both sides state; the text is always one of them."""
        weigh = weights.relevance
        reached = weigh["text"] * self.text
        most = np.full(len(self.text), weigh["text"])
        for code in ("kbli", "cluster"):
            values = getattr(self, code)
            stated = ~np.isnan(values)
            reached = reached + np.where(stated, weigh[code] * values, 0.0)
            most += np.where(stated, weigh[code], 0.0)
        return reached / most


def is_relevant(relevance: Relevance, mean: Values, words_known: bool, same_trade: float) -> Values:
    """Words or the KBLI must speak for it; the cluster alone only where no offer knows a word of the need."""
    of_the_trade = relevance.kbli >= same_trade
    if not words_known:
        return of_the_trade | (relevance.cluster == 1)
    return ((relevance.text > 0) | of_the_trade) & (mean >= LEAST_RELEVANCE)


# ── Parts: 0 to 1, NaN for what is not stated ────────────────────────────────────────────────────────────────────────


def _same_for_all(frame: Frame, value: float) -> Values:
    return np.full(len(frame), value)


def certificates(frame: Frame) -> Values:
    """The share of the preferred certificates that hold on the first delivery day."""
    preferred = frame.demand.preferred_certificates
    if not preferred:
        return _same_for_all(frame, 1.0)
    return sum(frame.holds(code) for code in sorted(preferred)) / len(preferred)


def below_ceiling(ceiling: float | None, prices: Values) -> Values:
    """.6 at the ceiling, 1 from a fifth below it on, 0 at 30 % above it."""
    if ceiling is None:
        return np.full(np.shape(prices), np.nan)
    return np.clip(0.6 + 2 * (ceiling - prices) / ceiling, 0.0, 1.0)


def price(frame: Frame) -> Values:
    """How far the lowest price stays below the ceiling."""
    return below_ceiling(frame.demand.price_ceiling, frame.lowest_price)


def share_of_volume(free: Values, demand) -> Values:
    """The share of the volume that is free; milder where several suppliers may share it."""
    share = np.minimum(1.0, free / demand.volume)
    return np.sqrt(share) if demand.many_suppliers else share


def capacity(frame: Frame) -> Values:
    return share_of_volume(frame.free, frame.demand)


def near(frame: Frame) -> Values:
    """Kilometres and the same kabupaten, or whichever of the two is known."""
    close = 1 / (1 + frame.km / HALF_NEAR_KM)
    if frame.demand.regency is None:
        return close
    local = (frame.regency == frame.terms.regency).astype(np.float64)
    if frame.terms.distances is None:
        return local
    return (1 - LOCAL_SHARE) * close + LOCAL_SHARE * local


def lead_time_value(days: Values) -> Values:
    """In days, not by the calendar: so that a score does not change while nothing happens."""
    return 1 / (1 + days / HALF_LEAD_DAYS)


def lead_time(frame: Frame) -> Values:
    return lead_time_value(frame.lead_time_days)


def record(frame: Frame) -> Values:
    """Deliveries on time and accepted, drawn towards neutral while there are few."""
    count = frame.record_count
    shrunk = (count * frame.record_good + RECORD_PRIOR * NEUTRAL) / (count + RECORD_PRIOR)
    return np.where(count > 0, shrunk, np.nan)


def work_value(free: Values, promised: Values, demand) -> Values:
    """The share that this order would have in the firm's monthly work: all of it for an idle loom.

    Not the share of the free capacity: that would punish a firm for every machine it adds.
    """
    order = np.minimum(free, demand.volume)
    whole = order + promised
    return np.where(order > 0, order / np.where(whole > 0, whole, 1.0), order)


def work(frame: Frame) -> Values:
    return work_value(frame.free, frame.promised, frame.demand)


def margin(frame: Frame) -> Values:
    """How well the ceiling covers the highest price that the firm asks."""
    return below_ceiling(frame.demand.price_ceiling, frame.highest_price)


def terms(frame: Frame) -> Values:
    """How far down payment and payment days stay on the firm's side of what it can bear; one half at its limit."""
    needed, longest = frame.down_payment_percent, frame.payment_days
    offered, asked = frame.demand.down_payment_percent, frame.demand.payment_days
    advance = np.where(needed > 0, 0.5 * offered / np.where(needed > 0, needed, 1.0), 1.0)
    wait = np.where(longest > 0, 1 - 0.5 * asked / np.where(longest > 0, longest, 1.0), 1.0 - asked)
    advance = np.where(np.isnan(needed), NEUTRAL, np.clip(advance, 0.0, 1.0))
    wait = np.where(np.isnan(longest), NEUTRAL, np.clip(wait, 0.0, 1.0))
    return np.where(np.isnan(needed) & np.isnan(longest), np.nan, (advance + wait) / 2)


def shrunk(found: Record | None) -> float:
    """A record drawn towards neutral while it is short; NaN without one."""
    if found is None or not found.count:
        return float("nan")
    return (found.count * found.good + RECORD_PRIOR * NEUTRAL) / (found.count + RECORD_PRIOR)


def buyer(frame: Frame) -> Values:
    """How this buyer has paid others."""
    return _same_for_all(frame, shrunk(frame.demand.record))


def coaching(frame: Frame) -> Values:
    return _same_for_all(frame, 1.0 if frame.demand.coaching else NEUTRAL)


PartFunction = Callable[[Frame], Values]

COMPANY_PARTS: dict[str, PartFunction] = {
    part.__name__: part for part in (certificates, price, capacity, near, record, lead_time)
}
UMKM_PARTS: dict[str, PartFunction] = {
    part.__name__: part for part in (work, margin, near, terms, buyer, coaching)
}

DEFAULT_WEIGHTS = Weights()


# ── The whole ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Scores:
    """Of some offers: the whole, both sides, and the parts of each side as they are counted (NaN where not stated).

    The scores are 0 to 100 with one decimal, as they are shown and ranked.
    """

    whole: Values
    company: Values
    umkm: Values
    relevance: Values
    company_parts: dict[str, Values]
    umkm_parts: dict[str, Values]


def score(frame: Frame, relevance: Values, weights: Weights) -> Scores:
    """Both sides and the whole, for offers of this mean relevance."""
    company_parts = {code: part(frame) for code, part in COMPANY_PARTS.items()}
    umkm_parts = {
        code: company_parts[code] if code in company_parts else part(frame)
        for code, part in UMKM_PARTS.items()
    }
    company = company_side(relevance, company_parts, weights)
    umkm = umkm_side(umkm_parts, weights)
    whole = together(company, umkm, weights)
    return Scores(
        percent(whole), percent(company), percent(umkm), relevance, company_parts, umkm_parts
    )


def company_side(relevance, parts: Mapping[str, Values], weights: Weights):
    floor = weights.company_floor
    return relevance * (floor + (1 - floor) * _mean(parts, weights.company))


def umkm_side(parts: Mapping[str, Values], weights: Weights):
    return weights.umkm_floor + (1 - weights.umkm_floor) * _mean(parts, weights.umkm)


def together(company, umkm, weights: Weights):
    return company**weights.company_power * umkm ** (1 - weights.company_power)


def counted(values):
    """What is not stated counts as neutral; one number or many."""
    if isinstance(values, float):
        return NEUTRAL if values != values else values
    return np.where(np.isnan(values), NEUTRAL, values)


def _mean(parts: Mapping[str, Values], weigh: Mapping[str, float]):
    return sum(weigh[code] * counted(values) for code, values in parts.items())


def percent(values):
    return np.minimum(100.0, np.round(100 * values, 1))


def parts_of(
    relevance: Relevance, mean: Values, scores: Scores, position: int, weights: Weights
) -> tuple[Part, ...]:
    """Every part of one offer with its weight and value, those of relevance first. Of `near` there are two, one for each
    side. What relevance lacks counts as the mean of the rest."""
    found = []
    for code in RELEVANCE_PARTS:
        value = float(getattr(relevance, code)[position])
        stated = value == value
        found.append(
            Part(
                code,
                "relevance",
                weights.relevance[code],
                value if stated else None,
                value if stated else float(mean[position]),
            )
        )
    for side, parts, weigh in (
        ("company", scores.company_parts, weights.company),
        ("umkm", scores.umkm_parts, weights.umkm),
    ):
        for code, values in parts.items():
            value = float(values[position])
            stated = value == value
            found.append(
                Part(
                    code, side, weigh[code], value if stated else None, value if stated else NEUTRAL
                )
            )
    return tuple(found)
