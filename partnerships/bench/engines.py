"""The matcher as the portal runs it, on invented offers: with the thesaurus and the moves of KBLI as their files have them."""

from collections.abc import Iterable
from functools import lru_cache

from kemitraan.lexicon import Lexicon
from kemitraan.reference.files import DATA, known_regencies, read_files, read_thesaurus
from partnerships.matching import DEFAULT_WEIGHTS, Engine, Offer, Snapshot, Weights


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return Lexicon(*read_thesaurus())


@lru_cache(maxsize=1)
def moves() -> tuple:
    rows = read_files(known_regencies(DATA)[0])["kbli_moves"]
    return tuple((("2020", row["code_2020"]), ("2025", row["code_2025"])) for row in rows)


def make_engine(offers: Iterable[Offer], weights: Weights = DEFAULT_WEIGHTS) -> Engine:
    return Engine(Snapshot(offers, lexicon(), moves()), weights)
