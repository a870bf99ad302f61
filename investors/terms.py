"""The terms of a need in words, in both languages, so that two states of it can be laid side by side."""

from datetime import date
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from investors.models import Need
from kemitraan.rupiah import RupiahField, number, rupiah

#: What a supplier answers to, in the order in which a difference is told. `files` are told by their names.
TERMS = (
    "title",
    "text",
    "text_en",
    "category",
    "clusters",
    "kbli",
    "volume_month",
    "unit",
    "plan",
    "price_ceiling",
    "first_delivery",
    "months",
    "many_suppliers",
    "down_payment_percent",
    "payment_days",
    "consignment",
    "required_certificates",
    "preferred_certificates",
    "sample_needed",
    "sample_by",
    "delivery_district",
    "delivery_address",
    "radius_km",
    "pattern",
    "coaching",
    "files",
    "visibility",
    "valid_until",
)
LANGUAGES = ("id", "en")
NOTHING = "–"

#: {"id": words, "en": words}
Words = dict[str, str]


def describe(need: Need) -> dict[str, Words]:
    """Every term of the need as it stands in the database. Four queries for what it has many of."""
    values = {name: _value(need, name) for name in TERMS}
    said: dict[str, Words] = {name: {} for name in TERMS}
    for language in LANGUAGES:
        with translation.override(language):
            for name, value in values.items():
                said[name][language] = _words(need, name, value)
    return said


def differences(before: dict[str, Words], after: dict[str, Words]) -> list[dict]:
    """What NeedRevision.changes keeps: the terms that read otherwise, in the order of TERMS."""
    return [
        {"field": name, "label": _labels(name), "old": before[name], "new": after[name]}
        for name in TERMS
        if before[name] != after[name]
    ]


def in_reader_language(changes: list[dict]) -> list[dict[str, str]]:
    """The same rows with one sentence part each instead of a pair: {"field", "label", "old", "new"}."""
    language = "en" if (translation.get_language() or "id").startswith("en") else "id"
    return [
        {"field": row["field"]} | {part: row[part][language] for part in ("label", "old", "new")}
        for row in changes
    ]


def in_one_line(changes: list[dict]) -> str:
    """ "Volume per bulan: 500 → 800; uang muka (%): 0 → 30"; long texts are named and not repeated."""
    return "; ".join(
        row["label"]
        if max(len(row["old"]), len(row["new"])) > 60
        else f"{row['label']}: {row['old']} → {row['new']}"
        for row in in_reader_language(changes)
    )


def _value(need: Need, name: str) -> Any:
    field = need._meta.get_field(name)
    if field.one_to_many or field.many_to_many:
        return list(getattr(need, name).all())
    return getattr(need, name)


def _labels(name: str) -> Words:
    field = Need._meta.get_field(name)
    labels = {}
    for language in LANGUAGES:
        with translation.override(language):
            label = _("berkas") if field.one_to_many else str(field.verbose_name)
            labels[language] = capfirst(label)
    return labels


def _words(need: Need, name: str, value: Any) -> str:
    field = need._meta.get_field(name)
    if value is None or value == "" or value == []:
        return NOTHING
    if name == "plan":
        return " · ".join(number(volume) for volume in value)
    if isinstance(value, list):
        return ", ".join(str(row) for row in value)
    if isinstance(field, RupiahField):
        return rupiah(value)
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices)[value])
    if isinstance(field, models.IntegerField):
        return number(value)
    return str(value)
