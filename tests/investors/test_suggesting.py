"""Hints: from the thesaurus, KBLI titles and units to what a buyer could choose, with the words that led there."""

import csv

import pytest
from django.urls import reverse

from investors.models import Category, Need
from investors.suggesting import hints_for
from investors.suggesting.catalogue import PURCHASES, read_purchases
from investors.suggesting.hints import Catalogue, Code, Purchase, suggest
from investors.suggesting.words import TradeReader, singular
from kemitraan.lexicon import Lexicon
from kemitraan.reference.models import Cluster, Concept, Kbli, Unit
from kemitraan.reference.words import ConceptWords, SenseWords, Thesaurus
from tests.investors.test_needs import typed

WORDS = Thesaurus(
    concepts=(
        ConceptWords("kain", "", "material", ("kain", "cloth")),
        ConceptWords("tenun", "kain", "thing", ("tenun", "woven cloth")),
        ConceptWords("lurik", "tenun", "thing", ("lurik", "kain lurik")),
        ConceptWords("ikan", "", "material", ("ikan", "fish")),
        ConceptWords("ikan mas", "ikan", "thing", ("ikan mas",)),
    ),
    senses=(SenseWords("mas", "ikan mas", "kolam ikan"),),
    boilerplate=(),
    real_words=(),
    places=(),
)
CATALOGUE = Catalogue(
    purchases={
        "tenun": Purchase("lurik", "material", "meter"),
        "ikan": Purchase("minapolitan", "food", "kg"),
    },
    codes=(
        Code("1", frozenset({"tenun"}), {"lurik": True}),
        Code("2", frozenset({"ikan"}), {"minapolitan": True}),
    ),
    units={("meter",): "meter", ("ekor",): "ekor"},
)
READER = TradeReader(Lexicon(*WORDS))


def told(title, text="") -> dict:
    return {
        hint.field: (hint.value, hint.because) for hint in suggest(title, text, READER, CATALOGUE)
    }


def test_the_longest_form_counts_and_keeps_the_writers_spelling():
    assert [mention[:2] for mention in READER.read("Kain Lurik, dan TENUN")] == [
        ("lurik", "Kain Lurik"),
        ("tenun", "TENUN"),
    ]
    assert [mention.concept for mention in READER.read("woven cloths")] == ["tenun"]
    assert (singular("glasses"), singular("bus"), singular("trays")) == ("glass", "bus", "tray")


def test_an_ambiguous_word_means_something_only_in_company():
    assert READER.read("mas") == []
    assert READER.read("kolam mas")[-1].concept == "ikan mas"


def test_a_concept_follows_the_one_it_belongs_to():
    assert told("kain lurik") == {
        "clusters": ("lurik", ("kain lurik",)),
        "category": ("material", ("kain lurik",)),
        "unit": ("meter", ("kain lurik",)),
        "kbli": ("1", ("kain lurik",)),
    }


def test_a_written_unit_goes_before_the_usual_one():
    assert told("ikan mas", "perlu 500 ekor tiap bulan")["unit"] == ("ekor", ("500 ekor",))


def test_words_of_nothing_known_suggest_nothing():
    assert suggest("xyz", "abc 12", READER, CATALOGUE) == []
    assert suggest("", "", READER, CATALOGUE) == []


@pytest.mark.django_db
def test_what_is_usual_names_only_what_there_is():
    with PURCHASES.open(encoding="utf-8", newline="") as rows:
        assert len(list(csv.DictReader(rows))) == len(read_purchases()), "a concept stands twice"
    usual = read_purchases()
    assert set(usual) <= set(Concept.objects.values_list("name", flat=True))
    assert {row.cluster for row in usual.values()} == set(
        Cluster.objects.values_list("pk", flat=True)
    )
    assert {row.category for row in usual.values()} <= set(Category.values)
    assert {row.unit for row in usual.values()} <= set(Unit.objects.values_list("pk", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "text", "cluster", "category", "unit", "code"),
    [
        ("Kain lurik ATBM", "untuk seragam hotel, 500 meter", "lurik", "uniform", "meter", "13122"),
        ("Uniforms for our factory", "coveralls, 300 sets", "konveksi", "uniform", "set", "14111"),
        ("Lunch boxes", "nasi kotak untuk 200 karyawan", "penunjang", "food", "porsi", "56290"),
        ("Kerupuk dan keripik singkong", "", "makanan-olahan", "food", "bungkus", "10794"),
        ("Teak garden chairs", "for hotels", "mebel", "furniture", "buah", "31011"),
        ("Blok rem komposit", "untuk kereta", "logam", "material", "buah", "29300"),
        ("Fresh milk", "2000 litres a day", "lereng-merapi", "food", "liter", "10501"),
        ("Tilapia", "fresh fish", "minapolitan", "food", "kg", "03221"),
        ("Wooden pallets", "for export", "penunjang", "logistics", "buah", "16230"),
    ],
)
def test_real_needs_are_read_in_both_languages(title, text, cluster, category, unit, code):
    found: dict[str, list[str]] = {}
    for hint in hints_for(title, text):
        found.setdefault(hint.field, []).append(hint.value)
    assert found["clusters"][0] == cluster
    assert found["category"] == [category]
    assert found["unit"] == [unit]
    assert code in {Kbli.objects.get(pk=key).code for key in found["kbli"]}


@pytest.mark.django_db
def test_reading_costs_the_same_for_a_short_and_a_long_text(django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        hints_for("Kain lurik", "tenun " * 1300)


# ── On the page ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_without_a_script_hints_come_with_everything_typed_and_nothing_is_saved(client, buyer):
    client.force_login(buyer)
    page = typed(title="Kain lurik", category="", unit="", clusters=[], help="suggest", months="x")
    answer = client.post(reverse("investors:need-new"), page)
    keys = {hint.key for hint in answer.context["hints"]}
    assert {"clusters:lurik", "unit:meter"} <= keys
    assert "“lurik”" in answer.content.decode()
    assert answer.context["form"]["months"].value() == "x"
    assert not answer.context["form"].errors
    taken = client.post(reverse("investors:need-new"), {**page, "help": "take:unit:meter"})
    assert taken.context["form"]["unit"].value() == "meter"
    assert not Need.objects.exists()


@pytest.mark.django_db
def test_what_was_chosen_by_hand_is_neither_offered_nor_replaced(client, buyer):
    client.force_login(buyer)
    page = typed(title="Kain lurik", unit="kodi", category="office", clusters=["batik"])
    shown = client.post(reverse("investors:need-hints"), page)
    assert {hint.field for hint in shown.context["hints"]} == {"kbli"}
    kept = client.post(reverse("investors:need-new"), {**page, "help": "take:unit:meter"})
    assert kept.context["form"]["unit"].value() == "kodi"


@pytest.mark.django_db
def test_hints_are_for_those_who_signed_in(client):
    assert client.post(reverse("investors:need-hints"), {"text": "lurik"}).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent", ["", "take", "take:", "take:company:1", "take:unit:\x00", "x" * 999]
)
def test_a_help_that_is_none_helps_with_nothing(client, buyer, sent):
    client.force_login(buyer)
    answer = client.post(reverse("investors:need-new"), typed(help=sent))
    assert answer.status_code == 200
    assert not Need.objects.exists()
