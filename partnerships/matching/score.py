"""How well a pair fits that no rule keeps apart: two sides, each in parts, and none of them ever zero.

    R = relevance: text .65, KBLI .15, cluster .20, over what both sides state
    C = R * (.4 + .6 * (certificates, price, capacity, near, lead time))        what the company gets
    B = .25 + .75 * (work, margin, near, terms)                                 what the UMKM gets
    S = C ** .6 * B ** .4

Both sides must gain: a product of powers is small when either is small. A part that is not stated counts as half.
More free capacity never lowers any part, so it never lowers a score.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isclose, sqrt

from partnerships.matching.rules import Pair, lacking
from partnerships.matching.types import Demand, Offer, Part

#: What a part counts that is not stated: neither a good value nor a bad one.
NEUTRAL = 0.5
#: Below this relevance nothing is a candidate.
LEAST_RELEVANCE = 0.3
#: The kilometres, and the days of lead time, that make a part one half.
HALF_NEAR_KM = 30.0
HALF_LEAD_DAYS = 30.0
#: Being in the same kabupaten counts beside the kilometres: the partnerships are for those at home.
LOCAL_SHARE = 0.3


@dataclass(frozen=True)
class Weights:
    """What counts how much; every group of weights adds up to 1. Raises ValueError otherwise."""

    version: int = 1
    relevance: Mapping[str, float] = field(
        default_factory=lambda: {"text": 0.65, "kbli": 0.15, "cluster": 0.20}
    )
    company: Mapping[str, float] = field(
        default_factory=lambda: {
            "certificates": 0.25,
            "price": 0.25,
            "capacity": 0.25,
            "near": 0.15,
            "lead_time": 0.10,
        }
    )
    umkm: Mapping[str, float] = field(
        default_factory=lambda: {"work": 0.35, "margin": 0.30, "near": 0.15, "terms": 0.20}
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


def kbli(demand: Demand, offer: Offer) -> float | None:
    """1 for the same code of the same version, 0 for another one; None when they cannot be compared."""
    asked, offered = demand.kbli, offer.kbli
    if asked is None or offered is None or asked[0] != offered[0]:
        return None
    return float(asked == offered)


def cluster(demand: Demand, offer: Offer) -> float | None:
    return float(offer.cluster in demand.clusters) if demand.clusters else None


def relevance(demand: Demand, offer: Offer, text: float, weights: Weights) -> float:
    """The weighted mean of those parts that both sides state; the text is always one of them."""
    weigh = weights.relevance
    reached, most = weigh["text"] * text, weigh["text"]
    for code, value in (("kbli", kbli(demand, offer)), ("cluster", cluster(demand, offer))):
        if value is not None:
            reached += weigh[code] * value
            most += weigh[code]
    return reached / most


def is_relevant(
    demand: Demand, offer: Offer, text: float, weights: Weights, words_known: bool
) -> bool:
    """Words or the KBLI must speak for it; the cluster alone only where no offer knows a word of the need."""
    if not words_known:
        return kbli(demand, offer) == 1 or cluster(demand, offer) == 1
    if not text and kbli(demand, offer) != 1:
        return False
    return relevance(demand, offer, text, weights) >= LEAST_RELEVANCE


# ── Parts: 0 to 1, None for what is not stated ───────────────────────────────────────────────────────────────────────


def certificates(pair: Pair) -> float | None:
    """The share of the preferred certificates that hold on the first delivery day."""
    preferred = pair.demand.preferred_certificates
    if not preferred:
        return 1.0
    missing, expired = lacking(preferred, pair.offer, pair.demand.first_delivery)
    return 1 - (len(missing) + len(expired)) / len(preferred)


def _below_ceiling(ceiling: float | None, price: float | None) -> float | None:
    """.6 at the ceiling, 1 from a fifth below it on, 0 at 30 % above it."""
    if ceiling is None or price is None:
        return None
    return max(0.0, min(1.0, 0.6 + 2 * (ceiling - price) / ceiling))


def price(pair: Pair) -> float | None:
    """How far the lowest price stays below the ceiling."""
    return _below_ceiling(pair.demand.price_ceiling, pair.lowest_price)


def capacity(pair: Pair) -> float | None:
    """The share of the volume that is free; milder where several suppliers may share it."""
    free = pair.free
    if free is None:
        return None
    share = min(1.0, free / pair.demand.volume)
    return sqrt(share) if pair.demand.many_suppliers else share


def near(pair: Pair) -> float | None:
    """Kilometres and the same kabupaten, or whichever of the two is known."""
    regency = pair.demand.regency
    local = None if regency is None else float(pair.offer.regency == regency)
    if pair.km is None:
        return local
    close = 1 / (1 + pair.km / HALF_NEAR_KM)
    return close if local is None else (1 - LOCAL_SHARE) * close + LOCAL_SHARE * local


def lead_time(pair: Pair) -> float | None:
    """In days, not by the calendar: so that a score does not change while nothing happens."""
    days = pair.offer.lead_time_days
    return None if days is None else 1 / (1 + days / HALF_LEAD_DAYS)


def work(pair: Pair) -> float | None:
    """The share that this order would have in the firm's monthly work: all of it for an idle loom.

    Not the share of the free capacity: that would punish a firm for every machine it adds.
    """
    free = pair.free
    if free is None:
        return None
    order = min(free, pair.demand.volume)
    return order / (order + pair.offer.committed) if order else 0.0


def margin(pair: Pair) -> float | None:
    """How well the ceiling covers the highest price that the firm asks."""
    return _below_ceiling(pair.demand.price_ceiling, pair.highest_price)


def terms(pair: Pair) -> float | None:
    """How far down payment and payment days stay on the firm's side of what it can bear; one half at its limit."""
    offer, demand = pair.offer, pair.demand
    needed, longest = offer.down_payment_percent, offer.payment_days
    if needed is None and longest is None:
        return None
    advance = wait = NEUTRAL
    if needed is not None:
        advance = 0.5 * demand.down_payment_percent / needed if needed else 1.0
    if longest is not None:
        wait = 1 - 0.5 * demand.payment_days / longest if longest else 1.0 - demand.payment_days
    return (max(0.0, min(1.0, advance)) + max(0.0, wait)) / 2


COMPANY_PARTS: dict[str, Callable[[Pair], float | None]] = {
    part.__name__: part for part in (certificates, price, capacity, near, lead_time)
}
UMKM_PARTS: dict[str, Callable[[Pair], float | None]] = {
    part.__name__: part for part in (work, margin, near, terms)
}

DEFAULT_WEIGHTS = Weights()


# ── The whole ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Score:
    """0 to 100 with one decimal, as it is shown and ranked."""

    whole: float
    company: float
    umkm: float


def score(pair: Pair, text: float, weights: Weights) -> Score:
    """Both sides and the whole. `text` is the text score of the offer for this need."""
    company = weights.company_floor + (1 - weights.company_floor) * _mean(
        pair, COMPANY_PARTS, weights.company
    )
    company *= relevance(pair.demand, pair.offer, text, weights)
    umkm = weights.umkm_floor + (1 - weights.umkm_floor) * _mean(pair, UMKM_PARTS, weights.umkm)
    whole = company**weights.company_power * umkm ** (1 - weights.company_power)
    return Score(_percent(whole), _percent(company), _percent(umkm))


def _mean(pair: Pair, parts, weigh) -> float:
    total = 0.0
    for code, part in parts.items():
        value = part(pair)
        total += weigh[code] * (NEUTRAL if value is None else value)
    return total


def _percent(value: float) -> float:
    return min(100.0, round(100 * value, 1))


def parts(pair: Pair, text: float, weights: Weights) -> tuple[Part, ...]:
    """Every part with its weight and value, those of relevance first. Of `near` there are two, one for each side."""
    demand, offer = pair.demand, pair.offer
    mean = relevance(demand, offer, text, weights)
    found = []
    for code, value in (
        ("text", text),
        ("kbli", kbli(demand, offer)),
        ("cluster", cluster(demand, offer)),
    ):
        counted = mean if value is None else value
        found.append(Part(code, "relevance", weights.relevance[code], value, counted))
    for side, functions, weigh in (
        ("company", COMPANY_PARTS, weights.company),
        ("umkm", UMKM_PARTS, weights.umkm),
    ):
        for code, part in functions.items():
            value = part(pair)
            counted = NEUTRAL if value is None else value
            found.append(Part(code, side, weigh[code], value, counted))
    return tuple(found)
