"""How answers to the queries written by hand are judged."""

import pytest

from partnerships.bench.labelled import catalogue, judge
from partnerships.bench.truth import labelled_queries, product_types
from partnerships.matching import Candidate, MatchResult

OFFERS, KINDS = catalogue()
FIRST = {kind: umkm_id for umkm_id, kind in reversed(KINDS.items())}


def answered(choose):
    """Answers each query with the first firm of each type that `choose` names."""

    def match_all(demands):
        return [
            MatchResult(
                demand.need_id,
                tuple(
                    Candidate(FIRST[kind], FIRST[kind], 50, 50, 50, {}, (), ())
                    for kind in choose(query)
                ),
                {},
                1,
            )
            for demand, query in zip(demands, labelled_queries(), strict=True)
        ]

    return match_all


def test_the_catalogue_has_every_type_in_both_registers_and_no_english():
    assert {KINDS[offer.umkm_id] for offer in OFFERS} == {kind.code for kind in product_types()}
    texts = {offer.text for offer in OFFERS}
    mug = next(kind for kind in product_types() if kind.code == "cangkir-tanah")
    assert texts.issuperset(mug.forms["formal"] + mug.forms["local"])
    assert texts.isdisjoint(mug.forms["english"])


def test_right_answers_lead():
    judged = judge(answered(lambda query: sorted(query.answers)), KINDS)
    assert judged["all"] == {"leads": 1, "forbidden": 0}


def test_wrong_answers_are_counted():
    queries = labelled_queries()
    judged = judge(answered(lambda query: sorted(query.forbidden)), KINDS)
    share = sum(bool(query.forbidden) for query in queries) / len(queries)
    assert judged["all"] == {"leads": 0, "forbidden": pytest.approx(share)}
    assert judged["trap"]["forbidden"] == 1


def test_a_right_answer_in_fourth_place_does_not_lead():
    def late(query):
        wrong = [kind for kind in FIRST if kind not in query.answers][:3]
        return [*wrong, *sorted(query.answers)]

    assert judge(answered(late), KINDS)["all"]["leads"] == 0
