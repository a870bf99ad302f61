"""Suggestions, needs and groups that wait for an answer."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from investors.models import Need, NeedRevision, NeedStatus
from partnerships.models import (
    GroupProposal,
    GroupStatus,
    MouMember,
    Suggestion,
    SuggestionStatus,
    SuggestionStatusChange,
)
from partnerships.models.mous import PREPARING
from partnerships.waiting.days import with_since

#: A need's last day is told of from so many days before.
RUNNING_OUT_DAYS = 14


def suggestions_for_umkm(umkm_ids: Iterable[int]) -> QuerySet[Suggestion]:
    """What these UMKM have not answered yet: the buyers that wait already, the longest first, then the best score."""
    rows = Suggestion.objects.filter(
        umkm__in=umkm_ids,
        status__in=[
            SuggestionStatus.COMPANY_INTERESTED,
            SuggestionStatus.PROPOSED,
            SuggestionStatus.SUGGESTED,
        ],
    )
    rows = rows.shown_to_umkm().annotate(nobody_waits=Q(status=SuggestionStatus.SUGGESTED))
    rows = with_since(rows.with_labels(), SuggestionStatusChange)
    return rows.order_by(
        "nobody_waits", Case(When(nobody_waits=False, then=F("since"))), "-score", "pk"
    )


def changed_since_answer(umkm_ids: Iterable[int]) -> QuerySet[Suggestion]:
    """Where the need was changed after these UMKM answered, and no MoU is signed yet; `since` is the change."""
    signed = MouMember.objects.filter(suggestion=OuterRef("pk")).exclude(mou__status__in=PREPARING)
    last = NeedRevision.objects.filter(need=OuterRef("need")).order_by("-number")
    rows = Suggestion.objects.answered_before_change().filter(~Exists(signed), umkm__in=umkm_ids)
    return (
        rows.with_labels().annotate(since=Subquery(last.values("at")[:1])).order_by("since", "pk")
    )


def needs_running_out(company_ids: Iterable[int], *, today: date | None = None) -> QuerySet[Need]:
    """Open needs of these companies whose last day is two weeks away or nearer, the nearest first."""
    rows = Need.objects.running_out(today or timezone.localdate(), RUNNING_OUT_DAYS)
    return rows.filter(company__in=company_ids).order_by("valid_until", "pk")


def suggestions_for_companies(company_ids: Iterable[int]) -> QuerySet[Suggestion]:
    """What an UMKM or an officer put before these companies; bare suggestions of the matcher do not press."""
    rows = Suggestion.objects.filter(
        need__company__in=company_ids,
        status__in=[SuggestionStatus.UMKM_INTERESTED, SuggestionStatus.PROPOSED],
    )
    return with_since(rows.with_labels(), SuggestionStatusChange).order_by("since", "pk")


def suggestions_between_sides() -> QuerySet[Suggestion]:
    """One side has said yes or an officer has proposed, and an answer is missing."""
    rows = Suggestion.objects.filter(
        status__in=[
            SuggestionStatus.PROPOSED,
            SuggestionStatus.UMKM_INTERESTED,
            SuggestionStatus.COMPANY_INTERESTED,
        ]
    )
    return with_since(rows.with_labels(), SuggestionStatusChange).order_by("since", "pk")


def matched_without_mou() -> QuerySet[Suggestion]:
    rows = Suggestion.objects.matched().filter(
        ~Exists(MouMember.objects.filter(suggestion=OuterRef("pk")))
    )
    return with_since(rows.with_labels(), SuggestionStatusChange).order_by("since", "pk")


def proposed_groups() -> QuerySet[GroupProposal]:
    """Groups that the matcher proposes and no officer has answered, for needs that are still open."""
    rows = GroupProposal.objects.filter(
        status=GroupStatus.PROPOSED, need__status=NeedStatus.OPEN
    ).select_related("need__company", "cluster")
    return rows.annotate(since=F("created_at"), members=Count("shares")).order_by("since", "pk")
