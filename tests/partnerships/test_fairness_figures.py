"""How places are spread, as the dashboards tell it."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from partnerships.fairness import fairness, recent_fairness
from partnerships.models import Suggestion
from partnerships.services.exposure import WAITING_DAYS
from tests import builders
from umkm.models import Umkm

pytestmark = pytest.mark.django_db


def test_nothing_is_no_division_by_zero():
    figures = fairness()
    assert (figures.total.firms, figures.total.gini, figures.rows) == (0, None, [])
    assert figures.total.shown_percent is None


def test_nobody_shown_has_no_gini_and_all_shown_alike_has_zero(company):
    firms = [builders.make_verified_umkm() for _ in range(3)]
    assert fairness().total.gini is None
    for umkm in firms:
        builders.make_suggestion(builders.make_need(company), umkm)
    figures = fairness()
    assert figures.total.gini == 0
    assert (figures.total.shown, figures.total.shown_percent) == (3, 100)


def test_gini_is_that_of_the_places(company):
    firms = [builders.make_verified_umkm() for _ in range(4)]
    need = builders.make_need(company)
    builders.make_suggestion(need, firms[0], score=90)
    builders.make_suggestion(need, firms[1], score=80)
    shown = sorted([0, 0, 0.6309297535714575, 1])  # 1 / log2(3), 1 / log2(2)
    pairs = sum(abs(a - b) for a in shown for b in shown)
    assert fairness().total.gini == pytest.approx(pairs / (2 * len(shown) * sum(shown)), abs=0.001)


def test_clusters_apart_and_the_unverified_left_out(company):
    lurik = builders.make_verified_umkm()
    builders.make_verified_umkm(cluster="batik")
    builders.make_umkm(cluster="batik")
    builders.make_suggestion(builders.make_need(company), lurik)
    figures = fairness()
    rows = {row.key: row for row in figures.rows}
    assert set(rows) == {"lurik", "batik"}
    assert (rows["lurik"].shown, rows["batik"].shown) == (1, 0)
    assert (rows["batik"].firms, rows["batik"].gini) == (1, None)
    assert figures.total.firms == 2


def test_lifted_and_waiting(company):
    need = builders.make_need(company)
    lifted = builders.make_suggestion(need)
    Suggestion.objects.filter(pk=lifted.pk).update(lifted=True)
    builders.make_verified_umkm()
    assert fairness().total.lifted == 1
    assert fairness().total.waiting == 0
    days = timedelta(days=WAITING_DAYS + 1)
    Umkm.objects.update(verified_at=F("verified_at") - days)
    assert fairness().total.waiting == 1
    # Who was shown within the time does not wait, even if that place is gone.
    Suggestion.objects.update(status="withdrawn")
    assert fairness().total.waiting == 1
    assert fairness(now=timezone.now() + days).total.waiting == 2


def test_both_dashboards_show_it(client, officer, company, verified_umkm):
    client.force_login(officer)
    for page in (reverse("partnerships:dashboard"), reverse("admin:index")):
        text = client.get(page).text
        assert "Pemerataan saran" in text
        assert "Gini" in text


def test_a_page_reads_the_spreads_once_a_minute(django_assert_num_queries, umkm):
    fresh = fairness()
    assert recent_fairness() == fresh
    builders.verify(umkm)
    with django_assert_num_queries(2):
        assert recent_fairness() == fresh
    assert fairness() != fresh
