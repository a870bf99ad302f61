"""Signatures with their papers, amendments, disputes and events through the API: the rights of the pages."""

import base64
from datetime import timedelta
from functools import cache

import pytest
from django.utils import timezone

from partnerships.models import Amendment, Dispute, Mou, Paper, Signature
from tests import builders

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n0\n%%EOF\n"


def upload(content: bytes = PDF) -> str:
    return base64.b64encode(content).decode()


def post(client, path: str, body: dict, key: str = "satu"):
    return client.post(f"/api/v1/{path}", body, format="json", headers={"Idempotency-Key": key})


@pytest.fixture
def machine(machine):
    """One client for each person, however often it is asked for."""
    return cache(machine)


@pytest.fixture
def unsigned(db):
    return builders.make_checked_mou()


def people_of(mou):
    company = mou.company.members.get().user
    return company, mou.members.get().umkm.members.get(role="owner").user


def test_each_side_signs_for_itself_with_its_scan(machine, unsigned, charlie):
    buyer, owner = people_of(unsigned)
    body = {"signed_on": timezone.localdate().isoformat(), "upload": upload()}
    path = f"mous/{unsigned.pk}/sign/"
    answer = post(machine(buyer), path, body | {"parties": ["company"]})
    assert answer.status_code == 200, answer.json()
    assert answer.json()["status"] == "signing"
    again = post(machine(buyer), path, body | {"parties": ["company"]})
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Signature.objects.count() == Paper.objects.count() == 1
    assert post(machine(charlie), path, body | {"parties": ["company"]}).status_code == 404
    umkm = f"umkm-{unsigned.members.get().umkm_id}"
    refused = post(machine(buyer), path, body | {"parties": [umkm]}, "dua")
    assert refused.status_code in {403, 409}
    assert Signature.objects.count() == 1
    answer = post(machine(owner), path, body | {"parties": [umkm]})
    assert answer.json()["status"] == "signed"
    told = machine(owner).get(f"/api/v1/signatures/?mou={unsigned.pk}").json()["results"]
    assert [row["role"] for row in told] == ["company", "umkm"]
    assert {row["sha256"] for row in told} == {Paper.objects.get().digest}


@pytest.mark.parametrize("sent", ["???", upload(b"MZ not a paper"), upload(PDF[:20])])
def test_what_is_no_paper_is_refused_by_name(machine, unsigned, sent):
    buyer, _owner = people_of(unsigned)
    body = {"parties": ["company"], "signed_on": timezone.localdate().isoformat(), "upload": sent}
    answer = post(machine(buyer), f"mous/{unsigned.pk}/sign/", body)
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == ["upload"]
    assert not Signature.objects.exists()


def test_officers_write_amendments_and_parties_sign_them(machine, officer, charlie):
    mou = builders.make_signed_mou()
    buyer, owner = people_of(mou)
    later = (mou.ends_on + timedelta(days=90)).isoformat()
    body = {"mou": mou.pk, "why": "Pesanan berlanjut.", "ends_on": later}
    assert post(machine(buyer), "amendments/", body).status_code == 403
    assert post(machine(charlie), "amendments/", body).status_code == 400  # there is no such MoU
    assert not Amendment.objects.exists()
    made = post(machine(officer), "amendments/", body)
    assert made.status_code == 201, made.json()
    path = f"amendments/{made.json()['id']}/sign/"
    given = {"signed_on": timezone.localdate().isoformat(), "upload": upload()}
    for person, party in (
        (buyer, "company"),
        (owner, f"umkm-{mou.members.get().umkm_id}"),
    ):
        answer = post(machine(person), path, given | {"parties": [party]})
        assert answer.status_code == 200, answer.json()
    assert answer.json()["status"] == "in_force"
    assert Mou.objects.get(pk=mou.pk).ends_on.isoformat() == later


def test_a_party_disputes_and_an_officer_mediates(machine, officer, charlie):
    mou = builders.make_signed_mou()
    _buyer, owner = people_of(mou)
    body = {"mou": mou.pk, "note": "Dua kiriman belum dibayar."}
    assert post(machine(charlie), "disputes/", body).status_code == 400
    made = post(machine(owner), "disputes/", body)
    assert made.status_code == 201, made.json()
    assert Mou.objects.get(pk=mou.pk).status == "in_dispute"
    path = f"disputes/{made.json()['id']}"
    said = {"note": "Kedua pihak bertemu."}
    assert post(machine(owner), f"{path}/mediate/", said, "dua").status_code == 403
    assert Dispute.objects.get().status == "opened"
    assert post(machine(officer), f"{path}/mediate/", said).json()["status"] == "mediation"
    assert post(machine(officer), f"{path}/resolve/", said, "dua").json()["status"] == "resolved"
    assert Mou.objects.get(pk=mou.pk).status == "signed"


def test_a_contract_brings_its_document(machine):
    mou = builders.make_signed_mou()
    buyer, _owner = people_of(mou)
    today = timezone.localdate().isoformat()
    body = {
        "mou": mou.pk,
        "kind": "order",
        "document": "PO-1",
        "signed_on": today,
        "starts_on": today,
        "ends_on": mou.ends_on.isoformat(),
        "value_rupiah": 5_000_000,
        "upload": upload(),
    }
    answer = post(machine(buyer), "contracts/", body)
    assert answer.status_code == 201, answer.json()
    assert mou.contracts.get().paper is not None


def test_events_are_public_and_drafts_are_not(client, machine, officer):
    shown, hidden = builders.make_event(), builders.make_event(status="draft")
    found = [row["id"] for row in client.get("/api/v1/events/").json()["results"]]
    assert found == [shown.pk]
    assert client.get(f"/api/v1/events/{hidden.pk}/").status_code == 404
    assert machine(officer).get(f"/api/v1/events/{hidden.pk}/").status_code == 200
