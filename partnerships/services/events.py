"""Writes of a gathering: it is planned and announced, people are asked to it, they answer, and they come."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Company, Need
from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, WrongState, must
from kemitraan.verification import VerificationStatus
from partnerships.flow.events import EVENT_FLOW, INVITATION_FLOW
from partnerships.models import (
    Event,
    EventInvitation,
    EventInvitationStatus,
    EventMeeting,
    EventMeetingStatus,
    EventStatus,
    Suggestion,
    SuggestionStatus,
)
from partnerships.permissions import is_officer
from umkm.models import Umkm

#: While these last, an event can be changed and people asked to it.
_OPEN = (EventStatus.DRAFT, EventStatus.ANNOUNCED)


@transaction.atomic
def write_event(event: Event, *, actor: User, now: datetime | None = None) -> Event:
    """Write a new or changed event as it stands. Raises NotAllowed, WrongState, Refused, ValidationError."""
    must(is_officer(actor))
    is_new = event.pk is None
    if is_new:
        event.created_by, event.created_at = actor, now or timezone.now()
    else:
        present = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        if present.status not in _OPEN:
            raise WrongState(_("Acara yang sudah selesai atau batal tidak diubah lagi."))
        event.status = present.status
    event.full_clean()
    if not is_new:
        _still_room(event)
    event.save()
    if is_new:
        event.changes.create(actor=actor, verb="write", target=event.status, at=event.created_at)
    return event


def _still_room(event: Event) -> None:
    """Meetings that are planned keep their place: an event does not shrink below them."""
    last = event.meetings.aggregate(slot=Max("slot"), table=Max("table"))
    if last["slot"] is None:
        return
    if last["slot"] >= event.slots or last["table"] >= event.tables:
        raise Refused(
            _(
                "Jadwal pertemuan yang sudah disusun tidak muat lagi. Kosongkan jadwal dahulu, atau beri waktu dan meja "
                "yang cukup."
            )
        )


def change_event_status(
    event: Event, verb: str, *, actor: User | None, note: str = "", now: datetime | None = None
) -> Event:
    """Announce, hold or cancel. Raises WrongState, NotAllowed, Refused."""
    return EVENT_FLOW.advance(event, verb, actor=actor, note=note, now=now, at=now)


def hold_past_events(*, now: datetime | None = None) -> int:
    """Events whose time is over are held, unless somebody called them off before: how many."""
    now = now or timezone.now()
    past = Event.objects.filter(status=EventStatus.ANNOUNCED, ends_at__lt=now)
    held, _kept_back = EVENT_FLOW.advance_many(past, "hold", actor=None, now=now)
    return len(held)


# ── Invitations ──────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def invite(
    event: Event,
    *,
    actor: User,
    companies: Iterable[Company] = (),
    firms: Iterable[Umkm] = (),
    now: datetime | None = None,
) -> int:
    """Ask verified companies and UMKM to an event; one that is asked already stays as it answered: how many are new.

    Raises NotAllowed, WrongState.
    """
    must(is_officer(actor))
    now = now or timezone.now()
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.status not in _OPEN:
        raise WrongState(_("Acara yang sudah selesai atau batal tidak menerima undangan lagi."))
    asked = event.invitations.values_list("company", "umkm")
    known_companies = {company for company, _umkm in asked}
    known_firms = {umkm for _company, umkm in asked}
    rows = [
        EventInvitation(event=event, company=row, invited_at=now)
        for row in _verified(companies)
        if row.pk not in known_companies
    ] + [
        EventInvitation(event=event, umkm=row, invited_at=now)
        for row in _verified(firms)
        if row.pk not in known_firms
    ]
    log = EventInvitation._meta.get_field("changes").related_model
    log.objects.bulk_create(
        log(subject=row, actor=actor, at=now, verb="invite", target=row.status)
        for row in EventInvitation.objects.bulk_create(rows)
    )
    return len(rows)


def _verified(rows: Iterable) -> list:
    """In the order of their keys: two officers who ask the same firms at once do not wait for each other."""
    found = {row.pk: row for row in rows if row.status == VerificationStatus.VERIFIED}
    return [found[key] for key in sorted(found)]


def invite_from_need(
    event: Event, need: Need, *, actor: User, limit: int = 20, now: datetime | None = None
) -> int:
    """Ask a need's company and the first `limit` UMKM of its list: how many are new. Raises NotAllowed, WrongState, Refused."""
    rows = worth_meeting(Suggestion.objects.filter(need=need)).order_by("-score", "pk")
    firms = [row.umkm for row in rows.select_related("umkm")[:limit]]
    if not firms:
        raise Refused(_("Kebutuhan ini belum punya saran pemasok; cocokkan dahulu."))
    return invite(event, actor=actor, companies=[need.company], firms=firms, now=now)


def worth_meeting(rows):
    """Suggestions about which a meeting makes sense: not taken back, nobody has said no."""
    return rows.exclude(status__in=(SuggestionStatus.WITHDRAWN, SuggestionStatus.DECLINED))


@transaction.atomic
def answer_invitation(
    invitation: EventInvitation,
    verb: str,
    *,
    actor: User,
    people: int = 1,
    note: str = "",
    now: datetime | None = None,
) -> EventInvitation:
    """Accept (with how many people, 1 to 20) or decline; who declines gives the planned meetings free.

    Raises WrongState, NotAllowed, Refused.
    """
    if not 1 <= people <= 20:
        raise Refused(_("Jumlah orang: 1 sampai 20."))
    # The event first, as planning does: an answer and a new plan do not cross.
    Event.objects.select_for_update(of=("self",)).get(pk=invitation.event_id)
    changes = {"people": people} if verb == "accept" else {}
    invitation = INVITATION_FLOW.advance(
        invitation, verb, actor=actor, note=note, now=now, at=now, changes=changes
    )
    if invitation.status == EventInvitationStatus.DECLINED:
        EventMeeting.objects.filter(
            event=invitation.event_id,
            status=EventMeetingStatus.PLANNED,
            **{"company" if invitation.company_id else "umkm": invitation.party},
        ).delete()
    return invitation


def check_in(
    invitation: EventInvitation, *, actor: User, note: str = "", now: datetime | None = None
) -> EventInvitation:
    """Note that the invited have come. Raises WrongState, NotAllowed, Refused."""
    now = now or timezone.now()
    return INVITATION_FLOW.advance(
        invitation,
        "check_in",
        actor=actor,
        note=note,
        now=now,
        at=now,
        changes={"attended_at": now},
    )


def undo_check_in(
    invitation: EventInvitation, *, actor: User, note: str = "", now: datetime | None = None
) -> EventInvitation:
    """The wrong row was pressed. Raises WrongState, NotAllowed."""
    return INVITATION_FLOW.advance(
        invitation, "undo_check_in", actor=actor, note=note, now=now, changes={"attended_at": None}
    )


def change_invitation(invitation: EventInvitation, verb: str, **given) -> EventInvitation:
    """Any verb of INVITATION_FLOW by the function that takes it."""
    if verb == "check_in":
        return check_in(invitation, **given)
    if verb == "undo_check_in":
        return undo_check_in(invitation, **given)
    return answer_invitation(invitation, verb, **given)
