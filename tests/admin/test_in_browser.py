"""The admin in a real browser, under its own Content-Security-Policy: nothing blocked, nothing fetched from elsewhere."""

import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.urls import reverse
from playwright.sync_api import expect, sync_playwright

from tests import builders

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="There is no Chromium on this machine."),
]


@pytest.fixture
def browser(monkeypatch, transactional_db):
    # Playwright keeps an event loop in this thread; the database is used in between, never inside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
        connection.close()  # beside a loop Django opens a second one, which nobody else would close


@pytest.fixture
def desk(browser, live_server):
    """desk(user, width, height): a page of the admin in which this person has signed in by the form."""
    complaints = []

    def sit_down(user, width=1280, height=900):
        page = browser.new_page(viewport={"width": width, "height": height})
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on(
            "console",
            lambda line: complaints.append(line.text) if "Content Security" in line.text else None,
        )
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((live_server.url, "data:"))
                else complaints.append(f"from elsewhere: {request.url}")
            ),
        )
        page.goto(live_server.url + reverse("admin:login") + "?next=" + reverse("admin:index"))
        page.fill("#id_username", user.username)
        page.fill("#id_password", builders.PASSWORD)
        page.click("#login-form button[type=submit]")
        expect(page).to_have_url(live_server.url + reverse("admin:index"))
        return page

    yield sit_down
    assert complaints == []


def test_a_verifier_works_through_the_queue(verifier, desk, live_server):
    umkm = builders.make_umkm(certificates=[builders.certificate()])
    page = desk(verifier)
    page.get_by_role("link", name="UMKM menunggu verifikasi").click()
    page.get_by_role("link", name=umkm.name).click()
    page.get_by_role("button", name="Sudah diperiksa").click()
    expect(page.locator("body")).to_contain_text("tercatat sudah diperiksa")
    page.get_by_role("link", name="Verifikasi…").click()
    page.get_by_label("kunjungan").check()
    page.get_by_role("button", name="Verifikasi").click()
    expect(page.locator("body")).to_contain_text(f"{umkm.name} sekarang berstatus “terverifikasi”.")
    umkm.refresh_from_db()
    assert umkm.status == "verified"
    assert umkm.certificates.get().verified_by == verifier


def test_a_village_is_found_by_typing(verifier, desk, live_server):
    umkm = builders.make_umkm()
    page = desk(verifier)
    page.goto(live_server.url + reverse("admin:umkm_umkm_change", args=[umkm.pk]) + "?ubah=1")
    page.locator(".field-village .select2-selection").click()
    page.locator(".select2-search__field").fill("melikan")
    page.locator(".select2-results__option", has_text=re.compile("Melikan, Kec. Wedi")).click()
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("body")).to_contain_text("berhasil diubah")


def test_charts_are_drawn_under_the_policy(leader, signed_mou, desk):
    page = desk(leader)
    for chart in page.locator("canvas.chart").all():
        assert chart.evaluate("canvas => Chart.getChart(canvas).data.labels.length") > 0


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_screen_and_ours_are_accessible(
    width, officer, signed_mou, desk, live_server
):
    contract = builders.make_confirmed_contract(signed_mou)
    page = desk(officer, width, 740)
    for url in (
        reverse("admin:index"),
        reverse("admin:umkm_umkm_changelist"),
        reverse("admin:umkm_umkm_change", args=[signed_mou.members.first().umkm_id]),
        reverse("admin:partnerships_mou_change", args=[signed_mou.pk]),
        reverse("admin:partnerships_mou_step", args=[signed_mou.pk, "terminate"]),
        reverse("admin:partnerships_contract_realisation", args=[contract.pk]),
    ):
        page.goto(live_server.url + url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
        for part in (".dossier", ".form-page", ".desk-queues"):
            if page.locator(part).count():
                found = Axe().run(page, context=part)
                assert found.violations_count == 0, (url, found.generate_report())
