"""Groups of UMKM for one need: proposed by the matcher within what each can really carry, taken up or declined by an officer.

Whoever writes groups stands in line at one lock, and what a product has promised to all groups together is summed before the
transaction ends: no member is ever over its capacity, also when two runs write at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from math import floor

import numpy as np
from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Need, NeedStatus
from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, WrongState
from partnerships.flow import GROUP_FLOW
from partnerships.matching import Engine, Ranking, Snapshot
from partnerships.matching.allocation import (
    LEAST_COVER,
    Group,
    Option,
    Plan,
    Seeker,
    allocate,
    centre,
    coordinator,
)
from partnerships.matching.columns import distance_km
from partnerships.models import (
    GroupProposal,
    GroupShare,
    GroupStatus,
    MatchRun,
    Suggestion,
    SuggestionStatus,
)
from partnerships.services.demand import read_demands, with_terms
from partnerships.services.lists import lock_needs
from partnerships.services.suggestions import invite
from partnerships.services.supply import current_snapshot
from partnerships.services.weights import active_weights

#: Candidates of a need among whom its group is formed.
OPTIONS = 50
#: Kilometres from the middle of the options that cost as much as half the price.
NEAR_KM = 50.0
#: Key of the advisory lock at which all who write groups stand in line.
_LOCK = 7_243


# ── Forming ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def form_groups(run: MatchRun, *, now: datetime | None = None) -> int:
    """Propose groups for the needs of this run that several suppliers may share: how many.

    A full run deals all free capacity out over all open needs at once; a run for one need takes what the groups of the
    others leave.
    """
    now = now or timezone.now()
    needs = with_terms(Need.objects.open().filter(many_suppliers=True))
    needs = needs.filter(pk__in=run.need_matches.values("need")).order_by("pk")
    demands = read_demands(needs, now=now)
    engine = Engine(current_snapshot(now=now), active_weights())
    rankings = {ranking.demand.need_id: ranking for ranking in engine.rank_many(demands)}
    with transaction.atomic():
        _stand_in_line()
        asked = set(run.need_matches.values_list("need", flat=True))
        answered = _answered(asked)
        said_no = _said_no(asked)
        seekers = [
            seeker
            for need_id, ranking in rankings.items()
            if need_id not in answered and (seeker := seeker_of(ranking, said_no[need_id]))
        ]
        plan = allocate(_without_deleted(seekers), _held_by_others(asked - answered))
        written = _write(plan, rankings, engine.snapshot, run, asked - answered, now)
        _must_be_within_capacity(plan)
        MatchRun.objects.filter(pk=run.pk).update(groups=written, groups_gap=plan.gap)
    return written


def _stand_in_line() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def seeker_of(ranking: Ranking, without: Collection[int] = frozenset()) -> Seeker | None:
    """A need with the options of the one cluster that can carry most of it; None when nobody states a capacity.

    `without` are UMKM that are not to be asked.
    """
    frame, demand = ranking.frame, ranking.demand
    free = frame.free
    usable = np.flatnonzero((free > 0) & ~np.isin(frame.umkm_id, list(without)))
    if not len(usable):
        return None
    carries = np.minimum(free[usable], demand.volume) * ranking.scores.whole[usable]
    cluster = np.bincount(frame.cluster[usable], weights=carries).argmax()
    chosen = usable[frame.cluster[usable] == cluster][:OPTIONS]
    places = [frame.columns.dictionary.places.name(place) for place in frame.place[chosen]]
    middle = centre(places, list(np.minimum(free[chosen], demand.volume)))
    far = distance_km(*middle, *np.array(places).T)
    price = _relative_prices(frame.lowest_price[chosen], demand.price_ceiling)
    cost = 0.5 * price + 0.5 * far / NEAR_KM + (1 - ranking.scores.whole[chosen] / 100)
    least = np.nan_to_num(frame.least_order[chosen], nan=0.0)
    return Seeker(
        demand.need_id,
        demand.volume,
        tuple(
            Option(
                product_id=int(frame.product_id[at]),
                umkm_id=int(frame.umkm_id[at]),
                free=float(free[at]),
                least=float(least[order]),
                cost=float(min(2.0, cost[order])),
                lat=places[order][0],
                lng=places[order][1],
            )
            for order, at in enumerate(chosen.tolist())
        ),
    )


def _relative_prices(prices: np.ndarray, ceiling: float | None) -> np.ndarray:
    """Prices by the ceiling, or by their median where there is none; what is not stated counts as 1."""
    stated = prices[~np.isnan(prices)]
    whole = ceiling or (float(np.median(stated)) if len(stated) else 1.0)
    return np.nan_to_num(prices / (whole or 1.0), nan=1.0)


def _answered(need_ids: Iterable[int]) -> set[int]:
    """Needs whose group a person has answered: it stays, and no other one is proposed beside it."""
    rows = GroupProposal.objects.filter(
        need__in=list(need_ids), status__in=[GroupStatus.TAKEN, GroupStatus.DECLINED]
    )
    return set(rows.values_list("need_id", flat=True))


def _said_no(need_ids: Iterable[int]) -> defaultdict[int, set[int]]:
    """By need, the UMKM with which it is over: one side has declined, or an officer has ruled the pair out."""
    rows = Suggestion.objects.filter(need__in=list(need_ids), status=SuggestionStatus.DECLINED)
    found: dict[int, set[int]] = defaultdict(set)
    for need_id, umkm_id in rows.values_list("need", "umkm"):
        found[need_id].add(umkm_id)
    return found


def _without_deleted(seekers: Sequence[Seeker]) -> list[Seeker]:
    """Options whose product was deleted since the snapshot was read are none; the rest stay until this transaction ends."""
    wanted = {option.product_id for seeker in seekers for option in seeker.options}
    present = _kept_from_deletion("umkm_product", wanted)
    return [
        replace(
            seeker,
            options=tuple(option for option in seeker.options if option.product_id in present),
        )
        for seeker in seekers
    ]


def _kept_from_deletion(table: str, keys: Iterable[int]) -> set[int]:
    """Those of these rows that are there. Nobody can delete them before we have pointed to them; to change them is free."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE",  # noqa: S608 - a name of ours
            [list(keys)],
        )
        return {key for (key,) in cursor.fetchall()}


def _held_by_others(need_ids: Iterable[int]) -> dict[int, float]:
    """{product_id: base units a month} that groups of other needs hold."""
    rows = GroupShare.objects.holding().exclude(group__need__in=list(need_ids))
    rows = rows.values("product").annotate(held=Sum("quantity_month"))
    return dict(rows.values_list("product", "held"))


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _write(
    plan: Plan,
    rankings: Mapping[int, Ranking],
    snapshot: Snapshot,
    run: MatchRun,
    need_ids: set[int],
    now: datetime,
) -> int:
    """Put the plan's groups in place of what was proposed before; one that is the same stays as it is."""
    present = {
        group.need_id: group
        for group in GroupProposal.objects.filter(
            need__in=need_ids, status=GroupStatus.PROPOSED
        ).prefetch_related("shares")
    }
    written, keep = 0, set()
    fresh: list[tuple[Group, Ranking]] = []
    for group in plan.groups:
        if len(group.shares) < 2 or group.cover < LEAST_COVER or not all(_quantities(group)):
            continue
        old = present.get(group.need_id)
        if old is not None and _is_same(old, group) and _is_led(old, snapshot):
            keep.add(old.pk)
        else:
            fresh.append((group, rankings[group.need_id]))
    gone = [group for group in present.values() if group.pk not in keep]
    GROUP_FLOW.advance_many(gone, "withdraw", actor=None, now=now)
    # A need that was closed since it was read gets none, and is not closed before this transaction ends.
    locked = lock_needs(group.need_id for group, _ in fresh)
    still_open = {need.pk for need in locked if need.status == NeedStatus.OPEN}
    for group, ranking in fresh:
        if group.need_id in still_open:
            _propose(group, ranking, snapshot, run, now)
            written += 1
    return written


def _quantities(group: Group) -> list[float]:
    """As they are written, with two decimals. Rounded down: a sum of rounded shares may not pass what is free."""
    return [floor(100 * share.quantity + 1e-6) / 100 for share in group.shares]


def _is_same(old: GroupProposal, group: Group) -> bool:
    before = {share.product_id: share.quantity_month for share in old.shares.all()}
    products = [share.option.product_id for share in group.shares]
    now = dict(zip(products, _quantities(group), strict=True))
    return before == now and old.volume_month == group.volume


def _is_led(old: GroupProposal, snapshot: Snapshot) -> bool:
    """Whether who was to lead it still may: it was not suspended, and offers something."""
    return old.coordinator_id is None or len(snapshot.rows_of(old.coordinator_id)) > 0


def _propose(
    group: Group, ranking: Ranking, snapshot: Snapshot, run: MatchRun, now: datetime
) -> GroupProposal:
    frame = ranking.frame
    at_of = {int(product): at for at, product in enumerate(frame.product_id)}
    first = at_of[group.shares[0].option.product_id]
    names = frame.columns.dictionary
    cluster = names.clusters.name(int(frame.cluster[first]))
    middle = centre(
        [(share.option.lat, share.option.lng) for share in group.shares],
        [share.quantity for share in group.shares],
    )
    far = max(
        float(distance_km(*middle, share.option.lat, share.option.lng)) for share in group.shares
    )
    leader = coordinator(group, _leaders(snapshot, cluster))
    proposal = GroupProposal.objects.create(
        need_id=group.need_id,
        run=run,
        cluster_id=cluster,
        coordinator_id=leader if _kept_from_deletion("umkm_umkm", [leader]) else None,
        unit_id=ranking.demand.unit,
        volume_month=group.volume,
        cover_percent=min(100.0, round(100 * group.cover, 2)),
        radius_km=round(far, 1),
        created_at=now,
    )
    GroupShare.objects.bulk_create(
        [
            GroupShare(
                group=proposal,
                umkm_id=share.option.umkm_id,
                product_id=share.option.product_id,
                quantity_month=quantity,
                share_percent=percent,
                score=round(float(ranking.scores.whole[at_of[share.option.product_id]]), 1),
            )
            for share, quantity, percent in zip(
                group.shares, _quantities(group), percents(group), strict=True
            )
        ]
    )
    proposal.changes.create(verb="propose", target=proposal.status, at=now)
    return proposal


def percents(group: Group) -> list[Decimal]:
    """Each member's part of what the group carries, in percent with two decimals; together exactly 100."""
    carried = sum(share.quantity for share in group.shares)
    found = [Decimal(f"{100 * share.quantity / carried:.2f}") for share in group.shares]
    found[0] += 100 - sum(found)
    return found


def _leaders(snapshot: Snapshot, cluster: str) -> dict[int, tuple[float, float]]:
    """Koperasi, KUB and BUMDes that offer something of this cluster now, with their places."""
    columns, rows = snapshot.columns, snapshot.rows_of_clusters([cluster])
    places = columns.dictionary.places
    return {
        int(columns.umkm_id[row]): places.name(int(columns.place[row]))
        for row in rows[columns.leads[rows]]
    }


def _must_be_within_capacity(plan: Plan) -> None:
    """What this plan promises, together with all other groups, by the rows themselves: more than a product can give is
    refused, and nothing is written.

    Products that it does not touch are not looked at: an owner may lower a capacity below what an invited group counts on,
    which people must mend, and no reason to form no other groups.
    """
    products = {share.option.product_id for group in plan.groups for share in group.shares}
    # In base units; a product without a stated capacity is never over it.
    held = (
        GroupShare.objects.holding()
        .filter(product__in=products, product__capacity_month__isnull=False)
        .values("product")
        .annotate(held=Sum("quantity_month"))
        .annotate(
            own=(F("product__capacity_month") - F("product__committed_month"))
            * F("product__unit__factor")
        )
        .order_by("product")
    )
    over = [row["product"] for row in held if row["held"] > float(row["own"]) + 0.01]
    if over:
        raise Refused(
            _("Kelompok melampaui kapasitas produk %(products)s; susun ulang.")
            % {"products": ", ".join(map(str, over))}
        )


# ── People decide ────────────────────────────────────────────────────────────────────────────────────────────────────


def decline_group(
    group: GroupProposal, *, actor: User, note: str, now: datetime | None = None
) -> GroupProposal:
    """An officer sets the proposal aside and says why; its capacity is free again. Raises NotAllowed, WrongState, Refused."""
    with transaction.atomic():
        _must_be_first_in_line()
        return GROUP_FLOW.advance(group, "decline", actor=actor, note=note, now=now)


@transaction.atomic
def take_group(
    group: GroupProposal, *, actor: User, note: str = "", now: datetime | None = None
) -> GroupProposal:
    """An officer invites all members: each is proposed to the company, and both sides answer as usual.

    One member that has said no refuses the whole invitation. Raises NotAllowed, WrongState, Refused.
    """
    _must_be_first_in_line()
    (need,) = lock_needs([group.need_id])
    group = GROUP_FLOW.advance(group, "take", actor=actor, note=note, now=now)
    if need.status != NeedStatus.OPEN:
        raise WrongState(_("Kebutuhan ini tidak terbuka lagi."))
    for share in group.shares.select_related("umkm", "product").order_by("umkm"):
        invite(
            need,
            share.umkm,
            share.product,
            score=share.score,
            actor=actor,
            note=note.strip() or _("Diundang sebagai anggota kelompok."),
            now=now,
        )
    return group


def _must_be_first_in_line() -> None:
    """A person is told to come again rather than kept waiting until a run has dealt out all capacity."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise WrongState(_("Kelompok sedang disusun pekerja. Coba lagi sebentar lagi."))


def taken_group(need: Need, umkm_ids: Iterable[int]) -> GroupProposal | None:
    """The invited group of a need that consists of exactly these UMKM."""
    group = need.group_proposals.filter(status=GroupStatus.TAKEN).first()
    if group is None or {share.umkm_id for share in group.shares.all()} != set(umkm_ids):
        return None
    return group
