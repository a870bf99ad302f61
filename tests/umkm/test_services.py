"""Writes of supply: the profile, goods and proofs, many firms at once, and what the database itself refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kemitraan.refusals import WrongState
from tests import builders
from umkm.models import Certificate, Product, Umkm, UmkmStatusChange
from umkm.services import (
    check_certificate,
    register_many,
    register_umkm,
    save_certificate,
    save_product,
    update_profile,
)

# ── Keeping ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_profile_takes_a_number_as_people_write_it(umkm, alice):
    changed = update_profile(
        umkm, actor=alice, telephone="0812 9999 8888", nib="1234 5678 9012.3", payment_days=14
    )
    changed.refresh_from_db()
    assert (changed.telephone, changed.nib, changed.payment_days) == (
        "+6281299998888",
        "1234567890123",
        14,
    )


@pytest.mark.parametrize(
    ("fields", "complains"),
    [
        ({"telephone": "satu dua"}, ["__all__"]),
        ({"nib": "123"}, ["__all__"]),
        ({"name": ""}, ["name"]),
        ({"down_payment_percent": 101}, ["down_payment_percent"]),
        ({"payment_days": 366}, ["payment_days"]),
        ({"cluster_id": "emas"}, ["cluster"]),
        ({"village_id": "99.99.99.9999"}, ["village"]),
    ],
)
def test_profile_refuses_nonsense_and_stays_as_it_was(umkm, alice, fields, complains):
    before = Umkm.objects.filter(pk=umkm.pk).values().get()
    with pytest.raises(ValidationError) as refusal:
        update_profile(umkm, actor=alice, **fields)
    if complains != ["__all__"]:
        assert set(complains) <= set(refusal.value.message_dict)
    assert Umkm.objects.filter(pk=umkm.pk).values().get() == before


def test_a_nib_stands_once_and_the_field_says_so(umkm, alice):
    builders.make_umkm(nib="1234567890123")
    with pytest.raises(ValidationError) as refusal:
        update_profile(umkm, actor=alice, nib="1234567890123")
    assert refusal.value.message_dict == {"nib": ["NIB ini sudah terdaftar pada UMKM lain."]}


@pytest.mark.parametrize("name", ["status", "verified_at", "registered_at", "consent_at"])
def test_the_state_is_not_a_field_of_the_profile(umkm, alice, name):
    with pytest.raises(ValueError, match="own service"):
        update_profile(umkm, actor=alice, **{name: timezone.now()})


def test_product_is_added_changed_and_taken_off(umkm, alice):
    product = save_product(umkm, actor=alice, **builders.product(name="Selendang"))
    save_product(umkm, actor=alice, product=product, is_active=False)
    product.refresh_from_db()
    assert (product.name, product.is_active, product.capacity_month) == ("Selendang", False, 500)


@pytest.mark.parametrize(
    "fields",
    [
        {"capacity_month": -1},
        {"capacity_month": 2**31},
        {"committed_month": 501},
        {"price_min": -1},
        {"price_min": 80_000},
        {"price_max": 10**15 + 1},
        {"busy_months": [0]},
        {"busy_months": [13]},
        {"lead_time_days": 366},
        {"name": ""},
    ],
)
def test_product_refuses_nonsense(umkm, alice, fields):
    product = umkm.products.get()
    before = Product.objects.filter(pk=product.pk).values().get()
    with pytest.raises(ValidationError):
        save_product(umkm, actor=alice, product=product, **fields)
    with pytest.raises(ValidationError):
        save_product(umkm, actor=alice, **builders.product(**fields))
    assert Product.objects.filter(umkm=umkm).values().get() == before


def test_a_changed_certificate_must_be_checked_again(umkm, alice, verifier):
    certificate = save_certificate(umkm, actor=alice, **builders.certificate())
    checked = check_certificate(certificate, actor=verifier)
    assert checked.verified_by == verifier
    with pytest.raises(WrongState):
        check_certificate(certificate, actor=verifier)

    changed = save_certificate(umkm, actor=alice, certificate=checked, number="Lain-2")
    changed.refresh_from_db()
    assert (changed.verified_at, changed.verified_by, changed.number) == (None, None, "Lain-2")


def test_a_certificate_stands_once(umkm, alice):
    fields = builders.certificate()
    save_certificate(umkm, actor=alice, **fields)
    with pytest.raises(ValidationError, match="sudah tercatat"):
        save_certificate(umkm, actor=alice, **fields)
    assert umkm.certificates.count() == 1


@pytest.mark.parametrize(("days", "is_valid"), [(-1, False), (0, True), (1, True), (None, True)])
def test_a_certificate_holds_through_its_last_day(umkm, alice, days, is_valid):
    today = timezone.localdate()
    expires = None if days is None else today + timedelta(days=days)
    certificate = save_certificate(
        umkm, actor=alice, **builders.certificate(expires_on=expires, issued_on=None)
    )
    assert certificate.is_valid_on(today) is is_valid
    assert Certificate.objects.valid_on(today).contains(certificate) is is_valid


# ── Many at once ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_thousand_firms_cost_a_bounded_number_of_queries(verifier):
    brought = [
        builders.registration(
            products=[builders.product(), builders.product()],
            certificates=[builders.certificate()],
        )
        for _ in range(1_000)
    ]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        keys = register_many(brought, actor=verifier)

    assert len(queries) <= 15
    rows = Umkm.objects.in_bulk(keys)
    assert [rows[key].name for key in keys] == [row.firm["name"] for row in brought]
    assert Product.objects.count() == 2_000
    assert Certificate.objects.count() == 1_000
    assert UmkmStatusChange.objects.filter(verb="register", actor=verifier).count() == 1_000
    assert not Umkm.objects.filter(search=None).exists()
    assert {row.status for row in rows.values()} == {"registered"}
    assert {row.registered_by_id for row in rows.values()} == {verifier.pk}


@pytest.mark.parametrize(
    "bad",
    [
        {"telephone": "nol delapan"},
        {"nib": "12"},
        {"name": "x" * 151},
        {"form": "pt"},
        {"products": [{"capacity_month": -1}]},
        {"products": [{"price_min": -1}]},
    ],
)
def test_one_bad_row_names_itself_and_none_is_written(verifier, bad):
    if "products" in bad:
        bad = {"products": [builders.product(**fields) for fields in bad["products"]]}
    rows = [builders.registration(), builders.registration(**bad), builders.registration()]
    with pytest.raises(ValidationError) as refusal:
        register_many(rows, actor=verifier)
    assert refusal.value.row == 2
    assert not Umkm.objects.exists()


def test_what_only_the_database_sees_stops_all_of_them(verifier):
    nib = builders.nib()
    rows = [builders.registration(nib=nib), builders.registration(nib=nib)]
    with pytest.raises(IntegrityError), transaction.atomic():
        register_many(rows, actor=verifier)
    assert not Umkm.objects.exists()


def test_one_and_many_write_the_same(verifier):
    firm = {"name": "Tenun Sama", "owner_name": "Sama", "description": "Lurik halus."}
    single = register_umkm(builders.registration(**firm, telephone="08121111111"), actor=verifier)
    (key,) = register_many([builders.registration(**firm, telephone="08122222222")], actor=verifier)
    own = {"id", "telephone", "registered_at", "consent_at", "search"}
    one, other = (Umkm.objects.filter(pk=pk).values().get() for pk in (single.pk, key))
    assert {name: one[name] for name in one.keys() - own} == {
        name: other[name] for name in other.keys() - own
    }


# ── The database refuses nonsense ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Umkm, {"down_payment_percent": 101}),
        (Umkm, {"down_payment_percent": -1}),
        (Umkm, {"payment_days": -1}),
        (Umkm, {"nib": "12345"}),
        (Umkm, {"status": "verified"}),
        (Umkm, {"name": None}),
        (Umkm, {"village_id": "99.99.99.9999"}),
        (Product, {"capacity_month": -1}),
        (Product, {"committed_month": 501}),
        (Product, {"price_min": -1, "price_max": None}),
        (Product, {"price_min": 10, "price_max": 9}),
        (Product, {"minimum_order": -1}),
        (Certificate, {"issued_on": "2026-02-01", "expires_on": "2026-01-31"}),
        (Certificate, {"kind_id": "tidak-ada"}),
    ],
)
def test_database_refuses(umkm, alice, model, fields):
    """Past all forms and services: an UPDATE by hand."""
    save_certificate(umkm, actor=alice, **builders.certificate())
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        _update_now(model, fields)


def _update_now(model, fields):
    model.objects.update(**fields)
    connection.check_constraints()  # foreign keys would otherwise wait for the end of the test


def test_database_keeps_one_firm_once(umkm):
    twin = Umkm(
        name=umkm.name.upper(),
        owner_name="Lain",
        village_id=umkm.village_id,
        telephone=umkm.telephone,
        cluster_id=umkm.cluster_id,
        consent_at=timezone.now(),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    assert Umkm.objects.count() == 1


def test_a_village_with_firms_is_not_deleted(umkm):
    with pytest.raises(IntegrityError), transaction.atomic():
        umkm.village.delete()
