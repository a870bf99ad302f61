"""Letters are handed to the mail server, each once as far as mail allows.

A carrier holds an advisory lock of its own while it carries, which falls with its connection: whose lock is free is dead, and
what it carried is put back by the next one, without a clock that guesses. Between the last byte of a letter and the note that
the server took it lies a moment in which a killed carrier leaves a doubt: see Letter.
"""

import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.post.envelopes import envelope
from kemitraan.post.models import BadAddress, Letter, LetterStatus
from kemitraan.post.roads import AnswerLost, NeverThere, NotNow, RoadClosed, open_road
from kemitraan.post.services.outages import end_outage, is_closed, note_outage
from kemitraan.post.services.stopping import unwanted
from kemitraan.post.services.writing import ask_for_carrier
from kemitraan.refusals import NotAllowed, WrongState
from kemitraan.run_lock import run_lock

#: The space of advisory locks in which each carrier has its number.
CARRIERS = 7007
#: After so many seconds a carrier asks for another one and ends: no task shall run into its time limit.
SHIFT_SECONDS = 600
#: Pauses of a letter that is refused for the time being (minutes); the last one is repeated.
PAUSES = (1, 5, 15, 60, 180, 360)
#: How long it is tried (RFC 5321, 4.5.4.1: at least four to five days).
PATIENCE = timedelta(days=5)


def carry_letters(*, now: datetime | None = None) -> int:
    """Send all that is due: how many letters the mail server took. May run any number of times at once."""
    clock = timezone.now if now is None else lambda: now
    began, until = clock(), time.monotonic() + SHIFT_SECONDS
    free_letters_of_the_dead(now=began)
    if is_closed(began):
        return 0
    sent, claim = 0, secrets.randbits(31)
    with run_lock(CARRIERS, claim):
        while Letter.objects.due(began).exists():
            if time.monotonic() > until:
                ask_for_carrier()
                break
            taken = 0
            try:
                with open_road() as road:
                    end_outage(now=clock())
                    for letter in _claim(claim, began):
                        taken += _carry(letter, road, clock)
            except RoadClosed as closed:
                put_back(claim, now=clock())
                if not taken:  # a server that has enough of one connection is asked for another
                    note_outage(str(closed), now=clock())
                    break
            finally:
                sent += taken
    return sent


def _claim(claim: int, now: datetime) -> list[Letter]:
    """The next letters, as many as go over one connection: ours until they are settled or we are dead."""
    with transaction.atomic():
        keys = list(
            Letter.objects.due(now)
            .select_for_update(skip_locked=True)
            .order_by("due_at", "pk")
            .values_list("pk", flat=True)[: settings.EMAIL_PER_CONNECTION]
        )
        Letter.objects.filter(pk__in=keys).update(
            status=LetterStatus.SENDING, claim=claim, sending_since=now
        )
    letters = list(Letter.objects.filter(pk__in=keys).order_by("due_at", "pk"))
    return _leave_out(letters, now)


def _leave_out(letters: list[Letter], now: datetime) -> list[Letter]:
    """Without those that nobody wants, or that lead nowhere. Three queries for all."""
    gone = set(
        User.objects.filter(
            pk__in=[letter.person_id for letter in letters if letter.person_id], is_active=False
        ).values_list("pk", flat=True)
    )
    bad = {
        row.address.lower(): row.answer
        for row in BadAddress.objects.filter(
            address__in={letter.address.lower() for letter in letters}
        )
    }
    stopped = unwanted(letters)
    left = []
    for letter in letters:
        if letter.pk in stopped:
            _settle(letter, LetterStatus.STOPPED, _("Penerima menghentikan surat jenis ini."))
        elif letter.person_id in gone:
            _settle(letter, LetterStatus.STOPPED, _("Akun penerima tidak aktif."))
        elif (answer := bad.get(letter.address.lower())) is not None:
            _settle(letter, LetterStatus.REFUSED, answer)
        else:
            left.append(letter)
    return left


def _carry(letter: Letter, road, clock: Callable[[], datetime]) -> int:
    """One letter: 1 when the server took it. Raises RoadClosed when the connection is of no more use."""
    message = envelope(letter)
    try:
        road.announce(message)
        Letter.objects.filter(pk=letter.pk).update(begun_at=clock())
        answer = road.hand_over(message)
    except NotNow as refusal:
        _try_later(letter, str(refusal), clock())
        return 0
    except NeverThere as refusal:
        if refusal.is_bad_address:
            _note_bad_address(letter.address, str(refusal), clock())
        _settle(letter, LetterStatus.REFUSED, str(refusal))
        return 0
    except AnswerLost as lost:  # put_back knows that it had begun
        raise RoadClosed(str(lost)) from lost
    except RoadClosed as closed:
        Letter.objects.filter(pk=letter.pk).update(begun_at=None, answer=str(closed)[:250])
        raise
    _settle(letter, LetterStatus.SENT, answer, sent_at=clock())
    return 1


def _settle(letter: Letter, status: str, answer: str, **fields) -> None:
    Letter.objects.filter(pk=letter.pk, claim__isnull=False).update(
        status=status,
        claim=None,
        begun_at=None,
        tries=F("tries") + 1,
        answer=str(answer)[:250],
        **fields,
    )


def _try_later(letter: Letter, answer: str, now: datetime) -> None:
    if now - letter.created_at > PATIENCE:
        _settle(letter, LetterStatus.REFUSED, answer)
        return
    minutes = PAUSES[min(letter.tries, len(PAUSES) - 1)]
    _settle(letter, LetterStatus.WAITING, answer, due_at=now + timedelta(minutes=minutes))


def _note_bad_address(address: str, answer: str, now: datetime) -> None:
    BadAddress.objects.bulk_create(
        [BadAddress(address=address.lower(), answer=answer[:250], since=now)],
        ignore_conflicts=True,
    )


# ── Carriers that are dead ───────────────────────────────────────────────────────────────────────────────────────────


def free_letters_of_the_dead(*, now: datetime) -> int:
    """Put back what carriers had in hand whose connection to the database is gone."""
    freed = 0
    claims = Letter.objects.filter(status=LetterStatus.SENDING).order_by()
    for claim in claims.values_list("claim", flat=True).distinct():
        with run_lock(CARRIERS, claim) as is_dead:
            if is_dead:
                freed += put_back(claim, now=now)
    return freed


def put_back(claim: int, *, now: datetime) -> int:
    """What this carrier has not settled. A letter whose text had begun to go is sent once more, and not a third time."""
    begun = Q(begun_at__isnull=False)
    status, repeats = (Letter._meta.get_field(name) for name in ("status", "repeats"))
    return Letter.objects.filter(status=LetterStatus.SENDING, claim=claim).update(
        status=Case(
            When(begun & Q(repeats=1), then=Value(LetterStatus.UNCERTAIN)),
            default=Value(LetterStatus.WAITING),
            output_field=status,
        ),
        repeats=Case(When(begun, then=Value(1)), default=F("repeats"), output_field=repeats),
        claim=None,
        begun_at=None,
    )


# ── Officials ────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def send_again(letter: Letter, *, actor: User, now: datetime | None = None) -> Letter:
    """An official has seen to it that the letter can arrive: it is sent once more, and its address counts as good.

    Raises NotAllowed, WrongState (409) for a letter that is on its way or has arrived.
    """
    if not actor.is_official:
        raise NotAllowed(_("Hanya petugas yang mengirim ulang surat."))
    now = now or timezone.now()
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if not letter.is_troubled:
        raise WrongState(_("Surat ini tidak tertahan, sehingga tidak perlu dikirim ulang."))
    BadAddress.objects.filter(address__iexact=letter.address).delete()
    letter.status, letter.due_at, letter.repeats, letter.tries = LetterStatus.WAITING, now, 0, 0
    letter.created_at = now  # its patience begins anew
    letter.save(update_fields=["status", "due_at", "repeats", "tries", "created_at"])
    transaction.on_commit(ask_for_carrier, robust=True)
    return letter
