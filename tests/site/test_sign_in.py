"""Signing in by any of three names, the brake on guessing, and where one arrives."""

import pytest
from django.urls import reverse

from kemitraan.accounts.models import Role
from kemitraan.accounts.sign_in import ATTEMPTS
from kemitraan.identifiers import parse_telephone
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def siti():
    return builders.make_account(
        Role.UMKM,
        username="siti",
        full_name="Siti Rahayu",
        email="siti@contoh.id",
        telephone=parse_telephone("0812 3456 7890"),
    )


def sign_in(client, name="siti", password=builders.PASSWORD, **form):
    return client.post(reverse("accounts:sign-in"), {"username": name, "password": password} | form)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "name", ["siti", "siti@contoh.id", "SITI@contoh.id", "0812-3456-7890", "+62 812 3456 7890"]
)
def test_by_user_name_e_mail_or_telephone(client, siti, name):
    response = sign_in(client, name)
    assert response.status_code == 302
    assert response.url == reverse("desk")
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("name", "password"), [("siti", "salah"), ("tidak-ada", builders.PASSWORD)]
)
def test_what_does_not_fit_is_refused_in_words_that_tell_nothing(client, siti, name, password):
    response = sign_in(client, name, password)
    html = response.content.decode()
    assert not is_signed_in(client)
    assert "tidak cocok" in html
    assert f'value="{name}"' in html, "what was typed is kept"
    assert password not in html


def test_an_account_that_was_closed_stays_out(client, siti):
    siti.is_active = False
    siti.save()
    sign_in(client)
    assert not is_signed_in(client)


def test_after_ten_wrong_passwords_also_the_right_one_waits(client, siti):
    for _ in range(ATTEMPTS):
        assert "tidak cocok" in sign_in(client, password="salah").content.decode()
    html = sign_in(client).content.decode()
    assert "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi." in html
    assert not is_signed_in(client)


def test_the_brake_holds_one_name_not_the_others(client, siti):
    for _ in range(ATTEMPTS):
        sign_in(client, "orang-lain", "salah")
    sign_in(client)
    assert is_signed_in(client)


def test_the_brake_holds_at_the_admins_door_too(client, officer):
    for _ in range(ATTEMPTS):
        sign_in(client, officer.username, "salah")
    client.post(
        reverse("admin:login"), {"username": officer.username, "password": builders.PASSWORD}
    )
    assert not is_signed_in(client)


def test_next_leads_to_the_page_that_asked(client, siti):
    wanted = reverse("accounts:password")
    assert f"next={wanted}" in client.get(wanted).url
    assert sign_in(client, next=wanted).url == wanted


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"]
)
def test_next_never_leads_to_another_site(client, siti, elsewhere):
    assert sign_in(client, next=elsewhere).url == reverse("desk")


def test_who_is_in_goes_straight_to_the_desk(client, siti):
    client.force_login(siti)
    assert client.get(reverse("accounts:sign-in")).url == reverse("desk")


def test_signing_out_takes_a_press_of_the_button(client, siti):
    client.force_login(siti)
    assert client.get(reverse("accounts:sign-out")).status_code == 405
    assert is_signed_in(client)
    response = client.post(reverse("accounts:sign-out"), follow=True)
    assert not is_signed_in(client)
    assert "Anda sudah keluar." in response.content.decode()


def test_a_new_password_replaces_the_old_one(client, siti):
    client.force_login(siti)
    new = "sawah-hijau-77"
    form = {"old_password": builders.PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("accounts:password"), form).url == reverse("desk")
    siti.refresh_from_db()
    assert siti.check_password(new)


def test_a_weak_password_is_refused_and_the_old_one_stays(client, siti):
    client.force_login(siti)
    form = {
        "old_password": builders.PASSWORD,
        "new_password1": "12345678",
        "new_password2": "12345678",
    }
    response = client.post(reverse("accounts:password"), form)
    assert response.status_code == 200
    assert response.context["form"].errors
    siti.refresh_from_db()
    assert siti.check_password(builders.PASSWORD)


def test_joining_offers_both_ways(client):
    html = client.get(reverse("accounts:join")).content.decode()
    assert reverse("umkm:register") in html
    assert reverse("investors:register") in html
