"""What the need could ask less of, and how many more UMKM that would bring: "40 km instead of 25: 12 more"."""

from math import ceil, floor, log10

import numpy as np

from partnerships.matching.frame import Frame
from partnerships.matching.rules import PRICE_TOLERANCE, RULES
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

    `frame` has one row for each UMKM that is kept out, `broken` a row for each rule.
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
            found += _steps(code, rule.wants(some), RISES[code])
        elif code == "consignment":
            found.append(Relaxation(code, None, len(only)))
    found.sort(key=lambda step: (-step.more, step.rule, str(step.value)))
    return tuple(found)


def _steps(code: str, wants: np.ndarray, rises: bool) -> list[Relaxation]:
    if code == "price":
        wants = wants / PRICE_TOLERANCE
    wants = np.sort(wants) if rises else np.sort(wants)[::-1]
    target = wants[min(ENOUGH_MORE, len(wants)) - 1]
    value = _rounded(float(target), STEPS.get(code), up=rises)
    more = int((wants <= value).sum() if rises else (wants >= value).sum())
    return [Relaxation(code, value, more)]


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
    counts = (lacks & single).sum(axis=1)
    return [
        Relaxation("certificates", code, int(more))
        for code, more in zip(required, counts, strict=True)
        if more
    ]


def _shared(frame: Frame) -> list[Relaxation]:
    """If several suppliers may share the volume; or, where they may already, a smaller volume."""
    free = frame.free[frame.free > 0]
    if frame.demand.many_suppliers or not len(free):
        return []
    return [Relaxation("capacity", "many", len(free))]
