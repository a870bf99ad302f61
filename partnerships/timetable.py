"""Meetings of a business gathering put into slots: pure, no database, no clock, no chance.

Nobody sits at two tables at once, and no slot has more meetings than there are tables. Companies and UMKM are the two sides
of a bipartite graph, meetings its edges, slots its colours. König's theorem says that as many slots suffice as the busiest
party has meetings, and classes of an edge colouring can be evened out until they differ by one: so every choice that respects
the two limits (slots for each party, slots x tables in all) finds its place, and none has to be dropped while placing.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple


class Wish(NamedTuple):
    """A meeting that would be worth holding. `worth` orders wishes: the score of the suggestion behind it."""

    company: Hashable
    umkm: Hashable
    worth: float


class Place(NamedTuple):
    """Both counted from 0."""

    slot: int
    table: int


def choose(wishes: Iterable[Wish], *, slots: int, tables: int) -> list[Wish]:
    """The meetings that there is room for: the most worth first, each party at most `slots` times, each pair once."""
    busy: Counter = Counter()
    chosen, pairs = [], set()
    for wish in sorted(wishes, key=lambda wish: (-wish.worth, wish.company, wish.umkm)):
        ends, pair = _ends(wish), (wish.company, wish.umkm)
        if len(chosen) == slots * tables:
            break
        if pair not in pairs and all(busy[end] < slots for end in ends):
            busy.update(ends)
            pairs.add(pair)
            chosen.append(wish)
    return chosen


def place(meetings: Sequence[Wish], *, slots: int, tables: int) -> list[Place]:
    """A place for each meeting, in their order; the day is as short as it can be. Raises ValueError where `choose` would have
    left one out.

    A company stays at one table as long as that is free, so that UMKM come to it.
    """
    busiest = max(
        Counter(end for meeting in meetings for end in _ends(meeting)).values(), default=0
    )
    if busiest > slots or len(meetings) > slots * tables:
        raise ValueError("more meetings than there is room for")
    needed = max(busiest, -(-len(meetings) // tables))
    colours = _even_out(meetings, _colour(meetings, needed), needed)
    return _seat(meetings, colours, tables)


def _ends(meeting: Wish) -> tuple:
    return ("company", meeting.company), ("umkm", meeting.umkm)


def _colour(meetings: Sequence[Wish], slots: int) -> list[int]:
    """A slot for each meeting so that none shares a party: König's alternating paths, O(meetings x parties)."""
    colours = [-1] * len(meetings)
    at: dict[tuple, dict[int, int]] = defaultdict(dict)  # party -> slot -> meeting
    for number, meeting in enumerate(meetings):
        company, umkm = _ends(meeting)
        free_company = _first_free(at[company], slots)
        free_umkm = _first_free(at[umkm], slots)
        if free_company not in at[umkm]:
            free_umkm = free_company
        elif free_umkm not in at[company]:
            free_company = free_umkm
        else:
            # Along this path the two slots change places; it never comes back to the company (the graph has two sides).
            path = _path(umkm, free_company, free_umkm, at, meetings)
            _swap(path, free_company, free_umkm, at, meetings, colours)
        _set(number, free_company, at, meetings, colours)
    return colours


def _first_free(taken: dict[int, int], slots: int) -> int:
    return next(slot for slot in range(slots) if slot not in taken)


def _path(party: tuple, first: int, second: int, at, meetings) -> list[int]:
    """The meetings that one meets from a party on, by turns in the slots `first` and `second`."""
    path, slot = [], first
    while (number := at[party].get(slot)) is not None:
        path.append(number)
        company, umkm = _ends(meetings[number])
        party = umkm if party == company else company
        slot = second if slot == first else first
    return path


def _swap(path: Iterable[int], first: int, second: int, at, meetings, colours) -> None:
    path = list(path)
    for number in path:
        for end in _ends(meetings[number]):
            if at[end].get(colours[number]) == number:
                del at[end][colours[number]]
    for number in path:
        _set(number, second if colours[number] == first else first, at, meetings, colours)


def _set(number: int, slot: int, at, meetings, colours) -> None:
    colours[number] = slot
    for end in _ends(meetings[number]):
        at[end][slot] = number


def _even_out(meetings: Sequence[Wish], colours: list[int], slots: int) -> list[int]:
    """No slot has more than one meeting more than another: then none has more than there are tables.

    Between a full slot and an empty one the meetings of both form paths; one that begins and ends in the full slot gives one
    meeting away by changing colours.
    """
    at: dict[tuple, dict[int, int]] = defaultdict(dict)
    for number, slot in enumerate(colours):
        _set(number, slot, at, meetings, colours)
    while True:
        sizes = Counter(colours)
        full = max(range(slots), key=lambda slot: (sizes[slot], -slot), default=0)
        scarce = min(range(slots), key=lambda slot: (sizes[slot], slot), default=0)
        if sizes[full] - sizes[scarce] <= 1:
            return colours
        _swap(
            _giving_path(full, scarce, at, meetings, colours), full, scarce, at, meetings, colours
        )


def _giving_path(full: int, scarce: int, at, meetings, colours) -> list[int]:
    for number, slot in enumerate(colours):
        if slot != full:
            continue
        for end in _ends(meetings[number]):
            if scarce not in at[end]:  # a path begins here
                path = _path(end, full, scarce, at, meetings)
                if len(path) % 2:
                    return path
    raise AssertionError("a fuller slot has a path that gives")


def _seat(meetings: Sequence[Wish], colours: Sequence[int], tables: int) -> list[Place]:
    """Tables within each slot: a company keeps its own where it can, the others fill the gaps."""
    home: dict[Hashable, int] = {}
    places: dict[int, Place] = {}
    by_slot: dict[int, list[int]] = defaultdict(list)
    for number, slot in enumerate(colours):
        by_slot[slot].append(number)
    for slot in sorted(by_slot):
        here = sorted(by_slot[slot], key=lambda number: meetings[number].company not in home)
        taken: set[int] = set()
        for number in here:
            table = home.get(meetings[number].company)
            if table is None or table in taken:
                table = next(free for free in range(tables) if free not in taken)
                home.setdefault(meetings[number].company, table)
            taken.add(table)
            places[number] = Place(slot, table)
    return [places[number] for number in range(len(meetings))]
