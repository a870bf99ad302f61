"""Who wants no more letters of a kind."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.post.kinds import kind_of
from kemitraan.post.models import Letter, Stop
from kemitraan.refusals import Refused


@transaction.atomic
def stop_letters(*, kind: str, person: User | None = None, address: str = "") -> None:
    """No more letters of this kind to the person, or to an address without an account. Twice is the same as once.

    Raises Refused for a kind that nobody can do without.
    """
    if not kind_of(kind).can_stop:
        raise Refused(_("Surat jenis ini selalu dikirim karena akun tidak dapat dipakai tanpanya."))
    Stop.objects.bulk_create(
        [Stop(kind=kind, person=person, address="" if person else address.lower())],
        ignore_conflicts=True,
    )


@transaction.atomic
def start_letters(*, kind: str, person: User | None = None, address: str = "") -> None:
    """Letters of this kind again."""
    whose = Q(person=person) if person else Q(person=None, address__iexact=address)
    Stop.objects.filter(whose, kind=kind).delete()


def stopped_kinds(person: User) -> set[str]:
    return set(Stop.objects.filter(person=person).values_list("kind", flat=True))


def unwanted(letters: Iterable[Letter]) -> set[int]:
    """Ids of the letters that their readers have stopped. One query."""
    letters = list(letters)
    people = {letter.person_id for letter in letters if letter.person_id}
    addresses = {letter.address.lower() for letter in letters if not letter.person_id}
    stops = set(
        Stop.objects.filter(Q(person__in=people) | Q(address__in=addresses)).values_list(
            "kind", "person_id", "address"
        )
    )
    return {
        letter.pk
        for letter in letters
        if (letter.kind, letter.person_id, "" if letter.person_id else letter.address.lower())
        in stops
    }
