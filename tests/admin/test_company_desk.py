"""The verification desk of companies: the page to decide on, remarks, and the people of a company."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investors.models import CompanyMember
from investors.services import accept_invitation, update_company
from kemitraan.accounts.models import Role
from kemitraan.post.models import Letter
from kemitraan.reference.models import Kbli
from tests import builders

pytestmark = pytest.mark.django_db


def page(company):
    return reverse("admin:investors_company_change", args=[company.pk])


def step(company, verb):
    return reverse("admin:investors_company_step", args=[company.pk, verb])


def test_the_page_holds_what_an_officer_needs_to_decide(officer, signed_in):
    company = builders.make_company(npwp="01.312.166.0-091.000")
    own = company.members.get().user
    contact = {"name": "Bu Wati", "email": "wati@sinar.example", "languages": ["ja"]}
    kbli = Kbli.objects.get(code="13134", version="2020")
    update_company(company, actor=own, activities=[kbli], contacts=[contact])
    twin = builders.make_company(name=company.name.upper(), npwp="013121660091000")
    html = signed_in(officer).get(page(company)).content.decode()
    for words in ("01.312.166.0-091.000", "Bu Wati", "Jepang", "13134", "KBLI 2020", own.email):
        assert words in html, words
    assert page(twin) in html
    assert "NPWP, nama" in html
    assert f'href="{page(twin)}"' in html  # also the next of the queue


def test_a_free_mail_service_makes_nobody_the_same(officer, signed_in):
    company = builders.make_company(contact_email="satu@gmail.com")
    other = builders.make_verified_company(contact_email="dua@gmail.com")
    assert page(other) not in signed_in(officer).get(page(company)).content.decode()


def test_returning_with_remarks_by_field(officer, signed_in):
    company = builders.make_company()
    client = signed_in(officer)
    shown = client.get(step(company, "return")).content.decode()
    assert f"Sekarang: {company.business}" in shown
    client.post(step(company, "return"), {"note": "", "remark-activities": "KBLI belum disebut."})
    company.refresh_from_db()
    assert company.status == "returned"
    assert company.remarks.open().get().field == "activities"
    assert "KBLI belum disebut." in client.get(page(company)).content.decode()


def test_verifying_says_how_it_was_checked(officer, signed_in):
    company = builders.make_company()
    client = signed_in(officer)
    assert client.post(step(company, "verify"), {"note": ""}).context["form"].errors["method"]
    company.refresh_from_db()
    assert company.status == "registered"
    client.post(step(company, "verify"), {"note": "", "method": "registry"})
    assert company.changes.first().method == "registry"


def test_rejecting_asks_for_a_reason_and_a_note(officer, signed_in):
    company = builders.make_company()
    client = signed_in(officer)
    errors = client.post(step(company, "reject"), {"note": ""}).context["form"].errors
    assert {"reason", "note"} <= set(errors)
    company.refresh_from_db()
    assert company.status == "registered"
    client.post(step(company, "reject"), {"reason": "not_found", "note": "Tidak ada di OSS."})
    company.refresh_from_db()
    assert company.status == "rejected"
    assert "NIB tidak ditemukan di OSS" in client.get(page(company)).content.decode()


def test_the_queue_begins_with_who_has_waited_longest(officer, signed_in):
    rows = [builders.make_company() for _ in range(3)]
    url = reverse("admin:investors_company_changelist") + "?status__exact=registered"
    answer = signed_in(officer).get(url)
    assert [row.pk for row in answer.context["cl"].result_list] == [row.pk for row in rows]
    assert "0 hari" in answer.content.decode()


def test_an_officer_invites_the_first_person_without_leaving_the_admin(officer, signed_in, client):
    company = builders.make_company(with_account=False)
    url = reverse("admin:investors_company_invite", args=[company.pk])
    answer = signed_in(officer).post(
        url, {"email": "baru@sinar.example", "role": "owner", "language": "id"}, follow=True
    )
    link = re.search(r"http://testserver(/undangan/[^\s<]+)", answer.content.decode())[1]
    assert Letter.objects.get().address == "baru@sinar.example"
    member = accept_invitation(
        link.rstrip("/").rpartition("/")[2], full_name="Bu Baru", password="kereta-cepat-88"
    )
    assert (member.company, member.role) == (company, "owner")


def test_only_partnership_officers_help_with_people(auditor, verifier, signed_in):
    company = builders.make_company()
    person = company.members.get()
    for official in (auditor, verifier):
        browser = signed_in(official)
        assert reverse("admin:investors_company_invite", args=[company.pk]) not in (
            browser.get(page(company)).content.decode()
        )
        for name, data in (
            ("invite", {"email": "a@b.example", "role": "owner", "language": "id"}),
            ("hand_over", {"member": person.pk, "note": "Surat."}),
        ):
            url = reverse(f"admin:investors_company_{name}", args=[company.pk])
            assert browser.post(url, data).status_code == 403
    assert not company.invitations.exists()
    assert not company.member_changes.exists()


def test_an_officer_hands_over(officer, signed_in):
    company = builders.make_company()
    bob = company.members.create(
        user=builders.make_account(Role.COMPANY, full_name="Bob"), role=CompanyMember.Role.BUYER
    )
    url = reverse("admin:investors_company_hand_over", args=[company.pk])
    browser = signed_in(officer)
    assert browser.post(url, {"member": bob.pk}).context["form"].errors["note"]
    browser.post(url, {"member": bob.pk, "note": "Surat direksi 3 Mei.", "remove_others": "on"})
    assert company.members.get().role == CompanyMember.Role.OWNER
    assert company.members.get().user == bob.user
    assert "Surat direksi 3 Mei." in browser.get(page(company)).content.decode()


def test_the_page_costs_the_same_with_more_people_and_papers(officer, signed_in):
    company = builders.make_company()
    browser = signed_in(officer)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            browser.get(page(company))
        return len(captured)

    browser.get(page(company))
    few = queries()
    for _ in range(4):
        user = builders.make_account(Role.COMPANY, email=f"a{builders.number()}@sinar.example")
        company.members.create(user=user, role=CompanyMember.Role.READER)
        company.contacts.create(name="Wati", email="wati@sinar.example")
    assert queries() == few
