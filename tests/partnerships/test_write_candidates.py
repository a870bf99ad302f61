"""What the matcher writes: new, changed and withdrawn suggestions, and never over an answer."""

import pytest

from partnerships.models import (
    DeclineReason,
    Suggestion,
    SuggestionStatus,
    SuggestionStatusChange,
)
from partnerships.services.lists import write_candidates
from partnerships.services.suggestions import (
    decline,
    show_interest,
    withdraw_unanswered,
)
from tests import builders

pytestmark = pytest.mark.django_db


def rows() -> list[tuple]:
    return list(
        Suggestion.objects.order_by("pk").values_list(
            "pk", "umkm", "score", "status", "run", "updated_at"
        )
    )


@pytest.fixture
def firms(db):
    return [builders.make_verified_umkm() for _ in range(3)]


def test_writing_the_same_list_twice_changes_nothing(need, firms):
    candidates = [builders.make_candidate(firm) for firm in firms]
    assert write_candidates(need.pk, candidates, run=builders.make_run(need)) == (3, 0)
    before, log = rows(), SuggestionStatusChange.objects.count()
    assert write_candidates(need.pk, candidates, run=builders.make_run(need)) == (0, 0)
    assert rows() == before
    assert SuggestionStatusChange.objects.count() == log == 3


def test_new_score_is_written_to_what_nobody_answered(need, firms):
    run = builders.make_run(need)
    write_candidates(need.pk, [builders.make_candidate(firms[0], score=60.0)], run=run)
    again = builders.make_run(need)
    assert write_candidates(
        need.pk, [builders.make_candidate(firms[0], score=61.0)], run=again
    ) == (1, 0)
    suggestion = Suggestion.objects.get()
    assert (float(suggestion.score), suggestion.run) == (61.0, again)


@pytest.mark.parametrize("answer", ["interested", "declined", "matched"])
def test_an_answer_is_never_overwritten(suggestion, alice, buyer, need, answer):
    if answer == "declined":
        suggestion = decline(suggestion, actor=alice, reason=DeclineReason.PRICE)
    else:
        suggestion = show_interest(suggestion, actor=alice)
    if answer == "matched":
        suggestion = show_interest(suggestion, actor=buyer)
    before = rows()
    better = builders.make_candidate(suggestion.umkm, score=99.0)
    assert write_candidates(need.pk, [better], run=builders.make_run(need)) == (0, 0)
    assert rows() == before
    assert write_candidates(need.pk, [], run=builders.make_run(need)) == (0, 0)
    assert rows() == before


def test_what_fits_no_more_is_withdrawn_and_comes_back(suggestion, need):
    candidate = builders.make_candidate(suggestion.umkm)
    assert write_candidates(need.pk, [], run=builders.make_run(need)) == (0, 1)
    suggestion.refresh_from_db()
    assert suggestion.status == SuggestionStatus.WITHDRAWN
    assert not Suggestion.objects.live().exists()
    assert write_candidates(need.pk, [candidate], run=builders.make_run(need)) == (1, 0)
    suggestion.refresh_from_db()
    assert suggestion.status == SuggestionStatus.SUGGESTED
    verbs = suggestion.changes.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["suggest", "withdraw", "suggest_again"]


def test_a_run_for_one_umkm_leaves_the_others(need, firms):
    candidates = [builders.make_candidate(firm) for firm in firms]
    write_candidates(need.pk, candidates, run=builders.make_run(need))
    run = builders.make_run(need)
    assert write_candidates(need.pk, [], run=run, among=[firms[0].pk]) == (0, 1)
    assert set(Suggestion.objects.live().values_list("umkm", flat=True)) == {
        firms[1].pk,
        firms[2].pk,
    }


def test_a_closed_need_takes_its_unanswered_suggestions_along(need, firms, alice, verified_umkm):
    write_candidates(
        need.pk,
        [builders.make_candidate(firm) for firm in (*firms, verified_umkm)],
        run=builders.make_run(need),
    )
    show_interest(Suggestion.objects.get(umkm=verified_umkm), actor=alice)
    assert withdraw_unanswered(need.pk) == 3
    assert [row.umkm for row in Suggestion.objects.live()] == [verified_umkm]


def test_writing_costs_the_same_for_one_and_for_many(need, django_assert_max_num_queries):
    firms = [builders.make_verified_umkm() for _ in range(8)]
    candidates = [builders.make_candidate(firm) for firm in firms]
    with django_assert_max_num_queries(8):
        write_candidates(need.pk, candidates, run=None)
