"""Which cells of the open data are hidden, so that nobody can work out the small ones."""

from itertools import product

from partnerships.opendata import LEAST_UMKM, Cell, hidden


def test_a_small_cell_takes_the_smallest_safe_one_with_it():
    group = {"a": Cell(4), "b": Cell(9), "c": Cell(7), "d": Cell(0)}
    assert hidden(group) == {"a", "c"}


def test_enough_umkm_of_too_few_companies_are_hidden():
    group = {"a": Cell(50, companies=2), "b": Cell(5, companies=3), "c": Cell(5, companies=30)}
    assert hidden(group) == {"a", "b"}


def test_nothing_is_hidden_where_nothing_is_small():
    assert hidden({"a": Cell(5), "b": Cell(0), "c": Cell(5, companies=3)}) == set()
    assert hidden({}) == set()


def test_without_a_safe_cell_the_whole_group_is_hidden_with_its_zeros():
    assert hidden({"a": Cell(1), "b": Cell(4), "c": Cell(0)}) == {"a", "b", "c"}


def test_no_subtraction_leads_to_fewer_than_the_least():
    for counts in product((0, 1, 4, 5, 6), repeat=4):
        group = {name: Cell(count) for name, count in zip("abcd", counts, strict=True)}
        covered = hidden(group)
        shown = [cell.umkm for name, cell in group.items() if name not in covered]
        assert all(count == 0 or count >= LEAST_UMKM for count in shown), counts
        if shown and covered:
            assert len(covered) >= 2, counts
            assert sum(counts) - sum(shown) > LEAST_UMKM, counts
