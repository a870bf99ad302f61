"""What stands on the desk of each role: what waits for this person, since when, and the button that settles it.

Every section is a fixed number of queries, however much waits.
"""

from kemitraan.accounts.models import Role
from partnerships.desks.events import event_desk
from partnerships.desks.items import Section
from partnerships.desks.news import news
from partnerships.desks.officials import office_desk, officer_desk, reader_desk, verifier_desk
from partnerships.desks.parties import (
    choosing_desk,
    company_desk,
    ledger_desk,
    umkm_desk,
)
from partnerships.standing import Standing


def sections_of(standing: Standing) -> list[Section]:
    """Sections with nothing in them are left out."""
    user = standing.user
    if user.is_official:
        found = []
        if user.has_role(Role.PARTNERSHIP_OFFICER):
            found += officer_desk(user)
        if user.has_role(Role.UMKM_OFFICER):
            found += verifier_desk(user)
        found += office_desk(user)
        if user.has_role(Role.LEADER, Role.AUDITOR):
            found += reader_desk()
    elif user.is_area_staff:
        found = verifier_desk(user)
    else:
        found = [
            *umkm_desk(user, standing),
            *company_desk(user, standing),
            *event_desk(user, standing),
            *ledger_desk(user, standing),
            *choosing_desk(user, standing),
        ]
    return [section for section in (*found, news(user)) if section.items]
