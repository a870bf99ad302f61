"""For each state of each table: on whose desk it is, or why it is on none. A test compares it with the tables themselves.

A state that is added to a table belongs here too: whoever adds it says who takes the next step.
"""

from django.db.models import Model

from investors.flow import COMPANY_FLOW, NEED_FLOW
from investors.models import Company, Need
from kemitraan.workflow import Workflow
from partnerships import flow
from partnerships.flow.events import EVENT_FLOW, INVITATION_FLOW, MEETING_FLOW
from partnerships.models import (
    Amendment,
    Contract,
    Dispute,
    Event,
    EventInvitation,
    EventMeeting,
    GroupProposal,
    Mou,
    Realisation,
    ReportedPartnership,
    Suggestion,
)
from umkm.flow import DATA_REQUEST_FLOW, FACILITATION_FLOW, MEMBERSHIP_FLOW, UMKM_FLOW
from umkm.models import DataRequest, FacilitationRequest, Membership, Umkm

TABLES: dict[type[Model], Workflow] = {
    Umkm: UMKM_FLOW,
    Membership: MEMBERSHIP_FLOW,
    FacilitationRequest: FACILITATION_FLOW,
    DataRequest: DATA_REQUEST_FLOW,
    Company: COMPANY_FLOW,
    Need: NEED_FLOW,
    Suggestion: flow.SUGGESTION_FLOW,
    GroupProposal: flow.GROUP_FLOW,
    Mou: flow.MOU_FLOW,
    Amendment: flow.AMENDMENT_FLOW,
    Dispute: flow.DISPUTE_FLOW,
    ReportedPartnership: flow.REPORT_FLOW,
    Contract: flow.CONTRACT_FLOW,
    Realisation: flow.REALISATION_FLOW,
    Event: EVENT_FLOW,
    EventInvitation: INVITATION_FLOW,
    EventMeeting: MEETING_FLOW,
}

#: model: {state: codes of the sections in which it stands}. A state with several sections waits for several people.
ON_DESKS: dict[type[Model], dict[str, tuple[str, ...]]] = {
    Umkm: {
        "registered": ("umkm", "registration"),
        "returned": ("registration",),
        "rejected": ("registration",),
        "suspended": ("registration",),
    },
    Membership: {"asked": ("memberships",)},
    FacilitationRequest: {
        "asked": ("facilitations",),
        "taken_up": ("facilitations",),
        "answered": ("facilitation_answers",),
    },
    DataRequest: {"open": ("data_requests",)},
    Company: {
        "registered": ("companies", "company_registration"),
        "returned": ("company_registration",),
        "rejected": ("company_registration",),
        "suspended": ("company_registration",),
    },
    Need: {"draft": ("need_drafts",), "open": ("needs_ending",)},
    Suggestion: {
        "suggested": ("suggestions",),
        "proposed": ("suggestions", "suggestions_to_company"),
        "umkm_interested": ("suggestions_to_company",),
        "company_interested": ("suggestions",),
        "matched": ("matched",),
    },
    GroupProposal: {"proposed": ("groups",)},
    Mou: {
        "negotiation": ("mous",),
        "trial": ("mous", "trials"),
        "draft": ("mous",),
        "legal_check": ("mous", "legal_checks"),
        "signing": ("mous", "signatures"),
        "signed": ("without_contract",),
        "running": ("realisations_due",),
        "extended": ("realisations_due",),
        "sleeping": ("sleeping",),
    },
    Amendment: {"signing": ("amendments", "amendments_to_sign")},
    Dispute: {
        "opened": ("disputes", "disputes_of_parties"),
        "mediation": ("disputes", "disputes_of_parties"),
        "handed_over": ("disputes", "disputes_of_parties"),
    },
    ReportedPartnership: {
        "reported": ("reports",),
        "denied": ("reports",),
        "invited": ("reported",),
    },
    Contract: {
        "entered": ("contracts", "contracts_to_confirm"),
        "disputed": ("contracts", "contracts_disputed"),
    },
    Realisation: {
        "entered": ("realisations", "realisations_to_confirm"),
        "disputed": ("realisations", "realisations_disputed"),
    },
    Event: {"draft": ("event_drafts",)},
    EventInvitation: {"invited": ("invitations",)},
    EventMeeting: {"planned": ("meetings", "meetings_of_all")},
}

#: States that can still be left and wait for nobody: model: {state: why}.
AT_REST: dict[type[Model], dict[str, str]] = {
    Umkm: {"verified": "is matched and found; only what goes wrong moves it"},
    Membership: {"accepted": "a member until somebody ends it"},
    Company: {"verified": "posts needs; only what goes wrong moves it"},
    Need: {
        "closed": "closed with a reason by its company, which may open it again",
        "expired": "over; its company was told before and may open it again",
    },
    Suggestion: {
        "declined": "answered; an officer may ask once more",
        "withdrawn": "the matcher took it back; an officer may propose it against the matcher",
    },
    GroupProposal: {"taken": "its members answer their own suggestions"},
    Mou: {"in_dispute": "its dispute stands on the officers' desk and on the parties'"},
    Event: {"announced": "its invitations and meetings stand on desks; the worker closes it"},
    EventInvitation: {
        "accepted": "comes on the day, and is checked in at the door",
        "declined": "has answered, and may think again",
        "attended": "was there; only a slip is undone",
    },
    EventMeeting: {
        "meeting_interested": "written down; may be corrected",
        "meeting_sample": "written down; may be corrected",
        "meeting_unfit": "written down; may be corrected",
        "meeting_missed": "written down; may be corrected",
    },
}
