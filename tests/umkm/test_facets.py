"""The counts beside the filters are exact: whatever is asked, they are what one gets by asking."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, example, given, strategies
from hypothesis import settings as hypothesis_settings

from tests import builders
from umkm.filters import UmkmFilter
from umkm.models import DirectoryEntry, Umkm
from umkm.search.counts import DAYS
from umkm.search.hits import RINGS, ask

CHOICES = {
    "q": ["lurik", "kain", "kaos", "batik pedan", "sendok tanah liat"],
    "cluster": ["lurik", "batik", "konveksi"],
    "district": ["33.10.03", "33.10.04", "33.10.12"],
    "village": ["33.10.03.2006", "33.10.12.2001"],
    "certificate": ["halal", "sni"],
    "size": ["micro", "small"],
    "form": ["single", "kub"],
    "women_owned": ["on"],
    "no_down_payment": ["on"],
    "consignment": ["on"],
    "payment_days": ["7", "30"],
    "unit": ["potong", "kodi", "meter"],
    "capacity": ["1", "40"],
    "total": ["50"],
    "price_from": ["20000"],
    "price_to": ["60000"],
    "near": ["Wedi"],
    "within": ["5", "20"],
    "since": ["2020-01-01", "2999-01-01"],
    "sort": ["relevance", "name", "newest", "distance", "capacity"],
}
SEVERAL = ("cluster", "district", "certificate", "size", "form")


@pytest.fixture
def market(db):
    """Firms that differ in all that one can ask for, some of which hide it."""
    villages = ["33.10.03.2006", "33.10.04.2005", "33.10.12.2001"]
    for at in range(12):
        cluster = CHOICES["cluster"][at % 3]
        umkm = builders.make_verified_umkm(
            name=f"{cluster} {at}", cluster=cluster, village=villages[at // 2 % 3], form="kub" if at % 4 == 0 else "single",
            women_owned=(None, True, False)[at % 3], payment_days=(None, 7, 30)[at // 3 % 3],
            down_payment_percent=(0, 30)[at % 2], accepts_consignment=at % 5 == 0, capital_rupiah=(10**7, 2 * 10**9, None)[at % 3],
            products=[
                builders.product(name=("Kain lurik", "Kain batik", "Kaos")[at % 3], cluster=cluster, unit=("meter", "potong", "kodi")[at % 3],
                    capacity_month=10 * at or None, committed_month=5 * (at % 2) if at else 0, price_min=10_000 * (at + 1), price_max=15_000 * (at + 1)),
                builders.product(name="Kaos", cluster="konveksi", unit="potong", capacity_month=30, price_min=None, price_max=None),
            ],
            certificates=[builders.certificate(kind=kind) for kind in (["halal"], ["halal", "sni"], [])[at // 2 % 3]],
        )  # fmt: skip
        if at % 6 == 5:
            Umkm.objects.filter(pk=umkm.pk).update(public_fields=[])
    Umkm.objects.filter(name="lurik 3").update(is_listed=False)
    # Two certificates ran out yesterday, and nobody has touched their rows since.
    today = timezone.localdate()
    for name in ("batik 1", "lurik 6"):
        firm = Umkm.objects.get(name=name)
        firm.certificates.filter(kind="halal").update(expires_on=today - timedelta(days=1))
    stale = DirectoryEntry.objects.filter(next_expiry__lt=today, certificates__contains=["halal"])
    assert stale.count() == 2


def _query(chosen: dict) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in chosen.items():
        query.setlist(name, values)
    return query


def _keys(chosen: dict) -> list[int]:
    return list(UmkmFilter(_query(chosen), Umkm.objects.listed()).qs.values_list("pk", flat=True))


@strategies.composite
def _chosen(draw) -> dict:
    """Some filters with some values, without those that lack their companion."""
    names = draw(strategies.sets(strategies.sampled_from(sorted(CHOICES)), max_size=5))
    chosen = {
        name: sorted(
            draw(
                strategies.sets(
                    strategies.sampled_from(CHOICES[name]), min_size=1, max_size=2 if name in SEVERAL else 1
                )
            )
        )
        for name in sorted(names)
    }  # fmt: skip
    if "unit" not in chosen and (
        chosen.keys() & {"capacity", "total"} or chosen.get("sort") == ["capacity"]
    ):
        chosen["unit"] = ["potong"]
    if "within" in chosen or chosen.get("sort") == ["distance"]:
        chosen["near"] = ["Wedi"]
    return chosen


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chosen=_chosen())
@example(chosen={})
@example(chosen={"sort": ["distance"], "near": ["Wedi"]})
@example(chosen={"sort": ["distance"], "near": ["Wedi"], "cluster": ["lurik"]})
@example(chosen={"sort": ["distance"], "near": ["Wedi"], "q": ["kaos"], "size": ["micro"]})
@example(chosen={"size": ["micro"], "payment_days": ["7"]})
@example(chosen={"women_owned": ["on"], "no_down_payment": ["on"], "form": ["single"]})
@example(chosen={"certificate": ["halal"], "size": ["micro"]})
@example(chosen={"certificate": ["halal"], "district": ["33.10.03"]})
@example(chosen={"district": ["33.10.03"], "near": ["Wedi"], "within": ["20"]})
@example(chosen={"village": ["33.10.03.2006"], "district": ["33.10.04"], "consignment": ["on"]})
@example(chosen={"unit": ["potong"], "price_to": ["60000"]})
@example(
    chosen={"unit": ["kodi"], "capacity": ["1"], "cluster": ["konveksi"], "district": ["33.10.03"]}
)
@example(
    chosen={"unit": ["potong"], "capacity": ["40"], "sort": ["capacity"], "certificate": ["halal"]}
)
@example(chosen={"q": ["kain"], "unit": ["meter"], "price_to": ["60000"], "size": ["micro"]})
def test_counts_are_what_asking_gives(market, chosen):
    found = UmkmFilter(_query(chosen), Umkm.objects.listed())
    assert found.form.is_valid(), found.form.errors
    answer = ask(found.wanted, limit=100)
    if answer.total or found.wanted.looser() is None:
        assert answer.keys == _keys(chosen)
        assert answer.total == len(answer.keys)
    chosen = chosen | {"exact": ["on"]} if found.wanted.looser() else chosen
    answer = ask(UmkmFilter(_query(chosen), Umkm.objects.listed()).wanted, limit=100)

    def expect(name, value, count):
        assert answer.counts[name][value] == count, (name, value)

    for name in ("cluster", "district", "size", "form"):
        for value in CHOICES[name]:
            expect(name, value, len(_keys(chosen | {name: [value]})))
    for value in CHOICES["certificate"]:
        held = sorted({*chosen.get("certificate", ()), value})
        expect("certificate", value, len(_keys(chosen | {"certificate": held})))
    for name in ("women_owned", "no_down_payment", "consignment"):
        expect(name, "true", len(_keys(chosen | {name: ["on"]})))
    for days in DAYS:
        expect("payment_days", str(days), len(_keys(chosen | {"payment_days": [str(days)]})))
    if "near" in chosen:
        for km in RINGS:
            expect("within", str(km), len(_keys(chosen | {"within": [str(km)]})))
    for name, count in answer.gains.items():
        gone = (
            ("unit", "capacity", "total", "price_from", "price_to") if name == "offer" else (name,)
        )
        left = {key: value for key, value in chosen.items() if key not in gone and key != "sort"}
        assert count == len(_keys(left)), name


def test_distance_and_capacity_order(market):
    near = [row.village_id for row in UmkmFilter(_query({"near": ["Wedi"], "sort": ["distance"]}), Umkm.objects.listed()).qs]  # fmt: skip
    assert near[0].startswith("33.10.03")
    assert near == sorted(near, key=lambda village: near.index(village))
    query = _query({"unit": ["potong"], "sort": ["capacity"]})
    free = [
        max(product.free_month * (20 if product.unit_id == "kodi" else 1) for product in row.products.filter(unit__in=["potong", "kodi"], capacity_month__isnull=False))
        for row in UmkmFilter(query, Umkm.objects.listed()).qs if "capacity" in row.public_fields
    ]  # fmt: skip
    assert free == sorted(free, reverse=True)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"near": "Atlantis"}, "near"),
        ({"within": "5"}, "near"),
        ({"sort": "distance"}, "near"),
        ({"sort": "capacity"}, "unit"),
        ({"total": "5"}, "unit"),
        ({"price_from": "9", "price_to": "3"}, "price_to"),
        ({"since": "kemarin"}, "since"),
        ({"size": "large"}, "size"),
        ({"within": "-3", "near": "Wedi"}, "within"),
    ],
)
def test_bad_input_says_a_sentence_and_keeps_what_was_typed(client, market, query, field):
    response = client.get("/direktori/", query)
    assert response.status_code == 200
    assert list(response.context["filter"].form.errors) == [field]
    assert response.context["page"].object_list


def test_chips_let_each_filter_go(client, market):
    query = (
        "?q=kaos&cluster=batik&cluster=konveksi&unit=potong&capacity=10&near=Wedi&within=20&page=2"
    )
    chips = {chip.label: chip.url for chip in client.get(f"/direktori/{query}").context["chips"]}
    assert chips["“kaos”"] == "?cluster=batik&cluster=konveksi&unit=potong&capacity=10&near=Wedi&within=20"  # fmt: skip
    assert "cluster=batik" not in chips["batik"]
    assert "cluster=konveksi" in chips["batik"]
    bound = next(url for label, url in chips.items() if label.startswith("bebas"))
    assert "unit" not in bound
    assert "capacity" not in bound
    assert all("page" not in url for url in chips.values())


def test_in_place_the_counts_come_beside_the_results(client, market):
    part = client.get("/direktori/", {"q": "kaos"}, headers={"HX-Request": "true"}).content.decode()
    assert 'id="facet-cluster" role="group"' in part
    assert part.count('hx-swap-oob="true"') == 6
    assert "<details" not in part


def test_today_is_the_day_of_the_kabupaten(market):
    wanted = UmkmFilter(_query({}), Umkm.objects.listed()).wanted
    assert wanted.today == timezone.localdate()
