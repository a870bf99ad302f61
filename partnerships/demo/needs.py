"""What becomes of needs in the demo: some change after UMKM have answered, one is written anew after an old one."""

from datetime import datetime, timedelta

from django.utils import timezone

from investors.copying import copied_fields
from investors.models import CloseReason, Company, Need, NeedRevision, NeedStatus
from investors.services import change_need_status, post_need, update_need
from kemitraan.accounts.models import User
from partnerships.models import MouMember, Suggestion, SuggestionStatus

#: So many needs change after an answer.
CHANGED = 3


def rework_needs(*, officer: User, now: datetime) -> int:
    """How many needs were touched; none when it was done before."""
    if NeedRevision.objects.exists():
        return 0
    today = timezone.localdate(now)
    touched = 0
    for need in _answered()[:CHANGED]:
        asked = (
            {"plan": [round(1.5 * volume) for volume in need.plan]}
            if need.plan
            else {"volume_month": round(1.6 * need.volume_month)}
        )
        update_need(
            need,
            actor=_buyer(need.company) or officer,
            payment_days=need.payment_days + 15,
            now=now,
            **asked,
        )
        touched += 1
    quiet = Need.objects.open().exclude(suggestions__status__in=_SPOKEN).order_by("pk")
    for need in quiet.filter(company__members__isnull=False)[:1]:
        # Its last day is near: the desk of its company says so.
        update_need(
            need, actor=_buyer(need.company), valid_until=today + timedelta(days=6), now=now
        )
        touched += 1
    for need in quiet.order_by("-pk")[:1]:
        actor = _buyer(need.company) or officer
        change_need_status(need, "close", actor=actor, reason=CloseReason.FULFILLED, now=now)
        post_need(need.company, actor=actor, now=now, **copied_fields(need, today=today))
        touched += 1
    return touched


_SPOKEN = [status for status in SuggestionStatus if status != SuggestionStatus.SUGGESTED]


def _answered() -> list[Need]:
    """Open needs to which an UMKM has said yes and no MoU has come of it."""
    rows = Suggestion.objects.filter(
        status__in=[SuggestionStatus.UMKM_INTERESTED, SuggestionStatus.MATCHED],
        need__status=NeedStatus.OPEN,
    ).exclude(pk__in=MouMember.objects.filter(suggestion__isnull=False).values("suggestion"))
    rows = rows.order_by("pk").select_related("need__company")
    return list({row.need_id: row.need for row in rows}.values())


def _buyer(company: Company) -> User | None:
    member = company.members.select_related("user").order_by("pk").first()
    return member.user if member else None
