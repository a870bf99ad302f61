"""Runs of the matcher: asked once, done once, and taken up where a killed worker left them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import connection
from django.utils import timezone

from investors.models import Need
from kemitraan.reference.lexicon import read_lexicon
from partnerships.models import MatchRun, NeedMatch, Suggestion, SuggestionStatusChange
from partnerships.services import matching
from partnerships.services.lists import write_lists
from partnerships.services.matching import (
    ask_full_run,
    ask_need_run,
    ask_umkm_run,
    interrupted,
    perform,
    run_lock,
)
from partnerships.services.weights import active_weights
from tests import builders
from umkm.models import Umkm

pytestmark = pytest.mark.django_db

NEEDS = 4


class Killed(BaseException):
    """As a worker ends that is killed: no `except Exception` sees it."""


@pytest.fixture
def world(db):
    """Four needs and five UMKM that fit them."""
    company = builders.make_verified_company()
    for _ in range(5):
        builders.make_verified_umkm()
    for _ in range(NEEDS):
        builders.make_need(company)
    MatchRun.objects.all().delete()  # those that the receivers have asked for
    Suggestion.objects.all().delete()


def written() -> list[tuple]:
    return list(
        Suggestion.objects.order_by("need", "umkm").values_list(
            "need", "umkm", "product", "score", "company_score", "umkm_score", "status"
        )
    )


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_run_is_asked_once(officer):
    run = ask_full_run(asked_by=officer)
    assert ask_full_run() == run
    MatchRun.objects.update(state=MatchRun.State.RUNNING)
    assert ask_full_run() == run
    MatchRun.objects.update(state=MatchRun.State.DONE)
    assert ask_full_run() != run


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_moment_get_one_run():
    start = Barrier(2)

    def ask(_number):
        try:
            start.wait(timeout=10)
            return ask_full_run().pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        keys = set(pool.map(ask, range(2)))
    assert len(keys) == MatchRun.objects.count() == 1


def test_a_need_whose_run_is_queued_gets_no_second_one(need, officer):
    MatchRun.objects.all().delete()
    run = ask_need_run(need, asked_by=officer)
    assert ask_need_run(need) == run
    assert ask_need_run(builders.make_need(need.company)) != run
    MatchRun.objects.filter(pk=run.pk).update(state=MatchRun.State.RUNNING)
    second = ask_need_run(need)  # the one that runs may have read the need already
    assert second != run
    assert perform(second.pk) == 1
    assert ask_need_run(need) not in (run, second)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_for_one_need_at_the_same_moment_get_one_run():
    need = builders.make_need()
    MatchRun.objects.all().delete()
    start = Barrier(2)

    def ask(_number):
        try:
            start.wait(timeout=10)
            return ask_need_run(need).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        keys = set(pool.map(ask, range(2)))
    assert len(keys) == MatchRun.objects.count() == 1


# ── Working ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_run_matches_every_open_need(world):
    run = ask_full_run()
    assert perform(run.pk) == NEEDS
    run.refresh_from_db()
    assert (run.state, run.total, run.done) == (MatchRun.State.DONE, NEEDS, NEEDS)
    assert run.written == Suggestion.objects.count() > 0
    assert set(Suggestion.objects.values_list("need", flat=True)) == set(
        NeedMatch.objects.values_list("need", flat=True)
    )
    assert not NeedMatch.objects.filter(finished_at=None).exists()


def test_every_run_says_with_which_weights_and_words(world):
    need, umkm = Need.objects.first(), Umkm.objects.first()
    for run in (ask_full_run(), ask_need_run(need), ask_umkm_run(umkm)):
        perform(run.pk)
        run.refresh_from_db()
        assert run.weights_version == active_weights().version
        assert run.words_version == read_lexicon().version != "", run.kind


def test_a_second_run_over_the_same_data_writes_nothing(world):
    perform(ask_full_run().pk)
    before, log = written(), SuggestionStatusChange.objects.count()
    run = ask_full_run()
    perform(run.pk)
    run.refresh_from_db()
    assert (run.written, run.withdrawn) == (0, 0)
    assert written() == before
    assert SuggestionStatusChange.objects.count() == log


def test_a_run_that_is_over_is_not_done_again(world):
    run = ask_full_run()
    perform(run.pk)
    assert perform(run.pk) == 0


@pytest.mark.parametrize("finished", range(NEEDS))
def test_a_killed_run_goes_on_and_ends_the_same(world, monkeypatch, finished):
    expected_run = ask_full_run()
    perform(expected_run.pk)
    expected = written()
    assert expected
    Suggestion.objects.all().delete()
    MatchRun.objects.all().delete()

    calls = []

    def die_after(*args, **kwargs):
        """The kill comes in the middle of a need: after its rows are written, before its transaction ends."""
        result = write_lists(*args, **kwargs)
        calls.append(args)
        if len(calls) > finished:
            raise Killed
        return result

    run = ask_full_run()
    monkeypatch.setattr(matching, "BLOCK", 1)
    monkeypatch.setattr(matching, "write_lists", die_after)
    with pytest.raises(Killed):
        perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == (MatchRun.State.RUNNING, finished)
    assert interrupted() == [run.pk]

    monkeypatch.undo()
    assert perform(run.pk) == NEEDS - finished
    run.refresh_from_db()
    assert (run.state, run.done, run.written) == (MatchRun.State.DONE, NEEDS, len(expected))
    assert written() == expected
    assert SuggestionStatusChange.objects.count() == len(expected)


def test_what_goes_wrong_is_kept_in_the_ledger(world, monkeypatch):
    def fail(*_args, **_kwargs):
        raise ValueError("a number that is none")

    run = ask_full_run()
    monkeypatch.setattr(matching, "write_lists", fail)
    with pytest.raises(ValueError, match="none"):
        perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.failure) == (
        MatchRun.State.FAILED,
        "ValueError: a number that is none",
    )
    assert interrupted() == []
    assert ask_full_run() != run


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_run_do_it_once(world):
    """Both messages arrive: one works, the other sees that and leaves."""
    run = ask_full_run()
    start = Barrier(2)

    def work(_number):
        try:
            start.wait(timeout=10)
            return perform(run.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(work, range(2)))
    assert done == [0, NEEDS]
    run.refresh_from_db()
    assert (run.state, run.done, run.written) == ("done", NEEDS, Suggestion.objects.count())
    assert SuggestionStatusChange.objects.count() == run.written


@pytest.mark.django_db(transaction=True)
def test_a_run_that_somebody_works_on_is_left_alone(world):
    run = ask_full_run()
    MatchRun.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    held, release = Event(), Event()

    def hold():
        try:
            with run_lock(run.pk) as mine:
                assert mine
                held.set()
                release.wait(timeout=20)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        holder = pool.submit(hold)
        held.wait(timeout=10)
        assert interrupted() == []
        assert perform(run.pk) == 0
        release.set()
        holder.result()
    assert not Suggestion.objects.exists()
    assert interrupted() == [run.pk]
    assert perform(run.pk) == NEEDS


def test_a_fresh_message_is_given_time(world):
    run = ask_full_run()
    assert interrupted(now=run.asked_at + timedelta(minutes=4)) == []
    assert interrupted(now=run.asked_at + timedelta(minutes=6)) == [run.pk]


def test_one_need_and_one_umkm_give_what_the_full_run_gives(world):
    perform(ask_full_run().pk)
    expected = written()
    need = Suggestion.objects.order_by("need").first().need
    perform(ask_need_run(need).pk)
    umkm = Suggestion.objects.order_by("umkm").first().umkm
    perform(ask_umkm_run(umkm).pk)
    assert written() == expected


def test_an_umkm_that_is_suspended_leaves_the_lists(world):
    perform(ask_full_run().pk)
    umkm = Suggestion.objects.first().umkm
    others = Suggestion.objects.exclude(umkm=umkm).count()
    type(umkm).objects.filter(pk=umkm.pk).update(status="suspended")
    perform(ask_umkm_run(umkm).pk)
    assert not Suggestion.objects.live().filter(umkm=umkm).exists()
    assert Suggestion.objects.live().count() == others


def test_a_need_that_was_closed_meanwhile_loses_its_suggestions(world):
    perform(ask_full_run().pk)
    run = ask_full_run()
    need = Suggestion.objects.first().need
    run.need_matches.create(need=need)
    type(need).objects.filter(pk=need.pk).update(status="closed")
    MatchRun.objects.filter(pk=run.pk).update(state="running", total=1)
    perform(run.pk)
    assert not Suggestion.objects.live().filter(need=need).exists()
