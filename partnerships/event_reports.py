"""What came of a gathering: who came, what was said at the tables, and the partnerships that followed."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from investors.models import Need
from partnerships.models import (
    Contract,
    EntryStatus,
    Event,
    EventInvitationStatus,
    EventMeeting,
    EventMeetingStatus,
    FollowUp,
    Mou,
    MouMember,
    MouStatus,
    Realisation,
)
from partnerships.models.events import PROMISING
from partnerships.models.mous import EVER_SIGNED


@dataclass(frozen=True)
class EventFigures:
    """Counts, and whole rupiah. `potential_rupiah` is what the needs are worth that were spoken about with promise; the other
    three are of MoUs that followed, as the ledger knows them today, and none is ever added to another."""

    invited: int
    coming: int
    attended: int
    meetings: int
    interested: int
    sample: int
    unfit: int
    missed: int
    follow_ups: int
    follow_ups_done: int
    potential_rupiah: int
    mous: int
    mou_rupiah: int
    contract_rupiah: int
    realised_rupiah: int


def figures(event: Event) -> EventFigures:
    """Seven statements, however large the event was."""
    status = EventInvitationStatus
    promising = event.meetings.filter(status__in=PROMISING)
    needs = Need.objects.filter(pk__in=promising.values("suggestion__need"))
    followed = followed_by(event).exclude(status=MouStatus.CANCELLED)
    entries = {"status": EntryStatus.CONFIRMED}
    return EventFigures(
        **event.invitations.aggregate(
            invited=Count("pk"),
            coming=Count("pk", filter=Q(status__in=(status.ACCEPTED, status.ATTENDED))),
            attended=Count("pk", filter=Q(status=status.ATTENDED)),
        ),
        **event.meetings.aggregate(
            meetings=Count("pk"),
            interested=_count(EventMeetingStatus.INTERESTED),
            sample=_count(EventMeetingStatus.SAMPLE),
            unfit=_count(EventMeetingStatus.UNFIT),
            missed=_count(EventMeetingStatus.MISSED),
        ),
        **FollowUp.objects.filter(meeting__event=event).aggregate(
            follow_ups=Count("pk"),
            follow_ups_done=Count("pk", filter=Q(done_at__isnull=False)),
        ),
        **needs.aggregate(
            potential_rupiah=Coalesce(Sum(F("price_ceiling") * F("volume_month") * F("months")), 0)
        ),
        **followed.aggregate(
            mous=Count("pk"),
            mou_rupiah=Coalesce(Sum("mou_rupiah", filter=Q(status__in=EVER_SIGNED)), 0),
        ),
        **Contract.objects.filter(mou__in=followed, **entries).aggregate(
            contract_rupiah=Coalesce(Sum("value_rupiah"), 0)
        ),
        **Realisation.objects.filter(contract__mou__in=followed, **entries).aggregate(
            realised_rupiah=Coalesce(Sum("value_rupiah"), 0)
        ),
    )


def _count(status: str) -> Count:
    return Count("pk", filter=Q(status=status))


def followed_by(event: Event) -> QuerySet[Mou]:
    """MoUs that began after the two sides had met at this event with promise, and at no later one: each MoU belongs to one event
    at most, so that the figures of all events add up."""
    members = MouMember.objects.filter(mou=OuterRef(OuterRef("pk"))).values("umkm")
    met = EventMeeting.objects.filter(
        status__in=PROMISING,
        company=OuterRef("company"),
        umkm__in=members,
        event__starts_at__lte=OuterRef("created_at"),
    ).order_by("-event__starts_at", "-event")
    return Mou.objects.annotate(met_at=Subquery(met.values("event")[:1])).filter(met_at=event.pk)
