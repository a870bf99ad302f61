"""What is sold and asked for, in the words of those who do: the files beside this one, read once.

types.csv     a latent product type a line: cluster, family of near substitutes, KBLI in both versions (empty: no code that
              we know), base unit, typical price (rupiah) and monthly capacity of a micro firm, share (how common it is
              in its cluster), groups of variants, and its names in three registers. Codes that no cluster of the reference
              data names are from general knowledge; all that the bench asks of them is that a type always has the same.
variants.csv  the variants of each group, in the same three registers.
queries.csv   needs written by hand, each with the types that answer it and those that must stay out of the first ten.
searches.csv  what is typed into the directory, from the county's own vocabulary, with the types that answer it.

Lists within a cell are parted by "|", codes by a space.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REGISTERS = ("formal", "local", "english")

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant of a group; `forms` maps a register to its names."""

    code: str
    forms: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ProductType:
    """One latent type. `kbli` maps a version to a code, `variants` has one tuple for each group (at most two)."""

    code: str
    cluster: str
    family: str
    kbli: dict[str, str]
    unit: str
    price: float
    capacity: float
    share: float
    groups: tuple[str, ...]
    variants: tuple[tuple[Variant, ...], ...]
    forms: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LabelledQuery:
    """A need written by hand. `kind`: id, en, typos, by-product, service or trap."""

    kind: str
    text: str
    answers: frozenset[str]
    forbidden: frozenset[str]


@cache
def product_types() -> tuple[ProductType, ...]:
    groups = _variant_groups()
    types = []
    for row in _rows("types.csv"):
        names = tuple(row["variants"].split())
        types.append(
            ProductType(
                code=row["code"],
                cluster=row["cluster"],
                family=row["family"],
                kbli={
                    version: row[f"kbli_{version}"]
                    for version in ("2020", "2025")
                    if row[f"kbli_{version}"]
                },
                unit=row["unit"],
                price=float(row["price"]),
                capacity=float(row["capacity"]),
                share=float(row["share"]),
                groups=names,
                variants=tuple(groups[name] for name in names),
                forms=_forms(row),
            )
        )
    return tuple(types)


@cache
def labelled_queries() -> tuple[LabelledQuery, ...]:
    return tuple(
        LabelledQuery(
            kind=row["kind"],
            text=row["text"],
            answers=frozenset(row["answers"].split()),
            forbidden=frozenset(row["forbidden"].split()),
        )
        for row in _rows("queries.csv")
    )


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody types into the directory. `kind`: id, en, typos or local."""

    kind: str
    text: str
    answers: frozenset[str]


@cache
def searches() -> tuple[Search, ...]:
    return tuple(
        Search(row["kind"], row["text"], frozenset(row["answers"].split()))
        for row in _rows("searches.csv")
    )


def _variant_groups() -> dict[str, tuple[Variant, ...]]:
    groups: dict[str, tuple[Variant, ...]] = {}
    for row in _rows("variants.csv"):
        variant = Variant(row["code"], _forms(row))
        groups[row["group"]] = (*groups.get(row["group"], ()), variant)
    return groups


def _forms(row: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {register: tuple(row[register].split("|")) for register in REGISTERS}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
