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
from partnerships.models.endings import (
    Dispute,
    DisputeStatus,
    DisputeStatusChange,
    Evaluation,
)
from partnerships.models.events import (
    Event,
    EventInvitation,
    EventInvitationStatus,
    EventInvitationStatusChange,
    EventKind,
    EventMeeting,
    EventMeetingStatus,
    EventMeetingStatusChange,
    EventStatus,
    EventStatusChange,
    FollowUp,
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
from partnerships.models.register import AnswerChannel, RegisterAnswer, RegisterRule
from partnerships.models.reported import ReportedPartnership, ReportStatus, ReportStatusChange
from partnerships.models.searches import SavedSearch, SavedSearchFind
from partnerships.models.shortlists import Shortlist, ShortlistEntry, ShortlistNote
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
from partnerships.models.watch import LkpmWindow, Notice, WatchRule
from partnerships.models.weights import MatchWeights

__all__ = [
    "Amendment",
    "AmendmentShare",
    "AmendmentStatus",
    "AmendmentStatusChange",
    "AnswerChannel",
    "Clause",
    "ContactDisclosure",
    "Contract",
    "ContractStatusChange",
    "DeclineReason",
    "Dispute",
    "DisputeStatus",
    "DisputeStatusChange",
    "Document",
    "DocumentKind",
    "DocumentTemplate",
    "EndReason",
    "EntryStatus",
    "Evaluation",
    "Event",
    "EventInvitation",
    "EventInvitationStatus",
    "EventInvitationStatusChange",
    "EventKind",
    "EventMeeting",
    "EventMeetingStatus",
    "EventMeetingStatusChange",
    "EventStatus",
    "EventStatusChange",
    "FollowUp",
    "GroupProposal",
    "GroupShare",
    "GroupStatus",
    "GroupStatusChange",
    "LegalCheck",
    "LkpmWindow",
    "MatchRun",
    "MatchWeights",
    "Meeting",
    "Mou",
    "MouMember",
    "MouStatus",
    "MouStatusChange",
    "NeedMatch",
    "Notice",
    "NumberSeries",
    "OfferChange",
    "Origin",
    "Paper",
    "PartnershipProgramme",
    "Realisation",
    "RealisationStatusChange",
    "RegisterAnswer",
    "RegisterRule",
    "ReportStatus",
    "ReportStatusChange",
    "ReportedPartnership",
    "SavedSearch",
    "SavedSearchFind",
    "Scope",
    "Shortlist",
    "ShortlistEntry",
    "ShortlistNote",
    "Side",
    "Signatory",
    "Signature",
    "SignedFile",
    "SignedTerms",
    "Source",
    "Statute",
    "Suggestion",
    "SuggestionStatus",
    "SuggestionStatusChange",
    "TrialOrder",
    "TrialResult",
    "WatchRule",
]
