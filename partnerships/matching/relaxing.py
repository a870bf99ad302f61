"""What the need could ask less of, and how many more UMKM that would bring: "40 km instead of 25: 12 more"."""

from math import ceil, floor, log10

import numpy as np

from partnerships.matching.frame import Frame
from partnerships.matching.rules import LEAST_SHARE, PRICE_TOLERANCE, RULES
from partnerships.matching.types import Relaxation

#: A step that brings fewer than these is not yet worth proposing, unless there are no more to be had.
ENOUGH_MORE = 3
#: Steps of each number that people would name; None: two significant digits.
STEPS = {"radius": 5, "down_payment": 5, "payment_days": 1, "lead_time": 1}
#: Rules whose number would have to rise (True) or fall for more to pass.
RISES = {
    "down_payment": True,
    "payment_days": False,
    "minimum_order": True,
    "lead_time": True,
    "radius": True,
    "price": True,
}


def relaxations(frame: Frame, broken: np.ndarray) -> tuple[Relaxation, ...]:
    """For each rule that alone keeps some UMKM out, the nearest step that brings enough of them; most first.

    `frame` has the relevant offers of the UMKM that are kept out, `broken` a row for each rule. An UMKM counts once for a rule,
    by the product that comes nearest, and under each rule that one of its products breaks alone: either step would bring it.
    """
    alone = broken.sum(axis=0) == 1
    found = []
    for (code, rule), fails in zip(RULES.items(), broken, strict=True):
        only = np.flatnonzero(fails & alone)
        if not len(only):
            continue
        some = frame.at(only)
        if code == "certificates":
            found += _without_certificates(some)
        elif code == "capacity":
            found += _shared(some)
        elif code in RISES:
            found += _steps(code, some, rule.wants(some), RISES[code])
        elif code == "consignment":
            found.append(Relaxation(code, None, _firms(some)))
    found.sort(key=lambda step: (-step.more, step.rule, str(step.value)))
    return tuple(found)


def _firms(frame: Frame, chosen: np.ndarray | slice = slice(None)) -> int:
    return len(np.unique(frame.umkm_id[chosen]))


def _steps(code: str, frame: Frame, wants: np.ndarray, rises: bool) -> list[Relaxation]:
    if code == "price":
        wants = wants / PRICE_TOLERANCE
    can = _could_carry(frame, wants) if code == "minimum_order" else np.ones(len(frame), dtype=bool)
    nearest: dict[int, float] = {}
    for umkm_id, wanted in zip(frame.umkm_id[can].tolist(), wants[can].tolist(), strict=True):
        nearest[umkm_id] = (min if rises else max)(wanted, nearest.get(umkm_id, wanted))
    if not nearest:
        return []
    order = sorted(nearest.values(), reverse=not rises)
    value = _rounded(order[min(ENOUGH_MORE, len(order)) - 1], STEPS.get(code), up=rises)
    brought = wants <= value if rises else wants >= value
    if code == "minimum_order":
        brought &= _could_carry(frame, np.float64(value))
    more = _firms(frame, brought)
    return [Relaxation(code, value, more)] if more else []


def _could_carry(frame: Frame, volume: np.ndarray) -> np.ndarray:
    """Whether enough is free for a larger volume: who asks for a larger order must be able to fill it."""
    least = volume * (LEAST_SHARE if frame.demand.many_suppliers else 1.0)
    return ~(frame.free < least)


def _rounded(value: float, step: float | None, *, up: bool) -> int:
    """To the next number that people would name, on the side that lets more pass."""
    if step is None:
        step = 10 ** max(0, floor(log10(max(1.0, value))) - 1)
    return int((ceil if up else floor)(value / step) * step)


def _without_certificates(frame: Frame) -> list[Relaxation]:
    """Each required certificate that is the only one missing for some."""
    required = sorted(frame.demand.required_certificates)
    lacks = np.array([~frame.holds(code) for code in required])
    single = lacks.sum(axis=0) == 1
    counts = [_firms(frame, missing & single) for missing in lacks]
    return [
        Relaxation("certificates", code, more)
        for code, more in zip(required, counts, strict=True)
        if more
    ]


def _shared(frame: Frame) -> list[Relaxation]:
    """If several suppliers may share the volume: those who could carry a share. Where they may already, nothing helps."""
    if frame.demand.many_suppliers:
        return []
    more = _firms(frame, frame.free >= LEAST_SHARE * frame.demand.volume)
    return [Relaxation("capacity", "many", more)] if more else []
