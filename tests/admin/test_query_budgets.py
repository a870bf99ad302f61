"""Lists and pages cost the same number of queries for many rows as for few."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kemitraan.accounts.models import User
from partnerships.admin import navigation
from partnerships.matching import DEFAULT_WEIGHTS
from partnerships.models import (
    Contract,
    MatchRun,
    MatchWeights,
    Mou,
    MouStatusChange,
    Realisation,
)
from partnerships.models.weights import values_of
from tests import builders
from umkm.services import ask_bulk_review, ask_membership, request_facilitation

#: Session, user, five counts of the sidebar, count and rows of the list, choices of filters.
BUDGET = 20


@pytest.fixture(autouse=True)
def counts_that_last(monkeypatch):
    """On a slow machine the sidebar's counts would run out between two pages, and be asked once more."""
    monkeypatch.setattr(navigation, "COUNT_SECONDS", 3600)


def queries(client, url) -> int:
    client.get(url)  # what a process keeps for good is kept now
    cache.clear()  # what is kept for seconds would be there or not by chance
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.fixture
def grow(mou, officer, verifier):
    """grow(n): n more rows in every table that grows with use."""

    def more(number: int):
        for _ in range(number):
            umkm = builders.make_umkm(certificates=[builders.certificate()])
            builders.make_suggestion(mou.need, umkm)
            builders.make_company(with_account=False)
            MatchRun.objects.create(kind="umkm", umkm=umkm, asked_by=officer)
            ask_membership(builders.make_umkm(form="kub"), umkm, actor=verifier)
            request_facilitation(umkm, "nib", actor=verifier)
            ask_bulk_review([umkm.pk], actor=verifier, method="visit")
            builders.make_group(mou.need, umkm, status="withdrawn")
            MatchWeights.objects.create(
                values=values_of(DEFAULT_WEIGHTS), note="Coba.", created_by=officer
            )
        today = timezone.localdate()
        start = Mou.objects.count()
        mous = Mou.objects.bulk_create(
            Mou(
                company=mou.company,
                title=f"Kemitraan {index}",
                pattern="subkontrak",
                potential_rupiah=1,
                created_by=officer,
            )
            for index in range(start, start + number)
        )
        MouStatusChange.objects.bulk_create(
            MouStatusChange(subject=row, verb="open", target=row.status) for row in mous
        )
        contracts = Contract.objects.bulk_create(
            Contract(
                mou=row,
                document=f"PO-{row.pk}",
                value_rupiah=1,
                entered_by=officer,
                entered_side="company",
                signed_on=today,
                starts_on=today,
                ends_on=today.replace(year=today.year + 1),
            )
            for row in mous
        )
        Realisation.objects.bulk_create(
            Realisation(
                contract=row,
                umkm=mou.members.first().umkm,
                year=today.year,
                quarter=1,
                volume=1,
                document=f"INV-{row.pk}",
                value_rupiah=1,
                entered_by=officer,
                entered_side="umkm",
            )
            for row in contracts
        )
        User.objects.bulk_create(
            User(username=f"tamu{builders.number()}", full_name="Tamu") for _ in range(number)
        )

    return more


LISTS = (
    "umkm_umkm",
    "umkm_product",
    "umkm_certificate",
    "umkm_membership",
    "umkm_facilitationrequest",
    "umkm_bulkreview",
    "umkm_bulkreviewrow",
    "umkm_consent",
    "investors_company",
    "investors_need",
    "partnerships_suggestion",
    "partnerships_groupproposal",
    "partnerships_matchweights",
    "partnerships_mou",
    "partnerships_contract",
    "partnerships_realisation",
    "partnerships_matchrun",
    "accounts_user",
)


def test_lists_cost_the_same_with_sixty_rows(grow, superuser, signed_in):
    client = signed_in(superuser)
    urls = [reverse(f"admin:{name}_changelist") for name in LISTS]
    grow(3)
    few = {url: queries(client, url) for url in urls}
    grow(60)
    many = {url: queries(client, url) for url in urls}
    assert many == few
    assert max(many.values()) <= BUDGET, many


def test_the_dashboard_costs_the_same_with_sixty_rows(grow, leader, signed_in):
    client = signed_in(leader)
    grow(13)
    few = queries(client, reverse("admin:index"))
    grow(60)
    assert queries(client, reverse("admin:index")) == few
    assert few <= 40


def test_the_page_of_an_umkm_costs_the_same_with_many_products(verifier, signed_in):
    small, large = (
        builders.make_umkm(
            products=[builders.product() for _ in range(number)],
            certificates=[builders.certificate() for _ in range(number)],
        )
        for number in (1, 20)
    )
    client = signed_in(verifier)
    pages = [reverse("admin:umkm_umkm_change", args=[umkm.pk]) for umkm in (small, large)]
    few, many = (queries(client, page) for page in pages)
    assert abs(many - few) <= 1  # the last one in the queue has nobody after it
    assert many <= 34


def test_the_page_of_an_mou_costs_the_same_with_many_entries(officer, signed_in, signed_mou):
    mou = signed_mou
    today = timezone.localdate()
    client = signed_in(officer)
    page = reverse("admin:partnerships_mou_change", args=[mou.pk])

    def book(document):
        contract = mou.contracts.create(
            document=document,
            value_rupiah=10,
            entered_by=officer,
            entered_side="company",
            signed_on=today,
            starts_on=today,
            ends_on=mou.ends_on,
        )
        contract.realisations.create(
            umkm=mou.members.first().umkm,
            year=today.year,
            quarter=1,
            volume=1,
            document=document,
            value_rupiah=1,
            entered_by=officer,
            entered_side="umkm",
        )

    book("PO-0")
    few = queries(client, page)
    for number in range(1, 12):
        book(f"PO-{number}")
    assert queries(client, page) == few
