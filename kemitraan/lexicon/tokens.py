"""Texts cut into words: each distinct word once, and arrays that say where it stands."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Words, what ends a name, and what else no phrase goes across; \0 stands between two texts.
_TOKEN = re.compile(r"[a-z0-9]+|[.!?;:](?=\s)|[\n,()\0]")
_NO_PHRASE_ACROSS = frozenset(",()")
_BETWEEN = "\0"


def fold(text: str) -> str:
    """Lower case without accents."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return text.lower()


class Token(NamedTuple):
    """One word of a text, the stretch that a phrase may cover, and whether it stands in the first sentence."""

    word: str
    stretch: int
    first_sentence: bool


def tokens_of(text: str) -> list[Token]:
    """The words of one text. "Tempel" is one, and has no "tempe" in it."""
    found, stretch, first = [], 0, True
    for token in _TOKEN.findall(fold(text)):
        if token.isalnum():
            found.append(Token(token, stretch, first))
        else:
            stretch += 1
            first = first and token in (*_NO_PHRASE_ACROSS, _BETWEEN)
    return found


class Tokens(NamedTuple):
    """The words of many texts, one place in the arrays for each word: `distinct[word]`, in text number `row`."""

    texts: int
    distinct: list[str]
    word: NDArray[np.int32]
    row: NDArray[np.int32]
    stretch: NDArray[np.int32]
    first_sentence: NDArray[np.bool_]

    def counts(self) -> dict[str, int]:
        """How often each word stands in the texts."""
        often = np.bincount(self.word, minlength=len(self.distinct))
        return dict(zip(self.distinct, often.tolist(), strict=True))


def tokenise(texts: Sequence[str]) -> Tokens:
    """The same as tokens_of for each text, at the price of one walk over all of them."""
    folded = [text if text.isascii() else fold(text) for text in texts]
    joined = _BETWEEN.join(folded)
    if joined.count(_BETWEEN) >= max(1, len(folded)):
        joined = _BETWEEN.join(text.replace(_BETWEEN, ",") for text in folded)
    found = _TOKEN.findall(joined.lower())
    number: dict[str, int] = defaultdict(count().__next__)  # a new token gets the next number
    place = np.fromiter(map(number.__getitem__, found), np.int32, len(found))

    signs = {token: at for token, at in number.items() if not token.isalnum()}
    is_sign = np.zeros(len(number), bool)
    is_sign[list(signs.values())] = True
    ends_name = is_sign.copy()
    ends_name[[at for sign, at in signs.items() if sign in _NO_PHRASE_ACROSS]] = False
    between = np.zeros(len(number), bool)
    if _BETWEEN in signs:
        between[signs[_BETWEEN]] = True
        ends_name[signs[_BETWEEN]] = False

    row = np.cumsum(between[place], dtype=np.int32)
    ends = np.cumsum(ends_name[place], dtype=np.int32)
    before = np.zeros(len(folded), np.int32)  # ends of names in the texts before each text
    starts = np.flatnonzero(between[place])
    before[1:] = ends[starts]
    words = np.flatnonzero(~is_sign[place])
    stretch = np.cumsum(is_sign[place], dtype=np.int32)[words]

    distinct = [token for token in number if token.isalnum()]
    renumber = np.cumsum(~is_sign, dtype=np.int32) - 1
    row = row[words]
    return Tokens(
        len(folded), distinct, renumber[place[words]], row, stretch, ends[words] == before[row]
    )
