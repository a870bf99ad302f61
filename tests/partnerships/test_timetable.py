"""Meetings find their slots: whatever fits the two limits is placed, and nobody sits at two tables at once."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.timetable import Place, Wish, choose, place

wishes = st.lists(
    st.builds(
        Wish,
        company=st.integers(1, 9),
        umkm=st.integers(1, 15),
        worth=st.integers(0, 100).map(float),
    ),
    max_size=80,
)


@given(wishes, st.integers(1, 8), st.integers(1, 6))
def test_all_that_is_chosen_is_placed_without_a_clash(wished, slots, tables):
    meetings = choose(wished, slots=slots, tables=tables)
    places = place(meetings, slots=slots, tables=tables)
    assert len(places) == len(meetings)
    seen = Counter()
    for meeting, (slot, table) in zip(meetings, places, strict=True):
        assert 0 <= slot < slots
        assert 0 <= table < tables
        seen.update(
            [
                ("company", meeting.company, slot),
                ("umkm", meeting.umkm, slot),
                ("table", table, slot),
            ]
        )
    assert all(count == 1 for count in seen.values())


@given(wishes, st.integers(1, 8), st.integers(1, 6))
def test_nothing_is_left_out_while_there_is_room_for_it(wished, slots, tables):
    """Greedy by worth: one that was left out met a party that was full, or a full day."""
    meetings = choose(wished, slots=slots, tables=tables)
    busy = Counter(end for row in meetings for end in ((0, row.company), (1, row.umkm)))
    pairs = {(row.company, row.umkm) for row in meetings}
    for wish in wished:
        assert (
            (wish.company, wish.umkm) in pairs
            or len(meetings) == slots * tables
            or busy[0, wish.company] == slots
            or busy[1, wish.umkm] == slots
        )


def test_a_full_day_of_three_companies_is_placed_whole():
    meetings = [Wish(company, umkm, 1.0) for company in "ABC" for umkm in "wxyz"]
    places = place(meetings, slots=4, tables=3)
    assert len(set(places)) == 12


def test_the_day_is_as_short_as_it_can_be():
    meetings = [Wish(company, umkm, 1.0) for company in "ABC" for umkm in "wx"]
    assert max(row.slot for row in place(meetings, slots=9, tables=2)) == 2


def test_a_company_keeps_its_table():
    meetings = [Wish("A", umkm, 1.0) for umkm in range(5)]
    assert {row.table for row in place(meetings, slots=5, tables=1)} == {0}


def test_the_same_wishes_give_the_same_day():
    meetings = choose(
        [Wish(c, u, c * u % 7) for c in range(6) for u in range(8)], slots=6, tables=4
    )
    assert place(meetings, slots=6, tables=4) == place(meetings, slots=6, tables=4)


def test_more_than_there_is_room_for_is_an_error():
    with pytest.raises(ValueError):
        place([Wish("A", 1, 1.0), Wish("B", 2, 1.0)], slots=1, tables=1)
    with pytest.raises(ValueError):
        place([Wish("A", 1, 1.0), Wish("A", 2, 1.0)], slots=1, tables=5)


def test_no_wishes_no_meetings():
    assert place([], slots=3, tables=2) == []
    assert choose([], slots=3, tables=2) == []
    assert Place(0, 1).table == 1
