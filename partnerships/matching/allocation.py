"""Groups: several UMKM share one need, within their free capacity over all needs at once.

It is a transport problem with a fixed charge: each member's share costs by price, distance and fit, and each member costs
something once more, because somebody has to lead the group. The linear relaxation (HiGHS, through scipy) spreads the charge
over the share and respects the capacity that needs compete for; its value is a bound that no plan can beat. A polish makes
whole plans of it: crumbs are dropped, minimum orders kept, and each need is dealt out once more against what the others leave.
For one need at a time the same dealing runs on what is left, which answers at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from partnerships.matching.columns import distance_km

#: What each member costs once, in the unit of `Option.cost`: two firms at 1.0 each beat three of the same cost.
MEMBER_COST = 0.08
#: What a share costs that nobody can take: more than the dearest option.
UNSERVED_COST = 4.0
#: Members that one coordinator can lead, and the least share of a member.
MOST_MEMBERS, LEAST_SHARE = 25, 0.02
#: A group that covers less of the volume is no help.
LEAST_COVER = 0.5
#: The polish: rounds, needs that are dealt out together with their rivals in each, and rivals of each.
SWEEPS, REGROUPED, RIVALS = 2, 200, 5
_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Option:
    """One firm's product for one need: `free` and `least` (minimum order) in base units a month; `cost` of the whole volume,
    0 (ideal) to about 2."""

    product_id: int
    umkm_id: int
    free: float
    least: float
    cost: float
    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class Seeker:
    """A need that may be shared, with the options of one cluster."""

    need_id: int
    volume: float
    options: tuple[Option, ...]


class Share(NamedTuple):
    option: Option
    quantity: float


@dataclass(frozen=True, slots=True)
class Group:
    """Who would carry how much of a need. `cover` is the share of the volume that is carried, 0 to 1."""

    need_id: int
    volume: float
    shares: tuple[Share, ...]

    @property
    def cover(self) -> float:
        return sum(share.quantity for share in self.shares) / self.volume

    @property
    def cost(self) -> float:
        return _cost(self.volume, self.shares)


class Plan(NamedTuple):
    """Groups, what they cost together, and the bound of the relaxation that no plan can beat (None: not computed)."""

    groups: tuple[Group, ...]
    cost: float
    bound: float | None

    @property
    def gap(self) -> float | None:
        """How far above the bound the plan is at the most, as a share of the bound."""
        return None if not self.bound else self.cost / self.bound - 1


def _cost(volume: float, shares: Sequence[Share]) -> float:
    carried = sum(share.quantity for share in shares) / volume
    return (
        sum(share.option.cost * share.quantity / volume for share in shares)
        + MEMBER_COST * len(shares)
        + UNSERVED_COST * max(0.0, 1 - carried)
    )


# ── All needs at once ────────────────────────────────────────────────────────────────────────────────────────────────


def allocate(seekers: Sequence[Seeker], taken: Mapping[int, float] | None = None) -> Plan:
    """Deal the free capacity out over all needs. `taken` is what other groups hold already, by product.

    No product is ever promised beyond what is free, whatever the relaxation says. Each step keeps only what costs less, and
    the steps are counted, not timed: the same question gets the same plan.
    """
    table = _Table(seekers, taken or {})
    relaxed = _relax(seekers, table.left)
    for seeker, wish in zip(seekers, relaxed.wishes, strict=True):
        table.give(seeker, _without_crumbs(seeker, wish, table.left))
    by_size = sorted(seekers, key=lambda seeker: (-seeker.volume, seeker.need_id))
    for seeker in by_size:
        table.improve([seeker], relaxed.prices)
    for _ in range(SWEEPS):
        for seeker in _worst(seekers, table, relaxed)[:REGROUPED]:
            table.improve([seeker, *table.rivals(seeker)], relaxed.prices)
        for seeker in by_size:
            table.improve([seeker], relaxed.prices)
    groups = tuple(
        Group(seeker.need_id, seeker.volume, table.plans[seeker.need_id]) for seeker in seekers
    )
    return Plan(groups, sum(group.cost for group in groups), relaxed.bound)


def allocate_one(seeker: Seeker, taken: Mapping[int, float] | None = None) -> Group:
    """One need, on what the groups of the others leave: at once, for a page."""
    table = _Table([seeker], taken or {})
    table.improve([seeker], {})
    table.improve([seeker], {})
    return Group(seeker.need_id, seeker.volume, table.plans[seeker.need_id])


Shares = tuple[Share, ...]
Prices = Mapping[int, float]


class _Table:
    """Plans under way: who holds how much of each product, and what is left of it."""

    def __init__(self, seekers: Sequence[Seeker], taken: Mapping[int, float]):
        self.plans: dict[int, Shares] = {seeker.need_id: () for seeker in seekers}
        self._free: dict[int, float] = {}
        self._held: dict[int, dict[int, float]] = {}
        self._wanted: dict[int, list[Seeker]] = {}
        for seeker in seekers:
            for option in seeker.options:
                number = option.product_id
                self._free[number] = max(0.0, option.free - taken.get(number, 0.0))
                self._held[number] = {}
                self._wanted.setdefault(number, []).append(seeker)
        self.left = dict(self._free)

    def give(self, seeker: Seeker, shares: Shares) -> None:
        """This plan instead of the one before; what is left is summed anew, so that no rounding adds up."""
        touched = {share.option.product_id for share in self.plans[seeker.need_id]}
        for number in touched:
            del self._held[number][seeker.need_id]
        for share in shares:
            self._held[share.option.product_id][seeker.need_id] = share.quantity
            touched.add(share.option.product_id)
        for number in touched:
            self.left[number] = max(0.0, self._free[number] - sum(self._held[number].values()))
        self.plans[seeker.need_id] = shares

    def rivals(self, seeker: Seeker) -> list[Seeker]:
        """Needs that hold what this one would like most."""
        found: dict[int, Seeker] = {}
        for option in sorted(seeker.options, key=lambda option: (option.cost, option.product_id)):
            for other in self._wanted[option.product_id]:
                if other.need_id in self._held[option.product_id] and other is not seeker:
                    found.setdefault(other.need_id, other)
            if len(found) >= RIVALS:
                break
        return list(found.values())[:RIVALS]

    def improve(self, seekers: Sequence[Seeker], prices: Prices) -> None:
        """Deal some needs out once more in several ways; the cheapest stays, and the present plans when none is cheaper."""
        best = {seeker.need_id: self.plans[seeker.need_id] for seeker in seekers}
        cheapest = self._cost(seekers) - _EPSILON
        for order, begin, way in self._ways(seekers, best):
            for seeker in seekers:
                self.give(seeker, begin.get(seeker.need_id, ()))
            for seeker in order:
                kept = self.plans[seeker.need_id]
                self.give(seeker, ())
                self.give(seeker, _deal(seeker, self.left, kept, prices if way else {}))
            cost = self._cost(seekers)
            if cost < cheapest:
                cheapest = cost
                best = {seeker.need_id: self.plans[seeker.need_id] for seeker in seekers}
        for seeker in seekers:
            self.give(seeker, ())
        for seeker in seekers:
            self.give(seeker, best[seeker.need_id])

    @staticmethod
    def _ways(seekers, plans):
        """(the order in which they are dealt out, what each keeps, whether the prices of the relaxation count)."""
        for way in (True, False):
            yield seekers, {}, way
        if len(seekers) > 1:
            yield seekers[::-1], {}, True
            yield [*seekers[1:], seekers[0]], {}, True
            return
        (seeker,) = seekers
        shares = plans[seeker.need_id]
        yield seekers, {seeker.need_id: shares}, True
        for gone in shares:
            yield seekers, {seeker.need_id: tuple(s for s in shares if s is not gone)}, True

    def _cost(self, seekers: Sequence[Seeker]) -> float:
        return sum(_cost(seeker.volume, self.plans[seeker.need_id]) for seeker in seekers)


def _worst(seekers: Sequence[Seeker], table: _Table, relaxed: "_Relaxed") -> list[Seeker]:
    """The needs whose plans are farthest above what the relaxation would have them cost."""
    above = [
        _cost(seeker.volume, table.plans[seeker.need_id]) - cost
        for seeker, cost in zip(seekers, relaxed.costs, strict=True)
    ]
    order = sorted(range(len(seekers)), key=lambda at: (-above[at], seekers[at].need_id))
    return [seekers[at] for at in order if above[at] > _EPSILON]


# ── The relaxation ───────────────────────────────────────────────────────────────────────────────────────────────────


def relaxation(seekers: Sequence[Seeker], taken: Mapping[int, float] | None = None) -> float:
    """The bound alone: what no plan for these needs can cost less than."""
    return _relax(seekers, _Table(seekers, taken or {}).left).bound


class _Relaxed(NamedTuple):
    """The bound; for each need what share each option would get and what that costs; and what a base unit of each product is
    worth to the needs that compete for it."""

    bound: float
    wishes: list[np.ndarray]
    costs: list[float]
    prices: Prices


def _relax(seekers: Sequence[Seeker], left: Mapping[int, float]) -> _Relaxed:
    edges = [(at, option) for at, seeker in enumerate(seekers) for option in seeker.options]
    if not edges:
        alone = [UNSERVED_COST] * len(seekers)
        return _Relaxed(sum(alone), [np.zeros(0) for _ in seekers], alone, {})
    count, needs = len(edges), len(seekers)
    need = np.array([at for at, _ in edges])
    volume = np.array([seekers[at].volume for at, _ in edges])
    free = np.array([left[option.product_id] for _, option in edges])
    most = np.minimum(1.0, free / volume)
    least = np.array([_least(seekers[at], option) for at, option in edges])
    most = np.where(free >= least, most, 0.0)
    charge = MEMBER_COST / np.where(most > 0, most, 1.0)
    cost = np.array([option.cost for _, option in edges]) + charge
    products, product = np.unique([option.product_id for _, option in edges], return_inverse=True)
    capacity = np.array([left[number] for number in products.tolist()])
    carried = sparse.hstack(
        [
            sparse.csr_matrix((np.ones(count), (need, np.arange(count))), shape=(needs, count)),
            sparse.identity(needs),
        ],
        format="csr",
    )
    within = sparse.csr_matrix(
        (volume / np.maximum(capacity[product], _EPSILON), (product, np.arange(count))),
        shape=(len(products), count + needs),
    )
    solved = linprog(
        np.concatenate([cost, np.full(needs, UNSERVED_COST)]),
        A_ub=within,
        b_ub=np.ones(len(products)),
        A_eq=carried,
        b_eq=np.ones(needs),
        bounds=np.column_stack([np.zeros(count + needs), np.concatenate([most, np.ones(needs)])]),
        method="highs",
    )
    if not solved.success:
        raise ArithmeticError(f"the relaxation was not solved: {solved.message}")
    spent = np.bincount(need, weights=cost * solved.x[:count], minlength=needs)
    spent += UNSERVED_COST * solved.x[count:]
    worth = -solved.ineqlin.marginals / np.maximum(capacity, _EPSILON)
    ends = np.cumsum([len(seeker.options) for seeker in seekers])
    return _Relaxed(
        float(solved.fun),
        np.split(solved.x[:count], ends[:-1]),
        spent.tolist(),
        dict(zip(products.tolist(), worth.tolist(), strict=True)),
    )


# ── One need ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _least(seeker: Seeker, option: Option) -> float:
    return max(option.least, LEAST_SHARE * seeker.volume)


def _without_crumbs(seeker: Seeker, wish: np.ndarray, left: Mapping[int, float]) -> Shares:
    """What the relaxation would have, as far as a member could really take it."""
    shares = [
        Share(option, min(share * seeker.volume, left[option.product_id]))
        for option, share in zip(seeker.options, wish.tolist(), strict=True)
        if share * seeker.volume >= _least(seeker, option) - _EPSILON
    ]
    shares = [share for share in shares if share.quantity >= _least(seeker, share.option)]
    return _in_order(shares)[:MOST_MEMBERS]


def _in_order(shares) -> Shares:
    return tuple(sorted(shares, key=lambda share: (-share.quantity, share.option.product_id)))


def _deal(seeker: Seeker, left: Mapping[int, float], begin: Shares, prices: Prices) -> Shares:
    """Fill a need from its cheapest options, the charge for a member included; who joins last may take from the largest share
    to reach its own minimum."""
    volume = seeker.volume
    shares = {share.option.product_id: share for share in begin}
    missing = volume - sum(share.quantity for share in begin)
    for option in _by_cost(seeker, left, shares, missing, prices):
        if missing <= _EPSILON * volume:
            break
        had = shares.get(option.product_id)
        if not had and len(shares) == MOST_MEMBERS:
            continue
        room = left[option.product_id] - (had.quantity if had else 0.0)
        least = 0.0 if had else _least(seeker, option)
        quantity = min(room, missing)
        if quantity <= 0 or room < least:
            continue
        if not had and _is_no_gain(option, quantity / volume, prices, volume):
            continue
        if quantity < least:
            if not _make_room(seeker, shares, least - quantity):
                continue
            quantity = least
        shares[option.product_id] = Share(option, quantity + (had.quantity if had else 0.0))
        missing = volume - sum(share.quantity for share in shares.values())
    return _in_order(shares.values())


def _is_no_gain(option: Option, share: float, prices: Prices, volume: float) -> bool:
    """One more member costs more than leaving this share uncovered."""
    cost = option.cost + prices.get(option.product_id, 0.0) * volume
    return cost * share + MEMBER_COST >= UNSERVED_COST * share


def _by_cost(seeker: Seeker, left, shares, missing: float, prices: Prices) -> list[Option]:
    def cost(option: Option) -> float:
        number = option.product_id
        dear = option.cost + prices.get(number, 0.0) * seeker.volume
        if number in shares:
            return dear  # is charged for already
        return dear + MEMBER_COST * seeker.volume / max(_EPSILON, min(missing, left[number]))

    usable = [option for option in seeker.options if left[option.product_id] > 0]
    return sorted(usable, key=lambda option: (cost(option), option.product_id))


def _make_room(seeker: Seeker, shares: dict[int, Share], wanted: float) -> bool:
    """Take this much from the largest share, if that one stays above its own minimum."""
    if not shares:
        return False
    largest = max(shares.values(), key=lambda share: (share.quantity, -share.option.product_id))
    if largest.quantity - wanted < _least(seeker, largest.option):
        return False
    shares[largest.option.product_id] = largest._replace(quantity=largest.quantity - wanted)
    return True


# ── Who leads, and how near they are ─────────────────────────────────────────────────────────────────────────────────


def centre(points: Sequence[tuple[float, float]], weights: Sequence[float]) -> tuple[float, float]:
    """The middle of some places (degrees), each with its weight."""
    lats, lngs = zip(*points, strict=True)
    return (float(np.average(lats, weights=weights)), float(np.average(lngs, weights=weights)))


def coordinator(
    group: Group, leaders: Mapping[int, tuple[float, float]], within_km: float = 15.0
) -> int | None:
    """The koperasi, KUB or BUMDes that should lead: a member if there is one, else the nearest to the group's middle."""
    members = [share.option.umkm_id for share in group.shares if share.option.umkm_id in leaders]
    if members:
        return members[0]
    if not leaders or not group.shares:
        return None
    middle = centre(
        [(share.option.lat, share.option.lng) for share in group.shares],
        [share.quantity for share in group.shares],
    )
    far, umkm_id = min(
        (float(distance_km(*middle, *place)), umkm_id) for umkm_id, place in leaders.items()
    )
    return umkm_id if far <= within_km else None
