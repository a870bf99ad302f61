"""Figures that anybody may have: counts and sums by cluster, kecamatan and quarter, in which no firm can be made out.

A cell is published when it rests on at least LEAST_UMKM UMKM, in partnerships also on at least LEAST_COMPANIES companies, or on
nobody at all (0). Otherwise it is hidden. Hidden cells never stand alone: in the same group (the cells of one cluster, or the
parts of one cell) the smallest cell that could be published is hidden with them. Whoever subtracts all that is published
from a total of the group, here or on another page, therefore gets a sum that rests on that many firms itself. A
group without a cell that could be published is hidden whole, zeros too, and every cell has its row: what is missing tells nothing.
All hidden cells look alike, so nobody sees which of them is the small one. No file holds totals.

Open needs are counted as they are: each of them stands on the public page of needs with its company.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import ExtractQuarter, ExtractYear

from investors.models import Need
from kemitraan.reference.models import Cluster, District, SizeClass
from partnerships import reports
from partnerships.models import Scope
from umkm.models import Umkm

LEAST_UMKM = 5
LEAST_COMPANIES = 3

#: What the last column says of a row in which a value is hidden.
HIDDEN = "<5"

Key = TypeVar("Key", bound=Hashable)

#: A line of a file, in the order of partnerships.wording.opendata.DATA_SETS; None is a hidden value.
Line = list[str | int | float | None]


@dataclass(frozen=True)
class Cell:
    """A figure and how many stand behind it; `companies` is None where none are counted."""

    umkm: int = 0
    companies: int | None = None
    count: int = 0
    rupiah: int = 0

    @property
    def is_empty(self) -> bool:
        return self.umkm == 0

    @property
    def is_safe(self) -> bool:
        enough = self.companies is None or self.companies >= LEAST_COMPANIES
        return self.umkm >= LEAST_UMKM and enough


def hidden(group: Mapping[Key, Cell]) -> set[Key]:
    """Which cells of one group must not be shown, by the rule at the top of this module."""
    small = {key for key, cell in group.items() if not cell.is_empty and not cell.is_safe}
    if not small:
        return set()
    safe = [key for key, cell in group.items() if cell.is_safe]
    if not safe:
        return set(group)
    return small | {min(safe, key=lambda key: (group[key].umkm, str(key)))}


# ── Supply ───────────────────────────────────────────────────────────────────────────────────────────────────────────

#: The parts of a cell of supply: each list adds up to all its UMKM.
_SIZES = [*SizeClass.values, ""]
_OWNERS = {"women": True, "others": False, "unknown": None}


def umkm_lines() -> list[Line]:
    """Verified UMKM of each cluster in each kecamatan, by size class and by whether a woman owns them."""
    parts = {f"size_{size}": Count("pk", filter=Q(size_class=size)) for size in _SIZES} | {
        name: Count(
            "pk", filter=Q(women_owned__isnull=True) if value is None else Q(women_owned=value)
        )
        for name, value in _OWNERS.items()
    }
    counted = {
        (row["cluster_id"], row["village__district_id"]): row
        for row in Umkm.objects.verified()
        .order_by()
        .values("cluster_id", "village__district_id")
        .annotate(firms=Count("pk"), **parts)
    }
    clusters, districts = _clusters(), _districts(district for _cluster, district in counted)
    lines = []
    for cluster, cluster_name in clusters.items():
        group = {
            district: Cell(umkm=counted.get((cluster, district), {}).get("firms", 0))
            for district in districts
        }
        covered = hidden(group)
        for district, name in districts.items():
            row = counted.get((cluster, district), {})
            firms = None if district in covered else group[district].umkm
            sizes = _parts(row, [f"size_{size}" for size in _SIZES], shown=firms is not None)
            owners = _parts(row, list(_OWNERS), shown=firms is not None)
            women = owners[0]
            percent = round(100 * women / firms, 1) if firms and women is not None else None
            values = [firms, *sizes, *owners]
            lines.append([cluster, cluster_name, district, name, *values, percent, _note(values)])
    return lines


def _parts(row: dict, names: list[str], *, shown: bool) -> list[int | None]:
    group = {name: Cell(umkm=row.get(name, 0)) for name in names}
    covered = hidden(group) if shown else set(group)
    return [None if name in covered else cell.umkm for name, cell in group.items()]


# ── Demand ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def need_lines() -> list[Line]:
    """Open needs of verified companies by cluster and by the quarter in which they were written."""
    names = {**_clusters(), None: ""}
    rows = (
        Need.objects.public()
        .order_by()
        .annotate(in_year=ExtractYear("created_at"), in_quarter=ExtractQuarter("created_at"))
        .values_list("clusters", "in_year", "in_quarter")
        .annotate(needs=Count("pk", distinct=True), companies=Count("company", distinct=True))
    )
    place = {cluster: position for position, cluster in enumerate(names)}
    return [
        [cluster or "", names[cluster], f"{year}-Q{quarter}", needs, companies]
        for cluster, year, quarter, needs, companies in sorted(
            rows, key=lambda row: (place[row[0]], row[1], row[2])
        )
    ]


# ── Partnerships ─────────────────────────────────────────────────────────────────────────────────────────────────────

#: What is counted, each with its own firms behind it and so hidden by itself.
MEASURES = ("suggestion", *reports.AMOUNTS)
_OWN = reports.Asked(scope=Scope.REGENCY)


def partnership_lines() -> list[Line]:
    """Suggestions, MoUs, contracts and the four amounts of each cluster in each kecamatan and quarter; scope kabupaten.

    The amounts are those of partnerships.reports: the potential in the quarter of the first talks, MoU and contract in that
    of their signature, the realised one in the quarter that it is about; of an MoU each UMKM has its share.
    """
    cells = _partnership_cells()
    clusters, districts = _clusters(), _districts(key[2] for key in cells)
    seasons = sorted({key[3] for key in cells})
    lines = []
    for cluster, cluster_name in clusters.items():
        groups = {
            measure: {
                (district, quarter): cells.get((measure, cluster, district, quarter), Cell())
                for district in districts
                for quarter in seasons
            }
            for measure in MEASURES
        }
        covered = {measure: hidden(group) for measure, group in groups.items()}
        for district, name in districts.items():
            for quarter in seasons:
                key = (district, quarter)
                seen = {
                    measure: None if key in covered[measure] else group[key]
                    for measure, group in groups.items()
                }
                counts = [
                    seen[measure] and seen[measure].count
                    for measure in ("suggestion", "mou", "contract")
                ]
                amounts = [seen[measure] and seen[measure].rupiah for measure in MEASURES[1:]]
                values = [*counts, *amounts]
                season = "{}-Q{}".format(*reports.quarter_of_number(quarter))
                lines.append(
                    [cluster, cluster_name, district, name, season, *values, _note(values)]
                )
    return lines


def cluster_cells() -> dict[str, dict[str, Cell]]:
    """{amount: {cluster: what it is, of all kecamatan and quarters}}: every cluster, also where nothing is. Scope kabupaten."""
    found: dict[str, dict[str, Cell]] = {
        amount: dict.fromkeys(_clusters(), Cell(companies=0)) for amount in reports.AMOUNTS
    }
    for amount, (cluster,), counted in reports.amount_cells(("cluster",), _OWN):
        found[amount][cluster] = Cell(*counted)
    return found


def _partnership_cells() -> dict[tuple[str, str, str, int], Cell]:
    """{(measure, cluster, kecamatan, number of the quarter): what it is}, only where there is something."""
    columns = ("cluster", "district", "quarter")
    found = {
        (amount, *key): Cell(*counted)
        for amount, key, counted in reports.amount_cells(columns, _OWN)
    }
    return found | {
        ("suggestion", *key): Cell(*counted)
        for key, counted in reports.suggestion_cells(columns, _OWN)
    }


# ── What all of them have ────────────────────────────────────────────────────────────────────────────────────────────


def _clusters() -> dict[str, str]:
    """{code: Indonesian name}, whatever the reader speaks: a file is the same for everybody."""
    return dict(Cluster.objects.values_list("pk", "name_id"))


def _districts(also: Iterable[str]) -> dict[str, str]:
    """{Kemendagri code: name} of every kecamatan of the kabupaten, and of those beyond it that have a figure."""
    wanted = Q(regency=settings.REGENCY) | Q(pk__in=set(also))
    return dict(District.objects.filter(wanted).order_by("pk").values_list("pk", "name"))


def _note(values: list[int | None]) -> str:
    return HIDDEN if None in values else ""


#: {code of the data set: what makes its lines}
LINES = {"umkm": umkm_lines, "kebutuhan": need_lines, "kemitraan": partnership_lines}
