"""The worker's watch: what people should know becomes a row for each of them, once."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from kemitraan.accounts.models import User
from partnerships.models import Notice, WatchRule
from partnerships.watching import true_on
from partnerships.watching.changes import ASK, LOGS, Log
from partnerships.watching.people import People
from partnerships.watching.things import Thing
from umkm.services import expiry

BATCH = 2000
#: Changes of a transaction: so many are told or none.
CHANGES = 500
#: What happened longer ago is no news any more: it is noted as told, and nobody is.
STALE = timedelta(days=14)
#: How long the bell shows the same number.
BELL_SECONDS = 60
#: How the codes of changes begin, and those of no rule.
CHANGE = "change_"

Key = tuple[int, str, str, str]
KEY = ("person_id", "code", "subject", "mark")


def watch(*, now: datetime | None = None) -> int:
    """Note down everything that is to be told at this moment: how many notices are new.

    Called as often as one likes, also twice at once, it makes each once. What was noted and is settled meanwhile is dropped.
    """
    now = now or timezone.now()
    before = Notice.objects.count()
    known = list(Notice.objects.untold().values_list("pk", *KEY))
    tell_changes(now=now)
    things = {thing.key: thing for thing in true_on(timezone.localdate(now))}
    _note(things.values(), now)
    expiry.note_announced(_certificates(things.values()), now=now)
    # What was there before we looked and holds no more. Another watch may be writing: its rows are not ours to judge.
    true = {*things, *(thing.key for thing in _changes_that_hold())}
    drop([pk for pk, *key in known if tuple(key) not in true], now=now)
    return Notice.objects.count() - before


def _batches(items: Iterable, size: int) -> Iterator[list]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _note(things: Iterable[Thing], now: datetime) -> None:
    for batch in _batches(things, BATCH):
        Notice.objects.bulk_create(
            [
                Notice(
                    person_id=thing.person_id,
                    code=thing.code,
                    subject=thing.subject,
                    mark=thing.mark,
                    values=dict(thing.values),
                    url=thing.url,
                    made_at=now,
                )
                for thing in batch
            ],
            ignore_conflicts=True,
        )


def _certificates(things: Iterable[Thing]) -> set[int]:
    of_certificates = (
        thing.subject for thing in things if thing.code == WatchRule.Code.CERTIFICATE_ENDING
    )
    return {int(subject.partition(":")[2]) for subject in of_certificates}


# ── Changes of state ─────────────────────────────────────────────────────────────────────────────────────────────────


def tell_changes(*, now: datetime | None = None) -> int:
    """Every change of state that nobody was told of becomes notices: how many changes. Killed at any moment, it goes on."""
    now = now or timezone.now()
    people, told = People(), 0
    for log in LOGS:
        while count := _tell_some(log, people, now):
            told += count
    return told


@transaction.atomic
def _tell_some(log: Log, people: People, now: datetime) -> int:
    keys = list(
        log.untold()
        .select_for_update(skip_locked=True, of=("self",))
        .values_list("pk", flat=True)[:CHANGES]
    )
    if keys:
        fresh = _changes(log, keys).filter(at__gte=now - STALE)
        _note(log.things(list(fresh), people), now)
        log.model.objects.filter(pk__in=keys).update(announced_at=now)
    return len(keys)


def _changes(log: Log, keys: Iterable[int]):
    rows = log.model.objects.filter(pk__in=list(keys)).order_by("pk")
    return rows.select_related(*log.related).prefetch_related(*log.prefetch)


# ── Still true? ──────────────────────────────────────────────────────────────────────────────────────────────────────


def still_true(today: date) -> set[Key]:
    """The keys of all notices that may be told now: reminders that hold today, and changes after which nothing else came and
    whose readers are still concerned."""
    return {thing.key for thing in true_on(today)} | {thing.key for thing in _changes_that_hold()}


def _changes_that_hold() -> Iterator[Thing]:
    people = People()
    for log in LOGS:
        marks = (
            Notice.objects.untold()
            .filter(code__in=(f"{CHANGE}{log.code}", f"{CHANGE}{log.code}{ASK}"))
            .values_list("mark")
            .distinct()
        )
        keys = [int(mark.partition(":")[2]) for (mark,) in marks.order_by()]
        for batch in _batches(keys, CHANGES):
            yield from log.things(list(_changes(log, batch)), people)


def drop(keys: Iterable[int], *, now: datetime) -> None:
    """Take back what holds no more, from those who have not been told."""
    for batch in _batches(keys, BATCH):
        Notice.objects.untold().filter(pk__in=batch).update(dropped_at=now)


# ── The person ───────────────────────────────────────────────────────────────────────────────────────────────────────


def mark_read(person: User, notice_id: int | None = None, *, now: datetime | None = None) -> int:
    """The person has seen one of his notices, or (without an id) all: how many were new to him."""
    rows = Notice.objects.unread().filter(person=person)
    if notice_id is not None:
        rows = rows.filter(pk=notice_id)
    read = rows.update(read_at=now or timezone.now())
    cache.delete(_bell(person))
    return read


def unread_count(person: User) -> int:
    """How many notices wait to be read, at most BELL_SECONDS old: it stands on every page."""
    return cache.get_or_set(
        _bell(person), lambda: Notice.objects.unread().filter(person=person).count(), BELL_SECONDS
    )


def _bell(person: User) -> str:
    return f"bell:{person.pk}"
