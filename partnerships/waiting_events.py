"""What waits for an answer or a deed around events: see partnerships.waiting."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from partnerships.models import (
    EventInvitation,
    EventInvitationStatus,
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
    return FollowUp.objects.open().filter(by=FollowUp.By.OFFICER).with_labels()
