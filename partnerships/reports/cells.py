"""Sums with how many UMKM and companies stand behind each: for figures that everybody may have, where few must not be made out.

What is hidden is decided elsewhere (partnerships.opendata); these are the cells themselves.
"""

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from partnerships.reports.amounts import AMOUNTS, PARTS, SUMMED
from partnerships.reports.asked import Asked, fetch
from partnerships.reports.headline import LIVE_SUGGESTIONS


class Counted(NamedTuple):
    """How many different UMKM, companies and rows (MoUs, contracts, realisations or suggestions), and whole rupiah."""

    umkm: int
    companies: int
    count: int
    rupiah: int


def amount_cells(
    columns: Sequence[str], asked: Asked
) -> Iterator[tuple[str, tuple[Hashable, ...], Counted]]:
    """(one of AMOUNTS, key, cell) of each cell that has something: by "cluster", "district" and "quarter" (its number), or fewer. One
    statement."""
    keys = ", ".join(columns)
    for measure, *key, umkm, companies, count, rupiah in fetch(
        f"""
        SELECT measure, {keys}, count(DISTINCT firm), count(DISTINCT company),
            CASE measure WHEN 'realised' THEN sum(rows) ELSE count(DISTINCT item) END, sum(rupiah)
        FROM ({PARTS if "quarter" in columns else SUMMED}) AS part WHERE measure = ANY(%(amounts)s)
        GROUP BY measure, {keys}
        """,  # noqa: S608 - columns of this package
        asked,
        now=None,
        amounts=list(AMOUNTS),
    ):
        yield measure, tuple(key), Counted(umkm, companies, int(count), int(rupiah))


def suggestion_cells(
    columns: Sequence[str], asked: Asked
) -> Iterator[tuple[tuple[Hashable, ...], Counted]]:
    """(key, cell) of the live suggestions; they are worth nothing. One statement."""
    keys = ", ".join(columns)
    for *key, umkm, companies, count in fetch(
        f"""
        SELECT {keys}, count(DISTINCT firm), count(DISTINCT company), count(*)
        FROM ({LIVE_SUGGESTIONS}) AS pair GROUP BY {keys}
        """,  # noqa: S608 - columns of this package
        asked,
    ):
        yield tuple(key), Counted(umkm, companies, count, 0)
