"""The public register, the numbers and the reports in a real browser: no barrier, and each leads to the next."""

import pytest
from django.urls import reverse

from partnerships.demo.publicity import save_drives
from partnerships.services.register import answer_register
from tests import builders
from tests.browser import DESK, PHONE, in_browser, look, sign_in

pytestmark = in_browser


@pytest.fixture
def shown():
    mou = builders.make_signed_mou()
    member = mou.members.get()
    answer_register(mou, actor=mou.company.members.get().user, agrees=True)
    owner = member.umkm.members.get().user
    answer_register(mou, actor=owner, umkm=member.umkm, agrees=True)
    return mou


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_everybody_walks_from_the_numbers_to_an_entry(visit, shown, size):
    save_drives(actor=builders.make_official())
    page = visit(size)
    page.goto(reverse("partnerships:figures"))
    look(page)
    page.get_by_role("main").get_by_role("link", name="Daftar kemitraan").click()
    page.wait_for_url("**" + reverse("partnerships:register"))
    look(page)
    page.get_by_label("Status", exact=True).select_option("signed")
    page.get_by_role("button", name="Tampilkan").click()
    page.wait_for_url("**status=signed**")
    page.get_by_role("link", name=shown.company.name).click()
    page.wait_for_url("**" + reverse("partnerships:register-entry", args=[shown.pk]))
    look(page)


def test_an_owner_takes_her_name_off_on_her_phone(visit, shown):
    owner = shown.members.get().umkm.members.get().user
    page = visit(PHONE)
    sign_in(page, owner)
    page.goto(reverse("partnerships:register-answer", args=[shown.pk]))
    look(page)
    page.get_by_label("Tidak, jangan tampilkan").check()
    page.get_by_role("button", name="Simpan jawaban").click()
    page.wait_for_url("**" + shown.get_absolute_url())
    page.goto(reverse("partnerships:register"))
    assert not page.get_by_role("link", name=shown.company.name).count()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_leader_takes_a_report_away(visit, shown, size):
    builders.make_realisation(builders.make_confirmed_contract(shown))
    page = visit(size)
    sign_in(page, builders.make_official("leader"))
    page.goto(reverse("partnerships:quarterly-list"))
    look(page)
    page.locator("main .list-main a").first.click()
    page.wait_for_url("**/dasbor/triwulan/2*/")
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")
    page.get_by_role("link", name="Angka untuk LKPM").click()
    page.wait_for_url("**/dasbor/lkpm/2*/")
    look(page)
    page.locator("summary", has_text="Angka setiap perusahaan").click()
    page.get_by_role("main").get_by_role("link", name=shown.company.name).click()
    page.wait_for_url("**/perusahaan/*/lkpm/2*/")
    look(page)
