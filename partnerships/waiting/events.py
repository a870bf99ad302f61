"""What waits for an answer or a deed around events: see partnerships.waiting."""

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from partnerships.models import (
    Event,
    EventInvitation,
    EventInvitationStatus,
    EventMeeting,
    EventMeetingStatus,
    EventStatus,
    FollowUp,
)


def invitations_to_answer(*, umkm_ids=(), company_ids=(), now: datetime | None = None):
    """Invitations to what is announced and not over, the next event first."""
    return (
        EventInvitation.objects.filter(Q(umkm__in=umkm_ids) | Q(company__in=company_ids))
        .filter(
            status=EventInvitationStatus.INVITED,
            event__status=EventStatus.ANNOUNCED,
            event__ends_at__gte=now or timezone.now(),
        )
        .with_labels()
        .order_by("event__starts_at", "pk")
    )


def meetings_to_record(*, company_ids=None, now: datetime | None = None) -> QuerySet[EventMeeting]:
    """Meetings of events that have begun, of which nobody has written what came of them; `company_ids` None: of all."""
    rows = EventMeeting.objects.filter(
        status=EventMeetingStatus.PLANNED,
        event__status__in=(EventStatus.ANNOUNCED, EventStatus.HELD),
        event__starts_at__lte=now or timezone.now(),
    )
    if company_ids is not None:
        rows = rows.filter(company__in=company_ids)
    rows = rows.select_related("event", "company", "umkm", "suggestion")
    return rows.annotate(since=F("event__ends_at")).order_by("since", "pk")


def events_to_announce() -> QuerySet[Event]:
    """Written and not announced, the next first."""
    rows = Event.objects.filter(status=EventStatus.DRAFT)
    return rows.annotate(since=F("created_at")).order_by("starts_at", "pk")


def follow_ups_of_parties(*, umkm_ids=(), company_ids=()) -> QuerySet[FollowUp]:
    """What these sides have promised at a table and not done yet, what is due first above."""
    by = FollowUp.By
    return (
        FollowUp.objects.open()
        .filter(
            Q(by=by.UMKM, meeting__umkm__in=umkm_ids)
            | Q(by=by.COMPANY, meeting__company__in=company_ids)
        )
        .with_labels()
    )


def follow_ups_of_officers() -> QuerySet[FollowUp]:
    rows = FollowUp.objects.open().filter(by=FollowUp.By.OFFICER).with_labels()
    return rows.annotate(since=F("meeting__event__ends_at"))
