"""Groups in the database: within what each can carry over all needs at once, whoever forms them and when."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from partnerships.matching.allocation import Group, Option, Share
from partnerships.models import (
    GroupProposal,
    GroupShare,
    MatchRun,
)
from partnerships.services.groups import percents
from partnerships.services.matching import ask_full_run, ask_need_run, perform
from tests import builders
from umkm.models import Product, Umkm
from umkm.services import change_status

pytestmark = pytest.mark.django_db


def firms(*capacities: int, **fields) -> list[Umkm]:
    """Verified weavers with so many metres a month each."""
    return [
        builders.make_verified_umkm(
            products=[builders.product(name="Kain lurik", capacity_month=capacity, **fields)]
        )
        for capacity in capacities
    ]


def need_of(volume: int, company=None, **fields):
    return builders.make_need(company, title="Kain lurik", volume_month=volume, **fields)


def full_run() -> MatchRun:
    return done(ask_full_run())


def run_for(need) -> MatchRun:
    return done(ask_need_run(need))


def done(run: MatchRun) -> MatchRun:
    perform(run.pk)
    run.refresh_from_db()
    assert run.state == MatchRun.State.DONE, run.failure
    return run


def group_of(need) -> GroupProposal:
    return GroupProposal.objects.holding().get(need=need)


def promised() -> dict[int, float]:
    """By product, over all groups that hold capacity."""
    rows = GroupShare.objects.filter(group__in=GroupProposal.objects.holding())
    return dict(rows.values_list("product").annotate(Sum("quantity_month")))


def must_be_within_capacity() -> None:
    free = {row.pk: row.free_month * float(row.unit.factor) for row in Product.objects.all()}
    for product_id, quantity in promised().items():
        assert quantity <= free[product_id] + 1e-6


def state() -> list[tuple]:
    return list(
        GroupShare.objects.order_by("group", "pk").values_list(
            "group", "group__status", "umkm", "product", "quantity_month", "share_percent"
        )
    )


# ── Forming ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_need_too_big_for_one_gets_a_group_that_carries_it(company):
    members = firms(500, 500, 300)
    need = need_of(1200, company)
    run = full_run()
    group = group_of(need)
    assert (run.groups, run.groups_gap) == (1, pytest.approx(0, abs=0.05))
    assert (group.cover_percent, group.unit_id, group.volume_month) == (100, "meter", 1200)
    assert group.shares.aggregate(Sum("quantity_month"))["quantity_month__sum"] == 1200
    assert {share.umkm for share in group.shares.all()} == set(members)
    assert sum(share.share_percent for share in group.shares.all()) == 100
    assert [change.verb for change in group.changes.all()] == ["propose"]
    must_be_within_capacity()


def test_one_that_can_carry_it_alone_needs_no_group(company):
    firms(2000, 500)
    need_of(1200, company)
    assert full_run().groups == 0
    assert not GroupProposal.objects.exists()


def test_one_supplier_is_wanted_so_no_group(company):
    firms(500, 500, 500)
    need_of(1200, company, many_suppliers=False)
    full_run()
    assert not GroupProposal.objects.exists()


def test_a_group_that_covers_too_little_is_none(company):
    firms(200, 200)
    need_of(1200, company)
    full_run()
    assert not GroupProposal.objects.exists()


def test_minimum_orders_are_kept(company):
    firms(900, 900, minimum_order=400)
    need_of(1200, company)
    full_run()
    quantities = sorted(GroupShare.objects.values_list("quantity_month", flat=True))
    assert len(quantities) == 2
    assert quantities[0] >= 400
    assert sum(quantities) == 1200


def test_units_are_the_same_base(company):
    """Needs in kodi, firms that count dozens: all in potong."""
    for capacity in (30, 40):
        builders.make_verified_umkm(
            products=[
                builders.product(
                    name="Kemeja batik",
                    cluster="konveksi",
                    unit="lusin",
                    capacity_month=capacity,
                    price_min=600_000,
                    price_max=None,
                )
            ]
        )
    need = need_of(
        40,
        company,
        unit="kodi",
        clusters=["konveksi"],
        price_ceiling=1_200_000,
        text="Kemeja untuk seragam.",
    )
    type(need).objects.update(title="Kemeja batik")
    full_run()
    group = group_of(need)
    assert (group.unit_id, group.volume_month) == ("potong", 800)
    assert sorted(group.shares.values_list("quantity_month", flat=True)) == [320, 480]
    must_be_within_capacity()


def test_needs_that_compete_share_what_there_is(company):
    firms(600, 600, 600, 600)
    both = [need_of(1200, company) for _ in range(2)]
    full_run()
    assert [group_of(need).cover_percent for need in both] == [100, 100]
    must_be_within_capacity()


def test_a_run_for_one_need_takes_what_the_others_leave(company):
    firms(600, 600, 600)
    first, second = need_of(1000, company), need_of(1000, company)
    run_for(first)
    run_for(second)
    must_be_within_capacity()
    assert sum(promised().values()) <= 1800
    assert group_of(first).cover_percent == 100
    assert group_of(second).cover_percent == 80


def test_a_second_run_changes_nothing(company):
    firms(333, 334, 335, 217)
    needs = [need_of(701, company), need_of(499, company)]
    full_run()
    before = state()
    assert before
    assert full_run().groups == 0
    for need in needs:
        assert run_for(need).groups == 0
    assert state() == before


def test_shares_with_a_rest_are_the_same_in_a_second_run(company):
    """Thirds of yards: written rounded down, and compared as they are written."""
    for capacity in (399, 387, 409):
        builders.make_verified_umkm(
            products=[builders.product(name="Kain lurik", unit="yard", capacity_month=capacity)]
        )
    need_of(1000, company)
    full_run()
    before = state()
    assert any(quantity != int(quantity) for *_, quantity, _percent in before)
    assert full_run().groups == 0
    assert state() == before


def test_percents_are_a_hundred():
    options = [Option(n, n, 100.0, 0.0, 0.5, 0.0, 0.0) for n in range(7)]
    for quantities in ([1, 1, 1], [1] * 7, [33.337, 12.1, 0.004], [5]):
        shares = tuple(
            Share(option, quantity) for option, quantity in zip(options, quantities, strict=False)
        )
        found = percents(Group(1, 100.0, shares))
        assert sum(found) == 100
        assert all(percent == round(percent, 2) for percent in found)
        assert len(found) == len(quantities)
        assert isinstance(found[0], Decimal)


# ── Who leads ────────────────────────────────────────────────────────────────────────────────────────────────────────


def koperasi(**fields) -> Umkm:
    small = builders.product(name="Kain lurik", capacity_month=1, price_min=500_000, price_max=None)
    return builders.make_verified_umkm(form="koperasi", products=[small], **fields)


def test_a_koperasi_nearby_leads(company):
    firms(600, 600)
    leader = koperasi()
    need = need_of(1200, company)
    full_run()
    assert group_of(need).coordinator == leader
    assert leader not in {share.umkm for share in group_of(need).shares.all()}


def test_a_koperasi_that_was_suspended_leads_nobody(company, verifier):
    firms(600, 600)
    leader = koperasi()
    need = need_of(1200, company)
    full_run()
    change_status(leader, "suspend", actor=verifier, note="tidak aktif")
    full_run()
    assert group_of(need).coordinator is None
