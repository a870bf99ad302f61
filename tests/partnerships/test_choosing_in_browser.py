"""A buyer chooses suppliers in a real browser: added from the directory, compared, found on the map; also without a script."""

import pytest
from django.urls import reverse

from partnerships.models import Shortlist
from partnerships.services import searches
from tests import builders
from tests.browser import DESK, PHONE, in_browser, look, sign_in

pytestmark = in_browser


@pytest.fixture
def market(db):
    """Six firms of three villages."""
    villages = ["33.10.03.2006", "33.10.04.2005", "33.10.05.2001"]
    return [
        builders.make_verified_umkm(
            name=f"Tenun {number}",
            village=villages[number % 3],
            payment_days=30,
            certificates=[builders.certificate(kind="halal")],
        )
        for number in range(6)
    ]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_add_from_the_directory_note_and_compare(visit, size, market, buyer):
    page = visit(size)
    sign_in(page, buyer)
    page.goto(reverse("umkm:directory") + "?q=tenun")
    look(page)
    for name in ("Tenun 1", "Tenun 2"):
        page.get_by_role("button", name=f"Simpan {name}").click()
        page.get_by_role("link", name=f"{name} ada di daftar ini").wait_for()
    assert page.url.endswith("?q=tenun")
    entries = Shortlist.objects.get().entries.all()
    assert [entry.umkm.name for entry in entries] == ["Tenun 1", "Tenun 2"]
    page.get_by_role("link", name="Tenun 2 ada di daftar ini").click()
    page.wait_for_url("**/daftar-pendek/**")
    look(page)
    page.get_by_text("Tulis catatan").first.click()
    page.get_by_label("Catatan").first.fill("Harga pas.")
    page.get_by_role("button", name="Simpan catatan").first.click()
    page.locator(".timeline-note", has_text="Harga pas.").wait_for()
    page.get_by_role("button", name="Keluarkan Tenun 1").click()
    page.get_by_role("button", name="Batalkan, kembalikan ke daftar").click()
    page.wait_for_load_state()
    assert entries.standing().count() == 2
    for name in ("Tenun 1", "Tenun 2"):
        page.get_by_label(f"Bandingkan {name}").check()
    page.get_by_role("button", name="Bandingkan", exact=True).click()
    page.wait_for_url("**/banding/**")
    look(page)
    assert page.locator("thead th").all_inner_texts() == ["Tenun 1", "Tenun 2"]


def test_what_was_ticked_is_remembered_over_the_pages_of_a_list(visit, market):
    page = visit(PHONE)
    page.goto(reverse("umkm:directory") + "?q=tenun")
    for number in range(4):
        page.get_by_label(f"Bandingkan Tenun {number}").check()
    assert page.get_by_label("Bandingkan Tenun 4").is_disabled()
    page.get_by_label("Bandingkan Tenun 0").uncheck()
    page.goto(reverse("umkm:directory") + "?district=33.10.05")
    assert page.get_by_label("Bandingkan Tenun 2").is_checked()
    look(page)
    page.get_by_role("button", name="Bandingkan", exact=True).click()
    page.wait_for_url("**/banding/**")
    assert sorted(page.locator("thead th").all_inner_texts()) == ["Tenun 1", "Tenun 2", "Tenun 3"]
    page.goto(reverse("umkm:directory"))
    page.get_by_role("button", name="Kosongkan").click()
    assert page.locator("input[form=banding]:checked").count() == 0


def test_all_of_it_without_a_script(visit, market, buyer):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, buyer)
    page.goto(reverse("umkm:directory") + "?q=tenun")
    page.get_by_role("button", name="Simpan Tenun 3").click()
    page.wait_for_load_state()
    assert page.url.endswith("?q=tenun")
    assert Shortlist.objects.get().entries.get().umkm == market[3]
    page.get_by_label("Bandingkan Tenun 3").check()
    page.get_by_label("Bandingkan Tenun 4").check()
    page.get_by_role("button", name="Bandingkan", exact=True).click()
    page.wait_for_url("**/banding/**")
    assert page.locator("thead th").count() == 2
    page.goto(reverse("umkm:directory") + "?q=tenun")
    page.get_by_role("link", name="Lihat di peta").click()
    page.wait_for_url("**/peta/**")
    page.locator("svg.map a:visible").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/direktori/?*district=*")
    assert page.locator(".firm-tools").count() == 2


@pytest.mark.parametrize(
    ("size", "language", "part"), [(PHONE, "id", "district"), (DESK, "en", "village")]
)
def test_the_map_in_place(visit, market, size, language, part):
    """On a phone a circle is a kecamatan: a village would be too small for a finger."""
    page = visit(size, language)
    page.goto(reverse("umkm:directory") + "?q=tenun")
    page.locator("a[hx-target='#peta']").click()
    page.wait_for_selector("svg.map")
    look(page)
    circles = page.locator("svg.map a:visible")
    assert circles.count() == 3
    if size == PHONE:
        assert circles.first.bounding_box()["width"] >= 24
    circles.first.click()
    page.wait_for_url(f"**/direktori/?*{part}=*")
    assert page.locator(".firm-tools").count() == 2


def test_a_search_is_saved_and_tells(visit, market, buyer):
    page = visit(PHONE)
    sign_in(page, buyer)
    page.goto(reverse("umkm:directory") + "?q=tenun")
    page.get_by_role("link", name="Simpan pencarian ini").click()
    page.wait_for_url("**/pencarian/baru/**")
    look(page)
    page.get_by_role("main").get_by_role("button", name="Simpan pencarian").click()
    page.wait_for_url("**/pencarian/*/")
    look(page)
    builders.make_verified_umkm(name="Tenun Baru")
    searches.look(int(page.url.rstrip("/").rsplit("/", 1)[1]))
    page.goto(reverse("desk"))
    page.get_by_role("link", name="1 UMKM baru untuk pencarian “tenun”").click()
    page.wait_for_url("**/pencarian/**")
    look(page)
    assert "Tenun Baru" in page.inner_text("main")
