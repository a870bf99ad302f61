"""A firm as lists show it: what its owner lets everybody see of it, in the reader's words, ready to be printed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kemitraan.addresses import address
from kemitraan.reference.codes import DISTRICT_LENGTH
from kemitraan.reference.models import place_label, reader_language
from kemitraan.rupiah import number
from umkm.models import PublicField
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


#: Of each firm its first products on offer as JSON lists, each with how many there are, and its first certificates that hold. One
#: statement for bare columns: objects of firms with their products, units and kinds cost as much as all the rest of a page. Names are
#: looked up, not joined: for a page of firms the planner would read all villages.
_FIRMS = """
SELECT firm.id, firm.name, firm.public_fields,
    (SELECT cluster.name_{language} FROM reference_cluster AS cluster WHERE cluster.code = firm.cluster_id),
    (SELECT village.name FROM reference_village AS village WHERE village.code = firm.village_id),
    (SELECT district.name FROM reference_district AS district WHERE district.code = left(firm.village_id, {district})),
    ARRAY(
        SELECT json_build_array(product.name, product.capacity_month - product.committed_month, product.price_min, product.price_max,
            (SELECT unit.name_{language} FROM reference_unit AS unit WHERE unit.code = product.unit_id), count(*) OVER ())::text
        FROM umkm_product AS product
        WHERE product.umkm_id = firm.id AND product.is_active ORDER BY product.id LIMIT {goods}
    ),
    ARRAY(
        SELECT kind.name_{language}
        FROM umkm_certificate AS proof JOIN reference_certificatekind AS kind ON kind.code = proof.kind_id
        WHERE proof.umkm_id = firm.id AND (proof.expires_on IS NULL OR proof.expires_on >= %s)
        ORDER BY kind.position, proof.id LIMIT {certificates}
    )
FROM umkm_umkm AS firm
WHERE firm.id = ANY(%s)
"""


def firm_cards(keys: Sequence[int], today: date) -> list[Card]:
    """Cards of these firms in their order, without those that are gone."""
    with connection.cursor() as cursor:
        sql = _FIRMS.format(
            language=reader_language(),
            district=DISTRICT_LENGTH,
            goods=GOODS,
            certificates=CERTIFICATES,
        )
        cursor.execute(sql, [today, list(keys)])
        rows = {row[0]: row for row in cursor.fetchall()}
    # Asked once, not for each firm and product.
    before, after = address("umkm:detail", args=(0,)).rsplit("0", 1)
    is_free = _("bebas %(free)s %(unit)s per bulan")
    return [_card(rows[key], f"{before}{key}{after}", is_free) for key in keys if key in rows]


def _card(row: tuple, url: str, is_free: str) -> Card:
    pk, name, shown, cluster, village, district, products, certificates = row
    products = [json.loads(product) for product in products]
    return Card(
        pk=pk,
        name=name,
        url=url,
        about=f"{capfirst(cluster)} · {place_label(village, district)}",
        goods=[_good(product, shown, is_free) for product in products],
        more=_more(products[0][-1] - GOODS) if products else "",
        certificates=certificates if PublicField.CERTIFICATES in shown else (),
    )


def _good(product: list, shown: Sequence[str], is_free: str) -> Good:
    name, left, low, high, unit, _count = product
    free = price = ""
    if left is not None and PublicField.CAPACITY in shown:
        free = is_free % {"free": number(left), "unit": unit}
    if PublicField.PRICES in shown and (said := price_between(low, high)):
        price = f"{said} / {unit}"
    return Good(name, free, price)


def _more(left: int) -> str:
    if left < 1:
        return ""
    return ngettext("dan %(more)s produk lain", "dan %(more)s produk lain", left) % {"more": left}
