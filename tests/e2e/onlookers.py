"""Those who look on while others work on a partnership: what they may read, and what they are refused."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import look, sign_in
from tests.e2e.walking import follow, is_refused, says


def _acts_are_refused(page, mou):
    """Neither offered on the page of the MoU nor taken where somebody types the address."""
    expect(page.get_by_role("heading", name=mou.title)).to_be_visible()
    for verb in ("dispute", "complete"):
        address = reverse("partnerships:mou-step", args=[mou.pk, verb])
        expect(page.locator(f"[href='{address}'], [action='{address}']")).to_have_count(0)
        is_refused(page, address)
    is_refused(page, reverse("partnerships:contract-new", args=[mou.pk]))


def only_reads(page, mou, document):
    """The reader of the company: sees its partnership whole, in English, and is asked nothing."""
    page.goto(reverse("desk"))
    says(page, "Profile of")
    expect(page.locator(".desk-item .button.is-primary")).to_have_count(0)
    page.goto(reverse("partnerships:mous"))
    follow(page, mou.title)
    says(page, mou.number, document, "Confirmed by both sides")
    look(page)
    _acts_are_refused(page, mou)


def reads_it_as_an_official(page, official, mou):
    """Of an office or of the inspectorate: finds the partnership from the desk, on the pages and in the admin."""
    sign_in(page, official)
    page.get_by_role("navigation").get_by_role("link", name="MoU", exact=True).first.click()
    follow(page, mou.title)
    says(page, mou.number, "Kontrak berjalan", "Dikonfirmasi kedua pihak")
    _acts_are_refused(page, mou)
    page.goto(reverse("admin:partnerships_mou_change", args=[mou.pk]))
    says(page, mou.number, "Rp 720.000.000")
    expect(page.get_by_role("link", name="Ajukan sengketa…")).to_have_count(0)


def cannot_reach_it(page, mou):
    """Staff of a kecamatan or a village: the register of their own area, and nothing of partnerships."""
    page.goto(reverse("desk"))
    says(page, "Meja Anda bersih.")
    expect(page.get_by_role("link", name="MoU", exact=True)).to_have_count(0)
    is_refused(page, mou.get_absolute_url(), 404)
    is_refused(page, reverse("partnerships:dashboard"))
    is_refused(page, reverse("admin:partnerships_mou_changelist"))
