"""Tokens: made once, kept as a digest, narrower than their person when that was asked, and ended by a button."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from kemitraan.api.models import ApiToken
from kemitraan.api.tokens import LIMIT, make_token, revoke_token
from kemitraan.refusals import NotAllowed, Refused, WrongState

MOUS = "/api/v1/mous/"


def signed(secret: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def made(user, **given):
    return make_token(actor=user, **{"name": "ERP", "scope": "read", "days": 30} | given)


def test_a_token_acts_as_its_person(machine, mou, alice, bob, charlie):
    for person, seen in ((alice, [mou.pk]), (bob, [mou.pk]), (charlie, [])):
        rows = machine(person).get(MOUS).json()["results"]
        assert [row["id"] for row in rows] == seen


def test_the_secret_is_kept_nowhere(alice):
    token, secret = made(alice)
    assert secret.startswith("kmt_")
    assert len(secret) > 40
    assert secret not in str(ApiToken.objects.values().get(pk=token.pk))
    assert secret.startswith(token.hint)


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer kmt_salah", "Bearer \xff", "bearer a b"]
)
def test_a_wrong_token_is_401_even_where_everybody_may_read(db, header):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=header)
    for url in ("/api/v1/clusters/", MOUS):
        response = client.get(url)
        assert response.status_code == 401
        assert response.json()["code"] == "authentication_failed"
        assert response["WWW-Authenticate"] == "Bearer"


def test_without_any_token_401_names_the_way_in(client, db):
    response = client.get(MOUS)
    assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")
    assert response["WWW-Authenticate"] == "Bearer"


def test_revoked_expired_and_inactive_open_nothing(alice, charlie):
    token, secret = made(alice)
    assert signed(secret).get(MOUS).status_code == 200
    revoke_token(token, actor=alice)
    assert signed(secret).get(MOUS).status_code == 401

    _token, old = made(alice, now=timezone.now() - timedelta(days=31))
    assert signed(old).get(MOUS).status_code == 401

    _token, of_charlie = made(charlie)
    get_user_model().objects.filter(pk=charlie.pk).update(is_active=False)
    assert signed(of_charlie).get(MOUS).status_code == 401


def test_a_token_that_reads_does_not_write(machine, suggestion, alice):
    url = f"/api/v1/suggestions/{suggestion.pk}/interest/"
    response = machine(alice, "read").post(url, {})
    assert (response.status_code, response.json()["code"]) == (403, "read_only_token")
    assert suggestion.changes.count() == 1
    assert machine(alice, "write").post(url, {}).status_code == 200


def test_use_is_noted_once_a_minute(alice):
    token, secret = made(alice)
    client = signed(secret)
    client.get(MOUS)
    first = ApiToken.objects.get(pk=token.pk).last_used_at
    assert first is not None
    client.get(MOUS)
    assert ApiToken.objects.get(pk=token.pk).last_used_at == first
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=first - timedelta(minutes=2))
    client.get(MOUS)
    assert ApiToken.objects.get(pk=token.pk).last_used_at > first


def test_only_the_owner_and_an_officer_revoke(alice, bob, charlie, officer, leader):
    token, _secret = made(alice)
    for person in (bob, charlie, leader):
        with pytest.raises(NotAllowed):
            revoke_token(token, actor=person)
    assert ApiToken.objects.get(pk=token.pk).revoked_at is None
    assert revoke_token(token, actor=officer).revoked_by == officer
    with pytest.raises(WrongState):
        revoke_token(token, actor=alice)


def test_nobody_has_more_than_a_drawer_full(alice):
    for number in range(LIMIT):
        made(alice, name=f"Sistem {number}")
    with pytest.raises(Refused, match="Paling banyak"):
        made(alice, name="Satu lagi")
    assert ApiToken.objects.count() == LIMIT


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_shows_the_secret_once(client, alice):
    client.force_login(alice)
    url = reverse("api-pages:tokens")
    page = client.post(url, {"name": "ERP gudang", "scope": "write", "days": "90"})
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert signed(secret).get(MOUS).status_code == 200
    later = client.get(url).content.decode()
    assert "ERP gudang" in later
    assert secret not in later


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"scope": "all"}, "scope"),
        ({"days": "7"}, "days"),
        ({"name": "Sama"}, "__all__"),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(client, alice, typed, field):
    made(alice, name="Sama")
    client.force_login(alice)
    given = {"name": "Gudang", "scope": "read", "days": "30"} | typed
    page = client.post(reverse("api-pages:tokens"), given)
    assert list(page.context["form"].errors) == [field]
    assert ApiToken.objects.count() == 1
    assert f'value="{given["name"]}"' in page.content.decode() or not given["name"]


def test_revoking_on_the_page_is_for_its_owner(client, alice, charlie):
    token, _secret = made(alice)
    url = reverse("api-pages:revoke", args=[token.pk])
    client.force_login(charlie)
    assert client.post(url).status_code == 404
    client.force_login(alice)
    assert client.get(url).status_code == 405
    assert ApiToken.objects.get().revoked_at is None
    assert client.post(url).status_code == 302
    assert ApiToken.objects.get().revoked_by == alice


def test_strangers_sign_in_first(client, db):
    assert "masuk" in client.get(reverse("api-pages:tokens"))["Location"]


def test_officials_see_tokens_in_the_admin_and_the_officer_revokes(client, alice, officer, leader):
    token, secret = made(alice)
    row = reverse("admin:api_apitoken_change", args=[token.pk])
    revoke = reverse("admin:api_apitoken_revoke", args=[token.pk])
    client.force_login(leader)
    assert "ERP" in client.get(reverse("admin:api_apitoken_changelist")).content.decode()
    assert revoke not in client.get(row).content.decode()
    assert client.post(revoke, {}).status_code == 403
    assert ApiToken.objects.get().revoked_at is None
    client.force_login(officer)
    page = client.get(row).content.decode()
    assert revoke in page
    assert secret not in page
    assert ApiToken.objects.get().digest not in page
    client.get(revoke)
    assert ApiToken.objects.get().revoked_at is None
    assert client.post(revoke, {}).status_code == 302
    assert ApiToken.objects.get().revoked_by == officer
