"""The page of numbers: the kabupaten's own, small cells hidden, and beside them what sources say, never added."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from partnerships import figures, reports
from partnerships.demo.publicity import save_drives
from partnerships.models import Mou, PartnershipProgramme, Scope
from partnerships.services.programmes import save_programme
from tests import builders
from umkm.models import Umkm

pytestmark = pytest.mark.django_db

PAGE = reverse("partnerships:figures")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client, **headers) -> str:
    cache.clear()
    page = client.get(PAGE, **headers).content.decode()
    return re.sub(r"\s+", " ", strip_tags(page.replace("<", " <")))


def partnerships(count: int, *, cluster="lurik", firms=2, scope=Scope.REGENCY) -> None:
    for _ in range(count):
        need = builders.make_need()
        suppliers = [
            builders.make_verified_umkm(cluster=cluster, with_account=True) for _ in range(firms)
        ]
        mou = builders.make_mou(*(builders.make_matched(need, umkm) for umkm in suppliers))
        Mou.objects.filter(pk=mou.pk).update(scope=scope)
        builders.make_confirmed_contract(builders.make_signed_mou(mou))


def test_the_drive_of_2021_stands_beside_and_changes_no_own_figure(client, officer):
    partnerships(3)
    before = figures.own_figures()
    save_drives(actor=officer)
    cache.clear()
    assert figures.own_figures() == before
    text = text_of(client)
    own, others = text.split("Program lain menurut sumbernya")
    drive = others[: others.index("Sumber-sumber tidak sepakat")]
    for told in (
        "Penandatanganan kemitraan nasional 18 Januari 2021",
        "Lingkup nasional",
        "56 perusahaan: 29 PMA, 27 PMDN",
        "196 UMKM",
        "Rp 1,5 triliun potensi menurut sumber",
        "dari Pamekasan",
        "Sumber: Siaran pers BKPM",
        "18 Januari 2021",
    ):
        assert told in drive, told
    for foreign in ("196", "1,5 triliun", "56", "29 PMA"):
        assert foreign not in own, foreign
    assert "3 MoU ditandatangani" in own
    assert "Rp 300 juta" in own
    rest = others[others.index("Sumber-sumber tidak sepakat") :]
    for told in (
        "383",
        "46 PMA, 43 PMDN",
        "Rp 2,73 triliun",
        "84",
        "Rp 5,14 triliun",
        "Rp 22,6 triliun",
    ):
        assert told in rest, told


def test_the_page_counts_as_the_reports_do(client):
    partnerships(3)
    partnerships(1, cluster="batik", firms=1, scope=Scope.NATIONAL)
    cache.clear()
    own = figures.own_figures()
    assert own.totals == reports.headline(figures.OWN, fresh=True)
    assert own.totals["mous"] == 3
    by_key = {row.key: row for row in reports.by("cluster", figures.OWN).rows}
    lurik = next(row for row in own.clusters if row.cluster.pk == "lurik")
    assert (lurik.umkm, lurik.mous) == (6, 3)
    amounts = by_key["lurik"].amounts
    assert lurik.rupiah == {name: getattr(amounts, name) for name in figures.AMOUNTS}
    assert (own.partnered, round(own.percent, 1)) == (6, 85.7)
    assert own.companies == {"PMA": 0, "PMDN": 4}


def test_few_firms_are_hidden_and_not_to_be_worked_out(client):
    partnerships(3)
    partnerships(1, cluster="batik")
    own = figures.own_figures()
    told = {row.cluster.pk: row for row in own.clusters}
    for cluster in ("batik", "lurik"):  # lurik alone could be told, and would give batik away
        assert told[cluster].mous is None
        rupiah = told[cluster].rupiah
        assert (rupiah["potential"], rupiah["mou"], rupiah["contract"]) == (None, None, None)
        assert rupiah["realised"] == 0
    assert told["penunjang"].mous == 0
    assert own.hides
    assert "disamarkan" in text_of(client)


def test_few_partnered_umkm_are_not_counted_out(client):
    partnerships(1)
    own = figures.own_figures()
    assert (own.partnered, own.percent) == (None, None)
    assert "kurang dari 5" in text_of(client)


def test_an_empty_portal_has_a_page(client):
    assert "Belum ada program lain yang dicatat." in text_of(client)


def test_only_signed_and_living_partnerships_count_as_partnered():
    partnerships(3)
    Umkm.objects.filter(pk=Umkm.objects.order_by("pk").first().pk).update(status="suspended")
    assert figures.own_figures().partnered == 5
    Mou.objects.update(status="completed")
    cache.clear()
    assert figures.own_figures().partnered == 0


def test_more_clusters_and_programmes_cost_no_more_queries(client, count_queries, officer):
    def cost() -> int:
        cache.clear()
        return count_queries(PAGE)

    cost()
    few = cost()
    save_drives(actor=officer)
    partnerships(2, cluster="batik")
    assert cost() <= few + 1  # the totals of other sources
    assert few <= 18


def test_the_drive_is_entered_in_the_admin(officer, client):
    page = signed_in(officer)
    add = reverse("admin:partnerships_partnershipprogramme_add")
    given = {
        "name": "Penandatanganan nasional",
        "held_on": "2021-01-18",
        "scope": "national",
        "companies_pma": "29",
        "companies_pmdn": "27",
        "umkm_count": "196",
        "potential_rupiah": "1500000000000",
        "source": "BKPM",
        "source_on": "2021-01-18",
        "note": "Disaksikan dari Pamekasan.",
    }
    both = page.post(add, given | {"companies_count": "56"})
    assert both.status_code == 200
    assert "tidak keduanya" in both.content.decode()
    assert page.post(add, given).status_code == 302
    drive = PartnershipProgramme.objects.get()
    assert (drive.companies, drive.umkm_count, drive.source_on) == (56, 196, date(2021, 1, 18))
    assert "56 perusahaan: 29 PMA, 27 PMDN" in text_of(client)


def test_a_total_stands_beside_another_programme_and_not_itself(officer):
    drive = PartnershipProgramme(
        name="Gerakan", held_on=date(2021, 1, 18), scope="national", source="BKPM"
    )
    save_programme(drive, actor=officer)
    drive.beside = drive
    with pytest.raises(ValidationError, match="dirinya sendiri"):
        save_programme(drive, actor=officer)
