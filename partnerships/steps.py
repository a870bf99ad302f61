"""Which steps a person may take now with an object, and where each is taken: one table for every page and desk."""

from typing import Any

from django.urls import reverse

from investors.flow import COMPANY_FLOW, NEED_FLOW
from investors.models import Company, Need
from kemitraan.review_forms import WITH_FORM
from partnerships.flow import (
    AMENDMENT_FLOW,
    CONTRACT_FLOW,
    DISPUTE_FLOW,
    GROUP_FLOW,
    MOU_FLOW,
    REALISATION_FLOW,
    REPORT_FLOW,
    SUGGESTION_FLOW,
)
from partnerships.flow.events import INVITATION_FLOW, MEETING_FLOW
from partnerships.models import (
    Amendment,
    Contract,
    Dispute,
    EventInvitation,
    EventMeeting,
    GroupProposal,
    Mou,
    Realisation,
    ReportedPartnership,
    Suggestion,
)
from partnerships.mou_steps import WITH_FACTS
from umkm.flow import UMKM_FLOW
from umkm.models import Umkm

_TAKEN_AT = {
    Umkm: (UMKM_FLOW, "umkm:step"),
    Company: (COMPANY_FLOW, "investors:company-step"),
    Need: (NEED_FLOW, "investors:need-step"),
    Suggestion: (SUGGESTION_FLOW, "partnerships:suggestion-step"),
    GroupProposal: (GROUP_FLOW, "partnerships:group-step"),
    Mou: (MOU_FLOW, "partnerships:mou-step"),
    Amendment: (AMENDMENT_FLOW, "partnerships:amendment-step"),
    Dispute: (DISPUTE_FLOW, "partnerships:dispute-step"),
    ReportedPartnership: (REPORT_FLOW, "partnerships:report-step"),
    Contract: (CONTRACT_FLOW, "partnerships:contract-step"),
    Realisation: (REALISATION_FLOW, "partnerships:realisation-step"),
    EventInvitation: (INVITATION_FLOW, "partnerships:invitation-step"),
    EventMeeting: (MEETING_FLOW, "partnerships:meeting-step"),
}
#: Verbs that one button stands for: the service chooses by what the other side has answered.
INTEREST = {"umkm_interested", "umkm_agrees", "company_interested", "company_agrees"}
#: Verbs that ask for facts (dates, amounts) on a page of their own.
_WITH_FACTS = {*WITH_FACTS, "correct", "invite", "accept", *MEETING_FLOW.transitions} | WITH_FORM
# A dispute asks for a note anyway.


def steps_of(subject, user) -> list[dict[str, Any]]:
    """What components/steps.html shows. Free of queries when the people of both sides are prefetched."""
    flow, _name = _TAKEN_AT[type(subject)]
    return [
        {
            "transition": transition,
            "url": _address(subject, transition.verb),
            "needs_form": transition.verb in _WITH_FACTS,
        }
        for transition in flow.available(subject, user)
    ]


def _address(subject, verb: str) -> str:
    if verb in INTEREST:
        return reverse("partnerships:interest", args=[subject.pk])
    key = subject.code if isinstance(subject, EventInvitation) else subject.pk
    return reverse(_TAKEN_AT[type(subject)][1], args=[key, verb])
