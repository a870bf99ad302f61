"""The truth is a set of files that people edit: what they say must hang together, and agree with the reference data."""

import csv
from pathlib import Path

import pytest

from kemitraan import reference
from partnerships.bench.supply import CLUSTER_SHARES, DISTRICTS, HELD, HOMES
from partnerships.bench.truth import REGISTERS, labelled_queries, product_types

DATA = Path(reference.__file__).parent / "data"
TYPES = {kind.code: kind for kind in product_types()}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_codes_are_unique_and_every_cluster_of_klaten_is_there():
    assert len(TYPES) == len(product_types()) >= 170
    clusters = {row["code"] for row in rows("33.10/clusters.csv")}
    assert {kind.cluster for kind in product_types()} == clusters == set(CLUSTER_SHARES)
    assert sum(CLUSTER_SHARES.values()) == pytest.approx(1)


def test_the_generator_names_what_the_reference_data_name():
    points = {
        row["code"]: (round(float(row["lat"]), 4), round(float(row["lng"]), 4))
        for row in rows("districts.csv")
        if row["code"].startswith("33.10.")
    }
    assert {code: (lat, lng) for code, lat, lng in DISTRICTS} == pytest.approx(points, abs=1e-4)
    assert {code for codes in HOMES.values() for code in codes} <= points.keys()
    certificates = {row["code"] for row in rows("certificates.csv")}
    assert {code for held in HELD.values() for code, _share in held} <= certificates


@pytest.mark.parametrize("kind", product_types(), ids=lambda kind: kind.code)
def test_each_type_is_whole(kind):
    units = {row["code"]: row["base"] for row in rows("units.csv")}
    assert kind.unit in units
    assert kind.price > 0
    assert kind.capacity > 0
    assert kind.share > 0
    assert len(kind.variants) == len(kind.groups) <= 2
    for forms in (kind.forms, *(variant.forms for group in kind.variants for variant in group)):
        for register in REGISTERS:
            assert all(form and form == form.strip() for form in forms[register])
    assert all(len(code) == 5 and code.isdigit() for code in kind.kbli.values())


def test_a_code_moves_to_2025_as_the_reference_data_say():
    moves = {row["code_2020"]: row["code_2025"] for row in rows("kbli_moves.csv")}
    for kind in product_types():
        if "2025" in kind.kbli:
            # Weaving by hand has a code of its own in 2025; by the list 13121 may become either.
            assert kind.kbli["2025"] in {moves[kind.kbli["2020"]], "13122"}, kind.code


def test_queries_name_known_types_and_never_forbid_a_substitute():
    queries = labelled_queries()
    assert len(queries) >= 120
    assert {query.kind for query in queries} == {
        "id",
        "en",
        "typos",
        "by-product",
        "service",
        "trap",
    }
    assert len({query.text for query in queries}) == len(queries)
    for query in queries:
        assert query.answers, query.text
        assert query.answers | query.forbidden <= TYPES.keys(), query.text
        families = {TYPES[code].family for code in query.answers}
        assert families.isdisjoint(TYPES[code].family for code in query.forbidden), query.text
