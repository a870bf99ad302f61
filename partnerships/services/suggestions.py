"""Answers of people to a suggestion."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import NotAllowed
from partnerships import permissions
from partnerships.flow import SUGGESTION_FLOW
from partnerships.models import DeclineReason, Suggestion, SuggestionStatus
from partnerships.services.lists import lock_needs


@transaction.atomic
def show_interest(
    suggestion: Suggestion, *, actor: User, note: str = "", now: datetime | None = None
) -> Suggestion:
    """One side is interested; when the other was already, the two are matched.

    The row is locked before the side's verb is chosen, so that two sides that press at the same moment both count.
    Raises NotAllowed, WrongState.
    """
    locked = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    if permissions.answers_for_umkm(actor, locked):
        side, other = "umkm", SuggestionStatus.COMPANY_INTERESTED
    elif permissions.answers_for_company(actor, locked):
        side, other = "company", SuggestionStatus.UMKM_INTERESTED
    else:
        raise NotAllowed(_("Hanya kedua pihak yang dapat menyatakan minat."))
    verb = f"{side}_agrees" if locked.status == other else f"{side}_interested"
    return SUGGESTION_FLOW.advance(locked, verb, actor=actor, note=note, now=now)


def decline(
    suggestion: Suggestion, *, actor: User, reason: str, note: str = "", now: datetime | None = None
) -> Suggestion:
    """One side says no, with a DeclineReason. Raises NotAllowed, WrongState, Refused."""
    return SUGGESTION_FLOW.advance(
        suggestion, "decline", actor=actor, reason=reason, note=note, now=now
    )


def propose(
    suggestion: Suggestion, *, actor: User, note: str = "", now: datetime | None = None
) -> Suggestion:
    """An officer recommends it to both sides. Raises NotAllowed, WrongState."""
    return SUGGESTION_FLOW.advance(suggestion, "propose", actor=actor, note=note, now=now)


def rule_out(
    suggestion: Suggestion, *, actor: User, note: str, now: datetime | None = None
) -> Suggestion:
    """An officer overrides the matcher: this pair is not to be suggested. Raises NotAllowed, WrongState, Refused."""
    return SUGGESTION_FLOW.advance(
        suggestion,
        "rule_out",
        actor=actor,
        note=note,
        reason=DeclineReason.OFFICIAL,
        now=now,
    )


def reopen(
    suggestion: Suggestion, *, actor: User, note: str, now: datetime | None = None
) -> Suggestion:
    """An officer asks both sides once more. Raises NotAllowed, WrongState, Refused."""
    return SUGGESTION_FLOW.advance(suggestion, "reopen", actor=actor, note=note, now=now)


def withdraw_unanswered(need_id: int, *, now: datetime | None = None) -> int:
    """A need that is no longer open takes its unanswered suggestions along: how many."""
    with transaction.atomic():
        lock_needs([need_id])
        rows = Suggestion.objects.filter(need_id=need_id, status=SuggestionStatus.SUGGESTED)
        withdrawn, _kept = SUGGESTION_FLOW.advance_many(rows, "withdraw", actor=None, now=now)
    return len(withdrawn)
