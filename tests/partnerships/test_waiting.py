"""What waits, for whom, and since when: the oldest first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from partnerships import waiting
from partnerships.models import Contract, Mou, SuggestionStatusChange, WatchRule
from partnerships.services.ledger import change_entry_status
from partnerships.services.suggestions import show_interest
from tests import builders

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def aged(log, subject, days: int) -> None:
    log.objects.filter(subject=subject).update(at=NOW - timedelta(days=days))


def test_oldest_answer_comes_first(need):
    waits = []
    for days in (3, 30, 8):
        firm = builders.make_verified_umkm(with_account=True)
        suggestion = builders.make_suggestion(need, firm)
        show_interest(suggestion, actor=firm.members.get().user)
        aged(SuggestionStatusChange, suggestion, days)
        waits.append(suggestion)
    builders.make_suggestion(need)  # of the matcher alone: nobody waits
    found = waiting.suggestions_for_companies([need.company_id])
    assert list(found) == [waits[1], waits[2], waits[0]]
    assert list(waiting.suggestions_between_sides()) == list(found)
    rows = waiting.waiting()
    assert [row.days for row in rows] == [30, 8, 3]
    assert [row.is_late for row in rows] == [True, True, False]


def test_each_side_confirms_what_the_other_entered(contract):
    company, firm = contract.mou.company_id, contract.mou.members.get().umkm_id
    assert list(waiting.contracts_to_confirm(umkm_ids=[firm])) == [contract]
    assert not waiting.contracts_to_confirm(company_ids=[company])
    Contract.objects.update(entered_side="umkm")
    assert not waiting.contracts_to_confirm(umkm_ids=[firm])
    assert list(waiting.contracts_to_confirm(company_ids=[company])) == [contract]


def test_disputed_goes_back_to_who_entered(contract, alice, buyer):
    change_entry_status(contract, "dispute", actor=alice, note="bukan 40 juta", claimed_rupiah=1)
    assert list(waiting.disputed_of(buyer)[0]) == [contract]
    assert not waiting.disputed_of(alice)[0]
    assert not waiting.contracts_to_confirm(umkm_ids=[contract.mou.members.get().umkm_id])


def test_matched_waits_until_there_is_an_mou(matched):
    assert list(waiting.matched_without_mou()) == [matched]
    mou = builders.make_mou(matched)
    assert not waiting.matched_without_mou()
    assert list(waiting.mous_in_preparation()) == [mou]
    builders.make_signed_mou(mou)
    assert not waiting.mous_in_preparation()


# ── Quarters ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def old_contract(confirmed_contract):
    """Runs from the middle of the second quarter of 2026 to the end of the year."""
    dates = {"starts_on": date(2026, 5, 10), "ends_on": date(2026, 12, 31)}
    Contract.objects.update(signed_on=date(2026, 5, 1), **dates)
    return Contract.objects.get()


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 6, 30), None),  # its first quarter is not over
        (date(2026, 7, 1), (2026, 2)),
        (date(2026, 12, 31), (2026, 3)),
        (date(2027, 1, 1), (2026, 4)),
        (date(2027, 4, 1), None),  # it was over before that quarter began
    ],
)
def test_the_last_whole_quarter_is_due(old_contract, today, due):
    found = waiting.realisations_due(umkm_ids=[old_contract.mou.members.get().umkm_id], today=today)
    assert [row.quarter for row in found] == ([due] if due else [])


def test_due_until_it_is_booked(old_contract):
    firm = old_contract.mou.members.get().umkm
    for side in ({"umkm_ids": [firm.pk]}, {"company_ids": [old_contract.mou.company_id]}):
        assert len(waiting.realisations_due(**side, today=date(2026, 8, 1))) == 1
    assert not waiting.realisations_due(umkm_ids=[-1], today=date(2026, 8, 1))
    builders.make_realisation(
        old_contract, year=2026, quarter=2, now=datetime(2026, 8, 1, tzinfo=UTC)
    )
    for side in ({"umkm_ids": [firm.pk]}, {"company_ids": [old_contract.mou.company_id]}):
        assert not waiting.realisations_due(**side, today=date(2026, 8, 1))


def test_nothing_is_booked_for_a_quarter(signed_mou):
    today = signed_mou.signed_on
    assert not waiting.nothing_booked(today=today + timedelta(days=90))
    assert list(waiting.nothing_booked(today=today + timedelta(days=91))) == [signed_mou]
    assert not waiting.nothing_booked("national", today=today + timedelta(days=91))
    Mou.objects.update(status="completed")
    assert not waiting.nothing_booked(today=today + timedelta(days=91))


def test_late_is_late_by_the_days_of_its_reminder(need):
    """The dashboard and the desks go by one source: officials set it in the admin."""
    firm = builders.make_verified_umkm(with_account=True)
    suggestion = builders.make_suggestion(need, firm)
    show_interest(suggestion, actor=firm.members.get().user)
    aged(SuggestionStatusChange, suggestion, 8)
    assert [row.is_late for row in waiting.waiting()] == [True]
    WatchRule.objects.filter(code="suggestion_silent").update(days=[10, 20])
    assert [row.is_late for row in waiting.waiting()] == [False]


def test_a_draft_with_the_legal_officer_waits_for_him(mou):
    assert "penyusunan MoU" in waiting.waiting()[0].for_whom
    Mou.objects.update(status="legal_check")
    assert "petugas hukum" in waiting.waiting()[0].for_whom
