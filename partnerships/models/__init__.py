"""Where supply and demand meet: matches, MoUs, and the ledger of what became of them."""

from partnerships.models.endings import (
    Dispute,
    DisputeStatus,
    DisputeStatusChange,
    Evaluation,
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
    Source,
)
from partnerships.models.matches import (
    DeclineReason,
    MatchRun,
    NeedMatch,
    Suggestion,
    SuggestionStatus,
    SuggestionStatusChange,
)
from partnerships.models.mous import (
    EndReason,
    Mou,
    MouMember,
    MouStatus,
    MouStatusChange,
    Origin,
)
from partnerships.models.papers import Paper
from partnerships.models.preparation import LegalCheck, Meeting, TrialOrder, TrialResult
from partnerships.models.programmes import PartnershipProgramme, Scope
from partnerships.models.reported import ReportedPartnership, ReportStatus, ReportStatusChange
from partnerships.models.signatures import (
    Amendment,
    AmendmentShare,
    AmendmentStatus,
    AmendmentStatusChange,
    Signatory,
    Signature,
    SignedTerms,
)
from partnerships.models.supply import OfferChange
from partnerships.models.weights import MatchWeights

__all__ = [
    "Amendment",
    "AmendmentShare",
    "AmendmentStatus",
    "AmendmentStatusChange",
    "Contract",
    "ContractStatusChange",
    "DeclineReason",
    "Dispute",
    "DisputeStatus",
    "DisputeStatusChange",
    "EndReason",
    "EntryStatus",
    "Evaluation",
    "GroupProposal",
    "GroupShare",
    "GroupStatus",
    "GroupStatusChange",
    "LegalCheck",
    "MatchRun",
    "MatchWeights",
    "Meeting",
    "Mou",
    "MouMember",
    "MouStatus",
    "MouStatusChange",
    "NeedMatch",
    "OfferChange",
    "Origin",
    "Paper",
    "PartnershipProgramme",
    "Realisation",
    "RealisationStatusChange",
    "ReportStatus",
    "ReportStatusChange",
    "ReportedPartnership",
    "Scope",
    "Side",
    "Signatory",
    "Signature",
    "SignedTerms",
    "Source",
    "Suggestion",
    "SuggestionStatus",
    "SuggestionStatusChange",
    "TrialOrder",
    "TrialResult",
]
