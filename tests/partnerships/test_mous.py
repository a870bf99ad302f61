"""An MoU: made of matched suggestions, divided, signed, frozen, ended; and who may do that."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.flow import MOU_FLOW
from partnerships.models import EndReason, Mou, MouStatus
from partnerships.services.mous import (
    change_mou_status,
    complete_past_end,
    equal_shares,
    open_mou,
    set_shares,
)
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def pair(need):
    """Two UMKM that both sides want, for one need."""
    return [builders.make_matched(need) for _ in range(2)]


# ── Beginning ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_opens_with_the_needs_potential_and_equal_shares(pair, need, officer):
    mou = open_mou(pair, actor=officer)
    assert mou.potential_rupiah == need.volume_month * need.price_ceiling * need.months
    assert mou.mou_rupiah is None
    assert [member.share_percent for member in mou.members.all()] == [50, 50]
    assert mou.changes.get().verb == "open"


@pytest.mark.parametrize("count", [1, 2, 3, 7, 11])
def test_equal_shares_are_the_whole(count):
    shares = equal_shares(count)
    assert len(shares) == count
    assert sum(shares) == 100
    assert max(shares) - min(shares) < 1


def test_only_an_officer_opens(matched, alice, buyer, charlie, verifier, leader):
    for person in (alice, buyer, charlie, verifier, leader):
        with pytest.raises(NotAllowed):
            open_mou([matched], actor=person)
    assert not Mou.objects.exists()


def test_only_from_what_both_sides_want(suggestion, officer):
    with pytest.raises(WrongState):
        open_mou([suggestion], actor=officer)
    with pytest.raises(Refused):
        open_mou([], actor=officer)
    assert not Mou.objects.exists()


def test_one_mou_is_for_one_need(matched, officer):
    with pytest.raises(Refused):
        open_mou([matched, builders.make_matched()], actor=officer)
    assert not Mou.objects.exists()


def test_a_suggestion_becomes_an_mou_once(mou, matched, officer):
    with pytest.raises(WrongState):
        open_mou([matched], actor=officer)
    assert Mou.objects.count() == 1


# ── Shares ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("parts", [(60, 30), (101, -1), (100, 0), (33, 33)])
def test_shares_must_be_the_whole(pair, officer, parts):
    mou = open_mou(pair, actor=officer)
    firms = [row.umkm_id for row in pair]
    with pytest.raises(Refused):
        set_shares(mou, dict(zip(firms, map(Decimal, parts), strict=True)), actor=officer)
    assert [member.share_percent for member in mou.members.all()] == [50, 50]


def test_shares_name_every_member(pair, officer):
    mou = open_mou(pair, actor=officer)
    with pytest.raises(Refused):
        set_shares(mou, {pair[0].umkm_id: Decimal(100)}, actor=officer)
    with pytest.raises(NotAllowed):
        set_shares(mou, {}, actor=pair[0].umkm.members.get().user)
    assert [member.share_percent for member in mou.members.all()] == [50, 50]


def test_shares_are_divided_anew(pair, officer):
    mou = open_mou(pair, actor=officer)
    set_shares(
        mou,
        {pair[0].umkm_id: Decimal("66.67"), pair[1].umkm_id: Decimal("33.33")},
        actor=officer,
    )
    assert sum(member.share_percent for member in mou.members.all()) == 100
    assert mou.members.get(umkm=pair[0].umkm).share_percent == Decimal("66.67")


# ── Ends ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_cancelling_and_terminating_say_why(mou, signed_mou, officer):
    other = builders.make_mou()
    with pytest.raises(Refused):
        change_mou_status(other, "cancel", actor=officer)
    cancelled = change_mou_status(other, "cancel", actor=officer, reason=EndReason.PRICE)
    assert cancelled.status == MouStatus.CANCELLED
    with pytest.raises(Refused):
        change_mou_status(signed_mou, "terminate", actor=officer, reason=EndReason.QUALITY)
    ended = change_mou_status(
        signed_mou, "terminate", actor=officer, reason=EndReason.QUALITY, note="contoh gagal"
    )
    assert (ended.status, ended.changes.first().reason) == ("terminated", "quality")


def test_people_do_not_set_an_mou_running(signed_mou, officer):
    with pytest.raises(NotAllowed):
        MOU_FLOW.advance(signed_mou, "run", actor=officer)
    signed_mou.refresh_from_db()
    assert signed_mou.status == MouStatus.SIGNED


def test_completed_by_date_once(signed_mou):
    last = timezone.now() + timedelta(days=365)
    assert complete_past_end(now=last) == 0
    assert complete_past_end(now=last + timedelta(days=1)) == 1
    assert complete_past_end(now=last + timedelta(days=1)) == 0
    signed_mou.refresh_from_db()
    assert signed_mou.status == MouStatus.COMPLETED
    assert signed_mou.changes.first().actor is None
