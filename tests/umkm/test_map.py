"""The map of results by village: what is counted, where it stands, what it says in words, and what it costs."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kemitraan.reference.models import District, Village
from tests import builders
from umkm.village_map import LEAST_RADIUS, MOST_RADIUS, TooFewPlaces, backdrop, circles

pytestmark = pytest.mark.django_db

URL = "/direktori/peta/"
WEDI, BAYAT = "33.10.03.2006", "33.10.04.2005"


@pytest.fixture
def market(db):
    """Two firms in a village of Wedi, one in a village of Bayat, and one that is not public."""
    for _ in range(2):
        builders.make_verified_umkm(village=WEDI)
    builders.make_verified_umkm(
        village=BAYAT, cluster="batik", products=[builders.product(cluster="batik")]
    )
    builders.make_umkm(village=WEDI)


def drawn(page: str) -> dict[str, str]:
    """Village -> its label, from the links of the drawing."""
    found = re.findall(r'village=([\d.]+)" aria-label="([^"]+)"', page)
    return dict(found)


def test_every_village_with_results_is_a_link_that_narrows(client, market):
    page = client.get(URL).text
    labels = drawn(page)
    assert set(labels) == {WEDI, BAYAT}
    assert labels[WEDI].endswith(": 2 UMKM")
    found = client.get(reverse("umkm:directory"), {"village": WEDI})
    assert found.context["page"].paginator.count == 2
    assert str(Village.objects.select_related("district").get(pk=WEDI)) in found.text


def test_it_follows_the_filter_and_keeps_it(client, market):
    page = client.get(URL, {"cluster": "batik", "page": "3"}).text
    assert set(drawn(page)) == {BAYAT}
    assert f"/direktori/?cluster=batik&amp;village={BAYAT}" in page
    assert "page=3" not in page.split('class="map"')[1].split("</svg>")[0]
    listed = client.get(reverse("umkm:directory"), {"cluster": "batik"}).text
    assert f'href="{URL}?cluster=batik"' in listed


def test_the_table_says_the_same(client, market):
    districts = client.get(URL).context["districts"]
    assert [(str(row), firms) for row, firms, _villages in districts] == [("Bayat", 1), ("Wedi", 2)]
    assert [firms for _row, _firms, villages in districts for _village, firms in villages] == [1, 2]


def test_htmx_gets_the_drawing_alone(client, market):
    page = client.get(URL, headers={"HX-Request": "true"}).text
    assert "<html" not in page
    assert set(drawn(page)) == {WEDI, BAYAT}


@pytest.mark.parametrize(
    "query",
    [
        {"village": "zz"},
        {"village": "33.10.99.9999"},
        {"cluster": "besi"},
        {"capacity": "-1"},
        {"q": "\x00"},
        {"q": "!!!"},
    ],
)
def test_bad_input_is_said(client, market, query):
    response = client.get(URL, query)
    assert response.status_code == 200
    assert "Ada isian yang perlu diperbaiki" in response.text


def test_nothing_found_is_said(client, market):
    assert "Tidak ada UMKM dengan saringan ini." in client.get(URL, {"q": "kapal"}).text


def test_no_more_queries_with_more_villages(client, market):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(URL, {"cluster": "lurik"})
        return len(queries)

    client.get(URL)
    before = cost()
    for village in Village.objects.in_regency(settings.REGENCY)[:8]:
        builders.make_verified_umkm(village=village)
    assert cost() == before <= 6


# ── The drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_places_lie_on_the_paper_and_every_kecamatan_has_ground(db):
    ground = backdrop(settings.REGENCY)
    assert len(ground.places) == Village.objects.in_regency(settings.REGENCY).count() > 300
    assert {row.code for row in ground.grounds} == set(
        District.objects.in_regency(settings.REGENCY).values_list("code", flat=True)
    )
    for x, y in ground.places.values():
        assert 0 < x < ground.width
        assert 0 < y < ground.height
    numbers = [float(text) for row in ground.grounds for text in re.findall(r"-?\d+", row.path)]
    assert min(numbers) >= 0
    assert max(numbers) <= ground.width


def test_kecamatan_that_touch_have_different_tones(db):
    """Wedi lies between these four."""
    tone = {row.name: row.tone for row in backdrop(settings.REGENCY).grounds}
    for name in ("Gantiwarno", "Bayat", "Jogonalan", "Kalikotes"):
        assert tone[name] != tone["Wedi"]


def test_north_is_up_and_east_is_right(db):
    places = backdrop(settings.REGENCY).places
    north = Village.objects.in_regency(settings.REGENCY).order_by("-lat").first()
    east = Village.objects.in_regency(settings.REGENCY).order_by("-lng").first()
    assert places[north.pk][1] == min(y for _x, y in places.values())
    assert places[east.pk][0] == max(x for x, _y in places.values())


def test_names_do_not_lie_on_each_other(db):
    grounds = backdrop(settings.REGENCY).grounds
    for one in grounds:
        for other in grounds[: grounds.index(one)]:
            is_apart = abs(one.y - other.y) >= 20 or abs(one.x - other.x) >= 40
            assert is_apart, (one.name, other.name)


def test_a_circle_has_the_area_of_its_number(db):
    ground = backdrop(settings.REGENCY)
    rows = list(Village.objects.in_regency(settings.REGENCY).select_related("district")[:3])
    found = {rows[0].pk: 400, rows[1].pk: 100, rows[2].pk: 1}
    large, half, small = circles(ground, found, rows)
    assert large.radius == MOST_RADIUS
    assert half.radius == pytest.approx(MOST_RADIUS / 2, abs=0.1)
    assert small.radius == LEAST_RADIUS
    assert circles(ground, {}, []) == []


def test_a_kabupaten_without_villages_has_no_ground(db):
    with pytest.raises(TooFewPlaces):
        backdrop("99.99")
