"""The engine's facts, rules and scores in the reader's words.

Facts and rules name things by codes, quantities in base units a month, and prices in rupiah per base unit.
"""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.models import Suggestion, SuggestionStatus
from partnerships.wording.facts import sentence
from partnerships.wording.pairs import pair_in_words
from partnerships.wording.rules import excluded, relaxed
from partnerships.wording.scores import bars

__all__ = ["answered", "bars", "excluded", "explain", "pair_in_words", "relaxed", "sentence"]


def explain(suggestion: Suggestion, side: str | None) -> dict[str, Any]:
    """Why this suggestion, for one Side (None: for officials): bars, and sentences of reasons, gaps, and what would raise the score."""
    return {
        "bars": bars(suggestion.parts, side),
        "reasons": [sentence(fact) for fact in suggestion.reasons],
        "gaps": [sentence(fact) for fact in suggestion.gaps],
        "what_ifs": [sentence(fact) for fact in suggestion.what_ifs],
    }


def answered(suggestion: Suggestion) -> str:
    """What is said to a side that has just shown interest."""
    if suggestion.status == SuggestionStatus.MATCHED:
        return _("Kedua pihak berminat. Kontak sudah terbuka; petugas mengatur temu bisnis.")
    return _("Minat Anda tercatat. Pihak lain diminta menjawab; kontak Anda belum terlihat.")
