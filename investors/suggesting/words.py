"""Which concepts a text names: the longest form of the thesaurus that begins at each word. Pure."""

import re
from typing import NamedTuple, Protocol

from kemitraan.lexicon import fold
from kemitraan.reference.words import ALWAYS, Thesaurus

_WORD = re.compile(r"[a-z0-9]+")


class Mention(NamedTuple):
    """`said` are the writer's own words, `at` is the place of the first among all words of the text."""

    concept: str
    said: str
    at: int


class Reader(Protocol):
    """What a suggester needs of a lexicon."""

    def read(self, text: str) -> list[Mention]: ...

    def wider(self, concept: str) -> tuple[str, ...]:
        """The concepts that this one belongs to, the nearest first."""

    def is_thing(self, concept: str) -> bool:
        """Whether it is made or done, and not only a material or a trait."""


class LongestForms:
    """Reads with the forms of the thesaurus as they stand, and with an English plural as its singular."""

    def __init__(self, thesaurus: Thesaurus):
        self.forms: dict[tuple[str, ...], str] = {}
        self.broader: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        for concept in thesaurus.concepts:
            self.broader[concept.name] = concept.broader
            self.kinds[concept.name] = concept.kind
            for form in concept.forms:
                self.forms[tuple(form.split())] = concept.name
        self.senses: dict[str, list[tuple[str, str]]] = {}
        for word, concept, company in thesaurus.senses:
            self.senses.setdefault(word, []).append((concept, company))
        self.longest = max(map(len, self.forms), default=1)

    def wider(self, concept: str) -> tuple[str, ...]:
        found: list[str] = []
        while (concept := self.broader.get(concept, "")) and concept not in found:
            found.append(concept)
        return tuple(found)

    def is_thing(self, concept: str) -> bool:
        return self.kinds.get(concept) == "thing"

    def read(self, text: str) -> list[Mention]:
        typed = words_in(text)
        plain = [word for word, _said in typed]
        present = set(plain)
        mentions, at = [], 0
        while at < len(plain):
            concept, length = self._longest_at(plain, at, present)
            if concept:
                said = " ".join(said for _word, said in typed[at : at + length])
                mentions.append(Mention(concept, said, at))
            at += length
        return mentions

    def _longest_at(self, words: list[str], at: int, present: set[str]) -> tuple[str, int]:
        for length in range(min(self.longest, len(words) - at), 0, -1):
            chosen = words[at : at + length]
            if length == 1 and chosen[0] in self.senses:
                return self._sense(chosen[0], present), 1
            for form in (tuple(chosen), (*chosen[:-1], singular(chosen[-1]))):
                if form in self.forms:
                    return self.forms[form], length
        return "", 1

    def _sense(self, word: str, present: set[str]) -> str:
        """An ambiguous word means what the words beside it say, and nothing where none of them helps."""
        others = present - {word}
        for concept, company in self.senses[word]:
            if company == ALWAYS or others & set(company.split()):
                return concept
        return ""


def words_in(text: str) -> list[tuple[str, str]]:
    """(the word as forms write it, the word as it was typed), in order."""
    found = []
    for said in re.findall(r"[^\W_]+", text):
        plain = fold(said)
        if _WORD.fullmatch(plain):
            found.append((plain, said))
    return found


def singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
