"""The card of a firm in a list: what its owner shows, in the reader's words, in one query."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests import builders
from umkm.cards import CERTIFICATES, GOODS, Good, firm_cards
from umkm.models import PublicField, Umkm

TODAY = timezone.localdate


@pytest.fixture
def firm(db) -> Umkm:
    """Three products, one of them on offer no more; four kinds of certificates that hold and one that does not."""
    yesterday = TODAY() - timedelta(days=1)
    return builders.make_verified_umkm(
        name="Konveksi <Abadi>",
        cluster="konveksi",
        village="33.10.04.2005",
        products=[
            builders.product(name="Kaos", unit="kodi", capacity_month=1200, committed_month=200, price_min=90_000, price_max=90_000),
            builders.product(name="Topi", is_active=False),
            builders.product(name="Jaket", unit="potong", capacity_month=None, price_min=None, price_max=None),
            builders.product(name="Celana"),
        ],
        certificates=[builders.certificate(kind=kind) for kind in ("halal", "merek", "ig", "chse")]
        + [builders.certificate(kind="sni", expires_on=yesterday)],
    )  # fmt: skip


def card_of(umkm: Umkm):
    (card,) = firm_cards([umkm.pk], TODAY())
    return card


def test_it_says_what_everybody_may_know(firm, django_assert_num_queries):
    with django_assert_num_queries(1):
        card = card_of(firm)
    assert (card.pk, str(card), card.url) == (firm.pk, "Konveksi <Abadi>", firm.get_absolute_url())
    assert card.about == f"Konveksi · {firm.village.label}"
    assert card.goods == [
        Good("Kaos", "bebas 1.000 kodi per bulan", "Rp 90.000 / kodi"),
        Good("Jaket", "", ""),
    ]
    assert card.more == "dan 1 produk lain"
    assert len(card.goods) == GOODS
    assert len(card.certificates) == CERTIFICATES
    assert "SNI" not in " ".join(card.certificates)


def test_it_speaks_the_readers_language(firm):
    with translation.override("en"):
        card = card_of(firm)
    assert card.goods[0] == Good("Kaos", "1,000 kodi (20 pieces) free a month", "Rp 90,000 / kodi (20 pieces)")  # fmt: skip
    assert card.more == "and 1 more product"


@pytest.mark.parametrize("hidden", [PublicField.PRICES, PublicField.CAPACITY, PublicField.CERTIFICATES])  # fmt: skip
def test_what_the_owner_does_not_show_is_not_on_it(firm, hidden):
    shown = [field for field in firm.public_fields if field != hidden]
    Umkm.objects.filter(pk=firm.pk).update(public_fields=shown)
    card = card_of(firm)
    assert bool(card.goods[0].price) == (hidden != PublicField.PRICES)
    assert bool(card.goods[0].free) == (hidden != PublicField.CAPACITY)
    assert bool(card.certificates) == (hidden != PublicField.CERTIFICATES)


def test_cards_come_in_the_order_that_was_asked_without_those_that_are_gone(firm):
    bare = builders.make_verified_umkm()
    bare.products.all().delete()
    cards = firm_cards([bare.pk, 10**12, firm.pk], TODAY())
    assert [card.pk for card in cards] == [bare.pk, firm.pk]
    assert (cards[0].goods, cards[0].more) == ([], "")
    assert firm_cards([], TODAY()) == []
