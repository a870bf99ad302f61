"""Contacts that are seen are noted: who, whose, about what, through which door, once a day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kemitraan.accounts.models import Role
from partnerships.models import ContactDisclosure, Mou, Notice, Side
from partnerships.services.disclosures import note_contacts_seen
from tests import builders
from umkm.services.merging import merge_firms, undo_merge
from umkm.telling import everything_about

pytestmark = pytest.mark.django_db


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


def noted() -> set:
    return set(ContactDisclosure.objects.values_list("by", "whose", "door"))


def test_nothing_is_shown_and_nothing_noted_before_both_are_interested(
    client, suggestion, alice, buyer
):
    for person in (alice, buyer):
        client.force_login(person)
        assert client.get(url("suggestion", suggestion.pk)).status_code == 200
        response = client.get(url("contact-card", suggestion.pk))
        assert response.status_code == 403
        assert suggestion.need.company.contact_telephone not in response.text
        client.get("/api/v1/suggestions/")
    assert noted() == set()


def test_charlie_gets_no_card(client, matched, charlie):
    client.force_login(charlie)
    assert client.get(url("contact-card", matched.pk)).status_code == 404
    assert noted() == set()


def test_each_side_is_noted_with_the_contact_of_the_other(client, matched, alice, buyer, auditor):
    for person in (alice, buyer, auditor):
        client.force_login(person)
        client.get(url("suggestion", matched.pk))
    assert noted() == {
        (alice.pk, "company", "page"),
        (buyer.pk, "umkm", "page"),
        (auditor.pk, "company", "page"),
        (auditor.pk, "umkm", "page"),
    }


def test_once_a_day_whatever_the_door(client, matched, buyer):
    client.force_login(buyer)
    for _look in range(2):
        client.get(url("suggestion", matched.pk))
        client.get(url("contact-card", matched.pk))
        client.get(f"/api/v1/suggestions/{matched.pk}/")
    assert noted() == {(buyer.pk, "umkm", "page")}
    tomorrow = timezone.now() + timedelta(days=1)
    note_contacts_seen([matched], whose=[Side.UMKM], by=buyer, door="api", now=tomorrow)
    assert ContactDisclosure.objects.count() == 2


@pytest.mark.parametrize(
    ("address", "door"),
    [("/api/v1/suggestions/", "api"), ("/saran/{pk}/kontak.vcf", "vcard")],
)
def test_other_doors(client, matched, buyer, address, door):
    client.force_login(buyer)
    response = client.get(address.format(pk=matched.pk))
    assert matched.umkm.telephone in response.content.decode()
    assert noted() == {(buyer.pk, "umkm", door)}


def test_a_machine_that_is_told_nothing_is_not_noted(client, matched, buyer):
    """It has the contacts already (304), asks for the head alone, or is refused after they were compared (412)."""
    client.force_login(buyer)
    address = f"/api/v1/suggestions/{matched.pk}/"
    tags = {each: client.get(each)["ETag"] for each in ("/api/v1/suggestions/", address)}
    assert noted() == {(buyer.pk, "umkm", "api")}
    ContactDisclosure.objects.all().delete()
    for each, tag in tags.items():
        assert client.get(each, headers={"If-None-Match": tag}).status_code == 304
        assert client.head(each).status_code == 200
    wrong = {"If-Match": '"lain"'}
    body = {"reason": "price"}
    late = client.post(f"{address}decline/", body, content_type="application/json", headers=wrong)
    assert late.status_code == 412
    assert noted() == set()
    assert matched.umkm.telephone in client.get(address).content.decode()
    assert noted() == {(buyer.pk, "umkm", "api")}


def test_the_page_of_an_mou_is_a_door_too(client, mou, buyer, alice):
    client.force_login(buyer)
    client.get(url("mou", mou.pk))
    client.force_login(alice)
    client.get(url("mou", mou.pk))
    client.get(url("mou", mou.pk))
    assert noted() == {(buyer.pk, "umkm", "page"), (alice.pk, "company", "page")}


def test_the_koperasi_that_coordinates_is_reached_and_noted(client, mou, buyer, alice):
    group = builders.make_verified_umkm(with_account=True)
    head = group.members.get().user
    Mou.objects.update(coordinator=group)
    reader = builders.make_account(Role.COMPANY)
    mou.company.members.create(user=reader, role="reader")
    number = f'href="tel:{group.telephone}"'
    for person, shown in ((buyer, True), (reader, True), (alice, False), (head, False)):
        client.force_login(person)
        assert (number in client.get(url("mou", mou.pk)).text) == shown
    about_group = ContactDisclosure.objects.filter(umkm=group).values_list("by", "whose")
    assert set(about_group) == {
        (buyer.pk, Side.UMKM),
        (reader.pk, Side.UMKM),
        (head.pk, Side.COMPANY),  # the koperasi's own people see the company's
    }
    # A reader of the company is not noted with the number of the own company.
    assert not ContactDisclosure.objects.filter(by=reader, whose=Side.COMPANY).exists()


def test_cards_of_both_sides(client, matched, alice, officer):
    client.force_login(alice)
    card = client.get(url("contact-card", matched.pk)).content.decode()
    assert matched.need.company.contact_name in card
    assert matched.need.company.contact_email in card
    assert matched.umkm.telephone not in card
    client.force_login(officer)
    assert client.get(url("contact-card", matched.pk)).content.count(b"BEGIN:VCARD") == 2


def test_the_log_costs_a_list_one_statement(client, need, buyer):
    client.force_login(buyer)
    counts = []
    for _round in range(2):
        for _row in range(3):
            builders.make_matched(need)
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/v1/suggestions/")
        counts.append(len(queries))
        written = [q for q in queries if q["sql"].startswith("INSERT")]
        assert len(written) == 1
    assert counts[0] == counts[1]


def test_the_owner_is_told(client, matched, alice, buyer):
    client.force_login(buyer)
    client.get(url("suggestion", matched.pk))
    client.force_login(alice)
    page = client.get(reverse("umkm:data", args=[matched.umkm_id])).text
    assert str(buyer) in page
    assert matched.need.company.name in page
    told = everything_about(matched.umkm)["Siapa yang melihat kontak Anda"]
    assert [row["Siapa"] for row in told] == [str(buyer)]
    assert str(buyer) in client.get(url("contacts-seen")).text


def test_a_company_is_told_too_and_nobody_else(client, matched, alice, buyer, charlie):
    client.force_login(alice)
    client.get(url("suggestion", matched.pk))
    for person, sees in ((buyer, True), (charlie, False)):
        client.force_login(person)
        assert (str(alice) in client.get(url("contacts-seen")).text) is sees


def test_the_auditor_reads_it_in_the_admin_and_nobody_changes_it(client, matched, buyer, auditor):
    note_contacts_seen([matched], whose=[Side.UMKM], by=buyer, door="page")
    row = ContactDisclosure.objects.get()
    client.force_login(auditor)
    admin = "admin:partnerships_contactdisclosure"
    assert str(buyer) in client.get(reverse(f"{admin}_changelist")).text
    assert client.get(reverse(f"{admin}_change", args=[row.pk])).status_code == 200
    assert client.get(reverse(f"{admin}_add")).status_code == 403
    assert (
        client.post(reverse(f"{admin}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    )
    assert ContactDisclosure.objects.get() == row


def test_a_merged_firm_takes_its_log_along_and_back(matched, buyer, verifier):
    note_contacts_seen([matched], whose=[Side.UMKM], by=buyer, door="page")
    kept = builders.make_verified_umkm()
    merge = merge_firms(kept, matched.umkm, actor=verifier)
    assert ContactDisclosure.objects.get().umkm == kept
    undo_merge(merge, actor=verifier)
    assert ContactDisclosure.objects.get().umkm_id == matched.umkm_id


def test_the_owners_copy_tells_notices_and_letters(umkm, alice, bob):
    for person, name in ((alice, "Lurik Alice"), (bob, "Tentang Bob")):
        Notice.objects.create(
            person=person,
            code="change_umkm",
            subject="umkm:1",
            mark="x",
            url="/",
            values={"umkm": name, "status": "verified"},
        )
    told = everything_about(umkm)
    assert "Lurik Alice" in str(told["Kabar untuk pemilik"])
    assert "Tentang Bob" not in str(told["Kabar untuk pemilik"])  # a helper's are the helper's
    assert told["Surat untuk pemilik"] == []
