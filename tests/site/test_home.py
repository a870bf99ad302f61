"""The first page: what the portal is, what has come of it, and where to begin."""

import pytest
from django.urls import reverse

from investors.services import change_company_status
from kemitraan.views import NEWEST_NEEDS
from tests import builders

pytestmark = pytest.mark.django_db


def page(client, **kwargs) -> str:
    response = client.get(reverse("home"), **kwargs)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_portal_says_so_and_leads_on(client):
    html = page(client)
    assert "Kabupaten Klaten" in html
    assert "Belum ada kebutuhan terbuka" in html
    assert f'href="{reverse("umkm:register")}"' in html
    assert f'href="{reverse("investors:register")}"' in html


def test_the_figures_count_what_is_verified_and_open(client, verified_umkm, need):
    builders.make_umkm(name="Belum Diperiksa")
    figures = client.get(reverse("home")).context["figures"]
    assert (figures["umkm"], figures["companies"], figures["open_needs"]) == (1, 1, 1)


def test_the_four_amounts_stand_apart_and_are_never_added(client):
    html = page(client)
    for name in ("Potensi", "MoU", "Kontrak", "Realisasi"):
        assert f"<b>{name}</b>" in html
    assert "tidak pernah dijumlahkan" in html


def test_each_cluster_leads_to_its_firms(client, verified_umkm):
    response = client.get(reverse("home"))
    counted = {cluster.pk: firms for cluster, firms in response.context["clusters"]}
    assert counted.pop("lurik") == 1
    assert set(counted.values()) == {0}
    assert f'href="{reverse("umkm:directory")}?cluster=lurik"' in response.content.decode()


def test_the_newest_open_needs_are_listed(client, company):
    needs = [builders.make_need(company, title=f"Seragam {i}") for i in range(NEWEST_NEEDS + 1)]
    html = page(client)
    assert needs[-1].get_absolute_url() in html
    assert "Seragam 0<" not in html, "the oldest one has left the list"


def test_needs_of_a_suspended_company_are_not_shown(client, need, officer):
    change_company_status(need.company, "suspend", actor=officer, note="Alamat tidak ditemukan.")
    assert need.title not in page(client)


def test_the_home_costs_few_queries_however_many_needs(
    client, company, django_assert_max_num_queries
):
    page(client)  # the name of the kabupaten and the figures are remembered
    for i in range(NEWEST_NEEDS):
        builders.make_need(company, title=f"Kebutuhan {i}")
    with django_assert_max_num_queries(3):  # clusters, needs, the clusters of the needs
        page(client)
