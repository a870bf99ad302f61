"""Meetings at a gathering: planned without a clash, written down, and followed up."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, WrongState, must
from partnerships.flow.events import MEETING_FLOW
from partnerships.models import (
    Event,
    EventMeeting,
    EventMeetingStatus,
    EventStatus,
    FollowUp,
    Suggestion,
)
from partnerships.permissions import finishes, is_officer
from partnerships.services.events import worth_meeting
from partnerships.timetable import Wish, choose, place


@transaction.atomic
def plan_meetings(event: Event, *, actor: User) -> tuple[int, int]:
    """Plan the day anew from the suggestions between those who are expected: (meetings planned, pairs without a place).

    For each pair the best suggestion counts; the most worth come first, nobody has two at once. Raises NotAllowed, WrongState
    once an outcome is written, Refused when the event has no tables or no pair.
    """
    event = _open_event(event, actor)
    if not event.slots:
        raise Refused(_("Tulis dahulu jumlah meja dan waktu yang cukup untuk satu pertemuan."))
    if event.meetings.exclude(status=EventMeetingStatus.PLANNED).exists():
        raise WrongState(
            _("Hasil pertemuan sudah dicatat; jadwal tidak disusun ulang. Tambahkan satu per satu.")
        )
    pairs = _pairs(event)
    if not pairs:
        raise Refused(_("Belum ada saran di antara perusahaan dan UMKM yang diundang."))
    wishes = [Wish(*pair, float(row.score)) for pair, row in pairs.items()]
    chosen = choose(wishes, slots=event.slots, tables=event.tables)
    event.meetings.all().delete()
    places = place(chosen, slots=event.slots, tables=event.tables)
    EventMeeting.objects.bulk_create(
        EventMeeting(
            event=event,
            suggestion=pairs[wish.company, wish.umkm],
            company_id=wish.company,
            umkm_id=wish.umkm,
            slot=slot,
            table=table,
        )
        for wish, (slot, table) in zip(chosen, places, strict=True)
    )
    return len(chosen), len(wishes) - len(chosen)


def _open_event(event: Event, actor: User) -> Event:
    must(is_officer(actor))
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.status not in {EventStatus.DRAFT, EventStatus.ANNOUNCED}:
        raise WrongState(_("Acara ini sudah selesai atau batal."))
    return event


def _pairs(event: Event) -> dict[tuple[int, int], Suggestion]:
    """{(company, UMKM): their best suggestion} of those who have not declined."""
    expected = event.invitations.expected()
    rows = worth_meeting(Suggestion.objects.all()).filter(
        need__company__in=expected.filter(company__isnull=False).values("company"),
        umkm__in=expected.filter(umkm__isnull=False).values("umkm"),
    )
    best: dict[tuple[int, int], Suggestion] = {}
    for row in rows.select_related("need").order_by("-score", "pk"):
        best.setdefault((row.need.company_id, row.umkm_id), row)
    return best


@transaction.atomic
def clear_meetings(event: Event, *, actor: User) -> int:
    """Give all planned meetings up; those with an outcome stay: how many went. Raises NotAllowed, WrongState."""
    event = _open_event(event, actor)
    return (
        event.meetings.filter(status=EventMeetingStatus.PLANNED)
        .delete()[1]
        .get(EventMeeting._meta.label, 0)
    )


@transaction.atomic
def add_meeting(event: Event, suggestion: Suggestion, *, actor: User) -> EventMeeting:
    """One more meeting, at the first time at which both and a table are free. Raises NotAllowed, WrongState, Refused."""
    event = _open_event(event, actor)
    company_id, umkm_id = suggestion.need.company_id, suggestion.umkm_id
    taken = list(event.meetings.values_list("slot", "table", "company", "umkm"))
    if any((company, umkm) == (company_id, umkm_id) for _s, _t, company, umkm in taken):
        raise WrongState(_("Kedua pihak ini sudah punya pertemuan di acara ini."))
    for slot in range(event.slots):
        here = [row for row in taken if row[0] == slot]
        if any(company == company_id or umkm == umkm_id for _s, _t, company, umkm in here):
            continue
        free = set(range(event.tables)) - {table for _s, table, _c, _u in here}
        if free:
            return EventMeeting.objects.create(
                event=event,
                suggestion=suggestion,
                company_id=company_id,
                umkm_id=umkm_id,
                slot=slot,
                table=min(free),
            )
    raise Refused(_("Tidak ada waktu di mana kedua pihak dan satu meja masih kosong."))


class Promise(NamedTuple):
    """A follow-up as it is written at the table; `by` is a FollowUp.By."""

    by: str
    what: str
    due_on: date


@transaction.atomic
def record_meeting(
    meeting: EventMeeting,
    verb: str,
    *,
    actor: User,
    reason: str = "",
    note: str = "",
    promises: Iterable[Promise] = (),
    now: datetime | None = None,
) -> EventMeeting:
    """Write what came of a meeting, and what was promised there. A later word replaces an earlier one, and both stay in the log.

    Raises WrongState, NotAllowed, Refused, ValidationError.
    """
    now = now or timezone.now()
    meeting = MEETING_FLOW.advance(
        meeting, verb, actor=actor, reason=reason, note=note, now=now, at=now
    )
    for promise in promises:
        if promise.due_on < timezone.localdate(now):
            raise Refused(_("Hari tindak lanjut tidak boleh sudah lewat."))
        follow_up = FollowUp(meeting=meeting, **promise._asdict())
        follow_up.full_clean()
        follow_up.save()
    return meeting


@transaction.atomic
def finish_follow_up(follow_up: FollowUp, *, actor: User, now: datetime | None = None) -> FollowUp:
    """Done. Pressed twice it stays as it was. Raises NotAllowed."""
    follow_up = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    must(finishes(actor, follow_up))
    if follow_up.done_at is None:
        follow_up.done_at, follow_up.done_by = now or timezone.now(), actor
        follow_up.save(update_fields=["done_at", "done_by"])
    return follow_up
