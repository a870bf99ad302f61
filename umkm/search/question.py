"""What was typed, as lexemes to look for: each part by its meaning where the lexicon knows one, otherwise from its beginning."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.db import connection
from rapidfuzz.distance import OSA

from kemitraan.lexicon import MATERIAL, Lexicon, fold, tokens_of
from kemitraan.reference.lexicon import recent_lexicon
from umkm.services.search import TERM

#: Words beyond these are not looked at: nobody types so many, and each costs a look.
MOST_WORDS = 12
#: A shorter word is only found whole: two letters begin too many others.
LEAST_BEGINNING = 3
#: From how many letters on a word that no firm has may be taken for another one, and with two wrong letters.
ONE_WRONG, TWO_WRONG = 4, 8
#: Firms err too: a word that others have so many times as often is meant, even if one has this one.
MUCH_MORE_OFTEN = 20


@dataclass(frozen=True, slots=True)
class Part:
    """What has to be found: one of these lexemes. `typed` is what stands for it; `wider` are lexemes of its family."""

    typed: str
    lexemes: tuple[str, ...]
    wider: tuple[str, ...] = ()
    needed: bool = True

    @property
    def query(self) -> str:
        return f"({' | '.join(self.lexemes)})"


@dataclass(frozen=True, slots=True)
class Question:
    """`repairs` are the words that were put right: (as typed, as searched). `loosened`: nothing had all parts as they are."""

    typed: str = ""
    parts: tuple[Part, ...] = ()
    repairs: tuple[tuple[str, str], ...] = ()
    loosened: bool = False

    @property
    def query(self) -> str:
        """A tsquery: every part that is needed."""
        needed = [part for part in self.parts if part.needed] or self.parts
        return " & ".join(part.query for part in needed)

    @property
    def ranking(self) -> str:
        """A tsquery that says how well a firm fits: the more and the better placed, the higher; of those who mean the same, first
        who says it in the same words, also in those that tell nothing by themselves ("seragam kerja pabrik")."""
        said = dict.fromkeys(word for part in self.parts for word in part.typed.split())
        said |= dict.fromkeys(self.searched.split())
        return " | ".join([*(part.query for part in self.parts), *map(_beginning, said)])

    @property
    def searched(self) -> str:
        """The text with what was put right."""
        right = dict(self.repairs)
        return " ".join(right.get(word, word) for word in re.findall(r"\w+", fold(self.typed)))

    def looser(self) -> "Question | None":
        """The same with the family beside each thing ("spoon of clay": all tableware of it); None for a single word, of which
        nothing would be left, and when no part has a family."""
        if len(self.parts) < 2:
            return None
        parts = tuple(
            replace(part, lexemes=(*part.lexemes, *part.wider), wider=()) for part in self.parts
        )
        return None if parts == self.parts else replace(self, parts=parts, loosened=True)

    @property
    def family(self) -> "Question | None":
        """The family of the one thing that was asked for."""
        if len(self.parts) != 1 or not self.parts[0].wider:
            return None
        name = self.parts[0].wider[0].strip("'").removeprefix(TERM)
        return Question(name, (Part(name, self.parts[0].wider),))

    def without(self, left_out: Part) -> "Question":
        return replace(self, parts=tuple(part for part in self.parts if part is not left_out))


@dataclass(slots=True)
class _Word:
    """What the firms' own words say of one that was typed."""

    often: int = 0
    begins: bool = False
    near: list[tuple[str, int]] = field(default_factory=list)


def read_question(text: str, *, exact: bool = False) -> Question:
    """One query for the vocabulary, none when the lexicon knows every word. `exact`: each as it is written, from its beginning."""
    words = _words(text)
    if not words:
        return Question(text)
    if exact:
        return Question(text, tuple(Part(word, (_beginning(word),)) for word in words))
    lexicon = recent_lexicon()
    known = _look_up([word for word in words if not lexicon.knows(word)])
    right = {word: _put_right(word, lexicon, its) for word, its in known.items()}
    repairs = tuple((word, better) for word, better in right.items() if better)
    read = " ".join(right.get(word) or word for word in words)
    return Question(text, tuple(_parts(read, lexicon)), repairs)


def nearest_words(question: Question) -> list[str]:
    """Texts that are like the one that was typed, with one word replaced by one that firms have; the likeliest first."""
    words = _words(question.typed)
    known = _look_up(words)
    return [
        " ".join(other if word == wrong else word for word in words)
        for wrong in words
        if not known[wrong].often
        for other, _often in known[wrong].near[:3]
    ]


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(token.word for token in tokens_of(text)))[:MOST_WORDS]


def _beginning(word: str) -> str:
    return f"'{word}':*" if len(word) >= LEAST_BEGINNING else f"'{word}'"


def _term(term: str) -> str:
    return f"'{TERM}{term}'"


# ── What the words mean ──────────────────────────────────────────────────────────────────────────────────────────────


def _parts(text: str, lexicon: Lexicon) -> Iterator[Part]:
    tokens = [token.word for token in tokens_of(text)]
    meant, covered = [], set()
    for mention in lexicon.read(text):
        said = mention.said.split()
        at = next(at for at in range(len(tokens)) if tokens[at : at + len(said)] == said)
        covered.update(range(at, at + len(said)))
        meant.append((at, _of_mention(mention, said, lexicon)))
    plain = [(at, _of_word(word, lexicon)) for at, word in enumerate(tokens) if at not in covered]
    parts = [part for _at, part in sorted([*meant, *plain], key=lambda found: found[0]) if part]
    if not parts:  # nothing but words that say nothing: then they are what is looked for
        parts = [Part(word, (_beginning(word),)) for word in tokens]
    yield from parts


def _of_mention(mention, said: Sequence[str], lexicon: Lexicon) -> Part:
    concept = lexicon.concepts.get(mention.term)
    if concept is None:
        return Part(mention.said, (_term(mention.term), _beginning(said[0])))
    wider = concept.broader[:1] if concept.weight > MATERIAL else ()
    return Part(
        mention.said, (_term(mention.term),), tuple(map(_term, wider)), needed=mention.in_name
    )


def _of_word(word: str, lexicon: Lexicon) -> Part | None:
    """A word that the reading left out: ambiguous, a place, a name, or empty."""
    senses = lexicon.senses(word)
    if senses:
        return Part(word, tuple(map(_term, senses)))
    if lexicon.says_nothing(word) and not lexicon.is_place(word):
        return None
    return Part(word, (_beginning(word),))


# ── How the words are written ────────────────────────────────────────────────────────────────────────────────────────

#: Of each word: in how many firms it stands, whether one begins with it, and the words that are like it and that a listed firm has.
#: The beginning is asked for as a range, since a pattern that is no constant would have all words read.
_LOOK_UP = """
SELECT typed.word,
    coalesce((SELECT known.often FROM umkm_searchword AS known WHERE known.word = typed.word), 0),
    EXISTS (SELECT FROM umkm_searchword AS longer WHERE longer.word ~>=~ typed.word AND longer.word ~<~ (typed.word || chr(1114111))),
    near.word, near.often
FROM unnest(%s::text[]) AS typed (word)
LEFT JOIN LATERAL (
    SELECT known.word, known.often
    FROM umkm_searchword AS known
    WHERE known.word %% typed.word AND known.word <> typed.word
        AND abs(length(known.word) - length(typed.word)) <= 2
        AND EXISTS (SELECT FROM umkm_directoryentry AS entry
                    WHERE entry.is_listed AND entry.terms @@ quote_literal(known.word)::tsquery)
    ORDER BY similarity(known.word, typed.word) DESC, known.often DESC, known.word LIMIT 8
) AS near ON true
"""


def _look_up(words: Sequence[str]) -> dict[str, _Word]:
    """What is known of each word; of no words nothing is asked."""
    found = {word: _Word() for word in words}
    if not found:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_UP, [list(words)])
        for word, often, begins, near, near_often in cursor.fetchall():
            found[word].often, found[word].begins = often, begins
            if near:
                found[word].near.append((near, near_often))
    return found


def _put_right(word: str, lexicon: Lexicon, known: _Word) -> str | None:
    """The word that was surely meant by one that the lexicon does not know: when no firm has this one and no word begins with it, or when hardly any has it and very
    many have another one that is as good as it."""
    if not word.isalpha():
        return None
    often = dict(known.near)
    if known.often or (known.begins and len(word) >= LEAST_BEGINNING):
        least = MUCH_MORE_OFTEN * max(1, known.often)
    else:
        least = 0
    right = lexicon.correction(word)
    if right and (not least or often.get(right, 0) >= least):
        return right
    if len(word) < ONE_WRONG:
        return None
    wrong = 2 if len(word) >= TWO_WRONG else 1
    near = sorted(
        (OSA.distance(word, other), -count, other)
        for other, count in known.near
        if other[0] == word[0] and not other.startswith(word)
    )
    if not near or near[0][0] > wrong or -near[0][1] < least:
        return None
    return near[0][2]
