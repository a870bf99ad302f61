"""Groups: nobody beyond its capacity, every minimum kept, few members, and close to the best plan that there is."""

import dataclasses
from collections import defaultdict
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from partnerships.matching.allocation import (
    LEAST_SHARE,
    MEMBER_COST,
    MOST_MEMBERS,
    UNSERVED_COST,
    Group,
    Option,
    Seeker,
    Share,
    allocate,
    allocate_one,
    centre,
    coordinator,
)
from tests.matching.samples import KM_PER_DEGREE_EAST, LAT, LNG
from tests.matching.test_properties import steady


def option(product_id: int, free: float, cost: float = 0.5, least: float = 0.0, **fields) -> Option:
    given = {"umkm_id": product_id + 1000, "lat": LAT, "lng": LNG}
    return Option(product_id, free=free, least=least, cost=cost, **given | fields)


def seeker(need_id: int, volume: float, *options: Option) -> Seeker:
    return Seeker(need_id, volume, options)


def dealt(group: Group) -> dict[int, float]:
    return {share.option.product_id: share.quantity for share in group.shares}


def must_hold(seekers, groups, taken=None) -> None:
    """No product over what is free, each share within its bounds, no need more than served."""
    held = defaultdict(float)
    free = {row.product_id: row.free for one in seekers for row in one.options}
    for one, group in zip(seekers, groups, strict=True):
        assert (group.need_id, group.volume) == (one.need_id, one.volume)
        assert len(group.shares) <= MOST_MEMBERS
        assert len({share.option.product_id for share in group.shares}) == len(group.shares)
        assert group.cover <= 1 + 1e-9
        for share in group.shares:
            assert share.option in one.options
            least = max(share.option.least, LEAST_SHARE * one.volume)
            assert share.quantity >= least * (1 - 1e-9)
            held[share.option.product_id] += share.quantity
    for product_id, quantity in held.items():
        left = max(0.0, free[product_id] - (taken or {}).get(product_id, 0.0))
        assert quantity <= left * (1 + 1e-9)


# ── Small cases by hand ──────────────────────────────────────────────────────────────────────────────────────────────


def test_one_that_can_carry_all_is_enough():
    plan = allocate([seeker(1, 100.0, option(1, 100.0), option(2, 100.0, cost=0.49))])
    assert dealt(plan.groups[0]) == {2: 100.0}


def test_a_need_too_big_for_one_is_shared_by_few():
    plan = allocate([seeker(1, 100.0, *(option(n, 60.0) for n in (1, 2)), option(3, 5.0, 0.4))])
    assert sorted(dealt(plan.groups[0])) == [1, 2]
    assert plan.groups[0].cover == pytest.approx(1.0)


def test_a_minimum_order_is_kept_by_taking_from_the_largest():
    one = seeker(1, 100.0, option(1, 80.0, cost=0.1), option(2, 60.0, cost=0.5, least=40.0))
    assert dealt(allocate([one]).groups[0]) == pytest.approx({1: 60.0, 2: 40.0})


def test_what_cannot_be_carried_stays_open():
    group = allocate([seeker(1, 100.0, option(1, 30.0), option(2, 1.9))]).groups[0]
    assert dealt(group) == {1: 30.0}  # 1.9 is below a fiftieth
    assert group.cover == pytest.approx(0.3)
    assert group.cost == pytest.approx(0.5 * 0.3 + MEMBER_COST + UNSERVED_COST * 0.7)


def test_two_needs_that_compete_share_what_there_is():
    both = [seeker(n, 100.0, option(1, 100.0, 0.2), option(2, 100.0, 0.3)) for n in (1, 2)]
    plan = allocate(both)
    must_hold(both, plan.groups)
    assert [group.cover for group in plan.groups] == pytest.approx([1.0, 1.0])


def test_what_others_hold_is_gone():
    one = seeker(1, 100.0, option(1, 100.0), option(2, 100.0, cost=0.55))
    assert dealt(allocate([one], {1: 80.0}).groups[0]) == pytest.approx({2: 100.0})
    assert dealt(allocate([one], {1: 150.0, 2: 150.0}).groups[0]) == {}


def test_no_options_no_shares():
    plan = allocate([seeker(1, 100.0), seeker(2, 50.0)])
    assert [group.shares for group in plan.groups] == [(), ()]
    assert plan.cost == plan.bound == 2 * UNSERVED_COST
    assert allocate([]).groups == ()
    assert allocate_one(seeker(1, 100.0)).shares == ()


def test_no_more_members_than_one_can_lead():
    many = seeker(1, 100.0, *(option(n, 2.5) for n in range(1, 41)))
    for group in (allocate([many]).groups[0], allocate_one(many)):
        assert len(group.shares) == MOST_MEMBERS
        assert group.cover == pytest.approx(MOST_MEMBERS * 0.025)


def test_one_need_for_a_page_keeps_the_same_bounds():
    one = seeker(1, 100.0, option(1, 80.0, 0.1), option(2, 60.0, 0.5, least=40.0))
    group = allocate_one(one, {1: 10.0})
    must_hold([one], [group], {1: 10.0})
    assert group.cover == pytest.approx(1.0)


# ── Any market ───────────────────────────────────────────────────────────────────────────────────────────────────────

quantities = st.integers(1, 60).map(lambda step: step * 10.0) | st.floats(0.01, 700)


@st.composite
def markets(draw):
    """Up to four needs over up to six products of one market, and what others have taken of it."""
    frees = draw(st.lists(quantities, min_size=1, max_size=6))
    leasts = [draw(st.just(0.0) | quantities) for _ in frees]
    seekers = []
    for need_id in range(1, draw(st.integers(1, 4)) + 1):
        numbers = draw(st.lists(st.integers(0, len(frees) - 1), unique=True))
        options = [
            option(number, frees[number], draw(st.floats(0, 2)), leasts[number])
            for number in numbers
        ]
        seekers.append(seeker(need_id, draw(quantities), *options))
    taken = draw(st.dictionaries(st.integers(0, len(frees) - 1), quantities))
    return seekers, taken


@steady
@given(markets())
def test_in_any_market_nobody_is_over_capacity(market):
    seekers, taken = market
    plan = allocate(seekers, taken)
    must_hold(seekers, plan.groups, taken)
    assert plan.cost == pytest.approx(sum(group.cost for group in plan.groups))
    assert plan.cost >= plan.bound - 1e-6
    assert plan.gap >= -1e-6
    for one in seekers:
        must_hold([one], [allocate_one(one, taken)], taken)


def random_market(seed: int) -> list[Seeker]:
    random = Random(seed)
    products = [
        (number, random.uniform(20, 300), random.choice([0, 0, 20, 50]))
        for number in range(1, random.randint(5, 12))
    ]
    seekers = []
    for need_id in range(1, random.randint(2, 5)):
        chosen = random.sample(products, random.randint(2, len(products)))
        options = [
            option(number, free, random.uniform(0.1, 1.6), float(least))
            for number, free, least in chosen
        ]
        seekers.append(seeker(need_id, random.uniform(100, 600), *options))
    return seekers


def optimum(seekers) -> float:
    """What the best plan costs: shares x, members y (whole), and what stays open, by HiGHS' branch and bound."""
    edges = [(at, row) for at, one in enumerate(seekers) for row in one.options]
    count, needs = len(edges), len(seekers)
    products = sorted({row.product_id for _, row in edges})
    cost = np.concatenate(
        [
            [row.cost for _, row in edges],
            np.full(count, MEMBER_COST),
            np.full(needs, UNSERVED_COST),
        ]
    )
    rows, low, high = [], [], []

    def add(entries, at_least, at_most):
        row = np.zeros(2 * count + needs)
        for place, value in entries:
            row[place] = value
        rows.append(row)
        low.append(at_least)
        high.append(at_most)

    for need in range(needs):
        mine = [edge for edge, (at, _) in enumerate(edges) if at == need]
        add([*((edge, 1.0) for edge in mine), (2 * count + need, 1.0)], 1.0, 1.0)
        add([(count + edge, 1.0) for edge in mine], 0, MOST_MEMBERS)
    for product in products:
        mine = [
            (edge, seekers[at].volume)
            for edge, (at, row) in enumerate(edges)
            if row.product_id == product
        ]
        free = next(row.free for _, row in edges if row.product_id == product)
        add(mine, 0, free)
    for edge, (at, row) in enumerate(edges):
        volume = seekers[at].volume
        least = max(row.least / volume, LEAST_SHARE)
        add([(edge, 1.0), (count + edge, -min(1.0, row.free / volume))], -np.inf, 0)
        add([(edge, 1.0), (count + edge, -least)], 0, np.inf)
    whole = np.concatenate([np.zeros(count), np.ones(count), np.zeros(needs)])
    solved = milp(
        cost,
        constraints=LinearConstraint(np.array(rows), low, high),
        integrality=whole,
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 1e-6},
    )
    assert solved.success
    return float(solved.fun)


def test_plans_are_close_to_the_best_there_is():
    """On small markets that can be solved exactly: within 5 % each, within 2 % on average."""
    gaps = []
    for seed in range(20):
        seekers = random_market(seed)
        plan, best = allocate(seekers), optimum(seekers)
        must_hold(seekers, plan.groups)
        assert plan.bound - 1e-6 <= best <= plan.cost + 1e-6
        gaps.append(plan.cost / best - 1)
    assert max(gaps) <= 0.05
    assert sum(gaps) / len(gaps) <= 0.02


def test_the_same_market_gets_the_same_plan():
    for seed in range(5):
        seekers = random_market(seed)
        first = allocate(seekers)
        assert allocate(seekers) == first
        mixed = Random(seed)
        shuffled = [
            dataclasses.replace(one, options=tuple(mixed.sample(one.options, len(one.options))))
            for one in seekers
        ]
        assert [dealt(group) for group in allocate(shuffled).groups] == [
            dealt(group) for group in first.groups
        ]
        backwards = {group.need_id: dealt(group) for group in allocate(seekers[::-1]).groups}
        for group in first.groups:
            assert backwards[group.need_id] == pytest.approx(dealt(group))


# ── Who leads ────────────────────────────────────────────────────────────────────────────────────────────────────────


def east(km: float) -> tuple[float, float]:
    return (LAT, LNG + km / KM_PER_DEGREE_EAST)


def group_of(*members: tuple[int, float, float]) -> Group:
    """(umkm_id, km to the east, quantity) each."""
    shares = tuple(
        Share(option(umkm_id, 100.0, umkm_id=umkm_id, lng=east(km)[1]), quantity)
        for umkm_id, km, quantity in members
    )
    return Group(1, 100.0, shares)


def test_a_member_leads_before_a_nearer_neighbour():
    group = group_of((1, 0, 50.0), (2, 40, 50.0))
    assert coordinator(group, {2: east(40), 9: east(20)}) == 2


def test_else_the_nearest_within_reach_leads():
    group = group_of((1, 0, 50.0), (2, 10, 50.0))  # their middle is 5 km east
    assert coordinator(group, {8: east(19), 9: east(18)}) == 9
    assert coordinator(group, {8: east(20.2)}) is None
    assert coordinator(group, {8: east(20.2)}, within_km=16) == 8


def test_nobody_leads_where_there_is_nobody():
    assert coordinator(group_of((1, 0, 50.0)), {}) is None
    assert coordinator(Group(1, 100.0, ()), {8: east(0)}) is None


def test_the_middle_is_drawn_to_those_who_carry_most():
    assert centre([(0.0, 0.0), (4.0, 8.0)], [3.0, 1.0]) == pytest.approx((1.0, 2.0))
