"""What a need could ask less of: what is promised comes true when the need is changed that way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.matching import Demand, Engine, Relaxation, Snapshot
from tests.matching.samples import KM_PER_DEGREE_EAST, LEXICON, LNG, demand, offer
from tests.matching.test_properties import steady

TODAY = date(2026, 1, 1)


def east(km: float) -> dict:
    return {"lng": LNG + km / KM_PER_DEGREE_EAST}


def relaxed(need: Demand, step: Relaxation) -> Demand:
    """The need as the proposed step would have it."""
    value = step.value
    match step.rule:
        case "radius":
            return replace(need, radius_km=value)
        case "price":
            return replace(need, price_ceiling=value)
        case "down_payment":
            return replace(need, down_payment_percent=value)
        case "payment_days":
            return replace(need, payment_days=value)
        case "minimum_order":
            return replace(need, volume=value)
        case "lead_time":
            return replace(need, first_delivery=need.today + timedelta(days=value))
        case "certificates":
            return replace(need, required_certificates=need.required_certificates - {value})
        case "capacity":
            assert value == "many"
            return replace(need, many_suppliers=True)
        case "consignment":
            return replace(need, consignment=False)
    raise AssertionError(f"a step for {step.rule}?")


def must_come_true(need: Demand, rows) -> tuple[Relaxation, ...]:
    engine = Engine(Snapshot(rows, LEXICON))

    def fitting(asked: Demand) -> set[int]:
        return {candidate.umkm_id for candidate in engine.match(asked, limit=None).candidates}

    present = fitting(need)
    steps = engine.match(need).relaxations
    for step in steps:
        then = fitting(relaxed(need, step))
        assert len(then - present) == step.more, step
        if step.rule != "minimum_order":  # a larger order may be too large for others
            assert present <= then, step
    return steps


HALAL, SNI = frozenset({"halal"}), frozenset({"halal", "sni"})

#: the need, the offers that each rule keeps out besides one that fits, and the step that is told
CASES = [
    ({"radius_km": 25}, [east(28), east(31), east(33), east(90)], ("radius", 35, 3)),
    ({"radius_km": 25}, [east(61)], ("radius", 65, 1)),
    (
        {"price_ceiling": 40_000.0},
        [{"price_min": price} for price in (51_000.0, 62_000.0, 66_000.0, 99_000.0)],
        ("price", 53_000, 3),
    ),
    ({"price_ceiling": 40_000.0}, [{"price_min": 62_500.0}], ("price", 50_000, 1)),
    (
        {"down_payment_percent": 10},
        [{"down_payment_percent": percent} for percent in (20, 22, 33, 100)],
        ("down_payment", 35, 3),
    ),
    ({"down_payment_percent": 0}, [{"down_payment_percent": 100}], ("down_payment", 100, 1)),
    (
        {"payment_days": 60},
        [{"payment_days": days} for days in (0, 14, 21, 45)],
        ("payment_days", 14, 3),
    ),
    ({"payment_days": 60}, [{"payment_days": 0}], ("payment_days", 0, 1)),
    (
        {"volume": 1000.0},
        [{"minimum_order": least} for least in (1100.0, 1210.0, 1290.0, 2500.0)],
        ("minimum_order", 1300, 3),
    ),
    (
        {"today": TODAY, "first_delivery": TODAY + timedelta(days=14)},
        [{"lead_time_days": days} for days in (20, 21, 21, 60)],
        ("lead_time", 21, 3),
    ),
    (
        {"required_certificates": SNI},
        [{"certificates": {"sni": None}}] * 2 + [{}] * 3,
        ("certificates", "halal", 2),
    ),
    ({"volume": 3500.0}, [{"capacity": 4600.0}] * 3, ("capacity", "many", 3)),
    ({"consignment": True}, [{"accepts_consignment": False}] * 2, ("consignment", None, 2)),
]


@pytest.mark.parametrize(("given", "kept_out", "told"), CASES)
def test_the_nearest_step_is_told_and_comes_true(given, kept_out, told):
    plenty = {"capacity": 6000.0, "lead_time_days": 3, "price_min": 20_000.0, "payment_days": 90}
    generous = {"certificates": dict.fromkeys(SNI), "accepts_consignment": True}
    fits = plenty | generous | {"down_payment_percent": 0}
    rows = [offer(**fits), *(offer(**fits | {"certificates": {}} | row) for row in kept_out)]
    if "required_certificates" not in given:
        rows = [replace(row, certificates=dict.fromkeys(SNI)) for row in rows]
    (step,) = must_come_true(demand(**given), rows)
    assert (step.rule, step.value, step.more) == told


def test_who_breaks_two_rules_is_promised_by_neither():
    need = demand(radius_km=25, price_ceiling=40_000.0)
    assert must_come_true(need, [offer(**east(40), price_min=90_000.0)]) == ()


def test_too_little_for_a_share_is_not_promised():
    """Shared among many, a firm that could carry less than a fiftieth is still no help."""
    rows = [offer(capacity=free, committed=0.0) for free in (10.0, 19.9, 20.0, 500.0)]
    (step,) = must_come_true(demand(many_suppliers=False), rows)
    assert (step.value, step.more) == ("many", 2)
    assert must_come_true(demand(), rows[:2]) == ()


def test_a_larger_order_is_not_promised_to_who_cannot_carry_it():
    rows = [offer(minimum_order=1500.0, capacity=free, committed=0.0) for free in (1200.0, 1500.0)]
    (step,) = must_come_true(demand(), rows)
    assert (step.value, step.more) == (1500, 1)


def test_a_firm_with_two_products_is_promised_by_either_way():
    """Its cloth is too dear, its scarf too long in coming: each of the two steps would bring it, and it is one firm."""
    rows = [
        offer(umkm_id=1, price_min=90_000.0, price_max=None),
        offer("Selendang lurik", umkm_id=1, payment_days=7),
        offer("Selendang lurik", umkm_id=1, payment_days=3),
    ]
    need = demand(price_ceiling=60_000.0)
    steps = must_come_true(need, rows)
    assert {(step.rule, step.more) for step in steps} == {("price", 1), ("payment_days", 1)}
    assert {step.value for step in steps} == {72_000, 7}


def test_the_most_helpful_step_is_told_first():
    rows = [offer(**east(40)), offer(**east(41)), offer(payment_days=3)]
    steps = must_come_true(demand(radius_km=25), rows)
    assert [step.rule for step in steps] == ["radius", "payment_days"]


def test_nobody_kept_out_nothing_to_relax():
    assert must_come_true(demand(), [offer()]) == ()
    assert must_come_true(demand(), []) == ()


# ── Any market ───────────────────────────────────────────────────────────────────────────────────────────────────────

#: Fields that a rule may break, each in steps on both sides of what the need asks.
spoilt = st.fixed_dictionaries(
    {},
    optional={
        "lng": st.integers(0, 60).map(lambda km: LNG + km / KM_PER_DEGREE_EAST),
        "price_min": st.integers(30, 90).map(lambda thousand: thousand * 1000.0),
        "down_payment_percent": st.none() | st.integers(0, 100),
        "payment_days": st.none() | st.integers(0, 60),
        "minimum_order": st.none() | st.integers(1, 30).map(lambda hundred: hundred * 100.0),
        "lead_time_days": st.none() | st.integers(0, 90),
        "capacity": st.none() | st.integers(0, 50).map(lambda hundred: hundred * 100.0),
        "certificates": st.sampled_from([{}, {"sni": None}, {"sni": None, "halal": None}]),
        "accepts_consignment": st.booleans(),
    },
)
markets = st.lists(st.tuples(st.integers(1, 6), spoilt), max_size=10)


@settings(steady, max_examples=40)
@given(markets, st.booleans(), st.booleans(), st.sampled_from([frozenset(), HALAL, SNI]))
def test_every_promise_comes_true(drawn, many, consignment, required):
    rows = [
        offer(umkm_id=umkm_id, **{"committed": 0.0, "price_max": None} | fields)
        for umkm_id, fields in drawn
    ]
    need = demand(
        radius_km=30,
        price_ceiling=50_000.0,
        today=TODAY,
        first_delivery=TODAY + timedelta(days=30),
        many_suppliers=many,
        consignment=consignment,
        required_certificates=required,
    )
    must_come_true(need, rows)
