"""Contracts and realisations: entered by one side, confirmed by the other, never by the same person."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kemitraan.accounts.models import Role
from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.models import Contract, EntryStatus, MouStatus, Realisation, Side
from partnerships.services.ledger import (
    change_entry_status,
    correct_entry,
    enter_contract,
    quarter_of,
)
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def terms(**given) -> dict:
    return {
        "document": f"PO-{builders.number()}",
        "signed_on": TODAY,
        "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=300),
        "value_rupiah": 10_000_000,
    } | given


@pytest.fixture
def second_officer(db):
    return builders.make_official(Role.PARTNERSHIP_OFFICER)


def status_of(entry) -> str:
    return type(entry).objects.get(pk=entry.pk).status


# ── Entering ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_contract_before_the_mou_is_signed(mou, buyer):
    with pytest.raises(WrongState):
        enter_contract(mou, actor=buyer, **terms())
    assert not Contract.objects.exists()


def test_no_contract_after_the_end(signed_mou, buyer):
    type(signed_mou).objects.update(status=MouStatus.COMPLETED)
    with pytest.raises(WrongState):
        enter_contract(signed_mou, actor=buyer, **terms())
    assert not Contract.objects.exists()


def test_each_side_enters_for_itself(signed_mou, alice, buyer):
    assert enter_contract(signed_mou, actor=buyer, **terms()).entered_side == Side.COMPANY
    assert enter_contract(signed_mou, actor=alice, **terms()).entered_side == Side.UMKM
    # A party cannot claim to be the other one.
    claimed = enter_contract(signed_mou, actor=alice, on_behalf_of="company", **terms())
    assert claimed.entered_side == Side.UMKM


def test_officer_says_for_whom(signed_mou, officer):
    for nobody in ("", "kabupaten"):
        with pytest.raises(Refused):
            enter_contract(signed_mou, actor=officer, on_behalf_of=nobody, **terms())
    entry = enter_contract(signed_mou, actor=officer, on_behalf_of="umkm", **terms())
    assert (entry.entered_side, entry.entered_by) == (Side.UMKM, officer)


def test_others_enter_nothing(signed_mou, charlie, leader, auditor, verifier):
    for person in (charlie, leader, auditor, verifier):
        with pytest.raises(NotAllowed):
            enter_contract(signed_mou, actor=person, on_behalf_of="umkm", **terms())
    assert not Contract.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"signed_on": TODAY + timedelta(days=1)},
        {"signed_on": TODAY - timedelta(days=1)},  # before the MoU
        {"ends_on": TODAY},
        {"value_rupiah": 0},
        {"value_rupiah": -5},
        {"document": ""},
    ],
    ids=str,
)
def test_a_contract_makes_sense(signed_mou, buyer, wrong):
    with pytest.raises((Refused, ValidationError)):
        enter_contract(signed_mou, actor=buyer, **terms(**wrong))
    assert not Contract.objects.exists()


def test_a_document_is_booked_once(contract, buyer):
    with pytest.raises(ValidationError):
        enter_contract(contract.mou, actor=buyer, **terms(document=contract.document))
    assert Contract.objects.count() == 1


def test_no_realisation_before_the_contract_is_confirmed(contract, buyer):
    with pytest.raises(WrongState):
        builders.make_realisation(contract, actor=buyer)
    assert not Realisation.objects.exists()


def test_an_umkm_books_only_its_own(need, officer):
    pair = [builders.make_matched(need) for _ in range(2)]
    mou = builders.make_signed_mou(builders.make_mou(*pair))
    contract = builders.make_confirmed_contract(mou)
    first, second = (row.umkm for row in pair)
    own = first.members.get().user
    for claim in ("", "umkm", "company"):
        with pytest.raises(NotAllowed):
            builders.make_realisation(contract, umkm=second, actor=own, on_behalf_of=claim)
    assert not Realisation.objects.exists()
    assert builders.make_realisation(contract, umkm=first, actor=own).entered_side == Side.UMKM


def test_only_members_and_only_quarters_that_exist(confirmed_contract, buyer):
    year, quarter = quarter_of(TODAY)
    stranger = builders.make_verified_umkm()
    for wrong in (
        {"umkm": stranger},
        {"year": year + 1},
        {"year": year - 1},  # before the contract
        {"quarter": 5},
        {"quarter": 0},
    ):
        with pytest.raises((Refused, ValidationError)):
            builders.make_realisation(confirmed_contract, **wrong)
    assert not Realisation.objects.exists()


def test_a_quarter_is_booked_once(realisation):
    with pytest.raises(ValidationError):
        builders.make_realisation(realisation.contract)
    assert Realisation.objects.count() == 1


# ── Confirming ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_side_that_entered_does_not_confirm(contract, buyer):
    for verb in ("confirm", "dispute"):
        with pytest.raises(NotAllowed):
            change_entry_status(contract, verb, actor=buyer, note="x")
    assert status_of(contract) == EntryStatus.ENTERED
    assert contract.changes.count() == 1


def test_a_colleague_of_the_side_that_entered_does_not_confirm(signed_mou, alice, bob):
    contract = enter_contract(signed_mou, actor=alice, **terms())
    with pytest.raises(NotAllowed):
        change_entry_status(contract, "confirm", actor=bob)
    assert status_of(contract) == EntryStatus.ENTERED


def test_somebody_of_both_sides_does_not_confirm_their_own(signed_mou, alice):
    signed_mou.company.members.create(user=alice)
    contract = enter_contract(signed_mou, actor=alice, **terms())
    with pytest.raises(NotAllowed):
        change_entry_status(contract, "confirm", actor=alice)
    assert status_of(contract) == EntryStatus.ENTERED


def test_charlie_and_the_watchers_confirm_nothing(contract, charlie, leader, auditor, verifier):
    for person in (charlie, leader, auditor, verifier):
        for verb in ("confirm", "confirm_on_behalf", "dispute"):
            with pytest.raises(NotAllowed):
                change_entry_status(contract, verb, actor=person, note="x")
    assert status_of(contract) == EntryStatus.ENTERED


def test_first_confirmed_contract_sets_the_mou_running_once(signed_mou, alice):
    for _ in range(2):
        contract = builders.make_contract(signed_mou)
        change_entry_status(contract, "confirm", actor=alice)
    signed_mou.refresh_from_db()
    assert signed_mou.status == MouStatus.RUNNING
    assert signed_mou.changes.filter(verb="run").count() == 1


def test_a_realisation_is_confirmed_by_its_own_umkm(need):
    pair = [builders.make_matched(need) for _ in range(2)]
    contract = builders.make_confirmed_contract(builders.make_signed_mou(builders.make_mou(*pair)))
    realisation = builders.make_realisation(contract, umkm=pair[0].umkm)
    other = pair[1].umkm.members.get().user
    with pytest.raises(NotAllowed):
        change_entry_status(realisation, "confirm", actor=other)
    assert status_of(realisation) == EntryStatus.ENTERED
    own = pair[0].umkm.members.get().user
    assert change_entry_status(realisation, "confirm", actor=own).status == EntryStatus.CONFIRMED


def test_officer_never_confirms_what_the_officer_entered(signed_mou, officer, second_officer):
    contract = enter_contract(signed_mou, actor=officer, on_behalf_of="umkm", **terms())
    with pytest.raises(NotAllowed):
        change_entry_status(contract, "confirm_on_behalf", actor=officer, note="surat")
    assert status_of(contract) == EntryStatus.ENTERED
    with pytest.raises(Refused):  # and the other officer names the proof
        change_entry_status(contract, "confirm_on_behalf", actor=second_officer)
    assert status_of(contract) == EntryStatus.ENTERED
    confirmed = change_entry_status(
        contract, "confirm_on_behalf", actor=second_officer, note="surat 12 Mei"
    )
    assert confirmed.status == EntryStatus.CONFIRMED


def test_officer_never_confirms_what_the_officer_mended(contract, officer, second_officer):
    correct_entry(contract, actor=officer, value_rupiah=99_000_000)
    with pytest.raises(NotAllowed):
        change_entry_status(contract, "confirm_on_behalf", actor=officer, note="surat")
    assert status_of(contract) == EntryStatus.ENTERED
    change_entry_status(contract, "confirm_on_behalf", actor=second_officer, note="surat")
    assert status_of(contract) == EntryStatus.CONFIRMED


def test_disputed_is_mended_and_asked_again(contract, alice, buyer, charlie):
    with pytest.raises(Refused):
        change_entry_status(contract, "dispute", actor=alice)
    disputed = change_entry_status(contract, "dispute", actor=alice, note="nilainya 30 juta")
    with pytest.raises(NotAllowed):
        correct_entry(disputed, actor=charlie, value_rupiah=1)
    assert Contract.objects.get().value_rupiah == 40_000_000
    mended = correct_entry(disputed, actor=buyer, value_rupiah=30_000_000)
    assert (mended.status, mended.value_rupiah) == (EntryStatus.ENTERED, 30_000_000)
    assert change_entry_status(mended, "confirm", actor=alice).status == EntryStatus.CONFIRMED


def test_confirmed_is_frozen(confirmed_contract, buyer, officer):
    for person in (buyer, officer):
        with pytest.raises(WrongState):
            correct_entry(confirmed_contract, actor=person, value_rupiah=1)
    assert Contract.objects.get().value_rupiah == 40_000_000


def test_a_correction_makes_sense_too(contract, buyer):
    with pytest.raises(ValidationError):
        correct_entry(contract, actor=buyer, value_rupiah=0)
    with pytest.raises(Refused):
        correct_entry(Contract.objects.get(), actor=buyer, signed_on=TODAY + timedelta(days=1))
    entry = Contract.objects.get()
    assert (entry.value_rupiah, entry.signed_on) == (40_000_000, contract.signed_on)
