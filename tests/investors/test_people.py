"""Alice owns the company, Bob buys for it, Rina reads, Charlie has no right: who invites, joins, changes and goes."""

import re
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from investors.models import CompanyMember, Invitation
from investors.services import (
    accept_invitation,
    change_role,
    hand_over,
    invite,
    invite_again,
    leave_company,
    remove_member,
    withdraw_invitation,
)
from kemitraan.accounts.models import Role, User
from kemitraan.post.models import Letter
from kemitraan.refusals import NotAllowed, Refused, WrongState
from tests import builders

pytestmark = pytest.mark.django_db

OWNER, BUYER, READER = CompanyMember.Role.OWNER, CompanyMember.Role.BUYER, CompanyMember.Role.READER


@pytest.fixture
def owner(company):
    return company.members.get().user


def join(company, role, **fields):
    user = builders.make_account(
        Role.COMPANY, **{"email": f"orang{builders.number()}@sinar.example"} | fields
    )
    return company.members.create(user=user, role=role)


@pytest.fixture
def member_bob(company):
    return join(company, BUYER, full_name="Bob")


@pytest.fixture
def rina(company):
    return join(company, READER, full_name="Rina")


def invited(company, actor, email="keiko@hoshino.example", role=BUYER, language="en", **given):
    return invite(
        company,
        email=email,
        role=role,
        language=language,
        actor=actor,
        link_of=lambda token: f"https://portal.example/undangan/{token}/",
        **given,
    )


def token_of(link):
    return link.rstrip("/").rpartition("/")[2]


def new_account(**changed):
    return {"full_name": "Keiko Tanaka", "password": "kereta-cepat-88"} | changed


# ── Inviting ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_owner_invites_by_a_letter_in_the_language_of_the_guest(client, company, owner):
    client.force_login(owner)
    page = reverse("investors:company-people", args=[company.pk])
    sent = {"email": "Keiko@Hoshino.example", "role": BUYER, "language": "en"}
    answer = client.post(page, sent, follow=True).content.decode()
    invitation = company.invitations.get()
    letter = Letter.objects.get()
    assert (letter.address, letter.language) == ("keiko@hoshino.example", "en")
    token = token_of(re.search(r"http\S+/undangan/\S+", letter.body)[0])
    # The owner sees the link once; the table keeps only what it can be checked with.
    assert token in answer
    assert token not in client.get(page).content.decode()
    assert token not in repr(Invitation.objects.filter(pk=invitation.pk).values())
    assert company.member_changes.get().verb == "invited"


def test_who_is_not_the_owner_is_refused_everything(
    client, company, owner, member_bob, rina, charlie
):
    invitation, _link = invited(company, owner)
    for person in (member_bob.user, rina.user, charlie):
        client.force_login(person)
        for name, args, data in (
            ("company-people", [], {"email": "a@b.example", "role": OWNER, "language": "id"}),
            ("person-role", [rina.pk], {"role": OWNER}),
            ("person-remove", [rina.pk], {}),
            ("invitation-again", [invitation.pk], {}),
            ("invitation-withdraw", [invitation.pk], {}),
        ):
            answer = client.post(reverse(f"investors:{name}", args=[company.pk, *args]), data)
            assert answer.status_code == 403
            assert "Hanya penanggung jawab perusahaan ini" in answer.content.decode()
        assert client.get(reverse("investors:company-people", args=[company.pk])).status_code == 403
        for act in (
            lambda person=person: invited(company, person, email="x@y.example"),
            lambda person=person: change_role(rina, OWNER, actor=person),
            lambda person=person: remove_member(rina, actor=person),
            lambda person=person: withdraw_invitation(invitation, actor=person),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert company.invitations.get().withdrawn_at is None
    assert company.members.get(pk=rina.pk).role == READER
    assert company.members.count() == 3
    assert Letter.objects.count() == 1


def test_nobody_is_invited_twice_or_to_where_he_is(company, owner, member_bob):
    invited(company, owner)
    for email in ("KEIKO@hoshino.example", member_bob.user.email):
        with pytest.raises(ValidationError):
            invited(company, owner, email=email)
    assert company.invitations.count() == 1


def test_bad_input_keeps_what_was_typed(client, company, owner):
    client.force_login(owner)
    page = reverse("investors:company-people", args=[company.pk])
    answer = client.post(page, {"email": "bukan alamat", "role": READER, "language": "en"})
    assert answer.context["form"].errors["email"]
    assert 'value="bukan alamat"' in answer.content.decode()
    assert not company.invitations.exists()


# ── Accepting ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_guest_without_account_sets_name_and_password_and_is_in(client, company, owner):
    _invitation, link = invited(company, owner)
    page = reverse("investors:invitation", args=[token_of(link)])
    shown = client.get(page)
    assert shown.headers["Content-Language"] == "en"
    assert "no-store" in shown.headers["Cache-Control"]
    answer = client.post(page, new_account())
    assert answer.status_code == 302
    assert client.cookies["django_language"].value == "en"
    member = company.members.get(user__email="keiko@hoshino.example")
    assert (member.role, member.user.role) == (BUYER, Role.COMPANY)
    assert int(client.session["_auth_user_id"]) == member.user.pk
    # The link was for once.
    client.logout()
    again = client.get(page)
    assert again.status_code == 410
    assert client.post(page, new_account()).status_code == 410
    assert company.members.count() == 2


def test_a_weak_password_is_said_and_the_name_stays(client, company, owner):
    _invitation, link = invited(company, owner)
    page = reverse("investors:invitation", args=[token_of(link)])
    answer = client.post(page, new_account(password="12345678"))
    assert answer.context["form"].errors["password"]
    assert 'value="Keiko Tanaka"' in answer.content.decode()
    assert not User.objects.filter(email="keiko@hoshino.example").exists()
    assert company.invitations.open().exists()


def test_an_account_that_exists_signs_in_first_and_works_for_both(client, company, owner, charlie):
    other = builders.make_company()
    buyer = other.members.get().user
    _invitation, link = invited(company, owner, email=buyer.email)
    page = reverse("investors:invitation", args=[token_of(link)])
    assert f"?next={page}" in client.get(page).content.decode()
    assert client.post(page, new_account()).status_code == 403
    client.force_login(charlie)
    assert client.post(page).status_code == 403
    assert not company.members.filter(user__in=[buyer, charlie]).exists()
    client.force_login(buyer)
    assert client.post(page).status_code == 302
    assert set(CompanyMember.objects.filter(user=buyer).values_list("company", flat=True)) == {
        company.pk,
        other.pk,
    }


def test_an_account_of_another_kind_is_told_so(company, owner):
    farmer = builders.make_account(Role.UMKM, email="keiko@hoshino.example")
    _invitation, link = invited(company, owner)
    with pytest.raises(Refused, match="bukan akun perusahaan"):
        accept_invitation(token_of(link), user=farmer)
    assert company.members.count() == 1
    assert company.invitations.open().exists()


def test_a_link_that_is_over_says_why(client, company, owner):
    long_ago = timezone.now() - timedelta(days=8)
    expired, old_link = invited(company, owner, now=long_ago)
    gone, gone_link = invited(company, owner, email="gone@hoshino.example")
    withdraw_invitation(gone, actor=owner)
    for link, status, words in (
        (old_link, 410, "batasnya tujuh hari"),
        (gone_link, 410, "sudah ditarik"),
        (old_link[:-4], 404, "tidak dikenal"),
        ("x/.", 404, "tidak dikenal"),
    ):
        client.cookies["django_language"] = "id"
        page = reverse("investors:invitation", args=[token_of(link)])
        answer = client.post(page, new_account())
        assert answer.status_code == status
        assert words in answer.content.decode()
        with pytest.raises(WrongState):
            accept_invitation(token_of(link), **new_account())
    assert company.members.count() == 1
    # Sent again, the new link works and the old one is unknown.
    _again, new_link = invite_again(expired, actor=owner, link_of=lambda token: f"/{token}/")
    assert client.get(reverse("investors:invitation", args=[token_of(old_link)])).status_code == 404
    assert accept_invitation(token_of(new_link), **new_account()).company == company
    assert Letter.objects.filter(address=expired.email).count() == 2


# ── Roles, and going ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_company_is_never_without_an_owner(client, company, owner, member_bob, rina):
    alone = company.members.get(user=owner)
    for act in (
        lambda: change_role(alone, BUYER, actor=owner),
        lambda: remove_member(alone, actor=owner),
        lambda: leave_company(company, actor=owner),
    ):
        with pytest.raises(Refused, match="harus punya penanggung jawab"):
            act()
    assert company.members.get(role=OWNER).user == owner
    change_role(member_bob, OWNER, actor=owner)
    leave_company(company, actor=owner)
    assert company.members.get(role=OWNER) == member_bob
    leave_company(company, actor=rina.user)
    assert company.members.count() == 1
    assert list(company.member_changes.values_list("verb", flat=True)) == ["left", "left", "role"]


def test_who_was_removed_has_no_right_any_more(client, company, owner, member_bob):
    client.force_login(owner)
    client.post(reverse("investors:person-remove", args=[company.pk, member_bob.pk]))
    assert not company.members.filter(pk=member_bob.pk).exists()
    client.force_login(member_bob.user)
    assert client.get(reverse("investors:company-edit", args=[company.pk])).status_code == 403


def test_an_officer_hands_over_when_the_owner_has_gone(
    company, owner, member_bob, officer, charlie
):
    for person in (owner, member_bob.user, charlie):
        with pytest.raises(NotAllowed):
            hand_over(company, member=member_bob, actor=person, note="Surat direksi 3 Mei.")
    with pytest.raises(Refused):
        hand_over(company, member=member_bob, actor=officer, note=" ")
    assert company.members.get(role=OWNER).user == owner
    hand_over(
        company,
        member=member_bob,
        actor=officer,
        note="Surat direksi 3 Mei.",
        remove_others=True,
    )
    assert company.members.get().user == member_bob.user
    assert company.members.get().role == OWNER


# ── Two at once ──────────────────────────────────────────────────────────────────────────────────────────────────────


def at_once(*calls):
    """Run each in a thread with a connection of its own; what each raised, or None."""
    gate, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(position, call):
        try:
            gate.wait(10)
            call()
        except Exception as error:
            outcomes[position] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_demote_each_other_leave_one():
    company = builders.make_verified_company()
    first = company.members.get()
    second = join(company, OWNER)
    outcomes = at_once(
        lambda: change_role(second, BUYER, actor=first.user),
        lambda: change_role(first, BUYER, actor=second.user),
    )
    assert sorted(type(error).__name__ for error in outcomes) == ["NoneType", "NotAllowed"]
    assert company.members.filter(role=OWNER).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_that_is_pressed_twice_at_once_makes_one_account():
    company = builders.make_verified_company()
    _invitation, link = invited(company, company.members.get().user)
    token = token_of(link)
    outcomes = at_once(*[lambda: accept_invitation(token, **new_account())] * 2)
    assert sorted(type(error).__name__ for error in outcomes) == ["NoneType", "WrongState"]
    assert User.objects.filter(email="keiko@hoshino.example").count() == 1
    assert company.members.count() == 2
