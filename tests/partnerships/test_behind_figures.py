"""Each figure of the dashboard leads to its list, which holds exactly the rows behind it; both can be taken away."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kemitraan.rupiah import rupiah_short
from partnerships import board, reports
from partnerships.models import MouStatus, Scope
from partnerships.services.ledger import change_entry_status
from partnerships.services.mous import put_to_sleep
from tests import builders

pytestmark = pytest.mark.django_db

URL = "/dasbor/"


class Links(HTMLParser):
    """[(address, words)] of the links to lists, in the content alone."""

    def __init__(self, html: str):
        super().__init__()
        self.found, self._open = [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            address = dict(attrs).get("href", "")
            self._open = [address, ""] if "/dasbor/daftar/" in address else None

    def handle_data(self, data):
        if self._open:
            self._open[1] += data

    def handle_endtag(self, tag):
        if tag == "a" and self._open:
            self.found.append(tuple(self._open))
            self._open = None


@pytest.fixture
def world(db):
    """Something behind every figure: a group, a waiting and a disputed entry, one asleep, one silent, one that grew."""
    pma = builders.make_verified_company(capital="PMA", country="JP")
    need = builders.make_need(pma)
    firms = [
        builders.make_verified_umkm(cluster=cluster, village=village, with_account=True)
        for cluster, village in (("lurik", "33.10.03.2006"), ("batik", "33.10.04.2005"))
    ]
    mou = builders.make_signed_mou(
        builders.make_mou(*(builders.make_matched(need, firm) for firm in firms)),
        mou_rupiah=100_000_001,
    )
    contract = builders.make_confirmed_contract(mou)
    owner = firms[0].members.get().user
    change_entry_status(builders.make_realisation(contract), "confirm", actor=owner)
    disputed = builders.make_realisation(builders.make_confirmed_contract(mou))
    change_entry_status(disputed, "dispute", actor=owner, note="Kurang.", claimed_rupiah=3_000_000)
    builders.make_realisation(contract, umkm=firms[1])
    builders.make_contract(mou)
    builders.make_suggestion(builders.make_need())
    builders.let_time_pass(builders.make_signed_mou(), days=130)
    assert put_to_sleep() == 1
    builders.let_time_pass(builders.make_signed_mou(), days=100)
    builders.make_mou()
    builders.grow(firms[0], 1_000_000_000, 9_000_000_000)
    return mou


def number_in(words: str) -> int | None:
    """ "1.234 UMKM" -> 1234, "Rp 40.000.000" -> 40000000; None for an amount that is rounded."""
    found = re.fullmatch(r"Rp\s([\d.]+)", words) or re.match(r"([\d.]+)", words)
    return int(found[1].replace(".", "")) if found else None


@pytest.mark.parametrize(
    "query",
    ["", "?by=programme&share=office&cluster=lurik&since=2020-1"],
)
def test_each_figure_leads_to_its_own_rows(world, client, leader, query):
    client.force_login(leader)
    links = Links(client.get(URL + query).text).found
    assert len(links) > 40
    followed = {}
    for address, words in ((address, words.strip()) for address, words in links):
        if address not in followed:
            followed[address] = client.get(address)
            assert followed[address].status_code == 200, address
        page = followed[address]
        count, rupiah = page.context["page"].paginator.count, page.context["rupiah"]
        told = number_in(words)
        if told is None:
            assert words == rupiah_short(rupiah), address
        else:
            assert told == (rupiah if words.startswith("Rp") else count), (address, words)
    seen = {address.split("/")[3] for address in followed}
    if not query:
        assert {"mou", "realised_disputed", "pairs_realised", "umkm", "in_partnership"} <= seen
        assert {"sleeping", "silent", "grown", "grown_micro_small"} <= seen


def test_each_row_of_a_table_leads_to_its_sum(world):
    for dimension in reports.DIMENSIONS:
        for row in reports.by(dimension).rows:
            for name in reports.AMOUNTS:
                found = reports.Behind(name, row.asked)
                assert (found.rupiah or 0) == getattr(row.amounts, name), (row.label, name)
            firms = "companies" if dimension in ("capital", "country") else "umkm"
            assert len(reports.Behind(f"mou_{firms}", row.asked)) == row.partners
            if row.firms:
                assert len(reports.Behind(firms, row.asked)) == row.firms


def rows_of(answer) -> list[list[str]]:
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_every_list_opens_and_can_be_taken_away(world, client, leader):
    client.force_login(leader)
    for name in reports.SOURCES:
        page = client.get(f"/dasbor/daftar/{name}/")
        _headers, *rows = rows_of(client.get(f"/dasbor/daftar/{name}.csv"))
        assert len(rows) == page.context["page"].paginator.count, name
        if page.context["rupiah"] is not None:
            assert sum(int(row[-1]) for row in rows) == page.context["rupiah"], name


def test_every_table_can_be_taken_away(world, client, leader):
    client.force_login(leader)
    for name in board.FILES:
        answer = client.get(f"/dasbor/tabel/{name}.csv", {"scope": "regency"})
        rows = rows_of(answer)
        assert answer["Content-Disposition"] == f'attachment; filename="dasbor-{name}.csv"'
        assert len({len(row) for row in rows}) == 1, name
        assert len(rows) > 1, name
        if name in reports.DIMENSIONS:
            figures = reports.figures(reports.Asked(scope="regency"))
            total = [figures[measure].rupiah for measure in reports.AMOUNTS]
            assert [int(value) for value in rows[-1][-4:]] == total, name


ADDRESSES = (
    "/dasbor/",
    "/dasbor/daftar/mou/",
    "/dasbor/daftar/mou.csv",
    "/dasbor/tabel/cluster.csv",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "who", ["alice", "buyer", "charlie", "district_officer", "village_officer"]
)
def test_figures_of_the_kabupaten_are_for_its_officials(client, request, who, address):
    client.force_login(request.getfixturevalue(who))
    answer = client.get(address)
    assert answer.status_code == 403
    assert "Dasbor hanya untuk petugas dan pimpinan daerah." in answer.text


@pytest.mark.parametrize("address", ["/dasbor/daftar/nonsense/", "/dasbor/tabel/nonsense.csv"])
def test_what_there_is_not_is_not_found(client, leader, address):
    client.force_login(leader)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("since=2026-9", "Triwulan ditulis seperti 2026-4"),
        ("since=2026-3&until=2026-1", "Triwulan terakhir mendahului triwulan pertama."),
        ("cluster=nonsense", "Sebagian saringan tidak dapat dibaca"),
        ("programme=x", "Sebagian saringan tidak dapat dibaca"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_counted(world, client, leader, query, words):
    client.force_login(leader)
    for address in ("/dasbor/", "/dasbor/daftar/mou/"):
        answer = client.get(f"{address}?{query}&scope=national")
        assert answer.status_code == 200
        assert words in answer.text
        assert "Lingkup: Nasional" in answer.text


def test_a_list_costs_the_same_for_little_and_for_much(client, leader, count_queries):
    client.force_login(leader)
    names = ("mou", "contract", "realised_waiting", "pairs_suggested", "umkm", "companies")
    builders.make_realisation()
    few = [count_queries(f"/dasbor/daftar/{name}/") for name in names]
    for _ in range(3):
        builders.make_realisation()
    assert [count_queries(f"/dasbor/daftar/{name}/") for name in names] == few
    assert max(few) <= 18


def test_htmx_gets_the_table_alone(world, client, leader):
    client.force_login(leader)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(
            f"{URL}?by=country", headers={"HX-Request": "true", "HX-Target": "divided"}
        )
    assert answer.text.strip().startswith('<section class="stack" id="divided"')
    assert "Jepang" in answer.text
    assert '<nav class="tabs" id="shared-tabs" hx-swap-oob="true"' in answer.text
    assert "share=district&amp;by=country" in answer.text
    assert len(queries) < 12
    answer = client.get(
        f"{URL}?share=district", headers={"HX-Request": "true", "HX-Target": "shared"}
    )
    assert answer.text.strip().startswith('<section class="stack" id="shared"')


def test_a_programme_stands_with_its_source_beside_it(world, client, leader):
    programme = builders.make_programme(companies_pma=29, companies_pmdn=27, umkm_count=196)
    world.__class__.objects.filter(pk=world.pk).update(programme=programme, scope=Scope.NATIONAL)
    client.force_login(leader)
    answer = client.get(URL, {"programme": programme.pk})
    assert "56 perusahaan (29 PMA, 27 PMDN)" in answer.text
    assert answer.context["figures"]["mou_rupiah"] == 100_000_001
    assert client.get(URL, {"programme": 0}).context["figures"]["mou_rupiah"] == 200_000_000


# ── What lives, sleeps and is silent ─────────────────────────────────────────────────────────────────────────────────


def test_a_partnership_lives_while_it_is_awake_and_undisputed(world):
    found = reports.in_partnership("cluster")
    assert sum(row.partners for row in found.rows) == found.total.partners == 3
    assert sum(row.firms for row in found.rows) == found.total.firms
    world.__class__.objects.filter(pk=world.pk).update(status=MouStatus.IN_DISPUTE)
    assert reports.in_partnership("cluster").total.partners == 1
    for scope, partners in ((Scope.REGENCY, 1), (Scope.NATIONAL, 0)):
        asked = reports.Asked(scope=scope)
        assert reports.in_partnership("district", asked).total.partners == partners


def test_sleepers_are_counted_with_what_they_were_signed_for(world):
    assert reports.sleeping() == reports.Quiet(1, 100_000_000)
    assert reports.sleeping(reports.Asked(scope="national")) == reports.Quiet(0, 0)


def test_a_company_that_does_something_is_not_silent(world):
    (silence,) = reports.silent_companies()
    mou = world.__class__.objects.get(company=silence.company_id)
    contract = builders.make_contract(mou, actor=mou.members.get().umkm.members.first().user)
    assert [found.company_id for found in reports.silent_companies()] == [silence.company_id], (
        "what its UMKM enters says nothing of the company"
    )
    change_entry_status(contract, "confirm", actor=mou.company.members.get().user)
    assert reports.silent_companies() == []
