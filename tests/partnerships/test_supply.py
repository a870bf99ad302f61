"""What the matcher reads of supply: kept by the process, brought up to date by what changed, however it was changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kemitraan.reference.models import Concept
from partnerships.matching import Offer, Snapshot
from partnerships.models import OfferChange
from partnerships.services import supply
from partnerships.services.supply import (
    current_snapshot,
    forget_old_changes,
    read_offers,
)
from tests import builders
from umkm.models import Product, Purpose, Umkm
from umkm.services import change_status, save_certificate, save_product, update_profile
from umkm.services.personal import give_consent, withdraw_consent

pytestmark = pytest.mark.django_db


def offers(snapshot) -> dict[int, Offer]:
    """By product, as the snapshot has them."""
    columns = snapshot.columns
    rows = [columns.offer(row) for row in range(len(columns)) if snapshot.alive[row]]
    assert len({row.product_id for row in rows}) == len(rows)
    return {row.product_id: row for row in rows}


def offer_of(umkm: Umkm) -> Offer | None:
    found = [row for row in offers(current_snapshot()).values() if row.umkm_id == umkm.pk]
    return found[0] if found else None


def is_same_build(one: Snapshot, other: Snapshot) -> bool:
    """Whether one comes from the other by changes alone, which share the vocabulary of what was built."""
    return one.vocabulary is other.vocabulary


@pytest.fixture
def kept(verified_umkm):
    """A snapshot that this process keeps, with Alice's firm and two others. At the end it must still be of the same build."""
    for _ in range(2):
        builders.make_verified_umkm()
    snapshot = current_snapshot()
    assert len(snapshot) == 3
    yield snapshot
    later = current_snapshot()
    assert is_same_build(later, snapshot)
    assert offers(later) == {row.product_id: row for row in read_offers()}


# ── Changes of every kind show in the next look, without a rebuild ───────────────────────────────────────────────────


def test_nothing_changed_nothing_read(kept):
    later = current_snapshot()
    assert is_same_build(later, kept)
    assert offers(later) == offers(kept)


def test_a_change_through_a_service(kept, verified_umkm, alice):
    save_product(
        verified_umkm, actor=alice, product=verified_umkm.products.get(), capacity_month=777
    )
    assert offer_of(verified_umkm).capacity == 777


def test_terms_of_the_firm(kept, verified_umkm, alice):
    update_profile(verified_umkm, actor=alice, down_payment_percent=40, payment_days=7)
    found = offer_of(verified_umkm)
    assert (found.down_payment_percent, found.payment_days) == (40, 7)


def test_a_change_through_the_orm(kept, verified_umkm):
    Product.objects.filter(umkm=verified_umkm).update(name="Batik tulis", minimum_order=9)
    found = offer_of(verified_umkm)
    assert (found.text, found.minimum_order) == ("Batik tulis", 9)


def test_a_change_through_plain_sql(kept, verified_umkm):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE umkm_product SET price_min = 51000 WHERE umkm_id = %s", [verified_umkm.pk]
        )
    assert offer_of(verified_umkm).price_min == 51_000


def test_a_new_product_and_a_deleted_one(kept, verified_umkm, alice):
    added = save_product(
        verified_umkm,
        actor=alice,
        name="Kursi jati",
        cluster_id="mebel",
        unit_id="set",
        capacity_month=10,
    )
    assert offers(current_snapshot())[added.pk].text == "Kursi jati"
    Product.objects.filter(umkm=verified_umkm).delete()
    assert offer_of(verified_umkm) is None
    assert len(current_snapshot()) == 2


def test_a_product_that_is_no_longer_offered(kept, verified_umkm):
    Product.objects.filter(umkm=verified_umkm).update(is_active=False)
    assert offer_of(verified_umkm) is None


def test_a_suspended_firm_and_its_return(kept, verified_umkm, verifier):
    change_status(verified_umkm, "suspend", actor=verifier, note="alamat tidak ditemukan")
    assert offer_of(verified_umkm) is None
    change_status(verified_umkm, "reinstate", actor=verifier, note="sudah pindah, ditemukan")
    assert offer_of(verified_umkm) is not None


def test_a_newly_verified_firm(kept):
    firm = builders.make_umkm()
    assert offer_of(firm) is None
    builders.verify(firm)
    assert offer_of(firm) is not None


def test_a_deleted_firm(kept):
    firm = builders.make_verified_umkm()
    assert offer_of(firm) is not None
    firm.delete()
    assert offer_of(firm) is None


def test_a_new_certificate_and_which_of_two_counts(kept, verified_umkm, alice):
    ends = timezone.localdate() + timedelta(days=100)
    for days in (100, 50):
        fields = builders.certificate(
            kind="halal", expires_on=timezone.localdate() + timedelta(days=days)
        )
        save_certificate(verified_umkm, actor=alice, **fields)
    assert offer_of(verified_umkm).certificates == {"halal": ends}
    save_certificate(
        verified_umkm, actor=alice, **builders.certificate(kind="halal", expires_on=None)
    )
    assert offer_of(verified_umkm).certificates == {"halal": None}
    verified_umkm.certificates.all().delete()
    assert offer_of(verified_umkm).certificates == {}


def test_an_objection_to_being_matched_and_its_end(kept, verified_umkm, alice):
    withdraw_consent(verified_umkm, Purpose.MATCH, actor=alice)
    assert offer_of(verified_umkm) is None
    give_consent(verified_umkm, Purpose.MATCH, actor=alice)
    assert offer_of(verified_umkm) is not None


def test_many_changes_at_once(kept):
    Product.objects.update(committed_month=123)
    assert {row.committed for row in offers(current_snapshot()).values()} == {123}


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_commits_after_the_look_is_not_missed(verified_umkm):
    """It was open, with an older number, while later ones had been read already."""
    other = builders.make_verified_umkm()
    changed, looked = Event(), Event()

    def change_slowly():
        try:
            with transaction.atomic():
                Product.objects.filter(umkm=verified_umkm).update(capacity_month=4242)
                changed.set()
                assert looked.wait(timeout=20)
        finally:
            connection.close()

    snapshot = current_snapshot()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(change_slowly)
        assert changed.wait(timeout=20)
        Product.objects.filter(umkm=other).update(
            capacity_month=99
        )  # a later number, an earlier commit
        assert offer_of(other).capacity == 99
        assert offer_of(verified_umkm).capacity == 500
        looked.set()
        slow.result()
    assert offer_of(verified_umkm).capacity == 4242
    assert is_same_build(current_snapshot(), snapshot)


@pytest.mark.django_db(transaction=True)
def test_a_product_that_goes_over_to_another_firm(verified_umkm):
    """As when two entries of one firm are merged: it is gone from the first and stands at the second, once."""
    other = builders.make_verified_umkm()
    snapshot = current_snapshot()
    Product.objects.filter(umkm=verified_umkm).update(umkm=other)
    assert offer_of(verified_umkm) is None
    assert is_same_build(current_snapshot(), snapshot)
    assert len(current_snapshot().rows_of(other.pk)) == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_read_once_is_not_read_again(verified_umkm, monkeypatch):
    """On a server where no older transaction is open: those of other databases, as of tests beside this one, count too."""

    def on_a_quiet_server() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
            return cursor.fetchone()[0]

    monkeypatch.setattr(supply, "_horizon", on_a_quiet_server)
    current_snapshot()
    Product.objects.update(capacity_month=4242)
    rows = len(current_snapshot().columns)
    assert len(current_snapshot().columns) == rows


# ── When it is built anew ────────────────────────────────────────────────────────────────────────────────────────────


def test_old_age_rebuilds(verified_umkm):
    now = timezone.now()
    snapshot = current_snapshot(now=now)
    assert is_same_build(current_snapshot(now=now + supply.OLDEST), snapshot)
    assert not is_same_build(
        current_snapshot(now=now + supply.OLDEST + timedelta(seconds=1)), snapshot
    )


def test_a_changed_thesaurus_rebuilds(verified_umkm):
    snapshot = current_snapshot()
    Concept.objects.create(name="uji-coba", kind="thing")
    fresh = current_snapshot()
    assert not is_same_build(fresh, snapshot)
    assert is_same_build(current_snapshot(), fresh)


def test_a_large_change_rebuilds(verified_umkm, monkeypatch):
    snapshot = current_snapshot()
    monkeypatch.setattr(
        supply, "MOST_STALE", 0.0005
    )  # half a firm of the thousand that count at least
    Product.objects.update(capacity_month=1)
    fresh = current_snapshot()
    assert not is_same_build(fresh, snapshot)
    assert {row.capacity for row in offers(fresh).values()} == {1}


def test_letting_go_rebuilds(verified_umkm):
    snapshot = current_snapshot()
    supply.forget()
    assert not is_same_build(current_snapshot(), snapshot)


def test_old_notes_of_changes_are_forgotten(verified_umkm):
    now = timezone.now()
    OfferChange.objects.all().delete()
    for hours in (47, 49):
        OfferChange.objects.create(umkm_id=1, xid=1, at=now - timedelta(hours=hours))
    assert forget_old_changes(now=now) == 1
    assert OfferChange.objects.count() == 1
    assert supply.KEPT_CHANGES > supply.OLDEST  # no snapshot lives long enough to need what is gone


# ── One offer ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_quantities_and_prices_come_in_base_units():
    firm = builders.make_verified_umkm(
        form="kub",
        products=[
            builders.product(
                name="Kemeja",
                description="Jahitan rapi",
                cluster="konveksi",
                unit="kodi",
                capacity_month=30,
                committed_month=5,
                minimum_order=2,
                price_min=1_000_000,
                price_max=1_400_000,
                busy_months=[3, 4],
                lead_time_days=10,
            )
        ],
        accepts_consignment=True,
    )
    (found,) = read_offers([firm.pk])
    assert (found.unit, found.capacity, found.committed, found.minimum_order) == (
        "potong",
        600,
        100,
        40,
    )
    assert (found.price_min, found.price_max) == (50_000, 70_000)
    assert (found.text, found.cluster) == ("Kemeja. Jahitan rapi", "konveksi")
    assert (found.busy_months, found.lead_time_days) == ({3, 4}, 10)
    assert (found.leads, found.accepts_consignment, found.regency) == (True, True, "33.10")


def test_what_a_firm_leaves_open_stays_open():
    bare = builders.product(capacity_month=None, price_min=None, price_max=None)
    firm = builders.make_verified_umkm(products=[bare])
    (found,) = read_offers([firm.pk])
    open_fields = (
        found.capacity,
        found.price_min,
        found.price_max,
        found.minimum_order,
        found.lead_time_days,
        found.down_payment_percent,
        found.payment_days,
        found.kbli,
    )
    assert set(open_fields) == {None}
    assert (found.committed, found.leads) == (0, False)
