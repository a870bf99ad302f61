"""Contracts and realisations: entered by one side, confirmed by the other, never by the same person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kemitraan.accounts.models import Role
from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships import reports
from partnerships.models import Contract, EntryStatus, MouStatus, Realisation, Side
from partnerships.services.ledger import (
    change_entry_status,
    correct_entry,
    enter_contract,
    expected_realisation,
    quarter_of,
    quarter_to_book,
)
from partnerships.services.mous import set_shares
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


def dispute(entry, person, claimed: int, **given):
    return change_entry_status(
        entry, "dispute", actor=person, note="tidak cocok", claimed_rupiah=claimed, **given
    )


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
    for half in (
        {},
        {"note": "keliru"},
        {"claimed_rupiah": 1},
        {"note": "x", "claimed_rupiah": 40_000_000},
    ):
        with pytest.raises(Refused):
            change_entry_status(contract, "dispute", actor=alice, **half)
    assert status_of(contract) == EntryStatus.ENTERED
    disputed = dispute(contract, alice, 30_000_000)
    with pytest.raises(NotAllowed):
        correct_entry(disputed, actor=charlie, value_rupiah=1)
    assert Contract.objects.get().value_rupiah == 40_000_000
    mended = correct_entry(disputed, actor=buyer, value_rupiah=30_000_000)
    assert (mended.status, mended.value_rupiah) == (EntryStatus.ENTERED, 30_000_000)
    assert change_entry_status(mended, "confirm", actor=alice).status == EntryStatus.CONFIRMED


def test_a_colleague_mends_what_the_side_has_entered(contract, alice, charlie):
    """The buyer who entered it is away; a reader and the other side leave it alone."""
    colleague, reader = (builders.make_account(Role.COMPANY) for _ in range(2))
    contract.mou.company.members.create(user=colleague, role="buyer")
    contract.mou.company.members.create(user=reader, role="reader")
    disputed = dispute(contract, alice, 30_000_000)
    for person in (reader, alice, charlie):
        with pytest.raises(NotAllowed):
            correct_entry(disputed, actor=person, value_rupiah=1)
    assert Contract.objects.get().value_rupiah == contract.value_rupiah
    mended = correct_entry(disputed, actor=colleague, value_rupiah=30_000_000)
    assert (mended.status, mended.value_rupiah) == ("entered", 30_000_000)


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


# ── Both figures ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_both_figures_stand_and_neither_counts(realisation, alice, buyer):
    mou = realisation.contract.mou
    disputed = dispute(realisation, alice, 4_000_000, claimed_volume=80)
    assert (disputed.value_rupiah, disputed.claimed_rupiah, disputed.claimed_volume) == (
        5_000_000,
        4_000_000,
        80,
    )
    amounts = reports.of_mou(mou)
    assert amounts["realised_rupiah"] == amounts["realised_waiting_rupiah"] == 0
    assert (amounts["realised_disputed_rupiah"], amounts["realised_claimed_rupiah"]) == (
        5_000_000,
        4_000_000,
    )
    assert disputed.changes.first().note == "Rp 4.000.000 · 80. tidak cocok"
    accepted = change_entry_status(disputed, "accept", actor=buyer)
    assert (accepted.value_rupiah, accepted.volume, accepted.confirmed_by) == (4_000_000, 80, buyer)
    assert (accepted.claimed_rupiah, accepted.claimed_by) == (None, None)
    assert reports.of_mou(mou)["realised_rupiah"] == 4_000_000


def test_only_who_entered_takes_over_the_other_figure(realisation, alice, bob, charlie, officer):
    disputed = dispute(realisation, alice, 4_000_000)
    for person in (alice, bob, charlie, officer):
        with pytest.raises(NotAllowed):
            change_entry_status(disputed, "accept", actor=person)
    assert Realisation.objects.get().value_rupiah == 5_000_000


def test_nothing_was_paid_is_a_figure_that_nobody_takes_over(realisation, alice, buyer):
    disputed = dispute(realisation, alice, 0)
    with pytest.raises(Refused):
        change_entry_status(disputed, "accept", actor=buyer)
    assert status_of(realisation) == EntryStatus.DISPUTED


def test_who_confirmed_and_when_stands_in_the_entry(contract, alice):
    confirmed = change_entry_status(contract, "confirm", actor=alice)
    assert confirmed.confirmed_by == alice
    assert confirmed.confirmed_at == confirmed.changes.first().at


def test_an_entry_keeps_its_paper(signed_mou, buyer):
    entry = enter_contract(signed_mou, actor=buyer, upload=builders.pdf("po"), **terms())
    assert len(entry.paper.digest) == 64
    with pytest.raises(ValidationError):
        enter_contract(
            signed_mou, actor=buyer, upload=SimpleUploadedFile("x.pdf", b"bukan"), **terms()
        )
    assert Contract.objects.count() == 1


def test_the_koperasi_that_coordinates_enters_and_confirms_for_its_members(mou, officer, buyer):
    koperasi = builders.make_umkm(form="koperasi", with_account=True)
    head = koperasi.members.get().user
    firm = mou.members.get().umkm
    set_shares(mou, {firm.pk: 100}, actor=officer, coordinator=koperasi)
    contract = builders.make_confirmed_contract(builders.make_signed_mou(mou))
    entry = builders.make_realisation(contract, actor=buyer)
    assert change_entry_status(entry, "confirm", actor=head).status == EntryStatus.CONFIRMED


def test_the_next_form_begins_with_the_plan_of_the_last(confirmed_contract):
    firm = confirmed_contract.mou.members.get().umkm
    assert expected_realisation(confirmed_contract, firm) == {}
    builders.make_realisation(confirmed_contract, next_volume=150, jobs_women_new=2)
    assert expected_realisation(confirmed_contract, firm) == {
        "volume": 150,
        "value_rupiah": 7_500_000,
        "jobs_women_kept": 2,
        "jobs_men_kept": 0,
    }


def test_the_form_begins_with_the_quarter_that_is_due(confirmed_contract):
    firm = confirmed_contract.mou.members.get().umkm
    Contract.objects.update(
        signed_on=date(2026, 2, 1), starts_on=date(2026, 2, 1), ends_on=date(2027, 1, 31)
    )
    contract, today = Contract.objects.get(), date(2026, 8, 5)
    assert quarter_to_book(contract, firm, today=today) == (2026, 2)
    builders.make_realisation(contract, year=2026, quarter=2, now=datetime(2026, 8, 5, tzinfo=UTC))
    assert quarter_to_book(contract, firm, today=today) == (2026, 3)
    assert quarter_to_book(contract, firm, today=date(2026, 3, 1)) == (2026, 1)
