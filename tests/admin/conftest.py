"""Officials at their desks: clients that are signed in, and rows in every state that a desk shows."""

import pytest
from django.test import Client

from kemitraan.accounts.models import Role, User
from tests import builders


@pytest.fixture
def second_officer(officer) -> User:
    """A colleague of the officer: what one entered, the other may confirm."""
    return builders.make_official(Role.PARTNERSHIP_OFFICER)


@pytest.fixture
def superuser(db) -> User:
    return builders.make_superuser()


@pytest.fixture
def signed_in(db):
    """signed_in(user): a browser in which this person is signed in."""

    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def mou(officer):
    """In negotiation, with two UMKM."""
    need = builders.make_need()
    return builders.make_mou(builders.make_matched(need), builders.make_matched(need))


@pytest.fixture
def signed_mou(mou):
    return builders.make_signed_mou(mou, mou_rupiah=900_000_000)
