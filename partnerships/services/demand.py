"""What the matcher reads of demand: needs as the engine's plain Demands, with what both sides learnt from earlier answers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from investors.models import Need
from partnerships.matching import Demand, Record
from partnerships.models import DeclineReason, Suggestion, SuggestionStatus, SuggestionStatusChange
from partnerships.services.supply import read_buyers

#: How long a no to certain terms holds for later needs of the same company on the same terms or worse.
REMEMBERED = timedelta(days=180)


def with_terms(needs):
    """Everything that a Demand is made of, in a constant number of queries."""
    return needs.select_related("unit", "delivery_district", "kbli").prefetch_related(
        "clusters", "required_certificates", "preferred_certificates"
    )


def read_demands(needs: Iterable[Need], *, now: datetime | None = None) -> list[Demand]:
    """These needs (from `with_terms`) in base units, with lead times counted from today."""
    now = now or timezone.now()
    needs = list(needs)
    buyers = read_buyers()
    refusals = _read_refusals({need.company_id for need in needs}, now - REMEMBERED)
    today = timezone.localdate(now)
    return [
        read_demand(
            need,
            today=today,
            record=buyers.get(need.company_id),
            refusals={
                umkm_id: reason
                for umkm_id, reason, terms in refusals.get(need.company_id, ())
                if _no_better(need, reason, terms)
            },
        )
        for need in needs
    ]


def read_demand(
    need: Need,
    *,
    today: date | None = None,
    record: Record | None = None,
    refusals: dict[int, str] | None = None,
) -> Demand:
    factor = float(need.unit.factor)
    place = need.delivery_district
    return Demand(
        need_id=need.pk,
        text=f"{need.title}. {need.text} {need.text_en}".rstrip(),
        clusters=frozenset(cluster.pk for cluster in need.clusters.all()),
        kbli=(need.kbli.version, need.kbli.code) if need.kbli else None,
        unit=need.unit.base_id or need.unit_id,
        volume=need.volume_month * factor,
        plan=tuple(volume * factor for volume in need.plan),
        price_ceiling=None if need.price_ceiling is None else need.price_ceiling / factor,
        required_certificates=frozenset(kind.pk for kind in need.required_certificates.all()),
        preferred_certificates=frozenset(kind.pk for kind in need.preferred_certificates.all()),
        lat=None if place is None else float(place.lat),
        lng=None if place is None else float(place.lng),
        radius_km=need.radius_km,
        regency=place.regency_id if place else settings.REGENCY,
        down_payment_percent=need.down_payment_percent,
        payment_days=need.payment_days,
        consignment=need.consignment,
        first_delivery=need.first_delivery,
        months=need.months,
        many_suppliers=need.many_suppliers,
        today=today or timezone.localdate(),
        coaching=bool(need.coaching.strip()),
        record=record,
        refusals=refusals or {},
    )


# ── What earlier answers teach ───────────────────────────────────────────────────────────────────────────────────────

#: Reasons that are about terms, which a later need may offer again or better.
_ABOUT_TERMS = (
    DeclineReason.PRICE,
    DeclineReason.CAPACITY,
    DeclineReason.CERTIFICATE,
    DeclineReason.PAYMENT,
)


def _read_refusals(company_ids, since: datetime) -> dict[int, list[tuple[int, str, Need]]]:
    """By company: (umkm_id, reason, the need whose terms were turned down), the latest no of each pair and reason."""
    rows = (
        SuggestionStatusChange.objects.filter(
            verb="decline",
            reason__in=_ABOUT_TERMS,
            at__gte=since,
            subject__status=SuggestionStatus.DECLINED,
            subject__need__company__in=company_ids,
        )
        .select_related("subject__need__unit")
        .prefetch_related(
            "subject__need__required_certificates", "subject__need__preferred_certificates"
        )
        .order_by("at", "pk")
    )
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        suggestion: Suggestion = row.subject
        need = suggestion.need
        found[need.company_id].append((suggestion.umkm_id, row.reason, need))
    return found


def _no_better(need: Need, reason: str, refused: Need) -> bool:
    """Whether this need offers nothing better than the one that was turned down for that reason."""
    if reason == DeclineReason.CERTIFICATE:
        return _asked_certificates(need) >= _asked_certificates(refused)
    if reason == DeclineReason.PAYMENT:
        return (
            need.down_payment_percent <= refused.down_payment_percent
            and need.payment_days >= refused.payment_days
            and need.consignment >= refused.consignment
        )
    if need.unit.base_code != refused.unit.base_code:
        return False
    if reason == DeclineReason.CAPACITY:
        if need.many_suppliers and not refused.many_suppliers:
            return False
        return need.unit.to_base(need.volume_month) >= refused.unit.to_base(refused.volume_month)
    if need.price_ceiling is None or refused.price_ceiling is None:
        return False
    return need.price_ceiling / need.unit.factor <= refused.price_ceiling / refused.unit.factor


def _asked_certificates(need: Need) -> set[str]:
    """Required or only preferred: either may be what a no was about."""
    return {
        kind.pk
        for kinds in (need.required_certificates, need.preferred_certificates)
        for kind in kinds.all()
    }
