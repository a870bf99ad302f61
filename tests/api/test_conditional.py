"""ETags: what has not changed is not sent again; what has changed meanwhile is not changed unseen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.models import Suggestion, SuggestionStatus
from tests import builders
from umkm.models import Certificate, Umkm
from umkm.services import save_product, update_profile

UMKM = "/api/v1/umkm/"


@pytest.mark.parametrize("name", ["umkm", "needs", "clusters", "kbli"])
def test_an_unchanged_list_is_not_sent_again(client, need, verified_umkm, name):
    url = f"/api/v1/{name}/"
    tag = client.get(url)["ETag"]
    assert tag.startswith('W/"')
    unchanged = client.get(url, headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", tag)
    assert client.get(url, headers={"If-None-Match": '"lain"'}).status_code == 200
    assert {"Cookie", "Authorization", "Accept-Language"} <= set(unchanged["Vary"].split(", "))


def test_whatever_is_told_of_a_firm_changes_the_tag_of_its_list(client, verified_umkm, alice):
    """Also what stands in rows beside it, and what only time does."""

    def rename_village():
        village = Umkm.objects.get().village
        village.name = "Melikan Baru"
        village.save()

    def run_out():
        Certificate.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    product = verified_umkm.products.get()
    halal = builders.certificate(kind="halal")
    changes = [
        lambda: update_profile(verified_umkm, actor=alice, description="Pewarna alam."),
        lambda: save_product(verified_umkm, actor=alice, product=product, price_min=51_000),
        lambda: save_product(verified_umkm, actor=alice, **builders.product(name="Syal")),
        lambda: verified_umkm.certificates.create(**halal),
        run_out,
        rename_village,
        builders.make_verified_umkm,
        lambda: Umkm.objects.filter(pk=verified_umkm.pk).update(is_listed=False),
    ]
    before = client.get(UMKM)
    for change in changes:
        change()
        after = client.get(UMKM, headers={"If-None-Match": before["ETag"]})
        assert after.status_code == 200, change
        assert after.content != before.content
        assert after["ETag"] != before["ETag"]
        before = client.get(UMKM)
        assert before["ETag"] == after["ETag"]


def test_a_row_after_the_page_changes_its_next(client, db):
    builders.make_verified_umkm(name="B")
    url = f"{UMKM}?page_size=1&sort=name"
    tag = client.get(url)["ETag"]
    builders.make_verified_umkm(name="C")
    again = client.get(url, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.json()["next"]


def test_an_unchanged_list_costs_its_versions_alone(client, db):
    for _ in range(3):
        builders.make_verified_umkm()
    tag = client.get(UMKM)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        client.get(UMKM, headers={"If-None-Match": tag})
    assert len(queries) == 3
    assert not any('"umkm_umkm"."description"' in query["sql"] for query in queries)


def test_tags_differ_by_reader_and_language(client, need, alice, bob):
    url = f"/api/v1/needs/{need.pk}/"
    tags = []
    for person in (None, alice, bob):
        if person:
            client.force_login(person)
        tags += [
            client.get(url, headers={"Accept-Language": code})["ETag"] for code in ("id", "en")
        ]
    assert len(set(tags)) == 6


def test_machines_choose_their_language(client, suggestion, alice):
    client.force_login(alice)
    url = f"/api/v1/suggestions/{suggestion.pk}/"
    english = client.get(url, headers={"Accept-Language": "en-GB,en;q=0.9"})
    other = client.get(url, headers={"Accept-Language": "ja"})
    assert (english["Content-Language"], english.json()["status_label"]) == ("en", "suggested")
    assert (other["Content-Language"], other.json()["status_label"]) == ("id", "disarankan")
    client.cookies["django_language"] = "id"
    chosen = client.get(url, headers={"Accept-Language": "en"})
    assert chosen["Content-Language"] == "id"
    assert client.get("/").wsgi_request.LANGUAGE_CODE == "id"


@pytest.fixture
def take(client):
    """take(person, url, tag, **body): the answer to a step that asks for this state."""

    def take(person, url, tag, **body):
        client.force_login(person)
        headers = {"If-Match": tag}
        return client.post(url, body, content_type="application/json", headers=headers)

    return take


# ── If-Match ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_step_is_not_taken_on_what_has_changed_meanwhile(client, take, suggestion, alice, buyer):
    url = f"/api/v1/suggestions/{suggestion.pk}/"
    client.force_login(alice)
    read = client.get(url)["ETag"]
    assert not read.startswith("W/")
    client.force_login(buyer)
    assert take(buyer, f"{url}interest/", client.get(url)["ETag"]).status_code == 200
    late = take(alice, f"{url}decline/", read, reason="price")
    assert (late.status_code, late.json()["code"]) == (412, "changed")
    assert Suggestion.objects.get().status == SuggestionStatus.COMPANY_INTERESTED
    weakened = "W/" + client.get(url)["ETag"]  # as a proxy that compresses makes it
    assert take(alice, f"{url}interest/", weakened).status_code == 200


def test_if_match_of_any_state_is_fulfilled_by_one_that_exists(take, suggestion, alice, charlie):
    url = f"/api/v1/suggestions/{suggestion.pk}/interest/"
    assert take(charlie, url, "*").status_code == 404
    assert take(alice, url, "*").status_code == 200
