"""Groups while the world goes on: people decide, needs close, supply changes, and two run at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from investors.models import CloseReason, NeedStatus
from investors.services import change_need_status, expire_needs
from kemitraan.refusals import Refused
from partnerships.matching.allocation import Group, Share
from partnerships.models import GroupProposal, GroupStatus, MatchRun, Suggestion, SuggestionStatus
from partnerships.services import groups
from partnerships.services.groups import decline_group, form_groups, take_group
from partnerships.services.matching import ask_full_run, ask_need_run, perform
from partnerships.services.suggestions import rule_out
from tests.partnerships.test_groups import (
    firms,
    full_run,
    group_of,
    must_be_within_capacity,
    need_of,
    promised,
    run_for,
)
from umkm.models import Product

pytestmark = pytest.mark.django_db


# ── What people decide ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_invited_group_stays_and_its_capacity_is_gone(company, officer):
    firms(600, 600)
    first, second = need_of(1200, company), need_of(1200, company)
    run_for(first)
    taken = take_group(group_of(first), actor=officer)
    full_run()
    assert group_of(first) == taken
    assert not GroupProposal.objects.filter(need=second).exists()
    must_be_within_capacity()


def test_a_declined_group_frees_its_capacity_and_is_not_proposed_again(company, officer):
    firms(600, 600)
    first, second = need_of(1200, company), need_of(1200, company)
    run_for(first)
    decline_group(group_of(first), actor=officer, note="Terlalu jauh satu sama lain.")
    full_run()
    assert not GroupProposal.objects.holding().filter(need=first).exists()
    assert group_of(second).cover_percent == 100
    must_be_within_capacity()


def test_who_said_no_to_the_need_is_in_no_group_of_it(company, officer):
    one, *_others = firms(600, 600, 600)
    need = need_of(1200, company)
    full_run()
    rule_out(Suggestion.objects.get(umkm=one), actor=officer, note="Mutu contoh tidak cukup.")
    full_run()
    assert one not in {share.umkm for share in group_of(need).shares.all()}
    take_group(group_of(need), actor=officer)


@pytest.mark.parametrize("how", ["closed", "expired", "by hand"])
def test_a_need_that_is_over_takes_its_proposals_along(
    company, officer, django_capture_on_commit_callbacks, how
):
    firms(600, 600)
    need = need_of(1200, company)
    full_run()
    with django_capture_on_commit_callbacks(execute=True):
        if how == "closed":
            change_need_status(need, "close", actor=officer, reason=CloseReason.values[0])
        elif how == "expired":
            assert expire_needs(now=timezone.now() + timedelta(days=100)) == 1
        else:
            type(need).objects.update(status=NeedStatus.CLOSED)
    if how == "by hand":
        full_run()  # what nobody was told of, the sweep finds
    assert [group.status for group in GroupProposal.objects.all()] == [GroupStatus.WITHDRAWN]
    assert {row.status for row in Suggestion.objects.all()} == {SuggestionStatus.WITHDRAWN}
    assert promised() == {}
    group = GroupProposal.objects.get()
    assert [change.verb for change in group.changes.order_by("pk")] == ["propose", "withdraw"]


def test_an_invited_group_stays_when_the_need_is_closed(company, officer):
    firms(600, 600)
    need = need_of(1200, company)
    full_run()
    take_group(group_of(need), actor=officer)
    change_need_status(need, "close", actor=officer, reason=CloseReason.values[0])
    full_run()
    assert GroupProposal.objects.get().status == GroupStatus.TAKEN


def test_a_need_for_one_supplier_from_now_on_loses_its_group(company):
    firms(600, 600)
    need = need_of(1200, company)
    full_run()
    type(need).objects.update(many_suppliers=False)
    run_for(need)
    assert GroupProposal.objects.get().status == GroupStatus.WITHDRAWN


# ── Supply that changes ──────────────────────────────────────────────────────────────────────────────────────────────


def test_less_capacity_does_not_stop_the_runs_of_others(company, officer):
    """A member of an invited group lowers its capacity below its share: that is for people to mend, not a reason to match
    nobody any more."""
    first, *_rest = firms(600, 600, 600, 600)
    need, other = need_of(1200, company), need_of(1200, company)
    run_for(need)
    taken = take_group(group_of(need), actor=officer)
    member = taken.shares.first().product
    Product.objects.filter(pk=member.pk).update(capacity_month=10)
    full_run()
    assert group_of(need) == taken
    assert member.pk not in group_of(other).shares.values_list("product", flat=True)


def test_too_much_is_refused_and_nothing_is_written(company, monkeypatch):
    """The last look is at the rows themselves, whatever the plan says."""
    firms(600, 600)
    need_of(1200, company)

    def careless(seekers, taken):
        shares = tuple(Share(row, 2 * row.free) for one in seekers for row in one.options)
        return groups.Plan((Group(seekers[0].need_id, 1200.0, shares),), 1.0, 1.0)

    monkeypatch.setattr(groups, "allocate", careless)
    run = ask_full_run()
    with pytest.raises(Refused, match="kapasitas"):
        perform(run.pk)
    run.refresh_from_db()
    assert run.state == MatchRun.State.FAILED
    assert not GroupProposal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_product_that_is_deleted_meanwhile_is_left_out(company, monkeypatch):
    """Between the look at supply and the writing: the run is not lost for it."""
    firms(600, 600, 600)
    need = need_of(1800, company)
    gone = Product.objects.first()
    stand_in_line = groups._stand_in_line

    def delete_first():
        Product.objects.filter(pk=gone.pk).delete()
        stand_in_line()

    monkeypatch.setattr(groups, "_stand_in_line", delete_first)
    full_run()
    group = group_of(need)
    assert gone.pk not in group.shares.values_list("product", flat=True)
    assert sum(share.share_percent for share in group.shares.all()) == 100


def test_a_group_that_lost_a_member_is_formed_anew(company):
    firms(600, 600, 600)
    need = need_of(1200, company)
    full_run()
    lost = group_of(need)
    lost.shares.first().product.delete()
    full_run()
    group = group_of(need)
    assert group != lost
    assert group.cover_percent == 100


# ── Two at once ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_never_promise_more_than_there_is(company):
    firms(600, 600, 600)
    needs = [need_of(1000, company) for _ in range(2)]
    runs = [ask_need_run(need) for need in needs]
    start = Barrier(2)

    def work(run):
        try:
            start.wait(timeout=20)
            return perform(run.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, runs)) == [1, 1]
    must_be_within_capacity()
    covers = sorted(GroupProposal.objects.holding().values_list("cover_percent", flat=True))
    assert covers == [80, 100]
    assert set(
        MatchRun.objects.filter(pk__in=[run.pk for run in runs]).values_list("state", flat=True)
    ) == {"done"}


@pytest.mark.django_db(transaction=True)
def test_whoever_forms_groups_waits_for_the_other(company):
    """The second one sees what the first has promised, also when it looked at supply long before."""
    firms(600, 600)
    first, second = need_of(1200, company), need_of(1200, company)
    runs = {need.pk: ask_need_run(need) for need in (first, second)}
    formed, release = Event(), Event()

    def slowly():
        try:
            with transaction.atomic():
                form_groups(runs[first.pk])
                formed.set()
                assert release.wait(timeout=20)
        finally:
            connection.close()

    def later():
        try:
            return form_groups(runs[second.pk])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(slowly)
        assert formed.wait(timeout=20)
        other = pool.submit(later)
        release.set()
        one.result()
        assert other.result() == 0
    assert group_of(first).cover_percent == 100
    must_be_within_capacity()
