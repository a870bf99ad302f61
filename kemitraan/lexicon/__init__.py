"""The words of the trade, read: stems, synonyms, senses and spelling. One truth of words for the matcher and the directory.

Pure: no Django, no database. The tables that a Lexicon is made from are read by kemitraan.reference.lexicon.
"""

from kemitraan.lexicon.reading import Lexicon
from kemitraan.lexicon.terms import (
    MATERIAL,
    OTHER,
    THING,
    TRAIT,
    ConceptRow,
    Mention,
    Mentions,
    SenseRow,
    Vocabulary,
)
from kemitraan.lexicon.tokens import Token, Tokens, fold, tokenise, tokens_of

__all__ = [
    "MATERIAL",
    "OTHER",
    "THING",
    "TRAIT",
    "ConceptRow",
    "Lexicon",
    "Mention",
    "Mentions",
    "SenseRow",
    "Token",
    "Tokens",
    "Vocabulary",
    "fold",
    "tokenise",
    "tokens_of",
]
