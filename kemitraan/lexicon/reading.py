"""From words to meaning: what an offer says it makes, and what a need asks for, in the same terms.

A term is a concept of the trade ("lurik") or, for any other word, the word itself, stemmed. Synonyms of one word become one
term, so that they can never add up: a need gains nothing by saying the same thing in two languages.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kemitraan.lexicon.spelling import FREQUENT, Spelling
from kemitraan.lexicon.terms import (
    OTHER,
    THING,
    WEIGHTS,
    ConceptRow,
    Mention,
    Mentions,
    SenseRow,
    Vocabulary,
)
from kemitraan.lexicon.tokens import Token, Tokens, tokenise, tokens_of

__all__ = ["Lexicon"]

#: What follows in a name says what for, not what: "kain lurik untuk seragam" is no uniform.
_PURPOSE = frozenset({"untuk", "for", "guna"})
#: What follows is a place, whatever else its name may mean: "desa Sengon" has no wood.
_PLACE_FOLLOWS = frozenset(
    "desa ds dukuh dk dusun dsn kampung kec kecamatan kel kelurahan kab kabupaten kota jl jalan".split()
)
#: What follows is somebody's name, unless it is a word that we know: "keripik Bu Karti" has no cardboard.
_NAME_FOLLOWS = frozenset("bu ibu pak bapak bpk mbak mbah mbok haji hj hajah yu mas mr mrs".split())
_ALWAYS = "*"


@dataclass(frozen=True, slots=True)
class Concept:
    name: str
    broader: tuple[str, ...]
    weight: float


class _Word(NamedTuple):
    """What one distinct word is. `term` None: it says nothing, or its company decides (`senses`)."""

    base: str
    term: str | None
    senses: tuple[tuple[str, frozenset[str]], ...]
    sure: bool
    is_place: bool


_SILENT = _Word("", None, (), True, False)


class Lexicon:
    """The concepts of the trade, ready to read texts with. A value: whoever learns more words gets a new one.

    `frequent` are words of the corpus with how often they stand there (see `learned`). Raises ValueError when a form means
    two things, a kind is unknown, a sense has no concept, or a broader concept has no row or is its own.
    """

    def __init__(
        self,
        concepts: Iterable[ConceptRow],
        senses: Iterable[SenseRow] = (),
        boilerplate: Iterable[str] = (),
        real_words: Iterable[str] = (),
        places: Iterable[str] = (),
        frequent: Mapping[str, int] | None = None,
    ):
        self._rows = (
            tuple(ConceptRow(*row) for row in concepts),
            tuple(SenseRow(*row) for row in senses),
            tuple(boilerplate),
            tuple(real_words),
            tuple(places),
        )
        self._frequent = dict(sorted((frequent or {}).items()))
        rows = self._rows[0]
        parents = {row.name: row.broader for row in rows}
        self.concepts = {
            row.name: Concept(row.name, tuple(_ancestors(row.name, parents)), _weight(row))
            for row in rows
        }
        #: Things that have narrower ones under them: "furniture", but not "wood".
        self.families = frozenset(
            wider
            for concept in self.concepts.values()
            for wider in concept.broader
            if self.concepts[wider].weight == THING
        )
        self._learn_forms()
        self._learn_senses()
        self._boilerplate = frozenset(self._rows[2])
        self._places = frozenset(self._rows[4])
        self._spelling = self._make_spelling()
        self._words: dict[str, _Word] = {}
        self._build_phrase_steps()

    @property
    def version(self) -> str:
        """A short hash of everything that a reading depends on."""
        content = repr((self._rows, self._frequent))
        return blake2b(content.encode(), digest_size=8).hexdigest()

    def learned(self, counts: Mapping[str, int]) -> "Lexicon":
        """The same lexicon that also knows the frequent words of a corpus: they are no misspellings, but may be meant by one."""
        frequent = {word: often for word, often in counts.items() if often >= FREQUENT}
        if frequent == self._frequent:
            return self  # with what it has found out about words
        return Lexicon(*self._rows, frequent=frequent)

    # ── What is known ────────────────────────────────────────────────────────────────────────────────────────────────

    def _learn_forms(self) -> None:
        self._forms: dict[tuple[str, ...], str] = {}
        for row in self._rows[0]:
            for form in sorted(row.forms):
                words = tuple(token.word for token in tokens_of(form))
                if self._forms.setdefault(words, row.name) != row.name:
                    raise ValueError(f"{form!r} means {self._forms[words]!r} and {row.name!r}")
        self._forms.pop((), None)
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words, concept in self._forms.items():
            if len(words) > 1:
                self._phrases.setdefault(words[0], []).append((words, concept))
        for choices in self._phrases.values():
            choices.sort(key=lambda choice: (-len(choice[0]), choice[0]))

    def _learn_senses(self) -> None:
        self._senses: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for row in self._rows[1]:
            if row.concept not in self.concepts:
                raise ValueError(f"{row.word!r} means {row.concept!r}, which has no row")
            self._senses.setdefault(row.word, []).append(
                (row.concept, frozenset(row.company.split()))
            )

    def _make_spelling(self) -> Spelling:
        meanings = {
            word: word for _concept, company in _each(self._senses.values()) for word in company
        }
        meanings |= {word: word for words in self._forms for word in words}
        meanings |= {words[0]: concept for words, concept in self._forms.items() if not words[1:]}
        meanings |= {word: word for word in self._senses}
        meanings.pop(_ALWAYS, None)
        single = {words[0] for words in self._forms if len(words) == 1} | self._senses.keys()
        return Spelling(
            meanings,
            single,
            self._boilerplate,
            frozenset(self._rows[3]),
            self._places,
            self._frequent,
        )

    def weight(self, term: str) -> float:
        concept = self.concepts.get(term)
        return concept.weight if concept else OTHER

    def broader(self, term: str) -> tuple[str, ...]:
        """The wider concepts that a term is a kind of, the nearest first."""
        concept = self.concepts.get(term)
        return concept.broader if concept else ()

    def base(self, word: str) -> str:
        """The form that the lexicon knows: chairs -> chair, tenunan -> tenun, konvksi -> konveksi; or the stem of the word."""
        return self._word(word).base

    def correction(self, word: str) -> str | None:
        """The word that was meant, when this one is a misspelling that can be put right."""
        return self._spelling.correction(word)

    def knows(self, word: str) -> bool:
        """Whether the word means something here, is empty, real or a place."""
        return self._word(word).sure or self.senses(word) != ()

    def says_nothing(self, word: str) -> bool:
        """Whether it is a word of letters and tenders, of grammar or of time."""
        return self._word(word).base in self._boilerplate

    def is_place(self, word: str) -> bool:
        return word in self._places

    def senses(self, word: str) -> tuple[str, ...]:
        """The concepts that an ambiguous word may mean; none for a word whose meaning is plain."""
        return tuple(concept for concept, _company in self._word(word).senses)

    def _word(self, word: str) -> _Word:
        found = self._words.get(word)
        if found is None:
            found = self._words[word] = self._look_at(word)
        return found

    def _look_at(self, word: str) -> _Word:
        base, sure = self._spelling.spell(word)
        senses = tuple(self._senses.get(base, ()))
        term = None if senses else self._forms.get((base,))
        says_nothing = (
            len(base) < 3
            or base in self._boilerplate
            or not base.isalpha()
            or (base in self._places and word in self._places)
        )
        if term is None and not senses and not says_nothing:
            term = base
        return _Word(base, term, senses, sure, word in self._places)

    # ── Reading one text ─────────────────────────────────────────────────────────────────────────────────────────────

    def read(self, text: str, clusters: Collection[str] = ()) -> list[Mention]:
        """The terms of a text in their order, each once (in the name if it stands there too).

        `clusters` helps to tell what an ambiguous word means: "mas" in minapolitan is a fish.
        """
        tokens = tokens_of(text)
        words = self._words_in_context(tokens)
        company = {*(word.base for word in words if word is not _SILENT), *clusters}
        found = list(self._terms(tokens, words, company))
        purpose = next(
            (
                at
                for at, word in enumerate(words)
                if word.base in _PURPOSE and tokens[at].first_sentence
            ),
            len(tokens),
        )
        if not any(at < purpose for at, _length, _term in found):  # not in "looking for uniforms"
            purpose = len(tokens)
        mentions: dict[str, Mention] = {}
        for at, length, term in found:
            said = " ".join(token.word for token in tokens[at : at + length])
            in_name = tokens[at].first_sentence and at < purpose
            mentions.setdefault(term, Mention(term, said, in_name))
        return list(mentions.values())

    def _words_in_context(self, tokens: list[Token]) -> list[_Word]:
        """What each word is; names of places and of people are silent."""
        words, before = [], ""
        for token in tokens:
            word = self._word(token.word)
            if (before in _PLACE_FOLLOWS and word.is_place) or (
                before in _NAME_FOLLOWS and not word.sure
            ):
                word = _SILENT
            words.append(word)
            before = token.word
        return words

    def _terms(
        self, tokens: list[Token], words: list[_Word], company: set[str]
    ) -> Iterator[tuple[int, int, str]]:
        """(where, how many words, term): at each place the longest phrase, otherwise the word."""
        at = 0
        while at < len(tokens):
            length, term = self._phrase(tokens, words, at) or (1, _term(words[at], company))
            if term:
                yield at, length, term
            at += length

    def _phrase(self, tokens: list[Token], words: list[_Word], at: int) -> tuple[int, str] | None:
        for form, concept in self._phrases.get(words[at].base, ()):
            end = at + len(form)
            if (
                end <= len(tokens)
                and tokens[end - 1].stretch == tokens[at].stretch
                and all(words[at + step].base == form[step] for step in range(len(form)))
            ):
                return len(form), concept
        return None

    # ── Reading many texts ───────────────────────────────────────────────────────────────────────────────────────────

    def _build_phrase_steps(self) -> None:
        """Phrases as steps from (part of a phrase, next word) to a longer part, in arrays that can be searched."""
        parts = [words for words in self._forms if len(words) > 1]
        distinct = sorted({word for words in parts for word in words})
        self._phrase_word = {word: at for at, word in enumerate(distinct, start=1)}
        #: A part of one word has the word's own number, longer ones the numbers after those.
        states: dict[tuple[str, ...], int] = {(word,): at for word, at in self._phrase_word.items()}
        steps: dict[int, int] = {}
        names = sorted({concept for words, concept in self._forms.items() if len(words) > 1})
        means = {}
        for words in sorted(parts):
            for length in range(2, len(words) + 1):
                state = states.setdefault(words[:length], len(states) + 1)
                key = states[words[: length - 1]] * (len(distinct) + 1)
                steps[key + self._phrase_word[words[length - 1]]] = state
            means[states[words]] = names.index(self._forms[words])
        self._step_keys = np.array(sorted(steps), np.int64)
        self._step_to = np.array([steps[key] for key in sorted(steps)], np.int64)
        self._phrase_concepts = names
        self._means = np.full(len(states) + 1, -1, np.int32)
        for state, concept in means.items():
            self._means[state] = concept

    def read_many(
        self,
        texts: Sequence[str] | Tokens,
        clusters: Sequence[str | Collection[str]],
        vocabulary: Vocabulary,
    ) -> Mentions:
        """What `read` gives for each text with its cluster(s), as arrays. New terms are added to `vocabulary`.

        Costs one walk over the texts, and a look at each distinct word that this lexicon has not met before.
        """
        tokens = texts if isinstance(texts, Tokens) else tokenise(texts)
        if len(clusters) != tokens.texts:
            raise ValueError(f"{tokens.texts} texts, but {len(clusters)} clusters")
        infos = [self._word(word) for word in tokens.distinct]
        word = self._silenced(tokens, infos)
        infos.append(_SILENT)

        ids = [-1 if info.term is None else vocabulary.add(info.term) for info in infos]
        term = np.array(ids, np.int32)[word]
        phrase_at, length, concept = self._phrases_in(tokens, infos, word)
        inside = np.zeros(len(word) + 1, np.int32)
        np.add.at(inside, phrase_at + 1, 1)
        np.add.at(inside, phrase_at + length, -1)
        inside = np.cumsum(inside[:-1]) > 0
        term[inside] = -1
        concept_ids = np.array(
            [vocabulary.add(name) for name in self._phrase_concepts] or [0], np.int32
        )
        term[phrase_at] = concept_ids[concept]

        open_words = np.array([bool(info.senses) for info in infos])[word] & ~inside
        open_words[phrase_at] = False
        self._decide(tokens, infos, word, np.flatnonzero(open_words), clusters, term, vocabulary)
        return self._mentions(tokens, infos, word, term, len(vocabulary))

    def _silenced(self, tokens: Tokens, infos: list[_Word]) -> NDArray[np.int32]:
        """The words with those that are names replaced by a last one that says nothing."""
        word = tokens.word.copy()
        if len(word) < 2:
            return word
        place_next = np.array([text in _PLACE_FOLLOWS for text in tokens.distinct])
        name_next = np.array([text in _NAME_FOLLOWS for text in tokens.distinct])
        is_place = np.array([info.is_place for info in infos])
        unsure = np.array([not info.sure for info in infos])
        before, here = tokens.word[:-1], tokens.word[1:]
        silent = (place_next[before] & is_place[here]) | (name_next[before] & unsure[here])
        silent &= tokens.row[:-1] == tokens.row[1:]
        word[1:][silent] = len(infos)
        return word

    def _phrases_in(
        self, tokens: Tokens, infos: list[_Word], word: NDArray[np.int32]
    ) -> tuple[NDArray, NDArray, NDArray]:
        """(where, how many words, number of the concept) of the phrases, from left to right, the longest at each place."""
        number = np.array([self._phrase_word.get(info.base, 0) for info in infos], np.int64)[word]
        longest = np.zeros(len(word), np.int64)
        concept = np.full(len(word), -1, np.int32)
        at = np.flatnonzero(number)
        state, length = number[at], 1
        while len(at) and len(self._step_keys):
            on = at + length < len(word)
            at, state = at[on], state[on]
            following = at + length
            on = (number[following] > 0) & (tokens.stretch[following] == tokens.stretch[at])
            at, state, following = at[on], state[on], following[on]
            key = state * (len(self._phrase_word) + 1) + number[following]
            place = np.searchsorted(self._step_keys, key)
            on = np.take(self._step_keys, place, mode="clip") == key
            at, state = at[on], self._step_to[place[on]]
            length += 1
            whole = self._means[state] >= 0
            longest[at[whole]] = length
            concept[at[whole]] = self._means[state[whole]]
        starts = np.flatnonzero(longest)
        kept, end = [], 0
        for start, size in zip(starts.tolist(), longest[starts].tolist(), strict=True):
            if start >= end:
                kept.append(start)
                end = start + size
        kept = np.array(kept, np.int64)
        return kept, longest[kept], concept[kept]

    def _decide(self, tokens, infos, word, places, clusters, term, vocabulary) -> None:
        """Write what ambiguous words mean, by the company of their texts."""
        rows = tokens.row[places].tolist()
        starts = np.searchsorted(tokens.row, rows, side="left").tolist()
        ends = np.searchsorted(tokens.row, rows, side="right").tolist()
        bases = [info.base for info in infos]
        last, company = -1, set()
        for place, row, start, end in zip(places.tolist(), rows, starts, ends, strict=True):
            if row != last:
                last, company = row, {bases[at] for at in word[start:end].tolist()}
                company.discard(_SILENT.base)
                own = clusters[row]
                company.update((own,) if isinstance(own, str) else own)
            meant = _term(infos[word[place]], company)
            if meant is not None:
                term[place] = vocabulary.add(meant)

    @staticmethod
    def _mentions(tokens, infos, word, term, terms: int) -> Mentions:
        said = np.flatnonzero(term >= 0)
        is_purpose = np.array([info.base in _PURPOSE for info in infos])[word]
        purpose = np.full(tokens.texts, len(word), np.int64)
        found = np.flatnonzero(is_purpose & tokens.first_sentence)[::-1]
        purpose[tokens.row[found]] = found  # the last written is the first in the text
        first = np.full(tokens.texts, len(word), np.int64)
        first[tokens.row[said[::-1]]] = said[::-1]
        purpose[first > purpose] = len(word)

        row, term = tokens.row[said], term[said]
        in_name = tokens.first_sentence[said] & (said < purpose[row])
        _keys, once = np.unique(row.astype(np.int64) * max(1, terms) + term, return_index=True)
        once.sort()
        return Mentions(row[once], term[once], in_name[once])


def _each(lists):
    for items in lists:
        yield from items


def _term(word: _Word, company: Collection[str]) -> str | None:
    for concept, needed in word.senses:
        if _ALWAYS in needed or not needed.isdisjoint(company):
            return concept
    return word.term


def _weight(row: ConceptRow) -> float:
    if row.kind not in WEIGHTS:
        raise ValueError(f"{row.name!r} is of no kind that we know: {row.kind!r}")
    return WEIGHTS[row.kind]


def _ancestors(name: str, parents: Mapping[str, str]) -> Iterator[str]:
    seen = {name}
    while name := parents[name]:
        if name in seen:
            raise ValueError(f"{name!r} is broader than itself")
        if name not in parents:
            raise ValueError(f"{name!r} is named as broader, but has no row")
        seen.add(name)
        yield name
