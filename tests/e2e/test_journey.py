"""The whole main job once, by hand: from a registration on a phone to confirmed money on the dashboard.

A company of Osaka and two weavers, one of whom coordinates; six people at six browsers, a real worker, and no row made behind
their backs but the officials' accounts.
"""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kemitraan.accounts.models import Role
from partnerships.models import Contract, Mou, Realisation, Suggestion
from partnerships.models.preparation import CLAUSES
from tests import builders
from tests.browser import DESK, PHONE, in_browser, look, sign_in
from tests.e2e.conftest import wait_until

pytestmark = in_browser

FIRM, COMPANY = "Tenun Sri Rahayu", "PT Sakura Hotel Indonesia"
OTHER_FIRM = "Lurik Mbah Joyo"
NEED = "Handwoven lurik cloth for hotel uniforms"
EMAIL, PASSWORD = "purchasing@sakura.example", "benang-merah-7"
#: Pages of a busy machine, with a worker beside them.
expect.set_options(timeout=20_000)


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name).first.click()


def check_each(page, selector, count):
    """All boxes of a page that may still be on its way: `all()` alone takes what stands there at this moment."""
    boxes = page.locator(selector)
    expect(boxes).to_have_count(count)
    for box in boxes.all():
        box.check()


def open_part(page, name):
    """A folded part of a long form."""
    page.get_by_text(name, exact=True).click()


def says(page, *sentences):
    for sentence in sentences:
        expect(page.locator("body")).to_contain_text(sentence)


def enter_admin(page, user):
    page.goto(reverse("admin:index"))
    page.fill("#id_username", user.username)
    page.fill("#id_password", builders.PASSWORD)
    page.click("#login-form button[type=submit]")
    page.wait_for_url("**" + reverse("admin:index"))


def test_from_registration_to_confirmed_money(visit, start_worker):
    verifier = builders.make_official(Role.UMKM_OFFICER)
    officer = builders.make_official(Role.PARTNERSHIP_OFFICER)
    leader = builders.make_official(Role.LEADER)
    start_worker()

    sri, joyo, aiko = visit(PHONE), visit(PHONE), visit(DESK, "en")
    desk_of_verifier, desk_of_officer = visit(DESK), visit(DESK)
    registers_on_a_phone(sri)
    registers_on_a_phone(joyo, OTHER_FIRM, "Joyo Sumarto", "0812-3456-7891")
    enter_admin(desk_of_verifier, verifier)
    for firm in (FIRM, OTHER_FIRM):
        is_verified(desk_of_verifier, firm)
    registers_a_company(aiko)
    verifies_the_company(desk_of_officer, officer)
    posts_a_need(aiko)
    both_say_that_they_are_interested({FIRM: sri, OTHER_FIRM: joyo}, aiko)
    leads_the_mou_to_its_trial(desk_of_officer)
    judges_the_sample(aiko)
    drafts_and_checks(desk_of_officer)
    everybody_signs(sri, aiko)
    books_and_confirms(sri, aiko)
    shows_the_four_amounts(visit(DESK), leader)


def registers_on_a_phone(page, firm=FIRM, owner="Sri Rahayu", telephone="0812-3456-7890"):
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Daftarkan usaha Anda").first.click()
    says(page, "Dua menit, tanpa biaya.")
    page.get_by_label("Nama Anda").fill(owner)
    page.get_by_label("Nomor WhatsApp").fill(telephone)
    page.get_by_label("Buat kata sandi").fill(PASSWORD)
    page.get_by_label("Nama usaha").fill(firm)
    page.get_by_label("Klaster utama").select_option(label="lurik")
    village = page.get_by_role("combobox", name="Desa atau kelurahan")
    village.press_sequentially("melik")
    expect(page.get_by_role("option", name="Melikan")).to_be_visible()
    village.press("ArrowDown")
    village.press("Enter")
    page.get_by_label("Produk atau jasa utama").fill("Kain lurik tenun tangan")
    page.get_by_label("Saya setuju").check()
    look(page)
    press(page, "Daftar")
    page.wait_for_url("**/profil/?baru=1")
    says(page, "Pendaftaran diterima", firm)
    look(page)
    page.get_by_role("link", name="3. Produk dan kapasitas").click()
    page.locator("#id_unit").select_option("meter")
    page.get_by_label("Kapasitas per bulan").fill("1.200")
    page.get_by_label("Harga terendah").fill("55.000")
    page.get_by_label("Harga tertinggi").fill("70.000")
    press(page, "Simpan")
    page.wait_for_url("**/profil/")


def is_verified(page, firm):
    page.goto(reverse("admin:index"))
    follow(page, "UMKM yang menunggu verifikasi")
    follow(page, firm)
    follow(page, "Verifikasi…")
    page.get_by_label("kunjungan").check()
    page.get_by_label("Catatan").fill("Dikunjungi, tiga alat tenun.")
    page.get_by_role("button", name="Verifikasi", exact=True).click()
    says(page, f"{firm} sekarang berstatus “terverifikasi”.")


def registers_a_company(page):
    page.goto("/")
    follow(page, "I am a company looking for suppliers")
    page.get_by_label("Company name").fill(COMPANY)
    page.get_by_label("PMA").check()
    page.get_by_label("Country of capital").select_option("JP")
    page.get_by_label("NIB").fill("9120 0012 34567")
    page.get_by_label("Line of business").fill("Hotel")
    page.get_by_label("City of the head office").fill("Osaka")
    page.get_by_label("Contact name").fill("Aiko Mori")
    page.get_by_label("Contact e-mail").fill(EMAIL)
    page.get_by_label("Contact telephone").fill("+81 6 1234 5678")
    page.get_by_label("Make a password").fill(PASSWORD)
    page.get_by_label("I agree").check()
    press(page, "Register")
    says(page, COMPANY)


def verifies_the_company(page, officer):
    enter_admin(page, officer)
    follow(page, "Perusahaan yang menunggu verifikasi")
    follow(page, COMPANY)
    follow(page, "Verifikasi…")
    page.get_by_label("data resmi").check()
    page.get_by_role("button", name="Verifikasi", exact=True).click()
    says(page, f"{COMPANY} sekarang berstatus “terverifikasi”.")


def posts_a_need(page):
    today = timezone.localdate()
    page.goto(reverse("investors:need-new"))
    page.get_by_label("What is needed").fill(NEED)
    page.get_by_label("Description of the need").fill(
        "Handwoven striped lurik cloth, cotton, for the uniforms of two hotels."
    )
    page.get_by_label("Category").select_option("uniform")
    page.get_by_role("combobox", name="Unit").select_option("meter")
    page.get_by_label("Volume a month").fill("800")
    open_part(page, "Price and time")
    page.get_by_label("Highest price a unit").fill("75,000")
    page.get_by_label("First delivery").fill(f"{today + timedelta(days=60)}")
    page.get_by_label("Valid until").fill(f"{today + timedelta(days=90)}")
    open_part(page, "Pattern, coaching, KBLI")
    page.get_by_label("Pattern of partnership").select_option("rantai-pasok")
    press(page, "Save")
    says(page, "Need saved.", NEED, "Rp 75,000")


def both_say_that_they_are_interested(owners, aiko):
    follow(aiko, "See suggested suppliers")

    def has_suggestions():
        aiko.reload()
        return all(aiko.get_by_role("link", name=firm).count() for firm in owners)

    wait_until("the worker has suggested both firms", has_suggestions)
    says(aiko, "Matching score", "All reasons and the score in detail")
    look(aiko)
    assert Suggestion.objects.count() == 2

    for firm, owner in owners.items():
        owner.goto(reverse("desk"))
        says(owner, "Kebutuhan yang menunggu jawaban Anda", NEED)
        press(owner, "Kami berminat")
        says(owner, "Minat Anda tercatat. Pihak lain diminta menjawab")

        aiko.goto(reverse("desk"))
        says(aiko, "UMKM waiting for your answer", firm)
        press(aiko, "We are interested too")
        says(aiko, "Both sides are interested. Contacts are open now")
    assert {row.status for row in Suggestion.objects.all()} == {"matched"}


def leads_the_mou_to_its_trial(page):
    page.goto(reverse("admin:index"))
    follow(page, "Kedua pihak berminat, belum ada MoU")
    check_each(page, "input[name=_selected_action]", count=2)
    page.locator("select[name=action]").select_option(label="Siapkan MoU dari yang dipilih…")
    page.get_by_role("button", name="Jalankan").click()
    says(page, "UMKM yang ikut", FIRM, OTHER_FIRM, NEED)
    page.get_by_role("button", name="Siapkan MoU", exact=True).click()
    says(page, "dimulai dengan 2 UMKM")

    follow(page, "Ubah bagian")
    page.get_by_label(f"{FIRM} (%)").fill("60")
    page.get_by_label(f"{OTHER_FIRM} (%)").fill("40")
    page.get_by_label("Koordinator").select_option(label=FIRM)
    page.get_by_role("button", name="Simpan bagian").click()
    says(page, "Bagian para UMKM tersimpan.")

    follow(page, "Catat temu bisnis…")
    page.get_by_label("Hasil pertemuan").fill("Sepakat menguji contoh.")
    page.get_by_role("button", name="Catat temu bisnis").click()
    follow(page, "Mulai uji contoh…")
    page.get_by_label("Contoh yang diuji").fill("Sepuluh meter kain, dua minggu.")
    page.get_by_role("button", name="Mulai uji contoh").click()
    says(page, "sekarang berstatus “uji contoh”")


def judges_the_sample(page):
    """In English: found by what a form sends, not by its words."""
    page.goto(reverse("desk"))
    page.locator("a[href$='/langkah/judge/']").first.click()
    page.locator("input[name=outcome][value=passed]").check()
    look(page)
    page.locator("main form .button.is-primary").click()
    page.wait_for_url(f"**{Mou.objects.get().get_absolute_url()}")


def drafts_and_checks(page):
    page.goto(reverse("admin:partnerships_mou_change", args=[Mou.objects.get().pk]))
    follow(page, "Susun rancangan MoU…")
    page.get_by_role("button", name="Susun rancangan MoU").click()
    says(page, "sekarang berstatus “rancangan MoU”")

    today = timezone.localdate()
    follow(page, "Ajukan pemeriksaan hukum…")
    page.get_by_label("Nomor MoU").fill("415.4/17/2026")
    page.get_by_label("Mulai berlaku").fill(f"{today}")
    page.get_by_label("Berakhir").fill(f"{today + timedelta(days=365)}")
    page.get_by_label("Nilai MoU").fill("720.000.000")
    page.get_by_role("button", name="Ajukan pemeriksaan hukum").click()
    says(page, "sekarang berstatus “pemeriksaan hukum”")

    follow(page, "Nyatakan lulus pemeriksaan…")
    # The clauses, and both languages since a party is foreign.
    check_each(page, ".form-page input[type=checkbox]", count=len(CLAUSES) + 1)
    page.get_by_role("button", name="Nyatakan lulus pemeriksaan").click()
    says(page, "sekarang berstatus “penandatanganan”", "Rp 720.000.000")


def everybody_signs(sri, aiko):
    """The company of Osaka for itself, the coordinator on her phone for both weavers."""
    scan = {"name": "mou.pdf", "mimeType": "application/pdf", "buffer": builders.pdf().read()}
    for page, party in ((aiko, "company"), (sri, "coordinator")):
        page.goto(reverse("desk"))
        page.locator("a[href$='/langkah/sign/']").first.click()
        page.locator(f"input[name=parties][value^={party}]").check()
        page.locator("input[name=upload]").set_input_files(scan)
        look(page)
        page.locator("main form .button.is-primary").click()
        page.wait_for_url(f"**{Mou.objects.get().get_absolute_url()}")
    assert Mou.objects.get().status == "signed"


def books_and_confirms(sri, aiko):
    mou = Mou.objects.get().get_absolute_url()
    aiko.goto(mou)
    says(aiko, "415.4/17/2026")
    follow(aiko, "Enter contract or purchase order")
    aiko.get_by_label("Amount (Rp)").fill("240,000,000")
    aiko.get_by_label("Document number").fill("PO-2026-001")
    aiko.get_by_label("purchase order").check()
    press(aiko, "Enter")
    says(aiko, "The other side is asked to confirm", "Rp 240,000,000")

    sri.goto(reverse("desk"))
    says(sri, "Kontrak yang perlu Anda konfirmasi", "PO-2026-001")
    press(sri, "Benar, konfirmasi")
    says(sri, "Nilai ini dihitung sebagai diakui kedua pihak.")
    assert Contract.objects.get().status == "confirmed"

    sri.goto(mou)
    look(sri)
    follow(sri, "Catat realisasi")
    sri.get_by_label("Volume dikirim").fill("800")
    sri.get_by_label("Nilai (Rp)").fill("56.000.000")
    sri.get_by_label("Nomor dokumen").fill("FAKTUR-1")
    look(sri)
    press(sri, "Catat")
    says(sri, "Pihak lain diminta mengonfirmasi", "Rp 56.000.000")

    aiko.goto(reverse("desk"))
    says(aiko, FIRM, "Rp 56,000,000")
    press(aiko, "Correct, confirm")
    says(aiko, "The amount counts as acknowledged by both sides.")
    assert Realisation.objects.get().status == "confirmed"


def shows_the_four_amounts(page, leader):
    sign_in(page, leader)
    follow(page, "Buka dasbor")
    says(page, "Dasbor kemitraan", "Rp 720 juta", "Rp 240 juta", "Rp 56 juta")
    look(page)
