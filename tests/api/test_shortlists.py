"""Shortlists for machines: owner and buyer write, a reader looks, nobody else learns of them."""

import pytest

from investors.models import CompanyMember
from kemitraan.accounts.models import Role
from partnerships.models import Shortlist, ShortlistEntry, ShortlistNote
from partnerships.services import shortlists
from tests import builders
from umkm.services import change_status

LISTS, ENTRIES = "/api/v1/shortlists/", "/api/v1/shortlist-entries/"


@pytest.fixture
def firm(db):
    return builders.make_verified_umkm(name="Lurik Kurnia")


@pytest.fixture
def entry(firm, buyer):
    return shortlists.add(firm, actor=buyer, note="Rahasia dapur.").entry


@pytest.fixture
def reader(company):
    person = builders.make_account(Role.COMPANY)
    company.members.create(user=person, role=CompanyMember.Role.READER)
    return person


def stand():
    """Everything that a refused write could have changed."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Shortlist, ShortlistEntry, ShortlistNote)
    ]


def post(client, url, body=None):
    post.number += 1
    headers = {"Idempotency-Key": f"k-{post.number}"}
    return client.post(url, body or {}, format="json", headers=headers)


post.number = 0


def steps(entry) -> list[tuple[str, dict]]:
    """Every write but the two that make a row."""
    one, whole = f"{ENTRIES}{entry.pk}", f"{LISTS}{entry.shortlist_id}"
    return [
        (f"{one}/note/", {"text": "x"}),
        (f"{one}/strike-note/", {"note": entry.notes.get().pk}),
        (f"{one}/move/", {"up": True}),
        (f"{one}/remove/", {}),
        (f"{whole}/rename/", {"name": "x"}),
        (f"{whole}/drop/", {}),
    ]


# ── The work ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_from_the_first_list_to_the_last_note(machine, buyer, company, firm):
    erp = machine(buyer)
    made = post(erp, LISTS, {"company": company.pk, "name": "Seragam 2027"})
    assert made.status_code == 201, made.json()
    told = made.json()
    assert (told["name"], told["count"], told["may_write"]) == ("Seragam 2027", 0, True)
    assert told["company"]["id"] == company.pk
    body = {"umkm": firm.pk, "shortlist": told["id"], "note": " Minta contoh. "}
    added = post(erp, ENTRIES, body)
    assert added.status_code == 201, added.json()
    one = added.json()
    assert (one["umkm"], one["is_listed"]) == ({"id": firm.pk, "name": "Lurik Kurnia"}, True)
    assert [(note["text"], note["is_mine"]) for note in one["notes"]] == [("Minta contoh.", True)]
    url = f"{ENTRIES}{one['id']}/"
    struck = post(erp, f"{url}strike-note/", {"note": one["notes"][0]["id"]}).json()
    assert struck["notes"] == []
    assert post(erp, f"{url}note/", {"text": "Contoh tiba."}).json()["notes"][0]["by"] == str(buyer)
    assert post(erp, f"{LISTS}{told['id']}/rename/", {"name": "Seragam"}).json()["count"] == 1
    assert post(erp, f"{url}remove/").json()["removed_at"]
    assert erp.get(ENTRIES).json()["results"] == []
    again = post(erp, ENTRIES, {"umkm": firm.pk}).json()  # in the list in hand
    assert (again["id"], again["shortlist"], again["removed_at"]) == (one["id"], told["id"], None)
    assert [note["text"] for note in again["notes"]] == ["Contoh tiba."]
    gone = post(erp, f"{LISTS}{told['id']}/drop/")
    assert (gone.status_code, gone.json()["name"]) == (200, "Seragam")
    assert stand() == [[], [], []]


def test_order_and_filters(machine, buyer, company, entry):
    other = shortlists.add(builders.make_verified_umkm(), actor=buyer).entry
    shortlists.open_list(company, name="Katering", actor=buyer)
    erp = machine(buyer)
    assert post(erp, f"{ENTRIES}{other.pk}/move/", {"up": True}).json()["position"] == 1
    rows = erp.get(ENTRIES, {"shortlist": entry.shortlist_id}).json()["results"]
    assert [row["id"] for row in rows] == [other.pk, entry.pk]
    for query, found in (
        ({"umkm": entry.umkm_id}, [entry.shortlist.name]),
        ({"q": "kater"}, ["Katering"]),
        ({"company": company.pk + 1}, []),
    ):
        names = [row["name"] for row in erp.get(LISTS, query).json()["results"]]
        assert names == found, query
    first = erp.get(ENTRIES, {"page_size": 1}).json()
    second = erp.get(first["next"]).json()
    assert [row["id"] for row in first["results"] + second["results"]] == [other.pk, entry.pk]


def test_no_longer_listed_is_said(machine, buyer, entry, verifier):
    change_status(entry.umkm, "suspend", actor=verifier, note="Keluhan.")
    (row,) = machine(buyer).get(ENTRIES).json()["results"]
    assert (row["umkm"]["name"], row["is_listed"]) == ("Lurik Kurnia", False)


# ── Rights ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reader_looks_and_writes_nothing(machine, entry, reader, company):
    client, before = machine(reader), stand()
    (row,) = client.get(LISTS).json()["results"]
    assert (row["count"], row["may_write"]) == (1, False)
    (row,) = client.get(ENTRIES).json()["results"]
    assert row["notes"][0]["text"] == "Rahasia dapur."
    assert row["notes"][0]["is_mine"] is False
    other = builders.make_verified_umkm()
    making = [
        (LISTS, {"company": company.pk, "name": "x"}),
        (ENTRIES, {"umkm": other.pk, "shortlist": entry.shortlist_id}),
        (ENTRIES, {"umkm": other.pk}),
    ]
    for url, body in [*steps(entry), *making]:
        answer = post(client, url, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed"), url
    assert stand() == before


def test_nobody_else_learns_of_them(machine, entry, company, charlie, alice, officer):
    rival = builders.make_verified_company().members.get().user
    for person in (rival, charlie, alice, officer):
        client, before = machine(person), stand()
        assert client.get(LISTS).json()["results"] == []
        assert client.get(ENTRIES).json()["results"] == []
        for url in (f"{LISTS}{entry.shortlist_id}/", f"{ENTRIES}{entry.pk}/"):
            assert client.get(url).status_code == 404
        for url, body in steps(entry):
            assert post(client, url, body).status_code == 404
        for url, body, field in (
            (LISTS, {"company": company.pk, "name": "x"}, "company"),
            (ENTRIES, {"umkm": entry.umkm_id, "shortlist": entry.shortlist_id}, "shortlist"),
        ):
            answer = post(client, url, body)
            assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
        assert stand() == before


def test_a_note_is_struck_by_who_wrote_it(machine, entry, company):
    colleague = builders.make_account(Role.COMPANY)
    company.members.create(user=colleague, role=CompanyMember.Role.BUYER)
    url, note = f"{ENTRIES}{entry.pk}/strike-note/", entry.notes.get().pk
    client = machine(colleague)
    assert post(client, url, {"note": note}).status_code == 403
    answer = post(client, url, {"note": note + 1})
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["note"])
    assert entry.notes.count() == 1


# ── Twice, meanwhile, wrong ──────────────────────────────────────────────────────────────────────────────────────────


def test_sent_twice_is_added_once_and_dropped_once(machine, buyer, firm):
    erp, headers = machine(buyer), {"Idempotency-Key": "k"}
    body = {"umkm": firm.pk, "note": "Satu kali."}
    first, second = (erp.post(ENTRIES, body, format="json", headers=headers) for _ in range(2))
    assert first.content == second.content
    assert second["Idempotency-Replayed"] == "true"
    assert ShortlistNote.objects.count() == 1
    assert erp.post(ENTRIES, body, format="json").json()["code"] == "idempotency_key_missing"
    url = f"{LISTS}{first.json()['shortlist']}/drop/"
    gone = [erp.post(url, {}, format="json", headers={"Idempotency-Key": "d"}) for _ in range(2)]
    assert [answer.status_code for answer in gone] == [200, 200]
    assert post(erp, url).status_code == 404


def test_if_match_and_if_none_match(machine, buyer, entry):
    erp, url = machine(buyer), f"{ENTRIES}{entry.pk}/"
    tag, listed = erp.get(url)["ETag"], erp.get(ENTRIES)["ETag"]
    assert erp.get(ENTRIES, headers={"If-None-Match": listed}).status_code == 304
    shortlists.write_note(entry, text="Baru.", actor=buyer)
    assert erp.get(ENTRIES, headers={"If-None-Match": listed}).status_code == 200
    late = erp.post(f"{url}remove/", {}, format="json", headers={"If-Match": tag})
    assert (late.status_code, late.json()["code"]) == (412, "changed")
    assert entry.shortlist.entries.standing().exists()


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "x" * 81}, ["name"]),
        ({"name": "\x00"}, ["name"]),
        ({}, ["name"]),
    ],
)
def test_names_that_cannot_be(machine, buyer, company, body, fields):
    answer = post(machine(buyer), LISTS, {"company": company.pk} | body)
    assert (answer.status_code, list(answer.json()["fields"])) == (400, fields)
    assert not Shortlist.objects.exists()


def test_a_name_that_is_taken(machine, buyer, company, entry):
    body = {"company": company.pk, "name": entry.shortlist.name.upper()}
    answer = post(machine(buyer), LISTS, body)
    assert answer.status_code == 400
    assert "daftar dengan nama ini" in str(answer.json()["fields"])
    assert Shortlist.objects.count() == 1


def test_a_firm_that_is_not_public_is_not_added(machine, buyer, entry):
    answer = post(machine(buyer), ENTRIES, {"umkm": builders.make_umkm().pk, "note": "x"})
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
    assert ShortlistEntry.objects.count() == ShortlistNote.objects.count() == 1


def test_lists_cost_the_same_for_few_and_for_many(client, buyer, company, count_queries):
    client.force_login(buyer)
    costs = []
    for round_ in range(2):
        for number in range(1 + 2 * round_):
            row = shortlists.open_list(company, name=f"{round_}.{number}", actor=buyer)
            for _ in range(2):
                firm = builders.make_verified_umkm()
                shortlists.add(firm, actor=buyer, shortlist=row, note="Harga pas.")
        costs.append((count_queries(LISTS), count_queries(ENTRIES)))
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 5
