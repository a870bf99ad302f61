"""Runs of the matcher: asked for at a door, done by the worker, resumed after a crash.

A run is a row (MatchRun) before it is a message: a lost message or a killed worker leaves the row behind, and
`resume_interrupted` sends it again. A PostgreSQL advisory lock says who works on a run; it falls with its connection, so a
worker that was killed never blocks the next one.
"""

from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from investors.models import Need, NeedStatus
from kemitraan.accounts.models import User
from kemitraan.run_lock import run_lock as lock_of_kind
from partnerships.matching import Engine
from partnerships.models import MatchRun, NeedMatch, Suggestion
from partnerships.services.snapshot import read_demand, read_snapshot
from partnerships.services.suggestions import withdraw_unanswered, write_candidates
from umkm.models import Umkm

#: Suggestions a need gets at most.
LIMIT = 20
#: First key of the advisory locks of match runs ("match" in one number).
_LOCK_SPACE = 7_241

ACTIVE = (MatchRun.State.QUEUED, MatchRun.State.RUNNING)


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def ask_full_run(*, asked_by: User | None = None, now: datetime | None = None) -> MatchRun:
    """A run over all open needs; when one is under way already, that one."""
    active = MatchRun.objects.filter(kind=MatchRun.Kind.ALL, state__in=ACTIVE)
    try:
        with transaction.atomic():
            return active.first() or MatchRun.objects.create(
                kind=MatchRun.Kind.ALL, asked_by=asked_by, asked_at=now or timezone.now()
            )
    except IntegrityError:  # another one was faster by a moment
        return active.get()


@transaction.atomic
def ask_need_run(
    need: Need, *, asked_by: User | None = None, now: datetime | None = None
) -> MatchRun:
    """A run for one need."""
    run = MatchRun.objects.create(
        kind=MatchRun.Kind.NEED, asked_by=asked_by, asked_at=now or timezone.now(), total=1
    )
    run.need_matches.create(need=need)
    return run


def ask_umkm_run(
    umkm: Umkm, *, asked_by: User | None = None, now: datetime | None = None
) -> MatchRun:
    """A run for one UMKM against all open needs."""
    return MatchRun.objects.create(
        kind=MatchRun.Kind.UMKM, umkm=umkm, asked_by=asked_by, asked_at=now or timezone.now()
    )


# ── Working ──────────────────────────────────────────────────────────────────────────────────────────────────────────


#: run_lock(run_id): True while this connection alone works on the run.
run_lock = partial(lock_of_kind, _LOCK_SPACE)


def perform(run_id: int, *, now: datetime | None = None) -> int:
    """Do a run, or what a killed worker left of it: the number of needs matched now.

    Each need is one transaction (its suggestions, its NeedMatch, the run's counters), so that a stop at any moment leaves
    whole needs behind and the next call goes on with the rest. Returns 0 when another worker has the run or it is over.
    """
    with run_lock(run_id) as mine:
        if not mine:
            return 0
        run = MatchRun.objects.get(pk=run_id)
        if run.state not in ACTIVE:
            return 0
        try:
            _start(run, now or timezone.now())
            matched = _match_umkm(run, now) if run.umkm_id else _match_needs(run, now)
        except Exception as error:
            # Kept in the ledger, so that an official sees it; the sweep does not try the same thing for ever.
            MatchRun.objects.filter(pk=run_id).update(
                state=MatchRun.State.FAILED,
                failure=f"{type(error).__name__}: {error}"[:2000],
                finished_at=timezone.now(),
            )
            raise
        MatchRun.objects.filter(pk=run_id).update(
            state=MatchRun.State.DONE, finished_at=now or timezone.now()
        )
        return matched


@transaction.atomic
def _start(run: MatchRun, now: datetime) -> None:
    if run.state == MatchRun.State.RUNNING:
        return
    if run.kind == MatchRun.Kind.ALL:
        needs = Need.objects.open().order_by("pk").values_list("pk", flat=True)
        NeedMatch.objects.bulk_create([NeedMatch(run=run, need_id=need_id) for need_id in needs])
        run.total = len(needs)
    run.state, run.started_at = MatchRun.State.RUNNING, now
    run.save(update_fields=["state", "started_at", "total"])


def _match_needs(run: MatchRun, now: datetime | None) -> int:
    waiting = list(
        run.need_matches.filter(finished_at=None).order_by("pk").values_list("pk", flat=True)
    )
    if not waiting:
        return 0
    engine = Engine(read_snapshot())
    for key in waiting:
        _match_need(run, key, engine, now or timezone.now())
    return len(waiting)


@transaction.atomic
def _match_need(run: MatchRun, key: int, engine: Engine, now: datetime) -> None:
    need_match = run.need_matches.get(pk=key)
    need = Need.objects.select_related("unit", "delivery_district", "kbli").get(
        pk=need_match.need_id
    )
    if need.status == NeedStatus.OPEN:
        result = engine.match(read_demand(need), limit=LIMIT)
        written, withdrawn = write_candidates(need.pk, result.candidates, run=run, now=now)
        need_match.considered = result.considered
        need_match.suggested = len(result.candidates)
        need_match.excluded = dict(result.excluded)
    else:  # closed while the run was under way
        written, withdrawn = 0, withdraw_unanswered(need.pk, now=now)
    need_match.finished_at = now
    need_match.save(update_fields=["considered", "suggested", "excluded", "finished_at"])
    _count(run, 1, written, withdrawn)


def _match_umkm(run: MatchRun, now: datetime | None) -> int:
    """One UMKM against every open need: it enters a list when it is good enough, and leaves one that it no longer fits."""
    engine = Engine(read_snapshot())
    needs = list(
        Need.objects.open().select_related("unit", "delivery_district", "kbli").order_by("pk")
    )
    # Begun anew after a kill: what was written before is found again and changes nothing.
    MatchRun.objects.filter(pk=run.pk).update(total=len(needs), done=0)
    for need in needs:
        explanation = engine.explain(read_demand(need), run.umkm_id)
        candidate = explanation.candidate
        if candidate is not None and not _deserves_place(need, candidate):
            candidate = None
        with transaction.atomic():
            written, withdrawn = write_candidates(
                need.pk,
                [candidate] if candidate else [],
                run=run,
                among=[run.umkm_id],
                now=now,
            )
            _count(run, 1, written, withdrawn)
    return len(needs)


def _deserves_place(need: Need, candidate) -> bool:
    """A full list takes a newcomer only when it beats the last one on it."""
    others = Suggestion.objects.live().filter(need=need).exclude(umkm_id=candidate.umkm_id)
    last = others.order_by("-score", "umkm_id").values_list("score", flat=True)[LIMIT - 1 : LIMIT]
    return not last or candidate.score > float(last[0])


def _count(run: MatchRun, done: int, written: int, withdrawn: int) -> None:
    MatchRun.objects.filter(pk=run.pk).update(
        done=F("done") + done, written=F("written") + written, withdrawn=F("withdrawn") + withdrawn
    )


# ── Resuming ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def interrupted(*, now: datetime | None = None) -> list[int]:
    """Runs that nobody works on: begun ones at once, queued ones when their message must be lost (five minutes)."""
    now = now or timezone.now()
    lost = []
    for run in MatchRun.objects.filter(state__in=ACTIVE).order_by("pk"):
        if run.state == MatchRun.State.QUEUED and run.asked_at > now - timedelta(minutes=5):
            continue
        with run_lock(run.pk) as free:
            if free:
                lost.append(run.pk)
    return lost
