"""Accounts: the administrator makes them, and the role decides who enters the admin."""

import pytest
from django.urls import reverse

from kemitraan.accounts.models import Role, User
from tests.builders import make_account, make_official

NEW = {
    "username": "wati",
    "full_name": "Wati Rahayu",
    "role": Role.UMKM_OFFICER,
    "email": "wati@klaten.example",
    "telephone": "0812 5555 0001",
    "password1": "kain-tenun-77",
    "password2": "kain-tenun-77",
}


def test_an_official_gets_into_the_admin(superuser, signed_in, client):
    signed_in(superuser).post(reverse("admin:accounts_user_add"), NEW)
    person = User.objects.get(username="wati")
    assert person.is_staff
    assert not person.is_superuser
    assert person.telephone == "+6281255550001"
    assert client.login(username="wati", password="kain-tenun-77")
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_company_person_does_not(superuser, signed_in):
    signed_in(superuser).post(
        reverse("admin:accounts_user_add"), {**NEW, "role": Role.COMPANY, "is_staff": "on"}
    )
    assert not User.objects.get(username="wati").is_staff


def test_who_loses_the_role_loses_the_admin(superuser, signed_in):
    person = make_official(Role.UMKM_OFFICER, username="sri")
    data = {
        "username": "sri",
        "full_name": "Sri",
        "role": Role.UMKM,
        "email": "",
        "is_active": "on",
    }
    signed_in(superuser).post(reverse("admin:accounts_user_change", args=[person.pk]), data)
    person.refresh_from_db()
    assert (person.role, person.is_staff) == (Role.UMKM, False)


def test_a_number_that_is_taken_is_said_and_nothing_typed_is_lost(superuser, signed_in):
    make_account(Role.UMKM, telephone="+6281255550001")
    answer = signed_in(superuser).post(reverse("admin:accounts_user_add"), NEW)
    assert answer.status_code == 200
    assert "sudah dipakai akun lain" in answer.content.decode()
    assert 'value="Wati Rahayu"' in answer.content.decode()
    assert not User.objects.filter(username="wati").exists()


def test_nobody_shuts_themselves_out(superuser, signed_in):
    url = reverse("admin:accounts_user_change", args=[superuser.pk])
    answer = signed_in(superuser).post(
        url, {"username": superuser.username, "full_name": "Admin", "role": "", "email": ""}
    )
    assert answer.status_code == 200
    superuser.refresh_from_db()
    assert superuser.is_active


@pytest.mark.parametrize("who", ["officer", "verifier", "leader", "auditor"])
def test_officials_make_no_accounts_and_change_none(who, request, signed_in):
    """An officer who could set roles could confirm their own entries under another name."""
    other = make_account(Role.UMKM)
    password = other.password
    client = signed_in(request.getfixturevalue(who))
    passwords = {"password1": "baru-sekali-99", "password2": "baru-sekali-99"}
    answers = [
        client.post(reverse("admin:accounts_user_add"), NEW),
        client.post(
            reverse("admin:accounts_user_change", args=[other.pk]),
            {"role": Role.PARTNERSHIP_OFFICER},
        ),
        client.post(reverse("admin:auth_user_password_change", args=[other.pk]), passwords),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    other.refresh_from_db()
    assert (other.role, other.password, other.is_staff) == (Role.UMKM, password, False)
    assert not User.objects.filter(username="wati").exists()


def test_the_administrator_sets_a_new_password(superuser, signed_in, client):
    person = make_official(Role.UMKM_OFFICER, username="sri")
    url = reverse("admin:auth_user_password_change", args=[person.pk])
    assert signed_in(superuser).get(url).status_code == 200
    signed_in(superuser).post(url, {"password1": "baru-sekali-99", "password2": "baru-sekali-99"})
    assert client.login(username="sri", password="baru-sekali-99")
