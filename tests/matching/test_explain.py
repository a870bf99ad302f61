"""Why this one, and why not that one: an explanation says the same as the list, and more."""

import pytest

from partnerships.matching import RULES, Engine, Snapshot
from tests.matching.samples import LEXICON, codes, demand, offer, values


def explain(need, umkm_id, *rows):
    return Engine(Snapshot(rows, LEXICON)).explain(need, umkm_id)


def test_a_candidate_is_explained_as_it_is_listed():
    rows = [offer(), offer("Stagen lurik"), offer("Kain tenun", capacity=None), offer(kbli=None)]
    engine = Engine(Snapshot(rows, LEXICON))
    candidates = engine.match(demand()).candidates
    assert len(candidates) == 4
    for candidate in candidates:
        explanation = engine.explain(demand(), candidate.umkm_id)
        assert explanation.candidate == candidate
        assert explanation.excluded_by == ()
        assert (explanation.score, explanation.reasons) == (candidate.score, candidate.reasons)


def test_the_parts_add_up_to_the_score():
    row = offer(capacity=None)
    explanation = explain(demand(), row.umkm_id, row)
    sums = dict.fromkeys(("relevance", "company", "umkm"), 0.0)
    weights = dict(sums)
    for part in explanation.parts:
        sums[part.side] += part.weight * part.counted
        weights[part.side] += part.weight
    assert weights == pytest.approx({"relevance": 1, "company": 1, "umkm": 1})
    assert explanation.relevance == pytest.approx(sums["relevance"], abs=0.001)
    company = sums["relevance"] * (0.4 + 0.6 * sums["company"])
    umkm = 0.25 + 0.75 * sums["umkm"]
    assert explanation.company_score == pytest.approx(100 * company, abs=0.06)
    assert explanation.umkm_score == pytest.approx(100 * umkm, abs=0.06)
    assert explanation.score == pytest.approx(100 * company**0.6 * umkm**0.4, abs=0.06)
    unknown = {part.code for part in explanation.parts if part.value is None}
    assert unknown == {"capacity", "work", "record", "buyer"}


def test_an_excluded_pair_says_which_rules_and_what_it_would_be_worth():
    row = offer(payment_days=7, capacity=500.0, committed=0.0)
    explanation = explain(demand(), row.umkm_id, row, offer())
    assert explanation.candidate is None
    assert explanation.relevant
    assert explanation.excluded_by == ("payment_days", "capacity")
    assert [check.code for check in explanation.rules] == list(RULES)
    checks = {check.code: check for check in explanation.rules}
    assert checks["payment_days"].values == {"longest": 7, "asked": 14}
    assert checks["capacity"].values["free"] == 500.0
    assert checks["price"].passed is True
    assert 0 < explanation.score <= 100
    assert values(explanation.gaps, "capacity_short")["short"] == 500


def test_a_missing_required_certificate_is_told():
    row = offer()
    need = demand(required_certificates=frozenset({"halal"}))
    explanation = explain(need, row.umkm_id, row)
    assert explanation.excluded_by == ("certificates",)
    assert values(explanation.gaps, "certificates_missing") == {
        "codes": ["halal"],
        "required": True,
    }


def test_what_is_counted_in_another_unit_is_not_compared():
    """4,200 pieces are neither more nor less than 1,000 metres, and their price says nothing of a metre's."""
    row = offer(unit="potong", minimum_order=1e6, price_min=1e9, price_max=1e9, capacity=1.0)
    explanation = explain(demand(), row.umkm_id, row)
    assert explanation.excluded_by == ("unit",)
    said = codes(explanation.reasons + explanation.gaps)
    assert not {code for code in said if code.startswith(("capacity", "price", "minimum"))}
    assert not {"work", "margin"} & said
    unknown = {part.code for part in explanation.parts if part.value is None}
    assert unknown == {"capacity", "price", "work", "margin", "record", "buyer"}


def test_an_irrelevant_pair_is_no_candidate_though_no_rule_is_broken():
    row = offer("Keripik", cluster="makanan-olahan", kbli=None)
    explanation = explain(demand(), row.umkm_id, row, offer())
    assert (explanation.candidate, explanation.relevant) == (None, False)
    assert explanation.excluded_by == ()
    assert {"words_none", "cluster_other"} <= codes(explanation.gaps)


def test_of_several_products_the_relevant_one_is_explained():
    """Not the crisps that break no rule, but the cloth that breaks one."""
    cloth = offer(umkm_id=5, payment_days=7)
    crisps = offer("Keripik", umkm_id=5, cluster="makanan-olahan", kbli=None)
    worse = offer(umkm_id=5, payment_days=7, unit="potong")
    explanation = explain(demand(), 5, crisps, worse, cloth)
    assert explanation.product_id == cloth.product_id
    assert explanation.excluded_by == ("payment_days",)


def test_a_firm_without_products_can_be_asked_about():
    explanation = explain(demand(), 99, offer(umkm_id=1))
    assert (explanation.umkm_id, explanation.product_id, explanation.candidate) == (99, None, None)
    assert (explanation.rules, explanation.parts, explanation.score) == ((), (), 0.0)
