"""The snapshot over time: firms change, contracts run, and it answers as one that was built anew."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.matching import Commitment, Engine, Record, Snapshot
from tests.matching.samples import LEXICON, demand, offer, wanted
from tests.matching.test_properties import demands, many_offers, offers, steady


def month(year: int, number: int) -> int:
    return year * 12 + number - 1


def listed(snapshot: Snapshot, need) -> list[int]:
    return [row.umkm_id for row in Engine(snapshot).match(need, limit=None).candidates]


def must_agree(snapshot: Snapshot, needs) -> None:
    """The list, the explanations and the answers for single firms say the same."""
    engine = Engine(snapshot)
    firms = sorted(set(snapshot.columns.umkm_id.tolist()))
    for need in needs:
        candidates = {row.umkm_id: row for row in engine.match(need, limit=None).candidates}
        explained = {umkm_id: engine.explain(need, umkm_id) for umkm_id in firms}
        for umkm_id in firms:
            assert explained[umkm_id].candidate == candidates.get(umkm_id)
            alone = engine.match_umkm([need], umkm_id)
            assert alone.get(need.need_id) == candidates.get(umkm_id)
        order = sorted(candidates, key=lambda key: (-explained[key].score, key))
        assert order == list(candidates)


# ── Firms that change ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_firm_that_offers_nothing_any_more_is_gone():
    rows = [offer() for _ in range(3)]
    snapshot = Snapshot(rows, LEXICON)
    snapshot = snapshot.replaced([rows[1].umkm_id], [])
    assert len(snapshot) == 2
    assert set(listed(snapshot, demand())) == {rows[0].umkm_id, rows[2].umkm_id}
    assert Engine(snapshot).explain(demand(), rows[1].umkm_id).product_id is None
    assert Engine(snapshot).match_umkm([demand()], rows[1].umkm_id) == {}
    must_agree(snapshot, [demand()])


def test_a_changed_firm_has_its_new_values():
    rows = [offer() for _ in range(3)]
    snapshot = Snapshot(rows, LEXICON)
    need = demand(required_certificates=frozenset({"halal"}), price_ceiling=60_000.0)
    assert listed(snapshot, need) == []
    changed = replace(
        rows[1],
        certificates={"halal": date(2027, 1, 1)},  # a kind that no offer had
        price_min=41_000.0,
        capacity=9999.0,
        lat=-7.0,
        lng=111.0,
        regency="35.28",
    )
    snapshot = snapshot.replaced([changed.umkm_id], [changed])
    assert listed(snapshot, need) == [changed.umkm_id]
    (row,) = snapshot.rows_of(changed.umkm_id)
    assert snapshot.columns.offer(row) == changed
    must_agree(snapshot, [need, demand()])


def test_new_firms_are_found_by_words_units_and_places_that_nobody_had():
    snapshot = Snapshot([offer() for _ in range(3)], LEXICON)
    need = wanted("Kursi meja jati", unit="set", lat=-6.9, lng=111.5, regency="35.28")
    assert listed(snapshot, need) == []
    chairs = offer(
        "Kursi meja jati", cluster="mebel", kbli=None, unit="set", lat=-6.9, lng=111.5,
        regency="35.28",
    )  # fmt: skip
    snapshot = snapshot.replaced([chairs.umkm_id], [chairs])
    (candidate,) = Engine(snapshot).match(need).candidates
    assert candidate.umkm_id == chairs.umkm_id
    assert "near" in {fact.code for fact in candidate.reasons}
    must_agree(snapshot, [need, demand()])


def test_a_new_name_of_a_thing_is_found_by_its_family():
    """The layer on top answers wider and narrower words as the first one does."""
    first, later = Snapshot([offer("Kursi"), offer()], LEXICON), Snapshot([offer()], LEXICON)
    chair = offer("Kursi")
    later = later.replaced([chair.umkm_id], [chair])
    for text in ("Mebel", "Furniture", "Kursi"):
        expected = [row.score for row in Engine(first).match(wanted(text)).candidates]
        assert [row.score for row in Engine(later).match(wanted(text)).candidates] == expected


def test_an_empty_snapshot_can_be_filled():
    snapshot = Snapshot([], LEXICON)
    assert listed(snapshot, demand()) == []
    row = offer()
    snapshot = snapshot.replaced([row.umkm_id], [row])
    assert listed(snapshot, demand()) == [row.umkm_id]
    snapshot = snapshot.replaced([row.umkm_id], [])
    assert listed(snapshot, demand()) == []


def test_a_firm_that_changes_again_and_again_has_only_its_last_words():
    row = offer("Kain lurik")
    snapshot = Snapshot([row, offer("Keripik tempe")], LEXICON)
    for text in ("Batik tulis", "Kursi jati", "Kain lurik motif hujan gerimis"):
        snapshot = snapshot.replaced([row.umkm_id], [replace(row, text=text)])
    assert len(snapshot) == 2
    assert listed(snapshot, wanted("Kain lurik")) == [row.umkm_id]
    assert listed(snapshot, wanted("Batik tulis")) == []
    must_agree(snapshot, [demand()])


def test_who_holds_a_snapshot_keeps_what_it_said():
    """Another thread may be in the middle of a list when a firm changes."""
    rows = [offer(capacity=4000.0, committed=0.0) for _ in range(3)]
    held = Snapshot(rows, LEXICON)
    need = demand()
    expected = Engine(held).match(need)
    later = held.replaced([rows[0].umkm_id], [replace(rows[0], lat=-7.0, lng=111.0)])
    later = later.replaced([rows[1].umkm_id], [])
    taken = Commitment(month(2026, 1), month(2027, 1), 3900.0)
    later = later.knowing({rows[2].product_id: [taken]}, {rows[2].umkm_id: Record(8, 0.1)})
    assert Engine(later).match(need) != expected
    assert Engine(held).match(need) == expected
    assert len(held) == len(held.columns) == 3
    must_agree(held, [need])
    must_agree(later, [need])


def test_staleness_is_the_share_of_rows_that_were_put_or_passed_over():
    rows = [offer() for _ in range(10)]
    snapshot = Snapshot(rows, LEXICON)
    assert snapshot.staleness == 0
    snapshot = snapshot.replaced([rows[0].umkm_id], [rows[0]])
    assert snapshot.staleness == pytest.approx(0.2)  # one passed over, one put
    snapshot = snapshot.replaced([rows[0].umkm_id], [rows[0]])
    assert snapshot.staleness == pytest.approx(0.3)


NEEDS = (
    demand(),
    demand("Batik tulis untuk seragam", need_id=8, clusters=frozenset({"batik"}), kbli=None),
    wanted("Keripik tempe", need_id=9, unit="meter"),
    wanted("woven striped fabric", need_id=10),
)


@settings(steady, max_examples=40)
@given(many_offers, st.lists(offers(), max_size=4), st.frozensets(st.integers(1, 4)))
def test_after_any_replacement_list_and_explanation_agree(rows, fresh, gone):
    snapshot = Snapshot(rows, LEXICON)
    firms = gone | {row.umkm_id for row in fresh}
    snapshot = snapshot.replaced(sorted(firms), fresh)
    must_agree(snapshot, NEEDS[:2])
    left = [row for row in rows if row.umkm_id not in firms]
    assert len(snapshot) == len(left) + len(fresh)


def market() -> list:
    """Twelve firms of each of five trades."""
    names = ("Kain lurik", "Selendang tenun", "Batik tulis", "Keripik tempe", "Konveksi seragam")
    clusters = ("lurik", "lurik", "batik", "makanan-olahan", "konveksi")
    return [
        offer(
            name,
            cluster=cluster,
            kbli=("2020", "13121") if cluster == "lurik" else None,
            umkm_id=100 * kind + number,
            product_id=1000 * kind + number,
            capacity=900.0 + 300 * number,
            lead_time_days=5 * number,
        )
        for kind, (name, cluster) in enumerate(zip(names, clusters, strict=True), start=1)
        for number in range(1, 13)
    ]


def test_many_replacements_give_what_a_snapshot_built_anew_gives():
    """Each firm changes its numbers and none its words, so that how rare a word is stays the same."""
    rows = market()
    snapshot = Snapshot(rows, LEXICON)
    changed = [
        replace(
            row,
            capacity=other.capacity,
            lead_time_days=other.lead_time_days,
            price_min=row.price_min + 500 * (row.umkm_id % 7),
        )
        for row, other in zip(rows, rows[::-1], strict=True)
    ]
    for start in range(0, len(rows), 7):
        part = changed[start : start + 7]
        snapshot = snapshot.replaced([row.umkm_id for row in part], part)
    anew = Snapshot(changed, LEXICON)
    for need in NEEDS:
        mine = Engine(snapshot).match(need, limit=None)
        theirs = Engine(anew).match(need, limit=None)
        assert mine == theirs
        assert mine.candidates
    assert len(snapshot) == len(anew)


# ── Many needs, one firm ─────────────────────────────────────────────────────────────────────────────────────────────


@settings(steady, max_examples=40)
@given(st.lists(demands(), min_size=1, max_size=4), many_offers)
def test_many_needs_are_answered_as_one_by_one(drawn, rows):
    needs = [replace(need, need_id=at) for at, need in enumerate(drawn)]
    engine = Engine(Snapshot(rows, LEXICON))
    assert engine.match_many(needs, limit=3) == [engine.match(need, limit=3) for need in needs]


@settings(steady, max_examples=40)
@given(st.lists(demands(), min_size=1, max_size=3), many_offers)
def test_one_firm_is_on_exactly_the_lists_that_have_it(drawn, rows):
    needs = [replace(need, need_id=at) for at, need in enumerate(drawn)]
    engine = Engine(Snapshot(rows, LEXICON))
    lists = {
        need.need_id: {row.umkm_id: row for row in engine.match(need, limit=None).candidates}
        for need in needs
    }
    for umkm_id in (1, 2, 3, 4, 99):
        expected = {key: found[umkm_id] for key, found in lists.items() if umkm_id in found}
        assert engine.match_umkm(needs, umkm_id) == expected


def test_more_needs_than_a_block_are_answered():
    needs = [demand(need_id=number) for number in range(130)]
    results = Engine(Snapshot([offer()], LEXICON)).match_many(needs)
    assert [result.need_id for result in results] == list(range(130))
    assert all(len(result.candidates) == 1 for result in results)


@pytest.fixture
def _hasty_threads():
    """They take turns a thousand times more often than usual, so that what may go wrong does."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("_hasty_threads")
def test_two_who_ask_one_snapshot_at_once_do_not_disturb_each_other():
    snapshot = Snapshot(market(), LEXICON)
    start = Barrier(2)

    def ask(first: int) -> bool:
        rows, others = np.arange(first, 60, 2), np.arange(first, 30, 2)
        start.wait(timeout=10)
        return all(
            np.array_equal(snapshot.except_rows(rows, others), rows[15:]) for _ in range(500)
        )

    with ThreadPoolExecutor(2) as pool:
        assert all(pool.map(ask, (0, 1)))


# ── What is known today ──────────────────────────────────────────────────────────────────────────────────────────────


def free_for(snapshot: Snapshot, row, **given) -> float:
    explanation = Engine(snapshot).explain(demand(many_suppliers=True, **given), row.umkm_id)
    (check,) = (check for check in explanation.rules if check.code == "capacity")
    return check.values["free"]


@pytest.mark.parametrize(
    ("first", "last", "taken"),
    [
        ((2025, 1), (2026, 2), False),  # over before the first delivery
        ((2025, 1), (2026, 3), True),
        ((2026, 4), (2026, 4), True),
        ((2026, 5), (2027, 5), True),
        ((2026, 6), (2027, 5), False),  # begins when the need is over
    ],
)
def test_a_contract_takes_capacity_in_its_own_months_only(first, last, taken):
    """The need runs from March to May 2026."""
    row = offer(capacity=4000.0, committed=1000.0)
    snapshot = Snapshot([row, offer()], LEXICON)
    entry = Commitment(month(*first), month(*last), 600.0)
    snapshot = snapshot.knowing({row.product_id: [entry]}, {})
    given = {"first_delivery": date(2026, 3, 1), "months": 3}
    assert free_for(snapshot, row, **given) == (2400.0 if taken else 3000.0)


def test_contracts_add_up_and_never_below_nothing():
    row = offer(capacity=4000.0, committed=1000.0)
    snapshot = Snapshot([row], LEXICON)
    entry = Commitment(month(2026, 3), month(2026, 3), 1000.0)
    snapshot = snapshot.knowing({row.product_id: [entry, entry]}, {})
    assert free_for(snapshot, row) == 1000.0
    snapshot = snapshot.knowing({row.product_id: [entry] * 9}, {})
    assert free_for(snapshot, row) == 0.0
    assert listed(snapshot, demand(many_suppliers=True)) == []


def test_what_is_known_takes_the_place_of_what_was():
    row = offer(
        commitments=(Commitment(month(2026, 1), month(2027, 1), 500.0),), record=Record(9, 0.1)
    )
    other = offer()
    snapshot = Snapshot([row, other], LEXICON)
    assert free_for(snapshot, row) == 2500.0
    snapshot = snapshot.knowing({}, {other.umkm_id: Record(4, 0.75)})
    assert free_for(snapshot, row) == 3000.0
    (mine,), (its,) = snapshot.rows_of(row.umkm_id), snapshot.rows_of(other.umkm_id)
    assert snapshot.columns.offer(mine).record is None
    assert snapshot.columns.offer(its).record == Record(4, 0.75)
    snapshot = snapshot.knowing({}, {})
    assert snapshot.columns.offer(its).record is None


def test_knowledge_follows_a_changed_firm_and_skips_unknown_ones():
    row = offer(capacity=4000.0, committed=0.0)
    snapshot = Snapshot([row, offer()], LEXICON)
    snapshot = snapshot.replaced([row.umkm_id], [replace(row, capacity=5000.0)])
    entry = Commitment(month(2026, 1), month(2027, 1), 500.0)
    knowledge = {row.product_id: [entry], 999_999: [entry]}
    snapshot = snapshot.knowing(knowledge, {row.umkm_id: Record(3, 1.0), 999_999: Record(1, 0.0)})
    assert free_for(snapshot, row) == 4500.0
    (at,) = snapshot.rows_of(row.umkm_id)
    assert snapshot.columns.offer(at).commitments == (entry,)
    assert snapshot.columns.offer(at).record == Record(3, 1.0)


def test_a_good_record_stands_above_none_and_none_above_a_bad_one():
    rows = [offer() for _ in range(3)]
    good, new, bad = (row.umkm_id for row in rows)
    snapshot = Snapshot(rows, LEXICON)
    snapshot = snapshot.knowing({}, {good: Record(8, 1.0), bad: Record(8, 0.1)})
    assert listed(snapshot, demand()) == [good, new, bad]
