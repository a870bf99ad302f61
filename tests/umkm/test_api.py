"""The API of supply: verified firms for everybody, the same filters as the page, no person in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kemitraan.reference.models import Cluster
from tests import builders
from umkm.models import Umkm

URL = "/api/v1/umkm/"


@pytest.fixture
def firm(db):
    return builders.make_verified_umkm(
        name="Lurik Kurnia",
        owner_name="Sumarni Wijayanti",
        telephone="081277778888",
        nib="1234567890123",
        address="Gang Kenanga 7",
        payment_days=30,
        products=[
            builders.product(name="Serbet", capacity_month=500, committed_month=100),
            builders.product(name="Rahasia", is_active=False),
        ],
        certificates=[
            builders.certificate(kind="halal", number="ID-1"),
            builders.certificate(kind="sni", expires_on="2020-01-01"),
        ],
    )


def test_list_and_detail_say_what_the_page_says(client, firm):
    row = client.get(URL).json()["results"][0]
    assert row == client.get(f"{URL}{firm.pk}/").json()
    assert (row["id"], row["name"], row["cluster"]) == (firm.pk, "Lurik Kurnia", "lurik")
    assert row["village"] == {"code": "33.10.03.2006", "label": "Melikan, Kec. Wedi"}
    (product,) = row["products"]
    assert (product["name"], product["free_month"], product["price_min"]) == ("Serbet", 400, 50_000)
    (certificate,) = row["certificates"]
    assert certificate["kind"] == "halal"


def test_no_person_number_or_address(client, firm, charlie, alice):
    for person in (None, charlie, alice):
        if person:
            client.force_login(person)
        text = client.get(URL).content.decode() + client.get(f"{URL}{firm.pk}/").content.decode()
        for secret in ("Sumarni", "77778888", "1234567890123", "Kenanga", "ID-1"):
            assert secret not in text


def test_only_verified_firms(client, umkm, alice):
    client.force_login(alice)
    assert client.get(URL).json()["results"] == []
    missing = client.get(f"{URL}{umkm.pk}/")
    assert missing.status_code == 404
    assert missing.json()["code"] == "not_found"


def test_the_same_filters_as_the_page(client, firm):
    builders.make_verified_umkm(
        name="Batik Zahra", cluster="batik", products=[builders.product(unit="potong")]
    )
    for query in (
        {"q": "serbet"},
        {"cluster": "lurik"},
        {"capacity": 400, "unit": "meter"},
        {"certificate": "halal"},
    ):
        assert [row["name"] for row in client.get(URL, query).json()["results"]] == ["Lurik Kurnia"]
    by_name = client.get(URL, {"sort": "name"}).json()["results"]
    assert [row["name"] for row in by_name] == ["Batik Zahra", "Lurik Kurnia"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"cluster": "emas"}, "cluster"),
        ({"capacity": "x", "unit": "meter"}, "capacity"),
        ({"q": "&&"}, "q"),
    ],
)
def test_bad_filters_are_400_in_the_one_shape_of_errors(client, firm, query, field):
    answer = client.get(URL, query)
    assert answer.status_code == 400
    body = answer.json()
    assert set(body) == {"code", "message", "fields"}
    assert body["code"] == "invalid"
    assert list(body["fields"]) == [field]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_here(client, firm, verifier, method):
    client.force_login(verifier)
    before = Umkm.objects.values().get()
    for url in (URL, f"{URL}{firm.pk}/"):
        assert getattr(client, method)(url, {"name": "Lain"}).status_code == 405
    assert Umkm.objects.values().get() == before


def test_list_costs_a_constant_number_of_queries(client, db):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        return len(queries)

    builders.make_verified_umkm()
    client.get(URL)
    few = cost()
    for _ in range(10):
        builders.make_verified_umkm(certificates=[builders.certificate(kind="halal")])
    assert cost() == few <= 6  # the page and its parts by version, then by key


def test_clusters(client, db):
    rows = client.get("/api/v1/clusters/").json()["results"]
    assert [row["code"] for row in rows] == [cluster.pk for cluster in Cluster.objects.all()]
    assert {"name_id", "name_en", "is_outside"} <= set(rows[0])
