"""From words to meaning: what an offer says it makes, and what a need asks for, in the same terms.

A term is a concept of the trade ("lurik") or, for any other word, the word itself. Synonyms of one word become one term, so
that they can never add up: a need gains nothing by saying the same thing in two languages.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from partnerships.matching.concepts import (
    AMBIGUOUS,
    BOILERPLATE,
    MATERIALS,
    THINGS,
    TRAITS,
    Row,
    Sense,
)

_WORD = re.compile(r"[a-z0-9]+")
#: What follows in a name says what for, not what: "kain lurik untuk seragam" is no uniform.
_PURPOSE = frozenset({"untuk", "for", "guna"})
_END_OF_NAME = re.compile(r"[.!?;:](?:\s|$)|\n")

#: How much a word counts by what it is: a thing that is made says what is wanted, a word that has no row may do so, a material
#: or family refines it, and how it is ("fresh", "red") can be true of anything.
THING = 1.0
OTHER = 0.3
MATERIAL = 0.2
TRAIT = 0.1


def fold(text: str) -> str:
    """Lower case without accents."""
    text = text.lower()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Whole words of the folded text: "Tempel" is one, and has no "tempe" in it."""
    return _WORD.findall(fold(text))


class Mention(NamedTuple):
    """One term of a text, the words that stand for it there, and whether they stand in its first sentence (before "for")."""

    term: str
    said: str
    in_name: bool


@dataclass(frozen=True, slots=True)
class Concept:
    name: str
    broader: tuple[str, ...]
    weight: float


class Lexicon:
    """The concepts of the trade, ready to read texts with.

    Raises ValueError when a form means two things, or a broader concept has no row or is its own.
    """

    def __init__(
        self,
        things: Iterable[Row] = THINGS,
        materials: Iterable[Row] = MATERIALS,
        traits: Iterable[Row] = TRAITS,
        ambiguous: Mapping[str, tuple[Sense, ...]] = MappingProxyType(AMBIGUOUS),
        boilerplate: str = BOILERPLATE,
    ):
        rows = [
            (row, weight)
            for group, weight in ((things, THING), (materials, MATERIAL), (traits, TRAIT))
            for row in group
        ]
        parents = {name: broader for (name, broader, _forms), _weight in rows}
        self.concepts = {
            name: Concept(name, tuple(_ancestors(name, parents)), weight)
            for (name, _broader, _forms), weight in rows
        }
        #: Things that have narrower ones under them: "furniture", but not "wood".
        self.families = frozenset(
            wider
            for concept in self.concepts.values()
            for wider in concept.broader
            if self.concepts[wider].weight == THING
        )
        self._single: dict[str, str] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for (name, _broader, forms), _weight in rows:
            for form in {name, *forms.split(", ")}:
                self._learn(tuple(words(form)), name)
        for choices in self._phrases.values():
            choices.sort(key=lambda choice: (-len(choice[0]), choice[0]))
        self._senses = {
            word: [(sense.concept, frozenset(sense.company.split())) for sense in senses]
            for word, senses in ambiguous.items()
        }
        in_phrases = {
            word for choices in self._phrases.values() for form, _ in choices for word in form
        }
        self._boilerplate = frozenset(boilerplate.split())
        self._known = self._single.keys() | self._senses.keys() | in_phrases
        self._base_of: dict[str, str] = {}

    def _learn(self, form: tuple[str, ...], concept: str) -> None:
        if len(form) == 1:
            if self._single.setdefault(form[0], concept) != concept:
                raise ValueError(f"{form[0]!r} means {self._single[form[0]]!r} and {concept!r}")
        else:
            self._phrases.setdefault(form[0], []).append((form, concept))

    def weight(self, term: str) -> float:
        concept = self.concepts.get(term)
        return concept.weight if concept else OTHER

    def broader(self, term: str) -> tuple[str, ...]:
        """The wider concepts that a term is a kind of, the nearest first."""
        concept = self.concepts.get(term)
        return concept.broader if concept else ()

    def base(self, word: str) -> str:
        """The form that the lexicon knows: chairs -> chair, tenunan -> tenun; any other word stays as it is."""
        found = self._base_of.get(word)
        if found is None:
            found = self._base_of[word] = next(self._bases(word), word)
        return found

    def _bases(self, word: str):
        for vocabulary in (self._known, self._boilerplate):
            if word in vocabulary:
                yield word
            for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("nya", "")):
                stem = word.removesuffix(ending) + instead
                if word.endswith(ending) and len(stem) > 2 and stem in vocabulary:
                    yield stem
        stem = word.removesuffix("an")
        if len(stem) > 3 and stem in self._single:
            yield stem

    def read(self, text: str, clusters: Collection[str] = ()) -> list[Mention]:
        """The terms of a text in their order, each once (in the name if it stands there too).

        `clusters` helps to tell what an ambiguous word means: "mas" in minapolitan is a fish.
        """
        end = _END_OF_NAME.search(text)
        name, rest = (text[: end.start()], text[end.end() :]) if end else (text, "")
        name_words = [self.base(word) for word in words(name)]
        rest_words = [self.base(word) for word in words(rest)]
        company = {*name_words, *rest_words, *clusters}
        purpose = next((at for at, word in enumerate(name_words) if word in _PURPOSE), 0)
        if any(self._terms(name_words[:purpose], company)):  # not in "looking for uniforms"
            name_words, rest_words = name_words[:purpose], name_words[purpose:] + rest_words
        mentions: dict[str, Mention] = {}
        for part, in_name in ((name_words, True), (rest_words, False)):
            for term, said in self._terms(part, company):
                mentions.setdefault(term, Mention(term, said, in_name))
        return list(mentions.values())

    def _terms(self, part: list[str], company: set[str]):
        at = 0
        while at < len(part):
            word = part[at]
            for form, concept in self._phrases.get(word, ()):
                if tuple(part[at : at + len(form)]) == form:
                    yield concept, " ".join(form)
                    at += len(form)
                    break
            else:
                at += 1
                if term := self._term(word, company):
                    yield term, word

    def _term(self, word: str, company: set[str]) -> str | None:
        if word in self._senses:
            for concept, needed in self._senses[word]:
                if "*" in needed or not company.isdisjoint(needed):
                    return concept
            return None
        if concept := self._single.get(word):
            return concept
        if len(word) < 3 or word in self._boilerplate or not word.isalpha():
            return None
        return word


def _ancestors(name: str, parents: dict[str, str]) -> Iterable[str]:
    seen = {name}
    while name := parents[name]:
        if name in seen:
            raise ValueError(f"{name!r} is broader than itself")
        if name not in parents:
            raise ValueError(f"{name!r} is named as broader, but has no row")
        seen.add(name)
        yield name


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    return Lexicon()


class Vocabulary:
    def __init__(self):
        self.terms, self._n = [], {}

    def number(self, term):
        if term not in self._n:
            self._n[term] = len(self.terms)
            self.terms.append(term)
        return self._n[term]

    def find(self, term):
        return self._n.get(term, -1)

    def __len__(self):
        return len(self.terms)


class Mentions(NamedTuple):
    row: object
    term: object
    in_name: object


def read_many(self, texts, clusters, vocabulary):
    import numpy as np
    out = [(row, vocabulary.number(m.term), m.in_name) for row, (t, c) in enumerate(zip(texts, clusters, strict=True)) for m in self.read(t, (c,))]
    a = np.array(out, dtype=np.int64).reshape(-1, 3)
    return Mentions(a[:, 0], a[:, 1], a[:, 2].astype(bool))


Lexicon.read_many = read_many
