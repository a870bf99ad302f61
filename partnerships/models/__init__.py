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
from partnerships.models.searches import SavedSearch, SavedSearchFind
from partnerships.models.shortlists import Shortlist, ShortlistEntry, ShortlistNote
from partnerships.models.supply import OfferChange
from partnerships.models.watch import LkpmWindow, Notice, WatchRule
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
    "LkpmWindow",
    "MatchRun",
    "MatchWeights",
    "Mou",
    "MouMember",
    "MouStatus",
    "MouStatusChange",
    "NeedMatch",
    "Notice",
    "NumberSeries",
    "OfferChange",
    "Realisation",
    "RealisationStatusChange",
    "SavedSearch",
    "SavedSearchFind",
    "Scope",
    "Shortlist",
    "ShortlistEntry",
    "ShortlistNote",
    "Side",
    "SignedFile",
    "Statute",
    "Suggestion",
    "SuggestionStatus",
    "SuggestionStatusChange",
    "WatchRule",
]
