"""The people of a suggestion: Alice and Bob speak for the UMKM, the buyer for the company, Charlie for nobody."""

import pytest
from django.contrib.auth import get_user
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.services.watch import unread_count
from tests import builders


@pytest.fixture
def suggestion(need, verified_umkm):
    """Nobody has answered it yet."""
    return builders.make_suggestion(need, verified_umkm)


@pytest.fixture
def matched(need, verified_umkm):
    return builders.make_matched(need, verified_umkm)


@pytest.fixture
def mou(matched):
    """In negotiation."""
    return builders.make_mou(matched)


@pytest.fixture
def signed_mou(mou):
    return builders.make_signed_mou(mou)


@pytest.fixture
def contract(signed_mou):
    """Entered by the company, not confirmed."""
    return builders.make_contract(signed_mou)


@pytest.fixture
def confirmed_contract(signed_mou):
    return builders.make_confirmed_contract(signed_mou)


@pytest.fixture
def realisation(confirmed_contract):
    """Entered by the company, not confirmed."""
    return builders.make_realisation(confirmed_contract)


@pytest.fixture
def count_queries(client):
    """count_queries(url): how many queries the page costs the person who is signed in."""

    def count(url: str) -> int:
        reader = get_user(client)
        if reader.is_authenticated:
            unread_count(reader)  # the bell's number is kept from page to page
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert response.status_code == 200
        return len(queries)

    return count
