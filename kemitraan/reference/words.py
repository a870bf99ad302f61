"""The words of the trade as plain rows: what the thesaurus files hold, and what the tables give to the matcher.

Nothing here needs a database. `spoken` says how a form is written down, so that one form is one row.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_WORD = re.compile(r"[a-z0-9]+")

#: What a concept is: what is made or done, what it is made of or belongs to, or how it is.
KINDS = ("thing", "material", "trait")
LANGUAGES = ("id", "local", "en")
#: Company of a sense that always fits: the last sense of its word.
ALWAYS = "*"


class ConceptWords(NamedTuple):
    """A concept with all the forms that stand for it; `broader` "" for none."""

    name: str
    broader: str
    kind: str
    forms: tuple[str, ...]


class SenseWords(NamedTuple):
    """What `word` means when one of the words (or slugs of clusters) in `company` stands in the same text."""

    word: str
    concept: str
    company: str


class Thesaurus(NamedTuple):
    """Senses stand in the order in which they are tried; `boilerplate` says nothing, `real_words` are no misspellings."""

    concepts: tuple[ConceptWords, ...]
    senses: tuple[SenseWords, ...]
    boilerplate: tuple[str, ...]
    real_words: tuple[str, ...]
    places: tuple[str, ...]


def spoken(text: str) -> str:
    """Lower-case words without accents and signs, one space apart: "T-Shirt " is "t shirt"."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_WORD.findall(plain.lower()))


def circle(name: str, broader_of: dict[str, str]) -> list[str] | None:
    """The way from a concept back to itself over broader ones, or None; "" and unknown names end the way."""
    way = [name]
    while wider := broader_of.get(way[-1]):
        if wider in way:
            return [*way[way.index(wider) :], wider]
        way.append(wider)
    return None


def words_of(names: Iterable[str]) -> list[str]:
    """The distinct words of some names, sorted: "Klaten Utara" has two."""
    return sorted({word for name in names for word in spoken(name).split()})
