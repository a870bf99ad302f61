"""What stands on the desk of each role: what waits for this person, since when, and the button that settles it.

items           Section, Item: how they are counted and read, and when something is late
parties         an UMKM's people and a company's, until they agree
agreed          MoUs, contracts and realisations, the same for both
choosing        what a company's people keep for themselves
events          invitations and promises, the same for both
officials       who keeps partnerships, and the legal officer
offices         the register of UMKM, and the offices
standing_still  for those who watch: the longest waits of each office
news            what was told and not read
states          for each state of each table on whose desk it is, or why on none
"""

from kemitraan.accounts.models import Role
from partnerships.desks.agreed import ledger_desk
from partnerships.desks.choosing import choosing_desk
from partnerships.desks.events import event_desk
from partnerships.desks.items import Section, filled
from partnerships.desks.news import news
from partnerships.desks.offices import keeper_desk, office_desk, verifier_desk
from partnerships.desks.officials import legal_desk, officer_desk
from partnerships.desks.parties import company_desk, umkm_desk
from partnerships.desks.standing_still import reader_desk
from partnerships.standing import Standing


def sections_of(standing: Standing) -> list[Section]:
    """With their first items; sections with nothing in them are left out."""
    return filled(all_sections(standing))


def all_sections(standing: Standing, *, with_others: bool = True) -> list[Section]:
    """Everything that may stand on this person's desk, not read yet; `with_others`: also what those who watch see of others."""
    user = standing.user
    if user.is_official:
        found = []
        if user.has_role(Role.PARTNERSHIP_OFFICER):
            found += officer_desk(user)
        if user.has_role(Role.LEGAL_OFFICER):
            found += legal_desk(user)
        if user.has_role(Role.UMKM_OFFICER):
            found += [*verifier_desk(user), *keeper_desk()]
        found += office_desk(user)
        if with_others and user.has_role(Role.LEADER, Role.AUDITOR):
            found += reader_desk(user)
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
    return [*found, news(user)]
