"""The words that the matcher and the directory read with, out of the tables of reference data."""

from functools import lru_cache

from kemitraan.lexicon import Lexicon
from kemitraan.reference.recent import Recent
from kemitraan.reference.thesaurus import read_tables
from kemitraan.reference.words import Thesaurus


def read_lexicon() -> Lexicon:
    """The lexicon as officials have it now. Its `version` tells whether a snapshot was read with the same words."""
    return _lexicon(read_tables())


#: The lexicon as it was at most a minute ago, for what is read on every page: the tables cost eight queries.
recent_lexicon = Recent(read_lexicon)


@lru_cache(maxsize=1)
def _lexicon(tables: Thesaurus) -> Lexicon:
    """The tables hardly ever change, and what a lexicon has found out about words it keeps."""
    return Lexicon(*tables)
