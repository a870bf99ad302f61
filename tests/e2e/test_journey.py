"""The whole main job once, by hand: from a registration on a phone to confirmed money on the dashboard.

A company of Osaka with a buyer and a reader, and two weavers, one of whom coordinates; officials of every role; each person at a browser
of their own, a real worker, and no row made behind their backs but the officials' accounts.
"""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from investors.models import Company
from kemitraan.accounts.models import Office, Role
from partnerships.models import Contract, Mou, Realisation, Suggestion
from partnerships.models.preparation import CLAUSES
from tests import builders
from tests.browser import DESK, PHONE, in_browser, look, sign_in
from tests.e2e.conftest import wait_until
from tests.e2e.onlookers import cannot_reach_it, only_reads, reads_it_as_an_official
from tests.e2e.walking import (
    check_each,
    enter_admin,
    follow,
    open_part,
    press,
    says,
)

pytestmark = in_browser

FIRM, COMPANY = "Tenun Sri Rahayu", "PT Sakura Hotel Indonesia"
OTHER_FIRM = "Lurik Mbah Joyo"
NEED = "Handwoven lurik cloth for hotel uniforms"
#: Melikan, where the weavers live.
VILLAGE = "33.10.03.2006"
EMAIL, PASSWORD = "purchasing@sakura.example", "benang-merah-7"


def area_staff(role, **place):
    account = builders.make_official(role, **place)
    account.is_staff = True  # works in the admin, in an area of its own
    account.save()
    return account


def test_from_registration_to_confirmed_money(visit, start_worker):
    verifier = builders.make_official(Role.UMKM_OFFICER)
    district = area_staff(Role.DISTRICT_OFFICER, district_id=VILLAGE[:8])
    village = area_staff(Role.VILLAGE_OFFICER, village_id=VILLAGE)
    officer = builders.make_official(Role.PARTNERSHIP_OFFICER)
    legal = builders.make_official(Role.LEGAL_OFFICER)
    office = builders.make_official(Role.OFFICE_OFFICER, office=Office.DINKES)
    leader = builders.make_official(Role.LEADER)
    auditor = builders.make_official(Role.AUDITOR)
    start_worker()

    sri, joyo, aiko = visit(PHONE), visit(PHONE), visit(DESK, "en")
    desk_of_officer, desk_of_district = visit(DESK), visit(DESK)
    desk_of_village = visit(PHONE)
    registers_on_a_phone(sri)
    registers_on_a_phone(joyo, OTHER_FIRM, "Joyo Sumarto", "0812-3456-7891")
    sees_who_waits_in_the_village(desk_of_village, village)
    is_verified(visit(DESK), verifier, FIRM)
    is_verified(desk_of_district, district, OTHER_FIRM)
    registers_a_company(aiko)
    ken, yui = visit(PHONE, "en"), visit(PHONE, "en")
    invites_colleagues(aiko, {"buyer": ken, "reader": yui})
    verifies_the_company(desk_of_officer, officer)
    posts_a_need(aiko)
    both_say_that_they_are_interested({FIRM: (sri, aiko), OTHER_FIRM: (joyo, ken)}, yui)
    leads_the_mou_to_its_trial(desk_of_officer)
    judges_the_sample(ken)
    drafts_it(desk_of_officer)
    passes_the_legal_check(visit(DESK), legal)
    everybody_signs(sri, aiko)
    books_and_confirms(sri, aiko, ken)
    only_reads(yui, Mou.objects.get(), "PO-2026-001")
    is_in_the_public_register({sri: FIRM, aiko: COMPANY}, visit(PHONE))
    shows_the_four_amounts(visit(DESK), leader)
    for official in (office, auditor):
        reads_it_as_an_official(visit(DESK), official, Mou.objects.get())
    for page in (desk_of_district, desk_of_village):
        cannot_reach_it(page, Mou.objects.get())


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


def sees_who_waits_in_the_village(page, village_officer):
    sign_in(page, village_officer)
    says(page, "UMKM yang menunggu verifikasi", "Kecamatan Wedi: 2 UMKM")
    look(page)


def is_verified(page, official, firm):
    """By the office of the kabupaten or of the kecamatan: the same queue, each in their own area."""
    enter_admin(page, official)
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


def invites_colleagues(aiko, guests):
    """Each opens the link that the owner's page shows once."""
    for role, guest in guests.items():
        aiko.goto(reverse("investors:company-people", args=[Company.objects.get().pk]))
        aiko.locator("#id_email").fill(f"{role}@sakura.example")
        aiko.locator(f"input[name=role][value={role}]").check()
        press(aiko, "Send invitation")
        guest.goto(aiko.locator("#link").input_value())
        guest.get_by_label("Full name").fill(role.title())
        guest.get_by_label("Make a password").fill(PASSWORD)
        press(guest, "Accept the invitation")
        says(guest, "You now work for this company.", COMPANY)


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


def both_say_that_they_are_interested(pairs, reader):
    """Owner and buyer answer for the company, each to one firm; its reader sees the suggestions and is asked nothing."""
    aiko = pairs[FIRM][1]
    follow(aiko, "See suggested suppliers")

    def has_suggestions():
        aiko.reload()
        return all(aiko.get_by_role("link", name=firm).count() for firm in pairs)

    wait_until("the worker has suggested both firms", has_suggestions)
    says(aiko, "Matching score", "All reasons and the score in detail")
    look(aiko)
    assert Suggestion.objects.count() == 2

    for firm, (owner, buyer) in pairs.items():
        owner.goto(reverse("desk"))
        says(owner, "Kebutuhan yang menunggu jawaban Anda", NEED)
        press(owner, "Kami berminat")
        says(owner, "Minat Anda tercatat. Pihak lain diminta menjawab")

        reader.goto(reverse("partnerships:suggestions"))
        says(reader, firm)
        expect(reader.get_by_role("button", name="We are interested")).to_have_count(0)
        buyer.goto(reverse("desk"))
        says(buyer, "UMKM waiting for your answer", firm)
        press(buyer, "We are interested too")
        says(buyer, "Both sides are interested. Contacts are open now")
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


def drafts_it(page):
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


def passes_the_legal_check(page, legal_officer):
    """From the desk, where nothing else waits for this office."""
    sign_in(page, legal_officer)
    says(page, "Rancangan yang menunggu pemeriksaan hukum", NEED)
    follow(page, "Nyatakan lulus pemeriksaan…")
    says(page, "415.4/17/2026", "Rp 720.000.000", FIRM, OTHER_FIRM)
    look(page)
    press(page, "Nyatakan lulus pemeriksaan")
    says(page, "Kelima klausul wajib")  # nothing was ticked
    # The clauses, and both languages since a party is foreign.
    check_each(page, "main form input[type=checkbox]", count=len(CLAUSES) + 1)
    press(page, "Nyatakan lulus pemeriksaan")
    page.wait_for_url(f"**{Mou.objects.get().get_absolute_url()}")
    says(page, "Penandatanganan")
    page.goto(reverse("desk"))
    says(page, "Meja Anda bersih.")


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


def books_and_confirms(sri, aiko, buyer):
    """What the owner of one side enters, a buyer of the other confirms on a phone."""
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

    buyer.goto(reverse("desk"))
    says(buyer, FIRM, "Rp 56,000,000")
    look(buyer)
    press(buyer, "Correct, confirm")
    says(buyer, "The amount counts as acknowledged by both sides.")
    assert Realisation.objects.get().status == "confirmed"


def is_in_the_public_register(parties, visitor):
    """Each agrees from the desk; then anybody reads who works with whom, and no amount."""
    for page in parties:
        page.goto(reverse("desk"))
        page.locator("a[href$='/daftar-publik/']").first.click()
        page.locator("input[name=agrees][value=yes]").check()
        page.locator("main form .button.is-primary").click()
        page.wait_for_url(f"**{Mou.objects.get().get_absolute_url()}")
    visitor.goto(reverse("partnerships:register"))
    says(visitor, *parties.values())
    expect(visitor.locator("main")).not_to_contain_text("720")


def shows_the_four_amounts(page, leader):
    sign_in(page, leader)
    follow(page, "Buka dasbor")
    says(page, "Dasbor kemitraan", "Rp 720 juta", "Rp 240 juta", "Rp 56 juta")
    look(page)
