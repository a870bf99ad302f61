"""The pages of the API in a real browser: nothing from elsewhere, nothing that the policy blocks, no barrier."""

from django.urls import reverse

from kemitraan.api.models import ApiToken
from tests import builders
from tests.browser import DESK, PHONE, in_browser, look, sign_in

pytestmark = in_browser


def test_guide_reference_and_tokens(visit):
    firm = builders.make_verified_umkm(with_account=True)
    for size, language in ((PHONE, "id"), (DESK, "en")):
        page = visit(size, language)
        page.goto(reverse("api-pages:guide"))
        look(page)
        page.locator("details", has_text="umkm").last.locator("summary").click()
        sign_in(page, firm.members.get().user)
        page.goto(reverse("api-pages:tokens"))
        page.fill("#id_name", f"ERP {language}")
        page.get_by_role("main").locator("form.form button").click()
        look(page)
        assert page.locator("#rahasia").input_value().startswith("kmt_")
        page.goto(reverse("api-pages:reference"))
        page.locator("#operations-tag-suggestions").click()
        page.locator(".opblock-summary-path", has_text="suggestions").first.click()
        page.locator(".try-out__btn").click()
        page.locator(".execute").click()
        page.locator(".live-responses-table .response-col_status", has_text="200").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert ApiToken.objects.count() == 2
