"""A buyer writes a need in a browser: hints come while typing, are taken by a press, and nothing chosen by hand is touched."""

import pytest
from django.urls import reverse

from investors.models import Company, Need
from tests import builders
from tests.browser import DESK, PHONE, in_browser, look, sign_in

pytestmark = in_browser


@pytest.fixture
def writer():
    return builders.make_verified_company().members.get().user


@pytest.mark.parametrize(("size", "language"), [(PHONE, "id"), (DESK, "en")])
def test_typing_and_taking_hints_writes_a_need_in_a_few_presses(visit, writer, size, language):
    page = visit(size, language)
    sign_in(page, writer)
    page.goto(reverse("investors:need-new"))
    look(page)
    page.fill("#id_title", "Kain untuk hotel")
    page.select_option("#id_category", "office")
    page.locator("#id_text").press_sequentially("Kain lurik ATBM, 900 meter.")
    page.locator("[data-take=unit]").wait_for()
    assert page.locator("[data-take=category]").count() == 0
    look(page)
    for field in ("clusters", "unit", "kbli"):
        page.locator(f"[data-take={field}]").first.click()
    assert page.input_value("#id_unit") == "meter"
    page.locator("#id_text").press_sequentially(" Untuk taplak.")
    page.wait_for_function("!document.querySelector('[data-take]')")
    page.fill("#id_volume_month", "900")
    page.locator("form[data-need] button.is-primary").click()
    page.wait_for_url("**/kebutuhan/*/")
    look(page)
    need = Need.objects.get()
    assert (need.unit_id, need.category, need.volume_month) == ("meter", "office", 900)
    assert [cluster.pk for cluster in need.clusters.all()] == ["lurik"]
    assert need.kbli.code == "13122"


def test_months_are_filled_and_named_in_place_and_shown_as_bars(visit, writer):
    need = builders.make_need(Company.objects.kept_by(writer).get(), actor=writer)
    page = visit(PHONE)
    sign_in(page, writer)
    page.goto(reverse("investors:need-edit", args=[need.pk]))
    for part in page.locator("details.fold > summary").all():
        if not part.evaluate("row => row.parentElement.open"):
            part.click()
    look(page)
    page.fill("#id_first_delivery", "2031-05-10")
    assert page.locator("[data-month]").first.inner_text() == "Mei 2031"
    page.fill("#id_plan_0", "100")
    page.fill("#id_plan_3", "1.300")
    page.locator("[data-plan] button").click()
    assert page.input_value("#id_plan_2") == "100"
    page.locator("form[data-need] button.is-primary").click()
    page.wait_for_url(f"**{need.get_absolute_url()}")
    look(page)
    assert page.locator(".bar-value", has_text="1.300 meter").count() == 9
    need.refresh_from_db()
    assert need.plan == [100] * 3 + [1300] * 9
