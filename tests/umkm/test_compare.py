"""Suppliers side by side: who stands there, what is shown of them, and what a wrong choice is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kemitraan.reference.models import District
from tests import builders
from umkm.comparison import side_by_side
from umkm.models import Membership, Umkm
from umkm.services import ask_membership, change_status

pytestmark = pytest.mark.django_db

URL = "/direktori/banding/"


def loaded(*firms):
    found = (
        Umkm.objects.with_labels().with_offer(timezone.localdate()).in_bulk([f.pk for f in firms])
    )
    return [found[firm.pk] for firm in firms]


def answers(*firms, **given) -> dict[str, list[list[str]]]:
    return {row.label: row.cells for row in side_by_side(loaded(*firms), **given)}


@pytest.fixture
def pair(db):
    today = timezone.localdate()
    one = builders.make_verified_umkm(
        name="Lurik Kurnia",
        village="33.10.03.2006",
        payment_days=30,
        down_payment_percent=0,
        products=[
            builders.product(
                name="Selendang", capacity_month=500, committed_month=200, minimum_order=20
            ),
            builders.product(name="Taplak", capacity_month=None, price_min=None, price_max=None),
        ],
        certificates=[
            builders.certificate(kind="halal", expires_on=today),
            builders.certificate(kind="sni", expires_on=today - timedelta(days=1)),
        ],
    )
    other = builders.make_verified_umkm(
        name="Konveksi Abadi",
        cluster="konveksi",
        form="kub",
        village="33.10.04.2005",
        products=[
            builders.product(name="Kaos", cluster="konveksi", unit="kodi", lead_time_days=14)
        ],
    )
    return one, other


def test_each_question_is_answered_by_each(pair):
    said = answers(*pair)
    assert said["Kapasitas bebas per bulan"] == [["Selendang: 300 meter"], ["500 kodi"]]
    assert said["Harga"][0] == ["Selendang: Rp 50.000 – Rp 75.000 / meter"]
    assert said["Pesanan paling sedikit"] == [["Selendang: 20 meter"], []]
    assert said["Waktu pengerjaan"] == [[], ["14 hari"]]
    assert said["Syarat pembayaran"][0][0] == "Tidak meminta uang muka."
    assert len(said["Sertifikat yang berlaku hari ini"][0]) == 1
    assert said["Bentuk usaha"][1] == ["Kelompok usaha bersama (KUB)"]


def test_members_of_a_group_are_counted_when_they_are_public(pair, verifier):
    _single, group = pair
    for member in (builders.make_verified_umkm(), builders.make_umkm()):
        ask_membership(group, member, actor=verifier)
    Membership.objects.update(status="accepted")
    assert answers(*pair)["Anggota"] == [["bukan kelompok"], ["1 UMKM"]]
    assert "Anggota" not in answers(pair[0], builders.make_verified_umkm())


def test_the_distance_is_that_of_the_crow(pair, client):
    point = District.objects.get(pk="33.10.04")
    (near,), (far,) = sorted(answers(*pair, point=point)["Jarak dari " + point.name])
    assert near.endswith(" km")
    page = client.get(URL, {"umkm": [row.pk for row in pair], "near": "33.10.04"}).text
    assert near in page
    assert far in page


def test_what_an_owner_does_not_show_is_not_here_either(pair, client):
    one, other = pair
    one.public_fields = ["description"]
    one.save()
    page = client.get(URL, {"umkm": [one.pk, other.pk]}).text
    assert page.count("tidak ditampilkan pemilik") == 5
    for secret in ("300 meter", "20 meter", "Selendang: Rp", "Tidak meminta uang muka", "Halal"):
        assert secret not in page


def test_the_order_is_that_of_the_address(pair, client):
    one, other = pair
    for order in ([one, other], [other, one]):
        found = client.get(URL, {"umkm": [row.pk for row in order]}).context["firms"]
        assert found == order


@pytest.mark.parametrize("given", [[], [""], ["abc"], ["-1"], ["9" * 30], ["٣"], ["1e3"], ["0"]])
def test_fewer_than_two_are_told_how_to_choose(client, pair, given):
    response = client.get(URL, {"umkm": given})
    assert response.status_code == 200
    assert "Belum ada UMKM yang dipilih" in response.text
    one = client.get(URL, {"umkm": [pair[0].pk, pair[0].pk, *given]})
    assert "Pilih paling sedikit dua UMKM" in one.text


def test_more_than_four_are_asked_which(client, pair):
    firms = [*pair, *(builders.make_verified_umkm() for _ in range(3))]
    response = client.get(URL, {"umkm": [row.pk for row in firms]})
    assert "Anda memilih 5 UMKM" in response.text
    assert response.text.count(" checked") == 4
    assert not response.context["rows"]
    assert client.get(URL, {"umkm": list(range(10**9, 10**9 + 500))}).status_code == 200


def test_more_than_four_of_whom_some_are_missing(client, pair):
    given = {"umkm": [10**9, 10**9 + 1, 10**9 + 2, *(row.pk for row in pair)]}
    response = client.get(URL, given)
    assert "3 UMKM yang Anda pilih tidak ditemukan" in response.text
    assert response.context["rows"]


def test_who_is_not_public_is_named_missing(client, pair, verifier):
    one, other = pair
    change_status(one, "suspend", actor=verifier, note="Keluhan.")
    third = builders.make_verified_umkm()
    response = client.get(URL, {"umkm": [one.pk, other.pk, third.pk]})
    assert "1 UMKM yang Anda pilih tidak ditemukan" in response.text
    assert one.name not in response.text
    assert response.context["firms"] == [other, third]


def test_a_place_that_is_none_is_said(client, pair):
    response = client.get(URL, {"umkm": [row.pk for row in pair], "near": "99"})
    assert "tidak ada di kabupaten ini" in response.text
    assert response.context["rows"]


def test_one_can_be_let_go(client, pair):
    third = builders.make_verified_umkm()
    page = client.get(URL, {"umkm": [pair[0].pk, pair[1].pk, third.pk]}).text
    assert f'href="?umkm={pair[0].pk}&amp;umkm={pair[1].pk}"' in page
    assert "Lepas" not in client.get(URL, {"umkm": [row.pk for row in pair]}).text


def test_four_cost_as_much_as_two(client, pair):
    firms = [*pair, *(builders.make_verified_umkm(form="kub") for _ in range(2))]

    def cost(rows):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL, {"umkm": [row.pk for row in rows]}).context["rows"]
        return len(queries)

    assert cost(firms[:2]) == cost(firms) <= 8


def test_the_directory_sends_there_without_script(client, pair):
    page = client.get(reverse("umkm:directory")).text
    assert f'id="banding" method="get" action="{URL}"' in page
    for firm in pair:
        assert f'name="umkm" value="{firm.pk}" form="banding"' in page
