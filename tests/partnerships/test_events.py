"""Gatherings: announced, people asked, answers, attendance, meetings without a clash, and what came of them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.event_reports import figures, followed_by
from partnerships.models import (
    Event,
    EventInvitation,
    EventInvitationStatus,
    EventMeeting,
    EventMeetingStatus,
    EventStatus,
    FollowUp,
)
from partnerships.services.events import (
    answer_invitation,
    change_event_status,
    check_in,
    hold_past_events,
    invite,
    invite_from_need,
    undo_check_in,
    write_event,
)
from partnerships.services.meetings import (
    Promise,
    add_meeting,
    clear_meetings,
    finish_follow_up,
    plan_meetings,
    record_meeting,
)
from partnerships.services.suggestions import decline
from tests import builders
from umkm.services.merging import merge_firms

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def event(db):
    return builders.make_event()


@pytest.fixture
def past(db):
    """Began an hour ago."""
    return builders.make_event(in_days=-1 / 24)


@pytest.fixture
def invited(event, company, verified_umkm):
    """Alice's firm and the buyer's company are asked."""
    builders.make_invited(event, company, verified_umkm)
    return event


def invitation_of(event, party) -> EventInvitation:
    name = "company" if party._meta.model_name == "company" else "umkm"
    return event.invitations.get(**{name: party})


# ── An event ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def blank(**fields) -> Event:
    given = {
        "kind": "business",
        "title": "Temu bisnis lurik",
        "place": "Pendopo",
        "starts_at": NOW + timedelta(days=3),
        "ends_at": NOW + timedelta(days=3, hours=4),
    }
    return Event(**given | fields)


def test_an_officer_writes_one_and_announces_it(officer):
    event = write_event(blank(tables=3), actor=officer)
    assert (event.status, event.created_by, event.slots) == (EventStatus.DRAFT, officer, 12)
    event = change_event_status(event, "announce", actor=officer)
    assert list(event.changes.order_by("pk").values_list("verb", flat=True)) == [
        "write",
        "announce",
    ]


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "buyer", "leader", "verifier"])
def test_nobody_else_does(who, request, event, company, verified_umkm):
    person = request.getfixturevalue(who)
    before = Event.objects.values().get()
    with pytest.raises(NotAllowed):
        write_event(blank(), actor=person)
    for verb in ("hold", "cancel"):
        with pytest.raises(NotAllowed):
            change_event_status(event, verb, actor=person, note="sebab")
    with pytest.raises(NotAllowed):
        invite(event, actor=person, firms=[verified_umkm])
    with pytest.raises(NotAllowed):
        plan_meetings(event, actor=person)
    assert Event.objects.values().get() == before
    assert not EventInvitation.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": NOW + timedelta(days=2)},
        {"meetings_from": NOW + timedelta(days=5)},
        {"slot_minutes": 1},
        {"title": ""},
    ],
)
def test_nonsense_is_refused(officer, wrong):
    with pytest.raises(ValidationError):
        write_event(blank(**wrong), actor=officer)
    assert not Event.objects.exists()


def test_one_that_is_over_is_not_announced(officer):
    event = builders.make_event(status="draft", in_days=-2)
    with pytest.raises(Refused):
        change_event_status(event, "announce", actor=officer)
    assert Event.objects.get().status == EventStatus.DRAFT


def test_what_has_passed_is_held_by_the_clock(event, past):
    assert hold_past_events() == 0
    Event.objects.filter(pk=past.pk).update(ends_at=NOW - timedelta(minutes=5))
    assert hold_past_events() == 1
    assert hold_past_events() == 0
    past.refresh_from_db()
    assert (past.status, past.changes.first().actor) == (EventStatus.HELD, None)


def test_a_held_event_is_not_changed(officer, past):
    change_event_status(past, "hold", actor=officer)
    past.title = "Lain"
    with pytest.raises(WrongState):
        write_event(past, actor=officer)
    assert Event.objects.get().title != "Lain"


# ── Invitations and attendance ───────────────────────────────────────────────────────────────────────────────────────


def test_asked_twice_is_asked_once_and_only_the_verified(event, officer, company, verified_umkm):
    waiting = builders.make_umkm()
    parties = {"companies": [company], "firms": [verified_umkm, waiting]}
    assert invite(event, actor=officer, **parties) == 2
    assert invite(event, actor=officer, **parties) == 0
    assert event.invitations.count() == 2
    assert {row.changes.get().verb for row in event.invitations.all()} == {"invite"}


def test_a_list_of_suggestions_becomes_a_list_of_guests(event, officer, need):
    best = builders.make_suggestion(need, score=90)
    builders.make_suggestion(need, score=50)
    no = builders.make_matched(need, score=99)
    decline(no, actor=no.umkm.members.get().user, reason="price")
    assert invite_from_need(event, need, actor=officer, limit=1) == 2
    assert set(event.invitations.values_list("company", "umkm")) == {
        (need.company_id, None),
        (None, best.umkm_id),
    }


def test_a_need_without_a_list_is_refused(event, officer, need):
    with pytest.raises(Refused):
        invite_from_need(event, need, actor=officer)


def test_alice_and_bob_answer_and_charlie_does_not(invited, verified_umkm, alice, bob, charlie):
    row = invitation_of(invited, verified_umkm)
    with pytest.raises(NotAllowed):
        answer_invitation(row, "accept", actor=charlie)
    row.refresh_from_db()
    assert (row.status, row.changes.count()) == (EventInvitationStatus.INVITED, 1)
    row = answer_invitation(row, "accept", actor=alice, people=3)
    assert (row.status, row.people) == (EventInvitationStatus.ACCEPTED, 3)
    assert answer_invitation(row, "decline", actor=bob).status == EventInvitationStatus.DECLINED


def test_an_answer_comes_before_the_end(past, company, buyer):
    builders.make_invited(past, company)
    Event.objects.update(ends_at=NOW - timedelta(minutes=1))
    row = EventInvitation.objects.get()
    with pytest.raises(Refused):
        answer_invitation(row, "accept", actor=buyer)
    row.refresh_from_db()
    assert row.status == EventInvitationStatus.INVITED


def test_attendance_is_noted_on_the_day_and_once(invited, past, company, officer, alice):
    builders.make_invited(past, company)
    early = invitation_of(invited, company)
    with pytest.raises(Refused):
        check_in(early, actor=officer)
    row = invitation_of(past, company)
    with pytest.raises(NotAllowed):
        check_in(row, actor=alice)
    row = check_in(row, actor=officer)
    assert row.attended_at is not None
    with pytest.raises(WrongState):
        check_in(row, actor=officer)
    row = undo_check_in(row, actor=officer)
    assert (row.status, row.attended_at) == (EventInvitationStatus.ACCEPTED, None)


def test_an_invitation_has_one_party(event, company, verified_umkm):
    for parties in ({}, {"company": company, "umkm": verified_umkm}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EventInvitation.objects.create(event=event, **parties)


# ── Meetings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def market(event):
    """Three companies, four UMKM, and a suggestion for each pair."""
    needs = [builders.make_need() for _ in range(3)]
    firms = [builders.make_verified_umkm() for _ in range(4)]
    for need in needs:
        for place, umkm in enumerate(firms):
            builders.make_suggestion(need, umkm, score=90 - place)
    builders.make_invited(event, *(need.company for need in needs), *firms)
    return event


def test_the_day_is_planned_without_a_clash(market, officer):
    assert plan_meetings(market, actor=officer) == (12, 0)
    rows = list(market.meetings.all())
    for who in ("company_id", "umkm_id", "table"):
        assert len({(row.slot, getattr(row, who)) for row in rows}) == 12
    assert max(row.slot for row in rows) < market.slots
    assert max(row.table for row in rows) < market.tables
    assert plan_meetings(market, actor=officer) == (12, 0)
    assert market.meetings.count() == 12


def test_where_there_is_little_room_the_best_meet(market, officer):
    Event.objects.update(tables=1, slot_minutes=90)  # two slots at one table
    assert plan_meetings(market, actor=officer) == (2, 10)
    assert {float(row.suggestion.score) for row in market.meetings.all()} == {90}


def test_who_declines_gives_the_tables_free(market, officer):
    plan_meetings(market, actor=officer)
    umkm = market.meetings.first().umkm
    answer_invitation(invitation_of(market, umkm), "decline", actor=officer)
    assert not market.meetings.filter(umkm=umkm).exists()
    assert market.meetings.count() == 9
    assert plan_meetings(market, actor=officer) == (9, 0)


def test_without_tables_or_pairs_nothing_is_planned(event, officer, market):
    Event.objects.update(tables=0)
    with pytest.raises(Refused):
        plan_meetings(event, actor=officer)
    Event.objects.update(tables=3)
    EventInvitation.objects.filter(umkm=None).delete()
    with pytest.raises(Refused):
        plan_meetings(event, actor=officer)
    assert not EventMeeting.objects.exists()


def test_an_event_does_not_shrink_below_its_meetings(market, officer):
    plan_meetings(market, actor=officer)
    market.refresh_from_db()
    market.tables = 1
    with pytest.raises(Refused):
        write_event(market, actor=officer)
    assert Event.objects.get().tables == 4
    assert clear_meetings(market, actor=officer) == 12
    assert write_event(market, actor=officer).tables == 1


def test_one_more_meeting_finds_the_first_free_place(market, officer):
    plan_meetings(market, actor=officer)
    need = builders.make_need()
    extra = builders.make_suggestion(need, market.meetings.first().umkm)
    meeting = add_meeting(market, extra, actor=officer)
    same_time = market.meetings.filter(slot=meeting.slot).exclude(pk=meeting.pk)
    assert not same_time.filter(umkm=meeting.umkm).exists()
    assert not same_time.filter(table=meeting.table).exists()
    with pytest.raises(WrongState):
        add_meeting(market, extra, actor=officer)


def test_the_database_refuses_two_tables_at_once(market, officer):
    plan_meetings(market, actor=officer)
    first, second = market.meetings.filter(slot=0)[:2]
    with pytest.raises(IntegrityError), transaction.atomic():
        EventMeeting.objects.filter(pk=second.pk).update(company=first.company)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventMeeting.objects.filter(pk=second.pk).update(table=first.table)


@pytest.mark.django_db(transaction=True)
def test_two_officers_plan_at_the_same_moment(market, officer):
    """Two real transactions: one after the other, one day."""
    start = Barrier(2)

    def plan(_number):
        try:
            start.wait(timeout=10)
            return plan_meetings(market, actor=officer)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(plan, range(2))) == [(12, 0), (12, 0)]
    assert market.meetings.count() == 12


# ── What came of it ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def meeting(past, matched, officer):
    """Alice's firm and the company sit at a table now."""
    builders.make_invited(past, matched.need.company, matched.umkm)
    return add_meeting(past, matched, actor=officer)


def test_the_company_writes_what_came_of_it_and_what_was_promised(meeting, buyer, alice, officer):
    today = timezone.localdate()
    promise = Promise("umkm", "Mengirim contoh 2 m", today + timedelta(days=7))
    done = record_meeting(meeting, "sample", actor=buyer, promises=[promise], note="warna biru")
    assert done.status == EventMeetingStatus.SAMPLE
    follow_up = FollowUp.objects.get()
    with pytest.raises(NotAllowed):
        finish_follow_up(follow_up, actor=buyer)
    assert FollowUp.objects.get().done_at is None
    finished = finish_follow_up(follow_up, actor=alice)
    assert finished.done_by == alice
    assert finish_follow_up(follow_up, actor=officer).done_by == alice


def test_the_umkm_and_strangers_do_not(meeting, alice, charlie):
    for person in (alice, charlie):
        with pytest.raises(NotAllowed):
            record_meeting(meeting, "interested", actor=person)
    meeting.refresh_from_db()
    assert meeting.status == EventMeetingStatus.PLANNED


def test_a_no_has_a_reason_and_a_promise_a_day_to_come(meeting, buyer):
    with pytest.raises(Refused):
        record_meeting(meeting, "unfit", actor=buyer)
    yesterday = Promise("company", "Menelepon", timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused):
        record_meeting(meeting, "interested", actor=buyer, promises=[yesterday])
    meeting.refresh_from_db()
    assert meeting.status == EventMeetingStatus.PLANNED
    assert not FollowUp.objects.exists()


def test_a_later_word_replaces_an_earlier_one(meeting, buyer, officer):
    record_meeting(meeting, "interested", actor=buyer)
    assert (
        record_meeting(meeting, "unfit", actor=officer, reason="price").status
        == EventMeetingStatus.UNFIT
    )
    assert meeting.changes.count() == 2
    with pytest.raises(WrongState):
        plan_meetings(meeting.event, actor=officer)


def test_nothing_is_written_before_it_begins(event, matched, officer, buyer):
    meeting = add_meeting(event, matched, actor=officer)
    with pytest.raises(Refused):
        record_meeting(meeting, "interested", actor=buyer)


def test_figures_count_what_followed_and_only_once(meeting, buyer, matched, officer):
    record_meeting(meeting, "interested", actor=buyer)
    later = builders.make_event(in_days=-0.5 / 24)
    record_meeting(add_meeting(later, matched, actor=officer), "interested", actor=buyer)
    earlier = builders.make_event(in_days=-30)
    mou = builders.make_signed_mou(builders.make_mou(matched))
    contract = builders.make_confirmed_contract(mou)
    found = figures(later)
    need = matched.need
    assert found.potential_rupiah == need.price_ceiling * need.volume_month * need.months
    assert (found.interested, found.meetings, found.mous) == (1, 1, 1)
    assert (found.mou_rupiah, found.contract_rupiah) == (mou.mou_rupiah, contract.value_rupiah)
    assert found.realised_rupiah == 0
    assert figures(meeting.event).mous == 0  # the later event has it
    assert not followed_by(earlier).exists()


def test_an_unpromising_meeting_brings_no_mou(meeting, buyer, matched):
    record_meeting(meeting, "missed", actor=buyer)
    builders.make_mou(matched)
    assert figures(meeting.event).mous == 0


def test_two_firms_that_were_one_keep_their_invitations_and_meetings(meeting, officer, verifier):
    twin = builders.make_verified_umkm(nik=builders.NIK)
    builders.make_invited(meeting.event, twin)
    merge_firms(meeting.umkm, twin, actor=verifier)
    assert meeting.event.invitations.filter(umkm=meeting.umkm).count() == 1
