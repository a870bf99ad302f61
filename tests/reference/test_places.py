"""Kecamatan and desa: all there, each where it belongs, and never taken for another one of the same name."""

from math import asin, cos, radians, sin, sqrt

import pytest
from django.db import IntegrityError, transaction

from kemitraan.reference.models import District, Regency, Village


def km_between(a, b) -> float:
    """Along the surface of the earth, between two rows with a point."""
    lat_a, lng_a, lat_b, lng_b = (radians(x) for x in (a.lat, a.lng, b.lat, b.lng))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lng_b - lng_a) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


@pytest.mark.parametrize(
    ("regency", "districts", "villages"), [("33.10", 26, 401), ("35.28", 13, 189)]
)
def test_each_regency_is_whole(klaten, regency, districts, villages):
    assert District.objects.in_regency(regency).count() == districts
    assert Village.objects.in_regency(regency).count() == villages


def test_places_of_both_regencies_are_there_whichever_is_chosen(pamekasan):
    assert Regency.objects.count() == 2
    assert Village.objects.count() == 401 + 189


def test_every_code_begins_with_that_of_the_place_around(klaten):
    for district in District.objects.all():
        assert district.code.startswith(f"{district.regency_id}.")
    for village in Village.objects.all():
        assert village.code.startswith(f"{village.district_id}.")


def test_every_village_lies_near_its_kecamatan(klaten):
    """The widest kecamatan reaches 8 km from its point; a place of the same name elsewhere in Java is hundreds away."""
    far = {
        village.label: km_between(village, village.district)
        for village in Village.objects.select_related("district")
        if km_between(village, village.district) > 12
    }
    assert far == {}


def test_every_kecamatan_lies_near_the_middle_of_its_regency(klaten):
    for district in District.objects.select_related("regency"):
        assert km_between(district, district.regency) < 30, district


def test_no_two_villages_share_a_point(klaten):
    assert Village.objects.values("lat", "lng").distinct().count() == Village.objects.count()


def test_melikan_is_in_wedi_though_its_ware_is_named_after_bayat(klaten):
    melikan = Village.objects.select_related("district").get(code="33.10.03.2006")
    assert melikan.label == str(melikan) == "Melikan, Kec. Wedi"


def test_a_name_that_three_villages_bear_shows_three_labels(klaten):
    labels = {row.label for row in Village.objects.filter(name="Mlese").select_related("district")}
    assert labels == {"Mlese, Kec. Gantiwarno", "Mlese, Kec. Cawas", "Mlese, Kec. Ceper"}


def test_no_label_is_borne_by_two_villages(klaten):
    labels = [row.label for row in Village.objects.select_related("district")]
    assert len(set(labels)) == len(labels)


def test_labels_of_a_whole_list_cost_one_query(klaten, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert all(row.label for row in Village.objects.select_related("district"))


def test_part_of_a_name_finds_the_village(klaten):
    assert Village.objects.named_like(" meli ").first().code == "33.10.03.2006"


def test_names_that_begin_so_come_before_those_that_hold_it(klaten):
    """By the alphabet alone Gedongjetis would come first."""
    names = [row.name for row in Village.objects.named_like("JETIS")]
    assert names == ["Jetis", "Jetis", "Jetis", "Jetis", "Jetiswetan", "Gedongjetis"]


def test_signs_of_a_search_pattern_are_only_signs(klaten):
    for words in ("%", "M_likan", "M.likan", "("):
        assert not Village.objects.named_like(words).exists(), words


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "33.10.03.206"},
        {"code": "33-10-03-2006"},
        {"lat": 91},
        {"lat": -91},
        {"lng": 181},
        {"lng": -181},
    ],
)
def test_the_database_refuses_a_village_that_cannot_be(klaten, wrong):
    right = {
        "code": "33.10.03.2999",
        "name": "Baru",
        "district_id": "33.10.03",
        "lat": -7,
        "lng": 110,
    }
    Village(**right).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Village.objects.create(**(right | wrong))
    assert Village.objects.count() == 590
    Village.objects.create(**right)


def test_the_database_refuses_crooked_codes_of_wider_places(klaten):
    point = {"name": "Baru", "lat": -7, "lng": 110}
    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.create(code="3310.99", regency_id="33.10", **point)
    with pytest.raises(IntegrityError), transaction.atomic():
        Regency.objects.create(code="33,11", full_name="Baru", province="Baru", **point)
