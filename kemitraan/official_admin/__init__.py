"""What the officials' workplace is built of: rights by role, pages to decide on, writes through services, buttons of a flow.

base      OfficialAdmin: who sees, who writes; an admin form saves through the app's service
dossier   Table, Row, Link: what a page shows besides its facts
steps     WorkflowAdmin: the buttons of a state table, and the page that asks for a note or a reason
filters   list filters that several apps share
"""

from kemitraan.official_admin.base import OfficialAdmin, add_refusal
from kemitraan.official_admin.dossier import Link, Row, Table, panel_for
from kemitraan.official_admin.steps import WorkflowAdmin

__all__ = ["Link", "OfficialAdmin", "Row", "Table", "WorkflowAdmin", "add_refusal", "panel_for"]
