"""Answers of people to a suggestion."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Need, NeedStatus
from kemitraan.accounts.models import User
from kemitraan.refusals import NotAllowed, Refused, WrongState, must
from kemitraan.verification import VerificationStatus
from partnerships import permissions
from partnerships.flow import GROUP_FLOW, SUGGESTION_FLOW
from partnerships.models import (
    DeclineReason,
    GroupProposal,
    GroupStatus,
    Suggestion,
    SuggestionStatus,
)
from partnerships.services.lists import lock_needs
from umkm.models import Product, Umkm


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
    answered = _answered(locked) if side == "umkm" else None
    return SUGGESTION_FLOW.advance(locked, verb, actor=actor, note=note, now=now, changes=answered)


def decline(
    suggestion: Suggestion, *, actor: User, reason: str, note: str = "", now: datetime | None = None
) -> Suggestion:
    """One side says no, with a DeclineReason. Raises NotAllowed, WrongState, Refused."""
    by_umkm = permissions.answers_for_umkm(actor, suggestion)
    return SUGGESTION_FLOW.advance(
        suggestion,
        "decline",
        actor=actor,
        reason=reason,
        note=note,
        now=now,
        changes=_answered(suggestion) if by_umkm else None,
    )


def _answered(suggestion: Suggestion) -> dict:
    """Of which revision of the need the UMKM speaks."""
    current = Need.objects.values_list("revision", flat=True).get(pk=suggestion.need_id)
    return {"answered_revision": current, "looked_revision": current}


@transaction.atomic
def settle_change(suggestion: Suggestion, *, actor: User, seen: int, stays: bool) -> Suggestion:
    """The UMKM has seen what changed in the need up to revision `seen`; with `stays` it answers yes once more.

    A newer revision than the one that was seen keeps its notice. Raises NotAllowed, WrongState.
    """
    row = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    must(permissions.answers_for_umkm(actor, row))
    if row.status not in {SuggestionStatus.UMKM_INTERESTED, SuggestionStatus.MATCHED}:
        raise WrongState(_("Saran ini tidak lagi menunggu jawaban atas perubahan."))
    seen = min(seen, row.need.revision)
    row.looked_revision = max(seen, row.looked_revision or 0)
    if stays:
        row.answered_revision = max(seen, row.answered_revision or 0)
    row.save(update_fields=["looked_revision", "answered_revision"])
    return row


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


def nominate(
    need: Need, umkm: Umkm, *, actor: User, note: str, now: datetime | None = None
) -> Suggestion:
    """An officer proposes an UMKM that the matcher did not, and says why.

    A new suggestion has no score yet; `services.nominations.score_nomination` asks the engine afterwards. One that the matcher
    has on its list is proposed, one that it took back comes again. Raises NotAllowed, WrongState, Refused.
    """
    must(permissions.is_officer(actor))
    if not note.strip():
        raise Refused(_("Tulis alasan usulan; kedua pihak membacanya."))
    if umkm.status != VerificationStatus.VERIFIED:
        raise WrongState(_("Hanya UMKM terverifikasi yang dapat diusulkan."))
    with transaction.atomic():
        (need,) = lock_needs([need.pk])
        if need.status != NeedStatus.OPEN:
            raise WrongState(_("Kebutuhan ini tidak terbuka lagi."))
        present = Suggestion.objects.filter(need=need, umkm=umkm).first()
        if present is None:
            product = umkm.products.filter(is_active=True).first()
            return _create_proposed(need, umkm.pk, product, actor=actor, note=note, now=now)
        verb = "propose" if present.status == SuggestionStatus.SUGGESTED else "nominate"
        return SUGGESTION_FLOW.advance(present, verb, actor=actor, note=note, now=now)


def invite(
    need: Need,
    umkm: Umkm,
    product: Product,
    *,
    score: Decimal,
    actor: User,
    note: str,
    now: datetime | None = None,
) -> Suggestion:
    """Bring a member of a group onto the need's list as proposed; one that has answered with interest stays where it is.

    The caller has locked the need. Raises NotAllowed, and Refused for one that was declined.
    """
    present = Suggestion.objects.filter(need=need, umkm=umkm).first()
    if present is None:
        return _create_proposed(
            need, umkm.pk, product, score=score, actor=actor, note=note, now=now
        )
    if present.status == SuggestionStatus.DECLINED:
        raise Refused(
            _(
                "%(umkm)s sudah menyatakan tidak, atau dikesampingkan petugas. Buka kembali sarannya lebih dahulu, "
                "atau nyatakan kelompok ini tidak dipakai."
            )
            % {"umkm": umkm}
        )
    verbs = {SuggestionStatus.SUGGESTED: "propose", SuggestionStatus.WITHDRAWN: "nominate"}
    verb = verbs.get(present.status)
    return (
        SUGGESTION_FLOW.advance(present, verb, actor=actor, note=note, now=now) if verb else present
    )


def _create_proposed(
    need: Need,
    umkm_id: int,
    product: Product | None,
    *,
    actor: User,
    note: str,
    score: Decimal = Decimal(0),
    now: datetime | None = None,
) -> Suggestion:
    now = now or timezone.now()
    row = Suggestion.objects.create(
        need=need,
        umkm_id=umkm_id,
        product=product,
        score=score,
        company_score=0,
        umkm_score=0,
        status=SuggestionStatus.PROPOSED,
        created_at=now,
        updated_at=now,
    )
    row.changes.create(actor=actor, verb="nominate", target=row.status, note=note.strip(), at=now)
    return row


def unscored(need: Need) -> list[int]:
    """Suggestions of a need that a person has put on the list and the engine has not looked at: their keys."""
    rows = need.suggestions.live().filter(parts={}, status=SuggestionStatus.PROPOSED)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def reopen(
    suggestion: Suggestion, *, actor: User, note: str, now: datetime | None = None
) -> Suggestion:
    """An officer asks both sides once more. Raises NotAllowed, WrongState, Refused."""
    return SUGGESTION_FLOW.advance(suggestion, "reopen", actor=actor, note=note, now=now)


def withdraw_unanswered(need_id: int, *, now: datetime | None = None) -> int:
    """A need that is no longer open takes its unanswered suggestions along, and the group that nobody has invited: how many
    suggestions."""
    with transaction.atomic():
        lock_needs([need_id])
        rows = Suggestion.objects.filter(need_id=need_id, status=SuggestionStatus.SUGGESTED)
        withdrawn, _kept = SUGGESTION_FLOW.advance_many(rows, "withdraw", actor=None, now=now)
        groups = GroupProposal.objects.filter(need_id=need_id, status=GroupStatus.PROPOSED)
        GROUP_FLOW.advance_many(groups, "withdraw", actor=None, now=now)
    return len(withdrawn)


def withdraw_of_closed(*, now: datetime | None = None) -> int:
    """The same for every need that is not open, whoever closed it and however: how many suggestions."""
    needs = Need.objects.exclude(status=NeedStatus.OPEN).filter(
        Q(suggestions__status=SuggestionStatus.SUGGESTED)
        | Q(group_proposals__status=GroupStatus.PROPOSED)
    )
    keys = list(needs.order_by("pk").values_list("pk", flat=True).distinct())
    return sum(withdraw_unanswered(key, now=now) for key in keys)
