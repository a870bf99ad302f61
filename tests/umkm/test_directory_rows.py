"""The directory's derived rows are those of the firms as they stand, whatever changed them."""

import re
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from kemitraan.accounts.models import Role
from tests import builders
from umkm.models import (
    DirectoryCount,
    DirectoryEntry,
    DirectoryOffer,
    DirectoryProfile,
    Product,
    PublicField,
    Umkm,
)
from umkm.search.narrowing import UNIT_TERM
from umkm.services.merging import merge_firms, undo_merge
from umkm.services.search import rebuild_search

HERE, THERE = "33.10.03.2006", "33.10.12.2001"
TRAITS = (
    "cluster", "form", "size_class", "women_owned", "certificates", "down_payment_percent", "payment_days", "accepts_consignment",
)  # fmt: skip


def _traits(row) -> tuple:
    """As a profile tells them."""
    told = {name: getattr(row, name) for name in TRAITS}
    told["women_owned"] = told["women_owned"] is True
    told["certificates"] = tuple(told["certificates"])
    told["down_payment_percent"] = 0 if told["down_payment_percent"] == 0 else None
    return tuple(told.values())


def _offers() -> dict[int, tuple]:
    """What the products on offer have to be, as far as their owners show it."""
    made = {}
    goods = Product.objects.filter(is_active=True).select_related("umkm__entry", "unit")
    for good in goods:
        factor, shown = Decimal(good.unit.factor), good.umkm.public_fields
        low, high = good.price_min or good.price_max, good.price_max or good.price_min
        priced = PublicField.PRICES in shown and low is not None
        told = PublicField.CAPACITY in shown and good.capacity_month is not None
        made[good.pk] = (
            good.umkm_id,
            good.umkm.status == "verified" and good.umkm.is_listed,
            good.umkm.village_id,
            good.umkm.entry.profile,
            good.unit.base_code,
            good.free_month * factor if told else None,
            good.capacity_month * factor if told else None,
            round(low / factor, 12) if priced else None,
            round(high / factor, 12) if priced else None,
        )
    return made


def _are_right() -> bool:
    listed = list(DirectoryEntry.objects.filter(is_listed=True))
    told: Counter = Counter()
    for row in DirectoryProfile.objects.all():
        told[(row.profile, *_traits(row))] += row.n
    assert {key: n for key, n in told.items() if n} == Counter(
        (entry.profile, *_traits(entry)) for entry in listed
    )
    entries = list(DirectoryEntry.objects.all())
    assert len({entry.profile for entry in entries}) == len({_traits(entry) for entry in entries})
    villages: Counter = Counter()
    for row in DirectoryCount.objects.filter(what="village"):
        villages[row.value] += row.n
    assert +villages == Counter(entry.village for entry in listed)
    rows = DirectoryOffer.objects.values_list(
        "product", "umkm", "is_listed", "village", "profile", "unit", "free", "capacity", "price_from", "price_to"
    )  # fmt: skip
    assert {row[0]: row[1:] for row in rows} == _offers()
    for entry in entries:
        goods = Product.objects.filter(umkm=entry.pk, is_active=True).select_related("unit")
        units = {f"{UNIT_TERM}{good.unit.base_code}" for good in goods}
        assert {
            term for term in re.findall("'([^']*)'", entry.terms) if term[:2] == UNIT_TERM
        } == units
    return True


@pytest.fixture
def firms(db) -> list[Umkm]:
    return [
        builders.make_verified_umkm(
            name=f"Firma {at}", village=HERE, women_owned=at == 1, payment_days=14, down_payment_percent=0,
            products=[
                builders.product(unit="kodi", capacity_month=9, committed_month=2, price_min=600_000, price_max=None),
                builders.product(name="Topi", unit="potong", capacity_month=None, price_min=10_000, price_max=20_000),
            ],
            certificates=[builders.certificate(kind="halal")],
        )
        for at in range(3)
    ]  # fmt: skip


def _move(firm: Umkm) -> None:
    Umkm.objects.filter(pk=firm.pk).update(village=THERE)


def _tell_more(firm: Umkm) -> None:
    Umkm.objects.filter(pk=firm.pk).update(
        payment_days=30, down_payment_percent=50, accepts_consignment=True, women_owned=None, form="kub", cluster="batik"
    )  # fmt: skip


def _hide_all(firm: Umkm) -> None:
    Umkm.objects.filter(pk=firm.pk).update(public_fields=[])


def _leave_and_return(firm: Umkm) -> None:
    Umkm.objects.filter(pk=firm.pk).update(is_listed=False)
    assert _are_right()
    Umkm.objects.filter(pk=firm.pk).update(is_listed=True)


def _measure_otherwise(firm: Umkm) -> None:
    firm.products.filter(unit="kodi").update(unit="potong", committed_month=5, price_max=900_000)


def _offer_less(firm: Umkm) -> None:
    firm.products.filter(unit="kodi").update(is_active=False)
    assert _are_right()
    firm.products.all().delete()


def _give_a_product_away(firm: Umkm) -> None:
    firm.products.filter(unit="kodi").update(umkm=Umkm.objects.exclude(pk=firm.pk).first())


def _prove_more(firm: Umkm) -> None:
    firm.certificates.create(kind_id="sni", number="7")
    assert _are_right()
    firm.certificates.filter(kind="halal").delete()


def _let_a_certificate_run_out(firm: Umkm) -> None:
    firm.certificates.update(expires_on=timezone.localdate() - timedelta(days=9))


def _change_many(_firm: Umkm) -> None:
    Umkm.objects.update(payment_days=None)
    Product.objects.update(capacity_month=77, committed_month=7)


def _merge_and_undo(firm: Umkm) -> None:
    official = builders.make_official(Role.UMKM_OFFICER)
    kept = Umkm.objects.exclude(pk=firm.pk).first()
    merge = merge_firms(kept, Umkm.objects.get(pk=firm.pk), actor=official)
    assert _are_right()
    undo_merge(merge, actor=official)


def _delete(firm: Umkm) -> None:
    for row in (*firm.products.all(), *firm.certificates.all()):
        row.delete()
    DirectoryEntry.objects.filter(pk=firm.pk).delete()


def _change_and_take_back(firm: Umkm) -> None:
    with transaction.atomic():
        _tell_more(firm)
        transaction.set_rollback(True)


CHANGES = [
    _move, _tell_more, _hide_all, _leave_and_return, _measure_otherwise, _offer_less, _give_a_product_away, _prove_more,
    _let_a_certificate_run_out, _change_many, _merge_and_undo, _delete, _change_and_take_back,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_rows_follow_every_change(firms, change):
    assert _are_right()
    change(firms[1])
    assert _are_right()


def test_the_night_sums_and_changes_nothing_else(firms):
    for change in (_tell_more, _move, _hide_all):
        change(firms[0])
    rebuild_search()
    assert _are_right()
    profiles = DirectoryProfile.objects.values_list("profile", flat=True)
    assert len(profiles) == len(set(profiles)) == 3
    rows = list(DirectoryProfile.objects.order_by("pk").values_list("pk", "profile", "n"))
    rebuild_search()
    assert rows == list(DirectoryProfile.objects.order_by("pk").values_list("pk", "profile", "n"))
