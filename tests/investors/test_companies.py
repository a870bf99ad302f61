"""A company registers, is verified, and keeps its profile."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from investors.models import Company
from investors.services import change_company_status, open_account, update_company
from kemitraan.accounts.models import User
from kemitraan.reference.models import Kbli
from kemitraan.refusals import NotAllowed, Refused, WrongState
from kemitraan.verification import VerificationStatus
from tests import builders

pytestmark = pytest.mark.django_db


def typed(**changed) -> dict:
    return {
        "name": "PT Hoshino Parts",
        "capital": "PMA",
        "country": "JP",
        "nib": "1234567890123",
        "business": "komponen otomotif",
        "head_office": "Osaka",
        "contact_name": "Keiko Tanaka",
        "contact_email": "keiko@hoshino.example",
        "contact_telephone": "+81 6 6201 2345",
        "password": "kereta-cepat-88",
        "consent": "on",
    } | changed


def test_a_foreign_company_registers_and_lands_on_its_desk(client):
    answer = client.post(reverse("investors:register"), typed(), follow=True)
    company = Company.objects.get()
    assert (company.capital, company.country, company.status) == ("PMA", "JP", "registered")
    assert company.contact_telephone == "+81662012345"
    assert company.members.get().user.email == "keiko@hoshino.example"
    assert answer.redirect_chain[-1][0] == reverse("desk")
    assert answer.context["user"] == company.members.get().user


def kbli(code, version="2020"):
    return Kbli.objects.get(code=code, version=version)


def test_kbli_npwp_and_further_contacts_come_with_the_registration(client):
    main, other = kbli("14111", "2025"), kbli("13134")
    client.post(
        reverse("investors:register"),
        typed(
            npwp="01.312.166.0-091.000",
            kbli_1=main.pk,
            kbli_3=other.pk,
            contact_languages=["en", "ja"],
            contact_2_name="Budi",
            contact_2_telephone="0812 3456 7890",
            contact_2_languages=["id"],
        ),
    )
    company = Company.objects.get()
    assert company.npwp == "013121660091000"
    assert [(row.kbli, row.is_main) for row in company.activities.all()] == [
        (main, True),
        (other, False),
    ]
    assert company.contact_languages == ["en", "ja"]
    contact = company.contacts.get()
    assert (contact.name, contact.telephone, contact.languages) == (
        "Budi",
        "+6281234567890",
        ["id"],
    )


def test_a_npwp_of_sixteen_digits_is_the_same_as_its_fifteen(client):
    client.post(reverse("investors:register"), typed(npwp="0013121660091000"))
    assert Company.objects.get().npwp == "013121660091000"


def test_a_page_offers_more_rows_than_are_filled_and_keeps_the_order(client, company, buyer):
    codes = [kbli("13134"), kbli("14111"), kbli("23932"), kbli("14111", "2025")]
    address = reverse("investors:company-edit", args=[company.pk])
    sent = typed(capital="PMDN", country="", nib=company.nib)
    client.force_login(buyer)
    client.post(address, sent | {f"kbli_{n}": row.pk for n, row in enumerate(codes, start=1)})
    assert company.activities.get(is_main=True).kbli == codes[0]
    assert {row.kbli for row in company.activities.all()} == set(codes)
    form = client.get(address).context["form"]
    assert form.initial["kbli_1"] == str(codes[0].pk)
    assert len(form.kbli_rows) == len(codes) + 2
    # What is emptied goes; the page of somebody else's contacts is not touched by it.
    client.post(address, sent | {"kbli_1": codes[2].pk})
    assert [row.kbli for row in company.activities.all()] == [codes[2]]


def test_a_domestic_company_needs_no_country(client):
    client.post(reverse("investors:register"), typed(capital="PMDN", country=""))
    assert Company.objects.get().country == "ID"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"country": ""}, "country"),
        ({"country": "ID"}, "country"),
        ({"capital": "PMDN", "country": "JP"}, "country"),
        ({"nib": "123"}, "nib"),
        ({"contact_telephone": "satu dua"}, "contact_telephone"),
        ({"contact_email": "bukan e-mail"}, "contact_email"),
        ({"password": "12345678"}, "password"),
        ({"consent": ""}, "consent"),
        ({"name": ""}, "name"),
        ({"npwp": "01.312.166.1-091.000"}, "npwp"),
        ({"npwp": builders.NIK}, "npwp"),
        ({"kbli_2": "999999"}, "kbli_2"),
        ({"kbli_2": "kain"}, "kbli_2"),
        ({"contact_2_name": "Budi"}, "contact_2_email"),
        ({"contact_2_email": "budi@hoshino.example"}, "contact_2_name"),
        ({"contact_2_name": "Budi", "contact_2_telephone": "dua"}, "contact_2_telephone"),
        ({"contact_languages": ["xx"]}, "contact_languages"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, changed, field):
    answer = client.post(reverse("investors:register"), typed(**changed))
    assert answer.context["form"].errors.get(field)
    assert "Osaka" in answer.content.decode()
    assert "kereta-cepat-88" not in answer.content.decode()
    assert not Company.objects.exists()
    assert not User.objects.exists()


def test_a_nib_and_an_email_register_once(client):
    known = builders.make_company(nib="1234567890123", contact_email="keiko@hoshino.example")
    errors = client.post(reverse("investors:register"), typed()).context["form"].errors
    assert {"nib", "contact_email"} <= set(errors)
    assert Company.objects.get() == known


def test_only_officers_verify(client, charlie, officer, verifier):
    company = builders.make_company()
    own = company.members.get().user
    for person in (charlie, own, verifier):
        with pytest.raises(NotAllowed):
            change_company_status(company, "verify", actor=person)
    company.refresh_from_db()
    assert company.status == VerificationStatus.REGISTERED
    assert company.changes.count() == 1
    client.force_login(officer)
    verify = reverse("investors:company-step", args=[company.pk, "verify"])
    assert client.post(verify).context["form"].errors["method"]
    client.post(verify, {"method": "registry"})
    company.refresh_from_db()
    assert company.status == VerificationStatus.VERIFIED
    assert company.verified_at
    with pytest.raises(WrongState):
        change_company_status(company, "verify", actor=officer)


def test_returning_needs_a_note_that_its_people_read_and_answer(client, officer):
    company = builders.make_company()
    own = company.members.get().user
    with pytest.raises(Refused):
        change_company_status(company, "return", actor=officer)
    change_company_status(company, "return", actor=officer, note="Lampirkan izin usaha.")
    client.force_login(own)
    page = client.get(company.get_absolute_url()).content.decode()
    assert "Lampirkan izin usaha." in page
    client.post(reverse("investors:company-step", args=[company.pk, "resubmit"]))
    company.refresh_from_db()
    assert company.status == VerificationStatus.REGISTERED


def test_remarks_stand_beside_the_fields_until_it_is_sent_in_again(client, officer):
    company = builders.make_company()
    own = company.members.get().user
    client.force_login(officer)
    back = reverse("investors:company-step", args=[company.pk, "return"])
    assert client.post(back, {}).context["form"].errors["note"]
    client.post(back, {"remark-business": "Terlalu umum.", "remark-documents": "Lampirkan NIB."})
    assert company.remarks.open().count() == 2
    client.force_login(own)
    edit = reverse("investors:company-edit", args=[company.pk])
    form = client.get(edit).context["form"]
    assert "Terlalu umum." in form.fields["business"].help_text
    page = client.get(edit).content.decode()
    assert "Lampirkan NIB." in page
    assert "Terlalu umum." in client.get(company.get_absolute_url()).content.decode()
    client.post(reverse("investors:company-step", args=[company.pk, "resubmit"]))
    assert not company.remarks.open().exists()
    assert "Terlalu umum." not in client.get(edit).content.decode()


def test_the_public_page_tells_what_is_public(client, company, django_assert_max_num_queries):
    main = kbli("13134")
    own = company.members.get().user
    contact = {"name": "Bu Wati", "email": "wati@sinar.example"}
    update_company(
        company, actor=own, npwp="01.312.166.0-091.000", activities=[main], contacts=[contact]
    )
    with django_assert_max_num_queries(14):
        page = client.get(company.get_absolute_url()).content.decode()
    assert main.code in page
    assert "KBLI 2020" in page
    for private in ("01.312.166.0-091.000", "Bu Wati", "wati@sinar.example"):
        assert private not in page
    client.force_login(own)
    page = client.get(company.get_absolute_url()).content.decode()
    for private in ("01.312.166.0-091.000", "Bu Wati", "wati@sinar.example"):
        assert private in page


def test_contacts_are_for_its_own_people_and_officials(client, company, buyer, charlie, officer):
    address = company.get_absolute_url()
    for person, sees in ((None, False), (charlie, False), (buyer, True), (officer, True)):
        if person:
            client.force_login(person)
        page = client.get(address).content.decode()
        assert (company.contact_email in page) is sees
        assert (company.nib in page) is sees


def test_an_unverified_company_is_not_public(client, charlie):
    company = builders.make_company()
    assert client.get(company.get_absolute_url()).status_code == 404
    client.force_login(charlie)
    assert client.get(company.get_absolute_url()).status_code == 404


def test_its_people_keep_the_profile_and_charlie_does_not(client, company, buyer, charlie):
    address = reverse("investors:company-edit", args=[company.pk])
    changed = typed(capital="PMDN", country="", nib=company.nib, name="PT Baru")
    client.force_login(charlie)
    assert client.post(address, changed).status_code == 403
    company.refresh_from_db()
    assert company.name != "PT Baru"
    client.force_login(buyer)
    client.post(address, changed)
    company.refresh_from_db()
    assert company.name == "PT Baru"


def test_an_officer_opens_an_account_once(officer, charlie):
    company = builders.make_company(with_account=False)
    with pytest.raises(NotAllowed):
        open_account(company, password="kereta-cepat-88", actor=charlie)
    person = open_account(company, password="kereta-cepat-88", actor=officer)
    assert company.members.get().user == person
    with pytest.raises(WrongState):
        open_account(company, password="kereta-cepat-88", actor=officer)


@pytest.mark.parametrize(
    "nonsense", [{"country": "ID"}, {"nib": "12"}, {"npwp": "12"}, {"verified_at": None}]
)
def test_the_database_itself_refuses_nonsense(nonsense):
    company = builders.make_verified_company(capital="PMA", country="JP")
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.filter(pk=company.pk).update(**nonsense)
