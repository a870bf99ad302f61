"""What goes into a lexicon and what a reading gives: rows of the thesaurus, terms, and where they were said."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: How much a word counts by what it is: a thing that is made says what is wanted, a word that has no row may do so, a material
#: or family refines it, and how it is ("fresh", "red") can be true of anything.
THING = 1.0
OTHER = 0.3
MATERIAL = 0.2
TRAIT = 0.1
WEIGHTS = {"thing": THING, "material": MATERIAL, "trait": TRAIT}


class ConceptRow(NamedTuple):
    """A concept; `broader` names the wider one or is "", `kind` is a key of WEIGHTS. Its name is a form only among `forms`."""

    name: str
    broader: str
    kind: str
    forms: tuple[str, ...] = ()


class SenseRow(NamedTuple):
    """What an ambiguous word means when one of the words (or slugs of clusters) of `company` stands in the same text.

    Senses are tried in their order; company "*" always fits. In no fitting company the word means nothing.
    """

    word: str
    concept: str
    company: str


class Mention(NamedTuple):
    """One term of a text, the words that stand for it there, and whether they stand in its first sentence (before "for")."""

    term: str
    said: str
    in_name: bool


class Mentions(NamedTuple):
    """The terms of many texts, in order of appearance: text number, id of the term in a Vocabulary, `Mention.in_name`."""

    row: NDArray[np.int32]
    term: NDArray[np.int32]
    in_name: NDArray[np.bool_]


class Vocabulary:
    """Terms by number, in the order in which they were first seen; it only grows, and may be pickled."""

    def __init__(self, terms: Iterable[str] = ()):
        self.terms: list[str] = []
        self._ids: dict[str, int] = {}
        for term in terms:
            self.add(term)

    def add(self, term: str) -> int:
        """The id of the term, a new one when it has none yet."""
        found = self._ids.setdefault(term, len(self.terms))
        if found == len(self.terms):
            self.terms.append(term)
        return found

    def get(self, term: str) -> int | None:
        return self._ids.get(term)

    def __len__(self) -> int:
        return len(self.terms)

    def __contains__(self, term: str) -> bool:
        return term in self._ids

    def __getitem__(self, number: int) -> str:
        return self.terms[number]
