"""The index page: queues, the four amounts kept apart, charts with their tables, and what waits longest."""

import json
import re
from datetime import timedelta
from html import unescape

from django.urls import reverse
from django.utils import timezone

from partnerships.admin.navigation import waiting_counts
from tests import builders
from umkm.models import Umkm


def test_the_four_amounts_stand_apart(leader, signed_in, signed_mou):
    html = signed_in(leader).get(reverse("admin:index")).content.decode()
    for words in ("Potensi", "MoU", "Kontrak", "Realisasi", "Rp 960 juta", "Rp 900 juta"):
        assert words in html, words


def test_each_chart_shows_the_figures_of_its_table(leader, signed_in, signed_mou):
    response = signed_in(leader).get(reverse("admin:index"))
    charts = [
        json.loads(unescape(found))
        for found in re.findall(r'data-value="([^"]*)"', response.content.decode())
    ]
    clusters, quarters = charts
    signed = {part["label"].split(" (")[0]: part["data"] for part in clusters["datasets"]}
    assert clusters["labels"] == ["lurik"]
    assert signed["MoU"] == [900]
    assert signed["Realisasi"] == [0]
    rows = {str(row.cells[0]): row.cells for row in response.context["cluster_table"].rows}
    assert ">Rp 900 juta</a>" in rows["lurik"][2]
    assert reverse("partnerships:behind", args=["mou"]) + "?cluster=lurik" in rows["lurik"][2]
    assert len(quarters["labels"]) == len(response.context["quarter_table"].rows)


def test_what_stands_still_longest_is_told_by_office(verifier, signed_in):
    builders.make_umkm()
    old = builders.make_umkm()
    Umkm.objects.filter(pk=old.pk).update(registered_at=timezone.now() - timedelta(days=30))
    response = signed_in(verifier).get(reverse("admin:index"))
    (row,) = response.context["oldest"].rows
    assert "Dinas Koperasi UKM: UMKM yang menunggu verifikasi" in row.cells[0]
    assert row.cells[1] == "2 menunggu"
    assert (row.cells[3], row.cells[4]) == ("30", "23 hari")


def test_nothing_comes_from_elsewhere(leader, signed_in):
    """Charts and scripts are served by the portal itself."""
    html = signed_in(leader).get(reverse("admin:index")).content.decode()
    assert "/static/unfold/js/chart/chart.js" in html
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)


def test_an_empty_portal_has_a_page_too(leader, signed_in):
    html = signed_in(leader).get(reverse("admin:index")).content.decode()
    assert "Tidak ada yang menunggu." in html


def test_the_sidebar_counts_what_waits_at_each_desk(umkm):
    builders.make_company()
    builders.make_matched()
    counts = waiting_counts()
    assert (counts["umkm"], counts["companies"], counts["matched"]) == (
        Umkm.objects.awaiting().count(),
        1,
        1,
    )
    assert counts["contracts"] == counts["follow_ups"] == 0
    assert min(counts.values()) == 0
