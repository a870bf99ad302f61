"""Hard rules: what keeps a pair apart however good the rest is.

Each rule is one small function that answers (passed, values): True, False, or None when the firm has not said what the rule
asks for. None never excludes anybody: it becomes a gap. Where the units differ, the rules that compare quantities and prices
answer None too, and `unit` alone excludes. The values are enough for a sentence, and JSON-able.

    code            False when                                                                  values
    unit            the product is counted in another unit                                      asked, offered
    certificates    a required certificate is missing, or over on the first delivery day        missing, expired, until
    down_payment    the firm needs more down payment than is offered                            needed, offered (percent)
    payment_days    the firm cannot wait that long for its money                                longest, asked (days)
    consignment     consignment is asked and not accepted                                       -
    minimum_order   the firm's least order is above the monthly volume                          least, volume, unit
    lead_time       the firm needs longer than there is until the first delivery                days, left
    season          the firm is fully booked in every month of the need                         months, busy
    radius          the firm is farther than the need allows                                    km, radius
    capacity        nothing is free; one supplier is wanted and cannot carry it alone; or       free, least, volume, unit
                    of several suppliers this one could carry less than 2 %
    price           the lowest price is more than 25 % above the ceiling                        price, ceiling, unit
"""

from collections.abc import Callable
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any

from partnerships.matching.types import Check, Demand, Offer

#: What one of several suppliers must be able to carry of the volume. Looms and sewing rooms are small against a factory's
#: order, and a group of them adds up; below a fiftieth it would take more members than one coordinator can lead.
LEAST_SHARE = 0.02
#: How far a floor price may stand above the ceiling before talking about it is useless.
PRICE_TOLERANCE = 1.25

_EARTH_KM = 6371.0088

Answer = tuple[bool | None, dict[str, Any]]


def distance_km(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """Great-circle distance (haversine) of two points in WGS 84 degrees."""
    d_lat, d_lng = radians(other_lat - lat) / 2, radians(other_lng - lng) / 2
    chord = sin(d_lat) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(d_lng) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))


def delivery_months(demand: Demand) -> tuple[int, ...]:
    """The calendar months (1 to 12) in which the need wants deliveries, in order, each once."""
    first = demand.first_delivery.month - 1
    return tuple((first + step) % 12 + 1 for step in range(max(1, min(12, demand.months))))


class Pair:
    """One need and one offer, with what several rules and parts ask for.

    `km` is None when the need states no place. Quantities and prices per unit are None when they are not stated, or counted
    in another unit than the need's: metres and pieces are never compared.
    """

    __slots__ = ("demand", "km", "months", "offer", "same_unit")

    def __init__(self, demand: Demand, offer: Offer, months: tuple[int, ...] | None = None):
        self.demand, self.offer = demand, offer
        self.months = months or delivery_months(demand)
        self.same_unit = demand.unit == offer.unit
        self.km = (
            None
            if demand.lat is None or demand.lng is None
            else distance_km(demand.lat, demand.lng, offer.lat, offer.lng)
        )

    @property
    def free(self) -> float | None:
        return self.offer.free if self.same_unit else None

    @property
    def least_order(self) -> float | None:
        return self.offer.minimum_order if self.same_unit else None

    @property
    def lowest_price(self) -> float | None:
        """The lowest price that the firm states; its highest where that is the only one."""
        if not self.same_unit:
            return None
        offer = self.offer
        return offer.price_max if offer.price_min is None else offer.price_min

    @property
    def highest_price(self) -> float | None:
        if not self.same_unit:
            return None
        offer = self.offer
        return offer.price_min if offer.price_max is None else offer.price_max


def lacking(codes: frozenset[str], offer: Offer, day: date) -> tuple[list[str], list[str]]:
    """Of these certificates, those that the firm does not hold, and those that are over on that day."""
    missing, expired = [], []
    for code in sorted(codes):
        if code not in offer.certificates:
            missing.append(code)
        elif (until := offer.certificates[code]) is not None and until < day:
            expired.append(code)
    return missing, expired


def until(codes: list[str], offer: Offer) -> list[str]:
    """Their last valid days as 2026-05-01, in step with the codes."""
    return [day.isoformat() for code in codes if (day := offer.certificates[code])]


# ── The rules ────────────────────────────────────────────────────────────────────────────────────────────────────────


def unit(pair: Pair) -> Answer:
    return pair.same_unit, {"asked": pair.demand.unit, "offered": pair.offer.unit}


def certificates(pair: Pair) -> Answer:
    if not pair.demand.required_certificates:
        return True, {"missing": [], "expired": [], "until": []}
    missing, expired = lacking(
        pair.demand.required_certificates, pair.offer, pair.demand.first_delivery
    )
    values = {"missing": missing, "expired": expired, "until": until(expired, pair.offer)}
    return not missing and not expired, values


def down_payment(pair: Pair) -> Answer:
    needed, offered = pair.offer.down_payment_percent, pair.demand.down_payment_percent
    passed = None if needed is None and offered < 100 else (needed or 0) <= offered
    return passed, {"needed": needed, "offered": offered}


def payment_days(pair: Pair) -> Answer:
    longest, asked = pair.offer.payment_days, pair.demand.payment_days
    passed = (None if asked else True) if longest is None else asked <= longest
    return passed, {"longest": longest, "asked": asked}


def consignment(pair: Pair) -> Answer:
    return not pair.demand.consignment or pair.offer.accepts_consignment, {}


def minimum_order(pair: Pair) -> Answer:
    least, volume = pair.least_order, pair.demand.volume
    passed = None if least is None else least <= volume
    return passed, {"least": least, "volume": volume, "unit": pair.demand.unit}


def lead_time(pair: Pair) -> Answer:
    days, demand = pair.offer.lead_time_days, pair.demand
    left = None if demand.today is None else (demand.first_delivery - demand.today).days
    if left is not None and left <= 0:  # the first delivery is past; the need goes on without it
        left = None
    passed = None if days is None else left is None or days <= left
    return passed, {"days": days, "left": left}


def season(pair: Pair) -> Answer:
    busy = [month for month in pair.months if month in pair.offer.busy_months]
    return len(busy) < len(pair.months), {"months": list(pair.months), "busy": busy}


def radius(pair: Pair) -> Answer:
    km, farthest = pair.km, pair.demand.radius_km
    values = {"km": None if km is None else round(km, 1), "radius": farthest}
    return km is None or farthest is None or km <= farthest, values


def capacity(pair: Pair) -> Answer:
    free, volume = pair.free, pair.demand.volume
    least = volume * LEAST_SHARE if pair.demand.many_suppliers else volume
    passed = None if free is None else free >= least
    return passed, {"free": free, "least": least, "volume": volume, "unit": pair.demand.unit}


def price(pair: Pair) -> Answer:
    lowest, ceiling = pair.lowest_price, pair.demand.price_ceiling
    if ceiling is None:
        passed = True
    else:
        passed = None if lowest is None else lowest <= ceiling * PRICE_TOLERANCE
    return passed, {"price": lowest, "ceiling": ceiling, "unit": pair.demand.unit}


#: All hard rules by their codes, in the order in which they are told.
RULES: dict[str, Callable[[Pair], Answer]] = {
    rule.__name__: rule
    for rule in (
        unit,
        certificates,
        down_payment,
        payment_days,
        consignment,
        minimum_order,
        lead_time,
        season,
        radius,
        capacity,
        price,
    )
}


def check(pair: Pair) -> tuple[Check, ...]:
    """Every rule's answer for one pair."""
    return tuple(Check(code, *rule(pair)) for code, rule in RULES.items())


def broken(pair: Pair) -> list[str]:
    """The codes of the rules that keep this pair apart; none: it may be suggested."""
    return [code for code, rule in RULES.items() if rule(pair)[0] is False]
