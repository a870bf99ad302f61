"""Letters of commitment and proofs: kept as they came, seen by the company's people and officials alone."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from investors.models import CommitmentLetter, CompanyMember
from investors.services import add_commitment, add_document, mark_seen
from kemitraan.accounts.models import Role
from kemitraan.refusals import NotAllowed, WrongState
from tests import builders

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def owner(company):
    return company.members.get().user


def colleague(company, role):
    user = builders.make_account(Role.COMPANY, email=f"orang{builders.number()}@sinar.example")
    company.members.create(user=user, role=role)
    return user


def pdf(content=PDF):
    return SimpleUploadedFile("surat.pdf", content, "application/pdf")


def typed(**changed):
    today = timezone.localdate()
    return {
        "number": "01/SPK/2026",
        "dated_on": today.isoformat(),
        "promise": "Membeli lurik dari UMKM.",
        "planned_rupiah": "1.500.000.000",
        "planned_umkm": "5",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=365)).isoformat(),
        "upload": pdf(),
    } | changed


def letter_of(company, actor, **changed):
    today = timezone.localdate()
    given = {
        "number": f"{builders.number()}/SPK",
        "dated_on": today,
        "promise": "Membeli lurik.",
        "planned_rupiah": 1_000_000,
        "planned_umkm": 1,
        "starts_on": today,
        "ends_on": today,
        "upload": pdf(),
    }
    return add_commitment(company, actor=actor, **given | changed)


def test_the_owner_records_a_letter_and_the_public_learns_its_day_alone(client, company, owner):
    client.force_login(owner)
    answer = client.post(reverse("investors:commitment-new", args=[company.pk]), typed())
    assert answer.status_code == 302
    letter = company.commitmentletters.get()
    assert letter.planned_rupiah == 1_500_000_000
    assert letter.digest == hashlib.sha256(PDF).hexdigest()
    assert "01/SPK/2026" in client.get(company.get_absolute_url()).content.decode()
    client.logout()
    page = client.get(company.get_absolute_url()).content.decode()
    assert "Surat Pernyataan Komitmen" in page
    for private in ("01/SPK/2026", "Membeli lurik", "1,5 miliar"):
        assert private not in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": ""}, "number"),
        ({"dated_on": "2999-01-01"}, "dated_on"),
        ({"ends_on": "2001-01-01"}, "ends_on"),
        ({"planned_umkm": "0"}, "planned_umkm"),
        ({"planned_rupiah": "banyak"}, "planned_rupiah"),
        ({"upload": ""}, "upload"),
    ],
)
def test_bad_input_is_said_and_kept(client, company, owner, changed, field):
    client.force_login(owner)
    answer = client.post(reverse("investors:commitment-new", args=[company.pk]), typed(**changed))
    assert answer.context["form"].errors[field]
    assert "Membeli lurik dari UMKM." in answer.content.decode()
    assert not company.commitmentletters.exists()


def test_a_file_that_is_none_is_refused_with_a_sentence(client, company, owner):
    client.force_login(owner)
    broken = typed(upload=pdf(b"%PDF-1.4 half"))
    answer = client.post(reverse("investors:commitment-new", args=[company.pk]), broken)
    assert "rusak atau tidak lengkap" in answer.content.decode()
    assert not company.commitmentletters.exists()


def test_a_newer_letter_is_a_new_row_and_a_number_stands_once(company, owner):
    first = letter_of(company, owner, number="A")
    letter_of(company, owner, number="B")
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentLetter.objects.filter(pk=first.pk).update(number="B")
    assert company.commitmentletters.count() == 2
    with first.file.open() as kept:
        assert kept.read() == PDF


def test_the_file_is_for_its_people_and_officials(client, company, owner, charlie, officer):
    letter = letter_of(company, owner)
    document = add_document(company, kind="nib", upload=pdf(), actor=owner)
    reader = colleague(company, CompanyMember.Role.READER)
    for name, paper in (("commitment-file", letter), ("document-file", document)):
        address = reverse(f"investors:{name}", args=[company.pk, paper.pk])
        client.logout()
        assert client.get(address).status_code == 404
        for person, status in ((charlie, 404), (reader, 200), (owner, 200), (officer, 200)):
            client.force_login(person)
            answer = client.get(address)
            assert answer.status_code == status
            if status == 200:
                assert answer.headers["Content-Disposition"].startswith("attachment")
                assert b"".join(answer.streaming_content) == PDF


def test_who_may_not_send_sends_nothing(client, company, owner, charlie):
    bob = colleague(company, CompanyMember.Role.BUYER)
    reader = colleague(company, CompanyMember.Role.READER)
    for person in (bob, reader, charlie):
        client.force_login(person)
        page = reverse("investors:commitment-new", args=[company.pk])
        assert client.post(page, typed()).status_code == 403
    for person in (reader, charlie):
        with pytest.raises(NotAllowed):
            add_document(company, kind="nib", upload=pdf(), actor=person)
    assert not company.commitmentletters.exists()
    assert not company.companydocuments.exists()
    add_document(company, kind="nib", upload=pdf(), actor=bob)
    assert company.companydocuments.count() == 1


def test_an_officer_books_once_that_a_paper_was_seen(client, company, owner, officer, verifier):
    letter = letter_of(company, owner)
    for person in (owner, verifier):
        with pytest.raises(NotAllowed):
            mark_seen(letter, actor=person)
    check = reverse("admin:investors_company_paper", args=[company.pk, "komitmen", letter.pk])
    client.force_login(officer)
    assert client.get(check).status_code == 200
    letter.refresh_from_db()
    assert letter.seen_at is None
    client.post(check)
    letter.refresh_from_db()
    assert letter.seen_by == officer
    with pytest.raises(WrongState):
        mark_seen(letter, actor=officer)
