"""UMKM that grew a class: by what their owners state, measured by the same figure, and not by a new limit."""

from datetime import timedelta

import pytest
from django.db.models import F

from kemitraan.reference.models import SizeThreshold
from partnerships import reports
from partnerships.reports import Asked
from partnerships.services.ledger import quarter_of
from tests import builders
from umkm.models import SizeRecord
from umkm.services import update_profile
from umkm.services.size import recompute_sizes

pytestmark = pytest.mark.django_db

BILLION = 10**9


def found(asked: Asked = reports.EVERYTHING) -> tuple[list[int], int]:
    grown = reports.grown(asked)
    return [row.firms for row in grown.rows], grown.firms


def test_growth_is_told_by_class_and_each_firm_once():
    for sales in ((1, 3), (1, 16), (3, 16), (1, 3, 16), (3, 1), (3,)):
        builders.grow(builders.make_verified_umkm(), *(amount * BILLION for amount in sales))
    builders.grow(builders.make_umkm(), 1 * BILLION, 3 * BILLION)  # nobody has verified it
    assert found() == ([1, 2, 1], 4)


def test_what_fell_back_has_not_grown():
    builders.grow(builders.make_verified_umkm(), 1 * BILLION, 3 * BILLION, 1 * BILLION)
    assert found() == ([0, 0, 0], 0)


def test_another_measure_is_no_growth(verifier):
    firm = builders.make_verified_umkm(capital_rupiah=1)
    update_profile(firm, actor=verifier, yearly_sales_rupiah=3 * BILLION)
    assert found() == ([0, 0, 0], 0)


def test_a_new_limit_is_no_growth():
    firm = builders.grow(builders.make_verified_umkm(), 1 * BILLION)
    SizeThreshold.objects.filter(size_class="micro").update(sales_max=BILLION // 2)
    assert recompute_sizes(keys=[firm.pk]) == 1
    assert found() == ([0, 0, 0], 0)


def test_the_period_and_the_partner_are_asked_for(signed_mou):
    partner = signed_mou.members.get().umkm
    for firm in (partner, builders.make_verified_umkm()):
        builders.grow(firm, 1 * BILLION, 3 * BILLION)
    assert found() == ([2, 0, 0], 2)
    assert reports.grown().partners == 1
    assert found(Asked(scope="regency")) == ([1, 0, 0], 1)
    assert found(Asked(scope="national")) == ([0, 0, 0], 0)
    assert found(Asked(cluster=partner.cluster_id, district="33.10.99")) == ([0, 0, 0], 0)
    now = quarter_of(signed_mou.signed_on)
    assert found(Asked(since=now, until=now)) == ([2, 0, 0], 2)
    SizeRecord.objects.update(at=F("at") - timedelta(days=400))
    assert found(Asked(since=now)) == ([0, 0, 0], 0)
