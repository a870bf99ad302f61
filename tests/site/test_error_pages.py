"""What a reader sees when something cannot be: a sentence, a way on, and the site around it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override
from django.views.defaults import permission_denied, server_error

from kemitraan.refusals import NotAllowed, Refused, WrongState, refusal_page

pytestmark = pytest.mark.django_db


def test_not_found_offers_the_way_in(client):
    response = client.get("/tidak-ada/?a=1&b=2")
    html = response.content.decode()
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in html
    assert f"{reverse('accounts:sign-in')}?next=%2Ftidak-ada%2F%3Fa%3D1%26b%3D2" in html
    assert "Kabupaten Klaten" in html, "the site stands around it"


def test_not_found_does_not_ask_whoever_is_in_to_sign_in(client, charlie):
    client.force_login(charlie)
    response = client.get("/tidak-ada/")
    assert response.status_code == 404
    assert "?next=" not in response.content.decode()


def test_not_permitted(charlie):
    request = RequestFactory().get("/")
    request.user = charlie
    request.resolver_match = None
    response = permission_denied(request, PermissionDenied())
    assert response.status_code == 403
    assert "Tidak diizinkan" in response.content.decode()


def test_a_form_that_was_open_too_long():
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("accounts:sign-in"), {"username": "siti", "password": "x"})
    assert response.status_code == 403
    assert "Tidak ada yang berubah." in response.content.decode()


def test_a_broken_server_needs_nothing_that_could_be_broken(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Portal sedang terganggu" in response.content.decode()
    with override("en"):
        assert '<html lang="en">' in render_to_string("500.html")


@pytest.mark.parametrize(
    ("refusal", "status"), [(Refused, 400), (NotAllowed, 403), (WrongState, 409)]
)
def test_a_refusal_is_a_page_with_its_sentence(charlie, refusal, status):
    request = RequestFactory().post("/", headers={"referer": "http://testserver/umkm/1/"})
    request.user = charlie
    request.resolver_match = None
    response = refusal_page(request, refusal("Perusahaan sudah menjawab."))
    html = response.content.decode()
    assert response.status_code == status
    assert "Perusahaan sudah menjawab." in html
    assert 'href="http://testserver/umkm/1/"' in html
