"""The admin in a real browser, under its own Content-Security-Policy: nothing blocked, nothing fetched from elsewhere."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from tests import builders
from tests.browser import in_browser

pytestmark = in_browser


@pytest.fixture
def desk(visit):
    """desk(user, width, height): a page of the admin in which this person has signed in by the form."""

    def sit_down(user, width=1280, height=900):
        page = visit({"width": width, "height": height})
        page.goto(reverse("admin:login") + "?next=" + reverse("admin:index"))
        page.fill("#id_username", user.username)
        page.fill("#id_password", builders.PASSWORD)
        page.click("#login-form button[type=submit]")
        page.wait_for_url("**" + reverse("admin:index"))
        return page

    return sit_down


def test_a_verifier_works_through_the_queue(verifier, desk):
    umkm = builders.make_umkm(certificates=[builders.certificate()])
    page = desk(verifier)
    page.get_by_role("link", name="UMKM yang menunggu verifikasi", exact=True).click()
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


def test_a_village_is_found_by_typing(verifier, desk):
    umkm = builders.make_umkm()
    page = desk(verifier)
    page.goto(reverse("admin:umkm_umkm_change", args=[umkm.pk]) + "?ubah=1")
    page.locator(".field-village .select2-selection").click()
    page.locator(".select2-search__field").fill("melikan")
    page.locator(".select2-results__option", has_text=re.compile("Melikan, Kec. Wedi")).click()
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("body")).to_contain_text("berhasil diubah")


def test_charts_are_drawn_under_the_policy(leader, signed_mou, desk):
    page = desk(leader)
    expect(page.locator("canvas.chart").first).to_be_visible()
    for chart in page.locator("canvas.chart").all():
        assert chart.evaluate("canvas => Chart.getChart(canvas).data.labels.length") > 0


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_screen_and_ours_are_accessible(width, officer, signed_mou, desk):
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
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
        for part in (".dossier", ".form-page", ".desk-queues"):
            if page.locator(part).count():
                found = Axe().run(page, context=part)
                assert found.violations_count == 0, (url, found.generate_report())
