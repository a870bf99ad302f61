"""Pages of supply in a real browser: without barriers, in place, and without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kemitraan.pagination import PAGE_SIZE
from tests import builders
from tests.browser import DESK, PHONE, in_browser, look, sign_in
from umkm.forms import STAGE_FORMS
from umkm.models import Umkm
from umkm.services import change_status, save_certificate, save_product

pytestmark = in_browser

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture
def stall(verified_umkm, alice):
    """Alice's firm with a certificate that has run out and a second product."""
    save_certificate(verified_umkm, actor=alice, **builders.certificate(expires_on="2025-01-31"))
    save_product(verified_umkm, actor=alice, **builders.product(busy_months=[6, 7]))
    return verified_umkm


@pytest.mark.parametrize("language", ["id", "en"])
@SIZES
def test_public_pages_have_no_barriers(visit, size, language, stall):
    page = visit(size, language)
    for address in (
        reverse("umkm:directory"),
        reverse("umkm:directory") + "?capacity=abc&cluster=emas",
        reverse("umkm:directory") + "?q=tidakada",
        reverse("umkm:register"),
        stall.get_absolute_url(),
    ):
        page.goto(address)
        look(page)


@SIZES
def test_pages_of_its_people_have_no_barriers(visit, size, stall, alice, verifier):
    change_status(stall, "return", actor=verifier, note="Foto belum jelas.")
    product, certificate = stall.products.first(), stall.certificates.get()
    page = visit(size)
    sign_in(page, alice)
    for address in (
        stall.get_absolute_url(),
        reverse("umkm:profile", args=[stall.pk]),
        *(reverse("umkm:stage", args=[stall.pk, stage]) for stage in STAGE_FORMS),
        reverse("umkm:product-new", args=[stall.pk]),
        reverse("umkm:facilitation", args=[stall.pk]),
        reverse("umkm:membership", args=[stall.pk]) + "?q=a",
        reverse("umkm:product", args=[stall.pk, product.pk]),
        reverse("umkm:certificate", args=[stall.pk, certificate.pk]),
        reverse("umkm:step", args=[stall.pk, "resubmit"]),
    ):
        page.goto(address)
        look(page)


@SIZES
def test_who_registers_with_errors_sees_them_first_and_mends_them(visit, size):
    page = visit(size)
    page.goto(reverse("umkm:register"))
    page.get_by_label("Nama Anda").fill("Sri Rahayu")
    page.get_by_label("Nomor WhatsApp").fill("0812")
    page.get_by_role("main").get_by_role("button", name="Daftar").click()
    expect(page.get_by_role("alert")).to_be_focused()
    look(page)
    expect(page.get_by_label("Nama Anda")).to_have_value("Sri Rahayu")

    page.get_by_label("Nomor WhatsApp").fill("0812 3456 7890")
    page.get_by_label("Buat kata sandi").fill("benang-merah-7")
    page.get_by_label("Nama usaha").fill("Tenun Sri")
    page.get_by_label("Klaster utama").select_option("lurik")
    page.get_by_label("Produk atau jasa utama").fill("Kain lurik")
    village = page.get_by_role("combobox", name="Desa atau kelurahan")
    village.press_sequentially("melik")
    found = page.get_by_role("listbox").get_by_role("option")
    expect(found).to_have_text(["Melikan, Kec. Wedi"])
    look(page)
    village.press("ArrowDown")
    village.press("Enter")
    expect(village).to_have_value("Melikan, Kec. Wedi")
    page.get_by_label("Saya setuju").check()
    page.get_by_role("main").get_by_role("button", name="Daftar").click()
    page.wait_for_url("**/profil/?baru=1")
    expect(page.get_by_text("Pendaftaran diterima")).to_be_visible()
    firm = Umkm.objects.get()
    assert (firm.village_id, firm.products.get().name) == ("33.10.03.2006", "Kain lurik")
    assert page.evaluate("localStorage.length") == 0


@pytest.fixture
def market(db):
    for _ in range(PAGE_SIZE + 2):
        builders.make_verified_umkm()
    builders.make_verified_umkm(name="Batik Zahra", cluster="batik")


def count(page):
    return page.get_by_role("heading", level=2).first


def test_results_change_in_place_while_one_types(visit, market):
    page = visit(DESK)
    page.goto(reverse("umkm:directory"))
    expect(count(page)).to_have_text(f"{PAGE_SIZE + 3} UMKM")
    page.evaluate("window.same = true")
    page.get_by_label("Cari produk").press_sequentially("zahra")
    expect(count(page)).to_have_text("1 UMKM")
    expect(page.get_by_label("Cari produk")).to_be_focused()
    assert "q=zahra" in page.url
    page.locator("#facets input[name=cluster][value=batik]").check()
    expect(page.get_by_role("link", name="batik (lepaskan)")).to_be_visible()
    assert page.evaluate("window.same")
    page.reload()
    expect(page.get_by_label("Cari produk")).to_have_value("zahra")
    expect(page.locator("#facets input[name=cluster][value=batik]")).to_be_checked()
    expect(count(page)).to_have_text("1 UMKM")


def test_what_is_wrong_is_said_in_place_and_leaves_the_cursor(visit, market):
    page = visit(DESK)
    page.goto(reverse("umkm:directory"))
    page.get_by_label("Cari produk").press_sequentially("&&")
    expect(page.get_by_role("alert")).to_contain_text("Tulis paling sedikit satu kata")
    expect(page.get_by_label("Cari produk")).to_be_focused()


def test_pages_turn_in_place_and_the_way_back_works(visit, market):
    page = visit(PHONE)
    page.goto(reverse("umkm:directory"))
    first = page.locator(".card h3").first.inner_text()
    page.get_by_role("link", name="Berikutnya").click()
    expect(page.get_by_text("Halaman 2 dari 2")).to_be_visible()
    assert "page=2" in page.url
    page.locator(".card h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Direktori UMKM")
    page.go_back()
    expect(page.get_by_text("Halaman 2 dari 2")).to_be_visible()
    page.go_back()
    expect(page.locator(".card h3").first).to_have_text(first)


def test_the_directory_works_without_javascript(visit, market):
    page = visit(PHONE, java_script_enabled=False)
    page.goto(reverse("umkm:directory"))
    page.get_by_label("Cari produk").fill("zahra")
    page.get_by_role("button", name="Cari", exact=True).click()
    expect(count(page)).to_have_text("1 UMKM")
    page.get_by_role("link", name="Batik Zahra").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Batik Zahra")
