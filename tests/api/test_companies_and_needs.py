"""Companies are named, and needs written and changed by another system, as on their pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from investors.models import Company, CompanyKbli, Need, NeedStatus
from investors.services import update_need
from kemitraan.reference.models import District, Kbli
from tests import builders

COMPANIES, NEEDS = "/api/v1/companies/", "/api/v1/needs/"


def post(client, url, body=None, **headers):
    post.number += 1
    headers |= {"Idempotency-Key": f"k-{post.number}"}
    return client.post(url, body or {}, format="json", headers=headers)


post.number = 0


@pytest.fixture
def erp(machine, buyer):
    return machine(buyer)


# ── Companies ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_company_says_who_it_is_and_nothing_private(client, company):
    kbli = Kbli.objects.filter(version="2025").first()
    CompanyKbli.objects.create(company=company, kbli=kbli, is_main=True)
    wedi = District.objects.get(code="33.10.03")
    company.project_districts.add(wedi)
    (row,) = client.get(COMPANIES, {"district": wedi.pk, "capital": company.capital}).json()[
        "results"
    ]
    assert row == client.get(f"{COMPANIES}{company.pk}/").json()
    assert (row["id"], row["name"], row["status"]) == (company.pk, company.name, "verified")
    assert (row["country"], row["project_districts"]) == (company.country, ["33.10.03"])
    (activity,) = row["activities"]
    assert (activity["version"], activity["code"], activity["is_main"]) == ("2025", kbli.code, True)
    text = client.get(COMPANIES).content.decode()
    for secret in (company.nib, company.contact_name, company.contact_email):
        assert secret not in text
    assert client.get(COMPANIES, {"q": "tidak ada"}).json()["results"] == []
    assert client.get(COMPANIES, {"capital": "X"}).status_code == 400


def test_one_that_is_not_verified_is_its_own(client, machine, charlie, officer):
    new = builders.make_company()
    own = new.members.get().user
    for person, found in ((own, [new.pk]), (officer, [new.pk]), (charlie, [])):
        theirs = machine(person)
        assert [row["id"] for row in theirs.get(COMPANIES).json()["results"]] == found
        status = theirs.get(f"{COMPANIES}{new.pk}/").status_code
        assert status == (200 if found else 404)
        assert post(theirs, COMPANIES, {"name": "x"}).status_code == 405
    assert client.get(COMPANIES).json()["results"] == []
    assert Company.objects.count() == 1


# ── A need is written ────────────────────────────────────────────────────────────────────────────────────────────────


def body_of(company, **given) -> dict:
    today = timezone.localdate()
    return {
        "company": company.pk,
        "title": "Mangkuk keramik hotel",
        "text_en": "Stoneware bowls, 14 cm.",
        "category": "tableware",
        "unit": "potong",
        "pattern": "rantai-pasok",
        "first_delivery": str(today + timedelta(days=40)),
        "valid_until": str(today + timedelta(days=90)),
    } | given


def test_everything_that_the_page_asks_can_be_said(erp, company):
    today = timezone.localdate()
    plan = [0, 300, 300, 600, 0, 0, 300]
    answer = post(
        erp,
        NEEDS,
        body_of(
            company,
            plan=plan,
            visibility="suggested",
            sample_needed=True,
            sample_by=str(today + timedelta(days=20)),
            required_certificates=["halal"],
            delivery_district="33.10.03",
            radius_km=40,
            coaching="Pelatihan glasir.",
        ),
    )
    assert answer.status_code == 201, answer.json()
    told = answer.json()
    assert (told["plan"], told["volume_month"], told["months"]) == (plan, 375, 7)
    assert (told["text"], told["text_en"]) == ("", "Stoneware bowls, 14 cm.")
    assert (told["visibility"], told["sample_needed"]) == ("suggested", True)
    assert (told["status"], told["revision"]) == ("open", 1)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "volume_month"),
        ({"plan": [1, 2, 3]}, "plan"),
        ({"plan": [0] * 6}, "plan"),
        ({"plan": [1] * 13}, "plan"),
        ({"plan": [1, -1, 1, 1, 1, 1]}, "plan"),
        ({"plan": [5] * 6, "volume_month": 7}, "volume_month"),
        ({"volume_month": 5, "text_en": " "}, "text"),
        ({"volume_month": 5, "sample_by": "2099-01-01"}, "non_field_errors"),
        ({"volume_month": 5, "radius_km": 5}, "non_field_errors"),
        ({"volume_month": 5, "visibility": "friends"}, "visibility"),
        ({"volume_month": 5, "delivery_district": "99.99.99"}, "delivery_district"),
    ],
)
def test_what_the_page_refuses_is_refused(erp, company, given, field):
    answer = post(erp, NEEDS, body_of(company, **given))
    assert answer.status_code == 400, answer.json()
    assert [name.split(".")[0] for name in answer.json()["fields"]] == [field]
    assert not Need.objects.exists()


# ── and changed ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_change_is_a_new_revision(erp, need):
    url = f"{NEEDS}{need.pk}/"
    told = post(erp, f"{url}change/", {"plan": [10, 20, 30, 10, 20, 30], "revision": 1}).json()
    assert (told["revision"], told["volume_month"], told["months"]) == (2, 20, 6)
    assert told["title"] == need.title
    assert post(erp, f"{url}change/", {"title": told["title"]}).json()["revision"] == 2
    told = post(erp, f"{url}change/", {"plan": [], "volume_month": 70}).json()
    assert (told["revision"], told["plan"], told["volume_month"]) == (3, [], 70)


def test_who_read_an_older_revision_is_told_what_changed(erp, need, buyer):
    url = f"{NEEDS}{need.pk}/"
    tag = erp.get(url)["ETag"]
    update_need(need, actor=buyer, volume_month=1500)
    late = post(erp, f"{url}change/", {"volume_month": 9, "revision": 1})
    assert (late.status_code, late.json()["code"]) == (409, "stale")
    assert "1.000 → 1.500" in late.json()["message"]
    late = post(erp, f"{url}change/", {"volume_month": 9}, **{"If-Match": tag})
    assert (late.status_code, late.json()["code"]) == (412, "changed")
    assert Need.objects.get().volume_month == 1500
    answer = post(erp, f"{url}change/", {"volume_month": 9}, **{"If-Match": erp.get(url)["ETag"]})
    assert (answer.status_code, answer.json()["revision"]) == (200, 3)


def test_only_its_people_and_the_officer_change_it(machine, need, charlie, alice, officer):
    url = f"{NEEDS}{need.pk}/"
    rival = builders.make_verified_company().members.get().user
    for person in (charlie, alice, rival):
        client = machine(person)
        for verb in ("change", "extend", "close"):
            answer = post(client, f"{url}{verb}/", {"title": "x", "reason": "other"})
            assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed"), verb
    fresh = Need.objects.get()
    assert (fresh.title, fresh.status, fresh.valid_until, fresh.revision) == (
        need.title,
        NeedStatus.OPEN,
        need.valid_until,
        1,
    )
    assert post(machine(officer), f"{url}change/", {"title": "Baru"}).json()["title"] == "Baru"


def test_extended_closed_and_opened_again(erp, need):
    url = f"{NEEDS}{need.pk}/"
    told = post(erp, f"{url}extend/").json()
    assert told["valid_until"] == str(need.valid_until + timedelta(days=30))
    assert post(erp, f"{url}close/", {"reason": "changed"}).json()["status"] == "closed"
    closed = post(erp, f"{url}change/", {"title": "x"})
    assert (closed.status_code, closed.json()["code"]) == (409, "wrong_state")
    assert post(erp, f"{url}open/").json()["status"] == "open"
