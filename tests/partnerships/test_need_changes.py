"""A need that changes after somebody answered: told on the desk and the page until it is looked at or answered again; and who
reads a need that is not for everybody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from investors.models import CloseReason, Need, Visibility
from investors.services import change_need_status, expire_needs, update_need
from kemitraan.refusals import NotAllowed, WrongState
from partnerships import waiting
from partnerships.models import GroupProposal
from partnerships.need_changes import told_changes
from partnerships.services.suggestions import decline, propose, settle_change, show_interest
from tests import builders

pytestmark = pytest.mark.django_db
HEADING = "Kebutuhan yang berubah sejak Anda menjawab"


@pytest.fixture
def answered(need, verified_umkm, alice):
    """Alice's firm has said yes to the need as it was first written."""
    return show_interest(builders.make_suggestion(need, verified_umkm), actor=alice)


def settle(client, suggestion, answer, revision=2):
    address = reverse("partnerships:suggestion-settle", args=[suggestion.pk])
    return client.post(address, {"answer": answer, "revision": revision})


def on_desk(client) -> str:
    return client.get(reverse("desk")).content.decode()


def test_the_desk_and_the_page_tell_what_changed_since_the_answer(
    client, need, buyer, alice, bob, answered
):
    client.force_login(alice)
    assert HEADING not in on_desk(client)
    update_need(need, actor=buyer, volume_month=1200)
    update_need(need, actor=buyer, volume_month=1500, payment_days=45)
    for person in (alice, bob):
        client.force_login(person)
        desk = on_desk(client)
        assert HEADING in desk
        assert "1.000 → 1.500" in desk, "from what was answered to what stands, not each step"
        page = client.get(answered.get_absolute_url()).content.decode()
        assert "jawaban atas revisi 1; sekarang revisi 3" in page
        assert "Tetap berminat" in page


@pytest.mark.parametrize(("answer", "is_older"), [("stays", False), ("looked", True)])
def test_it_is_over_with_a_look_or_a_new_answer(
    client, need, buyer, alice, answered, answer, is_older
):
    update_need(need, actor=buyer, volume_month=1500)
    client.force_login(alice)
    settle(client, answered, answer)
    assert HEADING not in on_desk(client)
    answered.refresh_from_db()
    assert answered.is_answer_to_older is is_older
    assert ("jawaban atas revisi" in client.get(answered.get_absolute_url()).content.decode()) is (
        is_older
    )
    update_need(need, actor=buyer, volume_month=1600)
    assert HEADING in on_desk(client)


def test_a_look_at_an_older_page_does_not_settle_what_came_later(
    client, need, buyer, alice, answered
):
    update_need(need, actor=buyer, volume_month=1500)
    update_need(need, actor=buyer, volume_month=1600)
    client.force_login(alice)
    settle(client, answered, "stays", revision=2)
    assert HEADING in on_desk(client)
    answered.refresh_from_db()
    assert answered.answered_revision == 2


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999", "9" * 30])
def test_a_revision_that_is_none_settles_no_more_than_there_is(
    client, need, buyer, alice, answered, revision
):
    update_need(need, actor=buyer, volume_month=1500)
    client.force_login(alice)
    settle(client, answered, "stays", revision)
    answered.refresh_from_db()
    assert answered.answered_revision in {1, 2}


def test_nobody_else_settles_it(client, need, buyer, charlie, officer, answered):
    update_need(need, actor=buyer, volume_month=1500)
    for person, code in ((charlie, 404), (buyer, 403), (officer, 403)):
        client.force_login(person)
        assert settle(client, answered, "stays").status_code == code
    answered.refresh_from_db()
    assert (answered.answered_revision, answered.looked_revision) == (1, 1)
    with pytest.raises(NotAllowed):
        settle_change(answered, actor=charlie, seen=2, stays=True)


def test_what_was_declined_is_over(need, buyer, alice, answered):
    update_need(need, actor=buyer, volume_month=1500)
    decline(answered, actor=alice, reason="capacity")
    assert not waiting.changed_since_answer([answered.umkm_id])
    with pytest.raises(WrongState):
        settle_change(answered, actor=alice, seen=2, stays=True)


def test_a_change_that_was_taken_back_says_nothing(need, buyer, answered):
    update_need(need, actor=buyer, volume_month=1500)
    update_need(need, actor=buyer, volume_month=1000)
    answered.need.refresh_from_db()
    assert told_changes([answered])[0].what_changed == ""


def test_an_mou_in_preparation_tells_it_and_a_signed_one_does_not(
    client, need, buyer, officer, verified_umkm, alice
):
    mou = builders.make_mou(builders.make_matched(need, verified_umkm))
    update_need(need, actor=buyer, volume_month=1500)
    client.force_login(officer)
    assert "1.000 → 1.500" in client.get(mou.get_absolute_url()).content.decode()
    client.force_login(alice)
    assert HEADING in on_desk(client)
    builders.make_signed_mou(mou)
    assert HEADING not in on_desk(client)


def test_the_desk_asks_no_more_for_many_changes_than_for_one(
    client, need, buyer, alice, verified_umkm, answered, django_assert_max_num_queries
):
    client.force_login(alice)
    update_need(need, actor=buyer, volume_month=1500)
    on_desk(client)
    with django_assert_max_num_queries(200) as one:
        on_desk(client)
    for _ in range(4):
        other = builders.make_need(need.company)
        show_interest(builders.make_suggestion(other, verified_umkm), actor=alice)
        update_need(other, actor=buyer, volume_month=7)
    with django_assert_max_num_queries(len(one)):
        assert on_desk(client).count("1.000 → 7") == 4


# ── A need that is not for everybody ─────────────────────────────────────────────────────────────────────────────────


def readers(need) -> dict:
    return {
        name: Need.objects.visible_to(person).filter(pk=need.pk).exists()
        for name, person in need.people.items()
    }


@pytest.fixture
def hidden(need, buyer, alice, bob, charlie, officer, verified_umkm):
    need.people = {
        "alice": alice,
        "bob": bob,
        "charlie": charlie,
        "buyer": buyer,
        "officer": officer,
    }
    return need


def test_a_need_for_the_suggested_is_read_by_those_alone(
    client, hidden, buyer, verified_umkm, alice, charlie
):
    update_need(hidden, actor=buyer, visibility=Visibility.SUGGESTED)
    nobody = {"alice": False, "bob": False, "charlie": False, "buyer": True, "officer": True}
    assert readers(hidden) == nobody
    builders.make_suggestion(hidden, verified_umkm)
    assert readers(hidden) == nobody | {"alice": True, "bob": True}
    assert hidden not in Need.objects.public()
    listed = client.get("/api/v1/needs/").json()["results"]
    assert listed == []
    client.force_login(charlie)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    client.force_login(alice)
    assert client.get(hidden.get_absolute_url()).status_code == 200


def test_a_need_for_officials_reaches_an_umkm_when_an_officer_proposes_it(
    client, hidden, buyer, officer, verified_umkm, alice
):
    update_need(hidden, actor=buyer, visibility=Visibility.OFFICIALS)
    suggestion = builders.make_suggestion(hidden, verified_umkm)
    client.force_login(alice)
    assert client.get(suggestion.get_absolute_url()).status_code == 404
    assert str(hidden) not in on_desk(client)
    assert readers(hidden)["alice"] is False
    propose(suggestion, actor=officer)
    assert client.get(suggestion.get_absolute_url()).status_code == 200
    assert str(hidden) in on_desk(client)
    assert readers(hidden)["alice"] is True


def test_a_group_for_such_a_need_is_no_way_to_read_it(hidden, buyer, verified_umkm, alice, officer):
    group = builders.make_group(hidden, verified_umkm, builders.make_verified_umkm())
    assert group in GroupProposal.objects.visible_to(alice)
    update_need(hidden, actor=buyer, visibility=Visibility.OFFICIALS)
    assert group not in GroupProposal.objects.visible_to(alice)
    for person in (buyer, officer):
        assert group in GroupProposal.objects.visible_to(person)


def test_the_list_of_needs_costs_the_same_with_hidden_ones(
    hidden, buyer, alice, django_assert_num_queries
):
    update_need(hidden, actor=buyer, visibility=Visibility.SUGGESTED)
    with django_assert_num_queries(1):
        list(Need.objects.visible_to(alice))


# ── The last day ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_desk_tells_two_weeks_ahead_and_one_press_extends(client, need, buyer):
    client.force_login(buyer)
    assert "Kebutuhan yang segera berakhir" not in on_desk(client)
    today = timezone.localdate()
    Need.objects.filter(pk=need.pk).update(valid_until=today + timedelta(days=14))
    assert "Kebutuhan yang segera berakhir" in on_desk(client)
    client.post(reverse("investors:need-step", args=[need.pk, "extend"]))
    need.refresh_from_db()
    assert need.valid_until == today + timedelta(days=44)
    assert need.revision == 1
    assert "Kebutuhan yang segera berakhir" not in on_desk(client)


def test_what_has_expired_opens_again_for_a_month(need, buyer):
    today = timezone.localdate()
    Need.objects.filter(pk=need.pk).update(valid_until=today - timedelta(days=1))
    assert expire_needs() == 1
    need = change_need_status(need, "open", actor=buyer)
    assert need.valid_until == today + timedelta(days=30)
    need = change_need_status(need, "close", actor=buyer, reason=CloseReason.OTHER)
    kept = change_need_status(need, "open", actor=buyer).valid_until
    assert kept == need.valid_until
