"""Which concepts a text names, and with which of its own words. Pure."""

import re
from typing import NamedTuple, Protocol

from kemitraan.lexicon import THING, Lexicon, fold

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


class TradeReader:
    """Reads with the lexicon of the trade, as the directory and the matcher do: stems, senses and misspellings too."""

    def __init__(self, lexicon: Lexicon):
        self.lexicon = lexicon

    def read(self, text: str) -> list[Mention]:
        typed = words_in(text)
        return [
            Mention(mention.term, *_as_typed(mention.said.split(), typed))
            for mention in self.lexicon.read(text)
            if mention.term in self.lexicon.concepts
        ]

    def wider(self, concept: str) -> tuple[str, ...]:
        return self.lexicon.broader(concept)

    def is_thing(self, concept: str) -> bool:
        return self.lexicon.weight(concept) == THING


def _as_typed(plain: list[str], typed: list[tuple[str, str]]) -> tuple[str, int]:
    """These words as the writer spelt them, and the place of the first."""
    for at in range(len(typed) - len(plain) + 1):
        found = typed[at : at + len(plain)]
        if [word for word, _said in found] == plain:
            return " ".join(said for _word, said in found), at
    return " ".join(plain), 0


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
