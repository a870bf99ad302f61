"""The pages that explain and override the matcher, in a real browser: no barrier, nothing wider than a phone, no script needed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kemitraan.accounts.models import Role
from partnerships.models import Suggestion
from partnerships.services import matching
from tests import builders
from tests.browser import DESK, PHONE, in_browser, look, sign_in

pytestmark = in_browser


@pytest.fixture
def market(company):
    """A need with a list, a group and relaxations, as the matcher makes them."""
    for number in range(4):
        builders.make_verified_umkm(
            name=f"Tenun {number}",
            products=[builders.product(name="Kain lurik", capacity_month=300 + 100 * number)],
        )
    builders.make_verified_umkm(
        products=[builders.product(name="Kain lurik", price_min=120_000, price_max=130_000)]
    )
    need = builders.make_need(company, many_suppliers=True, preferred_certificates=["halal"])
    matching.perform(matching.ask_need_run(need).pk)
    Suggestion.objects.filter(pk=Suggestion.objects.first().pk).update(lifted=True)
    return need


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_officer_reads_compares_nominates_and_invites(visit, size, market, officer):
    page = visit(size)
    sign_in(page, officer)
    page.goto(reverse("partnerships:need-suggestions", args=[market.pk]))
    look(page)
    assert "Usulan kelompok" in page.inner_text("main")
    page.get_by_role("link", name="Bandingkan").first.click()
    page.wait_for_url("**/bandingkan/**")
    look(page)
    assert "Selisih" in page.inner_text("main")
    page.goto(reverse("partnerships:nominate", args=[market.pk]) + "?q=lurik")
    look(page)
    page.goto(reverse("partnerships:need-suggestions", args=[market.pk]))
    page.get_by_role("button", name="Undang kelompok ini").click()
    page.wait_for_load_state()
    look(page)
    assert market.group_proposals.get().status == "taken"


def test_the_comparison_needs_a_keyboard_and_no_script(visit, market, buyer):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, buyer)
    page.goto(reverse("partnerships:compare", args=[market.pk]))
    page.focus("#id_a")
    page.keyboard.press("ArrowDown")
    page.focus("#id_b")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**a=*&b=*")
    assert "poin" in page.inner_text("main")
    assert "Tambahan kerja" not in page.inner_text("main")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_owner_reads_the_method_and_objects(visit, size, verified_umkm, alice):
    page = visit(size)
    page.goto(reverse("partnerships:method"))
    look(page)
    sign_in(page, alice)
    page.goto(verified_umkm.get_absolute_url())
    page.get_by_role("link", name="Pencocokan otomatis").click()
    look(page)
    page.get_by_role("button", name="Saya berkeberatan").click()
    page.wait_for_load_state()
    look(page)
    assert "tidak dicocokkan oleh mesin" in page.inner_text("main")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_leader_reads_the_spread_on_the_dashboard(visit, size, market):
    page = visit(size)
    sign_in(page, builders.make_official(Role.LEADER))
    page.goto(reverse("partnerships:dashboard"))
    look(page)
    page.get_by_text("Cara kerja pencocokan").click()
    expect(page.get_by_text("Gini").first).to_be_visible()
    look(page)
