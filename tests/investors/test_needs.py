"""A need from the form to the worker's queue: who may write it, what is refused, and what is told to whom."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from investors.models import CloseReason, CompanyMember, Need, NeedStatus
from investors.services import (
    change_company_status,
    change_need_status,
    expire_needs,
    update_need,
)
from investors.signals import need_opened
from kemitraan.accounts.models import Role
from kemitraan.refusals import NotAllowed, Refused, WrongState
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """The needs that demand has called out."""
    calls = []

    def hear(need_id, **_kwargs):
        calls.append(need_id)

    need_opened.connect(hear)
    yield calls
    need_opened.disconnect(hear)


def typed(**changed) -> dict:
    """What a buyer types."""
    today = timezone.localdate()
    return {
        "title": "Seragam kerja",
        "text": "Kemeja kerja bahan drill.",
        "category": "uniform",
        "clusters": ["konveksi"],
        "unit": "stel",
        "volume_month": "1.200",
        "price_ceiling": "Rp 190.000",
        "first_delivery": (today + timedelta(days=30)).isoformat(),
        "months": "12",
        "many_suppliers": "on",
        "valid_until": (today + timedelta(days=60)).isoformat(),
        "down_payment_percent": "30",
        "payment_days": "30",
        "pattern": "subkontrak",
    } | changed


def test_a_buyer_writes_a_need_and_it_opens(client, buyer, company):
    client.force_login(buyer)
    answer = client.post(reverse("investors:need-new"), typed())
    need = Need.objects.get()
    assert answer.url == reverse("investors:need", args=[need.pk])
    assert (need.status, need.company) == (NeedStatus.OPEN, company)
    assert (need.volume_month, need.price_ceiling) == (1200, 190_000)
    assert need.potential_rupiah == 1200 * 190_000 * 12
    assert [change.verb for change in need.changes.all()] == ["open", "write"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"volume_month": "0"}, "volume_month"),
        ({"volume_month": "-5"}, "volume_month"),
        ({"volume_month": "banyak"}, "volume_month"),
        ({"price_ceiling": "1.5"}, "price_ceiling"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"first_delivery": "2020-01-01"}, "first_delivery"),
        ({"radius_km": "10"}, "radius_km"),
        ({"down_payment_percent": "101"}, "down_payment_percent"),
        ({"months": "61"}, "months"),
        ({"unit": "peti"}, "unit"),
        ({"title": ""}, "title"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    client, buyer, changed, field
):
    client.force_login(buyer)
    answer = client.post(reverse("investors:need-new"), typed(**changed))
    assert answer.status_code == 200
    assert answer.context["form"].errors.get(field)
    assert "Kemeja kerja bahan drill." in answer.content.decode()
    assert not Need.objects.exists()


def test_a_reader_of_the_company_looks_and_writes_nothing(client, company, need):
    reader = builders.make_account(Role.COMPANY)
    company.members.create(user=reader, role=CompanyMember.Role.READER)
    client.force_login(reader)
    assert client.get(reverse("investors:need", args=[need.pk])).status_code == 200
    assert client.post(reverse("investors:need-new"), typed()).status_code == 403
    assert client.post(reverse("investors:need-edit", args=[need.pk]), typed()).status_code == 403
    with pytest.raises(NotAllowed):
        change_need_status(need, "close", actor=reader, reason=CloseReason.CHANGED)
    assert Need.objects.get().title == need.title
    assert Need.objects.get().status == NeedStatus.OPEN


def test_charlie_changes_nothing(client, charlie, need):
    client.force_login(charlie)
    assert client.post(reverse("investors:need-edit", args=[need.pk]), typed()).status_code == 403
    step = reverse("investors:need-step", args=[need.pk, "close"])
    assert client.post(step, {"reason": "changed"}).status_code == 403
    need.refresh_from_db()
    assert need.status == NeedStatus.OPEN
    assert need.changes.count() == 2


def test_a_draft_is_seen_by_its_own_people_alone(client, charlie):
    company = builders.make_company()
    draft = builders.make_need(company, actor=company.members.get().user)
    assert draft.status == NeedStatus.DRAFT
    address = reverse("investors:need", args=[draft.pk])
    assert client.get(address).status_code == 404
    client.force_login(charlie)
    assert client.get(address).status_code == 404
    client.force_login(company.members.get().user)
    assert "Masih konsep" in client.get(address).content.decode()


def test_drafts_open_when_the_company_is_verified(officer):
    company = builders.make_company()
    draft = builders.make_need(company, actor=company.members.get().user)
    change_company_status(company, "verify", actor=officer)
    draft.refresh_from_db()
    assert draft.status == NeedStatus.OPEN


def test_the_worker_hears_of_an_opened_need_after_the_commit_only(
    heard, company, buyer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        need = builders.make_need(company, actor=buyer)
        assert heard == []
    for callback in callbacks:
        callback()
    assert heard == [need.pk]


def test_an_open_need_that_changes_is_matched_again_a_closed_one_cannot_change(
    heard, need, buyer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        update_need(need, actor=buyer, volume_month=7)
    assert heard == [need.pk]
    need = change_need_status(need, "close", actor=buyer, reason=CloseReason.FULFILLED)
    with pytest.raises(WrongState):
        update_need(need, actor=buyer, volume_month=8)
    assert Need.objects.get().volume_month == 7


def test_closing_asks_for_a_reason(client, buyer, need):
    with pytest.raises(Refused):
        change_need_status(need, "close", actor=buyer)
    client.force_login(buyer)
    step = reverse("investors:need-step", args=[need.pk, "close"])
    assert client.post(step, {}).status_code == 200
    assert Need.objects.get().status == NeedStatus.OPEN
    client.post(step, {"reason": CloseReason.ELSEWHERE})
    assert Need.objects.get().status == NeedStatus.CLOSED


def test_expiry_touches_overdue_needs_only_and_logs(need):
    overdue = builders.make_need(need.company)
    Need.objects.filter(pk=overdue.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert expire_needs() == 1
    assert expire_needs() == 0
    overdue.refresh_from_db()
    need.refresh_from_db()
    assert (overdue.status, need.status) == (NeedStatus.EXPIRED, NeedStatus.OPEN)
    assert overdue.changes.first().actor is None


def test_past_dates_are_refused_by_the_service_itself(company, buyer):
    with pytest.raises(ValidationError) as said:
        builders.make_need(company, actor=buyer, valid_until=timezone.localdate() - timedelta(1))
    assert "valid_until" in said.value.error_dict


@pytest.mark.parametrize(
    "nonsense", [{"volume_month": 0}, {"price_ceiling": 0}, {"months": 0}, {"radius_km": 5}]
)
def test_the_database_itself_refuses_nonsense(need, nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(**nonsense)


def test_the_list_narrows_and_keeps_its_budget(client, need, django_assert_max_num_queries):
    for _ in range(30):
        builders.make_need(need.company)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("investors:needs"))
    assert page.context["page"].paginator.count == 31
    narrowed = client.get(reverse("investors:needs"), {"q": need.title, "cluster": "lurik"})
    assert narrowed.context["page"].paginator.count >= 1
    assert (
        client.get(reverse("investors:needs"), {"cluster": "batik"}).context["page"].paginator.count
        == 0
    )
    wrong = client.get(reverse("investors:needs"), {"cluster": "bukan", "q": "\x00'\"%_ :*|" * 20})
    assert wrong.status_code == 200


@pytest.mark.parametrize("where", ["needs", "firm"])
def test_only_who_may_write_a_need_is_offered_to(client, need, buyer, alice, officer, where):
    """A button that leads to a refusal is none; a visitor is asked to sign in by it."""
    shown = (
        reverse("investors:needs")
        if where == "needs"
        else builders.make_verified_umkm().get_absolute_url()
    )
    reader = builders.make_account(Role.COMPANY)
    need.company.members.create(user=reader, role=CompanyMember.Role.READER)
    form = reverse("investors:need-new")

    def offered() -> tuple[bool, int]:
        page = client.get(shown).text
        return f'href="{form}"' in page, client.get(form).status_code

    assert offered() == (True, 302)
    client.force_login(buyer)
    assert offered() == (True, 200)
    for person in (reader, alice, officer):
        client.force_login(person)
        assert offered() == (False, 403)


def test_an_unsigned_visitor_is_asked_to_sign_in(client, need):
    answer = client.get(reverse("investors:need-new"))
    assert answer.status_code == 302
    assert reverse("accounts:sign-in") in answer.url


def test_one_who_buys_for_two_companies_says_for_which(client, buyer, company):
    other = builders.make_verified_company()
    other.members.create(user=buyer, role=CompanyMember.Role.BUYER)
    strange = builders.make_verified_company()
    client.force_login(buyer)
    assert "company" in client.post(reverse("investors:need-new"), typed()).context["form"].errors
    refused = client.post(reverse("investors:need-new"), typed(company=strange.pk))
    assert "company" in refused.context["form"].errors
    client.post(reverse("investors:need-new"), typed(company=other.pk))
    assert Need.objects.get().company == other


# ── API ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def asked(company, **changed) -> dict:
    today = timezone.localdate()
    return {
        "company": company.pk,
        "title": "Kaos",
        "text": "Kaos sablon",
        "category": "uniform",
        "clusters": ["konveksi"],
        "unit": "potong",
        "volume_month": 100,
        "first_delivery": (today + timedelta(days=30)).isoformat(),
        "valid_until": (today + timedelta(days=60)).isoformat(),
        "pattern": "subkontrak",
    } | changed


def test_the_api_writes_with_the_rights_of_the_pages(client, buyer, charlie, company):
    client.force_login(charlie)
    refused = client.post("/api/v1/needs/", asked(company), content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert not Need.objects.exists()
    client.force_login(buyer)
    made = client.post("/api/v1/needs/", asked(company), content_type="application/json")
    assert made.status_code == 201
    assert Need.objects.get().status == NeedStatus.OPEN
    closed = client.post(
        f"/api/v1/needs/{made.json()['id']}/close/",
        {"reason": "changed"},
        content_type="application/json",
    )
    assert closed.json()["status"] == "closed"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"volume_month": -1}, "volume_month"),
        ({"volume_month": "x"}, "volume_month"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"unit": "peti"}, "unit"),
        ({"clusters": ["bukan"]}, "clusters"),
    ],
)
def test_the_api_says_what_is_wrong_in_one_shape(client, buyer, company, changed, field):
    client.force_login(buyer)
    answer = client.post(
        "/api/v1/needs/", asked(company, **changed), content_type="application/json"
    )
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid"
    assert field in answer.json()["fields"]
    assert not Need.objects.exists()


def test_the_api_shows_the_public_the_open_needs_alone(client, need):
    draft = builders.make_need(builders.make_company())
    listed = client.get("/api/v1/needs/").json()["results"]
    assert [row["id"] for row in listed] == [need.pk]
    assert client.get(f"/api/v1/needs/{draft.pk}/").status_code == 404
