"""One statement that answers a page of the directory: how many, which ones, and what every filter would give.

Each firm that the text finds gets a number with a bit for every filter in use that it misses. Those that miss none are the
result; those that miss one alone are what the result would gain without that filter. So the counts of a facet, which leave
its own filter out, and what dropping a filter would bring, come from one pass over the same rows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import add, and_, or_
from typing import Any

from django.db import connection
from django.db.models import Case, F, FloatField, Func, IntegerField, Q, Value, When

from umkm.models import DirectoryEntry
from umkm.search.narrowing import Proven, Wanted, most_free
from umkm.search.question import Question

FIT, DISTANCE, CAPACITY, NEWEST, NAME = "relevance", "distance", "capacity", "newest", "name"
#: What the weights D, C, B, A of a lexeme count in the order.
RANKS = "{0.1,0.25,0.6,1.0}"
#: Days of credit and kilometres that the counts are told for.
DAYS, RINGS = (7, 14, 30, 45), (5, 10, 20, 40)


@dataclass(slots=True)
class Answer:
    """`keys` are the firms of the page in their order; `counts` maps a facet to {value: firms that it would give}; `gains` maps a
    filter in use to how many there would be without it. `villages` counts the result by village."""

    total: int = 0
    keys: list[int] = field(default_factory=list)
    counts: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    gains: dict[str, int] = field(default_factory=dict)
    villages: Counter = field(default_factory=Counter)


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


#: Filters with free numbers are no facets: what dropping them would bring is only asked when nothing is left.
_UNCOUNTED = frozenset({"offer", "since"})

_ORDERS = {
    FIT: "key DESC, umkm_id DESC",
    NEWEST: "key DESC, umkm_id DESC",
    CAPACITY: "key DESC NULLS LAST, umkm_id DESC",
    NAME: "key, umkm_id",
    DISTANCE: "(SELECT km FROM near WHERE near.village = hits.village), umkm_id DESC",
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


def _rows(wanted: Wanted, bits: dict[str, int], key=None) -> tuple[str, Sequence]:
    """SQL of the firms that miss one filter at most; of those that miss none, where that is enough. With what orders them, if asked."""
    facets = {name: condition for name, condition in wanted.filters.items() if name in bits}
    looked_at = next(iter(facets.values())) if _adds_up(wanted) else _misses_one_at_most(facets)
    for name in wanted.filters.keys() & _UNCOUNTED:
        looked_at &= wanted.filters[name]
    misses = [
        Case(When(condition, then=Value(0)), default=Value(bits[name]), output_field=IntegerField())
        for name, condition in facets.items()
        if not _adds_up(wanted)
    ]
    more = {} if key is None else {"key": key}
    entries = (
        _listed(wanted)
        .filter(wanted.text & looked_at)
        .annotate(miss=reduce(add, misses, Value(0, output_field=IntegerField())), **more)
        .values(*_HIT, "miss", *more, *(["umkm_id"] if more else []))
    )
    return entries.query.sql_with_params()


_HIT = (
    "village", "cluster", "proven", "size_class", "form", "women_owned", "down_payment_percent", "accepts_consignment",
    "payment_days",
)  # fmt: skip


def _misses_one_at_most(facets: Mapping[str, Q]) -> Q:
    """In a form that indexes can answer: all but one filter, for each of them."""
    if len(facets) < 2:
        return Q()
    all_but = (
        reduce(and_, (q for name, q in facets.items() if name != dropped)) for dropped in facets
    )
    return reduce(or_, all_but)


#: The counts of all facets in one pass: by village, by cluster, by what a firm can prove, and by all else together. `what` and
#: `value` are those of DirectoryCount, but for "traits", a list of them ("size=micro consignment=true").
_COUNTS = """
SELECT CASE GROUPING(village, cluster, proven) WHEN 3 THEN 'village' WHEN 5 THEN 'cluster' WHEN 6 THEN 'certificate' ELSE 'traits' END,
    CASE GROUPING(village, cluster, proven) WHEN 3 THEN village WHEN 5 THEN cluster WHEN 6 THEN array_to_string(proven, ' ')
    ELSE concat_ws(' ', 'size=' || nullif(size_class, ''), 'form=' || form, CASE WHEN of_women THEN 'women_owned=true' END,
        CASE WHEN in_full THEN 'no_down_payment=true' END, CASE WHEN consigns THEN 'consignment=true' END, CASE credit {told} END) END,
    miss, count(*)
FROM (
    SELECT village, cluster, proven, size_class, form, women_owned IS TRUE AS of_women, down_payment_percent IS NOT DISTINCT FROM 0 AS in_full,
        accepts_consignment AS consigns, CASE {credit} END AS credit, miss
    FROM {hits} AS hits
) AS told
GROUP BY GROUPING SETS ((miss, village), (miss, cluster), (miss, proven), (miss, size_class, form, of_women, in_full, consigns, credit))
"""
#: The steps of credit that a firm reaches, by how many they are: grouped as a number, told as words.
_CREDIT = " ".join(
    f"WHEN payment_days >= {days} THEN {at}" for at, days in reversed([*enumerate(DAYS, 1)])
)
_CREDIT_TOLD = " ".join(
    f"WHEN {at} THEN '{' '.join(f'payment_days={days}' for days in DAYS[:at])}'"
    for at in range(1, len(DAYS) + 1)
)
_PAGE = "SELECT 'page', '', 0, umkm_id FROM ({page}) AS page"
#: Where the order is worked out for each firm, which is done once: then it is kept for the counts.
_KEPT = """
WITH {near}hits AS MATERIALIZED ({rows}),
page (keys) AS (SELECT ARRAY(SELECT umkm_id FROM hits WHERE miss = 0 ORDER BY {order} LIMIT %s OFFSET %s))
SELECT 'page', '', 0, unnest(keys) FROM page
"""
#: What all listed firms have, without looking at them.
_ALL = "SELECT what, value, {miss}, sum(n)::bigint FROM umkm_directorycount GROUP BY what, value"
#: What has changed by certificates that have run out since they were counted.
_STALE = """
SELECT 'certificate', array_to_string(certificates, ' '), 0, -count(*)
FROM umkm_directoryentry WHERE is_listed AND next_expiry < %s AND certificates <> '{{}}' GROUP BY certificates
UNION ALL SELECT 'certificate', array_to_string(proven, ' '), 0, count(*)
FROM ({stale}) AS stale (proven) WHERE proven <> '{{}}' GROUP BY proven
"""


def ask(wanted: Wanted, *, limit: int, offset: int = 0) -> Answer:
    """The statement, asked once."""
    with connection.cursor() as cursor:
        cursor.execute(*statement(wanted, limit=limit, offset=offset))
        rows = cursor.fetchall()
    bits = _bits(wanted)
    if _adds_up(wanted):  # who misses the one filter is everybody without those who do not
        (bit,) = bits.values()
        rows += [
            (what, value, bit, -n) for what, value, miss, n in rows if miss == 0 and what != "page"
        ]
    answer = _answer(rows, bits, wanted)
    if not answer.total:
        answer.gains |= _gains_without(wanted, sorted(wanted.filters.keys() & _UNCOUNTED))
    return answer


def _adds_up(wanted: Wanted) -> bool:
    """Whether one filter alone is in use, so that only those who fulfil it need to be looked at."""
    return not wanted.question.parts and len(wanted.filters) == 1 == len(_bits(wanted))


def statement(wanted: Wanted, *, limit: int, offset: int = 0) -> tuple[str, list]:
    """SQL and parameters of rows (what, value, the bit of the missed filter, number): firms of the page, then counts."""
    order, bits = order_of(wanted), _bits(wanted)
    asks_for_all = not (wanted.question.parts or wanted.filters)
    if wanted.question.parts or order not in _INDEXED:
        page, counts = _kept(wanted, bits, order, limit, offset)
    else:
        page, counts = _from_index(wanted, order, limit, offset), None
    if asks_for_all:
        counts = _stale(wanted)
    parts = [page, counts or _counts(wanted, bits)]
    if _adds_up(wanted) or asks_for_all:
        parts.append((_ALL.format(miss=sum(bits.values())), ()))
    sql = "\nUNION ALL ".join(part for part, _params in parts if part)
    return sql, [param for _part, params in parts for param in params]


#: Orders that an index has, newest and by name.
_INDEXED = {NEWEST: ("-registered_at", "-umkm_id"), NAME: ("name_key", "umkm_id")}
Sql = tuple[str, Sequence]


def _from_index(wanted: Wanted, order: str, limit: int, offset: int) -> Sql:
    """The firms of the page in the order of an index."""
    firms = _listed(wanted).filter(*wanted.filters.values()).order_by(*_INDEXED[order])
    sql, params = firms.values("umkm_id")[offset : offset + limit].query.sql_with_params()
    return _PAGE.format(page=sql), params


def _kept(
    wanted: Wanted, bits: dict[str, int], order: str, limit: int, offset: int
) -> tuple[Sql, Sql]:
    rows, params = _rows(wanted, bits, _key(wanted, order))
    near, before = "", []
    if order == DISTANCE:
        near = "near (village, km) AS (SELECT * FROM unnest(%s::text[], %s::float8[])), "
        before = [list(wanted.near.km), list(wanted.near.km.values())]
    page = _KEPT.format(near=near, rows=rows, order=_ORDERS[order])
    return (page, [*before, *params, limit, offset]), (
        _COUNTS.format(hits="hits", credit=_CREDIT, told=_CREDIT_TOLD),
        (),
    )


def _counts(wanted: Wanted, bits: dict[str, int]) -> Sql:
    rows, params = _rows(wanted, bits)
    return _COUNTS.format(hits=f"({rows})", credit=_CREDIT, told=_CREDIT_TOLD), params


def _stale(wanted: Wanted) -> Sql:
    stale = _listed(wanted).filter(next_expiry__lt=wanted.today)
    sql, params = stale.values("proven").query.sql_with_params()
    return _STALE.format(stale=sql), [wanted.today, *params]


def _listed(wanted: Wanted):
    return DirectoryEntry.objects.annotate(proven=Proven(wanted.today)).filter(is_listed=True)


def _bits(wanted: Wanted) -> dict[str, int]:
    """A bit for each filter that is a facet with counts."""
    facets = (name for name in wanted.filters if name not in _UNCOUNTED)
    return {name: 1 << number for number, name in enumerate(facets)}


def _answer(rows: Iterable[tuple], bits: dict[str, int], wanted: Wanted) -> Answer:
    """The rows of the statement, rolled up."""
    answer, by_miss = Answer(), Counter()
    #: Of a facet whose values are demanded together, another value narrows further: nothing is left out.
    own = {name: bit for name, bit in bits.items() if name != "certificate"}
    for what, value, miss, number in rows:
        if what == "page":
            answer.keys.append(number)
        elif what == "village":
            by_miss[miss] += number
            if miss in (0, own.get("district")):
                answer.counts["district"][value[:8]] += number
            if wanted.near is not None and miss in (0, own.get("within")):
                for ring in RINGS:
                    if wanted.near.km.get(value, ring + 1) <= ring:
                        answer.counts["within"][str(ring)] += number
            if miss == 0:
                answer.villages[value] += number
        elif what == "cluster":
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
    answer.villages = +answer.villages
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
