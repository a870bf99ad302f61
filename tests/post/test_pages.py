"""Stopping letters from a letter, choosing them on a page, and the outbox."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kemitraan.post.links import stop_link_of
from kemitraan.post.models import Reader, Stop
from kemitraan.post.services import carry_letters
from kemitraan.post.services.readers import language_of
from kemitraan.post.services.stopping import stopped_kinds
from tests import builders

pytestmark = pytest.mark.django_db


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


@pytest.fixture
def stop(alice):
    return path_of(stop_link_of(alice.pk, "alice@example.org", "test_news"))


def test_looking_at_the_link_stops_nothing(stop, client):
    page = client.get(stop)
    assert "Berhenti menerima surat “Kabar”?" in page.content.decode()
    assert not Stop.objects.exists()


def test_one_press_stops_without_signing_in_and_one_takes_it_back(stop, alice, client):
    assert client.post(stop).status_code == 200
    assert client.post(stop).status_code == 200
    assert stopped_kinds(alice) == {"test_news"}
    client.post(stop, {"lagi": "1"})
    assert stopped_kinds(alice) == set()


def test_a_mail_program_stops_by_itself(stop, alice):
    """RFC 8058: a POST from elsewhere, without cookie or token."""
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert stopped_kinds(alice) == {"test_news"}


def test_an_address_without_account_stops_too(client):
    client.post(path_of(stop_link_of(None, "Guest@example.org", "test_news")))
    letter = builders.make_letter("guest@Example.org", kind="test_news")
    carry_letters()
    letter.refresh_from_db()
    assert letter.status == "stopped"
    assert mail.outbox == []


@pytest.mark.parametrize("spoilt", ["x", "WzEsImRpZ2VzdCJd:1xXI01:KOn6Rs"])
def test_a_link_that_was_tampered_with_is_not_found(client, spoilt):
    assert client.post(reverse("post:stop", args=[spoilt])).status_code == 404
    assert not Stop.objects.exists()


def test_what_nobody_can_do_without_is_not_stopped(alice, client):
    link = path_of(stop_link_of(alice.pk, "", "password"))
    assert client.post(link).status_code == 400
    assert not Stop.objects.exists()


def test_the_page_of_choices(alice, bob, client):
    page = reverse("post:preferences")
    assert client.get(page).status_code == 302
    client.force_login(alice)
    assert client.get(page).status_code == 200
    client.post(page, {"language": "en", "wanted": ["digest"]})
    assert language_of(alice) == "en"
    assert "digest" not in stopped_kinds(alice)
    assert "news" in stopped_kinds(alice)
    assert stopped_kinds(bob) == set()


def test_a_language_that_is_none_changes_nothing(alice, client):
    client.force_login(alice)
    before = language_of(alice)
    answer = client.post(reverse("post:preferences"), {"language": "xx", "wanted": []})
    assert answer.status_code == 200
    assert (language_of(alice), stopped_kinds(alice)) == (before, set())


def test_the_language_is_the_one_used_last(alice, client):
    client.force_login(alice)
    client.post(reverse("set_language"), {"language": "en"})
    assert Reader.objects.get(person=alice).language == "en"
    client.cookies.clear()
    client.post(
        reverse("accounts:sign-in"),
        {"username": alice.username, "password": builders.PASSWORD},
    )
    assert language_of(alice) in {"en", "id"}


def test_outside_a_demo_the_outbox_is_for_administrators(alice, officer, client, settings):
    settings.DEBUG = False
    builders.make_letter(body="https://example.org/rahasia/")
    builders.make_letter(kind="test_news", body="Kabar biasa")
    for person in (alice, officer):
        client.force_login(person)
        assert client.get(reverse("post:outbox")).status_code == 403
    client.force_login(builders.make_superuser())
    page = client.get(reverse("post:outbox")).content.decode()
    assert "Kabar biasa" in page
    assert "rahasia" not in page


def test_the_outbox_asks_as_much_for_many_letters_as_for_few(client, django_assert_max_num_queries):
    client.force_login(builders.make_superuser())
    for _number in range(15):
        builders.make_letter()
    client.get(reverse("post:outbox"))  # the bell's number is kept for a minute
    with django_assert_max_num_queries(5):
        client.get(reverse("post:outbox"))
