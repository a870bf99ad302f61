"""In which language and about what somebody wants to be written to."""

from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.post.kinds import stoppable_kinds
from kemitraan.post.models import Reader
from kemitraan.post.services.stopping import start_letters, stop_letters


def language_of(person: User) -> str:
    """Indonesian for whom nothing is known."""
    row = Reader.objects.filter(person=person).first()
    return row.language if row else settings.LANGUAGE_CODE


def languages_of(people: Collection[int]) -> dict[int, str]:
    """{person: language}; those of whom nothing is known are left out."""
    return dict(Reader.objects.filter(person__in=people).values_list("person", "language"))


def remember_language(person: User, language: str) -> None:
    """The language that somebody uses. One that the portal does not speak is ignored."""
    if language in dict(settings.LANGUAGES):
        Reader.objects.update_or_create(person=person, defaults={"language": language})


@transaction.atomic
def save_preferences(person: User, *, language: str, wanted: Collection[str]) -> None:
    """The language of letters, and which of the stoppable kinds are wanted. Raises ValidationError."""
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("Pilih salah satu bahasa.")})
    remember_language(person, language)
    for kind in stoppable_kinds():
        change = start_letters if kind.code in wanted else stop_letters
        change(kind=kind.code, person=person)
