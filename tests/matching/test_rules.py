"""Each hard rule: what it lets pass, what it keeps out, and what it does not hold against anybody because it is not stated."""

from datetime import date

import pytest

from partnerships.matching import Engine, Snapshot
from partnerships.matching.columns import distance_km
from partnerships.matching.rules import RULES
from tests.matching.samples import KM_PER_DEGREE_EAST, LEXICON, LNG, codes, demand, match, offer


def answer(code: str, need: dict, row: dict):
    """The answer of one rule for a good pair that was changed in these fields."""
    changed = offer(**row)
    explanation = Engine(Snapshot([changed], LEXICON)).explain(demand(**need), changed.umkm_id)
    (check,) = (check for check in explanation.rules if check.code == code)
    return check


def east(km: float) -> float:
    return LNG + km / KM_PER_DEGREE_EAST


GONE = {"halal": date(2026, 2, 28)}
LAST_DAY = {"halal": date(2026, 3, 1)}
ASKED = {"required_certificates": frozenset({"halal", "nib"})}
HALAL = {"required_certificates": frozenset({"halal"})}


@pytest.mark.parametrize(
    ("code", "need", "row", "passed"),
    [
        ("unit", {"unit": "potong"}, {"unit": "potong"}, True),
        ("unit", {"unit": "potong"}, {"unit": "kilogram"}, False),
        # certificates, on the first delivery day: 1 March 2026
        ("certificates", {}, {"certificates": {}}, True),
        ("certificates", HALAL, {"certificates": {"halal": None}}, True),
        ("certificates", HALAL, {"certificates": LAST_DAY}, True),
        ("certificates", HALAL, {"certificates": GONE}, False),
        ("certificates", ASKED, {"certificates": LAST_DAY}, False),
        # payment
        ("down_payment", {"down_payment_percent": 30}, {"down_payment_percent": 30}, True),
        ("down_payment", {"down_payment_percent": 29}, {"down_payment_percent": 30}, False),
        ("down_payment", {"down_payment_percent": 0}, {"down_payment_percent": 0}, True),
        ("down_payment", {"down_payment_percent": 0}, {"down_payment_percent": None}, None),
        ("down_payment", {"down_payment_percent": 100}, {"down_payment_percent": None}, True),
        ("payment_days", {"payment_days": 14}, {"payment_days": 14}, True),
        ("payment_days", {"payment_days": 15}, {"payment_days": 14}, False),
        ("payment_days", {"payment_days": 1}, {"payment_days": 0}, False),
        ("payment_days", {"payment_days": 15}, {"payment_days": None}, None),
        ("payment_days", {"payment_days": 0}, {"payment_days": None}, True),
        ("consignment", {"consignment": True}, {"accepts_consignment": True}, True),
        ("consignment", {"consignment": True}, {"accepts_consignment": False}, False),
        ("consignment", {"consignment": False}, {"accepts_consignment": False}, True),
        # quantity
        ("minimum_order", {"volume": 50.0}, {"minimum_order": 50.0}, True),
        ("minimum_order", {"volume": 49.0}, {"minimum_order": 50.0}, False),
        ("minimum_order", {"volume": 1.0}, {"minimum_order": None}, None),
        ("capacity", {"volume": 100.0}, {"capacity": 150.0, "committed": 50.0}, True),
        ("capacity", {"volume": 100.0}, {"capacity": 150.0, "committed": 51.0}, False),
        ("capacity", {"volume": 100.0}, {"capacity": None, "committed": 51.0}, None),
        (
            "capacity",
            {"volume": 100.0, "many_suppliers": True},
            {"capacity": 2.0, "committed": 0.0},
            True,
        ),
        (
            "capacity",
            {"volume": 100.0, "many_suppliers": True},
            {"capacity": 1.9, "committed": 0.0},
            False,
        ),
        (
            "capacity",
            {"volume": 100.0, "many_suppliers": True},
            {"capacity": 90.0, "committed": 90.0},
            False,
        ),
        # time
        ("lead_time", {"today": date(2026, 2, 15)}, {"lead_time_days": 14}, True),
        ("lead_time", {"today": date(2026, 2, 16)}, {"lead_time_days": 14}, False),
        ("lead_time", {"today": date(2026, 2, 16)}, {"lead_time_days": None}, None),
        ("lead_time", {"today": None}, {"lead_time_days": 365}, True),
        ("lead_time", {"today": date(2026, 3, 2)}, {"lead_time_days": 14}, True),
        ("season", {"months": 2}, {"busy_months": frozenset({3})}, True),
        ("season", {"months": 2}, {"busy_months": frozenset({3, 4})}, False),
        ("season", {"months": 3, "plan": (9.0, 0.0, 9.0)}, {"busy_months": frozenset({4})}, True),
        ("season", {"months": 2, "plan": (9.0, 0.0)}, {"busy_months": frozenset({3})}, False),
        ("season", {"months": 2}, {"busy_months": frozenset()}, True),
        ("season", {"months": 60}, {"busy_months": frozenset(range(1, 13))}, False),
        ("season", {"months": 11}, {"busy_months": frozenset(set(range(1, 13)) - {2})}, False),
        # distance
        ("radius", {"radius_km": 25}, {"lng": east(24.9)}, True),
        ("radius", {"radius_km": 25}, {"lng": east(25.1)}, False),
        ("radius", {"radius_km": None}, {"lng": east(500)}, True),
        ("radius", {"radius_km": 25, "lat": None, "lng": None}, {"lng": east(500)}, True),
        # price, 25 % above the ceiling at the most
        ("price", {"price_ceiling": 80.0}, {"price_min": 100.0, "price_max": None}, True),
        ("price", {"price_ceiling": 80.0}, {"price_min": 101.0, "price_max": None}, False),
        ("price", {"price_ceiling": 80.0}, {"price_min": 70.0, "price_max": 900.0}, True),
        ("price", {"price_ceiling": 80.0}, {"price_min": None, "price_max": 101.0}, False),
        ("price", {"price_ceiling": 80.0}, {"price_min": None, "price_max": None}, None),
        ("price", {"price_ceiling": None}, {"price_min": 101.0}, True),
    ],
)
def test_rule(code, need, row, passed):
    assert answer(code, need, row).passed is passed
    # and it is the engine's answer too: kept out by this rule alone, or a candidate
    result = match(demand(**need), offer(**row))
    if passed is False:
        assert result.excluded == {code: 1}
        assert result.candidates == ()
    else:
        assert result.excluded == {}
        assert len(result.candidates) == 1


@pytest.mark.parametrize(
    ("code", "need", "row", "values"),
    [
        ("unit", {}, {"unit": "potong"}, {"asked": "meter", "offered": "potong"}),
        (
            "certificates",
            ASKED,
            {"certificates": GONE},
            {"missing": ["nib"], "expired": ["halal"], "until": ["2026-02-28"]},
        ),
        ("down_payment", {}, {"down_payment_percent": 50}, {"needed": 50, "offered": 30}),
        ("payment_days", {}, {"payment_days": 7}, {"longest": 7, "asked": 14}),
        (
            "minimum_order",
            {},
            {"minimum_order": 2000.0},
            {"least": 2000.0, "volume": 1000.0, "unit": "meter"},
        ),
        (
            "lead_time",
            {"today": date(2026, 2, 20)},
            {"lead_time_days": 30},
            {"days": 30, "left": 9},
        ),
        (
            "season",
            {"months": 3, "first_delivery": date(2026, 12, 1)},
            {"busy_months": frozenset({1, 6})},
            {"months": [12, 1, 2], "busy": [1]},
        ),
        ("radius", {"radius_km": 10}, {"lng": east(20)}, {"km": 20.0, "radius": 10}),
        (
            "capacity",
            {"many_suppliers": True},
            {"capacity": 10.0, "committed": 0.0},
            {"free": 10.0, "least": 20.0, "volume": 1000.0, "unit": "meter"},
        ),
        (
            "price",
            {},
            {"price_min": 90_000.0},
            {"price": 90_000.0, "ceiling": 80_000.0, "unit": "meter"},
        ),
    ],
)
def test_a_rule_says_what_it_compared(code, need, row, values):
    assert answer(code, need, row).values == values


def test_what_is_not_stated_is_a_gap_and_never_excludes():
    """A firm that has filled in nothing but its name and place is still found, and told what to fill in."""
    bare = offer(
        "Kain lurik",
        kbli=None,
        capacity=None,
        committed=0.0,
        minimum_order=None,
        lead_time_days=None,
        price_min=None,
        price_max=None,
        down_payment_percent=None,
        payment_days=None,
    )
    result = match(demand(today=date(2026, 2, 1), radius_km=5), bare)
    assert result.excluded == {}
    assert codes(result.candidates[0].gaps) == {
        "capacity_unknown",
        "price_unknown",
        "lead_time_unknown",
        "minimum_order_unknown",
        "down_payment_unknown",
        "payment_days_unknown",
    }


def test_a_firm_that_breaks_two_rules_counts_under_both():
    need = demand(radius_km=5, price_ceiling=10_000.0)
    result = match(need, offer(lng=east(50)), offer(price_min=None, price_max=None, lng=east(50)))
    assert result.excluded == {"radius": 2, "price": 1}
    assert result.considered == 2


def test_a_firm_is_counted_by_the_product_that_comes_nearest():
    """Its first product breaks two rules, its second one only: that one is what would help."""
    need = demand(radius_km=5)
    first = offer(umkm_id=1, lng=east(50), unit="potong")
    second = offer(umkm_id=1, lng=east(50))
    assert match(need, first, second).excluded == {"radius": 1}


@pytest.mark.parametrize(
    ("of_the_cloth", "of_the_scarf", "code"),
    [
        ({"unit": "potong"}, {"minimum_order": 5000.0}, "unit"),
        ({"minimum_order": 5000.0}, {"unit": "potong"}, "minimum_order"),
    ],
)
def test_of_two_that_come_as_near_the_more_relevant_is_counted(of_the_cloth, of_the_scarf, code):
    rows = (
        offer("Selendang. Dari lurik", umkm_id=1, **of_the_scarf),
        offer("Kain lurik", umkm_id=1, **of_the_cloth),
    )
    assert match(demand(), *rows).excluded == {code: 1}
    assert Engine(Snapshot(rows, LEXICON)).explain(demand(), 1).excluded_by == (code,)


def test_a_firm_with_one_fitting_product_is_not_excluded():
    result = match(demand(), offer(umkm_id=1, unit="potong"), offer(umkm_id=1))
    assert result.excluded == {}
    assert result.considered == len(result.candidates) == 1


def test_every_rule_is_checked_in_the_told_order():
    row = offer()
    checks = Engine(Snapshot([row], LEXICON)).explain(demand(), row.umkm_id).rules
    assert [check.code for check in checks] == list(RULES)
    assert all(check.passed for check in checks)


def test_distance_is_that_of_the_globe():
    # Klaten to Pamekasan, and one degree of a great circle.
    assert distance_km(-7.7155, 110.6084, -7.1578, 113.4737) == pytest.approx(322, abs=2)
    assert distance_km(0, 10, 0, 11) == pytest.approx(111.195, abs=0.01)
    assert distance_km(-7.7, 110.6, -7.7, 110.6) == 0
    assert distance_km(0, -179.5, 0, 179.5) == pytest.approx(111.195, abs=0.01)


@pytest.mark.parametrize("field", ["volume", "price_ceiling"])
@pytest.mark.parametrize("value", [0, -1])
def test_a_need_of_nothing_is_refused(field, value):
    with pytest.raises(ValueError, match="more than zero"):
        demand(**{field: value})
