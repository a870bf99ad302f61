"""What others would do with the same texts: BM25, scikit-learn's usual pipeline, and a loop in plain Python.

Each peer reads product texts once (`build`) and then gives for each need the firms of the best products (`search`). The
firm's best product counts. PostgreSQL's full text is in `postgres`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from scipy import sparse

from partnerships.bench.report import NotMeasured

try:
    from sklearn.feature_extraction.text import TfidfVectorizer
except ImportError:  # a tool of developers alone: production has no scikit-learn
    TfidfVectorizer = None

_WORD = re.compile(r"\w+")


def tokens(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def best_firms(rows: np.ndarray, scores: np.ndarray, firm: np.ndarray, limit: int) -> np.ndarray:
    """The first `limit` firms by their best product, ties by row. `firm` maps a product row to its firm."""
    wanted = 4 * limit
    while True:
        if wanted < len(rows):
            top = np.argpartition(scores, len(rows) - wanted)[len(rows) - wanted :]
        else:
            top = np.arange(len(rows))
        top = top[np.lexsort((rows[top], -scores[top]))]
        firms = firm[rows[top]]
        _names, first = np.unique(firms, return_index=True)
        if len(first) >= limit or len(top) == len(rows):
            return firms[np.sort(first)[:limit]]
        wanted *= 4


class Bm25:
    """Plain BM25 over product rows, k1 1.2 and b .75, no stemming: the measure of what words alone can do."""

    name = "bm25"
    K1, B = 1.2, 0.75

    def build(self, texts: Iterable[str], firm: np.ndarray) -> None:
        self.firm = firm
        self.vocabulary: dict[str, int] = {}
        index, counts, ends = [], [], [0]
        for text in texts:
            found = Counter(tokens(text))
            for word, count in found.items():
                index.append(self.vocabulary.setdefault(word, len(self.vocabulary)))
                counts.append(count)
            ends.append(len(index))
        shape = (len(firm), len(self.vocabulary))
        ends, index = np.array(ends), np.array(index, dtype=np.int32)
        counts = np.array(counts, dtype=np.float32)
        lengths = np.add.reduceat(counts, ends[:-1]) if len(counts) else np.ones(len(firm))
        length = np.repeat(lengths / lengths.mean(), np.diff(ends)).astype(np.float32)
        named_in = np.bincount(index, minlength=shape[1])
        rarity = np.log(1 + (shape[0] - named_in + 0.5) / (named_in + 0.5)).astype(np.float32)
        weights = rarity[index] * counts * (self.K1 + 1)
        weights /= counts + self.K1 * (1 - self.B + self.B * length)
        self.by_word = sparse.csr_matrix((weights, index, ends), shape=shape).T.tocsr()

    def prepare(self, needs: Sequence[str]) -> sparse.csr_matrix:
        rows, columns = [], []
        for row, need in enumerate(needs):
            for word in tokens(need):
                if word in self.vocabulary:
                    rows.append(row)
                    columns.append(self.vocabulary[word])
        ones = np.ones(len(rows), dtype=np.float32)
        return sparse.csr_matrix((ones, (rows, columns)), shape=(len(needs), len(self.vocabulary)))

    def search(self, needs: Sequence[str], limit: int) -> list[np.ndarray]:
        return _search(self.prepare(needs), self.by_word, self.firm, limit)


class SklearnTfidf:
    """TfidfVectorizer, one sparse product, the best firms of each row: what most would write first."""

    name = "sklearn"

    def build(self, texts: Iterable[str], firm: np.ndarray) -> None:
        if TfidfVectorizer is None:
            raise NotMeasured("scikit-learn is not installed: it is in requirements-dev.txt")
        self.firm = firm
        self.vectorizer = TfidfVectorizer(dtype=np.float32)
        self.by_word = self.vectorizer.fit_transform(texts).T.tocsr()

    def search(self, needs: Sequence[str], limit: int) -> list[np.ndarray]:
        return _search(self.vectorizer.transform(needs), self.by_word, self.firm, limit)


class PlainLoop:
    """For each need, for each product: add up the rarity of shared words. No library, no index."""

    name = "loop"

    def build(self, texts: Iterable[str], firm: np.ndarray) -> None:
        self.firm = firm.tolist()
        self.words = [frozenset(tokens(text)) for text in texts]
        named_in = Counter(word for words in self.words for word in words)
        self.rarity = {
            word: float(np.log(1 + len(self.words) / count)) for word, count in named_in.items()
        }

    def search(self, needs: Sequence[str], limit: int) -> list[np.ndarray]:
        found = []
        for need in needs:
            asked = [(word, self.rarity[word]) for word in set(tokens(need)) & self.rarity.keys()]
            best: dict[int, float] = {}
            for firm, words in zip(self.firm, self.words, strict=True):
                score = 0.0
                for word, rarity in asked:
                    if word in words:
                        score += rarity
                if score > best.get(firm, 0.0):
                    best[firm] = score
            ranked = sorted(best, key=lambda firm: (-best[firm], firm))
            found.append(np.array(ranked[:limit], dtype=np.int64))
        return found


def products(needs, by_word, block: int = 100) -> Iterator[sparse.csr_matrix]:
    """The bare sparse product of needs (rows) with all products (columns), in blocks of needs: it never stands whole."""
    for start in range(0, needs.shape[0], block):
        yield needs[start : start + block] @ by_word


def _search(needs, by_word, firm: np.ndarray, limit: int) -> list[np.ndarray]:
    found = []
    for scores in products(needs, by_word):
        for row in range(scores.shape[0]):
            span = slice(scores.indptr[row], scores.indptr[row + 1])
            found.append(best_firms(scores.indices[span], scores.data[span], firm, limit))
    return found


PEERS = {peer.name: peer for peer in (Bm25, SklearnTfidf, PlainLoop)}
