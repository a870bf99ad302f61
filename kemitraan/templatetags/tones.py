"""The tone of a state's tag: {{ object.status|tone }} -> good, warn, bad, info or neutral.

One table for all state tables, so that the same colour means the same thing on every page:
good is done or agreed, warn waits for somebody, bad was refused or broken off, info is under way.
"""

from django import template

register = template.Library()

TONES = {
    # UMKM and company
    "registered": "warn",
    "verified": "good",
    "returned": "warn",
    "rejected": "bad",
    "suspended": "bad",
    # membership and facilitation
    "asked": "warn",
    "accepted": "good",
    "ended": "neutral",
    "taken_up": "info",
    "answered": "info",
    "done": "good",
    "refused": "bad",
    # need
    "draft": "neutral",
    "open": "good",
    "closed": "neutral",
    "expired": "warn",
    # suggestion
    "suggested": "neutral",
    "proposed": "info",
    "umkm_interested": "info",
    "company_interested": "info",
    "matched": "good",
    "declined": "neutral",
    "withdrawn": "neutral",
    # group
    "taken": "good",
    # MoU
    "negotiation": "info",
    "trial": "info",
    "legal_check": "info",
    "signing": "warn",
    "signed": "good",
    "running": "good",
    "extended": "good",
    "sleeping": "warn",
    "in_dispute": "bad",
    "completed": "good",
    "terminated": "bad",
    "cancelled": "neutral",
    # event, invitation, meeting
    "announced": "info",
    "held": "good",
    "invited": "warn",
    "attended": "good",
    "planned": "info",
    "meeting_interested": "good",
    "meeting_sample": "good",
    "meeting_unfit": "neutral",
    "meeting_missed": "bad",
    # amendment and dispute
    "in_force": "good",
    "opened": "bad",
    "mediation": "warn",
    "resolved": "good",
    "handed_over": "bad",
    # reported partnership
    "reported": "warn",
    "acknowledged": "good",
    "denied": "bad",
    "dismissed": "neutral",
    # entry of the ledger
    "entered": "warn",
    "confirmed": "good",
    "disputed": "bad",
    # letter
    "waiting": "warn",
    "sending": "info",
    "sent": "good",
    "uncertain": "warn",
    "stopped": "neutral",
}


@register.filter
def tone(status: str) -> str:
    return TONES.get(str(status), "neutral")
