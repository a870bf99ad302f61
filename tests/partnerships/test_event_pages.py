"""The pages of gatherings: the calendar, one event, an invitation with its code, outcomes; and the admin behind them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import (
    Event,
    EventInvitation,
    EventInvitationStatus,
    EventMeeting,
    FollowUp,
)
from partnerships.services.meetings import add_meeting, plan_meetings
from tests import builders

pytestmark = pytest.mark.django_db


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


@pytest.fixture
def event(company, verified_umkm):
    event = builders.make_event(agenda="09.00 Pembukaan\n\n10.00 Pertemuan")
    builders.make_invited(event, company, verified_umkm)
    return event


@pytest.fixture
def invitation(event, verified_umkm):
    return event.invitations.get(umkm=verified_umkm)


def test_everybody_reads_the_calendar_and_an_event(client, event, django_assert_max_num_queries):
    builders.make_event(status="draft", title="Belum jadi")
    for _ in range(3):
        builders.make_event()
    with django_assert_max_num_queries(4):
        page = client.get(url("events"))
    assert event.title in page.text
    assert "Belum jadi" not in page.text
    page = client.get(event.get_absolute_url())
    assert page.status_code == 200
    assert "10.00 Pertemuan" in page.text
    assert "Lurik Alice" not in page.text


def test_a_draft_is_the_officials_own(client, officer, charlie):
    draft = builders.make_event(status="draft")
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(charlie)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(officer)
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_the_code_opens_nothing_to_strangers(client, invitation, charlie, buyer):
    addresses = [
        invitation.get_absolute_url(),
        url("invitation-code", invitation.code),
        url("invitation-step", invitation.code, "accept"),
    ]
    for person in (None, charlie, buyer):
        if person:
            client.force_login(person)
        for address in addresses:
            assert client.get(address).status_code == (404 if person else 302)
            client.post(address, {"people": 1})
    invitation.refresh_from_db()
    assert invitation.status == EventInvitationStatus.INVITED


def test_alice_says_with_how_many_she_comes(client, invitation, alice):
    client.force_login(alice)
    assert "Undangan yang menunggu jawaban Anda" in client.get(reverse("desk")).text
    page = client.get(invitation.get_absolute_url())
    assert url("invitation-code", invitation.code) in page.text
    picture = client.get(url("invitation-code", invitation.code))
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content
    wrong = client.post(url("invitation-step", invitation.code, "accept"), {"people": "99"})
    assert wrong.status_code == 200
    assert 'value="99"' in wrong.text
    client.post(url("invitation-step", invitation.code, "accept"), {"people": "2"})
    invitation.refresh_from_db()
    assert (invitation.status, invitation.people) == (EventInvitationStatus.ACCEPTED, 2)


def test_whoever_keeps_the_door_scans_and_presses(client, invitation, officer):
    Event.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    client.force_login(officer)
    assert "Catat hadir" in client.get(invitation.get_absolute_url()).text
    client.post(url("invitation-step", invitation.code, "check_in"))
    assert EventInvitation.objects.get(pk=invitation.pk).status == EventInvitationStatus.ATTENDED


def test_a_cancelled_event_says_why_to_the_invited(client, event, invitation, alice, officer):
    event.changes.create(verb="cancel", target="cancelled", actor=officer, note="Pendopo banjir")
    Event.objects.update(status="cancelled")
    client.force_login(alice)
    page = client.get(invitation.get_absolute_url())
    assert "Pendopo banjir" in page.text
    assert client.get(event.get_absolute_url()).status_code == 200
    client.logout()
    assert client.get(event.get_absolute_url()).status_code == 404


# ── Meetings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def meeting(event, matched, officer):
    meeting = add_meeting(event, matched, actor=officer)
    Event.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    return meeting


def test_the_buyer_writes_down_what_was_said(client, meeting, buyer, alice):
    client.force_login(buyer)
    address = url("meeting-step", meeting.pk, "sample")
    assert address in client.get(meeting.event.get_absolute_url()).text
    given = {"what": "Contoh 2 m", "by": "umkm", "due_on": "", "note": "biru"}
    wrong = client.post(address, given)
    assert "Sebutkan harinya" in wrong.text
    assert "Contoh 2 m" in wrong.text
    due_on = timezone.localdate() + timedelta(days=5)
    assert client.post(address, given | {"due_on": due_on.isoformat()}).status_code == 302
    client.force_login(alice)
    assert "Contoh 2 m" in client.get(reverse("desk")).text
    follow_up = FollowUp.objects.get()
    assert client.post(url("follow-up-done", follow_up.pk)).status_code == 302
    assert FollowUp.objects.get().done_by == alice


def test_strangers_find_no_meeting(client, meeting, charlie):
    client.force_login(charlie)
    address = url("meeting-step", meeting.pk, "interested")
    assert client.get(address).status_code == 404
    assert client.post(address, {"note": ""}).status_code == 404
    assert EventMeeting.objects.get().status == "planned"
    assert str(meeting.company) not in client.get(meeting.event.get_absolute_url()).text


def test_an_event_costs_the_same_with_one_and_with_many_meetings(count_queries, client, officer):
    def market(companies: int, firms: int) -> Event:
        event = builders.make_event(in_days=-1 / 24)
        needs = [builders.make_need() for _ in range(companies)]
        umkm = [builders.make_verified_umkm() for _ in range(firms)]
        for need in needs:
            for firm in umkm:
                builders.make_suggestion(need, firm)
        builders.make_invited(event, *(need.company for need in needs), *umkm)
        plan_meetings(event, actor=officer)
        return event

    small, large = market(1, 1), market(3, 4)
    client.force_login(officer)
    for address in ("get_absolute_url", "admin"):
        pages = [
            event.get_absolute_url()
            if address == "get_absolute_url"
            else reverse("admin:partnerships_event_change", args=[event.pk])
            for event in (small, large)
        ]
        count_queries(pages[0])  # what is asked once a process
        assert count_queries(pages[0]) == count_queries(pages[1])


# ── The admin ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_officer_does_all_of_it_in_the_admin(client, officer, company, verified_umkm, need):
    builders.make_suggestion(need, verified_umkm)
    client.force_login(officer)
    begin = timezone.localtime() + timedelta(days=4)
    given = {
        "kind": "business",
        "title": "Temu bisnis lurik",
        "place": "Pendopo",
        "starts_at_0": f"{begin:%Y-%m-%d}",
        "starts_at_1": "09:00",
        "ends_at_0": f"{begin:%Y-%m-%d}",
        "ends_at_1": "08:00",
        "description": "",
        "agenda": "",
        "tables": "3",
        "slot_minutes": "20",
    }
    add = reverse("admin:partnerships_event_add")
    wrong = client.post(add, given)
    assert "Acara harus selesai sesudah mulai." in wrong.text
    assert "Temu bisnis lurik" in wrong.text
    assert client.post(add, given | {"ends_at_1": "12:00"}).status_code == 302
    event = Event.objects.get()

    def page(name: str, *args) -> str:
        return reverse(f"admin:partnerships_event_{name}", args=[event.pk, *args])

    client.post(page("need"), {"need": need.pk, "limit": "5"})
    assert event.invitations.count() == 2
    lost = client.post(page("party"), {"names": "Tidak Ada\n" + company.name})
    assert "Tidak Ada" in lost.text
    assert event.invitations.count() == 2
    client.post(page("party"), {"names": builders.make_verified_company().nib})
    assert event.invitations.count() == 3
    client.post(page("step", "announce"), {"note": ""})
    assert client.get(page("plan")).status_code == 405
    client.post(page("plan"))
    assert event.meetings.count() == 1
    shown = client.get(page("change"))
    assert "Lurik Alice" in shown.text
    client.post(page("clear"))
    assert not event.meetings.exists()
    refused = client.post(page("plan"), follow=True)
    assert refused.status_code == 200
    meeting = event.meetings.get()
    Event.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    outcome = reverse("admin:partnerships_eventmeeting_step", args=[meeting.pk, "interested"])
    client.post(
        outcome, {"note": "", "what": "Telepon", "by": "officer", "due_on": f"{begin:%Y-%m-%d}"}
    )
    follow_up = FollowUp.objects.get()
    client.post(reverse("admin:partnerships_followup_finish", args=[follow_up.pk]))
    assert FollowUp.objects.get().done_by == officer
