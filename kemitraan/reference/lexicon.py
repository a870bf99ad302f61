"""The words that the matcher and the directory read with, out of the tables of reference data."""

from functools import lru_cache
from threading import Lock
from time import monotonic

from kemitraan.lexicon import Lexicon
from kemitraan.reference.thesaurus import read_tables
from kemitraan.reference.words import Thesaurus

#: For so many seconds a page reads with the words that it has; the tables cost eight queries and hardly ever change.
KEPT = 60.0

_kept: tuple[float, Lexicon] | None = None
_lock = Lock()


def read_lexicon() -> Lexicon:
    """The lexicon as officials have it now. Its `version` tells whether a snapshot was read with the same words."""
    return _lexicon(read_tables())


def recent_lexicon() -> Lexicon:
    """The lexicon as it was at most a minute ago, for what is read on every page."""
    global _kept
    with _lock:
        if _kept is None or monotonic() - _kept[0] > KEPT:
            _kept = monotonic(), read_lexicon()
        return _kept[1]


@lru_cache(maxsize=1)
def _lexicon(tables: Thesaurus) -> Lexicon:
    """The tables hardly ever change, and what a lexicon has found out about words it keeps."""
    return Lexicon(*tables)
