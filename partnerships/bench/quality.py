"""How good lists are: for the one who asks (relevance), for those who sell (exposure), and for both (value).

A list is an array of firms (numbers from 0), the best first; gains are 0 to 3 for each firm (see `Market.gains`).
"""

from collections.abc import Callable, Iterable, Sequence
from math import log2

import numpy as np

from partnerships.bench.market import SAME_TYPE, Market
from partnerships.matching.types import MatchResult

#: As far as a list is looked at: Rprec asks for it.
DEPTH = 500

# ── Relevance ────────────────────────────────────────────────────────────────────────────────────────────────────────


def dcg(gains: Sequence[int] | np.ndarray) -> float:
    """Sum of (2^gain - 1) / log2(rank + 1), ranks from 1."""
    gains = np.asarray(gains, dtype=float)
    return float(((2.0**gains - 1) / np.log2(np.arange(2, len(gains) + 2))).sum())


def ndcg(ranked: np.ndarray, gains: np.ndarray, depth: int = 10) -> float:
    """The list's dcg over the best that the market allows; 1.0 where nothing fits at all."""
    best = dcg(np.sort(gains)[::-1][:depth])
    return dcg(gains[ranked[:depth]]) / best if best else 1.0


def found_of_possible(ranked: np.ndarray, gains: np.ndarray, depth: int) -> float:
    """Firms of the right type among the first `depth`, over as many as there could be; 1.0 where there are none."""
    possible = min(depth, int((gains >= SAME_TYPE).sum()))
    return float((gains[ranked[:depth]] >= SAME_TYPE).sum()) / possible if possible else 1.0


def r_precision(ranked: np.ndarray, gains: np.ndarray) -> float:
    """With R firms of the right type: their share among the first min(R, 500). Says whether all who fit are found."""
    return found_of_possible(ranked, gains, min(DEPTH, max(1, int((gains >= SAME_TYPE).sum()))))


MEASURES: dict[str, Callable[[np.ndarray, np.ndarray], float]] = {
    "ndcg@10": ndcg,
    "rec@10": lambda ranked, gains: found_of_possible(ranked, gains, 10),
    "recall@50": lambda ranked, gains: found_of_possible(ranked, gains, 50),
    "rprec": r_precision,
    "zero": lambda ranked, gains: float(len(ranked) == 0),
}
TAGS = ("all", "id", "en", "typos", "outside")


def relevance(market: Market, lists: Sequence[np.ndarray]) -> dict[str, dict[str, float]]:
    """{tag: {measure: mean over the needs with that tag}}; tags without a need are left out.

    `lists` has one for each need of the market, in its order. "zero" is the share of needs that got no list at all.
    """
    values = np.array(
        [
            [measure(ranked, gains) for measure in MEASURES.values()]
            for ranked, gains in ((ranked, market.gains(need)) for need, ranked in enumerate(lists))
        ]
    )
    means = {}
    for tag in TAGS:
        chosen = [tag == "all" or tag in asked.tags for asked in market.asked]
        if any(chosen):
            means[tag] = dict(zip(MEASURES, values[chosen].mean(axis=0).tolist(), strict=True))
    return means


def lists_of(results: Iterable[MatchResult]) -> list[np.ndarray]:
    """What the engine answered, as lists of firm numbers."""
    return [
        np.array([found.umkm_id - 1 for found in result.candidates], dtype=np.int64)
        for result in results
    ]


# ── Exposure ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def exposure(lists: Iterable[np.ndarray], firms: int) -> np.ndarray:
    """What each firm is seen: the sum of 1 / log2(rank + 1) over the lists that it is in. Shape (firms,)."""
    seen = np.zeros(firms)
    for ranked in lists:
        np.add.at(seen, ranked, 1 / np.log2(np.arange(2, len(ranked) + 2)))
    return seen


def gini(values: np.ndarray) -> float:
    """0: all have the same; towards 1: one has all. 0.0 where nobody has anything."""
    ordered = np.sort(np.asarray(values, dtype=float))
    count, total = len(ordered), ordered.sum()
    if not total:
        return 0.0
    return float(
        2 * (np.arange(1, count + 1) * ordered).sum() / (count * total) - (count + 1) / count
    )


def fitting(market: Market) -> np.ndarray:
    """Whether each firm sells the type of at least one need. Shape (firms,)."""
    fits = np.zeros(market.firms, dtype=bool)
    for need in range(len(market.asked)):
        fits |= market.gains(need) >= SAME_TYPE
    return fits


def fairness(lists: Sequence[np.ndarray], fits: np.ndarray) -> dict[str, float]:
    """How the exposure of these lists is spread over the firms that fit.

    coverage       share of them with at least one suggestion
    of_possible    the same over what so many places could reach at most (a bound: it asks for no relevance of a place)
    gini           of their exposure
    most_lists     in how many lists the most suggested one stands
    top_percent    share of all exposure that the most seen 1 % have
    """
    seen = exposure(lists, len(fits))[fits]
    places = sum(len(ranked) for ranked in lists)
    count = len(seen)
    covered = int((seen > 0).sum())
    counts = np.bincount(np.concatenate([*lists, [0]]), minlength=len(fits))
    counts[0] -= 1
    most = np.sort(seen)[::-1][: max(1, count // 100)]
    return {
        "coverage": covered / count if count else 0.0,
        "of_possible": covered / min(places, count) if places and count else 0.0,
        "gini": gini(seen),
        "most_lists": float(counts.max()),
        "top_percent": float(most.sum() / seen.sum()) if seen.any() else 0.0,
    }


# ── Value ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def value(results: Sequence[MatchResult]) -> dict[str, float]:
    """What both sides get from the suggestions, 0 to 1, each weighed by how much it is seen.

    score, company, umkm   weighted means of the engine's scores
    both_half              share of suggestions that are worth at least one half to either side
    """
    rows, weights = [], []
    for result in results:
        for rank, found in enumerate(result.candidates, start=1):
            rows.append((found.score, found.company_score, found.umkm_score))
            weights.append(1 / log2(rank + 1))
    if not rows:
        return {"score": 0.0, "company": 0.0, "umkm": 0.0, "both_half": 0.0}
    scores = np.array(rows) / 100
    score, company, umkm = np.average(scores, axis=0, weights=weights).tolist()
    return {
        "score": score,
        "company": company,
        "umkm": umkm,
        "both_half": float((scores[:, 1:] >= 0.5).all(axis=1).mean()),
    }
