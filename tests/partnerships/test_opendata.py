"""Open data: the sums of the database, without a firm that could be made out, in a form that other portals read."""

import csv
import io
from collections import defaultdict
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from investors.models import Need
from partnerships import opendata, reports
from partnerships.models import Mou, Scope, Suggestion
from partnerships.opendata import HIDDEN, LEAST_COMPANIES, LEAST_UMKM, LINES
from partnerships.services.ledger import change_entry_status
from partnerships.wording.opendata import DATA_SETS
from tests import builders
from umkm.models import Umkm

pytestmark = pytest.mark.django_db

WEDI, BAYAT = "33.10.03", "33.10.04"
VILLAGES = {WEDI: "33.10.03.2006", BAYAT: "33.10.04.2005"}


def address(code: str) -> str:
    return reverse("partnerships:open-data-file", args=[code])


def rows_of(code: str) -> list[dict]:
    return [dict(zip(DATA_SETS[code].headers, line, strict=True)) for line in LINES[code]()]


def row_of(code: str, **keys) -> dict:
    (row,) = (row for row in rows_of(code) if keys.items() <= row.items())
    return row


def this_quarter() -> str:
    today = timezone.localdate()
    return f"{today.year}-Q{builders.quarter(today)}"


def firms(count: int, cluster="lurik", district=WEDI, **fields) -> list[Umkm]:
    made = builders.make_many_verified(*(builders.product(cluster=cluster) for _ in range(count)))
    keys = [umkm.pk for umkm in made]
    Umkm.objects.filter(pk__in=keys).update(village=VILLAGES[district], **fields)
    return list(Umkm.objects.filter(pk__in=keys))


def partnership(
    count: int, *, cluster="lurik", district=WEDI, scope=Scope.REGENCY, rupiah=100_000_001
) -> Mou:
    """A new company and new UMKM, from the suggestion to money that each of them got."""
    suppliers = [
        builders.make_verified_umkm(cluster=cluster, village=VILLAGES[district], with_account=True)
        for _ in range(count)
    ]
    need = builders.make_need()
    mou = builders.make_mou(*(builders.make_matched(need, umkm) for umkm in suppliers))
    Mou.objects.filter(pk=mou.pk).update(scope=scope)
    mou = builders.make_signed_mou(mou, mou_rupiah=rupiah)
    contract = builders.make_confirmed_contract(mou, value_rupiah=rupiah // 2)
    for umkm in suppliers:
        paid = builders.make_realisation(contract, umkm=umkm, value_rupiah=1_000_003)
        change_entry_status(paid, "confirm", actor=umkm.members.get().user)
    return mou


@pytest.fixture
def world(db):
    """Wedi's lurik may be published (six UMKM, three companies); Bayat's batik may not, and a national MoU is not ours."""
    for _ in range(LEAST_COMPANIES):
        partnership(2)
    partnership(1, cluster="batik", district=BAYAT)
    partnership(1, cluster="batik", district=BAYAT, scope=Scope.NATIONAL)


# ── Supply ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_umkm_are_those_of_the_database(db):
    firms(7, size_class="micro", women_owned=True)
    firms(5, size_class="small", women_owned=False)
    firms(6, district=BAYAT)
    builders.make_umkm()  # nobody has verified it
    row = row_of("umkm", klaster_kode="lurik", kecamatan_kode=WEDI)
    assert (row["umkm"], row["usaha_mikro"], row["usaha_kecil"], row["usaha_menengah"]) == (
        12,
        7,
        5,
        0,
    )
    assert (row["milik_perempuan"], row["bukan_milik_perempuan"]) == (7, 5)
    assert row["milik_perempuan_persen"] == 58.3
    assert row["keterangan"] == ""
    assert sum(row["umkm"] for row in rows_of("umkm")) == Umkm.objects.verified().count() == 18


def test_every_kecamatan_has_its_row_in_every_cluster(db):
    rows = rows_of("umkm")
    assert len(rows) == len({row["klaster_kode"] for row in rows}) * len(
        {row["kecamatan_kode"] for row in rows}
    )
    assert len({row["kecamatan_kode"] for row in rows}) == 26


def test_few_umkm_are_hidden_and_the_total_of_the_home_does_not_give_them_away(db, client):
    firms(3)
    firms(8, district=BAYAT)
    for district in (WEDI, BAYAT):
        row = row_of("umkm", klaster_kode="lurik", kecamatan_kode=district)
        assert row.pop("keterangan") == HIDDEN
        assert {
            value for name, value in row.items() if not name.startswith(("klaster", "kecamatan"))
        } == {None}
    visible = sum(
        row["umkm"] for row in rows_of("umkm") if row["klaster_kode"] == "lurik" and row["umkm"]
    )
    total = {row.key: row.firms for row in reports.by("cluster").rows}["lurik"]
    assert total - visible >= LEAST_UMKM
    content = client.get(address("umkm")).getvalue().decode()
    assert f"{WEDI},Wedi,,,,,,,,,,,<5" in content


def test_a_small_part_hides_another_part_and_the_share(db):
    firms(3, women_owned=True, size_class="micro")
    firms(6, women_owned=False, size_class="micro")
    row = row_of("umkm", klaster_kode="lurik", kecamatan_kode=WEDI)
    assert (row["umkm"], row["usaha_mikro"]) == (9, 9)
    assert (
        row["milik_perempuan"]
        is row["bukan_milik_perempuan"]
        is row["milik_perempuan_persen"]
        is None
    )
    assert (row["kepemilikan_belum_diketahui"], row["keterangan"]) == (0, HIDDEN)


# ── Demand ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_needs_are_the_open_ones_by_cluster_and_quarter(db):
    company = builders.make_verified_company()
    builders.make_need(company)
    builders.make_need(company, clusters=["lurik", "batik"])
    builders.make_need(company, clusters=[])
    new_year = datetime(2025, 12, 31, 23, 30, tzinfo=timezone.get_default_timezone())
    Need.objects.filter(pk=builders.make_need().pk).update(created_at=new_year)
    Need.objects.filter(pk=builders.make_need().pk).update(status="closed")
    found = {
        (row["klaster_kode"], row["triwulan"]): (row["kebutuhan"], row["perusahaan"])
        for row in rows_of("kebutuhan")
    }
    assert found == {
        ("lurik", "2025-Q4"): (1, 1),
        ("lurik", this_quarter()): (2, 1),
        ("batik", this_quarter()): (1, 1),
        ("", this_quarter()): (1, 1),
    }


# ── Partnerships ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_cells_are_the_sums_of_the_reports(world):
    totals, counts = defaultdict(int), defaultdict(int)
    by_cluster = defaultdict(int)
    for (measure, cluster, _district, _quarter), cell in opendata._partnership_cells().items():
        totals[measure] += cell.rupiah
        counts[measure] += cell.count
        by_cluster[cluster, measure] += cell.rupiah
    figures = reports.headline(reports.Asked(scope=Scope.REGENCY), fresh=True)
    for measure in ("potential", "mou", "contract", "realised"):
        assert totals[measure] == figures[f"{measure}_rupiah"] > 0, measure
        for row in reports.by("cluster", reports.Asked(scope=Scope.REGENCY)).rows:
            assert by_cluster[row.key, measure] == getattr(row.amounts, measure)
    assert counts["suggestion"] == Suggestion.objects.live().count() == 8
    assert counts["mou"] == figures["mous"] == 4
    assert totals["suggestion"] == 0


def test_what_many_stand_behind_is_published(world):
    row = row_of("kemitraan", klaster_kode="lurik", kecamatan_kode=WEDI, triwulan=this_quarter())
    assert (row["saran"], row["mou_ditandatangani"], row["kontrak"]) == (6, 3, 3)
    assert row["nilai_mou_rp"] == 3 * 100_000_001
    assert row["nilai_kontrak_rp"] == 3 * 50_000_000
    assert row["nilai_realisasi_rp"] == 6 * 1_000_003
    amounts = {
        found.key: found.amounts
        for found in reports.by("cluster", reports.Asked(scope=Scope.REGENCY)).rows
    }
    assert row["nilai_potensi_rp"] == amounts["lurik"].potential
    assert row["keterangan"] == ""


def test_what_few_stand_behind_is_hidden_in_the_whole_cluster(world):
    rows = [row for row in rows_of("kemitraan") if row["klaster_kode"] == "batik"]
    assert len(rows) == 26
    for row in rows:
        assert row["mou_ditandatangani"] is row["nilai_mou_rp"] is row["nilai_realisasi_rp"] is None
        assert row["keterangan"] == HIDDEN


def test_many_umkm_of_two_companies_are_hidden(db):
    for _ in range(LEAST_COMPANIES - 1):
        partnership(3)
    row = row_of("kemitraan", klaster_kode="lurik", kecamatan_kode=WEDI, triwulan=this_quarter())
    assert row["nilai_mou_rp"] is row["nilai_realisasi_rp"] is row["saran"] is None


def test_a_hidden_quarter_takes_another_one_with_it(world):
    mou = partnership(1)
    builders.let_signed_rows_move()
    Mou.objects.filter(pk=mou.pk).update(signed_on=timezone.localdate() - timedelta(days=400))
    rows = [
        row
        for row in rows_of("kemitraan")
        if row["klaster_kode"] == "lurik" and row["kecamatan_kode"] == WEDI
    ]
    assert [row["nilai_mou_rp"] for row in rows] == [None, None]
    assert [row["nilai_realisasi_rp"] for row in rows] == [0, 7 * 1_000_003]


def test_there_is_no_column_that_adds_amounts_up():
    amounts = [name for name in DATA_SETS["kemitraan"].headers if name.endswith("_rp")]
    assert amounts == ["nilai_potensi_rp", "nilai_mou_rp", "nilai_kontrak_rp", "nilai_realisasi_rp"]


# ── The files ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", DATA_SETS)
def test_a_file_is_what_its_columns_say(client, world, code):
    response = client.get(address(code))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.streaming
    lines = list(csv.reader(io.StringIO(response.getvalue().decode())))
    assert lines[0] == DATA_SETS[code].headers
    written = [["" if value is None else str(value) for value in line] for line in LINES[code]()]
    assert lines[1:] == written
    assert written


def test_no_file_names_a_firm_or_a_number_of_one(client, world):
    private = set()
    for umkm in Umkm.objects.all():
        private |= {
            umkm.name,
            umkm.owner_name,
            umkm.telephone,
            umkm.telephone.lstrip("+"),
            umkm.nib,
        }
    for mou in Mou.objects.select_related("company", "need"):
        private |= {
            mou.number,
            mou.title,
            mou.company.name,
            mou.company.nib,
            mou.company.contact_name,
        }
        private |= {
            mou.company.contact_email,
            mou.company.contact_telephone.lstrip("+"),
            mou.need.title,
        }
    private -= {None, ""}
    assert len(private) > 30
    addresses = [*map(address, DATA_SETS), reverse("partnerships:open-data-catalogue")]
    for path in addresses:
        content = client.get(path).getvalue().decode()
        assert [text for text in private if text in content] == []


def test_a_formula_stays_a_text(client, db):
    need = builders.make_need()
    need.clusters.update(name_id="=1+1")
    assert ",'=1+1," in client.get(address("kebutuhan")).getvalue().decode()


@pytest.mark.parametrize(
    "path", ["/data.json", *(f"/data-terbuka/{code}.csv" for code in DATA_SETS)]
)
def test_who_has_it_already_gets_nothing_again(client, world, path):
    first = client.get(path)
    assert first["Cache-Control"] == "public, max-age=600"
    assert "Set-Cookie" not in first
    assert "Cookie" not in first.get("Vary", "")
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["ETag"], again.content) == (304, first["ETag"], b"")
    other = client.get(path, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200
    head = client.head(path)
    assert (head.status_code, head["ETag"], head.getvalue()) == (200, first["ETag"], b"")
    assert client.post(path).status_code == 405


def test_the_mark_changes_with_the_figures_when_the_time_is_over(client, db):
    before = client.get(address("kebutuhan"))["ETag"]
    builders.make_need()
    assert client.get(address("kebutuhan"))["ETag"] == before
    cache.clear()  # the time is over
    assert client.get(address("kebutuhan"))["ETag"] != before


def test_a_file_is_the_same_in_every_language(client, world):
    before = client.get(address("umkm"))
    cache.clear()  # the time is over
    client.cookies["django_language"] = "en"
    after = client.get(address("umkm"))
    assert (after["ETag"], after["Content-Language"]) == (before["ETag"], "id")


def test_what_is_no_data_set_is_not_found(client, db):
    assert client.get(address("rahasia")).status_code == 404


@pytest.mark.parametrize(("code", "budget"), [("umkm", 3), ("kebutuhan", 2), ("kemitraan", 4)])
def test_a_file_costs_the_same_however_much_there_is(client, world, code, budget):
    with CaptureQueriesContext(connection) as queries:
        client.get(address(code)).getvalue()
    assert len(queries) == budget
    with CaptureQueriesContext(connection) as queries:
        client.get(address(code)).getvalue()
    assert len(queries) == 0


# ── The catalogue and the page ───────────────────────────────────────────────────────────────────────────────────────

#: What Project Open Data 1.1 asks of each data set, without what only federal offices of the USA have.
REQUIRED = {
    "@type",
    "title",
    "description",
    "keyword",
    "modified",
    "publisher",
    "contactPoint",
    "identifier",
    "accessLevel",
}


def test_the_catalogue_has_the_shape_that_harvesters_read(client, db):
    client.cookies["django_language"] = "en"
    found = client.get("/data.json").json()
    assert found["@type"] == "dcat:Catalog"
    assert found["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    assert len({row["identifier"] for row in found["dataset"]}) == len(DATA_SETS) == 3
    for row, data_set in zip(found["dataset"], DATA_SETS.values(), strict=True):
        assert row.keys() >= REQUIRED
        assert all(row[name] for name in REQUIRED)
        assert row["accessLevel"] == "public"
        assert row["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert row["modified"] == timezone.localdate().isoformat()
        assert (
            row["publisher"]["name"] == row["contactPoint"]["fn"] == "Pemerintah Kabupaten Klaten"
        )
        assert row["contactPoint"]["hasEmail"].startswith("mailto:")
        assert row["title"].endswith(", Kabupaten Klaten")
        assert "UMKM" in row["title"] or "menurut" in row["title"]
        (file,) = row["distribution"]
        assert (file["@type"], file["mediaType"]) == ("dcat:Distribution", "text/csv")
        assert file["downloadURL"] == f"http://testserver{address(data_set.code)}"
        assert client.get(file["downloadURL"]).status_code == 200


def test_the_page_tells_what_each_column_means(client, db):
    html = client.get(reverse("partnerships:open-data")).text
    for data_set in DATA_SETS.values():
        assert address(data_set.code) in html
        for name, _meaning in data_set.columns:
            assert f"<code>{name}</code>" in html
    assert "creativecommons.org/licenses/by/4.0" in html
    assert reverse("partnerships:open-data-catalogue") in html
    assert f"kurang dari {LEAST_UMKM} UMKM" in html
    assert reverse("partnerships:open-data") in client.get(reverse("home")).text
