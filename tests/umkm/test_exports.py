"""Lists to take away, and the bench that leaves no trace."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import builders
from umkm import bench
from umkm.models import ImportRun, Umkm

pytestmark = pytest.mark.django_db


def cells(response) -> list[list]:
    content = io.BytesIO(b"".join(response.streaming_content))
    return CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()


def test_the_filtered_directory_as_xlsx(client):
    wanted = builders.make_verified_umkm(name="=1+1", cluster="batik")
    builders.make_verified_umkm(name="Lain", cluster="lurik")
    builders.make_umkm(name="Belum", cluster="batik")
    lines = cells(client.get(reverse("umkm:directory-export", args=["xlsx"]), {"cluster": "batik"}))
    assert [line[0] for line in lines] == ["Nama usaha", wanted.name]


def test_officials_take_away_more_and_never_a_nik(verifier, client):
    umkm = builders.make_umkm(nik=builders.NIK, owner_name="Sulastri")
    client.force_login(verifier)
    data = {"action": "export_xlsx", "_selected_action": [umkm.pk]}
    lines = cells(client.post(reverse("admin:umkm_umkm_changelist"), data))
    assert "Sulastri" in lines[1]
    assert umkm.telephone in lines[1]
    assert builders.NIK not in str(lines)


def test_the_cost_of_a_list_does_not_grow_with_its_rows(django_assert_max_num_queries, client):
    for _number in range(12):
        builders.make_verified_umkm(certificates=[builders.certificate()])
    with django_assert_max_num_queries(6):
        b"".join(client.get(reverse("umkm:directory-export", args=["csv"])))


def test_the_bench_measures_and_leaves_nothing():
    content = builders.csv_of({}, {"No HP": ""})
    result = bench.import_speed(content, "x.csv")
    assert result["on"]["create"] == 1
    assert all(figure["value"] >= 0 for figure in result["figures"])
    sizes = bench.register_at_size((300, 600))
    assert "one firm against all, 600" in [figure["name"] for figure in sizes["figures"]]
    assert not ImportRun.objects.exists()
    assert not Umkm.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("sort", ["name", "newest"])
def test_the_file_holds_the_rows_of_the_page_in_its_order(client, kind, sort):
    for name in ("Cahaya", "anggrek", "Bima", "Dahlia"):
        builders.make_verified_umkm(name=name, cluster="batik")
    builders.make_verified_umkm(name="Lain", cluster="lurik")
    query = {"cluster": "batik", "sort": sort}
    page = [row.name for row in client.get(reverse("umkm:directory"), query).context["page"]]
    response = client.get(reverse("umkm:directory-export", args=[kind]), query)
    if kind == "csv":
        lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
        names = [line.split(";")[0] for line in lines[1:]]
    else:
        names = [line[0] for line in cells(response)[1:]]
    assert names == page
    assert len(names) == 4


def test_a_stream_speaks_the_readers_language_to_its_end(client):
    builders.make_verified_umkm(products=[builders.product(unit="lembar", price_max=None)])
    client.cookies["django_language"] = "en"
    response = client.get(reverse("umkm:directory-export", args=["csv"]))
    line = b"".join(response.streaming_content).decode().splitlines()[1]
    assert "sheet" in line
    assert "from Rp 50,000" in line
