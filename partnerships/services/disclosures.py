"""The log of contacts that were seen: the one way in which a contact of a suggestion or an MoU leaves this house."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from kemitraan.accounts.models import User
from partnerships.models import ContactDisclosure, Mou, MouMember, Side, Suggestion


def note_contacts_seen(
    suggestions: Iterable[Suggestion],
    *,
    whose: Iterable[str],
    by: User,
    door: str,
    now: datetime | None = None,
) -> None:
    """That this person sees the contacts of these Sides of these suggestions, once a day each: one statement for all.

    The suggestions bring their `need`.
    """
    whose = tuple(whose)
    pairs = [(row.pk, row.umkm_id, row.need.company_id) for row in suggestions]
    _write([(*pair, side) for pair in pairs for side in whose], by=by, door=door, now=now)


def note_mou_contacts_seen(
    mou: Mou,
    members: Iterable[MouMember],
    *,
    whose: Iterable[str],
    with_coordinator: bool,
    by: User,
    door: str,
    now: datetime | None = None,
) -> None:
    """The same for the parties of an MoU, each about the suggestion from which it came; a koperasi that coordinates from outside
    the members came from none."""
    whose = tuple(whose)
    pairs = [(member.suggestion_id, member.umkm_id) for member in members]
    if with_coordinator:
        pairs.append((None, mou.coordinator_id))
    rows = [(*pair, mou.company_id, side) for pair in pairs for side in whose]
    _write(rows, by=by, door=door, now=now)


def _write(rows: list[tuple], *, by: User, door: str, now: datetime | None) -> None:
    at = now or timezone.now()
    on = timezone.localdate(at)
    today = ContactDisclosure.objects.filter(by=by, on=on, suggestion=None)
    without = [row for row in rows if row[0] is None]
    # The constraint does not hold rows about no suggestion apart from each other.
    noted = set(today.values_list("umkm", "company", "whose")) if without else set()
    ContactDisclosure.objects.bulk_create(
        [
            ContactDisclosure(
                suggestion_id=suggestion,
                umkm_id=umkm,
                company_id=company,
                whose=side,
                by=by,
                on=on,
                at=at,
                door=door,
            )
            for suggestion, umkm, company, side in rows
            if suggestion is not None or (umkm, company, side) not in noted
        ],
        ignore_conflicts=True,
    )


def sides_shown(side: str | None) -> tuple[str, ...]:
    """Whose contacts a reader sees who stands on this side: the other one; officials (None) both."""
    return tuple(each for each in Side.values if each != side)
