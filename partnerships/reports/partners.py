"""Who lives in partnership today, and where it has gone quiet.

A partnership lives while its MoU is signed, not over, and neither asleep nor in dispute (partnerships.models.mous.ALIVE).
These reports tell what is true today and leave the period out.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.reports.asked import EVERYTHING, MOUS, OF_COMPANY, OF_MOU, Asked, fetch
from partnerships.reports.headline import VERIFIED_FIRMS
from partnerships.reports.tables import DIMENSIONS
from partnerships.waiting import SILENT_DAYS


@dataclass(frozen=True)
class Share:
    """Of the verified UMKM of a row, how many live in partnership; `percent` is None where there is no UMKM."""

    key: str
    label: str
    firms: int
    partners: int
    asked: Asked = EVERYTHING

    @property
    def percent(self) -> float | None:
        return round(100 * self.partners / self.firms, 1) if self.firms else None


@dataclass(frozen=True)
class Shares:
    """Each firm stands in one row, so that the rows are the total."""

    dimension: str
    rows: list[Share]
    total: Share


@dataclass(frozen=True)
class Quiet:
    """How many MoUs sleep, and what they were signed for (whole rupiah; the shares of all their UMKM)."""

    count: int
    rupiah: int


def in_partnership(dimension: str = "cluster", asked: Asked = EVERYTHING) -> Shares:
    """Verified UMKM that are a member of a living MoU, by cluster, district or office. Two statements.

    Scope, programme, capital and country ask for the MoU; the UMKM that they are a share of are all of them.
    """
    divided = DIMENSIONS[dimension]
    found = {
        (key, bool(is_total)): (firms, partners)
        for key, is_total, firms, partners in fetch(
            f"""
            SELECT {divided.column}, grouping({divided.column}), count(*), count(living.umkm_id)
            FROM ({VERIFIED_FIRMS}) AS firm LEFT JOIN ({LIVING}) AS living ON living.umkm_id = firm.id
            GROUP BY GROUPING SETS (({divided.column}), ())
            """,  # noqa: S608 - constants of this package
            asked,
        )
    }
    keys = {key for key, is_total in found if not is_total}
    rows = [
        Share(key, label, *found.get((key, False), (0, 0)), asked.narrowed(**{dimension: key}))
        for key, label in divided.names(keys, getattr(asked, dimension)).items()
    ]
    total = Share("", _("Jumlah"), *found[None, True], asked)
    return Shares(dimension, rows, total)


def sleeping(asked: Asked = EVERYTHING) -> Quiet:
    """MoUs that booked nothing for so long that they sleep (WatchRule MOU_ASLEEP), and have not woken. One statement."""
    return Quiet(
        *fetch(f"SELECT count(*), coalesce(sum(rupiah), 0) FROM ({SLEEPING}) AS mou", asked)[0]  # noqa: S608
    )


@dataclass(frozen=True)
class Silence:
    """A company with a living partnership from which nothing has come since a moment."""

    company_id: int
    since: datetime


def silent_companies(
    asked: Asked = EVERYTHING, *, today: date | None = None, days: int = SILENT_DAYS
) -> list[Silence]:
    """Companies with a living partnership that have entered and answered nothing for more than so many days, the longest silence
    first. One statement.

    What counts as a sign of life: whatever one of the company's people did to its suggestions, MoUs, contracts and
    realisations (the rows of state changes), what an officer entered for it, and the signature of the youngest living MoU.
    What its UMKM book says nothing of the company.
    """
    today = today or timezone.localdate()
    return [Silence(*row) for row in fetch(SILENT, asked, last_day=today - timedelta(days=days))]


#: UMKM that are a member of a living MoU, once each.
LIVING = f"""
SELECT DISTINCT member.umkm_id FROM partnerships_moumember AS member
JOIN partnerships_mou AS mou ON mou.id = member.mou_id
JOIN investors_company AS company ON company.id = mou.company_id
WHERE mou.status = ANY(%(alive)s) AND {OF_MOU} AND {OF_COMPANY}
"""  # noqa: S608 - constants of this package

SLEEPING = f"""
SELECT mou.id, coalesce(mou.mou_rupiah, 0) AS rupiah, (
    SELECT max(change.at) FROM partnerships_moustatuschange AS change
    WHERE change.subject_id = mou.id AND change.target = %(sleeping)s
) AS since
FROM partnerships_mou AS mou WHERE mou.status = %(sleeping)s AND mou.id IN ({MOUS})
"""  # noqa: S608 - constants of this package


_CONTRACT_OWNER = """
JOIN partnerships_contract AS contract ON contract.id = {0}
JOIN partnerships_mou AS owner ON owner.id = contract.mou_id
"""
_REALISATION_OWNER = (
    "JOIN partnerships_realisation AS paid ON paid.id = act.subject_id"
    + _CONTRACT_OWNER.format("paid.contract_id")
)
#: (log of state changes, how its rows lead to what belongs to a company); first where companies act most often.
_LOGS = (
    ("partnerships_realisationstatuschange", _REALISATION_OWNER),
    (
        "partnerships_suggestionstatuschange",
        "JOIN partnerships_suggestion AS pair ON pair.id = act.subject_id "
        "JOIN investors_need AS owner ON owner.id = pair.need_id",
    ),
    ("partnerships_moustatuschange", "JOIN partnerships_mou AS owner ON owner.id = act.subject_id"),
    ("partnerships_contractstatuschange", _CONTRACT_OWNER.format("act.subject_id")),
)


def _acts(condition: str) -> str:
    """(company, moment) of all that companies did and that fulfils a condition on `owner.company_id` and `{at}`."""
    by_its_people = [
        f"""
        SELECT owner.company_id, act.at FROM {log} AS act {path}
        JOIN investors_companymember AS person ON person.company_id = owner.company_id AND person.user_id = act.actor_id
        WHERE {condition.format(at="act.at")}
        """  # noqa: S608 - constants of this module
        for log, path in _LOGS
    ]
    entered = [
        f"""
        SELECT owner.company_id, act.entered_at FROM {ledger} AS act {path}
        WHERE act.entered_side = 'company' AND {condition.format(at="act.entered_at")}
        """  # noqa: S608 - constants of this module
        for ledger, path in (
            ("partnerships_contract", "JOIN partnerships_mou AS owner ON owner.id = act.mou_id"),
            ("partnerships_realisation", _CONTRACT_OWNER.format("act.contract_id")),
        )
    ]
    return " UNION ALL ".join((*by_its_people, *entered))


# Each company with a living partnership is asked for one act of late, which ends its search; how long the others are silent is
# looked up for them alone.
SILENT = f"""
WITH living AS MATERIALIZED (
    SELECT mou.company_id, max(mou.signed_on)::timestamp AT TIME ZONE %(zone)s AS at FROM partnerships_mou AS mou
    WHERE mou.status = ANY(%(alive)s) AND mou.id IN ({MOUS}) GROUP BY mou.company_id
), quiet AS MATERIALIZED (
    SELECT company_id, at FROM living
    WHERE at < %(last_day)s::timestamp AT TIME ZONE %(zone)s AND NOT EXISTS (
        {_acts("owner.company_id = living.company_id AND {at} >= %(last_day)s::timestamp AT TIME ZONE %(zone)s")}
    )
)
SELECT quiet.company_id, greatest(quiet.at, last.at) AS since
FROM quiet LEFT JOIN (
    SELECT company_id, max(at) AS at
    FROM ({_acts("owner.company_id IN (SELECT company_id FROM quiet)")}) AS act GROUP BY company_id
) AS last USING (company_id)
ORDER BY since, quiet.company_id
"""  # noqa: S608 - constants of this package
