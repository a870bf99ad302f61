"""The words that the matcher reads with, out of the tables of reference data."""

from kemitraan.reference.thesaurus import read_tables
from partnerships.matching.text import Lexicon


def read_lexicon() -> Lexicon:
    """The lexicon as officials have it now. Its `version` tells whether a snapshot was read with the same words."""
    return Lexicon(*read_tables())
