"""The public page that explains the matcher: complete, and with the numbers of the code."""

import re
from dataclasses import fields

import pytest
from django.urls import reverse

from partnerships.matching import DEFAULT_WEIGHTS, Demand, Offer
from partnerships.matching.fairness import FAIR
from partnerships.models.weights import values_of
from partnerships.services import supply
from partnerships.services.exposure import WAITING_DAYS
from partnerships.services.weights import change_weights
from partnerships.wording import method
from partnerships.wording.rules import LABELS as RULES
from tests import builders
from umkm.models import Umkm

pytestmark = pytest.mark.django_db


def test_the_page_names_every_field_that_the_engine_is_given():
    for values, told in ((Offer, method.READ_OF_UMKM), (Demand, method.READ_OF_NEED)):
        assert {field.name for field in fields(values)} - method.BOOKKEEPING == set(told)


def test_every_hard_rule_is_told_in_plain_words():
    assert set(method.RULES_IN_WORDS) == set(RULES)


def test_what_is_never_read_is_not_among_the_columns_that_are_read():
    read = {name.removeprefix("umkm__") for name in supply._OFFER_COLUMNS if "umkm__" in name}
    kept = {field.name for field in Umkm._meta.fields}
    for name in method.NEVER_READ:
        assert name in kept
        assert name not in read


def test_anybody_reads_it_without_an_account(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        page = client.get(reverse("partnerships:method")).text
    for label in RULES.values():
        assert str(label) in page
    assert f"lebih dari {WAITING_DAYS} hari" in page
    assert f"{FAIR.kept} UMKM terbaik" in page
    assert reverse("partnerships:method") in client.get(reverse("home")).text


def test_the_weights_are_those_in_use(client):
    def shown():
        page = client.get(reverse("partnerships:method")).text
        return re.search(r"Manfaat bagi perusahaan berbobot (\d+) %", page).group(1)

    assert shown() == "60"
    values = values_of(DEFAULT_WEIGHTS) | {"company_power": 0.45}
    change_weights(values=values, note="Uji.", actor=builders.make_superuser())
    assert shown() == "45"
