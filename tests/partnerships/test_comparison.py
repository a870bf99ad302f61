"""Why A stands above B: the parts add up to the difference, and the largest comes first."""

from dataclasses import replace
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.comparison import compare
from partnerships.matching.score import (
    COMPANY_PARTS,
    DEFAULT_WEIGHTS,
    RELEVANCE_PARTS,
    UMKM_PARTS,
)

CODES = sorted({*RELEVANCE_PARTS, *COMPANY_PARTS, *UMKM_PARTS})
GOOD = {"text": 0.9, "cluster": 1.0, "price": 0.8, "capacity": 1.0, "near": 0.9, "work": 0.6}

parts = st.fixed_dictionaries(
    {"text": st.floats(0.05, 1)},
    optional={code: st.floats(0, 1) for code in CODES if code != "text"},
)


@given(first=parts, second=parts, company_only=st.booleans())
def test_the_parts_add_up_to_the_difference_of_the_scores(first, second, company_only):
    found = compare(first, second, DEFAULT_WEIGHTS, company_only=company_only)
    assert sum(part.points for part in found.parts) == pytest.approx(found.points, abs=1e-6)
    assert found.log == pytest.approx(log(found.first / found.second), abs=1e-9)
    assert [abs(part.log) for part in found.parts] == sorted(
        (abs(part.log) for part in found.parts), reverse=True
    )


@given(first=parts, second=parts)
def test_the_other_way_round_is_the_same_with_the_other_sign(first, second):
    there = {(p.side, p.code): p.points for p in compare(first, second, DEFAULT_WEIGHTS).parts}
    back = {(p.side, p.code): p.points for p in compare(second, first, DEFAULT_WEIGHTS).parts}
    for key, points in there.items():
        assert back[key] == pytest.approx(-points, abs=1e-6)


def test_what_differs_most_comes_first_and_what_is_the_same_makes_no_difference():
    found = compare(GOOD, GOOD | {"capacity": 0.2, "near": 0.8}, DEFAULT_WEIGHTS)
    assert (found.parts[0].code, found.parts[0].side) == ("capacity", "company")
    assert found.parts[0].points > 0
    assert found.parts[0].first == 1.0
    same = [part for part in found.parts if part.code not in {"capacity", "near"}]
    assert all(part.points == 0 for part in same)


def test_what_is_not_stored_counts_as_neutral():
    unknown = compare(GOOD, {**GOOD, "record": 0.5}, DEFAULT_WEIGHTS)
    assert unknown.points == pytest.approx(0)
    record = next(part for part in unknown.parts if part.code == "record")
    assert (record.first, record.second) == (None, 0.5)
    # What relevance lacks counts as the mean of the rest.
    without = {code: value for code, value in GOOD.items() if code != "cluster"}
    assert compare(without, without | {"kbli": 0.9}, DEFAULT_WEIGHTS).points == pytest.approx(0)


def test_a_company_reads_nothing_of_the_other_side():
    found = compare(GOOD, GOOD | {"work": 0.1, "price": 0.4}, DEFAULT_WEIGHTS, company_only=True)
    assert {part.side for part in found.parts} == {"relevance", "company"}
    assert found.parts[0].code == "price"


def test_the_weights_decide():
    heavy = replace(
        DEFAULT_WEIGHTS, company=dict.fromkeys(DEFAULT_WEIGHTS.company, 0.0) | {"near": 1.0}
    )
    found = compare(GOOD, GOOD | {"near": 0.5, "capacity": 0.1}, heavy)
    by_code = {(part.side, part.code): part.points for part in found.parts}
    assert by_code["company", "capacity"] == 0
    assert by_code["company", "near"] > 5


def test_irrelevant_is_still_a_number():
    found = compare(GOOD, {"text": 0.0}, DEFAULT_WEIGHTS)
    assert found.second >= 0
    assert found.points > 0
