"""One letter a day for each person: what came up, what to do first, and nothing that is settled by now."""

from collections.abc import Collection, Iterable
from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.post.links import absolute
from kemitraan.post.models import Letter
from kemitraan.post.services import post_letter
from kemitraan.post.services.outages import is_closed
from kemitraan.post.services.readers import languages_of
from kemitraan.post.services.stopping import stopped_kinds
from kemitraan.refusals import WrongState, must
from partnerships.models import Notice
from partnerships.permissions import is_officer
from partnerships.services.watch import Key, drop, still_true
from partnerships.wording.digests import digest_letter, whatsapp_text
from partnerships.wording.notices import kind_of


def digest_moment(now: datetime) -> datetime:
    """Today's hour of the digest."""
    hour = time(hour=settings.DIGEST_HOUR)
    return timezone.make_aware(datetime.combine(timezone.localdate(now), hour))


def send_digests(*, now: datetime | None = None) -> int:
    """Write today's digests that are missing: how many. Nothing before the hour, and nothing while the mail server is away:
    what is written then would be old when it leaves.

    Notices that came up after the hour are for tomorrow. May run any number of times at once.
    """
    now = now or timezone.now()
    moment = digest_moment(now)
    if now < moment or is_closed(now):
        return 0
    waiting = (
        Notice.objects.untold()
        .filter(made_at__lte=moment, person__is_active=True)
        .exclude(person__email="")
    )
    # Read before it is asked what holds: what is written meanwhile is for tomorrow, not for dropping.
    known: dict[int, list[int]] = {}
    for person_id, pk in waiting.order_by("person_id", "pk").values_list("person_id", "pk"):
        known.setdefault(person_id, []).append(pk)
    keys = {_key(person_id, now): person_id for person_id in known}
    for person_id in Letter.objects.filter(key__in=keys).values_list("person_id", flat=True):
        del known[person_id]  # has today's
    if not known:
        return 0
    true = still_true(timezone.localdate(now))
    languages = languages_of(known)
    people = User.objects.filter(pk__in=known).order_by("pk")
    return sum(
        _send_one(
            person,
            known[person.pk],
            language=languages.get(person.pk, settings.LANGUAGE_CODE),
            true=true,
            now=now,
        )
        for person in people
    )


@transaction.atomic
def _send_one(
    person: User,
    notice_ids: list[int],
    *,
    language: str,
    true: Collection[Key],
    now: datetime,
) -> int:
    """Notices and letter in one transaction: a killed worker has told all of it or nothing."""
    key = _key(person.pk, now)
    notices = list(_locked(person).filter(pk__in=notice_ids))
    if not notices or Letter.objects.filter(key=key).exists():
        return 0
    gone = {notice.pk for notice in notices if notice.key not in true}
    drop(gone, now=now)
    notices = [notice for notice in notices if notice.pk not in gone]
    stopped = stopped_kinds(person)
    if "digest" in stopped:
        stopped |= {kind_of(notice.code) for notice in notices}
    quiet = [notice for notice in notices if kind_of(notice.code) in stopped]
    told = [notice for notice in notices if kind_of(notice.code) not in stopped]
    _note_told(quiet, Notice.Via.PORTAL, now)
    if not told:
        return 0
    with translation.override(language):
        letter = digest_letter(person, told, absolute=absolute)
    post_letter(
        key=key,
        kind="digest",
        address=person.email,
        person=person,
        language=language,
        subject=letter.subject,
        body=letter.text,
        html=letter.html,
        now=now,
    )
    _note_told(told, Notice.Via.MAIL, now)
    return 1


def _key(person_id: int, now: datetime) -> str:
    return f"digest:{person_id}:{timezone.localdate(now).isoformat()}"


def _locked(person: User):
    return Notice.objects.untold().filter(person=person).select_for_update().order_by("pk")


def _note_told(
    notices: Iterable[Notice], via: str, now: datetime, *, by: User | None = None
) -> None:
    keys = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=keys).update(told_at=now, via=via, told_by=by)


# ── People without e-mail ────────────────────────────────────────────────────────────────────────────────────────────


def people_by_whatsapp():
    """Whom an officer tells: with a telephone, without e-mail, and with something untold. The longest wait first."""
    return (
        User.objects.filter(is_active=True, email="", telephone__isnull=False)
        .filter(pk__in=Notice.objects.untold().values("person"))
        .order_by("full_name", "pk")
    )


def messages_by_whatsapp(people: Iterable[User]) -> list[tuple[User, str, int]]:
    """(person, the message in the person's language, the last notice in it). Two queries, however many people."""
    people = list(people)
    languages = languages_of([person.pk for person in people])
    notices: dict[int, list[Notice]] = {person.pk: [] for person in people}
    for notice in Notice.objects.untold().filter(person__in=people).order_by("pk"):
        notices[notice.person_id].append(notice)
    found = []
    for person in people:
        if not notices[person.pk]:
            continue
        with translation.override(languages.get(person.pk, settings.LANGUAGE_CODE)):
            text = whatsapp_text(person, notices[person.pk], absolute=absolute)
        found.append((person, text, notices[person.pk][-1].pk))
    return found


@transaction.atomic
def note_sent_by_whatsapp(
    person: User, *, upto: int, actor: User, now: datetime | None = None
) -> int:
    """The officer has sent the message that ended with this notice: how many notices it told.

    Raises NotAllowed, WrongState when another one did.
    """
    must(is_officer(actor))
    notices = list(_locked(person).filter(pk__lte=upto))
    if not notices:
        raise WrongState(_("Kabar ini sudah dikirim atau sudah tidak berlaku."))
    _note_told(notices, Notice.Via.WHATSAPP, now or timezone.now(), by=actor)
    return len(notices)
