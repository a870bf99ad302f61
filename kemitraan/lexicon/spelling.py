"""One word however it is written: inflected, with affixes, misspelt. Every answer depends on the words known alone.

What the thesaurus knows is never changed. Other words come back to it over affixes (tenunan -> tenun) and over one wrong
letter (konvksi -> konveksi); those that it does not know at all are stemmed, so that they at least meet each other.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import Stemmer
from rapidfuzz.distance import OSA

#: A word that stands in so many places of the corpus is a word of its own, whatever it looks like.
FREQUENT = 8
#: From how many letters on a word may have one wrong letter, and two (if so many letters at its beginning or end are right).
ONE_WRONG, TWO_WRONG, RIGHT_END = 5, 10, 4
#: Short words differ by one letter from so many others ("kalau", "kaldu") that only a letter too many, too few or in the
#: wrong place is put right in them, unless the corpus often has the other word.
ANOTHER_LETTER = 6
#: From here on the first letter may be the wrong one.
FIRST_WRONG = 9
#: Of two words that are as near, one must be so many times as frequent to be taken.
CLEARLY = 4
#: Shorter words are not stemmed, and no stem is shorter than LEAST_STEM.
LEAST_STEMMED, LEAST_STEM = 5, 4

_INDONESIAN = Stemmer.Stemmer("indonesian")
_ENGLISH = Stemmer.Stemmer("english")
_ENGLISH_ENDINGS = ("ing", "ings", "ed", "er", "ers", "ies", "y")

#: prefix -> letters that it has swallowed: menjahit is jahit, menenun is tenun, menyablon is sablon.
_PREFIXES = {
    "di": ("",),
    "mem": ("", "p"),
    "men": ("", "t"),
    "meny": ("s",),
    "meng": ("", "k"),
    "me": ("",),
    "pem": ("", "p"),
    "pen": ("", "t"),
    "peny": ("s",),
    "peng": ("", "k"),
    "pe": ("",),
    "ber": ("",),
    "ter": ("",),
    "per": ("",),
}
_NEEDS_MORE = frozenset({"ber", "ter", "per"})  # "berikan" gives, and has no fish


class Spelt(NamedTuple):
    """The word as the lexicon writes it; `sure` is False when a letter had to be put right or nothing knows the word."""

    base: str
    sure: bool


class Spelling:
    """How words are written.

    `meanings` maps each word of the thesaurus to what it stands for (words that only phrases have: to themselves);
    `single` are those that mean something alone; `empty` say nothing; `real` are left as they are; `places` are names;
    `frequent` maps the frequent words of the corpus to how often they stand there.
    """

    def __init__(
        self,
        meanings: Mapping[str, str],
        single: Collection[str],
        empty: Collection[str],
        real: Collection[str],
        places: Collection[str],
        frequent: Mapping[str, int],
    ):
        self._meanings = meanings
        self._single = single
        self._empty = empty
        self._real = real
        self._places = places
        self._frequent = frequent
        self._near: dict[str, list[str]] = {}
        self._by_stem: dict[str, str] = {}
        for form in sorted(single, reverse=True):  # of two with one stem the first of the alphabet
            if len(form) >= LEAST_STEM:
                self._by_stem[_ENGLISH.stemWord(form)] = form
        for word in sorted({*meanings, *frequent}):
            if len(word) >= ONE_WRONG - 1 and word.isalpha():
                keys = _shortened(word)
                if len(word) >= TWO_WRONG and word in meanings:
                    keys = [*keys, *_ends(word)]
                for key in keys:
                    self._near.setdefault(key, []).append(word)

    def spell(self, word: str) -> Spelt:
        known = self._known(word)
        if known is not None:
            return known
        right = self._put_right(word)
        if right:
            return Spelt(right if right in self._meanings else self._stem(right), False)
        return Spelt(self._stem(word), False)

    def correction(self, word: str) -> str | None:
        """The word that was meant, when this one is a misspelling."""
        return None if self._known(word) else self._put_right(word)

    def _known(self, word: str) -> Spelt | None:
        """What a word is without any letter put right, or None."""
        if word in self._meanings or word in self._empty:
            return Spelt(word, True)
        if word in self._real:
            return Spelt(self._stem(word), True)
        if word in self._places:
            return Spelt(word, True)
        roots = list(_roots(word))
        for root, least in roots:
            if root in (self._single if least else self._meanings):
                return Spelt(root, True)
        for root, _least in roots:
            if root in self._empty:
                return Spelt(root, True)
        if any(root in self._real for root, _least in roots):
            return Spelt(self._stem(word), True)
        if len(word) >= LEAST_STEMMED and word.endswith(_ENGLISH_ENDINGS):
            form = self._by_stem.get(_ENGLISH.stemWord(word))
            if form is not None:
                return Spelt(form, True)
        return Spelt(self._stem(word), False) if word in self._frequent else None

    def _stem(self, word: str) -> str:
        """The stem of a word that the thesaurus has not; never a word that means something else, or nothing."""
        if len(word) < LEAST_STEMMED or not word.isalpha():
            return word
        stem = _ENGLISH.stemWord(_INDONESIAN.stemWord(word))
        if len(stem) < LEAST_STEM or stem in self._meanings or stem in self._empty:
            return word
        return stem

    def _put_right(self, word: str) -> str | None:
        """The one word that a misspelt one must be, or None."""
        if len(word) < ONE_WRONG or not word.isalpha():
            return None
        wrong = 2 if len(word) >= TWO_WRONG else 1
        near: dict[str, int] = {}
        for key in _shortened(word) if wrong == 1 else [*_shortened(word), *_ends(word)]:
            for other in self._near.get(key, ()):
                if other not in near:
                    near[other] = OSA.distance(word, other, score_cutoff=wrong)
        own = self._frequent.get(word, 1)
        choices = []
        for other, distance in near.items():
            if distance > (wrong if other in self._meanings else 1):
                continue
            if other[0] != word[0] and (len(word) < FIRST_WRONG or distance > 1):
                continue
            often = self._frequent.get(other, 0)
            if len(word) < ANOTHER_LETTER and often < FREQUENT and _has_another_letter(word, other):
                continue
            if other in self._meanings or often >= CLEARLY * own:
                choices.append((distance, -often, other))
        if not choices:
            return None
        choices.sort()
        distance, often, best = choices[0]
        meaning = self._meanings.get(best, best)
        for other_distance, other_often, other in choices[1:]:
            if other_distance > distance:
                break
            if self._meanings.get(other, other) != meaning and often > CLEARLY * other_often - 1:
                return None  # it might as well be the other one
        return best


def _has_another_letter(word: str, other: str) -> bool:
    return len(word) == len(other) and sorted(word) != sorted(other)


def _shortened(word: str) -> list[str]:
    """The word and all that is left of it without one letter: words with one letter's difference share one of these."""
    return [word, *{word[:at] + word[at + 1 :] for at in range(len(word))}]


def _ends(word: str) -> tuple[str, str]:
    """Keys that words share whose beginning or end is the same."""
    return f"{word[:RIGHT_END]}-", f"-{word[-RIGHT_END:]}"


def _roots(word: str) -> Iterator[tuple[str, bool]]:
    """What a word may be an inflection of, the likeliest first, and whether the root must mean something alone."""
    if word.endswith("2"):  # kain2: a short way to write kain-kain
        yield word[:-1], False
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) + len(instead) > 2:
            yield word.removesuffix(ending) + instead, False
    bare = [word]
    if word.endswith("nya") and len(word) > 5:
        bare.append(word[:-3])
        yield word[:-3], False
    for stem in tuple(bare):
        if stem.endswith("an") and len(stem) > 5:
            bare.append(stem[:-2])
            yield stem[:-2], True
    for stem in tuple(bare):
        if stem.endswith("kan") and len(stem) > 6:
            bare.append(stem[:-3])
    for stem in bare:
        for prefix, swallowed in _PREFIXES.items():
            if stem.startswith(prefix):
                for letter in swallowed:
                    root = letter + stem[len(prefix) :]
                    both = len(stem) < len(word)
                    if len(root) >= (5 if prefix in _NEEDS_MORE and not both else 4):
                        yield root, True
