"""What each filter means, as a condition on a row of DirectoryEntry. What an owner does not show is not in the row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import (
    CharField,
    Exists,
    F,
    FloatField,
    Func,
    Lookup,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
)

from kemitraan.reference.choices import recent_choices
from kemitraan.reference.models import Unit
from kemitraan.reference.places import km_between
from umkm.models import DirectoryOffer
from umkm.search.question import Question

#: Marks a unit that a firm offers something in, among its terms (migration 0003).
UNIT_TERM = "~#"


@SearchVectorField.register_lookup
class _Holds(Lookup):
    """tsvector @@ tsquery as written: to_tsquery would cut the marks off the terms."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        left, params = self.process_lhs(compiler, connection)
        return f"{left} @@ %s::tsquery", (*params, self.rhs)


_PROVEN = """
CASE WHEN {expiry} < %s THEN ARRAY(
    SELECT DISTINCT kind_id FROM umkm_certificate
    WHERE umkm_id = {firm} AND (expires_on IS NULL OR expires_on >= %s) ORDER BY kind_id
) ELSE {written} END
"""


class Proven(Func):
    """The codes of the certificates that are valid on a day: as written, or read anew where one has run out since."""

    output_field = ArrayField(CharField(max_length=24))

    def __init__(self, today: date, prefix: str = ""):
        super().__init__(*(F(prefix + name) for name in ("certificates", "next_expiry", "umkm_id")))
        self.today = today

    def as_sql(self, compiler, connection):
        written, expiry, firm = (compiler.compile(source)[0] for source in self.source_expressions)
        return _PROVEN.format(written=written, expiry=expiry, firm=firm), (self.today, self.today)


def most_free(unit: Unit) -> Subquery:
    """How much a month a firm has free at most, in base units of this one; for rows whose key is that of the firm."""
    goods = DirectoryOffer.objects.filter(umkm=OuterRef("pk"), unit=unit.base_code).order_by()
    return Subquery(goods.values("umkm").values(most=Max("free")))


def offer_of(given: Mapping[str, Any]) -> Q:
    """One product that is measured so, has so much, and costs so much; its price is compared for the unit that was chosen."""
    unit: Unit | None = given.get("unit")
    wanted = Q(unit=unit.base_code) if unit else Q()
    for name, column in (("capacity", "free"), ("total", "capacity")):
        if unit and given.get(name) is not None:
            wanted &= Q(**{f"{column}__gte": unit.to_base(given[name])})
    factor = Decimal(unit.factor) if unit else None
    for name, test in (("price_from", "price_to__gte"), ("price_to", "price_from__lte")):
        if given.get(name) is not None:
            price = Decimal(given[name])
            wanted &= Q(**{test: round(price / factor, 12) if factor else price})
    return wanted


#: Filters on where a firm is. Their conditions hold for villages too.
PLACES = frozenset({"district", "village", "within"})
#: Filters that one product has to fulfil together; they are dropped together too.
OFFER = ("unit", "capacity", "total", "price_from", "price_to")


@dataclass(frozen=True, slots=True)
class Nearness:
    """How far each village of the kabupaten is from a point, in km as the crow flies."""

    km: Mapping[str, float] = field(default_factory=dict)

    def within(self, most: float) -> list[str]:
        return [code for code, km in self.km.items() if km <= most]


class Kilometres(Func):
    """How far a firm's village is."""

    output_field = FloatField()

    def __init__(self, near: Nearness, prefix: str = ""):
        super().__init__(
            F(f"{prefix}village"), Value(_array(near.km)), Value(_array(near.km.values()))
        )

    def as_sql(self, compiler, connection):
        village, codes, km = map(compiler.compile, self.source_expressions)
        sql = f"(({km[0]})::float8[])[array_position(({codes[0]})::text[], {village[0]}::text)]"
        return sql, (*km[1], *codes[1])

    @property
    def identity(self):
        return (type(self), *self.source_expressions)


def _array(values) -> str:
    """A literal of PostgreSQL, of codes or numbers."""
    return "{" + ",".join(map(str, values)) + "}"


def nearness(lat: float, lng: float) -> Nearness:
    points = recent_choices().points
    return Nearness({code: km_between(lat, lng, to_lat, to_lng) for code, to_lat, to_lng in points})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `filters` maps the name of each filter in use to its condition, on rows annotated with `proven`; `offer`
    is the condition of that name on rows of DirectoryOffer."""

    today: date
    question: Question = field(default_factory=Question)
    filters: Mapping[str, Q] = field(default_factory=dict)
    offer: Q = field(default_factory=Q)
    near: Nearness | None = None
    unit: Unit | None = None
    sort: str = ""

    @property
    def text(self) -> Q:
        if not self.question.parts:
            return Q()
        measured = self.unit is not None and "offer" in self.filters
        in_unit = f" & '{UNIT_TERM}{self.unit.base_code}'" if measured else ""
        return Q(terms__holds=f"{self.question.query}{in_unit}")

    def looser(self) -> "Wanted | None":
        """What is looked for when no firm has all of it; None: the text has no families."""
        question = self.question.looser()
        return None if question is None else replace(self, question=question)


def conditions(given: Mapping[str, Any], near: Nearness | None) -> dict[str, Q]:
    """{filter: condition} of those that ask for something."""
    wanted: dict[str, Q] = {}
    one_of = (
        ("cluster", "cluster"),
        ("district", "district"),
        ("size", "size_class"),
        ("form", "form"),
    )
    for name, column in one_of:
        if given.get(name):
            wanted[name] = Q(**{f"{column}__in": _codes(given[name])})
    if given.get("village"):
        wanted["village"] = Q(village=given["village"].pk)
    if given.get("certificate"):
        wanted["certificate"] = Q(proven__contains=_codes(given["certificate"]))
    if offer := offer_of(given):
        wanted["offer"] = Q(Exists(DirectoryOffer.objects.filter(offer, umkm=OuterRef("pk"))))
    if given.get("payment_days") is not None:
        wanted["payment_days"] = Q(payment_days__gte=given["payment_days"])
    if given.get("no_down_payment"):
        wanted["no_down_payment"] = Q(down_payment_percent=0)
    if given.get("consignment"):
        wanted["consignment"] = Q(accepts_consignment=True)
    if given.get("women_owned"):
        wanted["women_owned"] = Q(women_owned=True)
    if given.get("since"):
        wanted["since"] = Q(verified_at__date__gte=given["since"])
    if near is not None and given.get("within") is not None:
        wanted["within"] = Q(village__in=near.within(given["within"]))
    return wanted


def _codes(chosen: Sequence[str]) -> list[str]:
    return sorted(map(str, chosen))
