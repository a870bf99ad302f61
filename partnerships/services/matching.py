"""Runs of the matcher: asked for at a door, done by workers, resumed after a crash.

A run is a row (MatchRun) before it is a message: a lost message or a killed worker leaves the row behind, and `interrupted`
finds it. A full run falls into shards, one for the needs of each cluster, on which many workers may work at once; PostgreSQL
advisory locks say who works on which, and fall with the connection, so a worker that was killed never blocks the next one.
"""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple
from zlib import crc32

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from investors.models import Need, NeedStatus
from kemitraan.accounts.models import User
from kemitraan.reference.lexicon import read_lexicon
from kemitraan.run_lock import run_lock as lock_of_kind
from partnerships.matching import Engine, choose
from partnerships.models import MatchRun, NeedMatch, Suggestion, SuggestionStatus
from partnerships.services.demand import read_demands, with_terms
from partnerships.services.exposure import Fairness, read_fairness
from partnerships.services.groups import form_groups
from partnerships.services.lists import Place, withdraw_places, write_lists
from partnerships.services.suggestions import withdraw_of_closed, withdraw_unanswered
from partnerships.services.supply import current_snapshot
from partnerships.services.weights import active_weights
from umkm.models import Umkm

#: Suggestions a need gets at most.
LIMIT = 20
#: Needs that are written in one transaction: what a killed worker loses at the most.
BLOCK = 50
#: First keys of the advisory locks of runs and of their shards.
_RUNS, _SHARDS = 7_241, 7_242

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
    """A run for one need; when one is queued that nobody has begun, that one: it will read the need as it is then."""
    Need.objects.select_for_update(of=("self",)).get(pk=need.pk)  # two who ask at once get one run
    queued = MatchRun.objects.filter(
        kind=MatchRun.Kind.NEED, state=MatchRun.State.QUEUED, need_matches__need=need
    ).first()
    if queued is not None:
        return queued
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


# ── Locks ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def run_lock(run_id: int, *, wait: bool = False):
    """True while this connection alone begins or ends the run; False when another one does (or, with `wait`, never)."""
    return lock_of_kind(_RUNS, run_id, wait=wait)


def shard_lock(run_id: int, shard: str):
    """True while this connection alone works on this part of the run."""
    signed = crc32(f"{run_id}/{shard}".encode()) - 2**31
    return lock_of_kind(_SHARDS, signed)


# ── Working ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def perform(run_id: int, *, now: datetime | None = None) -> int:
    """Do a run, or what killed workers left of it, alone: the number of needs matched now.

    Returns 0 when another worker has the run or it is over.
    """
    matched = 0
    for shard in begin(run_id, now=now):
        matched += perform_shard(run_id, shard, now=now)
    finish(run_id, now=now)
    return matched


def begin(run_id: int, *, now: datetime | None = None) -> list[str]:
    """Write down what a run has to do: the shards that are not done; none when it is over, or just begun elsewhere."""
    with run_lock(run_id) as mine:
        run = MatchRun.objects.get(pk=run_id)
        if not mine or run.state not in ACTIVE:
            return []
        with _failure_kept(run_id), transaction.atomic():
            _start(run, now or timezone.now())
        if run.umkm_id:
            return [""]
        return list(
            run.need_matches.filter(finished_at=None)
            .order_by("shard")
            .values_list("shard", flat=True)
            .distinct()
        )


def _start(run: MatchRun, now: datetime) -> None:
    if run.state == MatchRun.State.RUNNING:
        return
    if run.kind == MatchRun.Kind.ALL:
        needs = Need.objects.open().order_by("pk").prefetch_related("clusters")
        matches = [NeedMatch(run=run, need=need, shard=shard_of(need)) for need in needs]
        NeedMatch.objects.bulk_create(matches)
        run.total = len(matches)
        run.withdrawn = withdraw_of_closed(now=now)
    run.weights_version, run.words_version = active_weights().version, read_lexicon().version
    run.state, run.started_at = MatchRun.State.RUNNING, now
    run.save(
        update_fields=[
            "state",
            "started_at",
            "total",
            "withdrawn",
            "weights_version",
            "words_version",
        ]
    )


def shard_of(need: Need) -> str:
    """The part of a run that a need belongs to: kabupaten and first cluster. Firms of one cluster compete with each other,
    and hardly with those of another, so that parts can be worked on side by side."""
    codes = sorted(cluster.pk for cluster in need.clusters.all())
    return codes[0] if codes else ""


def perform_shard(run_id: int, shard: str, *, now: datetime | None = None) -> int:
    """Do one part of a run, or what is left of it: the number of needs matched now; 0 when another worker has it.

    Each block of needs is one transaction (suggestions, NeedMatch rows, the run's counters), so that a stop at any moment
    leaves whole blocks behind and the next call goes on with the rest.
    """
    with shard_lock(run_id, shard) as mine:
        run = MatchRun.objects.get(pk=run_id)
        if not mine or run.state != MatchRun.State.RUNNING:
            return 0
        with _failure_kept(run_id):
            if run.umkm_id:
                return _match_umkm(run, now or timezone.now())
            return _match_needs(run, shard, now or timezone.now())


def finish(run_id: int, *, now: datetime | None = None) -> bool:
    """When nothing is left to do: form the groups and close the run. Whoever has done a shard calls it.

    The look at the counters comes before the lock: of two that end at the same moment the later one sees both done.
    """
    if not _is_all_done(MatchRun.objects.get(pk=run_id)):
        return False
    with run_lock(run_id, wait=True):
        run = MatchRun.objects.get(pk=run_id)
        if not _is_all_done(run):
            return False
        now = now or timezone.now()
        with _failure_kept(run_id):
            if run.kind != MatchRun.Kind.UMKM:
                form_groups(run, now=now)
        MatchRun.objects.filter(pk=run_id).update(state=MatchRun.State.DONE, finished_at=now)
        return True


def _is_all_done(run: MatchRun) -> bool:
    return run.state == MatchRun.State.RUNNING and run.done >= run.total


@contextmanager
def _failure_kept(run_id: int):
    """What goes wrong is kept in the ledger, so that an official sees it; the sweep does not try the same for ever."""
    try:
        yield
    except Exception as error:
        MatchRun.objects.filter(pk=run_id).update(
            state=MatchRun.State.FAILED,
            failure=f"{type(error).__name__}: {error}"[:2000],
            finished_at=timezone.now(),
        )
        raise


# ── Needs ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _match_needs(run: MatchRun, shard: str, now: datetime) -> int:
    waiting = run.need_matches.filter(finished_at=None, shard=shard).order_by("need")
    waiting = list(waiting.values_list("need", flat=True))
    if not waiting:
        return 0
    engine = Engine(current_snapshot(now=now), active_weights())
    fairness = read_fairness(_being_made(run, shard), now=now, before=run.started_at)
    for start in range(0, len(waiting), BLOCK):
        _match_block(run, waiting[start : start + BLOCK], engine, fairness, now)
    return len(waiting)


def _being_made(run: MatchRun, shard: str) -> list[int]:
    """The needs whose lists say nothing yet of what has been shown: all of the run but those that this shard has done.

    What other shards have done counts no more than what they will do, so the result does not depend on who is faster.
    """
    matches = run.need_matches.exclude(shard=shard, finished_at__isnull=False)
    return list(matches.values_list("need", flat=True))


def _match_block(
    run: MatchRun, need_ids: Sequence[int], engine: Engine, fairness: Fairness, now: datetime
) -> None:
    needs = with_terms(Need.objects.filter(pk__in=need_ids)).order_by("pk")
    demands = read_demands([need for need in needs if need.status == NeedStatus.OPEN], now=now)
    lists, done = {}, []
    for ranking in engine.rank_many(demands):
        need_id = ranking.demand.need_id
        choice = choose(
            ranking.umkm_ids,
            ranking.scores.whole,
            LIMIT,
            fairness.ledger,
            fairness.waiting,
            fairness.held.get(need_id, frozenset()),
            since=fairness.waiting,
        )
        result = engine.result(ranking, choice.positions)
        lists[need_id] = [
            Place(candidate, fairness.ledger.of(candidate.umkm_id), position in choice.lifted)
            for position, candidate in zip(choice.positions, result.candidates, strict=True)
        ]
        fairness.ledger.show(candidate.umkm_id for candidate in result.candidates)
        done.append(
            {
                "considered": result.considered,
                "suggested": len(result.candidates),
                "excluded": dict(result.excluded),
                "relaxations": [
                    {"rule": step.rule, "value": step.value, "more": step.more}
                    for step in result.relaxations
                ],
            }
        )
    with transaction.atomic():
        written = write_lists(lists, run=run, now=now)
        closed = set(need_ids) - set(lists)
        gone = sum(withdraw_unanswered(need_id, now=now) for need_id in closed)
        _note_done(run, dict(zip(lists, done, strict=True)), closed, now)
        _count(run, len(need_ids), written.written, written.withdrawn + gone)


def _note_done(run: MatchRun, results: dict[int, dict], closed: Iterable[int], now) -> None:
    matches = list(run.need_matches.filter(need__in=[*results, *closed]))
    for match in matches:
        for name, value in results.get(match.need_id, {}).items():
            setattr(match, name, value)
        match.finished_at = now
    NeedMatch.objects.bulk_update(
        matches, ["considered", "suggested", "excluded", "relaxations", "finished_at"]
    )


def _count(run: MatchRun, done: int, written: int, withdrawn: int) -> None:
    MatchRun.objects.filter(pk=run.pk).update(
        done=F("done") + done, written=F("written") + written, withdrawn=F("withdrawn") + withdrawn
    )


# ── One UMKM ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _match_umkm(run: MatchRun, now: datetime) -> int:
    """One UMKM against every open need: it enters a list when it is good enough, and leaves one that it no longer fits."""
    engine = Engine(current_snapshot(now=now), active_weights())
    needs = list(with_terms(Need.objects.open()).order_by("pk"))
    # Begun anew after a kill: what was written before is found again and changes nothing.
    MatchRun.objects.filter(pk=run.pk).update(total=len(needs), done=0)
    found = engine.match_umkm(read_demands(needs, now=now), run.umkm_id)
    last = last_places(found, run.umkm_id)
    present = _present_places(run.umkm_id)
    lists = {need.pk: [] for need in needs}
    pushed_out = {}
    for need_id, candidate in found.items():
        exposure, lifted = present.get(need_id, (0.0, False))
        if lifted or need_id not in last:
            lists[need_id] = [Place(candidate, exposure, lifted)]
        elif candidate.score > last[need_id].score:
            lists[need_id] = [Place(candidate, exposure)]
            pushed_out[need_id] = last[need_id].umkm_id
    with transaction.atomic():
        written = write_lists(lists, run=run, among=[run.umkm_id], now=now)
        gone = withdraw_places(pushed_out, now=now)
        _count(run, len(needs), written.written, written.withdrawn + gone)
    return len(needs)


def _present_places(umkm_id: int) -> dict[int, tuple[float, bool]]:
    """Where this UMKM stands unanswered, by need: (how much it had been shown, whether it has its turn), which only a run over
    whole lists decides."""
    rows = Suggestion.objects.filter(umkm_id=umkm_id, status=SuggestionStatus.SUGGESTED)
    return {need_id: place for need_id, *place in rows.values_list("need", "exposure", "lifted")}


class LastPlace(NamedTuple):
    """Who is last on a full list, and may be pushed out by a better one."""

    umkm_id: int
    score: float


def last_places(need_ids: Iterable[int], umkm_id: int) -> dict[int, LastPlace]:
    """Of the full lists among these needs, apart from this UMKM: the unanswered suggestion with the lowest score. Whoever has
    a place because it waited keeps it."""
    rows = (
        Suggestion.objects.live()
        .filter(need__in=list(need_ids))
        .exclude(umkm_id=umkm_id)
        .values_list("need_id", "umkm_id", "score", "status", "lifted")
    )
    lists: dict[int, list] = {}
    for need_id, *place in rows:
        lists.setdefault(need_id, []).append(place)
    found = {}
    for need_id, places in lists.items():
        if len(places) < LIMIT:
            continue
        may_go = [
            (float(score), -other)
            for other, score, status, lifted in places
            if status == SuggestionStatus.SUGGESTED and not lifted
        ]
        score, other = min(may_go, default=(100.0, 0))
        found[need_id] = LastPlace(-other, score)
    return found


# ── Resuming ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def interrupted(*, now: datetime | None = None) -> list[int]:
    """Runs that nobody works on: begun ones at once, queued ones when their message must be lost (five minutes)."""
    now = now or timezone.now()
    lost = []
    for run in MatchRun.objects.filter(state__in=ACTIVE).order_by("pk"):
        if run.state == MatchRun.State.QUEUED and run.asked_at > now - timedelta(minutes=5):
            continue
        with run_lock(run.pk) as free:
            if free and _has_free_shard(run):
                lost.append(run.pk)
    return lost


def _has_free_shard(run: MatchRun) -> bool:
    left = run.need_matches.filter(finished_at=None).values_list("shard", flat=True).distinct()
    for shard in set(left) or {""}:
        with shard_lock(run.pk, shard) as free:
            if free:
                return True
    return False
