"""Units: what can be turned into what, and what can not."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from kemitraan.reference.models import IncompatibleUnits, Unit

NEEDED = {
    "potong",
    "buah",
    "lembar",
    "meter",
    "kg",
    "liter",
    "pax",
    "paket",
    "kodi",
    "lusin",
    "gros",
    "kuintal",
    "ton",
    "yard",
    "stel",
    "set",
    "rim",
    "bungkus",
    "ekor",
    "kontainer-20",
    "kamar-malam",
    "porsi",
    "rit",
}


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def test_the_trades_units_are_there(klaten):
    assert set(Unit.objects.values_list("code", flat=True)) >= NEEDED


@pytest.mark.parametrize(
    ("quantity", "code", "base", "expected"),
    [
        (3, "kodi", "potong", 60),
        (2, "lusin", "potong", 24),
        (1, "gros", "potong", 144),
        (2, "rim", "lembar", 1000),
        (5, "kuintal", "kg", 500),
        (Decimal("1.5"), "ton", "kg", 1500),
        (10_000, "yard", "meter", 9144),
        (250, "gram", "kg", Decimal("0.25")),
        (7, "potong", "potong", 7),
    ],
)
def test_in_base_units(klaten, quantity, code, base, expected):
    assert unit(code).base_code == base
    assert unit(code).to_base(quantity) == expected


@pytest.mark.parametrize(
    ("quantity", "code", "other", "expected"),
    [
        (12, "gros", "kodi", Decimal("86.4")),
        (5, "lusin", "kodi", 3),
        (3, "ton", "kuintal", 30),
        (9144, "meter", "yard", 10_000),
        (4, "set", "set", 4),
    ],
)
def test_from_one_to_another_of_the_same_base(klaten, quantity, code, other, expected):
    assert unit(code).convert(quantity, unit(other)) == expected


@pytest.mark.parametrize(
    ("code", "other"), [("kodi", "set"), ("set", "kodi"), ("kodi", "liter"), ("rim", "lusin")]
)
def test_what_has_another_base_stays_apart(klaten, code, other):
    with pytest.raises(IncompatibleUnits, match=f"{code} .* {other}"):
        unit(code).convert(1, unit(other))


def test_quantities_stay_exact(klaten):
    """Thrice a yard of cloth is not 2.7432000000000003 metres."""
    assert str(unit("yard").to_base(3).normalize()) == "2.7432"


def test_names_follow_the_reader(klaten):
    with translation.override("en"):
        assert str(unit("potong")) == "piece (garment)"
    with translation.override("id"):
        assert str(unit("potong")) == "potong"


@pytest.mark.parametrize("wrong", [{"factor": 0}, {"factor": -20}, {"base_id": None, "factor": 20}])
def test_the_database_refuses_a_unit_that_cannot_be(klaten, wrong):
    right = {
        "code": "bal",
        "name_id": "bal",
        "name_en": "bale",
        "position": 99,
        "base_id": "potong",
        "factor": 100,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(**(right | wrong))
    Unit.objects.create(**right)
