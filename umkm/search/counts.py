"""SQL of what every filter would give: rows (what, value, the bit of the missed filter, number of firms).

Firms are looked at where they have to fit a text. All other filters speak of a firm's place, its profile or its products: then the
profiles (DirectoryProfile) say what the traits give, and of firms and products only narrow rows are read.
`what` and `value` are those of DirectoryCount, but for "traits", a list of them ("size=micro consignment=true").
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import add, and_, or_

from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When

from kemitraan.reference.codes import DISTRICT_LENGTH
from kemitraan.reference.models import Village
from umkm.models import DirectoryEntry, DirectoryOffer, DirectoryProfile
from umkm.search.narrowing import PLACES, Proven, Wanted

#: Days of credit that the counts are told for.
DAYS = (7, 14, 30, 45)
#: Filters with free numbers are no facets: what dropping them would bring is only asked when nothing is left.
UNCOUNTED = frozenset({"offer", "since"})

Sql = tuple[str, Sequence]

#: What is counted of a firm beside its village, and all that a row of hits has.
_TRAITS = (
    "cluster", "proven", "size_class", "form", "women_owned", "down_payment_percent", "accepts_consignment", "payment_days",
)  # fmt: skip
_HIT = ("village", *_TRAITS)

#: The counts of all facets in one pass: by cluster, by what a firm can prove, by all other traits together, and by place.
_COUNTS = """
SELECT CASE GROUPING(cluster, proven, size_class) WHEN 3 THEN 'cluster' WHEN 5 THEN 'certificate' WHEN 6 THEN 'traits' ELSE 'village' END,
    CASE GROUPING(cluster, proven, size_class) WHEN 3 THEN cluster WHEN 5 THEN array_to_string(proven, ' ') WHEN 6 THEN
        concat_ws(' ', 'size=' || nullif(size_class, ''), 'form=' || form, CASE WHEN of_women THEN 'women_owned=true' END,
        CASE WHEN in_full THEN 'no_down_payment=true' END, CASE WHEN consigns THEN 'consignment=true' END, CASE credit {told} END)
    ELSE {place} END,
    miss, {number}
FROM (
    SELECT *, women_owned IS TRUE AS of_women, down_payment_percent IS NOT DISTINCT FROM 0 AS in_full,
        accepts_consignment AS consigns, CASE {credit} END AS credit{its_place}
    FROM {hits} AS hits
) AS told
GROUP BY GROUPING SETS ((miss, cluster), (miss, proven), (miss, size_class, form, of_women, in_full, consigns, credit){by_place})
"""
#: The steps of credit that a firm reaches, by how many they are: grouped as a number, told as words.
_CREDIT = " ".join(
    f"WHEN payment_days >= {days} THEN {at}" for at, days in reversed([*enumerate(DAYS, 1)])
)
_CREDIT_TOLD = " ".join(
    f"WHEN {at} THEN '{' '.join(f'payment_days={days}' for days in DAYS[:at])}'"
    for at in range(1, len(DAYS) + 1)
)


def _facets(hits: str, *, number: str, place: str = "") -> str:
    """`place` of a hit, to count by it as well."""
    return _COUNTS.format(
        hits=hits, number=number, credit=_CREDIT, told=_CREDIT_TOLD, place="place" if place else "NULL",
        its_place=f", {place} AS place" if place else "", by_place=", (miss, place)" if place else "",
    )  # fmt: skip


def _place(wanted: Wanted, column: str = "village") -> str:
    """What is counted by place: the kecamatan, which begins the village's code, unless distances are asked for."""
    return f"left({column}, {DISTRICT_LENGTH})" if wanted.near is None else column


def bits_of(wanted: Wanted) -> dict[str, int]:
    """A bit for each filter that is a facet with counts."""
    facets = (name for name in wanted.filters if name not in UNCOUNTED)
    return {name: 1 << number for number, name in enumerate(facets)}


def adds_up(wanted: Wanted) -> bool:
    """Whether one filter alone is in use, so that only those who fulfil it need to be looked at."""
    return not wanted.question.parts and len(wanted.filters) == 1 == len(bits_of(wanted))


# ── Firms that are looked at ─────────────────────────────────────────────────────────────────────────────────────────


def listed(wanted: Wanted):
    return DirectoryEntry.objects.annotate(proven=Proven(wanted.today)).filter(is_listed=True)


def hits(wanted: Wanted, entries, key=None) -> Sql:
    """The firms of these that miss one filter at most; that miss none, where that is enough. With what orders those that miss none,
    if asked."""
    facets = _counted(wanted.filters)
    fits = adds_up(wanted) or (key is not None and is_of_profiles(wanted))
    looked_at = _and(facets.values()) if fits else _misses_one_at_most(facets)
    uncounted = {name: wanted.filters[name] for name in wanted.filters.keys() & UNCOUNTED}
    if wanted.question.parts and "offer" in uncounted:
        # One look for each hit: of a join, the planner would rather read all products of the unit.
        goods = DirectoryOffer.objects.filter(wanted.offer, umkm=OuterRef("pk"))
        uncounted["offer"] = Q(Subquery(goods.values(found=Value(True))[:1]))
    more = {}
    if key is not None:
        more["key"] = key if fits or not facets else Case(When(_and(facets.values()), then=key))
    entries = (
        entries.filter(wanted.text & looked_at & _and(uncounted.values()))
        .annotate(miss=_misses({} if fits else facets, bits_of(wanted)), **more)
        .values(*_HIT, "miss", *more, *(["umkm_id"] if more else []))
    )
    return _sql(entries)


def facets_of(wanted: Wanted, source: Sql) -> Sql:
    """The counts over rows of hits; `source` is their query."""
    sql, params = source
    return _facets(f"({sql})", number="count(*)", place=_place(wanted)), params


def _counted(filters: Mapping[str, Q]) -> dict[str, Q]:
    return {name: condition for name, condition in filters.items() if name not in UNCOUNTED}


def _and(conditions: Iterable[Q]) -> Q:
    return reduce(and_, conditions, Q())


def _misses(facets: Mapping[str, Q], bits: Mapping[str, int]):
    misses = [
        Case(When(condition, then=Value(0)), default=Value(bits[name]), output_field=IntegerField())
        for name, condition in facets.items()
    ]
    return reduce(add, misses, Value(0, output_field=IntegerField()))


def _misses_one_at_most(facets: Mapping[str, Q]) -> Q:
    """In a form that indexes can answer: all but one filter, for each of them."""
    if len(facets) < 2:
        return Q()
    all_but = (_and(q for name, q in facets.items() if name != dropped) for dropped in facets)
    return reduce(or_, all_but)


# ── Firms that are counted without looking at them ───────────────────────────────────────────────────────────────────

#: Rows of firms that are enough to count: entries, of which an index has all this, or those with the offer that is asked for.
_ENTRIES = "(SELECT village, profile FROM umkm_directoryentry WHERE is_listed) AS firms"
#: Firms by profile, with what is told of each; a profile may have several rows, which tell the same.
_OF_FIRMS = """
(SELECT told.*, inside.n
FROM (SELECT profile, count(*) AS n FROM {firms} {inside} GROUP BY profile) AS inside
CROSS JOIN LATERAL (SELECT * FROM ({told}) AS told WHERE told.profile = inside.profile LIMIT 1) AS told)
"""
_BY_PLACE = "SELECT 'village', {place}, {miss}, count(*) FROM {firms} {places} {fits} GROUP BY 2, 3"
#: What all listed firms have.
_ALL = """
SELECT what, CASE what WHEN 'village' THEN {place} ELSE value END, {miss}, sum(n)::bigint FROM umkm_directorycount GROUP BY 1, 2
"""
_RAN_OUT = (
    "(SELECT *, 1 AS n FROM ({now}) AS now UNION ALL SELECT *, -1 FROM ({written}) AS written)"
)


def is_of_profiles(wanted: Wanted) -> bool:
    """Whether place, profile and offers tell of each firm if it fits."""
    return not (wanted.question.parts or "since" in wanted.filters)


def of_profiles(wanted: Wanted) -> tuple[dict[str, Sql], list[Sql]]:
    """({name: query} for a WITH, the counts), of which only what differs today is read from whole entries."""
    everybody = _ALL.format(place=_place(wanted, "value"), miss=sum(bits_of(wanted).values())), ()
    if not wanted.filters:
        return {}, [everybody, _ran_out(wanted)]
    named = {}
    if "offer" in wanted.filters:
        offers = DirectoryOffer.objects.filter(wanted.offer, is_listed=True)
        named["firms"] = _sql(offers.values("umkm", "village", "profile").distinct())
    counts = [*_narrowed(wanted, "firms" if named else _ENTRIES), _ran_out(wanted)]
    return named, [*counts, everybody] if adds_up(wanted) else counts


def _narrowed(wanted: Wanted, firms: str) -> list[Sql]:
    """The traits of those that miss one filter at most and are in the right place; by place, those with the right traits."""
    facets = _counted(wanted.filters)
    traits = {name: condition for name, condition in facets.items() if name not in PLACES}
    places = _places(wanted, {name: q for name, q in facets.items() if name in PLACES})
    return [_by_traits(wanted, traits, firms, places), _by_place(wanted, traits, firms, places)]


def _looked_at(wanted: Wanted, rows, facets: Mapping[str, Q]):
    enough = _and(facets.values()) if adds_up(wanted) else _misses_one_at_most(facets)
    return rows.filter(enough).annotate(miss=_misses(facets, bits_of(wanted)))


def _places(wanted: Wanted, facets: Mapping[str, Q]) -> Sql:
    """A JOIN with the villages that are looked at; nothing where all are."""
    if not facets:
        return "", ()
    villages = Village.objects.order_by().annotate(village=F("code"))
    sql, params = _sql(_looked_at(wanted, villages, facets).values("village", "miss"))
    return f"JOIN ({sql}) AS places USING (village)", params


def _by_traits(wanted: Wanted, traits: Mapping[str, Q], firms: str, places: Sql) -> Sql:
    joined, of_places = places
    told = _looked_at(wanted, _profiles(), traits)
    if firms is _ENTRIES and not joined:  # the sums of all firms do
        sql, params = _sql(told.values(*_TRAITS, "miss", "n"))
        source = f"({sql})"
    else:
        sql, of_told = _sql(told.values(*_TRAITS, "miss", "profile"))
        inside = f"{joined} WHERE miss = 0" if joined else ""
        source = _OF_FIRMS.format(firms=firms, inside=inside, told=sql)
        params = (*of_places, *of_told)
    return _facets(source, number="sum(n)::bigint"), params


def _by_place(wanted: Wanted, traits: Mapping[str, Q], firms: str, places: Sql) -> Sql:
    joined, params = places
    miss, fits = "miss" if joined else "0", ""
    if traits:
        sql, of_traits = _sql(_profiles().filter(*traits.values()).values("profile"))
        fits, params = f"WHERE profile IN ({sql})", (*params, *of_traits)
    sql = _BY_PLACE.format(place=_place(wanted), firms=firms, miss=miss, places=joined, fits=fits)
    return sql, params


def of_right_profile(wanted: Wanted) -> Q:
    """What entries with the right traits fulfil too: where they are few, an index finds them by it."""
    traits = [q for name, q in _counted(wanted.filters).items() if name not in PLACES]
    return Q(profile__in=_profiles().filter(*traits).values("profile")) if len(traits) > 1 else Q()


def _profiles():
    return DirectoryProfile.objects.annotate(proven=F("certificates"))


def _ran_out(wanted: Wanted) -> Sql:
    """What differs since rows were written, as a certificate has run out: as they are now, less as they were written."""
    stale = DirectoryEntry.objects.filter(is_listed=True, next_expiry__lt=wanted.today)
    now, params = hits(wanted, stale.annotate(proven=Proven(wanted.today)))
    written, more = hits(wanted, stale.annotate(proven=F("certificates")))
    source = _RAN_OUT.format(now=now, written=written)
    return _facets(source, number="sum(n)::bigint", place=_place(wanted)), (*params, *more)


def _sql(queryset) -> Sql:
    return queryset.query.sql_with_params()
