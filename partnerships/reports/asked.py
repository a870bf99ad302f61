"""Which part of the kabupaten's partnerships a figure is about, and how the database is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import connection

from kemitraan.verification import VerificationStatus
from partnerships import quarters
from partnerships.models import EntryStatus, MouStatus, SuggestionStatus
from partnerships.models.mous import ALIVE, EVER_SIGNED
from partnerships.quarters import Quarter

#: `Asked.programme` of what belongs to no programme.
NO_PROGRAMME = 0


@dataclass(frozen=True)
class Asked:
    """What is counted; every field left empty means all of it.

    `scope` (partnerships.models.Scope) and `programme` (its key, or NO_PROGRAMME) are those of the MoU: supply, demand and
    suggestions belong to none. `cluster`, `district` (Kemendagri code) and `office` are the UMKM's; of an MoU with several UMKM
    only the shares of those that are asked for count. `office` is the OPD that looks after the UMKM's main cluster
    (reference.Cluster.served_by): MoUs and firms name no office of their own, and each firm has one main cluster, so that
    offices add up to the whole. `capital` and `country` (ISO 3166) are the company's.

    `since` and `until` are the first and the last quarter, (year, number): what came about in them. A report that tells what
    is true today says that it leaves them out.
    """

    scope: str = ""
    programme: int | None = None
    cluster: str = ""
    district: str = ""
    office: str = ""
    capital: str = ""
    country: str = ""
    since: Quarter | None = None
    until: Quarter | None = None

    def narrowed(self, **changes: Any) -> "Asked":
        """The same with some fields changed."""
        return replace(self, **changes)

    def values(self) -> dict[str, Any]:
        """What the conditions below and the statements of this package name."""
        return {
            "scope": self.scope,
            "programme": self.programme,
            "cluster": self.cluster,
            "district": self.district,
            "office": self.office,
            "capital": self.capital,
            "country": self.country,
            "since": quarter_number(self.since) if self.since else None,
            "until": quarter_number(self.until) if self.until else None,
            "first_day": quarters.first_day(self.since) if self.since else None,
            "day_after": quarters.first_day(quarters.after(self.until)) if self.until else None,
            "zone": settings.TIME_ZONE,
            "verified": VerificationStatus.VERIFIED,
            "cancelled": MouStatus.CANCELLED,
            "sleeping": MouStatus.SLEEPING,
            "signed": list(EVER_SIGNED),
            "alive": list(ALIVE),
            "entered": EntryStatus.ENTERED,
            "confirmed": EntryStatus.CONFIRMED,
            "disputed": EntryStatus.DISPUTED,
            "withdrawn": SuggestionStatus.WITHDRAWN,
            "matched": SuggestionStatus.MATCHED,
            "one_side": [
                SuggestionStatus.UMKM_INTERESTED,
                SuggestionStatus.COMPANY_INTERESTED,
                SuggestionStatus.MATCHED,
            ],
        }


#: Nothing left out.
EVERYTHING = Asked()


def quarter_number(quarter: Quarter) -> int:
    """Quarters as numbers that follow each other: (2026, 1) -> 8104."""
    year, number = quarter
    return 4 * year + number - 1


def quarter_of_number(number: int) -> Quarter:
    return number // 4, number % 4 + 1


# ── Conditions: each needs the tables under the names that it uses ───────────────────────────────────────────────────
# The values are written into the statement before it is planned, so a condition that asks for nothing costs nothing.

# So do the joins: each key has its row, and an outer join whose columns nobody reads is left out by the planner.

#: After a table or subquery with a column `umkm_id` that is called what {0} says.
FIRM_OF = """
LEFT JOIN umkm_umkm AS firm ON firm.id = {0}.umkm_id
LEFT JOIN reference_village AS village ON village.code = firm.village_id
LEFT JOIN reference_cluster AS cluster ON cluster.code = firm.cluster_id
"""
OF_FIRM = """(
    (%(cluster)s = '' OR firm.cluster_id = %(cluster)s)
    AND (%(district)s = '' OR village.district_id = %(district)s)
    AND (%(office)s = '' OR cluster.served_by = %(office)s)
)"""
OF_COMPANY = """(
    (%(capital)s = '' OR company.capital = %(capital)s) AND (%(country)s = '' OR company.country = %(country)s)
)"""
OF_MOU = """(
    (%(scope)s = '' OR mou.scope = %(scope)s)
    AND (%(programme)s IS NULL OR coalesce(mou.programme_id, 0) = %(programme)s)
)"""
#: Whether the number of a quarter, a day, or a moment (timestamptz) is in the period.
IN_PERIOD = "((%(since)s IS NULL OR {0} >= %(since)s) AND (%(until)s IS NULL OR {0} <= %(until)s))"
DAY_IN_PERIOD = (
    "((%(first_day)s IS NULL OR {0} >= %(first_day)s::date)"
    " AND (%(day_after)s IS NULL OR {0} < %(day_after)s::date))"
)
MOMENT_IN_PERIOD = (
    "((%(first_day)s IS NULL OR {0} >= %(first_day)s::date::timestamp AT TIME ZONE %(zone)s)"
    " AND (%(day_after)s IS NULL OR {0} < %(day_after)s::date::timestamp AT TIME ZONE %(zone)s))"
)
QUARTER_OF_DAY = "(4 * extract(year FROM {0})::int + extract(quarter FROM {0})::int - 1)"
#: All MoUs that are asked for: those with such a company, programme and scope, and with such an UMKM among their members.
MOUS = f"""
SELECT mou.id FROM partnerships_mou AS mou JOIN investors_company AS company ON company.id = mou.company_id
WHERE {OF_MOU} AND {OF_COMPANY} AND (
    (%(cluster)s = '' AND %(district)s = '' AND %(office)s = '')
    OR mou.id IN (
        SELECT member.mou_id FROM partnerships_moumember AS member {FIRM_OF.format("member")} WHERE {OF_FIRM}
    )
)
"""  # noqa: S608 - constants of this module


def fetch(statement: str, asked: Asked, **more: Any) -> Sequence[tuple]:
    """All rows of a statement that names the values of `asked` and `more`."""
    with connection.cursor() as cursor:
        cursor.execute(statement, asked.values() | more)
        return cursor.fetchall()
