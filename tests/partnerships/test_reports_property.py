"""Whatever the ledger holds and whatever is asked for: every total is the sum of its parts, and every figure that of its list."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from investors.models import Company
from partnerships import reports
from partnerships.models import (
    Contract,
    EntryStatus,
    Mou,
    MouMember,
    MouStatus,
    PartnershipProgramme,
    Realisation,
    Scope,
    Side,
)
from partnerships.models.mous import EVER_SIGNED, PREPARING
from partnerships.reports import Asked, Behind
from tests import builders

pytestmark = pytest.mark.django_db

#: Two clusters of one OPD, one of another; three kecamatan.
FIRMS = (
    ("lurik", "33.10.03.2006"),
    ("lurik", "33.10.04.2005"),
    ("batik", "33.10.03.2006"),
    ("minapolitan", "33.10.18.2001"),
)
#: Within ten quarters, so that each has some.
DAYS = st.integers(0, 900)
RUPIAH = st.one_of(st.integers(1, 100), st.integers(10**6, 10**12))


@st.composite
def shares(draw):
    """Hundredths of a percent that are 100 % together, often as awkward as can be."""
    count = draw(st.integers(1, len(FIRMS)))
    cuts = sorted(draw(st.sets(st.integers(1, 9_999), min_size=count - 1, max_size=count - 1)))
    return [Decimal(b - a) / 100 for a, b in zip([0, *cuts], [*cuts, 10_000], strict=True)]


ENTRY = {"status": st.sampled_from(EntryStatus.values), "rupiah": RUPIAH, "claimed": RUPIAH}
PAID = st.fixed_dictionaries(
    {**ENTRY, "seat": st.integers(0, 9), "quarter": st.integers(4 * 2023, 4 * 2026 + 3)}
)
CONTRACT = st.fixed_dictionaries(
    {
        **ENTRY,
        "day": DAYS,
        "paid": st.lists(PAID, max_size=3, unique_by=lambda paid: (paid["seat"], paid["quarter"])),
    }
)
MOU = st.fixed_dictionaries(
    {
        "status": st.sampled_from(MouStatus.values),
        "scope": st.sampled_from(Scope.values),
        "programme": st.sampled_from([None, 0, 1]),
        "company": st.integers(0, 2),
        "shares": shares(),
        "potential": RUPIAH,
        "value": RUPIAH,
        "day": DAYS,
        "contracts": st.lists(CONTRACT, max_size=2),
    }
)
QUARTERS = st.tuples(st.integers(2023, 2026), st.integers(1, 4))
ASKED = st.builds(
    Asked,
    scope=st.sampled_from(["", *Scope.values]),
    programme=st.sampled_from([None, None, 0]),
    cluster=st.sampled_from(["", "", "lurik", "batik"]),
    district=st.sampled_from(["", "", "33.10.03"]),
    office=st.sampled_from(["", "", "Disperindag", "DKPP"]),
    capital=st.sampled_from(["", "", "PMA"]),
    country=st.sampled_from(["", "", "JP", "ID"]),
    since=st.none() | QUARTERS,
    until=st.none() | QUARTERS,
)


@pytest.fixture
def parties(db):
    firms = [
        builders.make_verified_umkm(cluster=cluster, village=village) for cluster, village in FIRMS
    ]
    companies = [
        builders.make_verified_company(),
        builders.make_verified_company(capital=Company.Capital.PMA, country="JP"),
        builders.make_verified_company(capital=Company.Capital.PMA, country="KR"),
    ]
    programmes = [
        PartnershipProgramme.objects.create(
            name=f"Program {number}",
            held_on=timezone.localdate(),
            scope=Scope.NATIONAL,
            source="siaran pers",
        )
        for number in range(2)
    ]
    officer = builders.make_official()
    builders.let_signed_rows_move()
    return firms, companies, programmes, officer


def fill(given_mous, parties) -> None:
    firms, companies, programmes, officer = parties
    now = timezone.make_aware(datetime(2026, 6, 15, 12))
    for number, plan in enumerate(given_mous):
        at = now - timedelta(days=plan["day"])
        is_signed = plan["status"] not in (*PREPARING, MouStatus.CANCELLED)
        terms = {
            "number": f"{number}/MOU",
            "mou_rupiah": plan["value"],
            "signed_on": at.date(),
            "starts_on": at.date(),
            "ends_on": at.date() + timedelta(days=365),
        }
        mou = Mou.objects.create(
            company=companies[plan["company"]],
            title=f"MoU {number}",
            pattern="subkontrak",
            scope=plan["scope"],
            programme=None if plan["programme"] is None else programmes[plan["programme"]],
            potential_rupiah=plan["potential"],
            status=plan["status"],
            created_at=at,
            created_by=officer,
            **(terms if is_signed else {}),
        )
        members = [
            MouMember.objects.create(mou=mou, umkm=firm, share_percent=share)
            for firm, share in zip(firms, plan["shares"], strict=False)
        ]
        for order, deal in enumerate(plan["contracts"]):
            day = (now - timedelta(days=deal["day"])).date()
            contract = Contract.objects.create(
                mou=mou,
                document=f"PO {order}",
                signed_on=day,
                starts_on=day,
                ends_on=day + timedelta(days=30),
                **entry(deal, officer),
            )
            booked = set()
            for paid in deal["paid"]:
                umkm = members[paid["seat"] % len(members)].umkm
                if (umkm.pk, paid["quarter"]) in booked:
                    continue
                booked.add((umkm.pk, paid["quarter"]))
                Realisation.objects.create(
                    contract=contract,
                    umkm=umkm,
                    year=paid["quarter"] // 4,
                    quarter=paid["quarter"] % 4 + 1,
                    volume=1,
                    document="F",
                    **entry(paid, officer),
                )


def entry(plan, officer) -> dict:
    claimed = plan["claimed"] if plan["status"] == EntryStatus.DISPUTED else None
    return {
        "status": plan["status"],
        "value_rupiah": plan["rupiah"],
        "claimed_rupiah": claimed,
        "entered_by": officer,
        "entered_side": Side.COMPANY,
    }


def of_all(rows, status, figure="rupiah") -> int:
    return sum(row[figure] for row in rows if row["status"] == status)


def by_hand(mous) -> dict[str, int]:
    """The whole, added up without a database."""
    contracts = [deal for plan in mous for deal in plan["contracts"]]
    return {
        "potential": sum(
            plan["potential"] for plan in mous if plan["status"] != MouStatus.CANCELLED
        ),
        "mou": sum(plan["value"] for plan in mous if plan["status"] in EVER_SIGNED),
        "contract": of_all(contracts, EntryStatus.CONFIRMED),
        "contract_waiting": of_all(contracts, EntryStatus.ENTERED),
        "contract_disputed": of_all(contracts, EntryStatus.DISPUTED),
        "contract_claimed": of_all(contracts, EntryStatus.DISPUTED, "claimed"),
    }


@given(mous=st.lists(MOU, max_size=5), asked=ASKED)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_total_is_the_sum_of_its_parts_and_of_its_list(parties, mous, asked):
    with transaction.atomic():
        fill(mous, parties)
        whole = reports.figures()
        for measure, rupiah in by_hand(mous).items():
            assert whole[measure].rupiah == rupiah, measure
        found = reports.figures(asked)
        for dimension in reports.DIMENSIONS:
            table = reports.by(dimension, asked)
            for name in reports.AMOUNTS:
                parts = [getattr(row.amounts, name) for row in table.rows]
                total = getattr(table.total.amounts, name)
                assert sum(parts) == total == found[name].rupiah, (dimension, name)
                assert min(parts, default=0) >= 0
        for measure, figure in found.items():
            rows = Behind(measure, asked)
            assert (len(rows), rows.rupiah or 0) == (figure.count, figure.rupiah), measure
        scopes = [reports.figures(asked.narrowed(scope=scope)) for scope in Scope.values]
        if not asked.scope:
            for measure, figure in found.items():
                assert sum(part[measure].rupiah for part in scopes) == figure.rupiah, measure
        transaction.set_rollback(True)


@given(mous=st.lists(MOU, min_size=1, max_size=4), asked=ASKED, data=st.data())
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_row_is_what_is_counted_when_it_is_asked_for_alone(parties, mous, asked, data):
    with transaction.atomic():
        fill(mous, parties)
        dimension = data.draw(st.sampled_from(list(reports.DIMENSIONS)))
        for row in reports.by(dimension, asked).rows:
            alone = reports.figures(row.asked)
            for name in reports.AMOUNTS:
                assert alone[name].rupiah == getattr(row.amounts, name), (row.key, name)
        transaction.set_rollback(True)


@given(mous=st.lists(MOU, min_size=1, max_size=4), asked=ASKED, quarter=QUARTERS)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_quarter_and_all_before_it_add_up(parties, mous, asked, quarter):
    """The sums of a report of a quarter are those of the quarter and of the time up to its end asked for alone."""
    asked = asked.narrowed(since=None, until=None)
    with transaction.atomic():
        fill(mous, parties)
        sums = reports.QuarterSums(asked, quarter)
        now = reports.figures(asked.narrowed(since=quarter, until=quarter))
        to_date = reports.figures(asked.narrowed(until=quarter))
        assert (sums.to_date, sums.course[quarter]) == (to_date, now)
        for other, told in sums.course.items():
            assert told == reports.figures(asked.narrowed(since=other, until=other)), other
        for dimension in reports.DIVIDED_BY:
            rows = [both for _label, both in sums.rows(dimension)]
            for name in reports.AMOUNTS:
                parts = [sum(getattr(both.now, name) for both in rows)]
                parts.append(sum(getattr(both.to_date, name) for both in rows))
                total = [getattr(sums.total.now, name), getattr(sums.total.to_date, name)]
                assert parts == total == [now[name].rupiah, to_date[name].rupiah], (dimension, name)
        transaction.set_rollback(True)


@given(mous=st.lists(MOU, min_size=1, max_size=4), quarter=QUARTERS)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_seats_are_the_whole_of_everybody_and_of_each_company(parties, mous, quarter):
    with transaction.atomic():
        fill(mous, parties)
        seats = reports.seats(quarter)
        now = reports.figures(Asked(since=quarter, until=quarter))
        to_date = reports.figures(Asked(until=quarter))
        for measure in reports.MEASURES:
            told = [
                sum(getattr(seat, when).get(measure, 0) for seat in seats.values())
                for when in ("now", "to_date")
            ]
            assert told == [now[measure].rupiah, to_date[measure].rupiah], measure
        of_each = [reports.seats(quarter, company.pk) for company in parties[1]]
        assert {key: seat for found in of_each for key, seat in found.items()} == seats
        transaction.set_rollback(True)


@given(mous=st.lists(MOU, min_size=1, max_size=4), asked=ASKED)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_cells_add_up_and_count_who_stands_behind(parties, mous, asked):
    with transaction.atomic():
        fill(mous, parties)
        figures = reports.figures(asked)
        for columns in (("cluster",), ("cluster", "district", "quarter")):
            cells = list(reports.amount_cells(columns, asked))
            for amount in reports.AMOUNTS:
                rupiah = sum(cell.rupiah for name, _key, cell in cells if name == amount)
                assert rupiah == figures[amount].rupiah, (columns, amount)
        for amount, (cluster,), cell in reports.amount_cells(("cluster",), asked):
            alone = asked.narrowed(cluster=cluster)
            assert (cell.rupiah, cell.count) == (
                reports.figures(alone)[amount].rupiah,
                len(Behind(amount, alone)),
            )
            if amount == "mou":
                assert cell.umkm == len(Behind("mou_umkm", alone))
                assert cell.companies == len(Behind("mou_companies", alone))
        transaction.set_rollback(True)
