"""Why A stands above B, on screen: for officials whole, for the company its own side."""

import pytest
from django.urls import reverse

from partnerships.comparison import compare
from partnerships.matching import DEFAULT_WEIGHTS
from partnerships.models import MatchRun, Suggestion
from partnerships.models.weights import values_of
from partnerships.services import matching
from partnerships.services.suggestions import nominate
from partnerships.services.weights import change_weights
from tests import builders

pytestmark = pytest.mark.django_db

GOOD = {"text": 0.9, "cluster": 1.0, "price": 0.8, "capacity": 1.0, "near": 0.9, "work": 0.6}


def url(need):
    return reverse("partnerships:compare", args=[need.pk])


@pytest.fixture
def pair(need):
    return [
        builders.make_suggestion(
            need,
            builders.make_verified_umkm(name=name),
            score=score,
            parts=GOOD | {"capacity": capacity, "work": work},
        )
        for name, score, capacity, work in (("Ayu", 84.0, 1.0, 0.9), ("Budi", 71.0, 0.2, 0.3))
    ]


def test_what_the_page_explains_is_the_engines_own_score(need):
    for capacity in (400, 1200, 90):
        builders.make_verified_umkm(products=[builders.product(capacity_month=capacity)])
    matching.perform(matching.ask_need_run(need).pk)
    rows = list(Suggestion.objects.all())
    assert len(rows) == 3
    for first, second in ((rows[0], rows[1]), (rows[2], rows[0])):
        found = compare(first.parts, second.parts, DEFAULT_WEIGHTS)
        assert found.first == pytest.approx(float(first.score), abs=0.2)
        assert found.points == pytest.approx(float(first.score - second.score), abs=0.3)
        own = compare(first.parts, second.parts, DEFAULT_WEIGHTS, company_only=True)
        assert own.first == pytest.approx(float(first.company_score), abs=0.2)


def test_officer_reads_who_is_ahead_and_why(client, pair, officer):
    first, second = pair
    client.force_login(officer)
    page = client.get(url(first.need), {"a": first.pk, "b": second.pk}).text
    assert "Ayu unggul" in page
    assert "Kapasitas untuk kebutuhan ini" in page
    assert "Tambahan kerja bagi UMKM" in page
    assert "ln S" in page
    assert page.index("100 %, Budi 20 %") < page.index("90 %, Budi 30 %")
    turned = client.get(url(first.need), {"a": second.pk, "b": first.pk}).text
    assert "Ayu unggul" in turned


def test_with_one_chosen_the_next_on_the_list_is_the_other(client, pair, officer):
    client.force_login(officer)
    for row in pair:
        page = client.get(url(row.need), {"a": row.pk}).text
        assert "Ayu unggul" in page


def test_company_reads_its_own_side_alone(client, pair, buyer):
    client.force_login(buyer)
    page = client.get(url(pair[0].need), {"a": pair[0].pk, "b": pair[1].pk}).text
    assert "Kapasitas untuk kebutuhan ini" in page
    for foreign in ("Tambahan kerja bagi UMKM", "ln S", "manfaat UMKM ("):
        assert foreign not in page


def test_umkm_and_strangers_find_nothing(client, pair, charlie, alice):
    for person in (charlie, alice):
        client.force_login(person)
        assert client.get(url(pair[0].need), {"a": pair[0].pk}).status_code == 404


@pytest.mark.parametrize("query", ["", "?a=1&b=2", "?a=x", "?a=&b=", "?b=7"])
def test_a_strange_address_is_answered_with_the_choice(client, pair, officer, query):
    client.force_login(officer)
    response = client.get(url(pair[0].need) + query)
    assert response.status_code == 200
    assert "unggul" not in response.text


def test_the_same_twice_is_refused_in_words(client, pair, officer):
    client.force_login(officer)
    page = client.get(url(pair[0].need), {"a": pair[0].pk, "b": pair[0].pk}).text
    assert "Pilih UMKM yang lain" in page


def test_the_weights_of_the_run_are_named(client, pair, officer):
    values = values_of(DEFAULT_WEIGHTS) | {"company_power": 0.5}
    newer = change_weights(values=values, note="Uji.", actor=builders.make_superuser())
    MatchRun.objects.filter(pk=pair[0].run_id).update(weights_version=newer.pk)
    client.force_login(officer)
    page = client.get(url(pair[0].need), {"a": pair[0].pk, "b": pair[1].pk}).text
    assert f"bobot versi {newer.pk}" in page
    assert "versi bobot yang berbeda" in page


def test_what_has_no_score_yet_is_not_compared(client, pair, officer):
    unscored = nominate(pair[0].need, builders.make_verified_umkm(), actor=officer, note="Ya.")
    client.force_login(officer)
    page = client.get(url(pair[0].need)).text
    assert f'value="{unscored.pk}"' not in page


def test_comparing_costs_the_same_for_two_and_for_many(client, need, pair, officer, count_queries):
    client.force_login(officer)
    address = f"{url(need)}?a={pair[0].pk}"
    few = count_queries(address)
    for _ in range(6):
        builders.make_suggestion(need, parts=GOOD, score=60.0)
    assert count_queries(address) == few
    assert few <= 16
