"""The outbox in the admin: officials see what did not arrive; nobody reads what carries the key to an account."""

import pytest
from django.urls import reverse

from kemitraan.official_admin.dossier import admin_url
from kemitraan.post.models import Letter
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    return builders.make_letter("bob@example.org", body="https://example.org/undangan/rahasia/")


def test_officials_see_the_letter_and_not_its_key(letter, officer, signed_in):
    browser = signed_in(officer)
    page = browser.get(reverse("admin:post_letter_changelist")).content.decode()
    assert "bob@example.org" in page
    page = browser.get(reverse("admin:post_letter_change", args=[letter.pk])).content.decode()
    assert "menunggu dikirim" in page
    assert "rahasia" not in page


@pytest.mark.parametrize("model", ["letter", "badaddress", "outage"])
def test_parties_see_none_of_it(model, letter, alice, signed_in):
    assert signed_in(alice).get(reverse(f"admin:post_{model}_changelist")).status_code == 302


def test_an_official_sends_a_refused_letter_again(letter, officer, signed_in):
    again = reverse("admin:post_letter_again", args=[letter.pk])
    browser = signed_in(officer)
    assert browser.post(again).status_code == 409  # it waits to be sent anyway
    Letter.objects.update(status="refused", answer="550 5.1.1 no such user")
    assert again in browser.get(admin_url(letter)).content.decode()
    assert browser.post(again).status_code == 302
    letter.refresh_from_db()
    assert letter.status == "waiting"
