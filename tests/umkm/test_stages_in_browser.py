"""Nothing typed is lost: a cut line, two phones, a closed tab, an expired sign-in, no JavaScript, a large photo, a thin line."""

import gzip
from io import BytesIO

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from tests import builders
from tests.browser import PHONE, in_browser, look, sign_in
from umkm.models import Product, StageDraft, Umkm

pytestmark = in_browser


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def firm(db):
    """A firm with an account that has not said what it makes."""
    return builders.make_umkm(name="Tenun Sri", with_account=True, products=[])


@pytest.fixture
def owner(firm):
    return firm.members.get().user


def state(page):
    return page.locator("[data-save-state]")


def type_in(page, label, text):
    field = page.get_by_label(label, exact=True)
    field.fill("")
    field.press_sequentially(text)


def test_cut_in_stage_3_and_finished_on_another_phone(visit, firm, owner):
    new = reverse("umkm:product-new", args=[firm.pk])
    first = visit(PHONE)
    sign_in(first, owner)
    first.goto(reverse("umkm:profile", args=[firm.pk]))
    first.get_by_role("link", name="3. Produk dan kapasitas").click()
    first.get_by_label("Nama produk atau jasa").fill("Kain lurik ATBM")
    first.locator("#id_unit").select_option("meter")
    expect(state(first)).to_have_text("Tersimpan.")

    # The signal goes in the middle of the form.
    first.context.set_offline(True)
    first.get_by_label("Kapasitas per bulan").fill("180")
    first.get_by_label("Harga terendah").fill("50.000")
    expect(state(first)).to_contain_text("Sinyal terputus")
    look(first)
    first.get_by_role("button", name="Simpan").click()
    expect(state(first)).to_contain_text("Belum dikirim")
    assert first.url.endswith(new)
    assert not Product.objects.exists()

    # The same form on another phone: what had arrived is there, and the rest is typed there.
    second = visit(PHONE)
    sign_in(second, owner)
    second.goto(reverse("umkm:profile", args=[firm.pk]))
    expect(second.get_by_text("belum dikirim")).to_be_visible()
    second.get_by_role("link", name="3. Produk dan kapasitas").click()
    expect(second.get_by_label("Nama produk atau jasa")).to_have_value("Kain lurik ATBM")
    expect(second.locator("#id_unit")).to_have_value("meter")
    second.get_by_label("Harga terendah").fill("65.000")
    second.get_by_label("Waktu pengerjaan").fill("14")
    expect(state(second)).to_have_text("Tersimpan.")
    second.get_by_role("button", name="Simpan").click()
    second.wait_for_url("**/profil/")
    product = Product.objects.get()
    assert (product.name, product.price_min, product.lead_time_days) == (
        "Kain lurik ATBM",
        65_000,
        14,
    )
    assert product.capacity_month is None

    # The signal is back on the first: what it alone had typed arrives, what was typed later elsewhere holds.
    first.context.set_offline(False)
    expect(state(first)).to_contain_text("Harga terendah per satuan (Rp): diubah dari ponsel lain")
    expect(first.get_by_label("Harga terendah")).to_have_value("65.000")
    expect(first.get_by_label("Waktu pengerjaan")).to_have_value("14")
    first.get_by_role("button", name="Simpan").click()
    expect(state(first)).to_contain_text("tekan Simpan sekali lagi")
    first.get_by_role("button", name="Simpan").click()
    first.wait_for_url("**/profil/")
    product = Product.objects.get()  # still one
    assert (product.capacity_month, product.price_min) == (180, 65_000)
    draft = StageDraft.objects.get()
    assert [(entry["name"], entry["value"]) for entry in draft.replaced] == [
        ("price_min", "50.000")
    ]
    assert first.evaluate("localStorage.length") == 0


def test_a_closed_tab_without_signal_loses_nothing(visit, firm, owner):
    page = visit(PHONE)
    sign_in(page, owner)
    address = reverse("umkm:stage", args=[firm.pk, "harapan"])
    page.goto(address)
    page.context.set_offline(True)
    page.get_by_label("Keterangan harapan").fill("Mesin jahit")
    page.get_by_label("pelatihan", exact=True).check()
    expect(state(page)).to_contain_text("Sinyal terputus")
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_label("Keterangan harapan")).to_have_value("Mesin jahit")
    expect(again.get_by_label("pelatihan", exact=True)).to_be_checked()
    expect(state(again)).to_have_text("Tersimpan.")
    assert StageDraft.objects.get().open_values == {
        "wish_note": "Mesin jahit",
        "wishes": ["training"],
    }


def test_an_expired_sign_in_loses_nothing(visit, firm, owner):
    page = visit(PHONE)
    sign_in(page, owner)
    page.goto(reverse("umkm:stage", args=[firm.pk, "syarat"]))
    Session.objects.all().delete()
    page.get_by_label("Tempo pembayaran").fill("dua minggu")
    expect(state(page)).to_contain_text("Anda sudah keluar")
    state(page).get_by_role("link", name="Masuk").click()
    page.fill("#id_username", owner.username)
    page.fill("#id_password", builders.PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/tahap/syarat/")
    expect(page.get_by_label("Tempo pembayaran")).to_have_value("dua minggu")
    expect(state(page)).to_have_text("Tersimpan.")
    assert StageDraft.objects.get().open_values == {"payment_days": "dua minggu"}


def test_stage_1_survives_a_closed_tab_before_there_is_an_account(visit):
    page = visit(PHONE)
    page.goto(reverse("umkm:register"))
    page.get_by_label("Nama usaha").fill("Tenun Sri")
    page.get_by_role("combobox", name="Desa atau kelurahan").press_sequentially("melikan")
    page.get_by_role("option", name="Melikan, Kec. Wedi").click()
    page.get_by_label("Buat kata sandi").fill("benang-merah-7")
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(reverse("umkm:register"))
    expect(again.get_by_label("Nama usaha")).to_have_value("Tenun Sri")
    expect(again.get_by_role("combobox", name="Desa atau kelurahan")).to_have_value(
        "Melikan, Kec. Wedi"
    )
    expect(again.get_by_label("Buat kata sandi")).to_have_value("")
    assert "benang-merah" not in again.evaluate("JSON.stringify(localStorage)")


def test_numbers_of_persons_stay_out_of_the_browser(visit, firm, owner):
    page = visit(PHONE)
    sign_in(page, owner)
    page.goto(reverse("umkm:stage", args=[firm.pk, "identitas"]))
    page.context.set_offline(True)
    page.get_by_label("NIK pemilik").fill("3310035508900001")
    page.get_by_label("NIB").fill("1234567890123")
    expect(state(page)).to_contain_text("Sinyal terputus")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "1234567890123" in kept
    assert "3310035508900001" not in kept


def test_stages_work_without_javascript(visit, firm, owner):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, owner)
    page.goto(reverse("umkm:stage", args=[firm.pk, "usaha"]))
    page.get_by_label("Desa atau kelurahan").select_option("33.10.04.2005")
    page.get_by_label("Alamat").fill("Gang Kenanga 7")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/profil/")
    firm.refresh_from_db()
    assert (firm.village_id, firm.address) == ("33.10.04.2005", "Gang Kenanga 7")
    # What was refused is kept without a script, too.
    page.goto(reverse("umkm:stage", args=[firm.pk, "syarat"]))
    page.get_by_label("Tempo pembayaran").fill("lama")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto(reverse("umkm:stage", args=[firm.pk, "syarat"]))
    expect(page.get_by_label("Tempo pembayaran")).to_have_value("lama")


def test_the_combobox_by_keyboard(visit):
    page = visit(PHONE)
    page.goto(reverse("umkm:register"))
    village = page.get_by_role("combobox", name="Desa atau kelurahan")
    expect(village).to_have_attribute("aria-expanded", "false")
    village.press_sequentially("mlese")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(3)
    expect(page.get_by_text("3 desa cocok")).to_be_attached()
    village.press("ArrowUp")
    chosen = page.get_by_role("listbox").get_by_role("option", selected=True)
    assert village.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    village.press("Escape")
    expect(village).to_have_attribute("aria-expanded", "false")
    village.press("ArrowDown")
    village.press("Enter")
    assert "Mlese" in village.input_value()
    village.press_sequentially("x")
    expect(page.locator("select[name=village]")).to_have_value("")


def test_a_photo_is_made_small_before_it_is_sent(visit, firm, owner):
    noise = Image.effect_noise((3000, 2000), 90).convert("RGB")
    large = BytesIO()
    noise.save(large, "JPEG", quality=92)
    assert large.tell() > 1_500_000
    page = visit(PHONE)
    sign_in(page, owner)
    page.goto(reverse("umkm:product-new", args=[firm.pk]))
    page.get_by_label("Foto produk").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": large.getvalue()}
    )
    expect(page.get_by_text("IMG_1.jpg:")).to_be_visible(timeout=20_000)
    size = page.evaluate("document.querySelector('[data-shrink]').files[0].size")
    assert size < 450_000, "noise is the worst that a photo can be"
    page.get_by_label("Nama produk atau jasa").fill("Kain")
    page.locator("#id_unit").select_option("meter")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/profil/")
    photo = Product.objects.get().photos.get()
    assert max(photo.width, photo.height) <= 1600
    page.goto(reverse("umkm:product", args=[firm.pk, photo.product_id]))
    expect(page.get_by_role("img", name="Kain, foto 1")).to_be_visible()
    look(page)


def test_kbli_is_suggested_while_one_types_and_chosen_with_a_tap(visit, firm, owner):
    page = visit(PHONE)
    sign_in(page, owner)
    page.goto(reverse("umkm:product-new", args=[firm.pk]))
    page.get_by_label("Nama produk atau jasa").press_sequentially("Kain lurik tenun tangan")
    page.get_by_role("button", name="13122").click()
    chosen = page.get_by_label("KBLI").locator("option:checked")
    expect(chosen).to_contain_text("13122")
    expect(state(page)).to_have_text("Tersimpan.")
    assert StageDraft.objects.get().open_values["kbli"]


def weight(page, address) -> int:
    """Bytes of everything that the page loads but pictures, as a server that compresses sends them."""
    sizes = []

    def count(response):
        if response.request.resource_type != "image":
            sizes.append(len(gzip.compress(response.body(), 6)))

    page.on("response", count)
    page.goto(address, wait_until="networkidle")
    page.remove_listener("response", count)
    return sum(sizes)


def test_first_loads_are_light(visit, firm, owner):
    weights = {"daftar": weight(visit(PHONE), reverse("umkm:register"))}
    for name, address in {
        "profil": reverse("umkm:profile", args=[firm.pk]),
        "usaha": reverse("umkm:stage", args=[firm.pk, "usaha"]),
        "produk": reverse("umkm:product-new", args=[firm.pk]),
        "fasilitasi": reverse("umkm:facilitation", args=[firm.pk]),
    }.items():
        page = visit(PHONE)
        sign_in(page, owner)
        weights[name] = weight(page, address)
    assert max(weights.values()) < 100_000, weights


def test_the_officer_finishes_what_the_owner_began(visit, firm, owner, verifier):
    """A field officer opens the owner's half-typed stage on a phone of his own."""
    page = visit(PHONE)
    sign_in(page, owner)
    page.goto(reverse("umkm:product-new", args=[firm.pk]))
    page.get_by_label("Nama produk atau jasa").fill("Serbet")
    expect(state(page)).to_have_text("Tersimpan.")
    desk = visit(PHONE)
    sign_in(desk, verifier)
    desk.goto(reverse("umkm:product-new", args=[firm.pk]))
    expect(desk.get_by_label("Nama produk atau jasa")).to_have_value("Serbet")
    desk.locator("#id_unit").select_option("lembar")
    desk.get_by_role("button", name="Simpan").click()
    desk.wait_for_url("**/profil/")
    assert Umkm.objects.get().products.get().name == "Serbet"
