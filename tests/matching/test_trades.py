"""Trades by KBLI: how alike two codes are, and what is made of a need or an offer that states none."""

import numpy as np
import pytest
from scipy import sparse

from partnerships.matching import Engine, Snapshot
from partnerships.matching.columns import Codes
from partnerships.matching.trades import GUESSED, MOVED, SEEN, Guesser, Trades
from tests.matching.samples import LEXICON, demand, offer

WEAVING = ("2020", "13121")


def likeness(asked, *offered, moves=()) -> list[float]:
    codes = Codes()
    for code in offered:
        codes.number(code)
    return Trades(codes, moves).likeness(asked).tolist()


# ── Codes ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ("13121", 1.0),
        ("13129", 0.6),
        ("13199", 0.35),
        ("13999", 0.15),
        ("14121", 0.0),
        ("23121", 0.0),
    ],
)
def test_codes_are_as_alike_as_the_digits_they_begin_with(other, alike):
    assert likeness(WEAVING, ("2020", other)) == [alike]


def test_what_versions_have_in_common_is_not_their_digits():
    """13133 was printing of cloth in 2020 and is something else in 2025."""
    assert np.isnan(likeness(("2020", "13133"), ("2025", "13133"))).all()


def test_a_code_that_moved_is_the_same_trade_in_both_directions():
    moves = [(("2020", "13133"), ("2025", "13913"))]
    offered = [("2025", "13913"), ("2025", "13919"), ("2025", "13133")]
    asked = likeness(("2020", "13133"), *offered, moves=moves)
    assert asked == pytest.approx([MOVED, 0.6 * MOVED, 0.15 * MOVED])
    assert likeness(("2025", "13913"), ("2020", "13133"), moves=moves) == [MOVED]
    assert np.isnan(likeness(("2025", "13133"), ("2020", "13133"), moves=moves)).all()


def test_of_several_successors_the_nearest_counts():
    moves = [(("2020", "10794"), ("2025", code)) for code in ("10791", "10830")]
    assert likeness(("2020", "10794"), ("2025", "10830"), moves=moves) == [MOVED]


def test_a_code_that_comes_later_is_compared_too():
    codes = Codes()
    codes.number(WEAVING)
    trades = Trades(codes)
    assert trades.likeness(WEAVING).tolist() == [1.0]
    codes.number(("2020", "13129"))
    assert trades.likeness(WEAVING).tolist() == [1.0, 0.6]


def test_a_re_used_code_brings_nobody_and_a_moved_one_does():
    """No word in common: only the trade can bring them together."""
    silent = {"clusters": frozenset(), "kbli": ("2020", "13133")}
    need = demand("Xyzzy", **silent)
    row = offer("Plugh", kbli=("2025", "13133"), cluster="batik")
    assert not Engine(Snapshot([row], LEXICON)).match(need).candidates
    moved = Snapshot([row], LEXICON, [(("2020", "13133"), ("2025", "13133"))])
    (candidate,) = Engine(moved).match(need).candidates
    assert candidate.parts["kbli"] == MOVED


# ── Guesses ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def guesser(rows: list[tuple[int, set[int]]], codes: int, terms: int) -> Guesser:
    """(code, the terms that the offer says) each."""
    said = np.array([[float(term in words) for term in range(terms)] for _, words in rows])
    return Guesser(sparse.csr_matrix(said), np.array([code for code, _ in rows]), codes)


def guess(known: Guesser, *words: int) -> int:
    terms = known.evidence.shape[1]
    row = np.array([[float(term in words) for term in range(terms)]])
    return int(known.guess(sparse.csr_matrix(row))[0])


def test_a_word_that_one_trade_says_often_names_it():
    known = guesser([(0, {0})] * SEEN + [(1, {1})] * SEEN, codes=2, terms=3)
    assert (guess(known, 0), guess(known, 1)) == (0, 1)


def test_a_trade_that_was_seen_seldom_is_never_guessed():
    known = guesser([(0, {0})] * (SEEN - 1) + [(1, {1})] * SEEN, codes=2, terms=2)
    assert guess(known, 0) != 0


def test_a_word_that_all_trades_say_names_none():
    known = guesser([(0, {0})] * SEEN + [(1, {0})] * SEEN, codes=2, terms=2)
    assert guess(known, 0) == -1


def test_no_words_no_guess():
    known = guesser([(0, {0})] * SEEN, codes=1, terms=1)
    assert guess(known) == -1
    assert guess(guesser([(-1, {0})] * SEEN, codes=0, terms=1), 0) == -1


def weavers(count: int = SEEN) -> list:
    others = [offer("Keripik tempe", cluster="makanan-olahan", kbli=("2020", "10794"))] * SEEN
    return [offer("Kain lurik", kbli=WEAVING) for _ in range(count)] + others


def part_of(rows, need, row) -> float | None:
    explanation = Engine(Snapshot([*rows, row], LEXICON)).explain(need, row.umkm_id)
    (part,) = (part for part in explanation.parts if part.code == "kbli")
    return part.value


def test_a_guessed_code_counts_less_than_a_stated_one():
    stated, silent = offer("Kain lurik", kbli=WEAVING), offer("Kain lurik", kbli=None)
    assert part_of(weavers(), demand(), stated) == 1.0
    assert part_of(weavers(), demand(), silent) == pytest.approx(GUESSED)
    open_need = demand(kbli=None)
    assert part_of(weavers(), open_need, stated) == pytest.approx(GUESSED)
    assert part_of(weavers(), open_need, silent) == pytest.approx(GUESSED**2)


def test_a_need_without_a_code_is_compared_by_its_words_alone_where_they_are_seldom():
    assert part_of(weavers(SEEN - 1), demand(kbli=None), offer("Kain lurik", kbli=None)) is None
