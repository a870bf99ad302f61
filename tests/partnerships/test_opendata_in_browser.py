"""The page of open data in a real browser: the columns open by themselves, and the file comes down."""

import pytest
from django.urls import reverse

from tests.browser import DESK, PHONE, in_browser, look

pytestmark = in_browser


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_page_has_no_barriers_and_leads_to_the_file(visit, size, language):
    page = visit(size, language)
    page.goto(reverse("home"))
    page.locator(f'footer a[href="{reverse("partnerships:open-data")}"]').click()
    page.wait_for_url("**" + reverse("partnerships:open-data"))
    look(page)
    for columns in page.locator("main summary").all():
        columns.click()
    look(page)
    with page.expect_download() as download:
        page.locator("main a.button").first.click()
    assert download.value.suggested_filename == "umkm.csv"
