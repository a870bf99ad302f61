"""A letter is put into the outbox: one for each key, with the caller's transaction, and a carrier is asked for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from kemitraan.post.models import Letter, LetterStatus
from kemitraan.post.services import post_letter, writing
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_letter_waits_until_it_is_carried():
    letter = builders.make_letter("alice@example.org", subject="Undangan\nBcc: all@example.org")
    assert letter.status == LetterStatus.WAITING
    assert letter.subject == "Undangan Bcc: all@example.org"


def test_the_same_key_is_the_same_letter():
    first = builders.make_letter("alice@example.org")
    again = builders.make_letter("bob@example.org", key=first.key, subject="Lain")
    assert again == first
    assert (again.address, again.subject) == ("alice@example.org", "Undangan")
    assert Letter.objects.count() == 1


def test_what_is_rolled_back_is_not_sent():
    with transaction.atomic():
        builders.make_letter("alice@example.org")
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("address", ["", "alice", "a@b@c", "alice@example.org\nBcc: b@example.org"])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(ValidationError):
        builders.make_letter(address, key="x")
    assert not Letter.objects.exists()


def test_a_kind_that_nobody_registered_is_refused():
    with pytest.raises(KeyError):
        builders.make_letter(kind="nonsense")
    assert not Letter.objects.exists()


def test_many_letters_ask_for_one_carrier(monkeypatch, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr("kemitraan.post.tasks.carry_letters.delay", lambda: asked.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            builders.make_letter(f"a{number}@example.org")
    assert asked == [1]
    writing.carrier_begins()
    with django_capture_on_commit_callbacks(execute=True):
        builders.make_letter("later@example.org")
    assert asked == [1, 1]


def test_without_redis_the_letter_is_written_all_the_same(
    monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def broken(*_args):
        raise ConnectionError("no Redis")

    monkeypatch.setattr(cache, "add", broken)
    with django_capture_on_commit_callbacks(execute=True):
        letter = builders.make_letter()
    assert letter.status == LetterStatus.WAITING
    assert "no Redis" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_two_that_write_the_same_key_at_once_write_one():
    start = Barrier(2)

    def put(_number):
        try:
            start.wait(timeout=20)
            return post_letter(
                key="same",
                kind="invitation",
                address="alice@example.org",
                subject="Undangan",
                body="Isi",
            ).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(put, range(2)))
    assert len(set(found)) == 1
    assert Letter.objects.count() == 1
