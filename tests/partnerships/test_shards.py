"""A full run in parts, on which several workers work at once: the same result, whoever does what and whoever is killed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection
from django.utils import timezone

from partnerships.models import MatchRun, NeedMatch, Suggestion, SuggestionStatusChange
from partnerships.services import matching, supply
from partnerships.services.lists import write_lists
from partnerships.services.matching import (
    ask_full_run,
    begin,
    finish,
    interrupted,
    perform,
    perform_shard,
    shard_lock,
)
from tests import builders

pytestmark = pytest.mark.django_db

NOW = timezone.now()


class Killed(BaseException):
    """As a worker ends that is killed."""


@pytest.fixture
def world(db):
    """Two parts: three needs of lurik and two of batik, and more firms for each than there are places."""
    company = builders.make_verified_company()
    trades = (("Kain lurik", "lurik"), ("Batik tulis", "batik"))
    builders.make_many_verified(
        *(
            builders.product(name=name, cluster=cluster, price_min=50_000 + 100 * at)
            for at in range(22)
            for name, cluster in trades
        )
    )
    for _ in range(3):
        builders.make_need(company, title="Kain lurik", clusters=["lurik"])
    for _ in range(2):
        builders.make_need(
            company, title="Batik tulis", text="Batik tulis untuk seragam.", clusters=["batik"]
        )
    start_again()


def start_again() -> None:
    MatchRun.objects.all().delete()
    Suggestion.objects.all().delete()


def rows() -> list[tuple]:
    return list(
        Suggestion.objects.order_by("need", "umkm").values_list(
            "need", "umkm", "score", "status", "lifted"
        )
    )


def of_one_worker() -> list[tuple]:
    run = ask_full_run(now=NOW)
    assert perform(run.pk, now=NOW) == 5
    expected = rows()
    assert len(expected) == 5 * matching.LIMIT
    start_again()
    return expected


def test_a_run_falls_into_parts_by_cluster(world):
    run = ask_full_run(now=NOW)
    assert begin(run.pk, now=NOW) == ["batik", "lurik"]
    assert begin(run.pk, now=NOW) == ["batik", "lurik"]  # whoever asks again is told the same
    assert NeedMatch.objects.count() == 5
    run.refresh_from_db()
    assert (run.state, run.total, run.done) == (MatchRun.State.RUNNING, 5, 0)
    assert perform_shard(run.pk, "batik", now=NOW) == 2
    assert begin(run.pk, now=NOW) == ["lurik"]
    assert not finish(run.pk, now=NOW)
    assert perform_shard(run.pk, "batik", now=NOW) == 0
    assert perform_shard(run.pk, "lurik", now=NOW) == 3
    assert finish(run.pk, now=NOW)
    assert not finish(run.pk, now=NOW)
    assert begin(run.pk, now=NOW) == []
    run.refresh_from_db()
    assert (run.state, run.done, run.finished_at) == (MatchRun.State.DONE, 5, NOW)


def test_a_run_over_nothing_is_over_at_once(db):
    run = ask_full_run(now=NOW)
    assert begin(run.pk, now=NOW) == []
    assert finish(run.pk, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_workers_give_what_one_gives(world, monkeypatch):
    """Also as threads of one process, while a transaction is open elsewhere: then each reads all firms again, and what it puts
    anew must not reach the list that the other is in the middle of."""
    monkeypatch.setattr(supply, "_horizon", lambda: 0)
    expected = of_one_worker()
    run = ask_full_run(now=NOW)
    parts = begin(run.pk, now=NOW)
    start = Barrier(2)

    def work(part):
        try:
            start.wait(timeout=20)
            done = perform_shard(run.pk, part, now=NOW)
            return done, finish(run.pk, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(work, parts))
    assert [matched for matched, _ in done] == [2, 3]
    assert sum(closed for _, closed in done) == 1
    assert rows() == expected
    run.refresh_from_db()
    assert (run.state, run.done, run.written) == (MatchRun.State.DONE, 5, len(expected))
    assert SuggestionStatusChange.objects.count() == len(expected)


@pytest.mark.django_db(transaction=True)
def test_two_on_the_same_part_do_it_once(world):
    run = ask_full_run(now=NOW)
    begin(run.pk, now=NOW)
    start = Barrier(2)

    def work(_):
        try:
            start.wait(timeout=20)
            return perform_shard(run.pk, "lurik", now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, range(2))) == [0, 3]
    run.refresh_from_db()
    assert run.done == 3


@pytest.mark.parametrize("finished", range(3))
def test_a_killed_part_goes_on_beside_the_other(world, monkeypatch, finished):
    """Killed after some of its needs; the other part was done meanwhile; what is left ends the same."""
    expected = of_one_worker()
    run = ask_full_run(now=NOW)
    begin(run.pk, now=NOW)
    calls = []

    def die_after(*args, **kwargs):
        result = write_lists(*args, **kwargs)
        calls.append(args)
        if len(calls) > finished:
            raise Killed
        return result

    monkeypatch.setattr(matching, "BLOCK", 1)
    monkeypatch.setattr(matching, "write_lists", die_after)
    with pytest.raises(Killed):
        perform_shard(run.pk, "lurik", now=NOW)
    monkeypatch.undo()
    assert perform_shard(run.pk, "batik", now=NOW) == 2
    assert not finish(run.pk, now=NOW)
    assert interrupted(now=NOW) == [run.pk]
    assert perform(run.pk, now=NOW) == 3 - finished
    assert rows() == expected
    run.refresh_from_db()
    assert (run.state, run.done, run.written) == (MatchRun.State.DONE, 5, len(expected))
    assert SuggestionStatusChange.objects.count() == len(expected)


@pytest.mark.django_db(transaction=True)
def test_only_runs_with_a_free_part_are_taken_up(world):
    run = ask_full_run(now=NOW)
    begin(run.pk, now=NOW)
    held, release = Event(), Event()

    def hold(parts):
        try:
            with shard_lock(run.pk, parts[0]) as first, shard_lock(run.pk, parts[-1]) as last:
                assert first
                assert last
                held.set()
                assert release.wait(timeout=20)
        finally:
            connection.close()

    for parts, lost in ((["batik", "lurik"], []), (["batik"], [run.pk])):
        held.clear()
        release.clear()
        with ThreadPoolExecutor(1) as pool:
            holder = pool.submit(hold, parts)
            assert held.wait(timeout=20)
            assert interrupted(now=NOW) == lost
            assert perform_shard(run.pk, "batik", now=NOW) == 0
            release.set()
            holder.result()
    assert interrupted(now=NOW) == [run.pk]
    perform(run.pk, now=NOW)
    assert interrupted(now=NOW) == []


def test_a_killed_end_is_made_good(world, monkeypatch):
    """All parts are done, and whoever was to form the groups and close the run is dead."""
    run = ask_full_run(now=NOW)

    def die(*_args, **_kwargs):
        raise Killed

    monkeypatch.setattr(matching, "form_groups", die)
    with pytest.raises(Killed):
        perform(run.pk, now=NOW)
    monkeypatch.undo()
    run.refresh_from_db()
    assert (run.state, run.done) == (MatchRun.State.RUNNING, 5)
    assert interrupted(now=NOW) == [run.pk]
    assert perform(run.pk, now=NOW) == 0
    run.refresh_from_db()
    assert run.state == MatchRun.State.DONE


def test_parts_of_two_runs_have_locks_of_their_own():
    with (
        shard_lock(1, "lurik") as mine,
        shard_lock(1, "batik") as other,
        shard_lock(2, "") as third,
    ):
        assert mine
        assert other
        assert third
