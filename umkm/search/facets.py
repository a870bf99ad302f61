"""An Answer as a page says it: facets with counts, chips of what is in use, and what to loosen when nothing fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kemitraan.rupiah import number, rupiah
from umkm.filters import UmkmFilter
from umkm.search.hits import Answer, count_each
from umkm.search.narrowing import OFFER
from umkm.search.question import nearest_words

#: Facets in the order of the page; the first ones are open.
_SEVERAL = ("cluster", "district", "certificate", "size", "form")
_OPEN = ("cluster",)
_FLAGS = ("no_down_payment", "consignment", "women_owned")


class Option(NamedTuple):
    """A box to tick: the parameter and the value that it sends, its id on the page, and how many firms it gives."""

    name: str
    value: str
    id: str
    label: str
    firms: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: list[Option]
    is_open: bool
    errors: Any = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go, what it is called, and how many firms are there (None: not counted)."""

    label: str
    url: str
    count: int | None = None


def facets(found: UmkmFilter, answer: Answer) -> list[Facet]:
    """A value that gives nothing is left out, unless it is chosen: then one must be able to let it go."""
    made = []
    for name in _SEVERAL:
        chosen, counts = set(_values(found.data, name)), answer.counts[name]
        label, errors = found.form.fields[name].label, found.form.errors.get(name, ())
        options = [
            Option(name, code, f"id_{name}_{code}", capfirst(text), number(counts[code]), code in chosen)
            for code, text in found.choices[name] if counts[code] or code in chosen
        ]  # fmt: skip
        made.append(Facet(name, label, options, name in _OPEN or bool(chosen), errors))
    return made


def flags(found: UmkmFilter, answer: Answer) -> list[Option]:
    given = found.given
    return [
        Option(
            name,
            "on",
            f"id_flag_{name}",
            capfirst(found.form.fields[name].label),
            number(answer.counts[name]["true"]),
            bool(given.get(name)),
        )
        for name in _FLAGS
    ]


def chips(found: UmkmFilter) -> list[Link]:
    """What is in use, each with the address without it."""
    given, links = found.given, []
    for name in ("q", *_SEVERAL):
        labels = dict(found.choices.get(name, ()))
        for value in _values(found.data, name):
            label = f"“{value}”" if name == "q" else labels.get(value)
            if label and given.get(name):
                url = (
                    _without(found.data, "q")
                    if name == "q"
                    else _without_value(found.data, name, value)
                )
                links.append(Link(str(label), url))
    for name in _FLAGS:
        if given.get(name):
            links.append(Link(str(found.form[name].label), _without(found.data, name)))
    return links + [Link(text, _without(found.data, *names)) for text, names in _told(given)]


def _told(given: dict) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Filters with a number, in words, with the parameters that they go with."""
    unit, place = given.get("unit"), given.get("near")
    if given.get("village"):
        yield given["village"].label, ("village",)
    if unit:
        has = [
            (given.get("capacity"), _("bebas ≥ %(amount)s %(unit)s/bulan"), "capacity"),
            (given.get("total"), _("kapasitas ≥ %(amount)s %(unit)s/bulan"), "total"),
        ]
        amounts = [(text, name, value) for value, text, name in has if value is not None]
        for text, name, value in amounts:
            yield text % {"amount": number(value), "unit": unit.name}, _with_unit(name, given)
        if not amounts:
            yield _("dalam %(unit)s") % {"unit": unit.name}, ("unit",)
    per = f" / {unit.name}" if unit else ""
    if given.get("price_from") is not None:
        yield _("mulai %(price)s") % {"price": rupiah(given["price_from"])} + per, ("price_from",)
    if given.get("price_to") is not None:
        yield _("sampai %(price)s") % {"price": rupiah(given["price_to"])} + per, ("price_to",)
    if given.get("payment_days") is not None:
        yield _("tempo ≥ %(days)s hari") % {"days": given["payment_days"]}, ("payment_days",)
    if place is not None and given.get("within") is not None:
        yield (
            _("≤ %(km)s km dari %(place)s") % {"km": given["within"], "place": place},
            ("within", "near"),
        )
    if given.get("since"):
        day = date_format(given["since"], "j F Y")
        yield _("terverifikasi sejak %(day)s") % {"day": day}, ("since",)


def _with_unit(name: str, given: dict) -> tuple[str, ...]:
    """The unit goes with the last amount that it measures."""
    others = [other for other in ("capacity", "total") if other != name]
    alone = all(given.get(other) is None for other in others) and given.get("sort") != "capacity"
    return (name, "unit") if alone else (name,)


def loosenings(found: UmkmFilter, answer: Answer) -> list[Link]:
    """When nothing fits: each filter, and each word, without which something does, with how many; the most first."""
    labels = {
        "offer": _("tanpa syarat satuan, kapasitas, dan harga"),
        "within": _("tanpa batas jarak"),
    }
    links = []
    for name, count in answer.gains.items():
        names = OFFER if name == "offer" else ("within",) if name == "within" else (name,)
        label = labels.get(name) or _("tanpa %(filter)s") % {
            "filter": f"“{found.form[name].label}”"
        }
        if count:
            links.append(Link(label, _without(found.data, *names), count))
    parts = [part for part in found.wanted.question.parts if part.needed]
    if len(parts) > 1:
        questions = [found.wanted.question.without(part) for part in parts]
        for part, count in zip(parts, count_each(found.wanted, questions), strict=True):
            if count:
                text = " ".join(other.typed for other in parts if other is not part)
                links.append(
                    Link(_("tanpa kata “%(word)s”") % {"word": part.typed}, _with(found.data, q=text), count)
                )  # fmt: skip
    family = found.wanted.question.family
    if family is not None:
        (count,) = count_each(found.wanted, [family])
        if count:
            label = _("yang sejenis: %(family)s") % {"family": family.typed}
            links.append(Link(label, _with(found.data, q=family.typed), count))
    return sorted(links, key=lambda link: -link.count)


def spellings(found: UmkmFilter) -> list[Link]:
    return [Link(text, _with(found.data, q=text)) for text in nearest_words(found.wanted.question)]


def exactly(found: UmkmFilter) -> str:
    """The address that searches what was typed as it was typed."""
    return _with(found.data, exact="on")


# ── Addresses ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _values(data, name: str) -> list[str]:
    values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
    return [value for value in values if value]


def _query(data) -> QueryDict:
    query = data.copy() if hasattr(data, "getlist") else QueryDict(mutable=True)
    query.pop("page", None)
    for name in [name for name in query if not any(query.getlist(name))]:
        del query[name]
    return query


def _without(data, *names: str) -> str:
    query = _query(data)
    for name in names:
        query.pop(name, None)
    if "q" in names:
        query.pop("exact", None)
    return f"?{query.urlencode()}"


def _without_value(data, name: str, value: str) -> str:
    query = _query(data)
    query.setlist(name, [other for other in query.getlist(name) if other != value])
    return f"?{query.urlencode()}"


def _with(data, **values: str) -> str:
    query = _query(data)
    for name, value in values.items():
        query[name] = value
    return f"?{query.urlencode()}"
