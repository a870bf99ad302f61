"""Lists of many needs written at once: whole, unharmed, never over an answer, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from partnerships.matching import Fact
from partnerships.models import (
    DeclineReason,
    MatchRun,
    Suggestion,
    SuggestionStatus,
    SuggestionStatusChange,
)
from partnerships.services import lists
from partnerships.services.lists import Place, withdraw_places, write_lists
from partnerships.services.matching import LIMIT, ask_full_run, ask_umkm_run, perform
from partnerships.services.suggestions import decline, show_interest
from tests import builders
from umkm.models import Product, Umkm

pytestmark = pytest.mark.django_db


@pytest.fixture
def firms(db):
    return [builders.make_verified_umkm() for _ in range(4)]


def places(*firms, **candidate) -> list[Place]:
    return [Place(builders.make_candidate(firm, **candidate)) for firm in firms]


def listed() -> set[tuple]:
    return set(Suggestion.objects.live().values_list("need", "umkm"))


# ── Many needs ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_need_gets_its_own_list(company, firms):
    needs = [builders.make_need(company) for _ in range(3)]
    wanted = {
        needs[0].pk: places(*firms[:2]),
        needs[1].pk: places(*firms[1:], score=70.0),
        needs[2].pk: [],
    }
    assert write_lists(wanted, run=None) == (5, 0)
    assert listed() == {
        (need_id, place.candidate.umkm_id) for need_id, row in wanted.items() for place in row
    }
    assert SuggestionStatusChange.objects.filter(verb="suggest").count() == 5
    shorter = {needs[0].pk: places(firms[1]), needs[1].pk: places(*firms[1:], score=70.0)}
    assert write_lists(shorter, run=None) == (0, 1)
    assert listed() == {(needs[0].pk, firms[1].pk), *((needs[1].pk, f.pk) for f in firms[1:])}


def test_needs_that_are_not_named_are_not_touched(company, firms):
    first, second = (builders.make_need(company) for _ in range(2))
    write_lists({first.pk: places(*firms), second.pk: places(*firms)}, run=None)
    write_lists({first.pk: []}, run=None)
    assert listed() == {(second.pk, firm.pk) for firm in firms}


def test_nothing_to_write_is_fine():
    assert write_lists({}, run=None) == (0, 0)


def test_what_it_costs_does_not_grow_with_the_needs(company, firms):
    def cost(number: int) -> int:
        wanted = {builders.make_need(company).pk: places(*firms) for _ in range(number)}
        with CaptureQueriesContext(connection) as queries:
            write_lists(wanted, run=None)
        return len(queries)

    assert cost(1) == cost(12) <= 8


# ── What goes through ────────────────────────────────────────────────────────────────────────────────────────────────

ODD = (
    "a \"quote\" and 'another'",
    "back\\slash \\n \\N \\. \\t \\\\",
    "line\nfeed\r\nand\ttab",
    "ꦧꦠꦶꦏ̣ 蜡染 é \U0001f9f5 \u2028",
    "\\.",
    "%s {} $1 ;--",
    "",
    "\x01\x1f\x7f",
)


@pytest.mark.parametrize("text", ODD)
def test_any_text_goes_through_unharmed(need, firms, text):
    fact = Fact("words", {"offered": [text], text: {"deep": [text, None, 1.5, True]}})
    odd = places(firms[0], parts={text: 0.5}, reasons=(fact, fact), gaps=(fact,), what_ifs=(fact,))
    write_lists({need.pk: odd}, run=None)
    row = Suggestion.objects.get()
    expected = {"code": "words", "values": dict(fact.values)}
    assert row.parts == {text: 0.5}
    assert (row.reasons, row.gaps, row.what_ifs) == ([expected] * 2, [expected], [expected])
    assert write_lists({need.pk: odd}, run=None) == (0, 0)


def test_turn_and_exposure_are_kept_with_the_place(need, firms):
    (place,) = places(firms[0])
    write_lists({need.pk: [place._replace(exposure=1.23456, lifted=True)]}, run=None)
    row = Suggestion.objects.get()
    assert (row.exposure, row.lifted) == (1.2346, True)
    # How much it was shown elsewhere is no news by itself; that its turn is over is.
    assert write_lists({need.pk: [place._replace(exposure=9.0, lifted=True)]}, run=None) == (0, 0)
    assert write_lists({need.pk: [place]}, run=None) == (1, 0)


def test_a_product_that_was_deleted_meanwhile_is_no_place(need, firms):
    wanted = {need.pk: places(*firms[:2])}
    Product.objects.filter(umkm=firms[0]).delete()
    assert write_lists(wanted, run=None) == (1, 0)
    assert listed() == {(need.pk, firms[1].pk)}


# ── Answers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_answers_stay_whatever_is_written(company, alice, verified_umkm, firms):
    needs = [builders.make_need(company) for _ in range(2)]
    write_lists({need.pk: places(verified_umkm, *firms) for need in needs}, run=None)
    first, second = Suggestion.objects.filter(umkm=verified_umkm).order_by("need")
    show_interest(first, actor=alice)
    decline(second, actor=alice, reason=DeclineReason.SEASON)

    def answered() -> list[dict]:
        return list(Suggestion.objects.filter(umkm=verified_umkm).order_by("need").values())

    before = answered()
    better = {need.pk: places(verified_umkm, score=99.0) for need in needs}
    assert write_lists(better, run=None) == (0, 8)
    assert write_lists({need.pk: [] for need in needs}, run=None) == (0, 0)
    withdraw_places({need.pk: verified_umkm.pk for need in needs})
    assert answered() == before


# ── Two writers ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_two_who_write_at_once_neither_double_nor_lose(company, firms, turn):
    """The needs in opposite order, so that two who took them as they come would wait for each other for ever."""
    needs = [builders.make_need(company) for _ in range(4)]
    start = Barrier(2)

    def write(order):
        try:
            start.wait(timeout=20)
            wanted = {need.pk: places(*firms, score=80.0) for need in order}
            return write_lists(wanted, run=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        written = [result.written for result in pool.map(write, (needs, needs[::-1]))]
    assert sorted(written) == [0, 16]
    assert listed() == {(need.pk, firm.pk) for need in needs for firm in firms}
    assert SuggestionStatusChange.objects.count() == 16


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("listed_again", [True, False])
def test_an_answer_while_the_list_is_written_is_not_lost(
    need, verified_umkm, alice, firms, monkeypatch, listed_again
):
    """The answer is given and not committed yet when the writer looks, and committed before the writer gets the row."""
    write_lists({need.pk: places(verified_umkm, *firms)}, run=None)
    suggestion = Suggestion.objects.get(umkm=verified_umkm)
    # All rows are there, and the insert would wait for the answer before the update looks: here it comes in between.
    monkeypatch.setattr(lists, "_INSERT", "SELECT 0")
    fresh = places(*([verified_umkm] if listed_again else []), *firms, score=60.0)

    def write():
        try:
            return write_lists({need.pk: fresh}, run=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            show_interest(suggestion, actor=alice)
            writer = pool.submit(write)
            for _ in range(1000):
                if somebody_waits():
                    break
                sleep(0.01)
            assert somebody_waits()
        assert writer.result() == (4, 0)
    suggestion.refresh_from_db()
    assert (suggestion.status, suggestion.score) == (SuggestionStatus.UMKM_INTERESTED, 80)
    verbs = suggestion.changes.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["suggest", "umkm_interested"]


# ── One UMKM enters a full list ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def full_list(company):
    """Twenty at 60,000 and more."""
    firms = builders.make_many_verified(
        *(builders.product(name="Kain lurik", price_min=60_000 + 500 * at) for at in range(LIMIT))
    )
    need = builders.make_need(company, title="Kain lurik")
    perform(ask_full_run().pk)
    assert Suggestion.objects.live().count() == LIMIT
    return need, firms


def newcomer(price: int) -> Umkm:
    return builders.make_verified_umkm(
        products=[builders.product(name="Kain lurik", price_min=price, price_max=price)]
    )


def run_for(umkm: Umkm) -> MatchRun:
    run = ask_umkm_run(umkm)
    perform(run.pk)
    run.refresh_from_db()
    return run


def last_of(need) -> Suggestion:
    return Suggestion.objects.live().filter(need=need).order_by("score", "-umkm_id").first()


def test_a_better_one_pushes_the_last_out(full_list):
    need, _firms = full_list
    last = last_of(need)
    firm = newcomer(50_000)
    run = run_for(firm)
    assert (run.written, run.withdrawn) == (1, 1)
    last.refresh_from_db()
    assert last.status == SuggestionStatus.WITHDRAWN
    assert (need.pk, firm.pk) in listed()
    assert len(listed()) == LIMIT


def test_one_that_is_no_better_does_not_enter(full_list):
    firm = newcomer(80_000)
    before = listed()
    run = run_for(firm)
    assert (run.written, run.withdrawn) == (0, 0)
    assert listed() == before


def test_who_has_answered_or_has_its_turn_is_not_pushed_out(full_list):
    need, _firms = full_list
    last, before_last = Suggestion.objects.live().order_by("score", "-umkm_id")[:2]
    Suggestion.objects.filter(pk=last.pk).update(status=SuggestionStatus.PROPOSED)
    Suggestion.objects.filter(pk=before_last.pk).update(lifted=True)
    third = Suggestion.objects.live().order_by("score", "-umkm_id")[2]
    run_for(newcomer(50_000))
    assert not Suggestion.objects.live().filter(pk=third.pk).exists()
    assert Suggestion.objects.live().filter(pk__in=[last.pk, before_last.pk]).count() == 2


def test_one_that_becomes_worse_stays_while_there_is_room(full_list):
    need, firms = full_list
    Product.objects.filter(umkm=firms[0]).update(price_min=80_000, price_max=80_000)
    run = run_for(firms[0])
    assert (run.written, run.withdrawn) == (1, 0)
    assert last_of(need).umkm == firms[0]
