"""Lists are walked by keys: every row once, in the list's own order, at a constant cost, as the rights of the pages say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import builders
from umkm.models import Umkm

pytestmark = pytest.mark.django_db

UMKM = "/api/v1/umkm/"
OWN = ["suggestions", "groups", "mous", "contracts", "realisations"]
PUBLIC = [
    "umkm",
    "companies",
    "needs",
    "clusters",
    "districts",
    "villages",
    "kbli",
    "units",
    "certificate-kinds",
]


def walk(client, url: str, **query) -> list[dict]:
    """All rows, page after page."""
    return from_here(client, client.get(url, {"page_size": 2} | query).json())


def from_here(client, answer: dict) -> list[dict]:
    rows = answer["results"]
    while answer["next"]:
        answer = client.get(answer["next"]).json()
        rows += answer["results"]
    return rows


# ── Walking ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def firms(db):
    """Seven whose every key but the last is equal for some."""
    firms = [
        builders.make_verified_umkm(name=name, products=[builders.product(name="Kain lurik")])
        for name in ("Cempaka", "anggrek", "Bougenvil", "anggrek", "Dahlia", "Cempaka", "Edelweis")
    ]
    Umkm.objects.update(registered_at=timezone.now())
    return firms


@pytest.mark.parametrize(
    "query", [{}, {"sort": "name"}, {"sort": "newest"}, {"q": "kain", "sort": "relevance"}]
)
def test_every_row_once_in_the_order_of_the_page(client, firms, query):
    told = [row["id"] for row in walk(client, UMKM, **query)]
    page = client.get("/direktori/", query).context["page"]
    assert told == [firm.pk for firm in page]
    assert sorted(told) == sorted(firm.pk for firm in firms)


def test_a_row_that_comes_or_goes_meanwhile_moves_no_other(client, firms):
    first = client.get(UMKM, {"sort": "name", "page_size": 3}).json()
    Umkm.objects.filter(pk=first["results"][0]["id"]).update(is_listed=False)
    builders.make_verified_umkm(name="aaa paling depan")
    told = [row["id"] for row in from_here(client, first)]
    assert len(told) == len(set(told)) == 7


def test_needs_by_their_end(client, company):
    today = timezone.localdate()
    needs = [
        builders.make_need(company, valid_until=today + timedelta(days=days))
        for days in (9, 3, 3, 6)
    ]
    told = [row["id"] for row in walk(client, "/api/v1/needs/", sort="ending")]
    assert told == [needs[place].pk for place in (1, 2, 3, 0)]


def test_suggestions_by_score(client, need, officer):
    rows = [builders.make_suggestion(need, score=score) for score in (50.0, 80.5, 80.5)]
    client.force_login(officer)
    told = [row["id"] for row in walk(client, "/api/v1/suggestions/", need=need.pk)]
    assert told == [rows[place].pk for place in (1, 2, 0)]


@pytest.mark.parametrize("size", ["0", "201", "-1", "1e2", "banyak", "", "9" * 40, "٣"])
def test_a_page_has_a_size_that_one_can_carry(client, db, size):
    response = client.get(UMKM, {"page_size": size})
    assert response.status_code == 400
    assert list(response.json()["fields"]) == ["page_size"]


def test_a_cursor_is_of_its_own_list(client, firms):
    cursor = client.get(UMKM, {"page_size": 2, "sort": "name"}).json()["next"]
    cursor = cursor.split("cursor=")[1].split("&")[0]
    from_name = client.get(f"{UMKM}?sort=newest&cursor={cursor}")
    for response in (
        from_name,
        client.get(UMKM, {"cursor": "x"}),
        client.get(UMKM, {"cursor": "W10:a\x00"}),
    ):
        assert response.status_code == 400
        assert list(response.json()["fields"]) == ["cursor"]
    assert (
        client.get(UMKM, {"page_size": 2, "sort": "name", "cursor": cursor[:-1] + "A"}).status_code
        == 400
    )


# ── Rights ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def story(realisation):
    """A row of everything that two sides share, and a group."""
    builders.make_group(realisation.contract.mou.need)
    return realisation


@pytest.mark.parametrize("name", OWN)
def test_lists_of_the_parties_are_theirs(client, story, name, alice, bob, buyer, charlie, officer):
    url = f"/api/v1/{name}/"
    assert client.get(url).status_code == 401
    seen = {}
    for person in (alice, bob, buyer, officer, charlie):
        client.force_login(person)
        seen[person.full_name] = [row["id"] for row in client.get(url).json()["results"]]
    assert seen[charlie.full_name] == []
    assert seen[officer.full_name]
    assert seen[buyer.full_name] == seen[officer.full_name]
    if name != "groups":  # of other firms
        assert seen[alice.full_name] == seen[bob.full_name] == seen[officer.full_name]
    client.force_login(charlie)
    assert client.get(f"{url}{seen[officer.full_name][0]}/").status_code == 404


@pytest.mark.parametrize("name", PUBLIC)
def test_everybody_reads_the_rest(client, need, verified_umkm, name):
    rows = client.get(f"/api/v1/{name}/").json()["results"]
    key = rows[0].get("id", rows[0].get("code"))
    assert client.get(f"/api/v1/{name}/{key}/").json() == rows[0]


def test_reference_data_names_its_version_and_place(client, db):
    assert {row["version"] for row in walk(client, "/api/v1/kbli/", code="131")} == {"2020", "2025"}
    (row,) = walk(client, "/api/v1/kbli/", code="13121", version="2020")
    assert row["title"]
    villages = walk(client, "/api/v1/villages/", district="33.10.03", page_size=200)
    assert {row["district"] for row in villages} == {"33.10.03"}
    kodi = client.get("/api/v1/units/kodi/").json()
    assert (kodi["base"], kodi["factor"]) == ("potong", "20.000000")


# ── Cost ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

#: Queries of a list for somebody who has signed in by session: two of them for who it is.
BUDGETS = {
    "umkm": 8,
    "companies": 6,
    "needs": 6,
    "suggestions": 4,
    "groups": 6,
    "mous": 5,
    "contracts": 3,
    "realisations": 3,
    "clusters": 3,
    "districts": 3,
    "villages": 3,
    "kbli": 3,
    "units": 3,
    "certificate-kinds": 4,
}


def test_a_list_costs_the_same_for_few_and_for_many(client, need, officer, count_queries):
    client.force_login(officer)

    def add():
        need = builders.make_need(required_certificates=["halal"])
        entry = builders.make_realisation(
            builders.make_confirmed_contract(
                builders.make_signed_mou(builders.make_mou(builders.make_matched(need)))
            )
        )
        builders.make_group(entry.contract.mou.need)
        builders.make_verified_umkm(certificates=[builders.certificate(kind="halal")])

    def costs():
        return {name: count_queries(f"/api/v1/{name}/") for name in BUDGETS}

    add()
    client.get("/api/v1/suggestions/")  # names that a process asks once
    few = costs()
    for _ in range(3):
        add()
    assert costs() == few
    over = {name: cost for name, cost in few.items() if cost > BUDGETS[name]}
    assert not over, few


def test_filters_of_the_ledger(client, story, officer):
    client.force_login(officer)
    year, quarter = story.year, story.quarter
    url = "/api/v1/realisations/"
    for query, found in (
        ({"mou": story.contract.mou_id}, 1),
        ({"umkm": story.umkm_id, "year": year, "quarter": quarter}, 1),
        ({"year": year - 1}, 0),
        ({"status": "confirmed"}, 0),
        ({"contract": 2**62}, 0),
    ):
        assert len(client.get(url, query).json()["results"]) == found, query
    assert client.get(url, {"quarter": 5}).status_code == 400
    assert client.get(url, {"mou": "\x00"}).status_code == 400
