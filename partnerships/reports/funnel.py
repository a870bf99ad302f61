"""The way from a suggestion to money: how many pairs came how far, how long each step took, and what share goes on."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnerships import quarters
from partnerships.quarters import Quarter
from partnerships.reports.amounts import AMOUNTS
from partnerships.reports.asked import (
    EVERYTHING,
    FIRM_OF,
    MOMENT_IN_PERIOD,
    OF_COMPANY,
    OF_FIRM,
    OF_MOU,
    Asked,
    fetch,
)

#: The steps of the funnel in their order.
FUNNEL = ("suggested", "interested", "matched", "begun", "signed", "contracted", "realised")
#: From where to where conversion is told.
CONVERSION = (
    ("suggested", "interested"),
    ("interested", "matched"),
    ("matched", "signed"),
    ("signed", "contracted"),
    ("contracted", "realised"),
)


@dataclass(frozen=True)
class Step:
    """How many pairs ever reached it; the middle one of their waits since the step before, in days (None for the first step, and
    where nobody came); and the percentages of the first step and of the one before."""

    name: str
    count: int
    median_days: float | None = None
    of_first: float | None = None
    of_before: float | None = None


@dataclass(frozen=True)
class Conversion:
    """Of `of` at `source`, `count` came to `target`: pairs, or whole rupiah. `percent` is None where there was nothing."""

    source: str
    target: str
    of: int
    count: int

    @property
    def percent(self) -> float | None:
        return _percent(self.count, self.of)


def funnel(asked: Asked = EVERYTHING) -> list[Step]:
    """How far pairs (one UMKM for one need) ever came, in the order of FUNNEL; a pair that stopped later still counts. One
    statement.

    The period asks for the pairs that were first suggested in it, wherever they are today; scope and programme narrow the steps
    from the MoU on.
    """
    return _steps(fetch(_FUNNEL, asked)[0])


def funnel_beside(asked: Asked, quarter: Quarter) -> tuple[list[Step], list[Step]]:
    """The funnel of one quarter, and of everything up to its end. One statement; `asked` has no period of its own."""
    row = fetch(_BESIDE, asked.narrowed(until=quarter), now=quarters.first_day(quarter))[0]
    return _steps(row[: len(row) // 2]), _steps(row[len(row) // 2 :])


def _steps(row: Sequence) -> list[Step]:
    """From the count of each step and the days to each but the first."""
    counts, medians = row[: len(FUNNEL)], (None, *row[len(FUNNEL) :])
    return [
        Step(
            name,
            count,
            None if days is None else round(max(0.0, float(days)), 1),
            _percent(count, counts[0]),
            _percent(count, before) if before is not None else None,
        )
        for name, count, days, before in zip(
            FUNNEL, counts, medians, (None, *counts[:-1]), strict=True
        )
    ]


def conversion(steps: list[Step]) -> list[Conversion]:
    """Of the pairs at each step of CONVERSION, how many went on; and of all suggestions, how many came to money."""
    counts = {step.name: step.count for step in steps}
    whole = (FUNNEL[0], FUNNEL[-1])
    return [Conversion(*pair, counts[pair[0]], counts[pair[1]]) for pair in (*CONVERSION, whole)]


def money_conversion(figures: dict[str, int]) -> list[Conversion]:
    """The same of the money in a `headline`: from potential to MoU, contract and realisation, and from potential to
    realisation. The amounts are those of one period side by side; what is paid in it may belong to an older MoU."""
    pairs = (*zip(AMOUNTS, AMOUNTS[1:], strict=False), (AMOUNTS[0], AMOUNTS[-1]))
    return [
        Conversion(source, target, figures[f"{source}_rupiah"], figures[f"{target}_rupiah"])
        for source, target in pairs
    ]


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


#: Each pair that is asked for, with the moment at which it came to each step (null: never). What a step is read from: answers
#: and signatures from the rows of state changes, contracts and realisations from the moment of their confirmation, which
#: the ledger keeps with the change itself.
WAYS = f"""
SELECT pair.id, pair.created_at AS suggested, answer.interested, answer.matched, seat.begun, seat.signed, seat.contracted,
    CASE WHEN seat.contracted IS NOT NULL THEN paid.at END AS realised
FROM partnerships_suggestion AS pair
LEFT JOIN investors_need AS need ON need.id = pair.need_id
LEFT JOIN investors_company AS company ON company.id = need.company_id
{FIRM_OF.format("pair")}
LEFT JOIN (
    SELECT change.subject_id, min(change.at) AS interested,
        min(change.at) FILTER (WHERE change.target = %(matched)s) AS matched
    FROM partnerships_suggestionstatuschange AS change
    WHERE change.target = ANY(%(one_side)s) GROUP BY change.subject_id
) AS answer ON answer.subject_id = pair.id
LEFT JOIN (
    SELECT member.suggestion_id, mou.id AS mou_id, mou.created_at AS begun,
        CASE WHEN mou.status = ANY(%(signed)s) THEN sealed.at END AS signed, agreed.at AS contracted
    FROM partnerships_moumember AS member JOIN partnerships_mou AS mou ON mou.id = member.mou_id
    LEFT JOIN (
        SELECT subject_id, min(at) AS at FROM partnerships_moustatuschange WHERE target = 'signed' GROUP BY subject_id
    ) AS sealed ON sealed.subject_id = mou.id
    LEFT JOIN (
        SELECT mou_id, min(confirmed_at) AS at FROM partnerships_contract WHERE status = %(confirmed)s GROUP BY mou_id
    ) AS agreed ON agreed.mou_id = mou.id
    WHERE member.suggestion_id IS NOT NULL AND {OF_MOU}
) AS seat ON seat.suggestion_id = pair.id
LEFT JOIN (
    SELECT contract.mou_id, entry.umkm_id, min(entry.at) AS at
    FROM (
        SELECT contract_id, umkm_id, min(confirmed_at) AS at FROM partnerships_realisation
        WHERE status = %(confirmed)s GROUP BY contract_id, umkm_id
    ) AS entry JOIN partnerships_contract AS contract ON contract.id = entry.contract_id
    GROUP BY contract.mou_id, entry.umkm_id
) AS paid ON paid.mou_id = seat.mou_id AND paid.umkm_id = pair.umkm_id
WHERE pair.status <> %(withdrawn)s AND {OF_FIRM} AND {OF_COMPANY}
    AND {MOMENT_IN_PERIOD.format("pair.created_at")}
"""  # noqa: S608 - constants of this package


def _told(condition: str) -> str:
    """What `_steps` reads of the ways that fulfil a condition."""
    counts = (f"count({step}) FILTER (WHERE {condition})" for step in FUNNEL)
    # Waits are sorted as they are and only the middle one is made a number.
    medians = (
        f"""extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY {step} - {before})
        FILTER (WHERE {condition} AND {step} IS NOT NULL)) / 86400"""
        for before, step in zip(FUNNEL, FUNNEL[1:], strict=False)
    )
    return ", ".join((*counts, *medians))


_FUNNEL = f"SELECT {_told('true')} FROM ({WAYS}) AS way"  # noqa: S608
_IS_NOW = "suggested >= %(now)s::date::timestamp AT TIME ZONE %(zone)s"
_BESIDE = f"""
WITH way AS MATERIALIZED (SELECT *, {_IS_NOW} AS is_now FROM ({WAYS}) AS way)
SELECT {_told("is_now")}, {_told("true")} FROM way
"""  # noqa: S608 - constants of this module
