"""An owner invites on a desk in English, the buyer accepts on a phone; the pages of a company have no barriers."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from investors.models import CompanyMember
from tests import builders
from tests.browser import DESK, PHONE, in_browser, look, sign_in

pytestmark = in_browser


def test_the_owner_invites_and_the_buyer_accepts_on_a_phone(visit):
    company = builders.make_verified_company(name="PT Hoshino Parts")
    desk = visit(DESK)
    sign_in(desk, company.members.get().user)
    desk.goto(company.get_absolute_url())
    look(desk)
    desk.get_by_role("link", name="Orang").click()
    look(desk)
    desk.get_by_label("E-mail", exact=False).fill("bob@hoshino.example")
    desk.get_by_role("button", name="Kirim undangan").click()
    link = desk.get_by_label("Tautan undangan").input_value()
    look(desk)
    phone = visit(PHONE)
    phone.goto(link)
    look(phone)
    phone.get_by_role("button", name="Terima undangan").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    look(phone)
    phone.get_by_label("Nama lengkap", exact=False).fill("Bob Setiawan")
    phone.get_by_label("Buat kata sandi", exact=False).fill("kereta-cepat-88")
    phone.get_by_role("button", name="Terima undangan").click()
    phone.wait_for_url("**" + company.get_absolute_url())
    look(phone)
    assert company.members.get(user__full_name="Bob Setiawan").role == CompanyMember.Role.BUYER
    phone.goto(reverse("investors:need-new"))
    assert phone.url.endswith(reverse("investors:need-new"))
    desk.reload()
    expect(desk.get_by_text("Bob Setiawan").first).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_registering_with_a_kbli_that_is_found_by_a_word(visit, size):
    page = visit(size)
    page.goto(reverse("investors:register"))
    look(page)
    main = page.get_by_role("combobox", name="KBLI utama", exact=False)
    main.fill("batik")
    main.press("ArrowDown")
    main.press("Enter")
    assert "atik" in main.input_value()
    page.get_by_role("button", name="Daftar", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert "atik" in page.get_by_role("combobox", name="KBLI utama", exact=False).input_value()
    look(page)
