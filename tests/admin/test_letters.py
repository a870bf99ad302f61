"""The outbox in the admin: officials see what did not arrive; nobody reads what carries the key to an account."""

import pytest
from django.urls import reverse

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
