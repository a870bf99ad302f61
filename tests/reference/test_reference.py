"""The reference data: what Klaten calls things, where they are, and that loading is safe to repeat."""

import shutil
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from kemitraan.reference.files import DATA, ReferenceDataError
from kemitraan.reference.models import (
    CertificateKind,
    Cluster,
    District,
    IncompatibleUnits,
    Kbli,
    KbliCluster,
    Unit,
    Village,
)
from kemitraan.reference.services import load_reference

pytestmark = pytest.mark.django_db

KLATEN = [
    "keramik",
    "batik",
    "lurik",
    "lereng merapi",
    "makanan olahan",
    "mebel",
    "logam",
    "desa wisata",
    "konveksi",
    "handycraft",
    "minapolitan",
]


def test_the_eleven_clusters_stand_as_klaten_names_them():
    assert [cluster.name_id for cluster in Cluster.objects.inside()] == KLATEN


def test_what_lies_outside_the_clusters_has_a_marked_bucket():
    outside = Cluster.objects.get(is_outside=True)
    assert outside.name_id == "jasa & penunjang"


def test_a_cluster_is_named_in_the_readers_language():
    cluster = Cluster.objects.get(code="mebel")
    assert cluster.name == "mebel"
    with translation.override("en"):
        assert cluster.name == "furniture"


@pytest.mark.parametrize(
    ("regency", "districts", "villages"), [("33.10", 26, 401), ("35.28", 13, 189)]
)
def test_places_are_complete(regency, districts, villages):
    assert District.objects.in_regency(regency).count() == districts
    assert Village.objects.in_regency(regency).count() == villages


def test_melikan_lies_in_wedi():
    assert Village.objects.get(name="Melikan").label == "Melikan, Kec. Wedi"


def test_a_name_that_repeats_shows_its_kecamatan():
    labels = {village.label for village in Village.objects.filter(name="Mlese")}
    assert labels == {"Mlese, Kec. Gantiwarno", "Mlese, Kec. Cawas", "Mlese, Kec. Ceper"}


def test_villages_are_found_by_a_part_of_the_name_beginnings_first():
    names = [village.name for village in Village.objects.in_regency("33.10").named_like("mel")]
    assert names[0].lower().startswith("mel")
    assert all("mel" in name.lower() for name in names)


def test_codes_begin_with_the_parents_code_and_points_lie_near_it():
    for village in Village.objects.select_related("district"):
        district = village.district
        assert village.code.startswith(district.code + ".")
        assert _km(village, district) < 15, village


def _km(a, b) -> float:
    lat1, lng1, lat2, lng2 = (radians(float(x)) for x in (a.lat, a.lng, b.lat, b.lng))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lng2 - lng1) / 2) ** 2
    return 2 * 6371 * asin(sqrt(h))


@pytest.mark.parametrize(
    ("quantity", "unit", "base", "expected"),
    [
        (3, "kodi", "potong", Decimal(60)),
        (2, "lusin", "potong", Decimal(24)),
        (1, "gros", "potong", Decimal(144)),
        (5, "kuintal", "kg", Decimal(500)),
        (10, "yard", "meter", Decimal("9.144")),
    ],
)
def test_units_convert(quantity, unit, base, expected):
    units = {row.code: row for row in Unit.objects.all()}
    assert units[unit].convert(quantity, units[base]) == expected
    assert units[base].convert(expected, units[unit]) == quantity


def test_a_kodi_is_never_a_litre():
    with pytest.raises(IncompatibleUnits):
        Unit.objects.get(code="kodi").convert(1, Unit.objects.get(code="liter"))


def test_a_reused_code_is_two_rows_and_the_move_is_known():
    batik = Kbli.objects.get(version="2020", code="13134")
    assert [row.code for row in batik.successors.all()] == ["13133"]
    assert Kbli.objects.get(version="2025", code="13133") in batik.successors.all()


def test_loading_again_changes_nothing():
    before = _everything()
    assert load_reference("33.10") == load_reference("33.10")
    assert _everything() == before


def _everything() -> list:
    models = (District, Village, Cluster, Kbli, KbliCluster, Unit, CertificateKind)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_another_kabupaten_is_data():
    Cluster.objects.all().delete()
    load_reference("35.28")
    assert list(Cluster.objects.inside().values_list("code", flat=True))[:2] == ["batik", "garam"]
    assert not Cluster.objects.filter(code="lurik").exists()


def test_an_unknown_kabupaten_is_refused_with_those_that_exist():
    with pytest.raises(CommandError, match=r"33\.10, 35\.28"):
        call_command("load_reference", regency="99.99")


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("units.csv", "kodi,kodi,kodi,potong,20", r"units\.csv, line 32.*kodi"),
        (
            "villages.csv",
            "33.10.01.2999,north,110.5,Nowhere",
            r"villages\.csv, line 592: lat",
        ),
        ("kbli_moves.csv", "13134,99999", r"kbli_moves\.csv, line 92: .*99999"),
        ("districts.csv", "33.10.99,-7.7", r"districts\.csv, line \d+: has not as many cells"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(tmp_path, file, line, said):
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    with (data / file).open("a", encoding="utf-8") as rows:
        rows.write(line + "\n")
    before = _everything()
    with pytest.raises(ReferenceDataError, match=said):
        load_reference("33.10", data=data)
    assert _everything() == before


def test_the_database_refuses_a_unit_of_nothing():
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(code="kodi").update(factor=0)
