"""Fair places: what each UMKM has been shown, who waits, and lists that stay as they are when nothing happens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.matching.fairness import FAIR, place_weight
from partnerships.models import MatchRun, Suggestion, SuggestionStatus, SuggestionStatusChange
from partnerships.services import matching
from partnerships.services.exposure import HALF_LIFE_DAYS, WAITING_DAYS, read_fairness
from partnerships.services.lists import Place, write_lists
from partnerships.services.matching import (
    LIMIT,
    ask_full_run,
    ask_need_run,
    ask_umkm_run,
    begin,
    finish,
    perform,
    perform_shard,
)
from partnerships.services.suggestions import show_interest
from tests import builders
from umkm.models import Umkm

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=WAITING_DAYS + 1)


def days(number: float) -> timedelta:
    return timedelta(days=number)


def many_firms(count: int) -> list[Umkm]:
    """Verified today, all as good as each other but for their price."""
    rows = [builders.product(name="Kain lurik", price_min=50_000 + 100 * at) for at in range(count)]
    return builders.make_many_verified(*rows, at=NOW)


def waits(*firms: Umkm, since=LONG_AGO) -> None:
    Umkm.objects.filter(pk__in=[firm.pk for firm in firms]).update(verified_at=since)


def suggest(need, *firms: Umkm, score: float = 80.0, at=NOW, lifted=False) -> None:
    """In this order on the need's list."""
    places = [
        Place(builders.make_candidate(firm, score=score - rank), lifted=lifted)
        for rank, firm in enumerate(firms)
    ]
    write_lists({need.pk: places}, run=None, complete=False, now=at)


# ── What was shown ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_places_count_by_their_rank_and_add_up(company):
    first, second = builders.make_need(company), builders.make_need(company)
    firms = [builders.make_verified_umkm() for _ in range(3)]
    suggest(first, *firms)
    suggest(second, firms[2], firms[0])
    ledger = read_fairness([], now=NOW).ledger
    assert ledger.of(firms[0].pk) == pytest.approx(place_weight(1) + place_weight(2))
    assert ledger.of(firms[1].pk) == pytest.approx(place_weight(2))
    assert ledger.of(firms[2].pk) == pytest.approx(place_weight(3) + place_weight(1))


def test_a_place_counts_half_after_its_half_life(need):
    firm = builders.make_verified_umkm()
    suggest(need, firm, at=NOW - days(HALF_LIFE_DAYS))
    assert read_fairness([], now=NOW).ledger.of(firm.pk) == pytest.approx(0.5)
    later = NOW + days(HALF_LIFE_DAYS)
    assert read_fairness([], now=later).ledger.of(firm.pk) == pytest.approx(0.25)
    assert read_fairness([], now=NOW + days(6 * HALF_LIFE_DAYS)).ledger.of(firm.pk) == 0


def test_needs_whose_lists_are_made_anew_and_withdrawn_places_do_not_count(company):
    first, second = builders.make_need(company), builders.make_need(company)
    firm = builders.make_verified_umkm()
    suggest(first, firm)
    suggest(second, firm)
    assert read_fairness([first.pk], now=NOW).ledger.of(firm.pk) == pytest.approx(1.0)
    assert read_fairness([first.pk, second.pk], now=NOW).ledger.of(firm.pk) == 0
    write_lists({first.pk: []}, run=None)
    assert read_fairness([], now=NOW).ledger.of(firm.pk) == pytest.approx(1.0)


def test_an_answer_keeps_its_place_in_the_ledger(suggestion, alice):
    show_interest(suggestion, actor=alice)
    assert read_fairness([], now=NOW).ledger.of(suggestion.umkm_id) == pytest.approx(1.0, abs=0.01)


# ── Who waits ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_is_verified_long_enough_and_on_no_list_waits(need):
    old, new, listed, unverified = (builders.make_verified_umkm() for _ in range(4))
    waits(old, listed, unverified)
    waits(new, since=NOW - days(WAITING_DAYS - 1))
    Umkm.objects.filter(pk=unverified.pk).update(status="suspended")
    suggest(need, listed, at=LONG_AGO)
    assert read_fairness([], now=NOW).waiting == {old.pk: LONG_AGO.toordinal()}


def test_who_left_a_list_waits_from_then_on(need):
    """Not from the day on which it came on: it was shown all the while."""
    firm = builders.make_verified_umkm()
    waits(firm, since=NOW - days(200))
    suggest(need, firm, at=NOW - days(150))
    left = NOW - days(10)
    write_lists({need.pk: []}, run=None, now=left)
    assert read_fairness([], now=NOW).waiting == {}
    assert read_fairness([], now=left + days(WAITING_DAYS - 1)).waiting == {}
    found = read_fairness([], now=left + days(WAITING_DAYS + 1)).waiting
    assert found == {firm.pk: left.toordinal()}


def test_a_place_for_waiting_is_held_until_its_time_is_over(need):
    firm, other, answered = (builders.make_verified_umkm(with_account=True) for _ in range(3))
    suggest(need, firm, answered, lifted=True)
    suggest(need, other)
    show_interest(Suggestion.objects.get(umkm=answered), actor=answered.members.get().user)
    assert read_fairness([need.pk], now=NOW).held == {need.pk: {firm.pk}}
    assert read_fairness([], now=NOW).held == {}
    assert read_fairness([need.pk], now=NOW + days(WAITING_DAYS + 1)).held == {}


def test_who_comes_back_has_its_whole_time_again(need):
    firm = builders.make_verified_umkm()
    suggest(need, firm, at=NOW - days(150), lifted=True)
    write_lists({need.pk: []}, run=None, now=NOW - days(100))
    suggest(need, firm, at=NOW, lifted=True)
    assert read_fairness([need.pk], now=NOW + days(1)).held == {need.pk: {firm.pk}}
    assert read_fairness([], now=NOW).ledger.of(firm.pk) == pytest.approx(1.0)


# ── Runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def thirty_for(company, needs: int):
    """Thirty that fit some needs; the two with the highest price have waited long, and are on none of the plain lists."""
    firms = many_firms(30)
    waits(*firms[-2:])
    wanted = [
        builders.make_need(company, title="Kain lurik", price_ceiling=55_000) for _ in range(needs)
    ]
    MatchRun.objects.all().delete()
    return firms, wanted


@pytest.fixture
def crowd(company):
    return thirty_for(company, needs=3)


@pytest.fixture
def one_list(company):
    firms, (need,) = thirty_for(company, needs=1)
    return firms, need


def rows() -> list[tuple]:
    return list(
        Suggestion.objects.order_by("need", "umkm").values_list(
            "need", "umkm", "score", "status", "lifted", "created_at"
        )
    )


def full_run(now=NOW) -> MatchRun:
    run = ask_full_run(now=now)
    perform(run.pk, now=now)
    run.refresh_from_db()
    assert run.state == MatchRun.State.DONE
    return run


def test_who_waited_gets_a_place_and_a_list_loses_no_more_than_the_floor(crowd):
    firms, needs = crowd
    full_run()
    late = {firm.pk for firm in firms[-2:]}
    for need in needs:
        places = Suggestion.objects.live().filter(need=need)
        assert places.count() == LIMIT
        assert set(places.filter(lifted=True).values_list("umkm", flat=True)) == late
        scores = sorted((float(row.score) for row in places), reverse=True)
        assert scores[-1] >= FAIR.floor * scores[-1 - FAIR.waiting_places]
        best = {firm.pk for firm in firms[: FAIR.kept]}
        assert best <= set(places.values_list("umkm", flat=True))
    assert read_fairness([], now=NOW + days(1)).waiting == {}


def test_a_second_run_changes_nothing(crowd):
    full_run()
    before, log = rows(), SuggestionStatusChange.objects.count()
    for later in (NOW, NOW + days(1)):
        run = full_run(later)
        assert (run.written, run.withdrawn) == (0, 0)
    assert rows() == before
    assert SuggestionStatusChange.objects.count() == log


def test_many_are_shown_and_not_the_same_twenty(crowd):
    full_run()
    shown = Suggestion.objects.values("umkm").distinct().count()
    assert shown > LIMIT + 2


def lifted() -> set[int]:
    return set(Suggestion.objects.live().filter(lifted=True).values_list("umkm", flat=True))


def test_turns_go_round_and_no_list_flickers_meanwhile(one_list):
    """After their time two make room for two others, until each of the thirty has been shown; nothing moves in between."""
    firms, _need = one_list
    turns, day = [], NOW
    for _ in range(6):
        full_run(day)
        turns.append(lifted())
        run = full_run(day + days(WAITING_DAYS - 1))
        assert (run.written, run.withdrawn) == (0, 0)
        day += days(WAITING_DAYS + 1)
    assert turns[0] == {firm.pk for firm in firms[-2:]}
    assert [len(turn) for turn in turns] == [FAIR.waiting_places] * 6
    assert len(set.union(*turns)) == 12  # nobody twice
    assert Suggestion.objects.values("umkm").distinct().count() == len(firms)


def test_a_run_for_one_need_or_one_umkm_takes_no_turn_away(one_list):
    firms, need = one_list
    full_run()
    before = rows()
    later = NOW + days(1)
    perform(ask_need_run(need, now=later).pk, now=later)
    for firm in (firms[0], firms[-1]):
        perform(ask_umkm_run(firm, now=later).pk, now=later)
    assert rows() == before


def test_a_turn_does_not_depend_on_which_part_is_done_first(company):
    """One who waits fits needs of two parts: it has its turn in both, whichever worker is faster."""
    firms = many_firms(30)
    waits(firms[-1])
    for clusters in (["lurik"], ["batik", "lurik"]):
        builders.make_need(company, title="Kain lurik", price_ceiling=55_000, clusters=clusters)
    outcomes = []
    for order in (slice(None), slice(None, None, -1)):
        Suggestion.objects.all().delete()
        MatchRun.objects.all().delete()
        run = ask_full_run(now=NOW)
        parts = begin(run.pk, now=NOW)
        assert len(parts) == 2
        for part in parts[order]:
            perform_shard(run.pk, part, now=NOW + timedelta(seconds=1))
        assert finish(run.pk, now=NOW + timedelta(seconds=2))
        outcomes.append(
            set(Suggestion.objects.live().values_list("need", "umkm", "score", "lifted"))
        )
        assert Suggestion.objects.filter(umkm=firms[-1], lifted=True).count() == 2
    assert outcomes[0] == outcomes[1]


def test_a_killed_part_goes_on_with_the_same_turns(crowd, monkeypatch):
    firms, _needs = crowd
    full_run()
    expected = {row[:5] for row in rows()}
    Suggestion.objects.all().delete()
    MatchRun.objects.all().delete()
    run = ask_full_run(now=NOW)

    class Killed(BaseException):
        pass

    def die_later(*args, **kwargs):
        if Suggestion.objects.exists():
            raise Killed
        return write_lists(*args, **kwargs)

    monkeypatch.setattr(matching, "BLOCK", 1)
    monkeypatch.setattr(matching, "write_lists", die_later)
    with pytest.raises(Killed):
        perform(run.pk, now=NOW)
    monkeypatch.undo()
    perform(run.pk, now=NOW)
    assert {row[:5] for row in rows()} == expected
    assert Suggestion.objects.filter(status=SuggestionStatus.SUGGESTED).count() == 3 * LIMIT
