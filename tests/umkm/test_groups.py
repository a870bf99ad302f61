"""Koperasi, KUB and BUMDes with members: asked by one side, accepted by the other, or entered by an officer."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kemitraan.refusals import NotAllowed, WrongState
from tests import builders
from umkm.models import Membership
from umkm.services import ask_membership, change_membership


@pytest.fixture
def group(db):
    return builders.make_verified_umkm(name="KUB Mawar", form="kub", with_account=True)


@pytest.fixture
def head(group):
    return group.members.get().user


def test_a_group_asks_and_the_member_accepts(group, head, umkm, alice):
    row = ask_membership(group, umkm, actor=head)
    assert (row.status, row.asked_side) == ("asked", "group")
    with pytest.raises(NotAllowed):
        change_membership(row, "accept", actor=head)
    row = change_membership(row, "accept", actor=alice)
    assert row.status == "accepted"
    assert [change.actor for change in row.changes.all()] == [alice, head]


def test_a_member_asks_and_the_group_declines(group, head, umkm, alice, charlie):
    row = ask_membership(group, umkm, actor=alice)
    for person in (alice, charlie):
        with pytest.raises(NotAllowed):
            change_membership(row, "decline", actor=person)
    assert change_membership(row, "decline", actor=head).status == "declined"
    assert ask_membership(group, umkm, actor=alice).status == "asked"  # may be asked again


def test_both_sides_asking_is_an_agreement(group, head, umkm, alice):
    ask_membership(group, umkm, actor=alice)
    assert ask_membership(group, umkm, actor=head).status == "accepted"
    assert Membership.objects.count() == 1


def test_an_officer_enters_it_at_once_and_either_side_ends_it(group, umkm, verifier, alice):
    row = ask_membership(group, umkm, actor=verifier)
    assert row.status == "accepted"
    assert change_membership(row, "end", actor=alice).status == "ended"
    with pytest.raises(WrongState):
        change_membership(row, "accept", actor=verifier)


def test_what_makes_no_sense_is_refused(group, umkm, verifier, charlie):
    with pytest.raises(ValidationError):
        ask_membership(umkm, group, actor=verifier)  # a single firm has no members
    with pytest.raises(ValidationError):
        ask_membership(group, group, actor=verifier)
    with pytest.raises(NotAllowed):
        ask_membership(group, umkm, actor=charlie)
    ask_membership(group, umkm, actor=verifier)
    with pytest.raises(ValidationError):
        ask_membership(group, umkm, actor=verifier)
    assert Membership.objects.count() == 1


def test_on_the_pages(client, group, head, umkm, alice, charlie):
    client.force_login(alice)
    page = reverse("umkm:membership", args=[umkm.pk])
    assert "KUB Mawar" in client.get(page, {"q": "mawar"}).content.decode()
    answer = client.post(page, {"q": "mawar", "other": group.pk})
    assert answer["Location"] == reverse("umkm:profile", args=[umkm.pk])
    row = Membership.objects.get()

    accept = reverse("umkm:membership-step", args=[group.pk, row.pk, "accept"])
    client.force_login(charlie)
    assert client.post(accept).status_code == 403
    row.refresh_from_db()
    assert row.status == "asked"
    client.force_login(head)
    assert "Permintaan keanggotaan kelompok" in client.get("/meja/").content.decode()
    client.post(accept)
    row.refresh_from_db()
    assert row.status == "accepted"
    assert "Lurik Alice" in client.get(reverse("umkm:profile", args=[group.pk])).content.decode()
