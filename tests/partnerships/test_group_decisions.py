"""What officials do with a proposed group: invite it, or set it aside."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Event

import pytest
from django.db import connection, transaction
from django.urls import reverse

from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships import waiting
from partnerships.models import GroupProposal, GroupStatus, MatchRun, Suggestion, SuggestionStatus
from partnerships.services import groups
from partnerships.services.groups import decline_group, take_group
from partnerships.services.suggestions import decline, show_interest
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db):
    return builders.make_verified_umkm(with_account=True, name="Tenun Kedua")


@pytest.fixture
def group(need, verified_umkm, other):
    """Alice's firm carries 60 %, another one 40 %."""
    return builders.make_group(need, verified_umkm, other, percents=[Decimal(60), Decimal(40)])


def url(name, *args):
    return reverse(f"partnerships:{name}", args=args)


# ── Inviting ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_members_are_proposed_also_those_who_were_not_on_the_list(
    group, verified_umkm, officer
):
    listed = builders.make_suggestion(group.need, verified_umkm)
    taken = take_group(group, actor=officer)
    assert taken.status == GroupStatus.TAKEN
    rows = {row.umkm_id: row for row in Suggestion.objects.all()}
    assert {row.status for row in rows.values()} == {SuggestionStatus.PROPOSED}
    assert rows[verified_umkm.pk] == listed
    assert rows[verified_umkm.pk].score == 80  # as the matcher had it
    fresh = next(row for row in rows.values() if row.pk != listed.pk)
    assert (fresh.score, fresh.product) == (71, fresh.umkm.products.get())
    assert fresh.changes.get().verb == "nominate"
    assert taken.changes.filter(verb="take", actor=officer).count() == 1


def test_what_was_answered_with_interest_stays(group, need, verified_umkm, alice, officer):
    show_interest(builders.make_suggestion(need, verified_umkm), actor=alice)
    take_group(group, actor=officer)
    assert Suggestion.objects.get(umkm=verified_umkm).status == SuggestionStatus.UMKM_INTERESTED


def test_one_that_was_withdrawn_comes_back(group, need, verified_umkm, officer):
    row = builders.make_suggestion(need, verified_umkm)
    Suggestion.objects.update(status=SuggestionStatus.WITHDRAWN)
    take_group(group, actor=officer)
    assert row.changes.latest("pk").verb == "nominate"


def test_one_member_that_has_said_no_refuses_all(group, need, verified_umkm, alice, officer):
    decline(builders.make_suggestion(need, verified_umkm), actor=alice, reason="capacity")
    with pytest.raises(Refused, match="Lurik Alice"):
        take_group(group, actor=officer)
    group.refresh_from_db()
    assert group.status == GroupStatus.PROPOSED
    assert Suggestion.objects.count() == 1


def test_only_an_officer_invites_or_sets_aside(group, alice, bob, charlie, buyer, verifier):
    for person in (alice, bob, charlie, buyer, verifier):
        with pytest.raises(NotAllowed):
            take_group(group, actor=person)
        with pytest.raises(NotAllowed):
            decline_group(group, actor=person, note="Tidak.")
    group.refresh_from_db()
    assert group.status == GroupStatus.PROPOSED
    assert group.changes.count() == 1
    assert not Suggestion.objects.exists()


def test_setting_aside_wants_a_reason_and_ends_an_invitation_too(group, officer):
    with pytest.raises(Refused):
        decline_group(group, actor=officer, note=" ")
    take_group(group, actor=officer)
    assert decline_group(group, actor=officer, note="Pembeli berubah.").status == "declined"
    with pytest.raises(WrongState):
        take_group(group, actor=officer)


def test_a_closed_need_invites_nobody(group, officer):
    type(group.need).objects.update(status="closed")
    with pytest.raises(WrongState):
        take_group(group, actor=officer)
    assert not Suggestion.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_while_a_run_deals_out_capacity_a_person_is_told_to_come_again(group, officer):
    standing, leave = Event(), Event()

    def run():
        try:
            with transaction.atomic():
                groups._stand_in_line()
                standing.set()
                leave.wait(20)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        standing.wait(20)
        try:
            with pytest.raises(WrongState, match="sebentar lagi"):
                take_group(group, actor=officer)
        finally:
            leave.set()
        running.result()
    assert take_group(group, actor=officer).status == GroupStatus.TAKEN


# ── From the group to the MoU ────────────────────────────────────────────────────────────────────────────────────────


def everybody_agrees(group):
    for row in Suggestion.objects.filter(need=group.need):
        show_interest(row, actor=row.umkm.members.order_by("pk").first().user)
        show_interest(row, actor=row.need.company.members.first().user)
    return list(Suggestion.objects.filter(need=group.need))


def test_the_mou_of_an_invited_group_has_its_shares_and_its_coordinator(group, other, officer):
    GroupProposal.objects.update(coordinator=other)
    take_group(group, actor=officer)
    mou = builders.make_mou(*everybody_agrees(group))
    members = {row.umkm_id: row for row in mou.members.all()}
    assert {row.share_percent for row in members.values()} == {Decimal(60), Decimal(40)}
    assert [row.umkm for row in members.values() if row.is_coordinator] == [other]
    assert members[other.pk].share_percent == 40


def test_a_part_of_the_group_shares_equally(group, other, officer):
    take_group(group, actor=officer)
    mou = builders.make_mou(*everybody_agrees(group)[:1])
    member = mou.members.get()
    assert (member.share_percent, member.is_coordinator) == (100, False)


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_officer_sees_shares_and_invites_with_one_press(client, group, officer):
    client.force_login(officer)
    page = client.get(url("need-suggestions", group.need_id)).text
    for words in ("60 %", "600", "Tenun Kedua", "4,2 km", "Undang kelompok ini", "Tidak dipakai"):
        assert words in page, words
    response = client.post(url("group-step", group.pk, "take"))
    assert response.url == f"{url('need-suggestions', group.need_id)}#kelompok"
    group.refresh_from_db()
    assert group.status == GroupStatus.TAKEN
    again = client.post(url("group-step", group.pk, "take"))
    assert again.status_code == 409


def test_quantities_stand_in_the_needs_own_unit(client, company, officer):
    need = builders.make_need(company, unit="kodi", volume_month=10)
    group = builders.make_group(need)
    assert group.volume_month == 200
    client.force_login(officer)
    page = client.get(url("need-suggestions", need.pk)).text
    assert "10 kodi per bulan" in page
    assert "5 kodi</strong> (50 %)" in page


def test_company_and_members_read_and_have_no_buttons(
    client, group, buyer, alice, charlie, officer
):
    client.force_login(buyer)
    page = client.get(url("need-suggestions", group.need_id)).text
    assert "Usulan kelompok" in page
    assert url("group-step", group.pk, "take") not in page
    for person, code in ((buyer, 403), (alice, 403), (charlie, 404)):
        client.force_login(person)
        for verb in ("take", "decline"):
            assert client.get(url("group-step", group.pk, verb)).status_code == code
            answer = client.post(url("group-step", group.pk, verb), {"note": "x"})
            assert answer.status_code == code
    group.refresh_from_db()
    assert group.status == GroupStatus.PROPOSED
    take_group(group, actor=officer)
    client.force_login(alice)
    own = Suggestion.objects.get(umkm__members__user=alice)
    page = client.get(own.get_absolute_url()).text
    assert "600 meter per bulan (60 %)" in page


def test_a_group_costs_the_same_for_two_members_and_for_many(client, need, officer, count_queries):
    client.force_login(officer)
    group = builders.make_group(need)
    few = count_queries(url("need-suggestions", need.pk))
    group.delete()
    builders.make_group(need, *(builders.make_verified_umkm() for _ in range(8)))
    assert count_queries(url("need-suggestions", need.pk)) == few
    assert few <= 24


def test_it_waits_on_the_officers_desk_until_it_is_answered(client, group, officer):
    client.force_login(officer)
    assert "2 UMKM klaster lurik, terpenuhi 100 %" in client.get(reverse("desk")).text
    take_group(group, actor=officer)
    assert "Usulan kelompok yang menunggu" not in client.get(reverse("desk")).text
    assert not waiting.proposed_groups()


def test_an_officer_has_one_need_matched_now(client, need, officer, buyer, charlie):
    MatchRun.objects.all().delete()
    address = url("need-match", need.pk)
    for person in (buyer, charlie):
        client.force_login(person)
        assert client.post(address).status_code == 403
    client.force_login(officer)
    assert client.get(address).status_code == 405
    assert not MatchRun.objects.exists()
    assert client.post(address).url == url("need-suggestions", need.pk)
    run = MatchRun.objects.get()
    assert (run.kind, run.asked_by, run.need_matches.get().need) == ("need", officer, need)
    page = client.get(url("need-suggestions", need.pk)).text
    assert address not in page  # under way already
    type(need).objects.update(status="closed")
    assert client.post(address).status_code == 409
