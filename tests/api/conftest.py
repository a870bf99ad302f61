"""People of the partnership's stories, and machines that act for them."""

import pytest
from rest_framework.test import APIClient

from kemitraan.api.tokens import make_token
from tests.partnerships.conftest import (  # noqa: F401
    confirmed_contract,
    contract,
    count_queries,
    matched,
    mou,
    realisation,
    signed_mou,
    suggestion,
)


@pytest.fixture
def machine():
    """machine(user, scope="write"): a client that signs in with a token of this person."""

    def machine(user, scope: str = "write") -> APIClient:
        _token, secret = make_token(actor=user, name=f"{scope} {user.pk}", scope=scope, days=30)
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
        return client

    return machine
