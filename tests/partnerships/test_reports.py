"""The figures: the four amounts never mixed, and every total the sum of its parts."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from investors.models import Company
from kemitraan.reference.models import Cluster
from partnerships import reports
from partnerships.models import Contract, EndReason, Mou, Scope
from partnerships.services.ledger import change_entry_status, quarter_of
from partnerships.services.mous import change_mou_status, set_shares
from partnerships.services.suggestions import decline
from tests import builders

pytestmark = pytest.mark.django_db

DISPUTED = [
    f"{kind}_{figure}_rupiah"
    for kind in ("contract", "realised")
    for figure in ("disputed", "claimed")
]

REGENCY, NATIONAL = (reports.Asked(scope=scope) for scope in (Scope.REGENCY, Scope.NATIONAL))


def firm(cluster: str, village: str):
    return builders.make_verified_umkm(cluster=cluster, village=village, with_account=True)


def signed(company: Company, firms, *, mou_rupiah: int, shares=(), scope=Scope.REGENCY) -> Mou:
    need = builders.make_need(company)
    mou = builders.make_mou(*(builders.make_matched(need, umkm) for umkm in firms))
    if shares:
        parts = {umkm.pk: Decimal(share) for umkm, share in zip(firms, shares, strict=True)}
        set_shares(mou, parts, actor=mou.created_by)
    Mou.objects.filter(pk=mou.pk).update(scope=scope)
    return builders.make_signed_mou(mou, mou_rupiah=mou_rupiah)


@pytest.fixture
def world(db):
    """Amounts that do not divide evenly, in two clusters, two kecamatan, PMA and PMDN, two scopes, and one of each end."""
    pmdn = builders.make_verified_company()
    pma = builders.make_verified_company(capital=Company.Capital.PMA, country="JP")
    lurik = [firm("lurik", "33.10.03.2006") for _ in range(2)]
    batik = firm("batik", "33.10.04.2005")
    first = signed(
        pmdn, [*lurik, batik], mou_rupiah=100_000_001, shares=("33.34", "33.33", "33.33")
    )
    second = signed(pma, [batik], mou_rupiah=7, scope=Scope.NATIONAL)
    for mou, value in ((first, 40_000_003), (second, 5)):
        contract = builders.make_confirmed_contract(mou, value_rupiah=value)
        paid = builders.make_realisation(contract, value_rupiah=value // 4 + 1)
        person = paid.umkm.members.first().user
        change_entry_status(paid, "confirm", actor=person)
    builders.make_contract(first, value_rupiah=11_000_000)  # nobody has confirmed it
    builders.make_realisation(
        Contract.objects.confirmed().get(mou=first), umkm=batik, value_rupiah=2_000_000
    )
    builders.make_mou(builders.make_matched(builders.make_need(pma), lurik[0]))  # in negotiation
    dropped = builders.make_mou(builders.make_matched(builders.make_need(pma), lurik[1]))
    change_mou_status(dropped, "cancel", actor=dropped.created_by, reason=EndReason.PRICE)
    return first


def test_amounts_are_never_mixed(world):
    figures = reports.headline(fresh=True)
    need = world.need
    assert figures["potential_rupiah"] == 3 * need.volume_month * need.price_ceiling * need.months
    assert figures["mou_rupiah"] == 100_000_008
    assert figures["contract_rupiah"] == 40_000_008
    assert figures["realised_rupiah"] == 10_000_001 + 2
    assert figures["contract_waiting_rupiah"] == 11_000_000
    assert figures["realised_waiting_rupiah"] == 2_000_000
    assert figures["mous"] == 2
    assert (figures["umkm"], figures["companies"]) == (3, 2)


@pytest.mark.parametrize("scope", ["", *Scope.values])
@pytest.mark.parametrize("dimension", reports.DIMENSIONS)
def test_every_total_is_the_sum_of_its_parts(world, dimension, scope):
    asked = reports.Asked(scope=scope)
    figures = reports.headline(asked, fresh=True)
    found = reports.by(dimension, asked)
    for name in reports.AMOUNTS:
        parts = sum(getattr(row.amounts, name) for row in found.rows)
        assert parts == getattr(found.total.amounts, name) == figures[f"{name}_rupiah"], name


def test_scopes_are_the_whole_together(world):
    whole = reports.headline(fresh=True)
    parts = [reports.headline(reports.Asked(scope=scope), fresh=True) for scope in Scope.values]
    for name in whole:
        if name.endswith("_rupiah") or name == "mous":
            assert whole[name] == sum(part[name] for part in parts), name


def test_shares_divide_to_the_rupiah(world):
    rows = {row.key: row.amounts.mou for row in reports.by("cluster", REGENCY).rows}
    # 33.34 + 33.33 of 100,000,001 are cut at 66,670,000.
    assert (rows["lurik"], rows["batik"]) == (66_670_000, 33_330_001)


@pytest.mark.parametrize("amount", [1, 2, 3, 99, 100_000_001, 10**15])
@pytest.mark.parametrize("shares", [("33.34", "33.33", "33.33"), ("0.01", "0.01", "99.98")])
def test_no_rupiah_is_lost_or_made(company, amount, shares):
    firms = [
        firm("lurik", "33.10.03.2006"),
        firm("batik", "33.10.04.2005"),
        firm("logam", "33.10.18.2001"),
    ]
    signed(company, firms, mou_rupiah=amount, shares=shares)
    rows = [row.amounts.mou for row in reports.by("cluster").rows]
    assert sum(rows) == amount
    assert min(rows) >= 0


def test_every_cluster_has_a_row_and_every_kecamatan_with_a_firm(world):
    assert [row.key for row in reports.by("cluster").rows] == list(
        Cluster.objects.values_list("pk", flat=True)
    )
    rows = {row.key: (row.firms, row.partners) for row in reports.by("district").rows}
    assert rows == {"33.10.03": (2, 2), "33.10.04": (1, 1)}
    rows = {row.key: (row.firms, row.partners) for row in reports.by("capital").rows}
    assert rows == {"PMA": (1, 1), "PMDN": (1, 1)}


def test_quarters_stand_where_things_happened(signed_mou):
    long_ago = timezone.now() - timedelta(days=400)
    Mou.objects.update(created_at=long_ago)
    rows = reports.by("quarter").rows
    assert [bool(row.amounts.potential) for row in rows] == [False, True]
    assert [row.amounts.mou for row in rows] == [100_000_000, 0]


def test_empty_database_has_zeros(db):
    figures = reports.headline(fresh=True)
    assert set(figures.values()) == {0}
    for dimension in reports.DIMENSIONS:
        assert reports.by(dimension).total.amounts == reports.Amounts()
    assert {step.count for step in reports.funnel()} == {0}
    assert {step.median_days for step in reports.funnel()} == {None}


def test_home_shows_figures_of_the_last_minute(db):
    assert reports.headline()["umkm"] == 0
    builders.make_verified_umkm()
    assert reports.headline()["umkm"] == 0
    assert reports.headline(fresh=True)["umkm"] == 1


def test_what_is_not_public_is_not_counted(db, need):
    builders.make_umkm()
    builders.make_company()
    Company.objects.filter(pk=need.company_id).update(status="suspended")
    figures = reports.headline(fresh=True)
    assert (figures["umkm"], figures["companies"], figures["open_needs"]) == (0, 0, 0)


# ── The funnel ───────────────────────────────────────────────────────────────────────────────────────────────────────


def counts(steps) -> dict[str, int]:
    return {step.name: step.count for step in steps}


def test_funnel_counts_each_step_that_was_ever_reached(world, need):
    builders.make_suggestion(need)
    stopped = builders.make_matched(need)
    decline(stopped, actor=stopped.umkm.members.get().user, reason="price")
    assert counts(reports.funnel()) == {
        "suggested": 8,
        "interested": 7,
        "matched": 7,
        "begun": 6,
        "signed": 4,
        "contracted": 4,
        "realised": 2,
    }


def test_funnel_only_narrows(world):
    for scope in ("", *Scope.values):
        found = [step.count for step in reports.funnel(reports.Asked(scope=scope))]
        assert found == sorted(found, reverse=True)
    assert counts(reports.funnel(NATIONAL))["signed"] == 1


def test_the_funnel_of_a_quarter_stands_beside_that_of_all_before_it(world):
    quarter = quarter_of(timezone.localdate())
    now, to_date = reports.funnel_beside(reports.Asked(), quarter)
    assert now == reports.funnel(reports.Asked(since=quarter, until=quarter))
    assert to_date == reports.funnel(reports.Asked(until=quarter))


# ── Cost ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("report", "budget"),
    [
        (lambda: reports.headline(fresh=True), 2),
        (reports.funnel, 1),
        (lambda: reports.by("cluster"), 2),
        (lambda: reports.by("district"), 2),
        (lambda: reports.by("office"), 2),
        (lambda: reports.by("capital"), 1),
        (lambda: reports.by("country"), 1),
        (lambda: reports.by("programme"), 2),
        (lambda: reports.by("quarter"), 1),
        (reports.in_partnership, 2),
        (reports.sleeping, 1),
        (reports.silent_companies, 1),
    ],
)
def test_a_report_costs_the_same_however_much_there_is(world, report, budget):
    with CaptureQueriesContext(connection) as queries:
        report()
    assert len(queries) == budget


def test_one_mou_has_its_own_amounts(world):
    assert reports.of_mou(world) == {
        "potential_rupiah": world.potential_rupiah,
        "mou_rupiah": 100_000_001,
        "contract_rupiah": 40_000_003,
        "contract_waiting_rupiah": 11_000_000,
        "realised_rupiah": 10_000_001,
        "realised_waiting_rupiah": 2_000_000,
        **dict.fromkeys(DISPUTED, 0),
    }
