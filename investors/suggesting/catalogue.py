"""The tables that hints are made from: the thesaurus, KBLI titles, units, and what is usual for a concept.

`data/purchases.csv` says in which cluster, category and unit a concept is usually bought; a concept that has no row follows
the one that it belongs to.
"""

import csv
from functools import lru_cache
from pathlib import Path

from investors.forms.need_fields import KbliField
from investors.suggesting.hints import Catalogue, Code, Hint, Purchase, suggest
from investors.suggesting.words import TradeReader, singular, words_in
from kemitraan.reference.lexicon import recent_lexicon
from kemitraan.reference.models import Kbli, KbliCluster, Unit

PURCHASES = Path(__file__).parents[1] / "data" / "purchases.csv"


def hints_for(title: str, text: str) -> list[Hint]:
    """Hints for a need that is being written. A fixed number of queries, however long the text."""
    reader = TradeReader(recent_lexicon())
    return suggest(title, text, reader, _catalogue(reader))


def _catalogue(reader: TradeReader) -> Catalogue:
    clusters: dict[int, dict[str, bool]] = {}
    links = KbliCluster.objects.filter(kbli__version=KbliField.VERSION)
    for kbli, cluster, part in links.values_list("kbli", "cluster", "part"):
        clusters.setdefault(kbli, {})[cluster] = part == KbliCluster.Part.CORE
    titles = Kbli.objects.of_suppliers().filter(version=KbliField.VERSION).order_by("code")
    return Catalogue(
        purchases=read_purchases(),
        codes=tuple(
            Code(
                str(pk),
                frozenset(mention.concept for mention in reader.read(title)),
                clusters.get(pk, {}),
            )
            for pk, title in titles.values_list("pk", "title")
        ),
        units=_unit_words(),
    )


def _unit_words() -> dict[tuple[str, ...], str]:
    """The words of each unit's code and names, without what stands in brackets; an English plural too."""
    words: dict[tuple[str, ...], str] = {}
    for unit in Unit.objects.order_by("-position"):
        for name in (unit.code, unit.name_id, unit.name_en):
            key = tuple(word for word, _said in words_in(name.split("(")[0]))
            if key:
                words[key] = unit.code
    plural = {
        (*key[:-1], f"{key[-1]}s"): code
        for key, code in words.items()
        if singular(f"{key[-1]}s") == key[-1]
    }
    return plural | words


@lru_cache(maxsize=1)
def read_purchases() -> dict[str, Purchase]:
    with PURCHASES.open(encoding="utf-8", newline="") as rows:
        return {
            row["concept"]: Purchase(row["cluster"], row["category"], row["unit"])
            for row in csv.DictReader(rows)
        }
