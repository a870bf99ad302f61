"""Figures for LKPM: a company's own, and for officials who has entered nothing. Nothing is sent."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from investors.models import CompanyMember
from kemitraan.accounts.models import Role
from partnerships import lkpm, quarters
from partnerships.models import Contract, LkpmWindow, Mou, Realisation
from partnerships.services.ledger import change_entry_status
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
QUARTER = (TODAY.year, builders.quarter(TODAY))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(company, quarter=QUARTER) -> str:
    return reverse("partnerships:lkpm", args=[company.pk, *quarter])


def file_of(company, quarter=QUARTER) -> str:
    return reverse("partnerships:lkpm-file", args=[company.pk, *quarter])


EVERYBODY = reverse("partnerships:lkpm-all", args=QUARTER)
EVERYBODY_FILE = reverse("partnerships:lkpm-all-file", args=QUARTER)


@pytest.fixture
def paid(confirmed_contract, alice):
    """Rp 5,000,000 delivered in this quarter and confirmed: 3 women, 2 men, 2 of them new; a training."""
    row = builders.make_realisation(
        confirmed_contract,
        jobs_women_kept=2,
        jobs_women_new=1,
        jobs_men_kept=1,
        jobs_men_new=1,
        coaching="Pelatihan mutu",
    )
    return change_entry_status(row, "confirm", actor=alice)


def test_a_line_is_what_the_reports_count(paid, verified_umkm, company):
    (line,) = lkpm.lines_of(QUARTER, company)
    assert (line.umkm_id, line.umkm) == (verified_umkm.pk, verified_umkm.name)
    assert (line.contract, line.contract_to_date) == (40_000_000, 40_000_000)
    assert (line.realised, line.realised_to_date, line.waiting) == (5_000_000, 5_000_000, 0)
    assert (line.women, line.men, line.new) == (3, 2, 2)
    assert line.coaching == ["Pelatihan mutu"]
    assert not line.is_missing


def test_what_nobody_has_confirmed_stands_apart(realisation, company):
    (line,) = lkpm.lines_of(QUARTER, company)
    assert (line.realised, line.waiting, line.women) == (0, 5_000_000, 0)
    assert not line.is_missing  # it is entered


def test_shares_of_a_group_are_the_whole(need, company):
    firms = [builders.make_verified_umkm(with_account=True) for _ in range(3)]
    pairs = [builders.make_matched(need, umkm) for umkm in firms]
    mou = builders.make_signed_mou(builders.make_mou(*pairs))
    builders.make_confirmed_contract(mou, value_rupiah=40_000_001)
    lines = lkpm.lines_of(QUARTER, company)
    assert sum(line.contract for line in lines) == 40_000_001
    assert [line.is_missing for line in lines] == [True] * 3


def test_who_has_entered_nothing_is_named(confirmed_contract, verified_umkm, company, officer):
    page = signed_in(officer).get(EVERYBODY).content.decode()
    assert company.name in page
    assert verified_umkm.name in page
    report = lkpm.company_report(company, QUARTER)
    assert f"Belum dicatat untuk triwulan ini: {verified_umkm.name}." in report.sentences
    builders.make_realisation(confirmed_contract)
    assert (
        "Semua kontrak yang berlaku sudah ada catatannya."
        in signed_in(officer).get(EVERYBODY).content.decode()
    )


def test_a_contract_of_another_time_is_not_missed(confirmed_contract, company):
    first = quarters.first_day(QUARTER)
    Contract.objects.update(
        starts_on=first - timedelta(days=400), ends_on=first - timedelta(days=1)
    )
    (line,) = lkpm.lines_of(QUARTER, company)
    assert not line.is_missing


def test_what_was_over_before_is_left_out(signed_mou, company, officer):
    year, number = QUARTER
    before = (year, number - 1) if number > 1 else (year - 1, 4)
    assert lkpm.lines_of(before, company) == []  # not signed yet
    builders.let_signed_rows_move()
    Mou.objects.update(
        signed_on=TODAY - timedelta(days=600),
        starts_on=TODAY - timedelta(days=600),
        ends_on=quarters.first_day(QUARTER) - timedelta(days=1),
    )
    assert lkpm.lines_of(QUARTER, company) == []
    assert len(lkpm.lines_of(before, company)) == 1


@pytest.mark.parametrize(
    ("quarter", "day"),
    [
        ((2025, 3), date(2025, 10, 10)),
        ((2025, 4), date(2026, 1, 15)),
        ((2026, 2), date(2026, 7, 15)),
    ],
)
def test_the_last_day_is_that_of_the_window_in_force(db, quarter, day):
    assert lkpm.deadline(quarter) == day


def test_without_a_window_no_day_is_told(company):
    LkpmWindow.objects.all().delete()
    assert lkpm.deadline(QUARTER) is None
    assert not any(
        "Hari terakhir" in line for line in lkpm.company_report(company, QUARTER).sentences
    )


def test_a_company_reads_its_own_and_officials_all(
    paid, company, buyer, officer, leader, alice, charlie
):
    other = builders.make_verified_company()
    reader = builders.make_account(Role.COMPANY)
    company.members.create(user=reader, role=CompanyMember.Role.READER)
    stranger = other.members.get().user
    for url in (page_of(company), file_of(company)):
        for person in (buyer, reader, officer, leader):
            assert signed_in(person).get(url).status_code == 200
        for person in (stranger, alice, charlie):
            assert signed_in(person).get(url).status_code == 403
        assert Client().get(url).status_code == 302
    for url in (EVERYBODY, EVERYBODY_FILE):
        for person in (officer, leader):
            assert signed_in(person).get(url).status_code == 200
        for person in (buyer, reader, alice, charlie):
            assert signed_in(person).get(url).status_code == 403


def test_the_page_says_that_nothing_is_sent(paid, company, buyer, officer):
    assert "tidak mengirim LKPM ke OSS" in signed_in(buyer).get(page_of(company)).content.decode()
    assert "tidak mengirim LKPM ke OSS" in signed_in(officer).get(EVERYBODY).content.decode()


def test_the_workbook_holds_numbers_and_keeps_digits(paid, company, buyer, verified_umkm):
    verified_umkm.nib = "0123456789012"
    verified_umkm.save()
    book = CalamineWorkbook.from_filelike(BytesIO(signed_in(buyer).get(file_of(company)).content))
    rows = book.get_sheet_by_name("UMKM mitra").to_python()
    assert rows[1][:2] == [verified_umkm.name, "0123456789012"]
    assert rows[1][4:] == [40_000_000, 40_000_000, 5_000_000, 5_000_000]
    assert rows[2][0] == "Jumlah"
    people = book.get_sheet_by_name("Tenaga kerja dan pembinaan").to_python()
    assert people[1][2:7] == [3, 2, 2, 0, "Pelatihan mutu"]


def test_the_company_page_leads_to_the_last_whole_quarter(company, buyer):
    client = signed_in(buyer)
    latest = reverse("partnerships:lkpm-latest", args=[company.pk])
    assert latest in client.get(company.get_absolute_url()).content.decode()
    year, number = QUARTER
    before = (year, number - 1) if number > 1 else (year - 1, 4)
    assert client.get(latest).url == page_of(company, before)
    after = (year, number + 1) if number < 4 else (year + 1, 1)
    assert client.get(page_of(company, after)).status_code == 404


def test_more_partners_cost_no_more_queries(client, paid, company, officer, count_queries):
    client.force_login(officer)
    few = [count_queries(url) for url in (page_of(company), EVERYBODY)]
    for _ in range(3):
        need = builders.make_need(company)
        builders.make_realisation(
            builders.make_confirmed_contract(
                builders.make_signed_mou(
                    builders.make_mou(
                        builders.make_matched(need, builders.make_verified_umkm(with_account=True))
                    )
                )
            )
        )
    assert Realisation.objects.count() == 4
    assert [count_queries(url) for url in (page_of(company), EVERYBODY)] == few
