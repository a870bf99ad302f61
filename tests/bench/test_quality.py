"""Measures against values worked out by hand."""

from math import log2

import numpy as np
import pytest

from partnerships.bench import quality
from partnerships.bench.market import Market
from partnerships.matching import Candidate, MatchResult

GAINS = np.array([3, 0, 2, 1, 0, 2])


def ranked(*firms: int) -> np.ndarray:
    return np.array(firms, dtype=np.int64)


def test_dcg():
    assert quality.dcg([3, 0, 1]) == pytest.approx(7 + 1 / 2)
    assert quality.dcg([]) == 0


def test_ndcg():
    ideal = 7 + 3 / log2(3) + 3 / 2 + 1 / log2(5)
    assert quality.ndcg(ranked(0, 2, 5, 3), GAINS) == pytest.approx(1)
    assert quality.ndcg(ranked(1, 0), GAINS) == pytest.approx(7 / log2(3) / ideal)
    assert quality.ndcg(ranked(), GAINS) == 0
    assert quality.ndcg(ranked(1), np.zeros(6, dtype=int)) == 1


def test_ndcg_looks_at_ten():
    gains = np.array([0] * 10 + [3])
    assert quality.ndcg(ranked(*range(11)), gains) == 0
    assert quality.ndcg(ranked(10), gains) == 1


def test_found_of_possible():
    assert quality.found_of_possible(ranked(0, 3, 2), GAINS, 10) == pytest.approx(2 / 3)
    assert quality.found_of_possible(ranked(3, 0), GAINS, 1) == 0
    assert quality.found_of_possible(ranked(0, 3), GAINS, 1) == 1


def test_r_precision_looks_as_deep_as_there_are_right_firms():
    assert quality.r_precision(ranked(0, 3, 5, 2), GAINS) == pytest.approx(2 / 3)


def test_gini():
    assert quality.gini(np.ones(5)) == pytest.approx(0)
    assert quality.gini(np.array([0, 0, 0, 1])) == pytest.approx(0.75)
    assert quality.gini(np.array([1, 3])) == pytest.approx(0.25)
    assert quality.gini(np.zeros(3)) == 0


def test_exposure():
    seen = quality.exposure([ranked(2, 0), ranked(2)], 4)
    assert seen.tolist() == pytest.approx([1 / log2(3), 0, 2, 0])


def test_fairness():
    fits = np.array([True, True, True, False])
    spread = quality.fairness([ranked(0, 1), ranked(0, 3)], fits)
    assert spread["coverage"] == pytest.approx(2 / 3)
    assert spread["of_possible"] == pytest.approx(2 / 3)
    assert spread["most_lists"] == 2
    assert spread["top_percent"] == pytest.approx(2 / (2 + 1 / log2(3)))
    assert quality.fairness([ranked()], fits)["coverage"] == 0


def test_relevance_of_perfect_and_of_empty_lists():
    market = Market(seed=2, firms=800, needs=30)
    perfect = [np.argsort(-market.gains(need), kind="stable") for need in range(30)]
    measured = quality.relevance(market, perfect)
    assert set(measured) <= set(quality.TAGS)
    for tag in ("all", "id", "en"):
        assert measured[tag] == pytest.approx(
            {"ndcg@10": 1, "rec@10": 1, "recall@50": 1, "rprec": 1, "zero": 0}
        )
    nothing = quality.relevance(market, [ranked()] * 30)["all"]
    unanswerable = np.mean([not market.gains(need).any() for need in range(30)])
    assert nothing["zero"] == 1
    assert nothing["ndcg@10"] == pytest.approx(unanswerable)


def test_those_who_fit_sell_the_type_of_some_need():
    market = Market(seed=2, firms=300, needs=3)
    wanted = {asked.kind for asked in market.asked}
    expected = set(market.goods.firm[np.isin(market.goods.kind, sorted(wanted))].tolist())
    assert set(np.flatnonzero(quality.fitting(market)).tolist()) == expected


def candidate(umkm_id: int, score: float, company: float, umkm: float) -> Candidate:
    return Candidate(umkm_id, umkm_id, score, company, umkm, {}, (), ())


def test_value_weighs_by_what_is_seen():
    result = MatchResult(1, (candidate(1, 80, 90, 70), candidate(5, 40, 30, 60)), {}, 2)
    second = 1 / log2(3)
    worth = quality.value([result])
    assert worth["company"] == pytest.approx((0.9 + 0.3 * second) / (1 + second))
    assert worth["both_half"] == 0.5
    assert quality.value([])["score"] == 0
    (firms,) = quality.lists_of([result])
    assert firms.tolist() == [0, 4]
