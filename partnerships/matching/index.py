"""The offers of one moment, ordered so that a need touches only those that say something of it.

For each term the index keeps which offers name it and how plainly; a need adds up the lists of its own terms and never looks
at the rest: a product of two sparse matrices for all needs at once. When a firm changes, its old rows are passed over and its
new ones stand in a second, small layer; how rare words are and what trades they suggest stay as they were when the snapshot
was built, so that scores of before and after can be compared.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from itertools import islice
from math import log
from typing import NamedTuple, Self

import numpy as np
from scipy import sparse

from kemitraan.lexicon import Lexicon
from kemitraan.lexicon.terms import THING, Vocabulary
from kemitraan.lexicon.tokens import Tokens, tokenise
from partnerships.matching.columns import Columns, Dictionary
from partnerships.matching.layers import Layer, most, side_by_side
from partnerships.matching.trades import GUESSED, SAME_TRADE, Guesser, Move, Trades
from partnerships.matching.types import Commitment, Demand, Offer, Record

#: A word counts less when only the description has it (or "for ..." in the name), in an offer and in a need.
IN_OFFER_DESCRIPTION = 0.7
IN_NEED_DESCRIPTION = 0.5
#: Whoever makes chairs makes furniture: a narrower word answers for the wider one, not quite as well.
NARROWER = 0.7
#: Whoever says "furniture" may make chairs.
WIDER = 0.4
#: In "keripik tempe" the first thing is the product: a later one in a name counts a little less.
LATER_IN_NAME = 0.85
#: An offer that names as much as the weightiest words of a need says all that the name of a product can say.
SAYING_ENOUGH = 3
#: How rare a word is, is judged as if a thousand other offers had been seen, with each word in twenty of them: so one odd
#: word does not outweigh the trade's, and a handful of offers is judged like fifty thousand.
UNSEEN_OFFERS, UNSEEN_MENTIONS = 1000, 20
#: Offers that are read at a time while a snapshot is built, and needs that are kept as they were read.
CHUNK = 20_000
MOST_QUERIES = 20_000


class QueryWord(NamedTuple):
    """One term of a need: the words that stand for it there, its weight, the wider concepts it belongs to, and where it
    stands among the need's terms."""

    term: str
    said: str
    weight: float
    broader: tuple[str, ...]
    at: int


class Query(NamedTuple):
    """A need as the index reads it, its words in the order of their terms. `kbli` is the code to compare with, stated or
    guessed from the words; `trust` is what a likeness to it counts."""

    words: tuple[QueryWord, ...]
    total: float
    kbli: tuple[str, str] | None
    trust: float


class Snapshot:
    """An index over offers; build it once, match many needs with it, from several threads if need be."""

    def __init__(
        self,
        offers: Iterable[Offer],
        lexicon: Lexicon,
        moves: Iterable[Move] = (),
    ):
        """`moves` are KBLI codes that became others in the next version. What is frequent among the offers is no misspelling:
        the snapshot's own lexicon has learned it."""
        self.vocabulary = Vocabulary()
        self.dictionary = Dictionary.empty()
        self.trades = Trades(self.dictionary.kbli, moves)
        rest = iter(offers)
        parts = []
        while chunk := list(islice(rest, CHUNK)):
            parts.append(Columns.of(chunk, self.dictionary))
        self.columns = Columns.of((), self.dictionary)
        for part in parts:
            self.columns = self.columns.followed_by(part)
        tokens = tokenise(self.columns.text)
        self.lexicon = lexicon.learned(tokens.counts())
        self.alive = np.ones(len(self.columns), dtype=bool)
        self.layers = [self._layer(0, self.columns, tokens)]
        self._size = len(self.columns)
        base = self.layers[0]
        self._mentions = np.diff(base.named.indptr)
        self._guesser = Guesser(base.said.T.tocsr(), self.columns.kbli, len(self.dictionary.kbli))
        self.kbli_read = self._read_kbli(base, self.columns)
        self._queries: dict[tuple, Query] = {}
        self._forget()

    def _forget(self) -> None:
        self._answers: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        order = np.argsort(self.kbli_read, kind="stable")
        self._by_kbli = (order, self.kbli_read[order])

    def __len__(self):
        return int(self.alive.sum())

    # ── Building ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _layer(self, start: int, columns: Columns, tokens: Tokens) -> Layer:
        """What these offers say, as sparse matrices with a row for each term."""
        names = self.dictionary.clusters.names
        mentions = self.lexicon.read_many(
            tokens, [names[number] for number in columns.cluster], self.vocabulary
        )
        row, term = mentions.row, mentions.term
        plain = np.where(mentions.in_name, 1.0, IN_OFFER_DESCRIPTION)
        is_thing = np.array(
            [self.lexicon.weight(name) >= THING for name in self.vocabulary.terms], dtype=bool
        )
        things = np.flatnonzero(mentions.in_name & is_thing[term])
        later = np.zeros(len(things), dtype=bool)
        later[1:] = row[things[1:]] == row[things[:-1]]
        plain[things[later]] = LATER_IN_NAME

        wide_row, wide_term, wide_plain = self._wider(row, term, plain)
        size = (len(self.vocabulary), len(columns))
        said = sparse.csr_matrix((plain, (term, row)), shape=size)
        wider = most(wide_term, wide_row, wide_plain, size)
        wider = wider - wider.multiply(said > 0)  # its own words count, not what they imply
        return Layer(start, (said + wider).tocsr(), said)

    def _wider(self, row, term, plain):
        """Each mention once more for every wider concept of its term."""
        wider = [
            [self.vocabulary.add(name) for name in self.lexicon.broader(term_name)]
            for term_name in list(self.vocabulary.terms)
        ]
        count = np.array([len(names) for names in wider], dtype=np.int64)
        first = np.concatenate([[0], np.cumsum(count)[:-1]]).astype(np.int64)
        flat = np.array([number for names in wider for number in names], dtype=np.int64)
        each = count[term]
        source = np.repeat(np.arange(len(term)), each)
        step = np.arange(len(source)) - np.repeat(np.cumsum(each) - each, each)
        return row[source], flat[first[term[source]] + step], NARROWER * plain[source]

    def _read_kbli(self, layer: Layer, columns: Columns) -> np.ndarray:
        """The stated code of each row, else the one that its words suggest, marked by what is below -1."""
        silent = np.flatnonzero(columns.kbli < 0)
        read = columns.kbli.astype(np.int32)
        if len(silent):
            known = layer.said[: self._guesser.evidence.shape[1], :].T.tocsr()[silent]
            guessed = self._guesser.guess(known).astype(np.int32)
            read[silent] = np.where(guessed < 0, -1, -2 - guessed)
        return read

    # A snapshot that somebody holds never changes: another thread may be in the middle of a list. What is new stands in a copy,
    # which shares all that is as it was.

    def replaced(self, umkm_ids: Sequence[int], offers: Iterable[Offer]) -> Self:
        """One with these offers where all offers of those firms were; none: the firms offer nothing any more."""
        fresh = Columns.of(offers, self.dictionary)
        layer = self._layer(len(self.columns), fresh, tokenise(fresh.text))
        stay = ~np.isin(self.columns.umkm_id, np.asarray(list(umkm_ids), dtype=np.int64))
        later = copy(self)
        later.kbli_read = np.concatenate([self.kbli_read, self._read_kbli(layer, fresh)])
        later.columns = self.columns.followed_by(fresh)
        later.alive = np.concatenate([self.alive & stay, np.ones(len(fresh), dtype=bool)])
        base, *small = self.layers
        later.layers = [base, side_by_side(*small, layer) if small else layer]
        later._forget()
        return later

    def knowing(
        self, commitments: Mapping[int, Sequence[Commitment]], records: Mapping[int, Record]
    ) -> Self:
        """One that knows this of offers (by product) and firms (by UMKM), instead of what was known before."""
        later = copy(self)
        later.columns = self.columns.with_knowledge(commitments, records)
        return later

    @property
    def staleness(self) -> float:
        """The share of rows that were put or passed over since it was built; past some it is time to build anew."""
        changed = len(self.columns) - self._size + int((~self.alive[: self._size]).sum())
        return changed / max(1, self._size)

    # ── Reading a need ───────────────────────────────────────────────────────────────────────────────────────────────

    def rarity(self, term: str) -> float:
        """Inverse document frequency: how much a word tells, by how few offers had it when the snapshot was built."""
        number = self.vocabulary.get(term)
        known = number is not None and number < len(self._mentions)
        mentions = self._mentions[number] if known else 0
        return log(1 + (self._size + UNSEEN_OFFERS) / (mentions + UNSEEN_MENTIONS))

    def read_need(self, demand: Demand) -> Query:
        """The need in this snapshot's words; kept, since nothing that it depends on changes until a snapshot is built anew."""
        key = (demand.text, demand.clusters, demand.kbli)
        found = self._queries.get(key)
        if found is None:
            if len(self._queries) >= MOST_QUERIES:
                self._queries.clear()
            found = self._queries[key] = self._read_need(demand)
        return found

    def _read_need(self, demand: Demand) -> Query:
        lexicon, found = self.lexicon, []
        for at, mention in enumerate(lexicon.read(demand.text, sorted(demand.clusters))):
            weight = lexicon.weight(mention.term) * self.rarity(mention.term)
            if not mention.in_name:
                weight *= IN_NEED_DESCRIPTION
            broader = lexicon.broader(mention.term)
            found.append(QueryWord(mention.term, mention.said, weight, broader, at))
        found.sort(key=lambda word: word.term)
        heaviest = sorted((word.weight for word in found), reverse=True)[:SAYING_ENOUGH]
        kbli, trust = demand.kbli, 1.0
        if kbli is None:
            kbli, trust = self._guess_kbli(found), GUESSED
        return Query(tuple(found), sum(heaviest), kbli, trust)

    def knows(self, query: Query) -> bool:
        """Whether any offer answers any word of the need."""
        return any(len(self.answers(word)[0]) for word in query.words)

    def _guess_kbli(self, words: list[QueryWord]) -> tuple[str, str] | None:
        terms = self._guesser.evidence.shape[1]
        numbers = [self.vocabulary.get(word.term) for word in words]
        numbers = [number for number in numbers if number is not None and number < terms]
        said = sparse.csr_matrix(
            (np.ones(len(numbers)), ([0] * len(numbers), numbers)), shape=(1, terms)
        )
        return self.dictionary.kbli.name(int(self._guesser.guess(said)[0]))

    # ── Answering it ─────────────────────────────────────────────────────────────────────────────────────────────────

    def answers(self, word: QueryWord) -> tuple[np.ndarray, np.ndarray]:
        """The rows that answer one word of a need, in order, and how plainly, 0 to 1."""
        found = self._answers.get(word.term)
        if found is None:
            found = self._answers[word.term] = self._find_answers(word)
        return found

    def _find_answers(self, word: QueryWord) -> tuple[np.ndarray, np.ndarray]:
        rows, plainly = [], []
        families = [family for family in word.broader if family in self.lexicon.families]
        for layer in self.layers:
            named, plain = self._of_term(layer.named, word.term)
            rows.append(named + layer.start)
            plainly.append(plain)
        rows, plainly = np.concatenate(rows), np.concatenate(plainly)
        if families:
            wide = [
                self._of_term(layer.said, family)[0] + layer.start
                for layer in self.layers
                for family in families
            ]
            wider = self.except_rows(np.concatenate(wide), rows)
            rows = np.concatenate([rows, wider])
            plainly = np.concatenate([plainly, np.full(len(wider), WIDER)])
            order = np.argsort(rows, kind="stable")
            rows, plainly = rows[order], plainly[order]
        alive = self.alive[rows]
        return rows[alive], plainly[alive]

    def except_rows(self, rows: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Each of these rows once, in order, that is not among the others. Marks in one long array beat sorting; the array is
        the caller's own, since two threads may ask at once."""
        marks = np.zeros(len(self.columns), dtype=bool)
        marks[rows] = True
        marks[others] = False
        return np.flatnonzero(marks)

    def _of_term(self, matrix: sparse.csr_matrix, term: str) -> tuple[np.ndarray, np.ndarray]:
        number = self.vocabulary.get(term)
        if number is None or number >= matrix.shape[0]:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        part = slice(matrix.indptr[number], matrix.indptr[number + 1])
        return matrix.indices[part].astype(np.int64), matrix.data[part]

    def text_scores(self, queries: Sequence[Query]) -> sparse.csr_matrix:
        """A row for each need, a column for each offer: 0 to 1, the share of the need's weight that the offer answers."""
        words = {word.term: word for query in queries for word in query.words}
        place = {term: at for at, term in enumerate(sorted(words))}
        lists = [self.answers(words[term]) for term in place]
        answered = sparse.csr_matrix(
            (
                np.concatenate([plain for _, plain in lists]) if lists else np.zeros(0),
                np.concatenate([rows for rows, _ in lists]) if lists else np.zeros(0, dtype=int),
                np.cumsum([0, *(len(rows) for rows, _ in lists)]),
            ),
            shape=(len(place), len(self.columns)),
        )
        weights = sparse.csr_matrix(
            (
                [word.weight for query in queries for word in query.words],
                [place[word.term] for query in queries for word in query.words],
                np.cumsum([0, *(len(query.words) for query in queries)]),
            ),
            shape=(len(queries), len(place)),
        )
        scores = (weights @ answered).tocsr()
        totals = np.repeat([query.total or 1.0 for query in queries], np.diff(scores.indptr))
        scores.data = np.minimum(1.0, scores.data / totals)
        return scores

    def voice(self, rows: np.ndarray) -> "Voice":
        """What some rows say, to be asked of many needs."""
        offers = [self.columns.offer(int(row)) for row in rows]
        columns = Columns.of(offers, self.dictionary)
        return Voice(self, self._layer(0, columns, tokenise(columns.text)))

    def kbli_scores(self, query: Query, rows: np.ndarray) -> np.ndarray:
        """Likeness of trades, 0 to 1; NaN where need or offer states none that can be compared."""
        if query.kbli is None or not len(self.dictionary.kbli):
            return np.full(len(rows), np.nan)
        read = self.kbli_read[rows]
        likeness = self.trades.likeness(query.kbli) * query.trust
        code = np.where(read >= 0, read, -2 - read)
        found = likeness[np.maximum(code, 0)]
        return np.where(read == -1, np.nan, np.where(read < -1, GUESSED * found, found))

    def rows_of_trade(self, query: Query) -> np.ndarray:
        """The offers of the trade that the need names or suggests."""
        if query.kbli is None or not len(self.dictionary.kbli):
            return np.zeros(0, dtype=np.int64)
        codes = np.flatnonzero(self.trades.likeness(query.kbli) >= SAME_TRADE)
        order, sorted_codes = self._by_kbli
        parts = []
        for code in (*codes, *(-2 - codes)):
            left, right = np.searchsorted(sorted_codes, [code, code + 1])
            parts.append(order[left:right])
        rows = np.sort(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)
        return rows[self.alive[rows]]

    def rows_of_clusters(self, clusters: Iterable[str]) -> np.ndarray:
        numbers = [self.dictionary.clusters.find(code) for code in clusters]
        return np.flatnonzero(np.isin(self.columns.cluster, numbers) & self.alive)

    def rows_of(self, umkm_id: int) -> np.ndarray:
        return np.flatnonzero((self.columns.umkm_id == umkm_id) & self.alive)


class Voice:
    """The text scores of a few offers for one need after another, as `Snapshot.text_scores` has them, without the others."""

    def __init__(self, snapshot: Snapshot, layer: Layer):
        self._snapshot = snapshot
        self._rows = layer.named.shape[1]
        self._named = self._by_term(layer.named)
        self._said = self._by_term(layer.said)

    def _by_term(self, matrix: sparse.csr_matrix) -> dict[str, np.ndarray]:
        terms = self._snapshot.vocabulary.terms
        spoken = np.flatnonzero(np.diff(matrix.indptr))
        return {terms[number]: matrix[number].toarray()[0] for number in spoken.tolist()}

    def text(self, query: Query) -> np.ndarray:
        """0 to 1 for each of the offers."""
        reached = np.zeros(self._rows)
        families = self._snapshot.lexicon.families
        for word in query.words:
            plain = self._named.get(word.term)
            for family in word.broader:
                if family in self._said and family in families:
                    wide = np.where(self._said[family] > 0, WIDER, 0.0)
                    plain = wide if plain is None else np.where(plain > 0, plain, wide)
            if plain is not None:
                reached += word.weight * plain
        return np.minimum(1.0, reached / (query.total or 1.0))
