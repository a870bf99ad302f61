"""Which ways are open to whom, and how the page says where one is."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def ways(client, page="home") -> dict[str, str]:
    portal = client.get(reverse(page)).context["portal"]
    return {way.label: way.is_here for way in portal.navigation}


def test_a_visitor_sees_what_is_public(client):
    assert list(ways(client)) == ["Direktori", "Kebutuhan", "Daftar kemitraan", "Acara"]
    html = client.get(reverse("home")).content.decode()
    assert reverse("accounts:sign-in") in html
    assert reverse("accounts:sign-out") not in html


def test_who_is_in_has_a_desk(client, charlie):
    client.force_login(charlie)
    assert list(ways(client)) == [
        "Direktori",
        "Kebutuhan",
        "Daftar kemitraan",
        "Acara",
        "Meja saya",
        "MoU",
    ]
    html = client.get(reverse("home")).content.decode()
    assert f'<form method="post" action="{reverse("accounts:sign-out")}">' in html
    assert "Charlie" in html


def test_officials_have_the_dashboard_and_the_admin(client, leader):
    client.force_login(leader)
    assert list(ways(client)) == [
        "Direktori",
        "Kebutuhan",
        "Daftar kemitraan",
        "Acara",
        "Meja saya",
        "MoU",
        "Dasbor",
        "Admin",
    ]


def test_the_present_page_is_marked(client):
    assert ways(client, "umkm:directory") == {
        "Direktori": "page",
        "Kebutuhan": "",
        "Daftar kemitraan": "",
        "Acara": "",
    }
    html = client.get(reverse("umkm:directory")).content.decode()
    assert f'<a href="{reverse("umkm:directory")}" aria-current="page">' in html


def test_a_page_below_marks_its_section(client, verified_umkm):
    portal = client.get(verified_umkm.get_absolute_url()).context["portal"]
    assert {way.label: way.is_here for way in portal.navigation} == {
        "Direktori": "true",
        "Kebutuhan": "",
        "Daftar kemitraan": "",
        "Acara": "",
    }
