"""What the engine has to say of a pair that a person has put on a list: asked by the worker, which has the snapshot."""

from datetime import datetime, timedelta

from django.utils import timezone

from investors.models import Need, NeedStatus
from kemitraan.verification import VerificationStatus
from partnerships.matching import Engine, Fact
from partnerships.matching.types import Check
from partnerships.models import Suggestion, SuggestionStatus
from partnerships.services.demand import read_demands, with_terms
from partnerships.services.supply import current_snapshot
from partnerships.services.weights import active_weights

#: What the matcher writes itself, and scores itself.
_ITS_OWN = (SuggestionStatus.SUGGESTED, SuggestionStatus.WITHDRAWN)
#: Rules whose breach is a gap of the engine itself, which says more.
_SAID_BY_A_GAP = {"certificates", "capacity", "price"}
#: A nomination that is not scored after so long has lost its message.
LOST_AFTER = timedelta(minutes=5)


def score_nomination(suggestion_id: int, *, now: datetime | None = None) -> bool:
    """Fill score, parts, reasons and gaps in, also of a pair that a hard rule keeps apart; the state stays as it is.

    False when there is nothing to say: the suggestion is the matcher's own, or the firm is not among the offers that the
    engine may read (it objects to being matched, or offers nothing).
    """
    now = now or timezone.now()
    suggestion = Suggestion.objects.exclude(status__in=_ITS_OWN).filter(pk=suggestion_id).first()
    if suggestion is None:
        return False
    (demand,) = read_demands(with_terms(Need.objects.filter(pk=suggestion.need_id)), now=now)
    engine = Engine(current_snapshot(now=now), active_weights())
    found = engine.explain(demand, suggestion.umkm_id)
    if found.product_id is None:
        return False
    changed = (
        Suggestion.objects.exclude(status__in=_ITS_OWN)
        .filter(pk=suggestion_id)
        .update(
            product_id=found.product_id,
            score=round(found.score, 1),
            company_score=round(found.company_score, 1),
            umkm_score=round(found.umkm_score, 1),
            parts={
                part.code: round(part.value, 3) for part in found.parts if part.value is not None
            },
            reasons=_plain(found.reasons),
            gaps=_broken(found.rules) + _plain(found.gaps),
            what_ifs=_plain(found.what_ifs),
            updated_at=now,
        )
    )
    return changed == 1


def left_over(*, now: datetime | None = None) -> list[int]:
    """Nominations that nobody has scored for five minutes, so that their message must be lost: their keys."""
    now = now or timezone.now()
    rows = Suggestion.objects.exclude(status__in=_ITS_OWN).filter(
        parts={},
        changes__verb="nominate",
        updated_at__lt=now - LOST_AFTER,
        need__status=NeedStatus.OPEN,
        umkm__status=VerificationStatus.VERIFIED,
        umkm__is_matched=True,
        umkm__products__is_active=True,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct())


def _broken(checks: tuple[Check, ...]) -> list[dict]:
    """The hard rules that would have kept this pair apart, as gaps that partnerships.wording.told knows."""
    return [
        {"code": "broken_rule", "values": {"rule": check.code, "values": dict(check.values)}}
        for check in checks
        if check.passed is False and check.code not in _SAID_BY_A_GAP
    ]


def _plain(facts: tuple[Fact, ...]) -> list[dict]:
    return [{"code": fact.code, "values": dict(fact.values)} for fact in facts]
