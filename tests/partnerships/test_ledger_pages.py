"""Entering and confirming contracts and realisations, as people do it on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contract, EntryStatus, Mou, MouStatus, Realisation, Side
from partnerships.services.ledger import quarter_of
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PERIOD = "{}-{}".format(*quarter_of(TODAY))


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


def order(**given) -> dict:
    return {
        "kind": "order",
        "document": "PO-1",
        "value_rupiah": "25.000.000",
        "signed_on": TODAY.isoformat(),
        "starts_on": TODAY.isoformat(),
        "ends_on": (TODAY + timedelta(days=100)).isoformat(),
    } | given


def delivery(umkm, **given) -> dict:
    return {
        "umkm": umkm.pk,
        "period": PERIOD,
        "volume": "120",
        "value_rupiah": "6.000.000",
        "document": "INV-1",
        "on_time_percent": "100",
        "rejected_percent": "0",
        "paid_days_late": "0",
    } | given


# ── Entering ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_contract_form_is_nearly_filled(client, signed_mou, buyer):
    client.force_login(buyer)
    page = client.get(url("contract-new", signed_mou.pk)).text
    assert page.count(f'value="{TODAY.isoformat()}"') >= 2  # signed and begun today
    assert f'value="{signed_mou.ends_on.isoformat()}"' in page
    assert "on_behalf_of" not in page
    response = client.post(url("contract-new", signed_mou.pk), order())
    assert response.url == signed_mou.get_absolute_url()
    entry = Contract.objects.get()
    assert (entry.value_rupiah, entry.entered_side) == (25_000_000, Side.COMPANY)


def test_officer_chooses_on_whose_behalf(client, signed_mou, officer):
    client.force_login(officer)
    address = url("contract-new", signed_mou.pk)
    assert "on_behalf_of" in client.get(address).text
    assert client.post(address, order()).status_code == 200
    assert not Contract.objects.exists()
    client.post(address, order(on_behalf_of="umkm"))
    assert Contract.objects.get().entered_side == Side.UMKM


@pytest.mark.parametrize("who", ["leader", "auditor", "verifier", "charlie"])
def test_others_enter_nothing(client, signed_mou, confirmed_contract, request, who):
    person = request.getfixturevalue(who)
    client.force_login(person)
    refused = 404 if who == "charlie" else 403
    umkm = signed_mou.members.get().umkm
    for address, data in (
        (url("contract-new", signed_mou.pk), order()),
        (url("realisation-new", confirmed_contract.pk), delivery(umkm)),
    ):
        assert client.get(address).status_code == refused
        assert client.post(address, data | {"on_behalf_of": "umkm"}).status_code == refused
    assert (Contract.objects.count(), Realisation.objects.count()) == (1, 0)


def test_contract_before_the_signature_is_refused(client, mou, buyer):
    client.force_login(buyer)
    assert client.get(url("contract-new", mou.pk)).status_code == 409
    assert client.post(url("contract-new", mou.pk), order()).status_code == 409
    assert not Contract.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"value_rupiah": "0"}, "1"),
        ({"value_rupiah": "dua juta"}, "dua juta"),
        ({"ends_on": TODAY.isoformat()}, "Tanggal berakhir harus sesudah tanggal mulai."),
        ({"signed_on": (TODAY + timedelta(days=1)).isoformat()}, "masa depan"),
    ],
    ids=str,
)
def test_a_wrong_contract_comes_back(client, signed_mou, buyer, wrong, says):
    client.force_login(buyer)
    given = order(document="PO-UNIK-77") | wrong
    response = client.post(url("contract-new", signed_mou.pk), given)
    assert response.status_code in {200, 400}
    assert says in response.text
    assert "PO-UNIK-77" in response.text
    assert not Contract.objects.exists()


def test_the_same_document_twice_is_said(client, contract, buyer):
    client.force_login(buyer)
    response = client.post(url("contract-new", contract.mou_id), order(document=contract.document))
    assert "Kontrak dengan nomor ini sudah tercatat." in response.text
    assert Contract.objects.count() == 1


def test_owner_books_a_quarter_with_three_numbers(client, confirmed_contract, alice):
    client.force_login(alice)
    umkm = confirmed_contract.mou.members.get().umkm
    address = url("realisation-new", confirmed_contract.pk)
    page = client.get(address).text
    assert f'<option value="{PERIOD}" selected>' in page
    assert f'<option value="{umkm.pk}" selected>' in page
    response = client.post(address, delivery(umkm))
    assert response.url == confirmed_contract.mou.get_absolute_url()
    entry = Realisation.objects.get()
    assert (entry.value_rupiah, entry.volume, entry.entered_side) == (6_000_000, 120, Side.UMKM)
    assert (entry.year, entry.quarter) == quarter_of(TODAY)
    # Again: the same quarter is not booked twice, and what was typed stays.
    response = client.post(address, delivery(umkm, document="INV-UNIK-2"))
    assert "sudah tercatat" in response.text
    assert "INV-UNIK-2" in response.text
    assert Realisation.objects.count() == 1


def test_owner_is_offered_only_the_own_firm(client, need):
    pair = [builders.make_matched(need) for _ in range(2)]
    contract = builders.make_confirmed_contract(builders.make_signed_mou(builders.make_mou(*pair)))
    first, second = (row.umkm for row in pair)
    client.force_login(first.members.get().user)
    address = url("realisation-new", contract.pk)
    assert second.name not in client.get(address).text
    assert client.post(address, delivery(second)).status_code == 200
    assert not Realisation.objects.exists()


def test_no_realisation_of_an_unconfirmed_contract(client, contract, buyer):
    client.force_login(buyer)
    address = url("realisation-new", contract.pk)
    assert client.get(address).status_code == 409
    umkm = contract.mou.members.get().umkm
    assert client.post(address, delivery(umkm)).status_code == 409
    assert not Realisation.objects.exists()


# ── Confirming, disputing, correcting ────────────────────────────────────────────────────────────────────────────────


def test_other_side_confirms_with_one_press(client, contract, alice, buyer):
    address = url("contract-step", contract.pk, "confirm")
    client.force_login(buyer)
    assert address not in client.get(contract.mou.get_absolute_url()).text
    assert client.post(address).status_code == 403
    assert Contract.objects.get().status == EntryStatus.ENTERED
    client.force_login(alice)
    assert address in client.get(contract.mou.get_absolute_url()).text
    assert client.post(address).status_code == 302
    assert Contract.objects.get().status == EntryStatus.CONFIRMED
    assert Mou.objects.get().status == MouStatus.RUNNING
    assert client.post(address).status_code == 409


def test_dispute_is_seen_and_mended(client, realisation, alice, buyer):
    client.force_login(alice)
    address = url("realisation-step", realisation.pk, "dispute")
    assert client.post(address, {"note": ""}).status_code == 200
    assert client.post(address, {"note": "Yang dibayar 4 juta."}).status_code == 200
    assert Realisation.objects.get().status == EntryStatus.ENTERED
    client.post(address, {"note": "Yang dibayar 4 juta.", "claimed_rupiah": "4.000.000"})
    assert Realisation.objects.get().status == EntryStatus.DISPUTED
    client.force_login(buyer)
    page = client.get(realisation.contract.mou.get_absolute_url()).text
    for words in ("Yang dibayar 4 juta.", "Rp 5.000.000", "Rp 4.000.000"):
        assert words in page
    address = url("realisation-step", realisation.pk, "correct")
    page = client.get(address).text
    assert 'value="5.000.000"' in page
    assert 'name="umkm"' not in page
    given = delivery(realisation.umkm, value_rupiah="4.000.000", note="keliru ketik")
    response = client.post(address, given)
    assert response.url == realisation.contract.mou.get_absolute_url()
    entry = Realisation.objects.get()
    assert (entry.value_rupiah, entry.status) == (4_000_000, EntryStatus.ENTERED)


def test_a_wrong_correction_changes_nothing(client, contract, buyer):
    client.force_login(buyer)
    address = url("contract-step", contract.pk, "correct")
    before = Contract.objects.values().get()
    response = client.post(address, order(value_rupiah="0"))
    assert response.status_code == 200
    response = client.post(address, order(signed_on="2001-01-01"))
    assert response.status_code == 400
    assert Contract.objects.values().get() == before


@pytest.mark.parametrize("verb", ["confirm", "confirm_on_behalf", "dispute", "accept", "correct"])
def test_charlie_finds_no_entry(client, contract, realisation, charlie, verb):
    client.force_login(charlie)
    for address in (
        url("contract-step", contract.pk, verb),
        url("realisation-step", realisation.pk, verb),
    ):
        for method in (client.get, client.post):
            assert method(address, {"note": "x"}).status_code == 404
    assert Contract.objects.get(pk=contract.pk).status == EntryStatus.ENTERED
    assert Realisation.objects.get().status == EntryStatus.ENTERED


@pytest.mark.parametrize("who", ["leader", "auditor", "verifier"])
@pytest.mark.parametrize("verb", ["confirm", "confirm_on_behalf", "dispute", "correct"])
def test_watchers_only_watch(client, contract, request, who, verb):
    client.force_login(request.getfixturevalue(who))
    response = client.post(url("contract-step", contract.pk, verb), order(note="x"))
    assert response.status_code == 403
    assert Contract.objects.get().status == EntryStatus.ENTERED
    assert contract.changes.count() == 1
