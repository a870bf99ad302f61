"""The regent's quarterly report: one set of numbers, the same on the page, on paper and in the workbook."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pypdf
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from kemitraan.accounts.models import Role
from kemitraan.rupiah import rupiah
from partnerships import quarters, reports
from partnerships.models import Mou, Scope
from partnerships.quarterly import first_quarter, quarter_report
from partnerships.services.ledger import change_entry_status
from partnerships.sheets import Column, Kind, SheetTable, said
from tests import builders
from umkm.models import Umkm
from umkm.spreadsheets import sheet_name

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
QUARTER = (TODAY.year, builders.quarter(TODAY))


def signed_in(user, language="id") -> Client:
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def page_of(quarter=QUARTER) -> str:
    return reverse("partnerships:quarterly", args=quarter)


def file_of(kind: str, quarter=QUARTER) -> str:
    return reverse("partnerships:quarterly-file", args=[*quarter, kind])


def partnership(rupiah: int, *, scope=Scope.REGENCY, **umkm) -> Mou:
    """From the suggestion to money: an MoU worth so much, half of it contracted, a tenth of it paid and confirmed."""
    firm = builders.make_verified_umkm(with_account=True, **umkm)
    mou = builders.make_mou(builders.make_matched(builders.make_need(), firm))
    Mou.objects.filter(pk=mou.pk).update(scope=scope)
    mou = builders.make_signed_mou(mou, mou_rupiah=rupiah)
    contract = builders.make_confirmed_contract(mou, value_rupiah=rupiah // 2)
    paid = builders.make_realisation(contract, value_rupiah=rupiah // 10)
    change_entry_status(paid, "confirm", actor=firm.members.get().user)
    return mou


@pytest.fixture
def world(db):
    """This quarter: two partnerships, one of them with a firm whose name looks like a formula; one entry that waits, and one
    national partnership. A year ago: one."""
    first = partnership(123_456_789, name="=SUM(A1) & Anak")
    partnership(23_456_780, cluster="batik", village="33.10.04.2005")
    partnership(777_777_777, scope=Scope.NATIONAL)
    builders.make_contract(first, value_rupiah=3_333_333)
    last = partnership(34_567_890)
    builders.let_signed_rows_move()
    Mou.objects.filter(pk=last.pk).update(signed_on=date(TODAY.year - 1, TODAY.month, 1))
    Mou.objects.filter(pk=first.pk).update(status="sleeping")
    return first


# ── The same numbers everywhere ──────────────────────────────────────────────────────────────────────────────────────


def without_spaces(text: str) -> str:
    return re.sub(r"[\s\u200b\xa0]", "", text)


def cells_of_page(html: str) -> list[list[list[str]]]:
    """[[row of texts, ...] of each table]."""
    return [
        [
            [unescape(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
            for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)
        ]
        for table in re.findall(r"<table.*?</table>", html, re.S)
    ]


def texts(table: SheetTable) -> list[list[str]]:
    lines = [[column.label for column in table.columns]]
    lines += [[text for text, _right in line] for line in table.lines]
    return lines + ([[text for text, _right in table.total_line]] if table.total else [])


@pytest.mark.parametrize("language", ["id", "en"])
def test_page_paper_and_workbook_tell_the_same(world, leader, language):
    client = signed_in(leader, language)
    with override(language):
        report = quarter_report(QUARTER)
        shown = [table for table in report.tables if table.rows or not table.empty]
        expected = [texts(table) for table in shown]
    assert len(report.tables) == 14

    html = client.get(page_of()).content.decode()
    assert cells_of_page(html) == expected
    for line in (*report.sentences, *report.notes):
        assert line in unescape(html)

    paper = pypdf.PdfReader(BytesIO(client.get(file_of("pdf")).content))
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    written = without_spaces("".join(sheet.extract_text() for sheet in paper.pages))
    for table in expected:
        for row in table:
            for cell in row:
                assert without_spaces(cell) in written, cell
    for line in (report.title, *report.sentences, *report.notes):
        assert without_spaces(line) in written, line

    book = CalamineWorkbook.from_filelike(BytesIO(client.get(file_of("xlsx")).content))
    assert book.sheet_names[1:] == [sheet_name(table.title) for table in report.tables]
    for table in report.tables:
        kept = book.get_sheet_by_name(sheet_name(table.title)).to_python()
        assert kept[0] == [column.label for column in table.columns]
        rows = [*table.rows, *([table.total] if table.total else [])]
        for written_row, row in zip(kept[1:], rows, strict=bool(rows)):
            for cell, value in zip(written_row, row, strict=True):
                wanted = value.isoformat() if isinstance(value, date) else value
                assert cell == ("" if wanted is None else wanted), (table.title, row)


def test_the_figures_are_those_of_the_reports(world):
    report = quarter_report(QUARTER)
    asked = reports.Asked(scope=Scope.REGENCY, since=QUARTER, until=QUARTER)
    year_ago = asked.narrowed(
        since=(QUARTER[0] - 1, QUARTER[1]), until=(QUARTER[0] - 1, QUARTER[1])
    )
    told = [reports.figures(given) for given in (asked, year_ago, asked.narrowed(since=None))]
    (amounts,) = (table for table in report.tables if table.code == "amounts")
    for name, row in zip(reports.AMOUNTS, amounts.rows, strict=True):
        assert row[1:] == [
            number for figures in told for number in (figures[name].rupiah, figures[name].count)
        ]
    mou = dict(zip(reports.AMOUNTS, amounts.rows, strict=True))["mou"]
    assert mou[1:] == [146_913_569, 2, 34_567_890, 1, 181_481_459, 3]
    assert "777" not in " ".join(report.sentences)  # another scope
    assert f"Ditandatangani dalam triwulan ini: {rupiah(146_913_569)}" in report.sentences[
        1
    ].replace("\xa0", " ")


@pytest.mark.parametrize(
    "code", ["cluster", "district", "office", "capital", "country", "programme"]
)
def test_every_table_adds_up(world, code):
    (table,) = (table for table in quarter_report(QUARTER).tables if table.code == code)
    sums = [sum(column) for column in zip(*(row[1:] for row in table.rows), strict=True)]
    assert table.total[1:] == sums
    assert table.total[2] == 146_913_569


def test_what_waits_and_what_sleeps_is_named(world):
    tables = {table.code: table for table in quarter_report(QUARTER).tables}
    assert [row[:3] for row in tables["sleeping"].rows] == [
        [world.number, world.company.name, "=SUM(A1) & Anak"]
    ]
    assert tables["silent"].rows == []
    waiting = {row[0]: row[1:] for row in tables["not_counted"].rows}
    assert waiting["Kontrak yang menunggu konfirmasi"] == [3_333_333, 1, 3_333_333, 1]
    assert any("konfirmasi" in row[1] for row in tables["waits"].rows)


def test_silent_partnerships_are_told_by_name(world):
    tables = {
        table.code: table
        for table in quarter_report(QUARTER, today=TODAY + timedelta(days=200)).tables
    }
    assert len(tables["silent"].rows) == 2  # one sleeps already, one is another programme's


def test_a_formula_stays_text(world, officer):
    content = signed_in(officer).get(file_of("xlsx")).content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    rows = book.get_sheet_by_name("Kemitraan yang tidur").to_python()
    assert rows[1][2] == "=SUM(A1) & Anak"
    parts = ZipFile(BytesIO(content))
    sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert all(b'state="frozen"' in sheet for sheet in sheets)


def test_an_empty_quarter_has_a_report_too(leader):
    client = signed_in(leader)
    for url in (page_of(), file_of("pdf"), file_of("xlsx")):
        assert client.get(url).status_code == 200
    assert "masih berjalan" in client.get(page_of()).content.decode()


# ── Who, which, and at what cost ─────────────────────────────────────────────────────────────────────────────────────


def test_leader_and_officials_alone_read_it(leader, auditor, officer, alice, bob, charlie, buyer):
    urls = [reverse("partnerships:quarterly-list"), page_of(), file_of("pdf"), file_of("xlsx")]
    staff = builders.make_official(Role.DISTRICT_OFFICER, district_id="33.10.03")
    for url in urls:
        for person in (leader, auditor, officer):
            assert signed_in(person).get(url).status_code == 200, url
        for person in (alice, bob, charlie, buyer, staff):
            assert signed_in(person).get(url).status_code == 403, url
        assert Client().get(url).status_code == 302


def test_a_quarter_that_has_not_begun_has_no_report(leader):
    client = signed_in(leader)
    year, number = QUARTER
    after = (year, number + 1) if number < 4 else (year + 1, 1)
    for quarter in (after, (2014, 4)):
        for url in (page_of(quarter), file_of("pdf", quarter), file_of("xlsx", quarter)):
            assert client.get(url).status_code == 404
    page = client.get(page_of(after)).content.decode()
    assert f"{quarters.name(after)} belum dimulai" in page
    assert reverse("partnerships:quarterly-list") in page
    assert client.get(page_of().replace(f"-{number}/", "-5/")).status_code == 404


def test_the_list_begins_with_the_first_quarter(world, leader):
    assert first_quarter(TODAY) == (TODAY.year - 1, QUARTER[1])
    page = signed_in(leader).get(reverse("partnerships:quarterly-list")).content.decode()
    assert page.count("laporan-") == 0
    for quarter in quarters.between(first_quarter(TODAY), QUARTER):
        assert page_of(quarter) in page
        assert file_of("pdf", quarter) in page


def test_officials_find_it_in_the_admin(officer):
    page = signed_in(officer).get(reverse("admin:index")).content.decode()
    assert reverse("partnerships:quarterly-list") in page


def test_more_partnerships_cost_no_more_queries(client, world, leader, count_queries):
    client.force_login(leader)
    few = count_queries(page_of())
    for _ in range(3):
        partnership(50_000_000)
    assert Umkm.objects.count() == 7
    assert count_queries(page_of()) <= few
    assert few <= 52  # the bell of the header and the rule of sleep among them


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, Kind.NUMBER, "–"),
        ("", Kind.TEXT, ""),
        (1234567, Kind.NUMBER, "1.234.567"),
        (2.5, Kind.DAYS, "2,5"),
        (12.5, Kind.PERCENT, "12,5 %"),
        (date(2026, 5, 3), Kind.DAY, "3 Mei 2026"),
        ("=1+1", Kind.TEXT, "=1+1"),
    ],
)
def test_a_cell_is_written_for_people(value, kind, text):
    assert said(value, kind) == text
    assert Column("x", kind).is_number == (kind in {Kind.NUMBER, Kind.DAYS, Kind.PERCENT})
