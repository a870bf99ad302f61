"""The four amounts divided: by whose they are, by where, and by when they came about."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from investors.countries import country_name
from investors.models import Company
from kemitraan.reference.models import Cluster, District
from partnerships import quarters
from partnerships.models import PartnershipProgramme
from partnerships.reports.amounts import (
    AMOUNTS,
    MEASURES,
    PARTS,
    SUMMED,
    Amounts,
    Figure,
    as_figures,
)
from partnerships.reports.asked import (
    EVERYTHING,
    NO_PROGRAMME,
    Asked,
    fetch,
    quarter_of_number,
)
from partnerships.reports.headline import VERIFIED_COMPANIES, VERIFIED_FIRMS


@dataclass(frozen=True)
class Row:
    """One line of a table: its name, its amounts, and how many firms stand behind it.

    `firms` are the verified ones, `partners` those with a signed MoU: UMKM, or companies in the tables of capital and country.
    A firm with MoUs in two quarters or programmes stands in both rows, so that partners may be more than in the total.
    `asked` is what the row counts: the question of the whole table, narrowed to the row.
    """

    key: str
    label: str
    amounts: Amounts = field(default_factory=Amounts)
    firms: int = 0
    partners: int = 0
    asked: Asked = EVERYTHING


@dataclass(frozen=True)
class Table:
    """`total`, and `figures` with all that is measured of it, are summed up by the database in the same statement as the rows."""

    dimension: str
    rows: list[Row]
    total: Row
    figures: dict[str, Figure]

    @property
    def counts_companies(self) -> bool:
        return DIMENSIONS[self.dimension].firms == "company"

    @property
    def counts_firms(self) -> bool:
        """Whether rows have `firms`: quarters and programmes have none."""
        return bool(DIMENSIONS[self.dimension].firms)


@dataclass(frozen=True)
class Dimension:
    """What a table is divided by. `column` is one of PARTS; `firms` says whose number stands beside the amounts ("firm": UMKM);
    `labels` names the keys, in the order of the rows, for the keys that have an amount or a firm."""

    column: str
    firms: str
    labels: Callable[[Collection], dict]

    def names(self, keys: Collection, only: str | int | None = None) -> dict:
        """{key: label} of the rows; where one key is asked for, it has the only row."""
        names = self.labels(keys)
        if only in ("", None):
            return names
        return {only: names[only]} if only in names else {}


def by(dimension: str, asked: Asked = EVERYTHING) -> Table:
    """The amounts by one of DIMENSIONS. One statement, and one for the names.

    Every cluster, OPD and capital has its row, also where nothing has happened yet; of kecamatan, countries, programmes and
    quarters those that have something. Quarters are told newest first: the potential in that of the first talks, MoU and
    contract in that of their signature, the realised amount in the one that it is about.
    """
    divided = DIMENSIONS[dimension]
    measured, firms, partners = defaultdict(list), {}, {}
    for key, is_total, told, rupiah, count in fetch(_statement(divided), asked, now=None):
        key = None if is_total else key
        if told in MEASURES:
            measured[key].append((told, rupiah, count))
        else:
            {"firms": firms, "partners": partners}[told][key] = count
    total = as_figures(measured.pop(None, ()))
    keys = {*measured, *firms} - {None}

    def row(key, label: str, narrowed: Asked) -> Row:
        own = total if key is None else as_figures(measured.get(key, ()))
        amounts = Amounts(**{name: own[name].rupiah for name in AMOUNTS})
        name = "" if key is None else _name(dimension, key)
        return Row(name, label, amounts, firms.get(key, 0), partners.get(key, 0), narrowed)

    rows = [
        row(key, label, asked.narrowed(**_narrowing(dimension, key)))
        for key, label in divided.names(keys, getattr(asked, dimension, None)).items()
    ]
    return Table(dimension, rows, row(None, _("Jumlah"), asked), total)


def _statement(divided: Dimension) -> str:
    """(key, whether it is the total, what is told: a measure, "partners" or "firms", rupiah, how many)."""
    partner = "company" if divided.firms == "company" else "firm"
    parts = PARTS if divided.column == "quarter" else SUMMED
    firms = f"""
    UNION ALL
    SELECT {divided.column}, grouping({divided.column}), 'firms', NULL, count(*)
    FROM ({VERIFIED_COMPANIES if divided.firms == "company" else VERIFIED_FIRMS}) AS firm
    GROUP BY GROUPING SETS (({divided.column}), ())
    """  # noqa: S608 - constants of this package
    return f"""
    WITH part AS MATERIALIZED (
        SELECT {divided.column} AS key, measure, rupiah, rows, CASE WHEN measure = 'mou' THEN {partner} END AS partner
        FROM ({parts}) AS part
    )
    SELECT key, grouping(key), measure, sum(rupiah), sum(rows) FROM part GROUP BY GROUPING SETS ((key, measure), (measure))
    UNION ALL
    SELECT key, grouping(key), 'partners', NULL, count(DISTINCT partner) FROM part WHERE partner IS NOT NULL
    GROUP BY GROUPING SETS ((key), ())
    {firms if divided.firms else ""}
    """  # noqa: S608 - constants of this package


def _name(dimension: str, key) -> str:
    """A quarter is called "2026-4", everything else by its own key."""
    return "{}-{}".format(*quarter_of_number(key)) if dimension == "quarter" else str(key)


def _narrowing(dimension: str, key) -> dict:
    if dimension == "quarter":
        quarter = quarter_of_number(key)
        return {"since": quarter, "until": quarter}
    return {dimension: key}


# ── What a table can be divided by ───────────────────────────────────────────────────────────────────────────────────


def _clusters(_keys) -> dict[str, str]:
    return {cluster.pk: cluster.name for cluster in Cluster.objects.all()}


def _districts(keys) -> dict[str, str]:
    return dict(District.objects.filter(pk__in=keys).order_by("name").values_list("pk", "name"))


def offices(_keys=()) -> dict[str, str]:
    """The OPD that look after a cluster, by name."""
    names = Cluster.objects.order_by("served_by").values_list("served_by", flat=True).distinct()
    return {name: name for name in names}


def _capitals(_keys) -> dict[str, str]:
    return {capital.value: str(capital.label) for capital in Company.Capital}


def _countries(keys) -> dict[str, str]:
    named = {key: country_name(key) for key in keys}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def _programmes(keys) -> dict[int, str]:
    rows = PartnershipProgramme.objects.filter(pk__in=keys).values_list("pk", "name")
    named: dict[int, str] = dict(rows)
    return named | ({NO_PROGRAMME: _("tanpa program")} if NO_PROGRAMME in keys else {})


def _quarters(keys) -> dict[int, str]:
    return {key: quarters.short_name(quarter_of_number(key)) for key in sorted(keys, reverse=True)}


DIMENSIONS = {
    "cluster": Dimension("cluster", "firm", _clusters),
    "district": Dimension("district", "firm", _districts),
    "office": Dimension("office", "firm", offices),
    "capital": Dimension("capital", "company", _capitals),
    "country": Dimension("country", "company", _countries),
    "programme": Dimension("programme", "", _programmes),
    "quarter": Dimension("quarter", "", _quarters),
}
