"""The state tables as mermaid diagrams in docs/architecture.md: drawn from the tables themselves, so that they never differ.

`manage.py draw_states` writes them, and a test compares.
"""

import re
from pathlib import Path

from django.conf import settings
from django.utils import translation

from kemitraan.workflow import Workflow
from partnerships import flow
from partnerships.models import (
    Amendment,
    Contract,
    Dispute,
    GroupProposal,
    Mou,
    ReportedPartnership,
    Suggestion,
)

DOCUMENT = Path(settings.BASE_DIR) / "docs/architecture.md"
_BEGIN, _END = "<!-- states: drawn by manage.py draw_states -->", "<!-- end of states -->"

#: (heading, table, model): what is drawn, in this order. A realisation has the same table as a contract.
TABLES = (
    ("Suggestion", flow.SUGGESTION_FLOW, Suggestion),
    ("Group", flow.GROUP_FLOW, GroupProposal),
    ("MoU", flow.MOU_FLOW, Mou),
    ("Amendment", flow.AMENDMENT_FLOW, Amendment),
    ("Dispute", flow.DISPUTE_FLOW, Dispute),
    ("Reported partnership", flow.REPORT_FLOW, ReportedPartnership),
    ("Entry of the ledger (contract, realisation)", flow.CONTRACT_FLOW, Contract),
)


def diagram(table: Workflow, model) -> str:
    """One mermaid state diagram; a move of the system alone is written in brackets."""
    first = model._meta.get_field("status").default
    states = {str(first)}
    arrows = []
    for row in table:
        verb = f"({row.verb})" if row.who.__name__ == "system_only" else row.verb
        for source in sorted(map(str, row.sources)):
            arrows.append(f"    {source} --> {row.target}: {verb}")
            states |= {source, str(row.target)}
    leaving = {str(source) for row in table for source in row.sources if source != row.target}
    ends = [f"    {state} --> [*]" for state in sorted(states - leaving)]
    return "\n".join(
        ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *arrows, *ends, "```"]
    )


def drawn() -> str:
    with translation.override("en"):
        parts = [f"### {title}\n\n{diagram(table, model)}" for title, table, model in TABLES]
    return f"{_BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{_END}"


def with_drawings(text: str) -> str:
    """The document with its diagrams as the tables are now."""
    pattern = re.compile(re.escape(_BEGIN) + ".*?" + re.escape(_END), re.DOTALL)
    return pattern.sub(lambda _match: drawn(), text)
