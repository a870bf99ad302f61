"""What each filter means, as a condition on a row of DirectoryEntry. What an owner does not show is not in the row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import (
    BooleanField,
    CharField,
    DecimalField,
    F,
    FloatField,
    Func,
    Lookup,
    Q,
    Value,
)

from kemitraan.reference.choices import recent_choices
from kemitraan.reference.models import Unit
from kemitraan.reference.places import km_between
from umkm.search.question import Question


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


class _OfOffers(Func):
    """SQL about the firm's products: `template` has {offers} where their rows stand, named offer."""

    _COLUMNS = {  # each is unpacked for every firm that is looked at: only those that are spoken of
        "unit": "units", "free": "free", "capacity": "capacity", "price_from": "price_from", "price_to": "price_to",
    }  # fmt: skip

    def __init__(self, template: str, params: tuple, output_field, prefix: str = ""):
        self.spoken = [name for name in self._COLUMNS if f"offer.{name}" in template]
        columns = (F(f"{prefix}{self._COLUMNS[name]}") for name in self.spoken)
        super().__init__(*columns, output_field=output_field)
        self.sql, self.given = template, params

    def as_sql(self, compiler, connection):
        columns = ", ".join(compiler.compile(source)[0] for source in self.source_expressions)
        offers = f"unnest({columns}) AS offer ({', '.join(self.spoken)})"
        return self.sql.format(offers=offers), self.given


def most_free(unit: Unit, prefix: str = "") -> _OfOffers:
    """How much a month a firm has free at most, in base units of this one."""
    return _OfOffers(
        "(SELECT max(offer.free) FROM {offers} WHERE offer.unit = %s)",
        (unit.base_code,),
        DecimalField(),
        prefix,
    )


def _has_offer(given: Mapping[str, Any]) -> _OfOffers | None:
    """One product that is measured so, has so much, and costs so much; its price is compared for the unit that was chosen."""
    unit: Unit | None = given.get("unit")
    conditions, params = ["true"], []
    if unit:
        conditions.append("offer.unit = %s")
        params.append(unit.base_code)
    for name, column in (("capacity", "free"), ("total", "capacity")):
        if unit and given.get(name) is not None:
            conditions.append(f"offer.{column} >= %s")
            params.append(unit.to_base(given[name]))
    factor = Decimal(unit.factor) if unit else None
    for name, test in (
        ("price_from", "offer.price_to >= %s"),
        ("price_to", "offer.price_from <= %s"),
    ):
        if given.get(name) is not None:
            price = Decimal(given[name])
            conditions.append(test)
            params.append(round(price / factor, 12) if factor else price)
    if len(conditions) == 1:
        return None
    where = " AND ".join(conditions)
    return _OfOffers(
        f"EXISTS (SELECT FROM {{offers}} WHERE {where})", tuple(params), BooleanField()
    )


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
    """What is looked for. `filters` maps the name of each filter in use to its condition, on rows annotated with `proven`."""

    today: date
    question: Question = field(default_factory=Question)
    filters: Mapping[str, Q] = field(default_factory=dict)
    near: Nearness | None = None
    unit: Unit | None = None
    sort: str = ""

    @property
    def text(self) -> Q:
        return Q(terms__holds=self.question.query) if self.question.parts else Q()

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
    if offer := _has_offer(given):
        unit = given.get("unit")  # a look at the units spares most firms the look at their products
        wanted["offer"] = Q(units__contains=[unit.base_code]) & Q(offer) if unit else Q(offer)
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
