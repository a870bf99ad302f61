"""Reasons and gaps: each is said when it is true, with the values of its sentence, and not otherwise."""

import json
from datetime import date

import pytest

from partnerships.matching import FACTS, Record
from tests.matching.samples import KM_PER_DEGREE_EAST, LNG, codes, demand, offer, only, values

SNI = frozenset({"sni"})


def east(km: float) -> float:
    return LNG + km / KM_PER_DEGREE_EAST


#: code, changes of need and offer that make it true with these values, changes that make it untrue
REASONS = [
    ("kbli", {}, {}, {"version": "2020", "code": "13121"}, {}, {"kbli": ("2025", "13121")}),
    ("cluster", {}, {}, {"cluster": "lurik"}, {}, {"cluster": "batik"}),
    (
        "certificates",
        {"preferred_certificates": SNI, "required_certificates": frozenset({"nib"})},
        {"certificates": {"nib": None, "sni": date(2026, 3, 1), "halal": None}},
        {"codes": ["nib", "sni"]},
        {"preferred_certificates": SNI},
        {"certificates": {"sni": date(2026, 2, 28)}},
    ),
    (
        "capacity",
        {"volume": 3000.0},
        {},
        {"capacity": 4200, "free": 3000, "volume": 3000, "unit": "meter"},
        {"volume": 3001.0, "many_suppliers": True},
        {},
    ),
    ("work", {}, {}, {"percent": 45}, {"volume": 300.0}, {}),
    (
        "price",
        {"price_ceiling": 50_000.0},
        {},
        {"price": 50_000, "ceiling": 50_000, "unit": "meter"},
        {"price_ceiling": 49_999.0},
        {},
    ),
    (
        "margin",
        {"price_ceiling": 70_000.0},
        {},
        {"price": 70_000, "ceiling": 70_000, "unit": "meter"},
        {"price_ceiling": 69_999.0},
        {},
    ),
    ("near", {}, {"lng": east(12.4)}, {"km": 12.4}, {}, {"lng": east(31)}),
    ("local", {}, {}, {"regency": "33.10"}, {}, {"regency": "33.11"}),
    ("lead_time", {}, {"lead_time_days": 14}, {"days": 14}, {}, {"lead_time_days": 15}),
    (
        "payment",
        {},
        {},
        {"down_payment_percent": 30, "payment_days": 14},
        {},
        {"payment_days": None},
    ),
    ("consignment", {"consignment": True}, {"accepts_consignment": True}, {}, {}, {}),
    (
        "record",
        {},
        {"record": Record(3, 0.9)},
        {"count": 3, "percent": 90},
        {},
        {"record": Record(2, 1.0)},
    ),
    (
        "buyer_pays",
        {"record": Record(3, 0.9)},
        {},
        {"count": 3, "percent": 90},
        {"record": Record(3, 0.89)},
        {},
    ),
    ("coaching", {"coaching": True}, {}, {}, {}, {}),
]
GAPS = [
    (
        "certificates_missing",
        {"preferred_certificates": SNI},
        {},
        {"codes": ["sni"], "required": False},
        {"preferred_certificates": SNI},
        {"certificates": {"sni": None}},
    ),
    (
        "certificates_expired",
        {"preferred_certificates": SNI},
        {"certificates": {"sni": date(2026, 2, 28)}},
        {"codes": ["sni"], "until": ["2026-02-28"], "required": False},
        {"preferred_certificates": SNI},
        {"certificates": {"sni": date(2026, 3, 1)}},
    ),
    (
        "certificates_expiring",
        {"required_certificates": SNI, "months": 11},
        {"certificates": {"sni": date(2027, 1, 31)}},
        {"codes": ["sni"], "until": ["2027-01-31"]},
        {"required_certificates": SNI, "months": 11},
        {"certificates": {"sni": date(2027, 2, 1)}},
    ),
    (
        "capacity_unknown",
        {},
        {"capacity": None},
        {"volume": 1000, "unit": "meter"},
        {},
        {},
    ),
    (
        "capacity_short",
        {"many_suppliers": True, "volume": 1000.0},
        {"capacity": 700.0, "committed": 99.75},
        {"capacity": 700, "free": 600.25, "volume": 1000, "short": 399.75, "unit": "meter"},
        {"many_suppliers": True},
        {},
    ),
    (
        "peak_short",
        {"volume": 500.0, "months": 6, "plan": (500.0, 0.0, 900.0, 1000.0, 300.0, 300.0)},
        {"capacity": 700.0, "committed": 0.0},
        {"months": [5, 6], "free": 700, "peak": 1000, "short": 300, "unit": "meter"},
        {"volume": 500.0, "months": 6, "plan": (500.0, 0.0, 700.0, 700.0, 300.0, 300.0)},
        {"capacity": 700.0, "committed": 0.0},
    ),
    ("busy", {"months": 3}, {"busy_months": frozenset({4, 6})}, {"months": [4]}, {}, {}),
    (
        "price_unknown",
        {},
        {"price_min": None, "price_max": None},
        {"ceiling": 80_000, "unit": "meter"},
        {"price_ceiling": None},
        {"price_min": None, "price_max": None},
    ),
    (
        "price_above",
        {},
        {"price_min": 90_000.0, "price_max": 95_000.0},
        {"price": 90_000, "ceiling": 80_000, "percent": 12.5, "unit": "meter"},
        {},
        {"price_min": 80_000.0, "price_max": 95_000.0},
    ),
    ("minimum_order_unknown", {}, {"minimum_order": None}, {}, {}, {}),
    ("lead_time_unknown", {}, {"lead_time_days": None}, {}, {}, {}),
    ("lead_time_long", {}, {"lead_time_days": 31}, {"days": 31}, {}, {"lead_time_days": 30}),
    (
        "down_payment_unknown",
        {},
        {"down_payment_percent": None},
        {"offered_percent": 30},
        {"down_payment_percent": 100},
        {"down_payment_percent": None},
    ),
    (
        "payment_days_unknown",
        {},
        {"payment_days": None},
        {"asked_days": 14},
        {"payment_days": 0},
        {"payment_days": None},
    ),
    ("far", {}, {"lng": east(84)}, {"km": 84.0}, {}, {"lng": east(49.9)}),
    (
        "cluster_other",
        {"clusters": frozenset({"lurik", "konveksi"})},
        {"cluster": "batik"},
        {"cluster": "batik", "asked": ["konveksi", "lurik"]},
        {"clusters": frozenset()},
        {"cluster": "batik"},
    ),
    ("words_none", {}, {"text": "Payet"}, {}, {}, {"text": "Stagen"}),
    (
        "record_weak",
        {},
        {"record": Record(3, 0.6)},
        {"count": 3, "percent": 60},
        {},
        {"record": Record(3, 0.7)},
    ),
    (
        "buyer_pays_late",
        {"record": Record(3, 0.6)},
        {},
        {"count": 3, "percent": 60},
        {"record": Record(2, 0.0)},
        {},
    ),
]
#: The score of each is what the engine gives the same pair with the gap closed.
WHAT_IFS = [
    (
        "with_certificate",
        {"preferred_certificates": SNI},
        {},
        {"code": "sni"},
        {"certificates": {"sni": None}},
    ),
    (
        "with_capacity",
        {"many_suppliers": True},
        {"capacity": 200.0, "committed": 0.0},
        {"free": 1000, "unit": "meter"},
        {"capacity": 1000.0},
    ),
    (
        "with_price",
        {"price_ceiling": 70_000.0},
        {"price_min": 80_000.0},
        {"price": 70_000, "unit": "meter"},
        {"price_min": 70_000.0},
    ),
    ("with_lead_time", {}, {"lead_time_days": 300}, {"days": 14}, {"lead_time_days": 14}),
]


@pytest.mark.parametrize(("code", "need", "row", "said", "need_not", "row_not"), REASONS)
def test_reason(code, need, row, said, need_not, row_not):
    assert values(only(demand(**need), offer(**row)).reasons, code) == said
    assert code not in codes(only(demand(**need_not), offer(**row_not)).reasons)


@pytest.mark.parametrize(("code", "need", "row", "said", "need_not", "row_not"), GAPS)
def test_gap(code, need, row, said, need_not, row_not):
    assert values(only(demand(**need), offer(**row)).gaps, code) == said
    assert code not in codes(only(demand(**need_not), offer(**row_not)).gaps)


def test_a_pair_without_fault_has_no_gap():
    assert only(demand(), offer()).gaps == ()


def test_what_the_need_does_not_ask_is_no_gap():
    need = demand(
        price_ceiling=None, lat=None, lng=None, clusters=frozenset(), kbli=None, payment_days=0
    )
    row = offer(price_min=None, price_max=None, kbli=None, payment_days=None)
    assert only(need, row).gaps == ()


@pytest.mark.parametrize(("code", "need", "row", "said", "closed"), WHAT_IFS)
def test_what_if_names_the_score_that_the_pair_would_have(code, need, row, said, closed):
    told = values(only(demand(**need), offer(**row)).what_ifs, code)
    then = only(demand(**need), offer(**row | closed))
    assert told == said | {"score": then.score}
    assert set(told) == set(FACTS[code].values)
    assert code not in codes(then.what_ifs)


def test_what_ifs_come_with_the_greatest_first():
    need = demand(preferred_certificates=SNI, price_ceiling=70_000.0)
    row = offer(price_min=85_000.0, price_max=90_000.0, lead_time_days=90)
    then = [fact.values["score"] for fact in only(need, row).what_ifs]
    assert len(then) == 3
    assert then == sorted(then, reverse=True)


@pytest.mark.parametrize("case", [*REASONS, *GAPS], ids=lambda case: case[0])
def test_every_fact_is_in_the_table_with_its_values_and_can_be_stored(case):
    code, need, row, *_ = case
    candidate = only(demand(**need), offer(**row))
    for kind, facts in (("reason", candidate.reasons), ("gap", candidate.gaps)):
        for fact in facts:
            assert FACTS[fact.code].kind == kind
            assert set(fact.values) == set(FACTS[fact.code].values), fact
            stored = json.loads(json.dumps(fact.values))
            assert stored == dict(fact.values)
    assert code in codes(candidate.reasons) | codes(candidate.gaps)


def test_no_fact_of_the_table_is_dead():
    """Each one is emitted by a test here ("words": by those of relevance)."""
    assert {case[0] for case in [*REASONS, *GAPS, *WHAT_IFS]} | {"words"} == FACTS.keys()
