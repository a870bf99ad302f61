"""Whatever goes wrong is said in one shape."""

import json

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle

from investors.models import Need
from tests import builders

NEEDS = "/api/v1/needs/"


def is_error(response, status: int, code: str, *fields: str) -> bool:
    assert response["Content-Type"] == "application/json"
    body = response.json()
    assert (response.status_code, body["code"]) == (status, code), body
    assert body["message"]
    assert set(body) == {"code", "message", "fields"} if fields else {"code", "message"}
    assert set(body.get("fields", {})) == set(fields)
    for sentences in body.get("fields", {}).values():
        assert sentences
        assert all(isinstance(sentence, str) for sentence in sentences)
    return True


@pytest.fixture
def erp(machine, buyer):
    client = machine(buyer)
    client.credentials(**client._credentials, HTTP_IDEMPOTENCY_KEY="k")
    return client


@pytest.mark.parametrize(
    "path", ["", "x/", "umkm/x/", "umkm/1/x/", "needs", "suggestions/interest/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nowhere_is_a_404_too(db, path, method):
    response = getattr(APIClient(), method)(f"/api/v1/{path}")
    if response.status_code != 301:
        is_error(response, 404, "not_found")


def test_numbers_that_no_row_can_have(client, db):
    for number in (0, 2**31, 2**63, 10**400):
        assert is_error(client.get(f"/api/v1/umkm/{number}/"), 404, "not_found")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "invalid"),
        (b"{", "parse_error"),
        (b"\xff\xfe", "parse_error"),
        (b'{"title": NaN}', "parse_error"),
        (b"[" * 100_000, "parse_error"),
        (b'{"volume_month": ' + b"9" * 5000 + b"}", "parse_error"),
        (b"[]", "invalid"),
        (b'"x"', "invalid"),
        (b"null", "invalid"),
    ],
)
def test_bodies_that_are_none(erp, body, code):
    response = erp.generic("POST", NEEDS, body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, code), response.json()
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "nol\x00kosong"),
        ("title", "\ud800"),
        ("text", "a" * 4001),
        ("unit", "\x00"),
        ("unit", "\ud800"),
        ("unit", {"a": 1}),
        ("unit", []),
        ("company", 2**70),
        ("company", "x"),
        ("company", True),
        ("clusters", ["emas"]),
        ("clusters", "lurik"),
        ("clusters", [["lurik"]]),
        ("volume_month", 2**40),
        ("volume_month", -1),
        ("volume_month", 1.5),
        ("volume_month", True),
        ("price_ceiling", 0),
        ("price_ceiling", 10**16),
        ("first_delivery", "besok"),
        ("first_delivery", "0001-01-01"),
        ("radius_km", 10**6),
        ("months", 61),
        ("payment_days", 366),
        ("category", "gold"),
        ("many_suppliers", "mungkin"),
    ],
)
def test_each_wrong_field_is_named(erp, company, field, value):
    body = need_of(company) | {field: value}
    response = erp.generic("POST", NEEDS, json.dumps(body), content_type="application/json")
    assert response.status_code == 400, response.content
    assert [name.split(".")[0] for name in response.json()["fields"]] == [field]
    assert not Need.objects.exists()


def need_of(company) -> dict:
    need = builders.make_need(company)
    names = ("title", "text", "category", "volume_month", "months", "pattern")
    days = {name: str(getattr(need, name)) for name in ("first_delivery", "valid_until")}
    body = (
        {name: getattr(need, name) for name in names}
        | days
        | {"company": company.pk, "unit": need.unit_id}
    )
    need.changes.all().delete()
    need.delete()
    return body


def test_other_kinds_of_body_are_not_read(erp, company):
    assert is_error(
        erp.post(NEEDS, need_of(company), format="multipart"), 415, "unsupported_media_type"
    )


def test_methods_and_forms_that_do_not_exist(erp, client, need):
    assert is_error(erp.delete(f"{NEEDS}{need.pk}/"), 405, "method_not_allowed")
    assert is_error(client.get(NEEDS, headers={"Accept": "text/csv"}), 406, "not_acceptable")


def test_too_large(erp, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert is_error(erp.post(NEEDS, {"title": "a" * 200}), 413, "too_large")


def test_by_session_a_change_needs_the_token_of_its_page(suggestion, alice):
    client = APIClient(enforce_csrf_checks=True)
    client.login(username=alice.username, password=builders.PASSWORD)
    response = client.post(f"/api/v1/suggestions/{suggestion.pk}/interest/", {})
    assert is_error(response, 403, "permission_denied")
    assert suggestion.changes.count() == 1


# ── Too many ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def narrow(monkeypatch):
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    monkeypatch.setattr(UserRateThrottle, "THROTTLE_RATES", {"user": "3/min"})
    cache.clear()


def test_an_account_is_throttled_and_told_for_how_long(narrow, machine, alice, charlie):
    first, other = machine(alice), machine(alice, "read")
    for client in (first, other, first):
        assert client.get("/api/v1/mous/").status_code == 200
    late = other.get("/api/v1/mous/")
    assert is_error(late, 429, "throttled")
    assert 0 < int(late["Retry-After"]) <= 60
    assert machine(charlie).get("/api/v1/mous/").status_code == 200


def test_strangers_are_throttled_by_their_address_whatever_they_claim(narrow, db):
    client = APIClient()
    answers = [
        client.get("/api/v1/units/", headers={"X-Forwarded-For": f"10.0.0.{number}"}).status_code
        for number in range(3)
    ]
    assert answers == [200, 200, 429]
    assert client.get("/api/v1/units/", REMOTE_ADDR="10.1.1.1").status_code == 200
