"""The dashboard: for officials, with figures that lead to their lists and stand without colour."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from kemitraan.rupiah import rupiah
from partnerships.board import amount_bars
from tests import builders

pytestmark = pytest.mark.django_db

URL = "/dasbor/"


@pytest.mark.parametrize("who", ["alice", "buyer", "charlie"])
def test_others_are_told_that_it_is_not_for_them(client, request, who):
    client.force_login(request.getfixturevalue(who))
    response = client.get(URL)
    assert response.status_code == 403
    assert "Dasbor hanya untuk petugas dan pimpinan daerah." in response.text


@pytest.mark.parametrize("who", ["officer", "verifier", "leader", "auditor"])
def test_officials_see_it_empty_and_full(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 200
    contract = builders.make_confirmed_contract()
    page = client.get(URL).text
    assert rupiah(contract.value_rupiah) in page
    assert rupiah(contract.mou.mou_rupiah) in page
    for name in ("umkm", "open_needs", "mou", "pairs_suggested"):
        assert f'href="{reverse("partnerships:behind", args=[name])}"' in page


def test_it_needs_an_account(client):
    assert client.get(URL).status_code == 302


@pytest.mark.parametrize("scope", ["", "regency", "national", "nonsense"])
def test_scope_narrows_and_never_breaks(client, leader, contract, scope):
    client.force_login(leader)
    response = client.get(URL, {"scope": scope})
    assert response.status_code == 200
    counted = response.context["figures"]["mous"]
    assert counted == (0 if scope == "national" else 1)


def test_bars_share_one_scale():
    counts = [f"{name}_count" for name in ("potential", "mou", "contract", "realised")]
    figures = dict.fromkeys(counts, 0) | {
        "potential_rupiah": 1_000,
        "mou_rupiah": 500,
        "contract_rupiah": 250,
        "realised_rupiah": 0,
    }
    assert [bar["percent"] for bar in amount_bars(figures)] == [100, 50, 25, 0]
    nothing = dict.fromkeys(figures, 0)
    assert [bar["percent"] for bar in amount_bars(nothing)] == [0, 0, 0, 0]


def test_it_costs_the_same_for_little_and_for_much(client, leader, count_queries):
    client.force_login(leader)
    builders.make_realisation()
    few = count_queries(URL)
    for _ in range(4):
        builders.make_realisation()
        builders.make_matched()
    cache.clear()  # of both visits all queries are counted
    assert count_queries(URL) == few <= 50
