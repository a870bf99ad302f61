"""Trades by KBLI: how alike two codes are, and which code a text suggests when none is given.

A code counts only with its version. Codes of different versions meet through the moves that the reference data names (a code
of 2020 and what became of it in 2025), never by their digits: several were given to another trade.
"""

from collections.abc import Iterable

import numpy as np
from scipy import sparse

from partnerships.matching.columns import Codes
from partnerships.matching.types import Kbli

#: How alike two codes of one version are by the digits that they begin with in common (KBLI narrows from left to right).
LIKENESS = {5: 1.0, 4: 0.6, 3: 0.35, 2: 0.15}
#: A code that moved is the same trade, though its title may have been cut anew.
MOVED = 0.95
#: From this likeness on it is the same trade.
SAME_TRADE = 0.9
#: What a code that was guessed from words counts against one that is stated.
GUESSED = 0.85
#: A code is guessed when its trade is so much likelier than all others together that have been seen so often, and likelier
#: than each that has not: "lurik" in a market with few weavers names no other trade.
SURE, SEEN = 0.6, 8
#: Each word is taken as seen half a time with each code: what was never seen is unlikely, not impossible.
SMOOTHING = 0.5

Move = tuple[Kbli, Kbli]


class Trades:
    """Likeness between the codes that the offers of one snapshot carry."""

    def __init__(self, codes: Codes, moves: Iterable[Move] = ()):
        self.codes = codes
        self.moves: dict[Kbli, set[Kbli]] = {}
        for one, other in moves:
            self.moves.setdefault(one, set()).add(other)
            self.moves.setdefault(other, set()).add(one)
        self._rows: dict[Kbli, np.ndarray] = {}

    def likeness(self, asked: Kbli) -> np.ndarray:
        """0 to 1 for each code of the offers, and NaN for one of a version that no move leads to."""
        known = self._rows.get(asked)
        if known is None or len(known) != len(self.codes):
            known = np.array([self._alike(asked, code) for code in self.codes.names])
            self._rows[asked] = known
        return known

    def _alike(self, asked: Kbli, offered: Kbli) -> float:
        if asked[0] == offered[0]:
            return _by_digits(asked[1], offered[1])
        moved = [code for version, code in self.moves.get(asked, ()) if version == offered[0]]
        if not moved:
            return float("nan")
        return MOVED * max(_by_digits(code, offered[1]) for code in moved)


def _by_digits(one: str, other: str) -> float:
    common = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        common += 1
    return LIKENESS.get(common, 0.0)


class Guesser:
    """A naive Bayes reading of the snapshot itself: which code do firms state whose products have these words?

    `evidence` has a row for each code and a column for each term, in natural logarithms.
    """

    def __init__(self, said: sparse.csr_matrix, kbli: np.ndarray, codes: int):
        """`said` has a row for each offer and a column for each term that it says itself."""
        stated = np.flatnonzero(kbli >= 0)
        carry = sparse.csr_matrix(
            (np.ones(len(stated)), (kbli[stated], stated)), shape=(codes, said.shape[0])
        )
        seen = np.bincount(kbli[stated], minlength=codes).astype(np.float64)
        terms = said.shape[1]
        counts = np.asarray((carry @ (said > 0).astype(np.float64)).todense()).reshape(codes, terms)
        share = (counts + SMOOTHING) / (seen[:, None] + 2 * SMOOTHING)
        anywhere = (counts.sum(axis=0) + SMOOTHING) / (seen.sum() + 2 * SMOOTHING)
        self.evidence = np.log(share) - np.log(anywhere)
        self.prior = np.log((seen + SMOOTHING) / (seen.sum() + SMOOTHING * max(1, codes)))
        self.often = seen >= SEEN

    def guess(self, said: sparse.csr_matrix, block: int = 8192) -> np.ndarray:
        """The code of each row, -1 where none is sure enough."""
        found = np.full(said.shape[0], -1, dtype=np.int16)
        if not self.often.any():
            return found
        for start in range(0, said.shape[0], block):
            part = (said[start : start + block] > 0).astype(np.float64)
            scores = part @ self.evidence.T + self.prior
            seldom = np.max(scores[:, ~self.often], axis=1, initial=-np.inf)
            scores[:, ~self.often] = -np.inf
            best = scores.argmax(axis=1)
            top = scores[np.arange(len(best)), best]
            sure = 1 / np.exp(scores - top[:, None]).sum(axis=1)
            known = (np.diff(part.indptr) > 0) & (top >= seldom)
            found[start : start + block] = np.where((sure >= SURE) & known, best, -1)
        return found
