"""A worker that is killed in the middle of a full run: the next one goes on, nothing is lost, nothing is doubled."""

from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from investors.models import Need
from partnerships.models import MatchRun, Suggestion
from partnerships.services.matching import ask_full_run
from partnerships.services.suggestions import decline, show_interest
from partnerships.tasks import perform_match
from tests import builders
from tests.e2e.conftest import wait_until

#: More needs than a worker may take into one transaction, and the one at which it is killed.
NEEDS, KILLED_AT, FIRMS = 120, 90, 5


@dataclass
class Market:
    """Needs and firms that fit each other, and nothing matched yet but what stands here."""

    needs: list[Need]
    #: Two suggestions that people have answered, with scores that the matcher would never give.
    answered: QuerySet[Suggestion]
    #: One that nobody has answered, which the matcher has to write anew.
    stale: Suggestion


@pytest.fixture
def market(transactional_db):
    company = builders.make_verified_company()
    firms = [builders.make_verified_umkm(with_account=True) for _ in range(FIRMS)]
    needs = [builders.make_need(company) for _ in range(NEEDS)]
    wanted = builders.make_suggestion(needs[0], firms[0], score=1.5)
    refused = builders.make_suggestion(needs[0], firms[1], score=2.5)
    show_interest(wanted, actor=firms[0].members.get().user)
    decline(refused, actor=company.members.get().user, reason="price")
    return Market(
        needs,
        Suggestion.objects.filter(pk__in=[wanted.pk, refused.pk]),
        builders.make_suggestion(needs[KILLED_AT], firms[0], score=3.5),
    )


def rows(suggestions):
    return list(suggestions.order_by("pk").values())


def number(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def waiting_for_us() -> int:
    """How many sessions stand before a row that we hold."""
    return number(
        "SELECT count(*) FROM pg_locks"
        " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    )


def other_sessions() -> int:
    """How many others are connected to the test's database."""
    return number(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


def test_a_killed_run_is_completed_by_the_next_worker(market, start_worker):
    before = rows(market.answered)
    first = start_worker()
    run = ask_full_run()
    with transaction.atomic():
        # While we hold this row, the worker stands before it: in the middle of its run, and of a need.
        Suggestion.objects.select_for_update().get(pk=market.stale.pk)
        perform_match.delay(run.pk)
        wait_until("the worker stands in the middle of its run", waiting_for_us)
        first.kill()
        run.refresh_from_db()
        assert (run.state, run.total) == (MatchRun.State.RUNNING, NEEDS)
        assert 1 <= run.done <= NEEDS - 1
    wait_until("the killed worker's connection has ended", lambda: not other_sessions())

    finished = run.need_matches.exclude(finished_at=None)
    first_half = dict(finished.values_list("pk", "finished_at"))
    assert len(first_half) == run.done
    market.stale.refresh_from_db()
    assert market.stale.score == 3.5  # the need that it was at is as if it had not begun

    start_worker()

    def is_over():
        run.refresh_from_db()
        return run.state not in {MatchRun.State.QUEUED, MatchRun.State.RUNNING}

    wait_until("the second worker has ended the run", is_over)
    assert (run.state, run.done, run.total) == (MatchRun.State.DONE, NEEDS, NEEDS)
    assert finished.count() == NEEDS
    # What the first had finished, the second has not done again; what people had answered, neither has touched.
    assert dict(finished.filter(pk__in=first_half).values_list("pk", "finished_at")) == first_half
    assert rows(market.answered) == before

    # Each need has its list, the same on either side of the kill, and each suggestion was written once. A matcher that
    # remembers who was refused by this company may leave that one firm out.
    lists = [need.suggestions.live().count() for need in market.needs[1:]]
    assert set(lists) in ({FIRMS}, {FIRMS - 1})
    fresh = Suggestion.objects.exclude(pk__in=[row["id"] for row in before])
    assert run.written == fresh.count()
    for row in fresh:
        assert row.score != 3.5
        assert row.changes.filter(verb="suggest").count() == 1
