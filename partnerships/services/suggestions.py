"""Answers of people to a suggestion, and what the matcher writes of it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Need
from kemitraan.accounts.models import User
from kemitraan.refusals import NotAllowed
from partnerships import permissions
from partnerships.flow import SUGGESTION_FLOW
from partnerships.matching import Candidate
from partnerships.models import MatchRun, Suggestion, SuggestionStatus, SuggestionStatusChange

#: Columns that the matcher writes; the status is never among them.
_COMPUTED = (
    "product",
    "score",
    "company_score",
    "umkm_score",
    "parts",
    "reasons",
    "gaps",
    "run",
    "updated_at",
)


# ── People answer ────────────────────────────────────────────────────────────────────────────────────────────────────


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


def reopen(
    suggestion: Suggestion, *, actor: User, note: str, now: datetime | None = None
) -> Suggestion:
    """An officer asks both sides once more. Raises NotAllowed, WrongState, Refused."""
    return SUGGESTION_FLOW.advance(suggestion, "reopen", actor=actor, note=note, now=now)


# ── The matcher writes ───────────────────────────────────────────────────────────────────────────────────────────────


def lock_need(need_id: int) -> Need:
    """All writers of one need's suggestions stand in line here; readers and new rows that point to it pass."""
    return Need.objects.select_for_update(of=("self",), no_key=True).get(pk=need_id)


@transaction.atomic
def write_candidates(
    need_id: int,
    candidates: Iterable[Candidate],
    *,
    run: MatchRun,
    complete: bool = True,
    among: Iterable[int] | None = None,
    now: datetime | None = None,
) -> tuple[int, int]:
    """Bring a need's suggestions in line with the matcher's list: (written, withdrawn).

    New ones are added, unanswered ones get their new score, withdrawn ones that fit again come back; whatever a person has
    answered stays as it was answered. With `complete`, unanswered suggestions that are no longer on the list are withdrawn;
    `among` limits that to these UMKM (a run for one UMKM knows nothing of the others). Running it twice changes nothing more.
    """
    now = now or timezone.now()
    lock_need(need_id)
    chosen = {candidate.umkm_id: candidate for candidate in candidates}
    present = {row.umkm_id: row for row in Suggestion.objects.filter(need_id=need_id)}

    fresh, changed, back = [], [], []
    for umkm_id, candidate in chosen.items():
        values = _computed(candidate)
        row = present.get(umkm_id)
        if row is None:
            fresh.append(
                Suggestion(
                    need_id=need_id,
                    umkm_id=umkm_id,
                    run=run,
                    created_at=now,
                    updated_at=now,
                    **values,
                )
            )
        elif row.status in {SuggestionStatus.SUGGESTED, SuggestionStatus.WITHDRAWN}:
            if row.status == SuggestionStatus.WITHDRAWN:
                back.append(row)
            if any(_differs(getattr(row, name), value) for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                row.run, row.updated_at = run, now
                changed.append(row)

    Suggestion.objects.bulk_create(fresh)
    SuggestionStatusChange.objects.bulk_create(
        [
            SuggestionStatusChange(
                subject=row, verb="suggest", target=SuggestionStatus.SUGGESTED, at=now
            )
            for row in fresh
        ]
    )
    Suggestion.objects.bulk_update(changed, _COMPUTED)
    SUGGESTION_FLOW.advance_many(back, "suggest_again", actor=None, now=now)

    withdrawn: list[Suggestion] = []
    if complete:
        limits = None if among is None else set(among)
        gone = [
            row
            for row in present.values()
            if row.status == SuggestionStatus.SUGGESTED
            and row.umkm_id not in chosen
            and (limits is None or row.umkm_id in limits)
        ]
        withdrawn, _kept = SUGGESTION_FLOW.advance_many(gone, "withdraw", actor=None, now=now)
    return len(fresh) + len(changed) + len(back), len(withdrawn)


def withdraw_unanswered(need_id: int, *, now: datetime | None = None) -> int:
    """A need that is no longer open takes its unanswered suggestions along: how many."""
    with transaction.atomic():
        lock_need(need_id)
        rows = Suggestion.objects.filter(need_id=need_id, status=SuggestionStatus.SUGGESTED)
        withdrawn, _kept = SUGGESTION_FLOW.advance_many(rows, "withdraw", actor=None, now=now)
    return len(withdrawn)


def _computed(candidate: Candidate) -> dict:
    return {
        "product_id": candidate.product_id,
        "score": candidate.score,
        "company_score": candidate.company_score,
        "umkm_score": candidate.umkm_score,
        "parts": dict(candidate.parts),
        "reasons": [{"code": fact.code, "values": dict(fact.values)} for fact in candidate.reasons],
        "gaps": [{"code": fact.code, "values": dict(fact.values)} for fact in candidate.gaps],
    }


def _differs(old, new) -> bool:
    if isinstance(new, float):
        return abs(float(old) - new) > 0.05
    return old != new
