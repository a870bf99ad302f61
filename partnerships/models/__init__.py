"""Where supply and demand meet: matches, MoUs, and the ledger of what became of them."""

from partnerships.models.disclosures import ContactDisclosure
from partnerships.models.documents import (
    Clause,
    Document,
    DocumentKind,
    DocumentTemplate,
    NumberSeries,
    SignedFile,
    Statute,
)
from partnerships.models.groups import (
    GroupProposal,
    GroupShare,
    GroupStatus,
    GroupStatusChange,
)
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
from partnerships.models.supply import OfferChange
from partnerships.models.weights import MatchWeights

__all__ = [
    "Clause",
    "ContactDisclosure",
    "Contract",
    "ContractStatusChange",
    "DeclineReason",
    "Document",
    "DocumentKind",
    "DocumentTemplate",
    "EndReason",
    "EntryStatus",
    "GroupProposal",
    "GroupShare",
    "GroupStatus",
    "GroupStatusChange",
    "MatchRun",
    "MatchWeights",
    "Mou",
    "MouMember",
    "MouStatus",
    "MouStatusChange",
    "NeedMatch",
    "NumberSeries",
    "OfferChange",
    "Realisation",
    "RealisationStatusChange",
    "Scope",
    "Side",
    "SignedFile",
    "Statute",
    "Suggestion",
    "SuggestionStatus",
    "SuggestionStatusChange",
]
