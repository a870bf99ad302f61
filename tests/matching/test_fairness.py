"""Who gets a place on a list: the best always, the rest in turns, and never at a price that a buyer would feel."""

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.matching import FAIR, PLAIN, Ledger, Policy, choose
from partnerships.matching.fairness import POOL, place_weight
from tests.matching.test_properties import steady

LIMIT = 5


def ranking(*scores: float) -> tuple[np.ndarray, np.ndarray]:
    """UMKM 1, 2, 3 ... in the order of a plain ranking."""
    ordered = np.array(sorted(scores, reverse=True))
    return np.arange(1, len(ordered) + 1), ordered


def chosen(scores, shown=None, waiting=(), held=(), policy=FAIR, limit=LIMIT):
    return choose(*ranking(*scores), limit, Ledger(shown), waiting, held, policy)


CLOSE = [80.0 - step / 10 for step in range(12)]


def test_without_history_the_list_is_the_plain_one():
    assert chosen(CLOSE).positions == (0, 1, 2, 3, 4)


def test_who_has_been_shown_much_makes_room_for_the_nearly_as_good():
    choice = chosen(CLOSE, shown={4: 10.0, 5: 10.0})
    assert choice.positions == (0, 1, 2, 5, 6)
    assert choice.lifted == frozenset()


def test_the_best_stay_however_often_they_were_shown():
    assert chosen(CLOSE, shown=dict.fromkeys(range(1, 6), 1e6)).positions[:3] == (0, 1, 2)


def test_nobody_comes_from_below_the_floor():
    scores = [80.0, 80.0, 80.0, 80.0, 80.0, 68.0, 67.9]  # the floor is 0.85 * 80 = 68
    shown = dict.fromkeys(range(1, 6), 1e9)
    assert chosen(scores, shown=shown).positions == (0, 1, 2, 3, 5)
    assert chosen(scores, waiting={7}, shown=shown).positions == (0, 1, 2, 3, 5)


def test_a_list_with_room_for_all_takes_all():
    for scores in ([], [50.0], CLOSE[:LIMIT]):
        choice = chosen(scores, waiting={1, 2}, shown={1: 1e9})
        assert choice.positions == tuple(range(len(scores)))
        assert choice.lifted == frozenset()


# ── Waiting ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_waits_gets_a_place_outside_the_plain_list_the_best_first():
    choice = chosen(CLOSE, waiting={7, 9, 11})
    assert choice.positions == (0, 1, 2, 6, 8)
    assert choice.lifted == {6, 8}


def test_who_has_waited_longest_comes_first():
    waiting = {7: 300, 9: 100, 10: 200, 11: 100}
    choice = choose(*ranking(*CLOSE), LIMIT, Ledger(), waiting, since=waiting)
    assert choice.lifted == {8, 10}


def test_who_waits_but_is_on_the_plain_list_needs_no_place():
    choice = chosen(CLOSE, waiting={1, 4, 5})
    assert (choice.positions, choice.lifted) == ((0, 1, 2, 3, 4), frozenset())


def test_who_would_be_pushed_out_by_others_turns_has_the_same_claim():
    """Otherwise the last places of a plain list were never anybody's: always in it, and always pushed out."""
    assert chosen(CLOSE, waiting={4, 5, 8, 9}).lifted == {3, 4}
    assert chosen(CLOSE, waiting={4, 5, 8}).lifted == {4, 7}  # one pushes, and one would be pushed


def test_who_has_a_place_for_waiting_keeps_it_before_others_get_one():
    choice = chosen(CLOSE, waiting={6, 7}, held={12})
    assert choice.lifted == {11, 5}
    both = chosen(CLOSE, waiting={6, 7}, held={11, 12})
    assert both.lifted == {10, 11}
    assert both.positions == (0, 1, 2, 10, 11)


def test_one_who_waits_and_holds_takes_one_place_only():
    choice = chosen(CLOSE, waiting={6, 12}, held={12})
    assert choice.lifted == {11, 5}


def test_the_best_keep_their_places_before_those_who_wait():
    policy = Policy(kept=4, waiting_places=3)
    assert chosen(CLOSE, waiting={8, 9, 10}, policy=policy).positions == (0, 1, 2, 3, 7)


@pytest.mark.parametrize("policy", [PLAIN, Policy(gamma=0.0, waiting_places=0)])
def test_without_gamma_and_places_fairness_is_the_plain_list(policy):
    choice = chosen(CLOSE, shown={1: 1e9, 4: 7.0}, waiting={9}, held={10}, policy=policy)
    assert (choice.positions, choice.lifted) == ((0, 1, 2, 3, 4), frozenset())


@pytest.mark.parametrize(
    "given",
    [{"gamma": -0.1}, {"gamma": 1.1}, {"floor": 0.0}, {"floor": 1.1}, {"kept": -1}]
    + [{"waiting_places": -1}],
)
def test_a_policy_of_nonsense_is_refused(given):
    with pytest.raises(ValueError):
        Policy(**given)


# ── What holds for any list ──────────────────────────────────────────────────────────────────────────────────────────

some_scores = st.lists(st.integers(1, 1000).map(lambda tenth: tenth / 10), max_size=40)
some_ids = st.frozensets(st.integers(1, 40), max_size=12)
policies = st.builds(
    Policy,
    gamma=st.floats(0, 1),
    kept=st.integers(0, 6),
    waiting_places=st.integers(0, 4),
    floor=st.floats(0.5, 1),
)


@steady
@given(
    some_scores,
    st.integers(1, 20),
    st.dictionaries(st.integers(1, 40), st.floats(0, 1e6)),
    some_ids,
    some_ids,
    policies,
)
def test_any_choice_is_whole_sorted_and_costs_no_more_than_the_floor(
    scores, limit, shown, waiting, held, policy
):
    ids, values = ranking(*scores)
    choice = choose(ids, values, limit, Ledger(shown), waiting, held, policy)
    positions = list(choice.positions)
    assert len(positions) == min(limit, len(scores))
    assert positions == sorted(set(positions))
    assert set(range(min(policy.kept, len(positions)))) <= set(positions)
    if len(scores) > limit:
        # Each place is worth at least the floor of the last plain one: that bounds what the whole list can lose.
        assert (values[positions] >= policy.floor * values[limit - 1] - 1e-9).all()
    assert choice.lifted <= set(positions)
    assert len(choice.lifted) <= policy.waiting_places
    assert all(at >= limit - policy.waiting_places for at in choice.lifted)
    assert {int(ids[at]) for at in choice.lifted} <= waiting | held
    again = choose(ids, values, limit, Ledger(shown), sorted(waiting), sorted(held), policy)
    assert again == choice


def test_places_are_given_among_so_many():
    scores = [50.0] * (POOL + 50)
    last = POOL + 1  # the first UMKM outside the pool
    assert last - 1 not in chosen(scores, waiting={last}).positions
    assert last - 2 in chosen(scores, waiting={last - 1}).positions


# ── The ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_place_is_worth_less_further_down():
    assert place_weight(1) == 1.0
    assert place_weight(3) == pytest.approx(1 / log2(4)) == 0.5
    weights = [place_weight(rank) for rank in range(1, 21)]
    assert weights == sorted(weights, reverse=True)


def test_the_ledger_adds_up_what_each_was_shown():
    ledger = Ledger({7: 2.0})
    ledger.show([5, 7])
    ledger.show([7])
    assert ledger.of(5) == 1.0
    assert ledger.of(7) == pytest.approx(2.0 + place_weight(2) + 1.0)
    assert ledger.of(99) == 0.0
    assert dict(ledger.items()).keys() == {5, 7}


def test_the_ledger_keeps_its_own_book():
    given = {1: 1.0}
    Ledger(given).show([1])
    assert given == {1: 1.0}


def test_over_many_lists_places_go_round():
    """Twelve as good as each other and a list of five: after many lists none has been left out."""
    ledger, seen = Ledger(), set()
    ids, values = ranking(*[70.0] * 12)
    for _ in range(12):
        choice = choose(ids, values, LIMIT, ledger)
        members = [int(ids[at]) for at in choice.positions]
        ledger.show(members)
        seen.update(members)
    assert seen == set(range(1, 13))
