"""Where both sides meet, in the officials' workplace: suggestions, MoUs, the ledger, and the runs of the matcher.

panels       what pages of supply and demand show of partnerships
navigation   the sidebar, with what waits at each desk
dashboard    the index page
"""

from partnerships.admin import (
    agreements,
    disclosures,
    documents,
    events,
    groups,
    ledger,
    matching,
    mous,
    panels,
    reported,
    shortlists,
    suggestions,
    watch,
    weights,
)

__all__ = [
    "events",
    "disclosures",
    "documents",
    "agreements",
    "groups",
    "ledger",
    "matching",
    "mous",
    "panels",
    "shortlists",
    "reported",
    "suggestions",
    "watch",
    "weights",
]
