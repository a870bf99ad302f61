"""The Content-Security-Policy: strict on the site, wider under /admin/ alone."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def policy(client, url) -> dict[str, set[str]]:
    header = client.get(url).headers["Content-Security-Policy"]
    rules = (rule.split() for rule in header.split(";"))
    return {name: set(values) for name, *values in rules}


@pytest.mark.parametrize("page", ["home", "accounts:sign-in", "umkm:directory", "health"])
def test_the_site_runs_only_its_own_files(client, page):
    rules = policy(client, reverse(page))
    assert rules["script-src"] == rules["style-src"] == {"'self'"}
    assert rules["object-src"] == rules["frame-ancestors"] == {"'none'"}


def test_the_admin_may_what_its_theme_needs_and_no_more(client):
    rules = policy(client, reverse("admin:login"))
    assert rules["script-src"] == {"'self'", "'unsafe-eval'"}
    assert rules["style-src"] == {"'self'", "'unsafe-inline'"}
    assert rules["default-src"] == {"'self'"}


def test_an_address_that_only_begins_like_the_admins_is_strict(client):
    assert policy(client, "/administrasi/")["script-src"] == {"'self'"}
