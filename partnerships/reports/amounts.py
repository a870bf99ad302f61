"""The four amounts (whole rupiah), never mixed and never added to each other.

*Potential* is what MoUs that were not cancelled could be worth, *mou* what was signed, *contract* and *realised* what one side
entered and the other confirmed. Entries that still wait for that, and those on which the sides disagree (with both
figures), stand beside them and are never added.

All of them come from one relation, PARTS: what one UMKM has of one amount. Each part has one UMKM, company, MoU and
quarter, so that whatever it is divided by, the parts are the whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from partnerships.models import Contract, EntryStatus, Mou, Realisation
from partnerships.models.mous import EVER_SIGNED
from partnerships.reports.asked import (
    DAY_IN_PERIOD,
    EVERYTHING,
    FIRM_OF,
    IN_PERIOD,
    OF_COMPANY,
    OF_FIRM,
    OF_MOU,
    QUARTER_OF_DAY,
    Asked,
    fetch,
)

#: What is measured, by the row that it is measured on. `_waiting`: entered and not answered; `_disputed` and `_claimed`: the two
#: figures of an entry on which the sides disagree.
MEASURES: Mapping[str, str] = {
    "potential": "mou",
    "mou": "mou",
    "contract": "contract",
    "contract_waiting": "contract",
    "contract_disputed": "contract",
    "contract_claimed": "contract",
    "realised": "realisation",
    "realised_waiting": "realisation",
    "realised_disputed": "realisation",
    "realised_claimed": "realisation",
}
#: The four, in their order.
AMOUNTS = ("potential", "mou", "contract", "realised")


@dataclass(frozen=True)
class Amounts:
    """The four amounts of one row, in whole rupiah."""

    potential: int = 0
    mou: int = 0
    contract: int = 0
    realised: int = 0


@dataclass(frozen=True)
class Figure:
    """A sum in whole rupiah and the number of rows (MoUs, contracts or realisations) that it is the sum of."""

    rupiah: int = 0
    count: int = 0


def figures(asked: Asked = EVERYTHING) -> dict[str, Figure]:
    """{each of MEASURES: its sum and the rows behind it}. One statement."""
    return as_figures(fetch(_FIGURES, asked, now=None))


def as_figures(found: Iterable[tuple[str, Decimal, int]]) -> dict[str, Figure]:
    """From (measure, rupiah, rows); what is not there is zero."""
    known = {measure: Figure(int(rupiah), int(count)) for measure, rupiah, count in found}
    return {measure: known.get(measure, Figure()) for measure in MEASURES}


def of_mou(mou: Mou) -> dict[str, int | None]:
    """The amounts of one MoU under the names of `headline`; mou_rupiah is None before the signature."""
    entries = {
        "contract": Contract.objects.filter(mou=mou),
        "realised": Realisation.objects.filter(contract__mou=mou),
    }
    amounts: dict[str, int | None] = {
        "potential_rupiah": mou.potential_rupiah,
        "mou_rupiah": mou.mou_rupiah if mou.status in EVER_SIGNED else None,
    }
    for name, rows in entries.items():
        amounts |= rows.aggregate(**_sums(name))
    return amounts


def _sums(name: str) -> dict[str, Any]:
    """What is agreed, what waits for an answer, and both figures of what is disputed."""

    def total(column: str, status: str) -> Coalesce:
        return Coalesce(Sum(column, filter=Q(status=status)), 0)

    return {
        f"{name}_rupiah": total("value_rupiah", EntryStatus.CONFIRMED),
        f"{name}_waiting_rupiah": total("value_rupiah", EntryStatus.ENTERED),
        f"{name}_disputed_rupiah": total("value_rupiah", EntryStatus.DISPUTED),
        f"{name}_claimed_rupiah": total("claimed_rupiah", EntryStatus.DISPUTED),
    }


# ── The relation that all sums are made from ─────────────────────────────────────────────────────────────────────────


def _of_entry(name: str) -> str:
    """The measure that an entry of the ledger belongs to by its state."""
    return f"""CASE entry.status WHEN %(confirmed)s THEN '{name}' WHEN %(entered)s THEN '{name}_waiting'
        ELSE '{name}_disputed' END"""


#: Hundredths of a percent.
_SHARE = "(100 * member.share_percent)::int"
# The whole part of rupiah * share / all, without a product that a bigint cannot hold.
_CUT = (
    "(whole.rupiah / seat.all_of_it * {0} + whole.rupiah %% seat.all_of_it * {0} / seat.all_of_it)"
)

# An amount is divided at the running sum of the shares and cut down to whole rupiah there: each UMKM gets the difference of
# two cuts, the last cut is the amount itself, and so the parts are the whole to the rupiah. What is divided is one row, and is
# counted with the first UMKM that is asked for.
_DIVIDED = f"""
SELECT whole.measure, whole.item, CASE seat.place WHEN 1 THEN 1::bigint ELSE 0 END AS rows, whole.mou_id, seat.umkm_id,
    {QUARTER_OF_DAY.format("whole.day")} AS quarter,
    {_CUT.format("seat.high")} - {_CUT.format("seat.low")} AS rupiah
FROM (
    SELECT 'potential' AS measure, mou.id AS item, mou.id AS mou_id, mou.potential_rupiah AS rupiah,
        (mou.created_at AT TIME ZONE %(zone)s)::date AS day
    FROM partnerships_mou AS mou WHERE mou.status <> %(cancelled)s
    UNION ALL
    SELECT 'mou', mou.id, mou.id, mou.mou_rupiah, mou.signed_on
    FROM partnerships_mou AS mou WHERE mou.status = ANY(%(signed)s)
    UNION ALL
    SELECT {_of_entry("contract")}, entry.id, entry.mou_id, entry.value_rupiah, entry.signed_on
    FROM partnerships_contract AS entry
    UNION ALL
    SELECT 'contract_claimed', entry.id, entry.mou_id, coalesce(entry.claimed_rupiah, 0), entry.signed_on
    FROM partnerships_contract AS entry WHERE entry.status = %(disputed)s
) AS whole
JOIN (
    SELECT member.mou_id, member.umkm_id, {OF_FIRM} AS is_asked,
        count(*) FILTER (WHERE {OF_FIRM}) OVER seats AS place,
        sum({_SHARE}) OVER seats - {_SHARE} AS low, sum({_SHARE}) OVER seats AS high,
        sum({_SHARE}) OVER (PARTITION BY member.mou_id) AS all_of_it
    FROM partnerships_moumember AS member {FIRM_OF.format("member")}
    WINDOW seats AS (PARTITION BY member.mou_id ORDER BY member.id)
) AS seat ON seat.mou_id = whole.mou_id AND seat.is_asked
WHERE {DAY_IN_PERIOD.format("whole.day")}
"""  # noqa: S608 - constants of this module

_QUARTER_PAID = "4 * entry.year + entry.quarter - 1"
_CLAIMED = f"""
SELECT 'realised_claimed' AS measure, entry.id AS item, 1::bigint AS rows, contract.mou_id, entry.umkm_id, {_QUARTER_PAID} AS quarter,
    coalesce(entry.claimed_rupiah, 0) AS rupiah
FROM partnerships_realisation AS entry JOIN partnerships_contract AS contract ON contract.id = entry.contract_id
WHERE entry.status = %(disputed)s AND {IN_PERIOD.format(_QUARTER_PAID)}
"""  # noqa: S608 - constants of this module
_PAID = f"""
SELECT {_of_entry("realised")} AS measure, entry.id AS item, 1::bigint AS rows, contract.mou_id, entry.umkm_id,
    {_QUARTER_PAID} AS quarter, entry.value_rupiah AS rupiah
FROM partnerships_realisation AS entry JOIN partnerships_contract AS contract ON contract.id = entry.contract_id
WHERE {IN_PERIOD.format(_QUARTER_PAID)}
UNION ALL {_CLAIMED}
"""  # noqa: S608 - constants of this module

# Columns of all arms have the same types: a cast of one would be paid with a pass over its rows.

# The ledger grows by a row for each UMKM and quarter: summed up before anything is joined, and of the quarters only the one
# that is told apart.
_PAID_SUMMED = f"""
SELECT {_of_entry("realised")} AS measure, NULL::bigint AS item, entry.rows, contract.mou_id, entry.umkm_id, NULL::int AS quarter,
    entry.rupiah, entry.rows_now, entry.rupiah_now
FROM (
    SELECT contract_id, umkm_id, status, count(*) AS rows, sum(value_rupiah)::bigint AS rupiah,
        count(*) FILTER (WHERE {_QUARTER_PAID} = %(now)s) AS rows_now,
        coalesce(sum(value_rupiah) FILTER (WHERE {_QUARTER_PAID} = %(now)s), 0)::bigint AS rupiah_now
    FROM partnerships_realisation AS entry WHERE {IN_PERIOD.format(_QUARTER_PAID)}
    GROUP BY contract_id, umkm_id, status
) AS entry JOIN partnerships_contract AS contract ON contract.id = entry.contract_id
"""  # noqa: S608 - constants of this module


def _now(parts: str) -> str:
    """Parts with what of them is in the quarter that is told apart."""
    return f"""
    SELECT *, CASE WHEN quarter = %(now)s THEN rows ELSE 0 END AS rows_now,
        CASE WHEN quarter = %(now)s THEN rupiah ELSE 0 END AS rupiah_now
    FROM ({parts}) AS part
    """  # noqa: S608 - constants of this module


def _parts(parts: str, columns: str) -> str:
    return f"""
    SELECT {columns}, part.umkm_id AS firm, mou.company_id AS company, part.mou_id AS mou, firm.cluster_id AS cluster,
        village.district_id AS district, cluster.served_by AS office, company.capital, company.country,
        coalesce(mou.programme_id, 0) AS programme
    FROM ({parts}) AS part
    LEFT JOIN partnerships_mou AS mou ON mou.id = part.mou_id
    LEFT JOIN investors_company AS company ON company.id = mou.company_id
    {FIRM_OF.format("part")}
    WHERE {OF_MOU} AND {OF_COMPANY} AND {OF_FIRM}
    """  # noqa: S608 - constants of this module


#: (measure, item: the row that it is measured on, rupiah, and what it can be divided by) of each part that is asked for; `rows` add
#: up to how many items there are. The quarter of the first talks is the potential's, that of the signature the MoU's and the
#: contract's, and a realisation's is the one that it is about.
PARTS = _parts(
    f"{_DIVIDED} UNION ALL {_PAID}",
    "part.measure, part.item, part.rows, part.rupiah, part.quarter",
)
#: The same for sums, with fewer rows, without quarter, and without the items of what is realised: `rows` and `rupiah`, and `rows_now` and `rupiah_now` of one quarter of
#: them. Names `now` beside the values of what is asked for: that quarter, or None.
SUMMED = _parts(
    f"{_now(_DIVIDED)} UNION ALL {_PAID_SUMMED} UNION ALL {_now(_CLAIMED)}",
    "part.measure, part.item, part.rows, part.rupiah, part.rows_now, part.rupiah_now",
)

_FIGURES = f"SELECT measure, sum(rupiah), sum(rows) FROM ({SUMMED}) AS part GROUP BY measure"  # noqa: S608
