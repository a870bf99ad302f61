"""The state tables where both sides meet, one for each object. docs/architecture.md draws them (see drawing.py)."""

from partnerships.flow.agreements import AMENDMENT_FLOW, DISPUTE_FLOW
from partnerships.flow.groups import GROUP_FLOW
from partnerships.flow.ledger import CONTRACT_FLOW, REALISATION_FLOW
from partnerships.flow.mous import MOU_FLOW
from partnerships.flow.reported import REPORT_FLOW
from partnerships.flow.suggestions import SUGGESTION_FLOW

__all__ = [
    "AMENDMENT_FLOW",
    "CONTRACT_FLOW",
    "DISPUTE_FLOW",
    "GROUP_FLOW",
    "MOU_FLOW",
    "REALISATION_FLOW",
    "REPORT_FLOW",
    "SUGGESTION_FLOW",
]
