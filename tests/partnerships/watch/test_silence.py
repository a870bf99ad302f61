"""Silence is noticed after 7 and 14 days: by those who are to act, and in the end by the officers; each time once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from partnerships.models import Mou, Notice, WatchRule
from partnerships.services.suggestions import decline, show_interest
from partnerships.services.watch import watch
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(verified_umkm, need, alice):
    """Alice's firm is interested, and the company has not answered."""
    return show_interest(builders.make_suggestion(need, verified_umkm), actor=alice)


def test_the_company_is_reminded_and_then_the_officer(asked, buyer, alice, officer, told):
    now = timezone.now()
    for days, company, escalated in (
        (6, [], []),
        (7, ["7"], []),
        (13, ["7"], []),
        (14, ["14"], ["14"]),
        (40, ["14"], ["14"]),
    ):
        watch(now=now + timedelta(days=days))
        assert told(buyer, "suggestion_silent") == company
        assert told(officer, "suggestion_silent_officer") == escalated
    assert told(alice, "suggestion_silent") == []  # it is not she who keeps others waiting
    # The first reminder was not sent before the second came: it is settled, and not made again.
    assert Notice.objects.filter(person=buyer, code="suggestion_silent").count() == 2


def test_twice_is_once(asked, buyer, told):
    now = timezone.now() + timedelta(days=8)
    assert watch(now=now) > 0
    assert watch(now=now) == 0
    assert told(buyer, "suggestion_silent") == ["7"]


@pytest.mark.django_db(transaction=True)
def test_two_watches_at_once_make_each_once(asked, buyer, told):
    start, now = Barrier(2), timezone.now() + timedelta(days=8)

    def look(_number):
        try:
            start.wait(timeout=20)
            watch(now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(look, range(2)))
    assert told(buyer, "suggestion_silent") == ["7"]
    assert told(buyer, "change_suggestion_ask") == ["change"]


def test_what_is_answered_is_not_reminded_of(asked, buyer, told):
    watch(now=timezone.now() + timedelta(days=8))
    decline(asked, actor=buyer, reason="price")
    watch(now=timezone.now() + timedelta(days=8))
    assert told(buyer, "suggestion_silent") == []


def test_a_colleague_who_only_reads_and_one_who_left_are_not_asked(asked, company, buyer, told):
    reader = builders.make_account("company")
    company.members.create(user=reader, role="reader")
    buyer.is_active = False
    buyer.save()
    watch(now=timezone.now() + timedelta(days=8))
    assert told(reader, "suggestion_silent") == told(buyer, "suggestion_silent") == []


def test_days_are_a_row_that_officials_change(asked, buyer, told):
    WatchRule.objects.filter(pk="suggestion_silent").update(days=[3])
    watch(now=timezone.now() + timedelta(days=3))
    assert told(buyer, "suggestion_silent") == ["3"]
    WatchRule.objects.update(is_active=False)
    watch(now=timezone.now() + timedelta(days=3))
    assert told(buyer, "suggestion_silent") == []


def test_an_mou_that_does_not_move(officer, told):
    mou = builders.make_mou()
    umkm = mou.members.get().umkm.members.get().user
    buyer = mou.company.members.get().user
    watch(now=timezone.now() + timedelta(days=7))
    assert told(umkm, "mou_silent") == told(buyer, "mou_silent") == ["7"]
    assert told(officer, "mou_silent_officer") == []
    watch(now=timezone.now() + timedelta(days=14))
    assert told(umkm, "mou_silent") == ["14"]
    assert told(officer, "mou_silent_officer") == ["14"]


def test_an_entry_that_nobody_confirms(officer, told):
    contract = builders.make_contract()
    entered_by, other = contract.entered_by, contract.mou.members.get().umkm.members.get().user
    watch(now=timezone.now() + timedelta(days=15))
    assert told(other, "entry_unconfirmed") == ["14"]
    assert told(entered_by, "entry_unconfirmed") == []
    assert told(officer, "entry_unconfirmed_officer") == ["14"]


def test_a_draft_that_lies_with_the_legal_officer_reminds_nobody_else(officer, legal_officer, told):
    mou = builders.make_mou()
    Mou.objects.update(status="legal_check")
    buyer = mou.company.members.get().user
    watch(now=timezone.now() + timedelta(days=14))
    assert told(legal_officer, "mou_silent") == told(officer, "mou_silent_officer") == ["14"]
    assert told(buyer, "mou_silent") == []


def test_the_koperasi_that_coordinates_is_reminded_with_its_members(told):
    mou = builders.make_mou()
    group = builders.make_verified_umkm(with_account=True)
    head = group.members.get().user
    Mou.objects.update(coordinator=group)
    watch(now=timezone.now() + timedelta(days=8))
    assert told(head, "mou_silent") == ["7"]
    contract = builders.make_contract(builders.make_signed_mou(Mou.objects.get(pk=mou.pk)))
    watch(now=contract.entered_at + timedelta(days=8))
    assert told(head, "entry_unconfirmed") == ["7"]
