"""Why one suggestion of a need stands above another: the difference of their scores, told part by part.

Pure arithmetic over the parts that are stored with a suggestion and a table of weights, no rows and no clock. The score is
S = C ** p * B ** (1 - p), so ln S = p ln C + (1 - p) ln B, and C is relevance times a weighted mean; each logarithm of a sum
falls into its terms by the logarithmic mean L(x, y) = (x - y) / (ln x - ln y). So the differences of the parts add up to the
difference of the scores exactly, in logarithms and, times L(S1, S2), in points.
"""

from collections.abc import Mapping
from math import log
from typing import NamedTuple

from partnerships.matching.score import (
    NEUTRAL,
    RELEVANCE_PARTS,
    Weights,
    company_side,
    together,
    umkm_side,
)

RELEVANCE, COMPANY, UMKM = "relevance", "company", "umkm"
#: A relevance of zero has no logarithm; nothing that the matcher suggests comes near this.
_LEAST = 0.001


class PartDifference(NamedTuple):
    """One part of both. `side`: "relevance", "company" or "umkm"; a value is None where it was not stated and counted as
    neutral. `log` is what the part adds to ln S1 - ln S2, `points` the same in points of the score."""

    code: str
    side: str
    weight: float
    first: float | None
    second: float | None
    log: float
    points: float


class Comparison(NamedTuple):
    """`parts` by the size of their difference, the largest first; `first` and `second` the scores (0 to 100) by these weights."""

    parts: tuple[PartDifference, ...]
    first: float
    second: float

    @property
    def points(self) -> float:
        return self.first - self.second

    @property
    def log(self) -> float:
        return sum(part.log for part in self.parts)


def compare(
    first: Mapping[str, float],
    second: Mapping[str, float],
    weights: Weights,
    *,
    company_only: bool = False,
) -> Comparison:
    """Two suggestions by their stored parts (code -> 0 to 1). `company_only`: the company's benefit C instead of the whole."""
    one, other = _Side(first, weights), _Side(second, weights)
    power = 1.0 if company_only else weights.company_power
    scores = (one.company, other.company) if company_only else (one.whole, other.whole)
    # (side, weight of the group in the logarithm, its factor before the mean, what the mean is part of, for both)
    groups = [
        (RELEVANCE, weights.relevance, power, 1.0, one.relevance, other.relevance),
        (
            COMPANY,
            weights.company,
            power,
            1 - weights.company_floor,
            one.company_mean,
            other.company_mean,
        ),
    ]
    if not company_only:
        groups.append((UMKM, weights.umkm, 1 - power, 1 - weights.umkm_floor, one.umkm, other.umkm))
    per_log = 100 * _log_mean(*scores)
    parts = []
    for side, weigh, share, slope, here, there in groups:
        scale = share * slope / _log_mean(here, there)
        for code, weight in weigh.items():
            difference = scale * weight * (one.counted(side, code) - other.counted(side, code))
            parts.append(
                PartDifference(
                    code,
                    side,
                    weight,
                    first.get(code),
                    second.get(code),
                    difference,
                    per_log * difference,
                )
            )
    parts.sort(key=lambda part: (-abs(part.log), part.side, part.code))
    return Comparison(tuple(parts), 100 * scores[0], 100 * scores[1])


class _Side:
    """The sums of one suggestion."""

    def __init__(self, parts: Mapping[str, float], weights: Weights):
        self._parts = parts
        stated = [code for code in RELEVANCE_PARTS if code in parts]
        whole = sum(weights.relevance[code] for code in stated)
        mean = (
            sum(weights.relevance[code] * parts[code] for code in stated) / whole
            if whole
            else NEUTRAL
        )
        self._mean = mean
        self.relevance = max(_LEAST, mean)
        self.company_mean = company_side(1.0, self._of(weights.company), weights)
        self.company = self.relevance * self.company_mean
        self.umkm = umkm_side(self._of(weights.umkm), weights)
        self.whole = together(self.company, self.umkm, weights)

    def _of(self, weigh: Mapping[str, float]) -> dict[str, float]:
        return {code: float(self._parts.get(code, NEUTRAL)) for code in weigh}

    def counted(self, side: str, code: str) -> float:
        """What relevance lacks counts as the mean of the rest, every other part as neutral."""
        return self._parts.get(code, self._mean if side == RELEVANCE else NEUTRAL)


def _log_mean(x: float, y: float) -> float:
    """Between the two, and the factor that turns a difference of logarithms into one of numbers."""
    return x if abs(x - y) < 1e-12 else (x - y) / log(x / y)
