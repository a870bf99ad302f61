"""Every fact, rule and part of the engine has words in both languages."""

import re

import pytest
from django.utils.translation import override

from partnerships import wording
from partnerships.matching import FACTS, RULES
from partnerships.matching.relaxing import RISES
from partnerships.matching.score import COMPANY_PARTS, RELEVANCE_PARTS, UMKM_PARTS
from partnerships.models import Side
from partnerships.services.exposure import WAITING_DAYS
from partnerships.wording import facts, offices, rules, scores
from tests import builders

pytestmark = pytest.mark.django_db

LANGUAGES = ("id", "en")

#: A value for each name that facts and rules use, as the engine writes it.
VALUES = {
    "words": {"offered": ["lurik", "kain"], "asked": ["striped", "kain"]},
    "kbli": {"version": "2020", "code": "13121"},
    "cluster": {"cluster": "lurik"},
    "certificates": {"codes": ["halal"]},
    "capacity": {"capacity": 4200.0, "free": 3000.0, "volume": 1000.0, "unit": "meter"},
    "price": {"price": 50000.0, "ceiling": 80000.0, "unit": "meter"},
    "near": {"km": 12.4},
    "local": {"regency": "33.10"},
    "lead_time": {"days": 14},
    "payment": {"down_payment_percent": 30, "payment_days": 14},
    "consignment": {},
    "work": {"percent": 60.0},
    "margin": {"price": 70000.0, "ceiling": 80000.0, "unit": "meter"},
    "certificates_missing": {"codes": ["halal"], "required": True},
    "certificates_expired": {"codes": ["halal"], "until": ["2026-05-01"], "required": False},
    "certificates_expiring": {"codes": ["halal"], "until": ["2027-05-01"]},
    "capacity_unknown": {"volume": 1000.0, "unit": "meter"},
    "capacity_short": {
        "capacity": 900.0,
        "free": 600.0,
        "volume": 1000.0,
        "short": 400.0,
        "unit": "meter",
    },
    "price_unknown": {"ceiling": 80000.0, "unit": "meter"},
    "price_above": {"price": 90000.0, "ceiling": 80000.0, "percent": 12.5, "unit": "meter"},
    "minimum_order_unknown": {},
    "lead_time_unknown": {},
    "lead_time_long": {"days": 45},
    "down_payment_unknown": {"offered_percent": 30},
    "payment_days_unknown": {"asked_days": 30},
    "peak_short": {
        "months": [5, 6],
        "free": 700,
        "peak": 1000,
        "short": 300,
        "unit": "meter",
    },
    "busy": {"months": [3, 4]},
    "far": {"km": 84.0},
    "cluster_other": {"cluster": "batik", "asked": ["lurik"]},
    "words_none": {},
    "record": {"count": 6, "percent": 95},
    "buyer_pays": {"count": 10, "percent": 90},
    "coaching": {},
    "record_weak": {"count": 6, "percent": 60},
    "buyer_pays_late": {"count": 10, "percent": 40},
    "with_certificate": {"code": "halal", "score": 82.0},
    "with_capacity": {"free": 1000.0, "unit": "meter", "score": 82.0},
    "with_price": {"price": 80000.0, "unit": "meter", "score": 82.0},
    "with_lead_time": {"days": 14, "score": 82.0},
}
BROKEN = {
    "unit": {"asked": "meter", "offered": "potong"},
    "certificates": {"missing": ["halal"], "expired": [], "until": []},
    "down_payment": {"needed": 50, "offered": 20},
    "payment_days": {"longest": 7, "asked": 30},
    "consignment": {},
    "minimum_order": {"least": 500.0, "volume": 100.0, "unit": "meter"},
    "lead_time": {"days": 60, "left": 30},
    "season": {"months": [6, 7], "busy": [6, 7]},
    "radius": {"km": 31.2, "radius": 25},
    "capacity": {"free": 3.0, "least": 20.0, "volume": 1000.0, "unit": "meter"},
    "price": {"price": 120000.0, "ceiling": 80000.0, "unit": "meter"},
    "refused": {"reason": "price"},
}
#: A step for each rule that a need can relax.
RELAXED = {
    "radius": 40,
    "price": 90000,
    "down_payment": 30,
    "payment_days": 14,
    "lead_time": 45,
    "minimum_order": 2000.0,
    "certificates": "halal",
    "capacity": "many",
    "consignment": None,
}


def in_both(make) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = make()
    return found


def assert_translated(words: dict[str, str]) -> None:
    assert all(words.values())
    assert not any("%(" in text for text in words.values())
    indonesian, english = (set(re.findall(r"[^\W\d]{3,}", words[name])) for name in LANGUAGES)
    # Names and numbers are the same or follow the language by themselves; the sentence around them must be another one.
    assert len(indonesian & english) <= len(indonesian) / 2, f"no English for: {words['id']}"


def test_the_tables_here_name_what_the_engine_states():
    assert set(VALUES) == set(FACTS)
    for code, kind in FACTS.items():
        assert set(VALUES[code]) == set(kind.values), code
    assert set(BROKEN) == set(RULES)


@pytest.mark.parametrize("code", FACTS)
def test_every_fact_has_a_sentence_in_both_languages(code):
    assert_translated(in_both(lambda: wording.sentence({"code": code, "values": VALUES[code]})))


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_words_in_both_languages(need, code):
    assert_translated(in_both(lambda: rules.broken(code, BROKEN[code])))
    assert_translated(in_both(lambda: wording.excluded({code: 12}, need)[0]))
    assert in_both(lambda: wording.excluded({code: 12}, need)[0])["id"].startswith("12 UMKM ")
    assert_translated(in_both(lambda: str(rules.LABELS[code])))


@pytest.mark.parametrize("code", RELAXED)
def test_every_relaxation_has_words_in_both_languages(need, code):
    step = {"rule": code, "value": RELAXED[code], "more": 12}
    words = in_both(lambda: wording.relaxed([step], need)[0])
    assert_translated(words)
    assert "12 UMKM" in words["id"]


def test_the_price_sentences_say_the_engines_own_tolerance(need, monkeypatch):
    def said():
        return [rules.excluded({"price": 3}, need)[0], rules.broken("price", BROKEN["price"])]

    assert all("lebih dari 25 % di atas batas" in sentence for sentence in said())
    monkeypatch.setattr(rules, "PRICE_TOLERANCE", 1.4)
    assert all("lebih dari 40 % di atas batas" in sentence for sentence in said())


def test_the_relaxations_here_are_all_that_have_words():
    assert set(RELAXED) == set(rules._RELAXED)
    assert set(RISES) <= set(RELAXED)


def test_a_gap_names_the_office_that_helps():
    missing = {"code": "certificates_missing", "values": VALUES["certificates_missing"]}
    missing["values"] = missing["values"] | {"codes": ["halal", "spp-irt"]}
    told = wording.told(missing)
    assert "Dinas Koperasi UKM, Dinas Kesehatan" in told.help
    assert wording.told(missing, Side.COMPANY).help == ""
    with_halal = {"code": "with_certificate", "values": VALUES["with_certificate"]}
    assert "Dinas Koperasi UKM" in wording.told(with_halal).help
    assert wording.told({"code": "far", "values": VALUES["far"]}).help == ""


def test_offices_help_only_with_gaps_that_the_engine_states():
    kinds = {code: FACTS[code].kind for code in offices.HELPERS}
    assert set(kinds.values()) == {"gap", "what_if"}


def test_every_gap_without_an_office_is_one_that_no_office_can_close():
    helped = {
        code
        for code, kind in FACTS.items()
        if kind.kind != "reason" and wording.told({"code": code, "values": VALUES[code]}).help
    }
    left = {code for code, kind in FACTS.items() if kind.kind != "reason"} - helped
    assert left == {"far", "cluster_other", "words_none", "buyer_pays_late"}


def test_a_place_by_turn_is_said_to_both_sides(suggestion):
    assert wording.explain(suggestion, None)["lifted"] == ""
    suggestion.lifted = True
    for side in (*Side, None):
        assert str(WAITING_DAYS) in wording.explain(suggestion, side)["lifted"]


def test_every_part_has_a_label_in_both_languages():
    assert set(scores.LABELS) == {*RELEVANCE_PARTS, *COMPANY_PARTS, *UMKM_PARTS}
    for label in scores.LABELS.values():
        assert_translated(in_both(lambda label=label: str(label)))


def test_there_are_no_words_for_what_the_engine_does_not_state():
    assert set(facts.SENTENCES) == set(FACTS)
    assert set(rules.LABELS) == set(RULES)


def test_sentences_carry_the_values_in_the_readers_way():
    fact = {"code": "capacity_short", "values": VALUES["capacity_short"] | {"volume": 1234.5}}
    words = in_both(lambda: wording.sentence(fact))
    assert "1.234,5" in words["id"]
    assert "1,234.5" in words["en"]
    fact = {"code": "certificates_missing", "values": {"codes": ["halal"], "required": False}}
    required = {"code": "certificates_missing", "values": {"codes": ["halal"], "required": True}}
    assert wording.sentence(fact) != wording.sentence(required)
    words = {"code": "words", "values": VALUES["words"]}
    assert "lurik (striped), kain" in wording.sentence(words)


def test_an_unknown_code_of_reference_data_stands_for_itself():
    fact = {"code": "cluster", "values": {"cluster": "not-loaded"}}
    assert "not-loaded" in wording.sentence(fact)


def test_excluded_tells_the_largest_number_first(need):
    told = wording.excluded({"price": 3, "radius": 1200, "season": 0}, need)
    assert [sentence.split(" ")[0] for sentence in told] == ["1.200", "3"]


def test_bars_show_a_side_what_concerns_it():
    parts = {"text": 0.62, "cluster": 1.0, "capacity": 0.5, "work": 0.25, "near": 0.9}
    shown = {side: [bar["code"] for bar in wording.bars(parts, side)] for side in (*Side, None)}
    assert shown[Side.COMPANY] == ["text", "cluster", "capacity", "near"]
    assert shown[Side.UMKM] == ["text", "cluster", "near", "work"]
    assert set(shown[None]) == set(parts)
    assert wording.bars(parts, None)[0]["percent"] == 62.0


def test_names_cost_four_queries_for_a_whole_page(django_assert_num_queries):
    fact = {"code": "capacity", "values": VALUES["capacity"]}
    with django_assert_num_queries(4):
        for _ in range(10):
            wording.sentence(fact)


def test_both_answers_say_what_happens_next(suggestion, matched):
    assert wording.answered(matched) != wording.answered(builders.make_suggestion(matched.need))
