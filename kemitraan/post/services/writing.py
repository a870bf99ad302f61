"""A letter is put into the outbox."""

from datetime import datetime

from django.core.cache import cache
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from kemitraan.accounts.models import User
from kemitraan.post.kinds import kind_of
from kemitraan.post.models import Letter

#: While this stands, a carrier has been asked for and has not begun: it will see what is committed now.
_ASKED = "post-carrier-asked"
#: The ask may be lost with its broker; then the sweep comes.
_ASKED_SECONDS = 60


@transaction.atomic
def post_letter(
    *,
    key: str,
    kind: str,
    address: str,
    subject: str,
    body: str,
    person: User | None = None,
    language: str = "id",
    html: str = "",
    now: datetime | None = None,
) -> Letter:
    """Put a letter into the outbox: it is sent when the caller's transaction has committed, and never without.

    `key` (at most 200 characters) names what it tells to whom, such as "invitation:17": the same key returns the letter that
    is there, unchanged. `kind` is a code of kinds.py. Subject and body are plain text in `language`; `html` replaces
    the one that is made from the body. `person` is whose account it is: no longer active, or tired of the kind, the
    letter is kept and not sent. Raises ValidationError for an address that is none, KeyError for an unknown kind.
    """
    kind_of(kind)
    validate_email(address)
    now = now or timezone.now()
    letter = Letter(
        key=key,
        kind=kind,
        person=person,
        address=address,
        language=language,
        subject=" ".join(subject.split())[:250],  # one line: no header is smuggled in
        body=body,
        html=html,
        created_at=now,
        due_at=now,
    )
    # Whoever writes the same key at the same time is waited for.
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    # Without Redis the sweep sends it: what the caller did must not fail for that.
    transaction.on_commit(ask_for_carrier, robust=True)
    return Letter.objects.get(key=key)


def ask_for_carrier() -> None:
    """One task for all letters that were written since the last one began."""
    from kemitraan.post.tasks import carry_letters  # noqa: PLC0415 (the tasks call these services)

    if cache.add(_ASKED, True, _ASKED_SECONDS):
        carry_letters.delay()


def carrier_begins() -> None:
    """Letters that commit from here on ask for a carrier of their own."""
    cache.delete(_ASKED)
