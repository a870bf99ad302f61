"""Who takes a step, where the row itself does not matter: the `who` of a Transition."""

from kemitraan.access import ALLOWED, Verdict
from partnerships import permissions


def officer(actor, _row) -> Verdict:
    return permissions.is_officer(actor)


def legal_officer(actor, _row) -> Verdict:
    return permissions.checks_law(actor)


def officer_or_system(actor, _row) -> Verdict:
    """Moves by date are the system's, and an officer may be earlier."""
    return ALLOWED if actor is None else permissions.is_officer(actor)
