"""A firm as lists show it: what its owner lets everybody see of it, in the reader's words, ready to be printed."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kemitraan.reference.models import place_label, reader_language
from kemitraan.rupiah import number
from umkm.models import Certificate, Product, PublicField, Umkm
from umkm.wording import price_between

#: Products and certificates that a card has room for.
GOODS, CERTIFICATES = 2, 3


@dataclass(frozen=True, slots=True)
class Good:
    """A product on offer; `free` and `price` are "" when they are not stated or not shown."""

    name: str
    free: str
    price: str


@dataclass(frozen=True, slots=True)
class Card:
    """`about` is cluster and place; `more` says how many products there was no room for."""

    pk: int
    name: str
    url: str
    about: str
    goods: Sequence[Good]
    more: str
    certificates: Sequence[str]

    def __str__(self):
        return self.name


def firm_cards(keys: Sequence[int], today: date) -> list[Card]:
    """Cards of these firms in their order, without those that are gone: three queries for bare columns, since objects of
    firms with their products, units and kinds cost as much as all the rest of a page."""
    language = reader_language()
    firms = Umkm.objects.filter(pk__in=keys).values_list(
        "pk", "name", "public_fields", f"cluster__name_{language}", "village__name", "village__district__name"
    )  # fmt: skip
    rows = {row[0]: row for row in firms}
    goods, count = _goods(keys, language)
    certificates = _certificates(keys, language, today)
    before, after = reverse("umkm:detail", args=[0]).rsplit("0", 1)  # asked once, not for each firm
    return [
        _card(rows[key], goods[key], count[key], certificates[key], f"{before}{key}{after}")
        for key in keys
        if key in rows
    ]


def _goods(keys: Sequence[int], language: str) -> tuple[dict[int, list], Counter]:
    """{firm: the first products on offer}, and how many each has."""
    goods, count = defaultdict(list), Counter()
    rows = Product.objects.filter(umkm__in=keys, is_active=True).values_list(
        "umkm", "name", "capacity_month", "committed_month", "price_min", "price_max", f"unit__name_{language}"
    )  # fmt: skip
    for row in rows:
        firm = row[0]
        count[firm] += 1
        if count[firm] <= GOODS:
            goods[firm].append(row)
    return goods, count


def _certificates(keys: Sequence[int], language: str, today: date) -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = Certificate.objects.valid_on(today).filter(umkm__in=keys)
    for firm, kind in rows.values_list("umkm", f"kind__name_{language}"):
        found[firm].append(kind)
    return found


def _card(row: tuple, goods: list, count: int, certificates: list[str], url: str) -> Card:
    pk, name, shown, cluster, village, district = row
    return Card(
        pk=pk,
        name=name,
        url=url,
        about=f"{capfirst(cluster)} · {place_label(village, district)}",
        goods=[_good(product, shown) for product in goods],
        more=_more(count - GOODS),
        certificates=certificates[:CERTIFICATES] if PublicField.CERTIFICATES in shown else (),
    )


def _good(row: tuple, shown: Sequence[str]) -> Good:
    _firm, name, capacity, committed, low, high, unit = row
    free = price = ""
    if capacity is not None and PublicField.CAPACITY in shown:
        amounts = {"free": number(capacity - committed), "unit": unit}
        free = _("bebas %(free)s %(unit)s per bulan") % amounts
    if PublicField.PRICES in shown and (said := price_between(low, high)):
        price = f"{said} / {unit}"
    return Good(name, free, price)


def _more(left: int) -> str:
    if left < 1:
        return ""
    return ngettext("dan %(more)s produk lain", "dan %(more)s produk lain", left) % {"more": left}
