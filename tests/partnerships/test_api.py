"""The API: the rights of the pages, one shape of errors."""

import pytest

from partnerships.models import Suggestion, SuggestionStatus
from tests import builders

pytestmark = pytest.mark.django_db

SUGGESTIONS = "/api/v1/suggestions/"
MOUS = "/api/v1/mous/"


def post(client, url: str, data=None):
    return client.post(url, data or {}, content_type="application/json")


def test_strangers_are_refused_in_the_one_shape(client, suggestion):
    for url in (SUGGESTIONS, f"{SUGGESTIONS}{suggestion.pk}/", MOUS):
        response = client.get(url)
        assert response.status_code in {401, 403}
        assert set(response.json()) == {"code", "message"}


def test_charlie_finds_nothing(client, suggestion, mou, charlie):
    client.force_login(charlie)
    assert client.get(SUGGESTIONS).json()["results"] == []
    assert client.get(MOUS).json()["results"] == []
    for url in (f"{SUGGESTIONS}{suggestion.pk}/", f"{MOUS}{mou.pk}/"):
        response = client.get(url)
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
    changes = suggestion.changes.count()
    for verb in ("interest", "decline"):
        response = post(client, f"{SUGGESTIONS}{suggestion.pk}/{verb}/", {"reason": "price"})
        assert response.status_code == 404
    assert suggestion.changes.count() == changes


def test_each_side_reads_its_own_benefit(client, suggestion, alice, buyer, officer):
    seen = {}
    for name, person in (("umkm", alice), ("company", buyer), ("official", officer)):
        client.force_login(person)
        row = client.get(f"{SUGGESTIONS}{suggestion.pk}/").json()
        seen[name] = (row["score"], row["company_score"], row["umkm_score"], row["contacts"])
    assert seen["umkm"] == (80.0, None, 85.0, None)
    assert seen["company"] == (80.0, 75.0, None, None)
    assert seen["official"][:3] == (80.0, 75.0, 85.0)
    assert len(seen["official"][3]) == 2


def test_interest_until_matched_opens_the_contact(client, suggestion, alice, buyer):
    url = f"{SUGGESTIONS}{suggestion.pk}/interest/"
    client.force_login(alice)
    row = post(client, url).json()
    assert (row["status"], row["contacts"]) == ("umkm_interested", None)
    response = post(client, url)
    assert (response.status_code, response.json()["code"]) == (409, "wrong_state")
    client.force_login(buyer)
    row = post(client, url).json()
    assert row["status"] == "matched"
    assert row["contacts"] == [
        {
            "firm": suggestion.umkm.name,
            "person": suggestion.umkm.owner_name,
            "telephone": suggestion.umkm.telephone,
            "email": "",
        }
    ]


def test_declining_says_which_field_is_wrong(client, suggestion, buyer):
    client.force_login(buyer)
    url = f"{SUGGESTIONS}{suggestion.pk}/decline/"
    for wrong in ({}, {"reason": "because"}):
        response = post(client, url, wrong)
        assert response.status_code == 400
        assert set(response.json()) == {"code", "message", "fields"}
        assert set(response.json()["fields"]) == {"reason"}
    assert Suggestion.objects.get().status == SuggestionStatus.SUGGESTED
    assert post(client, url, {"reason": "quality"}).json()["status"] == "declined"


def test_officials_do_not_answer_for_a_side(client, suggestion, officer):
    client.force_login(officer)
    response = post(client, f"{SUGGESTIONS}{suggestion.pk}/interest/")
    assert (response.status_code, response.json()["code"]) == (403, "not_allowed")
    assert suggestion.changes.count() == 1


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_else_can_be_written(client, suggestion, mou, officer, method):
    client.force_login(officer)
    for url in (f"{SUGGESTIONS}{suggestion.pk}/", f"{MOUS}{mou.pk}/"):
        assert getattr(client, method)(url, {}, content_type="application/json").status_code == 405
    assert post(client, SUGGESTIONS, {"status": "matched"}).status_code == 405
    assert post(client, MOUS).status_code == 405


def test_mou_has_its_four_amounts(client, contract, alice):
    client.force_login(alice)
    row = client.get(f"{MOUS}{contract.mou_id}/").json()
    assert row["amounts"]["contract_rupiah"] == 0
    assert row["amounts"]["contract_waiting_rupiah"] == contract.value_rupiah
    assert row["members"][0]["umkm"]["name"] == contract.mou.members.get().umkm.name
    assert [found["id"] for found in client.get(MOUS).json()["results"]] == [contract.mou_id]


def test_who_disputes_says_what_is_right_and_the_other_may_accept_it(
    client, realisation, alice, buyer, charlie
):
    url = f"/api/v1/realisations/{realisation.pk}/"
    other = {"claimed_rupiah": realisation.value_rupiah - 1, "claimed_volume": 7, "note": "Retur."}
    client.force_login(charlie)
    assert post(client, f"{url}dispute/", other).status_code == 404
    client.force_login(alice)
    without = post(client, f"{url}dispute/", {"note": "Retur."})
    assert (without.status_code, list(without.json()["fields"])) == (400, ["claimed_rupiah"])
    assert client.get(url).json()["status"] == "entered"
    told = post(client, f"{url}dispute/", other).json()
    assert (told["status"], told["claimed_rupiah"], told["claimed_volume"]) == (
        "disputed",
        other["claimed_rupiah"],
        7,
    )
    assert post(client, f"{url}accept/").status_code == 403
    client.force_login(buyer)
    told = post(client, f"{url}accept/").json()
    assert (told["status"], told["value_rupiah"], told["volume"], told["claimed_rupiah"]) == (
        "confirmed",
        other["claimed_rupiah"],
        7,
        None,
    )
    assert told["confirmed_at"]


def test_lists_cost_the_same_for_few_and_for_many(client, need, officer, count_queries):
    client.force_login(officer)
    counts = []
    for _ in range(2):
        for _ in range(3):
            builders.make_mou(builders.make_matched(need))
            builders.make_suggestion(need)
        counts.append((count_queries(SUGGESTIONS), count_queries(MOUS)))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8
