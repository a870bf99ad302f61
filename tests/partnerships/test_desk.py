"""The desk of each role: what waits, since when, and the button that settles it."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from investors.models import Need, NeedStatus
from kemitraan.accounts.models import Role
from partnerships.models import Contract, SuggestionStatus, SuggestionStatusChange
from partnerships.services.ledger import change_entry_status
from partnerships.services.suggestions import show_interest
from tests import builders
from umkm.services import change_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """desk(person): the page as text."""

    def show(person) -> str:
        client.force_login(person)
        response = client.get(reverse("desk"))
        assert response.status_code == 200
        return response.text

    return show


def test_desk_needs_an_account(client):
    response = client.get(reverse("desk"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("accounts:sign-in"))


# ── Owner ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_returned_registration_shows_the_remark(desk, umkm, alice, verifier):
    change_status(umkm, "return", actor=verifier, note="NIB belum terbaca.")
    page = desk(alice)
    assert "NIB belum terbaca." in page
    assert reverse("umkm:profile", args=[umkm.pk]) in page
    assert reverse("umkm:step", args=[umkm.pk, "resubmit"]) in page


def test_missing_product_data_is_asked_for(desk, alice, verified_umkm):
    product = verified_umkm.products.get()
    page = desk(alice)
    assert "waktu pengerjaan (hari)" in page
    product.lead_time_days = 14
    product.save()
    assert "Belum diisi" not in desk(alice)


def test_suggestion_is_answered_from_the_desk(client, desk, suggestion, alice):
    page = desk(alice)
    button = reverse("partnerships:interest", args=[suggestion.pk])
    assert button in page
    assert suggestion.need.title in page
    client.post(button, {"next": reverse("desk")})
    assert button not in desk(alice)


def test_entry_is_confirmed_from_the_desk(client, desk, contract, alice, buyer):
    button = reverse("partnerships:contract-step", args=[contract.pk, "confirm"])
    assert button not in desk(buyer)
    assert button in desk(alice)
    client.post(button, {"next": reverse("desk")})
    assert button not in desk(alice)


def test_disputed_entry_comes_back_to_who_entered_it(desk, contract, alice, buyer):
    change_entry_status(contract, "dispute", actor=alice, note="Bukan 40 juta.", claimed_rupiah=1)
    page = desk(buyer)
    assert "Bukan 40 juta." in page
    assert reverse("partnerships:contract-step", args=[contract.pk, "correct"]) in page


def test_last_quarter_is_asked_for(desk, confirmed_contract, alice, buyer):
    started = timezone.localdate() - timedelta(days=120)
    Contract.objects.update(signed_on=started, starts_on=started)
    form = reverse("partnerships:realisation-new", args=[confirmed_contract.pk])
    for person in (alice, buyer):
        assert form in desk(person)


# ── Company ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_company_sees_who_waits_for_it_and_its_drafts(desk, suggestion, alice, buyer):
    button = reverse("partnerships:interest", args=[suggestion.pk])
    assert button not in desk(buyer)  # nobody has asked yet
    show_interest(suggestion, actor=alice)
    assert button in desk(buyer)
    Need.objects.update(status=NeedStatus.DRAFT)
    assert "Kebutuhan yang masih konsep" in desk(buyer)
    assert suggestion.need.company.get_absolute_url() in desk(buyer)


# ── Officials ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_officer_sees_companies_pairs_mous_and_entries(desk, contract, officer):
    waiting_company = builders.make_company()
    pair = builders.make_matched()
    mou = builders.make_mou()
    page = desk(officer)
    assert reverse("investors:company-step", args=[waiting_company.pk, "verify"]) in page
    assert f"{reverse('partnerships:mou-new')}?need={pair.need_id}" in page
    assert reverse("partnerships:mou-step", args=[mou.pk, "draft"]) in page
    assert reverse("partnerships:contract-step", args=[contract.pk, "confirm_on_behalf"]) in page


def test_verifier_sees_the_queue_by_kecamatan(client, desk, verifier):
    for village in ("33.10.03.2006", "33.10.03.2006", "33.10.04.2005"):
        builders.make_umkm(village=village)
    page = desk(verifier)
    assert "Kecamatan Wedi: 2 UMKM" in page
    queue = re.search(r'href="(/admin/[^"]*33\.10\.03[^"]*)"', page).group(1)
    response = client.get(html.unescape(queue))
    assert response.status_code == 200  # the admin knows these filters
    assert response.context["cl"].result_count == 2


def test_watchers_see_the_newest_and_the_dashboard(desk, mou, leader, auditor):
    for person in (leader, auditor):
        page = desk(person)
        assert mou.title in page
        assert reverse("partnerships:dashboard") in page
        assert "DPMPTSP: MoU yang paling lama disusun" in page  # where it stands still, and no act
        assert 'class="button is-primary"' not in page.split("<main", 1)[1].split("MoU terbaru")[0]


# ── Age, emptiness, cost ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (7, False), (8, True)])
def test_late_is_marked_after_a_week(desk, suggestion, alice, buyer, days, is_late):
    show_interest(suggestion, actor=alice)
    SuggestionStatusChange.objects.update(at=timezone.now() - timedelta(days=days))
    page = desk(buyer)
    assert (f"menunggu {days} hari" if days else "sejak hari ini") in page
    assert ('<span class="tag tone-bad">terlambat 1 hari</span>' in page) == is_late


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.UMKM, "umkm:register"),
        (Role.COMPANY, "investors:register"),
        (Role.PARTNERSHIP_OFFICER, "partnerships:dashboard"),
        (Role.LEADER, "partnerships:dashboard"),
    ],
)
def test_an_empty_desk_says_what_one_can_do(desk, role, address):
    page = desk(builders.make_account(role))
    assert 'class="empty"' in page
    assert reverse(address) in page


def test_desk_of_a_company_without_work_offers_a_new_need(desk, company, buyer):
    assert reverse("investors:need-new") in desk(buyer)


def test_desk_shows_the_first_few_and_says_that_there_are_more(desk, need, officer):
    pairs = [builders.make_matched(need) for _ in range(7)]
    page = desk(officer)
    assert sum(f"{pair.umkm} →" in page for pair in pairs) == 5
    assert "Lihat semua 7" in page


def test_a_desk_costs_the_same_for_little_and_for_much(
    client, desk, need, verified_umkm, alice, buyer, officer, count_queries
):
    people = (alice, buyer, officer)
    counts = []
    for _ in range(2):
        for _ in range(6):
            answered = builders.make_suggestion(need)
            firm_suggestion = builders.make_suggestion(umkm=verified_umkm)
            type(answered).objects.filter(pk=answered.pk).update(
                status=SuggestionStatus.UMKM_INTERESTED
            )
            type(answered).objects.filter(pk=firm_suggestion.pk).update(
                status=SuggestionStatus.COMPANY_INTERESTED
            )
            builders.make_mou(builders.make_matched(need))
        row = []
        for person in people:
            client.force_login(person)
            row.append(count_queries(reverse("desk")))
        counts.append(row)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 32
