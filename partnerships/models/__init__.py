"""Where supply and demand meet: matches, MoUs, and the ledger of what became of them."""

from partnerships.models.ledger import (
    Contract,
    ContractStatusChange,
    EntryStatus,
    Realisation,
    RealisationStatusChange,
    Side,
)
from partnerships.models.matches import (
    DeclineReason,
    MatchRun,
    NeedMatch,
    Suggestion,
    SuggestionStatus,
    SuggestionStatusChange,
)
from partnerships.models.mous import EndReason, Mou, MouMember, MouStatus, MouStatusChange, Scope

__all__ = [
    "Contract",
    "ContractStatusChange",
    "DeclineReason",
    "EndReason",
    "EntryStatus",
    "MatchRun",
    "Mou",
    "MouMember",
    "MouStatus",
    "MouStatusChange",
    "NeedMatch",
    "Realisation",
    "RealisationStatusChange",
    "Scope",
    "Side",
    "Suggestion",
    "SuggestionStatus",
    "SuggestionStatusChange",
]
