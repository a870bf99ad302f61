"""Hard rules: what keeps a pair apart however good the rest is.

Each rule is one small function over a frame of offers that answers PASS, FAIL or UNSAID for every row. UNSAID (the firm has not
said what the rule asks for) never excludes anybody: it becomes a gap. Where the units differ, the rules that compare
quantities and prices answer UNSAID too, and `unit` alone excludes. Beside it stand what a sentence about one pair needs
(JSON-able values), and, where the need could ask less, what each row would need it to be (for "40 km instead of 25: 12 more").

    code            FAIL when                                                                   values
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
    refused         one side has turned down the same terms of the other not long ago           reason
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from partnerships.matching.frame import Frame, Pair
from partnerships.matching.types import Check

PASS, FAIL, UNSAID = np.int8(1), np.int8(0), np.int8(-1)

#: What one of several suppliers must be able to carry of the volume. Looms and sewing rooms are small against a factory's
#: order, and a group of them adds up; below a fiftieth it would take more members than one coordinator can lead.
LEAST_SHARE = 0.02
#: How far a floor price may stand above the ceiling before talking about it is useless.
PRICE_TOLERANCE = 1.25

Answers = np.ndarray
Values = dict[str, Any]


class Rule(NamedTuple):
    """`judge` answers for every row; `values` say what was compared for one; `wants` is what the need would have to be for
    each row to pass (None: no single number would help)."""

    judge: Callable[[Frame], Answers]
    values: Callable[[Pair], Values]
    wants: Callable[[Frame], np.ndarray] | None = None


def _answers(passed: np.ndarray, unsaid: np.ndarray | None = None) -> Answers:
    answers = passed.astype(np.int8)
    if unsaid is not None:
        answers[unsaid] = UNSAID
    return answers


def _everyone(frame: Frame, answer: np.int8 = PASS) -> Answers:
    return np.full(len(frame), answer)


def unit(frame: Frame) -> Answers:
    return _answers(frame.same_unit)


def _unit_values(pair: Pair) -> Values:
    return {"asked": pair.demand.unit, "offered": pair.offer.unit}


def certificates(frame: Frame) -> Answers:
    passed = np.ones(len(frame), dtype=bool)
    for code in frame.demand.required_certificates:
        passed &= frame.holds(code)
    return _answers(passed)


def _certificates_values(pair: Pair) -> Values:
    missing, expired = pair.lacking(pair.demand.required_certificates)
    return {"missing": missing, "expired": expired, "until": pair.until(expired)}


def down_payment(frame: Frame) -> Answers:
    needed, offered = frame.down_payment_percent, frame.demand.down_payment_percent
    return _answers(~(needed > offered), np.isnan(needed) if offered < 100 else None)


def _down_payment_values(pair: Pair) -> Values:
    return {
        "needed": pair.offer.down_payment_percent,
        "offered": pair.demand.down_payment_percent,
    }


def payment_days(frame: Frame) -> Answers:
    longest, asked = frame.payment_days, frame.demand.payment_days
    return _answers(~(longest < asked), np.isnan(longest) if asked else None)


def _payment_days_values(pair: Pair) -> Values:
    return {"longest": pair.offer.payment_days, "asked": pair.demand.payment_days}


def consignment(frame: Frame) -> Answers:
    return _answers(frame.consignment) if frame.demand.consignment else _everyone(frame)


def minimum_order(frame: Frame) -> Answers:
    least = frame.least_order
    return _answers(~(least > frame.demand.volume), np.isnan(least))


def _minimum_order_values(pair: Pair) -> Values:
    return {"least": pair.least_order, "volume": pair.demand.volume, "unit": pair.demand.unit}


def _days_left(demand) -> int | None:
    """Days until the first delivery; None when they are unknown, or past: the need goes on without it."""
    left = None if demand.today is None else (demand.first_delivery - demand.today).days
    return left if left and left > 0 else None


def lead_time(frame: Frame) -> Answers:
    days, left = frame.lead_time_days, _days_left(frame.demand)
    passed = np.ones(len(frame), dtype=bool) if left is None else ~(days > left)
    return _answers(passed, np.isnan(days))


def _lead_time_values(pair: Pair) -> Values:
    return {"days": pair.offer.lead_time_days, "left": _days_left(pair.demand)}


def season(frame: Frame) -> Answers:
    calendar = np.uint16(frame.terms.calendar)
    return _answers((frame.busy & calendar) != calendar)


def _season_values(pair: Pair) -> Values:
    return {"months": list(pair.months), "busy": pair.busy_months}


def radius(frame: Frame) -> Answers:
    farthest = frame.demand.radius_km
    return _everyone(frame) if farthest is None else _answers(~(frame.km > farthest))


def _radius_values(pair: Pair) -> Values:
    return {"km": None if pair.km is None else round(pair.km, 1), "radius": pair.demand.radius_km}


def _least_share(demand) -> float:
    return demand.volume * LEAST_SHARE if demand.many_suppliers else demand.volume


def capacity(frame: Frame) -> Answers:
    return _answers(frame.free >= _least_share(frame.demand), np.isnan(frame.free))


def _capacity_values(pair: Pair) -> Values:
    demand = pair.demand
    least = _least_share(demand)
    return {"free": pair.free, "least": least, "volume": demand.volume, "unit": demand.unit}


def price(frame: Frame) -> Answers:
    ceiling = frame.demand.price_ceiling
    if ceiling is None:
        return _everyone(frame)
    lowest = frame.lowest_price
    return _answers(lowest <= ceiling * PRICE_TOLERANCE, np.isnan(lowest))


def _price_values(pair: Pair) -> Values:
    return {
        "price": pair.lowest_price,
        "ceiling": pair.demand.price_ceiling,
        "unit": pair.demand.unit,
    }


def refused(frame: Frame) -> Answers:
    return _answers(~frame.is_refused)


def _refused_values(pair: Pair) -> Values:
    return {"reason": pair.demand.refusals.get(pair.offer.umkm_id)}


#: All hard rules by their codes, in the order in which they are told.
RULES: dict[str, Rule] = {
    rule.judge.__name__: rule
    for rule in (
        Rule(unit, _unit_values),
        Rule(certificates, _certificates_values),
        Rule(down_payment, _down_payment_values, lambda frame: frame.down_payment_percent),
        Rule(payment_days, _payment_days_values, lambda frame: frame.payment_days),
        Rule(consignment, lambda _pair: {}),
        Rule(minimum_order, _minimum_order_values, lambda frame: frame.least_order),
        Rule(lead_time, _lead_time_values, lambda frame: frame.lead_time_days),
        Rule(season, _season_values),
        Rule(radius, _radius_values, lambda frame: frame.km),
        Rule(capacity, _capacity_values, lambda frame: frame.free),
        Rule(price, _price_values, lambda frame: frame.lowest_price),
        Rule(refused, _refused_values),
    )
}


def judge(frame: Frame) -> np.ndarray:
    """Every rule's answers: a row for each rule in their order, a column for each offer."""
    return np.array([rule.judge(frame) for rule in RULES.values()], dtype=np.int8).reshape(
        len(RULES), len(frame)
    )


_PASSED = {int(PASS): True, int(FAIL): False, int(UNSAID): None}


def pair_at(frame: Frame, position: int, answers: np.ndarray) -> Pair:
    """One row of a frame with one column of `judge`."""
    passed = {
        code: _PASSED[answer]
        for code, answer in zip(RULES, answers[:, position].tolist(), strict=True)
    }
    return Pair(frame, position, passed)


def checks(pair: Pair) -> tuple[Check, ...]:
    """Each rule's answer for one pair, with what it compared."""
    return tuple(Check(code, pair.passed[code], rule.values(pair)) for code, rule in RULES.items())
