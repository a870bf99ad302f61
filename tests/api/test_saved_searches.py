"""Saved searches for machines: a person's own, with the address of what they find."""

import pytest
from django.http import QueryDict

from investors.models import CompanyMember
from kemitraan.accounts.models import Role
from partnerships.models import SavedSearch
from partnerships.services import searches
from tests import builders

URL = "/api/v1/saved-searches/"


@pytest.fixture
def kept(company, buyer):
    given = QueryDict("q=lurik&cluster=lurik&cluster=batik")
    return searches.save_search(company, given=given, name="Lurik", actor=buyer)


def test_its_address_finds_what_the_page_finds(machine, kept, buyer):
    client = machine(buyer)
    (row,) = client.get(URL).json()["results"]
    assert (row["id"], row["name"], row["news"], row["newest"]) == (kept.pk, "Lurik", 0, None)
    assert row == client.get(f"{URL}{kept.pk}/").json()
    firm = builders.make_verified_umkm(name="Lurik Baru")
    searches.look(kept.pk)
    (row,) = client.get(URL).json()["results"]
    assert row["news"] == 1
    assert row["newest"]
    assert [found["id"] for found in client.get(row["results"]).json()["results"]] == [firm.pk]


def test_it_is_the_persons_own(machine, kept, company, charlie, officer):
    colleague = builders.make_account(Role.COMPANY)
    company.members.create(user=colleague, role=CompanyMember.Role.OWNER)
    for person in (colleague, charlie, officer):
        client = machine(person)
        assert client.get(URL).json()["results"] == []
        assert client.get(f"{URL}{kept.pk}/").status_code == 404
        assert client.post(f"{URL}{kept.pk}/", {}, format="json").status_code == 405
    assert SavedSearch.objects.get() == kept


def test_the_list_costs_the_same_for_few_and_for_many(client, kept, company, buyer, count_queries):
    client.force_login(buyer)
    few = count_queries(URL)
    for number in range(4):
        given = QueryDict(f"q=kain&capacity={number + 1}&unit=meter")
        searches.save_search(company, given=given, name=f"Kain {number}", actor=buyer)
    assert count_queries(URL) == few
    assert few <= 3
    first = client.get(URL, {"page_size": 3}).json()
    rows = first["results"] + client.get(first["next"]).json()["results"]
    assert [row["name"] for row in rows] == [*(f"Kain {number}" for number in range(4)), "Lurik"]
