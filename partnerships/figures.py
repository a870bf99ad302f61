"""The public numbers of the kabupaten's own programme, and beside them what sources say of other drives. The two never meet in one sum.

The sums are those of partnerships.reports, scope kabupaten. What rests on few firms is hidden by the rule of partnerships.opendata.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, QuerySet

from investors.models import Company
from kemitraan.reference.models import Cluster
from partnerships import opendata, reports
from partnerships.models import PartnershipProgramme, Scope
from partnerships.opendata import Cell, hidden

#: The kabupaten's own programme.
OWN = reports.Asked(scope=Scope.REGENCY)
AMOUNTS = reports.AMOUNTS


@dataclass(frozen=True)
class ClusterRow:
    """A cluster with its verified UMKM, its signed MoUs, and {amount: whole rupiah}; None is hidden."""

    cluster: Cluster
    umkm: int
    mous: int | None
    rupiah: dict[str, int | None]


@dataclass(frozen=True)
class Figures:
    """`totals` as partnerships.reports.headline names them; `companies` by capital. `partnered` are the verified UMKM with a
    living partnership (partnerships.reports.in_partnership; None: too few to be told), `percent` their share of all verified UMKM."""

    totals: dict[str, int]
    companies: dict[str, int]
    partnered: int | None
    percent: float | None
    clusters: list[ClusterRow]

    @property
    def hides(self) -> bool:
        return self.partnered is None or any(
            value is None for row in self.clusters for value in [row.mous, *row.rupiah.values()]
        )


def own_figures() -> Figures:
    """At most HEADLINE_SECONDS old: anybody may ask, and the sums go over all partnerships."""
    return cache.get_or_set("figures:own", _own_figures, reports.HEADLINE_SECONDS)


def _own_figures() -> Figures:
    totals = reports.headline(OWN)
    shares = reports.in_partnership("cluster", OWN)
    partnered = shares.total.partners
    is_told = not partnered or partnered >= opendata.LEAST_UMKM
    return Figures(
        totals=totals,
        companies=_companies(),
        partnered=partnered if is_told else None,
        percent=100 * partnered / totals["umkm"] if is_told and totals["umkm"] else None,
        clusters=_clusters({row.key: row.firms for row in shares.rows}),
    )


def _companies() -> dict[str, int]:
    rows = Company.objects.verified().order_by().values_list("capital")
    return dict.fromkeys(Company.Capital.values, 0) | dict(rows.annotate(Count("pk")))


def _clusters(firms: dict[str, int]) -> list[ClusterRow]:
    cells = opendata.cluster_cells()
    covered = {name: hidden(cells[name]) for name in AMOUNTS}

    def shown(name: str, cluster: str) -> Cell | None:
        return None if cluster in covered[name] else cells[name][cluster]

    rows = []
    for cluster in Cluster.objects.all():
        told = {name: shown(name, cluster.pk) for name in AMOUNTS}
        rows.append(
            ClusterRow(
                cluster,
                firms.get(cluster.pk, 0),
                told["mou"] and told["mou"].count,
                {name: cell and cell.rupiah for name, cell in told.items()},
            )
        )
    return rows


def programmes() -> QuerySet[PartnershipProgramme]:
    """Drives as their sources tell of them, each with the totals that other sources give of the same (`others`)."""
    return PartnershipProgramme.objects.filter(beside=None).prefetch_related("others")
