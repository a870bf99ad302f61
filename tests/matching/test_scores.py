"""Parts of a score: what raises it, what lowers it, and for whom."""

from datetime import date

import pytest

from partnerships.matching import DEFAULT_WEIGHTS, Engine, Record, Snapshot, Weights
from partnerships.matching.score import COMPANY_PARTS, UMKM_PARTS
from tests.matching.samples import KM_PER_DEGREE_EAST, LEXICON, LNG, demand, match, offer, only


def scores(need, *changes: dict) -> list[float]:
    return [only(need, offer(**change)).score for change in changes]


def rises(values: list[float]) -> bool:
    return all(lower < higher for lower, higher in zip(values, values[1:], strict=False))


@pytest.mark.parametrize(
    ("need", "worse_to_better"),
    [
        ({}, [{"price_min": 95_000.0}, {"price_min": 80_000.0}, {"price_min": 70_000.0}]),
        ({}, [{"price_max": 100_000.0}, {"price_max": 80_000.0}, {"price_max": 70_000.0}]),
        ({}, [{"lead_time_days": days} for days in (60, 30, 7)]),
        ({}, [{"lng": LNG + km / KM_PER_DEGREE_EAST} for km in (200, 40, 5)]),
        ({}, [{"regency": "35.28"}, {"regency": "33.10"}]),
        ({"lat": None, "lng": None}, [{"regency": "35.28"}, {"regency": "33.10"}]),
        ({}, [{"payment_days": days} for days in (14, 21, 60)]),
        ({}, [{"down_payment_percent": percent} for percent in (30, 20, 0)]),
        (
            {"many_suppliers": True},
            [{"capacity": free, "committed": 0.0} for free in (50.0, 300.0, 1000.0)],
        ),
        (
            {"preferred_certificates": frozenset({"sni", "halal"})},
            [{"certificates": held} for held in ({}, {"sni": None}, {"sni": None, "halal": None})],
        ),
        (
            {"preferred_certificates": frozenset({"sni"})},
            [{"certificates": {"sni": day}} for day in (date(2026, 2, 28), date(2026, 3, 1))],
        ),
        # the idle firm gains more from the same order than the busy one
        ({}, [{"committed": promised} for promised in (3000.0, 1000.0, 0.0)]),
    ],
)
def test_better_is_higher(need, worse_to_better):
    assert rises(scores(demand(**need), *worse_to_better))


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("lead_time_days", 3, 300),
        ("payment_days", 365, 14),
        ("down_payment_percent", 0, 30),
    ],
)
def test_not_stated_counts_between_good_and_bad(field, good, bad):
    worst, silent, best = scores(demand(), {field: bad}, {field: None}, {field: good})
    assert worst <= silent < best


def test_no_price_counts_between_good_and_bad():
    dear, none, cheap = (
        {"price_min": price, "price_max": price} for price in (99_000.0, None, 50_000.0)
    )
    assert rises(scores(demand(), dear, none, cheap))


def test_no_capacity_counts_less_than_enough():
    none, large = ({"capacity": capacity, "committed": 0.0} for capacity in (None, 5000.0))
    assert rises(scores(demand(many_suppliers=True), none, large))


def test_one_of_several_suppliers_need_not_carry_it_alone():
    half = {"capacity": 500.0, "committed": 0.0}
    assert only(demand(many_suppliers=True), offer(**half)).parts["capacity"] > 0.5


def test_what_the_firm_gains_does_not_change_what_the_company_gains():
    low, high = (only(demand(), offer(price_max=price_max)) for price_max in (100_000.0, 60_000.0))
    assert low.company_score == high.company_score
    assert low.umkm_score < high.umkm_score


def test_the_whole_lies_between_the_two_sides():
    candidate = only(demand(), offer())
    company, umkm = candidate.company_score, candidate.umkm_score
    assert min(company, umkm) <= candidate.score <= max(company, umkm)
    assert candidate.score == pytest.approx(company**0.6 * umkm**0.4, abs=0.1)


def test_a_perfect_pair_comes_near_to_a_hundred():
    best = offer(
        "Kain lurik",
        committed=0.0,
        price_min=10_000.0,
        price_max=11_000.0,
        lead_time_days=0,
        down_payment_percent=0,
        payment_days=365,
        record=Record(200, 1.0),
    )
    need = demand("Kain lurik", coaching=True, record=Record(200, 1.0))
    assert 97 <= only(need, best).score <= 100


def test_the_worst_that_no_rule_keeps_out_is_still_above_zero():
    worst = offer(
        "Stagen",
        capacity=20.0,
        committed=0.0,
        price_min=100_000.0,
        price_max=1e9,
        lead_time_days=365,
        lng=LNG + 60,
        regency="91.01",
    )
    need = demand("Kain lurik", many_suppliers=True, preferred_certificates=frozenset({"sni"}))
    candidate = only(need, worst)
    assert 0 < candidate.score < 40
    assert candidate.company_score > 0
    assert candidate.umkm_score >= 25


def test_scores_have_one_decimal():
    candidate = only(demand(), offer(lead_time_days=11, price_max=71_234.0, lng=LNG + 0.123))
    for value in (candidate.score, candidate.company_score, candidate.umkm_score):
        assert value == round(value, 1)


def test_every_part_is_told():
    parts = only(demand(record=Record(3, 1.0)), offer(record=Record(3, 0.9))).parts
    assert parts.keys() == {"text", "kbli", "cluster", *COMPANY_PARTS, *UMKM_PARTS}
    assert all(0 <= value <= 1 for value in parts.values())
    unknown = only(demand(), offer(capacity=None, kbli=None)).parts
    assert not {"capacity", "work", "kbli", "record", "buyer"} & unknown.keys()


# ── Weights ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_weights_turn_the_order():
    near = offer(price_min=79_000.0)
    cheap = offer(price_min=10_000.0, lng=LNG + 1)
    snapshot = Snapshot([near, cheap], LEXICON)

    def first(**company):
        weights = Weights(company=dict.fromkeys(COMPANY_PARTS, 0.0) | company)
        return Engine(snapshot, weights).match(demand()).candidates[0].umkm_id

    assert first(near=1.0) == near.umkm_id
    assert first(price=1.0) == cheap.umkm_id


@pytest.mark.parametrize(
    "wrong",
    [
        {"umkm": dict(DEFAULT_WEIGHTS.umkm) | {"work": 0.36}},
        {"umkm": {"work": 1.0}},
        {"company": dict(DEFAULT_WEIGHTS.company) | {"price": -0.25, "near": 0.65}},
        {"company_power": 1.0},
        {"umkm_floor": 0.0},
    ],
)
def test_weights_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError):
        Weights(**wrong)


def test_the_order_is_by_score_then_by_id():
    twins = [offer(umkm_id=number, product_id=100 - number) for number in (3, 1, 2)]
    better = offer(umkm_id=9, committed=0.0)
    result = match(demand(), *twins, better)
    assert [candidate.umkm_id for candidate in result.candidates] == [9, 1, 2, 3]


def test_the_list_is_as_long_as_asked():
    rows = [offer() for _ in range(25)]
    assert len(match(demand(), *rows).candidates) == 20
    assert len(match(demand(), *rows, limit=3).candidates) == 3
    assert len(match(demand(), *rows, limit=None).candidates) == 25
    assert match(demand(), *rows, limit=3).considered == 25


def test_one_umkm_is_one_candidate_with_its_best_product():
    worse = offer(umkm_id=5, product_id=1, lead_time_days=90)
    better = offer(umkm_id=5, product_id=2)
    irrelevant = offer("Keripik", umkm_id=5, product_id=3, cluster="makanan-olahan", kbli=None)
    for rows in ([worse, better, irrelevant], [irrelevant, better, worse]):
        result = match(demand(), *rows)
        assert [candidate.product_id for candidate in result.candidates] == [2]
        assert result.considered == 1


def test_equal_products_the_older_one():
    rows = [offer(umkm_id=5, product_id=number) for number in (8, 4, 6)]
    assert match(demand(), *rows).candidates[0].product_id == 4


def test_an_empty_kabupaten_has_an_empty_list():
    result = match(demand())
    assert (result.need_id, result.candidates, result.excluded, result.considered) == (7, (), {}, 0)
