"""An MoU: made of matched suggestions, divided, signed, frozen, ended; and who may do that."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.models import EndReason, Mou, MouStatus
from partnerships.services.mous import (
    change_mou_status,
    complete_past_end,
    equal_shares,
    open_mou,
    set_shares,
    sign_mou,
)
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TERMS = {
    "number": "415.4/21/2026",
    "signed_on": TODAY,
    "starts_on": TODAY,
    "ends_on": TODAY + timedelta(days=365),
    "mou_rupiah": 120_000_000,
}


@pytest.fixture
def pair(need):
    """Two UMKM that both sides want, for one need."""
    return [builders.make_matched(need) for _ in range(2)]


@pytest.fixture
def draft(mou, officer):
    return change_mou_status(mou, "draft", actor=officer)


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


# ── Signature ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_signing_freezes(draft, officer):
    mou = sign_mou(draft, actor=officer, **TERMS)
    assert (mou.status, mou.mou_rupiah, mou.number) == ("signed", 120_000_000, "415.4/21/2026")
    member = mou.members.get()
    with pytest.raises(WrongState):
        set_shares(mou, {member.umkm_id: Decimal(100)}, actor=officer)
    for verb in ("draft", "cancel", "renegotiate", "try"):
        with pytest.raises(WrongState):
            change_mou_status(mou, verb, actor=officer, reason=EndReason.OTHER, note="x")
    with pytest.raises(WrongState):
        sign_mou(mou, actor=officer, **TERMS | {"number": "lain", "mou_rupiah": 1})
    mou.refresh_from_db()
    assert (mou.status, mou.mou_rupiah, mou.number) == ("signed", 120_000_000, "415.4/21/2026")


@pytest.mark.parametrize(
    "wrong",
    [
        {"signed_on": TODAY + timedelta(days=1)},
        {"ends_on": TODAY},
        {"ends_on": TODAY - timedelta(days=1)},
        {"mou_rupiah": 0},
        {"number": "   "},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_nobody_signs_nonsense(draft, officer, wrong):
    with pytest.raises(Refused):
        sign_mou(draft, actor=officer, **TERMS | wrong)
    draft.refresh_from_db()
    assert (draft.status, draft.number, draft.signed_on) == (MouStatus.DRAFT, None, None)


def test_shares_that_are_not_the_whole_are_not_signed(draft, officer):
    draft.members.update(share_percent=Decimal("99.99"))
    with pytest.raises(Refused):
        sign_mou(draft, actor=officer, **TERMS)
    draft.refresh_from_db()
    assert draft.status == MouStatus.DRAFT


def test_a_number_is_used_once(signed_mou, officer):
    other = change_mou_status(builders.make_mou(), "draft", actor=officer)
    with pytest.raises(Refused):
        sign_mou(other, actor=officer, **TERMS | {"number": signed_mou.number})
    other.refresh_from_db()
    assert other.status == MouStatus.DRAFT


def test_parties_do_not_sign_for_the_kabupaten(draft, alice, buyer, charlie, leader):
    for person in (alice, buyer, charlie, leader):
        with pytest.raises(NotAllowed):
            sign_mou(draft, actor=person, **TERMS)
    draft.refresh_from_db()
    assert draft.status == MouStatus.DRAFT


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
        change_mou_status(signed_mou, "run", actor=officer)
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
