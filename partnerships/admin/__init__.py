"""Where both sides meet, in the officials' workplace: suggestions, MoUs, the ledger, and the runs of the matcher.

panels       what pages of supply and demand show of partnerships
navigation   the sidebar, with what waits at each desk
dashboard    the index page
"""

from partnerships.admin import (
    agreements,
    groups,
    ledger,
    matching,
    mous,
    panels,
    reported,
    suggestions,
    weights,
)

__all__ = [
    "agreements",
    "groups",
    "ledger",
    "matching",
    "mous",
    "panels",
    "reported",
    "suggestions",
    "weights",
]
