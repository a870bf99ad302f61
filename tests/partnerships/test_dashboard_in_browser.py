"""The dashboard on a phone: no barrier, and a table that is wider than the screen still says what its rows and it are."""

from django.urls import reverse
from django.utils import timezone

from partnerships import quarters
from partnerships.services.ledger import quarter_of
from tests import builders
from tests.browser import PHONE, in_browser, look, sign_in

pytestmark = in_browser


def test_rows_and_captions_stay_in_view_while_figures_pass_by(visit):
    builders.make_realisation(builders.make_confirmed_contract())
    page = visit(PHONE)
    sign_in(page, builders.make_official("leader"))
    page.goto(reverse("partnerships:dashboard"))
    look(page)
    scroll = page.locator(".table-scroll", has=page.locator("caption")).first
    left = scroll.bounding_box()["x"]
    assert scroll.evaluate("box => { box.scrollLeft = 120; return box.scrollLeft; }") == 120
    for part in ("caption", "thead th", "tbody th"):
        box = scroll.locator(part).first.bounding_box()
        assert abs(box["x"] - left) <= 1, part
        assert box["x"] + box["width"] <= PHONE["width"], part
    assert scroll.locator("thead th").nth(1).bounding_box()["x"] < left + 120

    year, number = quarters.after(quarter_of(timezone.localdate()))
    page.goto(reverse("partnerships:quarterly", args=[year, number]))
    look(page)
    page.get_by_role("link", name="Triwulan yang ada").click()
    page.wait_for_url("**" + reverse("partnerships:quarterly-list"))
