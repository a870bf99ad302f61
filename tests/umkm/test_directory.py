"""The public directory: what is found, in which order, at what cost, and what bad input does to it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.forms import Widget
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, strategies
from hypothesis import settings as hypothesis_settings

from kemitraan.pagination import PAGE_SIZE
from kemitraan.reference import recent
from kemitraan.reference.choices import recent_choices
from kemitraan.reference.models import Unit
from tests import builders
from umkm.filters import UmkmFilter
from umkm.models import Umkm
from umkm.services import save_product, update_profile

URL = "/direktori/"


def names(client, **query) -> list[str]:
    """The firms on the page, in its order."""
    response = client.get(URL, query)
    assert response.status_code == 200
    return [umkm.name for umkm in response.context["page"]]


@pytest.fixture
def market(db):
    """Three firms that differ in everything that one can filter by."""
    today = timezone.localdate()
    builders.make_verified_umkm(
        name="Lurik Kurnia",
        description="Pewarna alam dari indigo.",
        form="kub",
        village="33.10.03.2006",
        payment_days=30,
        down_payment_percent=0,
        products=[
            builders.product(name="Selendang tenun ATBM", capacity_month=500, committed_month=200)
        ],
        certificates=[
            builders.certificate(kind="halal", expires_on=today),
            builders.certificate(kind="sni", expires_on=today - timedelta(days=1)),
        ],
    )
    builders.make_verified_umkm(
        name="Konveksi Abadi",
        cluster="konveksi",
        village="33.10.04.2005",
        payment_days=14,
        down_payment_percent=30,
        products=[
            builders.product(
                name="Kaos/kemeja lapangan", cluster="konveksi", unit="kodi", capacity_month=10
            ),
            builders.product(name="Topi rimba", cluster="konveksi", unit="potong", is_active=False),
        ],
        certificates=[builders.certificate(kind="sni", expires_on=None)],
    )
    builders.make_verified_umkm(
        name="batik Zahra",
        cluster="batik",
        village="33.10.04.2005",
        products=[
            builders.product(name="Batik tulis", cluster="batik", unit="potong", capacity_month=60)
        ],
    )


# ── What is found ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_verified_firms_stand_in_it(client, market, umkm):
    assert set(names(client)) == {"Lurik Kurnia", "Konveksi Abadi", "batik Zahra"}
    assert "Lurik Alice" not in names(client, q="alice")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kurnia", {"Lurik Kurnia"}),
        ("KURN", {"Lurik Kurnia"}),
        ("selendang", {"Lurik Kurnia"}),
        ("tenun kurnia", {"Lurik Kurnia"}),
        ("kurnia tenun", {"Lurik Kurnia"}),
        ("indigo", {"Lurik Kurnia"}),
        ("melikan", {"Lurik Kurnia"}),
        ("wedi", {"Lurik Kurnia"}),
        ("kemeja", {"Konveksi Abadi"}),
        ("kaos kemeja", {"Konveksi Abadi"}),
        ("garments", {"Konveksi Abadi"}),
        ("bayat", {"Konveksi Abadi", "batik Zahra"}),
        ("bayat batik", {"batik Zahra"}),
        ("batik kemeja", set()),
        ("rimba", set()),
        ("urnia", set()),
    ],
)
def test_words_are_found_from_their_beginning_all_of_them(client, market, words, found):
    assert set(names(client, q=words)) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"cluster": "batik"}, {"batik Zahra"}),
        ({"district": "33.10.04"}, {"Konveksi Abadi", "batik Zahra"}),
        ({"certificate": "halal"}, {"Lurik Kurnia"}),
        ({"certificate": "sni"}, {"Konveksi Abadi"}),
        ({"capacity": "300", "unit": "meter"}, {"Lurik Kurnia"}),
        ({"capacity": "301", "unit": "meter"}, set()),
        ({"capacity": "60", "unit": "potong"}, {"Konveksi Abadi", "batik Zahra"}),
        ({"capacity": "200", "unit": "potong"}, {"Konveksi Abadi"}),
        ({"capacity": "201", "unit": "potong"}, set()),
        ({"capacity": "3", "unit": "kodi"}, {"Konveksi Abadi", "batik Zahra"}),
        ({"capacity": "4", "unit": "kodi"}, {"Konveksi Abadi"}),
        ({"unit": "kodi"}, {"Konveksi Abadi", "batik Zahra"}),
        ({"payment_days": "14"}, {"Lurik Kurnia", "Konveksi Abadi"}),
        ({"payment_days": "15"}, {"Lurik Kurnia"}),
        ({"no_down_payment": "on"}, {"Lurik Kurnia"}),
        ({"form": "kub"}, {"Lurik Kurnia"}),
        ({"q": "bayat", "cluster": "konveksi", "payment_days": "7"}, {"Konveksi Abadi"}),
        ({"q": "bayat", "cluster": "lurik"}, set()),
    ],
)
def test_filters(client, market, query, found):
    assert set(names(client, **query)) == found


def test_a_choice_left_empty_narrows_nothing(client, market):
    page = client.get("/direktori/", {"cluster": "", "form": ""})
    assert page.context["filter"].form.is_valid()
    assert not page.context["filter"].narrowed_by


def test_what_was_changed_is_found_at_once(client, verified_umkm, alice):
    product = verified_umkm.products.get()
    save_product(verified_umkm, actor=alice, product=product, name="Serbet dapur")
    update_profile(verified_umkm, actor=alice, name="Tenun Baru")
    assert names(client, q="serbet") == names(client, q="tenun baru") == ["Tenun Baru"]
    assert names(client, q="alice") == []
    save_product(verified_umkm, actor=alice, product=product, is_active=False)
    assert names(client, q="serbet") == []


# ── Order ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_newest_first_unless_something_else_is_asked(client, market):
    newest = ["batik Zahra", "Konveksi Abadi", "Lurik Kurnia"]
    assert (
        names(client) == names(client, sort="newest") == names(client, sort="relevance") == newest
    )


def test_by_name_in_the_order_of_a_dictionary(client, market):
    assert names(client, sort="name") == ["batik Zahra", "Konveksi Abadi", "Lurik Kurnia"]


def test_a_word_in_the_name_weighs_more_than_one_in_the_text(client, db):
    builders.make_verified_umkm(name="Payung Juwiring", products=[builders.product(name="Payung")])
    builders.make_verified_umkm(
        name="Mebel Jati",
        description="Juga payung taman.",
        products=[builders.product(name="Kursi")],
    )
    assert names(client, q="payung") == ["Payung Juwiring", "Mebel Jati"]
    assert names(client, q="payung", sort="newest") == ["Mebel Jati", "Payung Juwiring"]


def test_pages_hold_every_firm_once_and_keep_the_filter(client, db):
    count = PAGE_SIZE + 3
    keys = [builders.make_verified_umkm().pk for _ in range(count)]
    Umkm.objects.update(registered_at=timezone.now())  # all at the same moment: the key decides
    first = client.get(URL, {"cluster": "lurik"})
    second = client.get(URL, {"cluster": "lurik", "page": 2})
    shown = [umkm.pk for page in (first, second) for umkm in page.context["page"]]
    assert sorted(shown) == sorted(keys)
    assert "?cluster=lurik&amp;page=2" in first.content.decode()
    assert f"{count} UMKM" in first.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "999", "dua", "", "1" * 50])
def test_a_page_that_does_not_exist_is_the_first_or_last(client, market, page):
    assert len(names(client, page=page)) == 3


# ── In place, and without JavaScript ─────────────────────────────────────────────────────────────────────────────────


def test_htmx_gets_the_results_alone_and_everybody_else_the_page(client, market):
    whole = client.get(URL, {"q": "batik"})
    part = client.get(URL, {"q": "batik"}, headers={"HX-Request": "true"})
    back = client.get(
        URL,
        {"q": "batik"},
        headers={"HX-Request": "true", "HX-History-Restore-Request": "true"},
    )
    assert "<html" in whole.content.decode()
    assert "<html" in back.content.decode()
    assert "<html" not in part.content.decode()
    for response in (whole, part, back):
        assert "batik Zahra" in response.content.decode()
        assert "HX-Request" in response["Vary"]


def test_every_state_is_an_address_that_shows_its_form_again(client, market):
    query = {
        "q": "bayat",
        "cluster": "batik",
        "capacity": "1.000",
        "unit": "potong",
        "sort": "name",
    }
    page = client.get(URL, query).content.decode()
    assert 'value="bayat"' in page
    assert 'id="id_cluster_batik" name="cluster" value="batik" checked>' in page
    assert 'value="1.000"' in page
    assert '<option value="name" selected>' in page
    assert '<details class="facets" id="facets" open>' in page


def test_nothing_found_says_what_to_do(client, market):
    assert "Tidak ada UMKM dengan saringan ini" in client.get(URL, {"q": "kapal"}).content.decode()


# ── Bad input ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"q": "'\":&|!<->*()\\%"}, "q"),
        ({"q": "a" * 10_000}, "q"),
        ({"q": "nol\x00kosong"}, "q"),
        ({"cluster": "emas"}, "cluster"),
        ({"cluster": "' OR 1=1 --"}, "cluster"),
        ({"district": "35.28.01"}, "district"),
        ({"certificate": "%00"}, "certificate"),
        ({"unit": "\x00"}, "unit"),
        ({"capacity": "banyak", "unit": "meter"}, "capacity"),
        ({"capacity": "-1", "unit": "meter"}, "capacity"),
        ({"capacity": "9" * 40, "unit": "meter"}, "capacity"),
        ({"capacity": "100"}, "unit"),
        ({"payment_days": "1e3"}, "payment_days"),
        ({"payment_days": "366"}, "payment_days"),
        ({"form": "pt"}, "form"),
        ({"sort": "acak"}, "sort"),
    ],
)
def test_bad_filters_say_a_sentence_and_narrow_nothing(client, market, query, field):
    response = client.get(URL, query)
    assert response.status_code == 200
    assert list(response.context["filter"].form.errors) == [field]
    assert len(response.context["page"]) == 3
    page = response.content.decode()
    assert "Yang sudah Anda tulis tidak hilang" in page
    if field in {"capacity", "payment_days"}:
        assert f'value="{query[field]}"' in page


@pytest.mark.parametrize(
    "text", ["kurnia's", "kurnia & lurik", "kurnia:*", "!kurnia", "kurnia <-> x'"]
)
def test_operators_of_the_search_engine_are_not_operators_here(client, market, text):
    found = names(client, q=text)
    assert found in (["Lurik Kurnia"], [])


@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=strategies.text(max_size=60))
def test_no_text_breaks_the_search(client, market, text):
    cache.clear()
    assert client.get(f"{URL}?{urlencode({'q': text})}").status_code == 200


# ── Cost ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

BUSY_QUERY = {
    "q": "kain",
    "cluster": "lurik",
    "certificate": "halal",
    "capacity": "1",
    "unit": "meter",
}


def test_the_page_costs_as_much_with_many_firms_as_with_few(client, db):
    def cost(query) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL, query).status_code == 200
        return len(queries)

    def add(count):
        for _ in range(count):
            builders.make_verified_umkm(
                name="Sekarwangi",
                products=[builders.product() for _ in range(3)],
                certificates=[builders.certificate(kind="halal")],
            )

    add(2)
    client.get(URL)  # what a process asks once
    questions = ({}, BUSY_QUERY, {"q": "kain sekarwangi"})
    few = [cost(query) for query in questions]
    add(PAGE_SIZE)
    assert [cost(query) for query in questions] == few
    # The statement and the cards; with a word that the lexicon lacks also what firms have like it. Lists to choose from are kept.
    assert few == [2, 2, 3]


def test_the_page_prints_its_fields_itself(client, market, monkeypatch):
    """A widget renders a template of its own: eleven of them cost more than search and cards together."""

    def refuse(widget, *_args, **_kwargs):
        raise AssertionError(f"{widget} was rendered")

    monkeypatch.setattr(Widget, "render", refuse)
    for query in ({}, BUSY_QUERY, {"capacity": "banyak", "since": "kemarin", "unit": "emas"}):
        assert client.get(URL, query).status_code == 200


def test_a_list_has_what_an_official_has_just_added_within_a_minute(client, market, monkeypatch):
    Unit.objects.create(code="karung", name_id="karung", name_en="sack", position=999)
    monkeypatch.setattr(recent, "KEPT", 0.0)
    page = client.get(URL, {"unit": "karung"})
    assert '<option value="karung" selected>karung</option>' in page.content.decode()
    assert page.context["filter"].given["unit"].pk == "karung"
    recent_choices.forget()  # what was added here ends here


# ── Shared by all requests ───────────────────────────────────────────────────────────────────────────────────────────


def test_requests_share_the_fields_and_nothing_of_each_other(db):
    wrong = UmkmFilter(QueryDict("q=!&near=Atlantis&unit=abc&cluster=abc&village=abc&exact=on"))
    assert wrong.form.errors.keys() == {"q", "near", "unit", "cluster", "village"}
    assert "Atlantis" in str(wrong.form["near"])
    right = UmkmFilter(QueryDict("cluster=batik"))
    assert right.form.fields["near"] is wrong.form.fields["near"]
    assert not right.form.errors
    assert "Atlantis" not in str(right.form)
    assert right.narrowed_by == {"cluster"}
