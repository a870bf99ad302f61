"""What people answer to a suggestion: who may, what it becomes, and that a refusal changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from investors.models import CompanyMember
from kemitraan.accounts.models import Role
from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.models import DeclineReason, Suggestion, SuggestionStatus
from partnerships.services.suggestions import decline, propose, reopen, show_interest
from tests import builders

pytestmark = pytest.mark.django_db


def unchanged(suggestion, changes: int = 1) -> bool:
    return (
        Suggestion.objects.get(pk=suggestion.pk).status == suggestion.status
        and suggestion.changes.count() == changes
    )


def test_owner_is_interested_and_the_company_is_asked(suggestion, alice):
    answered = show_interest(suggestion, actor=alice)
    assert answered.status == SuggestionStatus.UMKM_INTERESTED
    change = suggestion.changes.first()
    assert (change.actor, change.verb, change.announced_at) == (alice, "umkm_interested", None)


def test_helper_answers_like_the_owner(suggestion, bob):
    assert show_interest(suggestion, actor=bob).status == SuggestionStatus.UMKM_INTERESTED


def test_company_is_interested_first(suggestion, buyer):
    assert show_interest(suggestion, actor=buyer).status == SuggestionStatus.COMPANY_INTERESTED


@pytest.mark.parametrize("first", ["alice", "buyer"])
def test_second_interest_matches(suggestion, alice, buyer, first):
    order = [alice, buyer] if first == "alice" else [buyer, alice]
    for person in order:
        suggestion = show_interest(suggestion, actor=person)
    assert suggestion.status == SuggestionStatus.MATCHED


def test_charlie_answers_for_nobody(suggestion, charlie):
    with pytest.raises(NotAllowed):
        show_interest(suggestion, actor=charlie)
    with pytest.raises(NotAllowed):
        decline(suggestion, actor=charlie, reason=DeclineReason.PRICE)
    assert unchanged(suggestion)


def test_officials_never_answer_for_a_side(suggestion, officer, leader, auditor):
    for official in (officer, leader, auditor):
        with pytest.raises(NotAllowed):
            show_interest(suggestion, actor=official)
    assert unchanged(suggestion)


def test_reader_of_the_company_only_reads(suggestion, company):
    reader = builders.make_account(Role.COMPANY)
    company.members.create(user=reader, role=CompanyMember.Role.READER)
    with pytest.raises(NotAllowed):
        show_interest(suggestion, actor=reader)
    assert unchanged(suggestion)


def test_same_side_twice_is_refused(suggestion, alice, bob):
    answered = show_interest(suggestion, actor=alice)
    with pytest.raises(WrongState):
        show_interest(answered, actor=bob)
    assert unchanged(answered, changes=2)


def test_declining_needs_a_reason_from_the_list(suggestion, alice):
    for reason in ("", "because"):
        with pytest.raises(Refused):
            decline(suggestion, actor=alice, reason=reason)
    assert unchanged(suggestion)
    declined = decline(suggestion, actor=alice, reason=DeclineReason.CAPACITY, note="musim panen")
    assert declined.status == SuggestionStatus.DECLINED
    assert declined.changes.first().reason == DeclineReason.CAPACITY


def test_what_became_an_mou_is_not_declined_here(mou, matched, alice):
    with pytest.raises(Refused):
        decline(matched, actor=alice, reason=DeclineReason.PRICE)
    assert unchanged(matched, changes=3)


def test_officer_proposes_and_reopens(suggestion, officer, alice, verifier):
    with pytest.raises(NotAllowed):
        propose(suggestion, actor=verifier)
    assert unchanged(suggestion)
    proposed = propose(suggestion, actor=officer)
    declined = decline(proposed, actor=alice, reason=DeclineReason.SEASON)
    with pytest.raises(Refused):
        reopen(declined, actor=officer, note="  ")
    assert unchanged(declined, changes=3)
    again = reopen(declined, actor=officer, note="musim sudah lewat")
    assert again.status == SuggestionStatus.PROPOSED


@pytest.mark.django_db(transaction=True)
def test_both_sides_press_at_the_same_moment(suggestion, alice, buyer):
    """Two real transactions: each side counts once, and the pair is matched."""
    start = Barrier(2)

    def press(person):
        try:
            start.wait(timeout=10)
            return show_interest(suggestion, actor=person).status
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ended = set(pool.map(press, [alice, buyer]))
    assert Suggestion.objects.get().status == SuggestionStatus.MATCHED
    assert SuggestionStatus.MATCHED in ended
    verbs = list(suggestion.changes.order_by("pk").values_list("verb", flat=True))
    assert len(verbs) == 3  # suggested, then one row for each side
    assert {verb.split("_")[0] for verb in verbs[1:]} == {"umkm", "company"}
