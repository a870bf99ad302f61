"""The demo's data from nothing to a kabupaten at work, in steps that can be repeated."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from partnerships.demo import people
from partnerships.demo.choosing import choose
from partnerships.demo.companies import register_companies, write_needs
from partnerships.demo.company_people import add_people_and_papers
from partnerships.demo.events import Gatherings
from partnerships.demo.firms import FirmMaker
from partnerships.demo.growth import state_sizes
from partnerships.demo.needs import rework_needs
from partnerships.demo.post import tell_people
from partnerships.demo.story import Story
from partnerships.demo.supply import Supply
from partnerships.models import Event, MatchRun, Mou, Notice, Shortlist
from partnerships.services import matching
from partnerships.tasks import perform_match
from umkm.models import FacilitationRequest, Method, RejectReason, SizeRecord, Umkm
from umkm.services import FieldRemark, change_status, change_status_of_many, register_many

CHUNK = 2000


class SeedError(RuntimeError):
    """The demo cannot go on; the message says why."""


def seed(
    *,
    firms: int,
    needs: int,
    regency: str,
    seed: int,
    tell: Callable[[str], None],
    now: datetime | None = None,
    patience: float = 900,
) -> None:
    """Bring the database up to so many firms and needs, match them through the worker, and play the story.

    What is there already stays, so that a second call only adds what is missing. Raises SeedError.
    """
    now = now or timezone.now()
    tell("officials")
    people.make_officials(regency)
    officer, verifier = people.official("dpmptsp"), people.official("dinkop")
    # Demand first: a need that is opened is matched at once, and there is nothing to search through yet.
    new = register_companies(officer=officer, regency=regency, seed=seed, now=now)
    letters = add_people_and_papers(officer=officer, seed=seed, now=now)
    tell(f"companies: {new} new, {letters} letters of commitment new")
    new = write_needs(needs, officer=officer, regency=regency, seed=seed, now=now, tell=tell)
    tell(f"needs: {new} new")
    new = register_firms(firms, verifier=verifier, regency=regency, seed=seed, now=now, tell=tell)
    tell(f"UMKM: {new} new")
    if not Mou.objects.exists() or new:
        match(tell=tell, patience=patience)
    if not Mou.objects.exists():
        with transaction.atomic():
            played = Story(officer=officer, verifier=verifier, seed=seed, now=now).play()
        tell(f"partnerships: {played} suggestions answered")
    if not SizeRecord.objects.exists():
        with transaction.atomic():
            stated = state_sizes(verifier=verifier, seed=seed)
        tell(f"sizes: {stated}")
    if not Shortlist.objects.exists():
        with transaction.atomic():
            chosen = choose(seed=seed, now=now)
        tell(f"shortlists: {chosen}")
    if not Event.objects.exists():
        with transaction.atomic():
            guests = Gatherings(officer=officer, seed=seed, now=now).play()
        tell(f"events: {guests} invitations")
    with transaction.atomic():
        reworked = rework_needs(officer=officer, now=now)
    tell(f"needs: {reworked} changed, copied or about to end")
    if not FacilitationRequest.objects.exists():
        with transaction.atomic():
            shown = Supply(officer=officer, verifier=verifier, seed=seed, now=now).play()
        tell(f"supply: {shown}")
    people.give_passwords()
    if not Notice.objects.exists():
        tell(f"post: {tell_people(now=now)}")


def register_firms(
    count: int, *, verifier, regency: str, seed: int, now: datetime, tell: Callable[[str], None]
) -> int:
    """Bring the number of UMKM to `count`, in chunks of one transaction each: how many came new."""
    present = Umkm.objects.count()
    maker = FirmMaker(regency, seed=seed, today=timezone.localdate(now))
    for begin in range(present, count, CHUNK):
        numbers = range(begin, min(begin + CHUNK, count))
        with transaction.atomic():
            keys = register_many(
                maker.make(numbers), actor=verifier, now=now - timedelta(days=120 - begin % 90)
            )
            _verify_most(keys, verifier, now)
        tell(f"  {numbers.stop} of {count} UMKM")
    return max(0, count - present)


def _verify_most(keys: list[int], verifier, now: datetime) -> None:
    """Of a hundred firms 88 are verified, 8 wait, 2 were sent back, 1 was rejected, 1 is suspended."""
    rows = {row.pk: row for row in Umkm.objects.filter(pk__in=keys)}
    fate = {key: key % 100 for key in keys}
    verified = [rows[key] for key in keys if fate[key] < 88 or fate[key] == 99]
    change_status_of_many(
        verified,
        "verify",
        actor=verifier,
        note="Kunjungan lapangan.",
        method=Method.VISIT,
        now=now - timedelta(days=20),
    )
    later = {"actor": verifier, "now": now - timedelta(days=5)}
    for key in keys:
        if fate[key] in {96, 97}:
            remarks = [
                FieldRemark("address", "Nama jalan dan RT/RW belum ada."),
                FieldRemark("products", "Kapasitas per bulan belum masuk akal."),
            ]
            change_status(rows[key], "return", remarks=remarks, **later)
        elif fate[key] == 98:
            change_status(
                rows[key],
                "reject",
                reason=RejectReason.CLOSED,
                note="Usaha sudah tidak berjalan.",
                **later,
            )
        elif fate[key] == 99:
            change_status(rows[key], "suspend", note="Menunggu klarifikasi keluhan.", **later)


def match(*, tell: Callable[[str], None], patience: float) -> MatchRun:
    """Ask the worker for a full run and wait for it, up to `patience` seconds. Raises SeedError."""
    run = matching.ask_full_run()
    perform_match.delay(run.pk)
    begun, shown = time.monotonic(), -1
    while run.state in matching.ACTIVE:
        waited = time.monotonic() - begun
        if run.state == MatchRun.State.QUEUED and waited > min(60, patience):
            raise SeedError(
                "No worker took the match run: start one with `celery -A kemitraan worker`."
            )
        if waited > patience:
            raise SeedError(
                f"The match run is not done after {patience:.0f} s ({run.done}/{run.total})."
            )
        time.sleep(0.5)
        run.refresh_from_db()
        if run.done // 10 != shown:
            shown = run.done // 10
            tell(f"  matched {run.done} of {run.total} needs")
    if run.state == MatchRun.State.FAILED:
        raise SeedError(f"The match run failed: {run.failure}")
    return run
