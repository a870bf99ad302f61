"""The peers answer a small market as one would by hand, and agree where they must."""

from math import log

import numpy as np
import pytest

from partnerships.bench.peers import PEERS, Bm25, best_firms
from partnerships.bench.postgres import full_text

TEXTS = [
    "Kursi tamu jati. Garapan halus",
    "Kursi makan mahoni",
    "Keripik tempe pedas. Kemasan rapi",
    "Meja kursi tamu jati ukir",
    "Susu segar murni",
]
FIRM = np.array([0, 0, 1, 2, 3])


@pytest.mark.parametrize("name", sorted(PEERS))
def test_the_firm_with_the_words_comes_first(name):
    peer = PEERS[name]()
    peer.build(TEXTS, FIRM)
    chairs, crisps, unknown = peer.search(["kursi tamu jati", "keripik tempe", "zzz"], 10)
    assert set(chairs.tolist()) == {0, 2}
    assert crisps.tolist() == [1]
    assert unknown.tolist() == []


def test_bm25_by_hand():
    peer = Bm25()
    peer.build(["a b", "a c c", "d"], np.arange(3))
    rarity = log(1 + (3 - 1 + 0.5) / 1.5)
    length = 3 / 2
    expected = rarity * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * length))
    assert peer.by_word[peer.vocabulary["c"], 1] == pytest.approx(expected, rel=1e-5)


def test_best_firms_takes_each_firm_once_by_its_best_product():
    rows, scores = np.arange(6), np.array([1.0, 5.0, 2.0, 4.0, 3.0, 5.0])
    firm = np.array([0, 0, 1, 1, 2, 3])
    assert best_firms(rows, scores, firm, 10).tolist() == [0, 3, 1, 2]
    assert best_firms(rows, scores, firm, 2).tolist() == [0, 3]


def test_best_firms_looks_further_when_one_firm_fills_the_top():
    rows = np.arange(200)
    firm = np.array([0] * 190 + list(range(1, 11)))
    scores = np.linspace(10, 1, 200)
    assert best_firms(rows, scores, firm, 5).tolist() == [0, 1, 2, 3, 4]


@pytest.mark.django_db
def test_postgres_finds_the_same_firms():
    lists, build, search = full_text(TEXTS, FIRM, ["kursi tamu jati", "keripik tempe", "zzz"], 10)
    assert set(lists[0].tolist()) == {0, 2}
    assert lists[1].tolist() == [1]
    assert lists[2].tolist() == []
    assert min(build, search) > 0
