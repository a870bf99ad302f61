"""One statement that answers a page of the directory: how many, which ones, and what every filter would give.

Each firm that the text finds gets a number with a bit for every filter in use that it misses. Those that miss none are the
result; those that miss one alone are what the result would gain without that filter. So the counts of a facet, which leave
its own filter out, and what dropping a filter would bring, come from one pass over the same rows. Without a text the page's firms
come from an index, and the counts from what is kept of all (umkm.search.counts).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection
from django.db.models import F, FloatField, Func, Value

from kemitraan.reference.codes import DISTRICT_LENGTH
from umkm.models import DirectoryEntry
from umkm.search.counts import (
    UNCOUNTED,
    Sql,
    adds_up,
    bits_of,
    facets_of,
    hits,
    is_of_profiles,
    listed,
    of_profiles,
    of_right_profile,
)
from umkm.search.narrowing import PLACES, Proven, Wanted, most_free
from umkm.search.question import Question

FIT, DISTANCE, CAPACITY, NEWEST, NAME = "relevance", "distance", "capacity", "newest", "name"
#: What the weights D, C, B, A of a lexeme count in the order.
RANKS = "{0.1,0.25,0.6,1.0}"
#: Kilometres that the counts are told for.
RINGS = (5, 10, 20, 40)


@dataclass(slots=True)
class Answer:
    """`keys` are the firms of the page in their order; `counts` maps a facet to {value: firms that it would give}; `gains` maps a
    filter in use to how many there would be without it."""

    total: int = 0
    keys: list[int] = field(default_factory=list)
    counts: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    gains: dict[str, int] = field(default_factory=dict)


class Rank(Func):
    """How well the firm's terms fit; a sum over the terms, as those of one firm have no order."""

    function = "ts_rank"
    template = f"ts_rank('{RANKS}'::float4[], %(expressions)s::tsquery)"
    output_field = FloatField()


def rank(wanted: Wanted, prefix: str = "") -> Rank:
    return Rank(F(f"{prefix}terms"), Value(wanted.question.ranking))


def order_of(wanted: Wanted) -> str:
    """The order that is meant: without words to compare with, the newest first, so that every firm has its turn."""
    if wanted.sort == DISTANCE and wanted.near is None:
        return FIT if wanted.question.parts else NEWEST
    if wanted.sort == CAPACITY and wanted.unit is None:
        return FIT if wanted.question.parts else NEWEST
    if wanted.sort in {DISTANCE, CAPACITY, NEWEST, NAME}:
        return wanted.sort
    return FIT if wanted.question.parts else NEWEST


_ORDERS = {
    FIT: "key DESC, umkm_id DESC",
    NEWEST: "key DESC, umkm_id DESC",
    CAPACITY: "key DESC NULLS LAST, umkm_id DESC",
    NAME: "key, umkm_id",
    DISTANCE: "km, umkm_id DESC",
}


def _key(wanted: Wanted, order: str):
    keys: dict[str, Callable[[], Any]] = {
        FIT: lambda: rank(wanted),
        NEWEST: lambda: F("registered_at"),
        CAPACITY: lambda: most_free(wanted.unit),
        NAME: lambda: F("name_key"),
        DISTANCE: lambda: Value(0),
    }
    return keys[order]()


_PAGE = "SELECT 'page', '', 0, umkm_id FROM ({page}) AS page"
_BEST = """
SELECT 'page', '', 0, unnest(ARRAY(SELECT umkm_id FROM hits {near} WHERE miss = 0 ORDER BY {order} LIMIT %s OFFSET %s))
"""


def ask(wanted: Wanted, *, limit: int, offset: int = 0) -> Answer:
    """The statement, asked once."""
    with connection.cursor() as cursor:
        cursor.execute(*statement(wanted, limit=limit, offset=offset))
        rows = cursor.fetchall()
    bits = bits_of(wanted)
    if adds_up(wanted):  # who misses the one filter is everybody without those who do not
        (bit,) = bits.values()
        rows += [
            (what, value, bit, -n) for what, value, miss, n in rows if miss == 0 and what != "page"
        ]
    answer = _answer(rows, bits, wanted)
    if not answer.total:
        answer.gains |= _gains_without(wanted, sorted(wanted.filters.keys() & UNCOUNTED))
    return answer


def statement(wanted: Wanted, *, limit: int, offset: int = 0) -> tuple[str, list]:
    """SQL and parameters of rows (what, value, the bit of the missed filter, number): firms of the page, then counts."""
    order = order_of(wanted)
    named: dict[str, Sql] = {}
    if order in _INDEXED and not wanted.question.parts:
        page = _from_index(wanted, order, limit, offset)
    else:
        named, page = _ranked(wanted, order, limit, offset)
    if is_of_profiles(wanted):
        more, counts = of_profiles(wanted)
        named |= more
    else:
        counts = [facets_of(wanted, ("TABLE hits", ()) if named else hits(wanted, listed(wanted)))]
    names = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _given) in named.items())
    sql = "\nUNION ALL ".join(part for part, _given in (page, *counts))
    params = [param for _sql, given in (*named.values(), page, *counts) for param in given]
    return f"WITH {names}\n{sql}" if named else sql, params


#: Orders that an index has, newest and by name.
_INDEXED = {NEWEST: ("-registered_at", "-umkm_id"), NAME: ("name_key", "umkm_id")}


def _from_index(wanted: Wanted, order: str, limit: int, offset: int) -> Sql:
    """The firms of the page in the order of an index."""
    firms = (
        listed(wanted)
        .filter(*wanted.filters.values(), of_right_profile(wanted))
        .order_by(*_INDEXED[order])
    )
    sql, params = firms.values("umkm_id")[offset : offset + limit].query.sql_with_params()
    return _PAGE.format(page=sql), params


def _ranked(wanted: Wanted, order: str, limit: int, offset: int) -> tuple[dict[str, Sql], Sql]:
    """The hits, kept since what orders them is worked out for each, and the firms of the page."""
    named, near = {"hits": hits(wanted, listed(wanted), _key(wanted, order))}, ""
    if order == DISTANCE:
        near = "LEFT JOIN near USING (village)"
        km = [list(wanted.near.km), list(wanted.near.km.values())]
        named["near (village, km)"] = "SELECT * FROM unnest(%s::text[], %s::float8[])", km
    return named, (_BEST.format(near=near, order=_ORDERS[order]), [limit, offset])


def _answer(rows: Iterable[tuple], bits: dict[str, int], wanted: Wanted) -> Answer:
    """The rows of the statement, rolled up."""
    answer, by_miss = Answer(), Counter()
    #: Of a facet whose values are demanded together, another value narrows further: nothing is left out.
    own = {name: bit for name, bit in bits.items() if name != "certificate"}
    #: Who misses one of these is told by village alone.
    of_places = {bits[name] for name in bits.keys() & PLACES}
    for what, value, miss, number in rows:
        if what == "page":
            answer.keys.append(number)
        elif what == "village":
            if miss in of_places:
                by_miss[miss] += number
            if miss in (0, own.get("district")):
                answer.counts["district"][value[:DISTRICT_LENGTH]] += number
            if wanted.near is not None and miss in (0, own.get("within")):
                for ring in RINGS:
                    if wanted.near.km.get(value, ring + 1) <= ring:
                        answer.counts["within"][str(ring)] += number
        elif what == "cluster":
            if miss not in of_places:
                by_miss[miss] += number
            if miss in (0, own.get("cluster")):
                answer.counts["cluster"][value] += number
        elif what == "certificate":
            if miss == 0:
                for kind in value.split():
                    answer.counts["certificate"][kind] += number
        else:
            for trait in value.split() if what == "traits" else (what,):
                facet, flag = trait.split("=")
                if miss in (0, own.get(facet)):
                    answer.counts[facet][flag] += number
    answer.total = by_miss[0]
    answer.gains = {name: by_miss[0] + by_miss[bit] for name, bit in bits.items()}
    return answer


def count_each(wanted: Wanted, questions: Sequence[Question]) -> list[int]:
    """How many firms each of these questions would find with the same filters."""
    return _count([replace(wanted, question=question) for question in questions])


def _gains_without(wanted: Wanted, names: Sequence[str]) -> dict[str, int]:
    left = [
        replace(wanted, filters={name: q for name, q in wanted.filters.items() if name != dropped})
        for dropped in names
    ]
    return dict(zip(names, _count(left), strict=True))


def _count(each: Sequence[Wanted]) -> list[int]:
    """How many firms fulfil all of it, each: one statement."""
    if not each:
        return []
    parts, params = [], []
    for wanted in each:
        entries = DirectoryEntry.objects.annotate(proven=Proven(wanted.today)).filter(
            wanted.text, *wanted.filters.values(), is_listed=True
        )
        sql, given = entries.values("umkm_id").query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS found)")  # noqa: S608 - made by the ORM
        params += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return list(cursor.fetchone())
