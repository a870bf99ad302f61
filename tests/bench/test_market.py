"""The market: the same for the same seed, its shares as they are said to be, its truth as the words mean it."""

from itertools import islice
from random import Random

import numpy as np
import pytest

from partnerships.bench import words
from partnerships.bench.market import Market
from partnerships.bench.truth import product_types

FIRMS, NEEDS = 6_000, 1_000


@pytest.fixture(scope="module")
def market():
    return Market(seed=3, firms=FIRMS, needs=NEEDS)


@pytest.fixture(scope="module")
def offers(market):
    return list(market.offers())


def share(flags) -> float:
    return float(np.mean(list(flags)))


# ── Determinism ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_seed_gives_the_same_market(market, offers):
    again = Market(seed=3, firms=FIRMS, needs=NEEDS)
    assert list(again.offers()) == offers == list(market.offers())
    assert again.demands == market.demands
    assert again.asked == market.asked


def test_another_seed_gives_another(offers):
    other = list(islice(Market(seed=4, firms=FIRMS, needs=1).offers(), 100))
    assert [offer.text for offer in other] != [offer.text for offer in offers[:100]]


def test_a_small_market_is_the_beginning_of_a_large_one(market, offers):
    small = Market(seed=3, firms=2_500, needs=40)
    assert list(small.offers()) == offers[: len(small.goods)]
    assert small.demands == market.demands[:40]


def test_offers_and_goods_are_the_same_rows(market, offers):
    assert [offer.umkm_id - 1 for offer in offers] == market.goods.firm.tolist()
    assert [offer.product_id for offer in offers] == list(range(1, len(offers) + 1))
    assert [offer.unit for offer in offers] == [
        market.types[kind].unit for kind in market.goods.kind.tolist()
    ]


# ── Shares ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_products_for_each_firm(offers):
    assert len(offers) / FIRMS == pytest.approx(2.33, abs=0.05)


def test_kbli_of_products(market, offers):
    kinds = [market.types[kind] for kind in market.goods.kind.tolist()]
    assert share(offer.kbli is None for offer in offers) == pytest.approx(0.10, abs=0.01)
    right = share(
        offer.kbli in kind.kbli.items() for offer, kind in zip(offers, kinds, strict=True)
    )
    assert 0.74 <= right <= 0.80  # a wrong type of the same cluster may have the same code
    assert 0.08 <= share(offer.kbli[0] == "2025" for offer in offers if offer.kbli) <= 0.15


def test_what_firms_do_not_state(offers):
    assert share(offer.capacity is None for offer in offers) == pytest.approx(0.12, abs=0.02)
    assert share(offer.price_min is None for offer in offers) == pytest.approx(0.15, abs=0.02)
    stated = [offer for offer in offers if offer.price_min is not None]
    assert all(0 < offer.price_min <= offer.price_max for offer in stated)
    assert all(offer.committed <= (offer.capacity or 0) for offer in offers)


def test_sizes_are_skewed(market, offers):
    over = [
        offer.capacity / market.types[kind].capacity
        for offer, kind in zip(offers, market.goods.kind.tolist(), strict=True)
        if offer.capacity is not None
    ]
    assert np.median(over) < np.mean(over) / 1.5
    assert 0.01 < share(value > 15 for value in over) < 0.04


def test_registers(market, offers):
    """A bare text has one sentence only; English ones begin as English sellers do."""
    english = ("We make", "Orders of", "Family business", "Custom", "Ready stock", "Produced by")
    assert share(". " not in offer.text for offer in offers) == pytest.approx(0.04, abs=0.01)
    bilingual = share(" / " in offer.text for offer in offers)
    assert bilingual == pytest.approx(0.05, abs=0.01)
    silent = list(Market(seed=3, firms=FIRMS, needs=1, english=0.0).offers())
    assert not any(word in offer.text for offer in silent for word in (*english, " / "))
    assert share(any(word in offer.text for word in english) for offer in offers) > 0.015


def test_variants_are_left_unsaid_now_and_then():
    market = Market(seed=5, firms=FIRMS, needs=1, english=0.0)
    teak = next(i for i, kind in enumerate(market.types) if kind.code == "kursi-tamu")
    texts = [
        (offer.text, int(variants[0]))
        for offer, kind, variants in zip(
            market.offers(), market.goods.kind, market.goods.variants, strict=True
        )
        if kind == teak
    ]
    said = share(
        any(
            form in text
            for register in ("formal", "local")
            for form in market.types[teak].variants[0][number].forms[register]
        )
        for text, number in texts
    )
    assert len(texts) > 100
    assert 0.72 <= said <= 0.90  # 85 % of texts, less typing errors


def test_typing_errors():
    typist = words.Typist(Random(1), 0.05)
    word = "pesanan"
    typed = " ".join(typist.type(" ".join([word] * 10)) for _ in range(2_000)).split(" ")
    assert share(found != word for found in typed) == pytest.approx(0.05, abs=0.006)
    assert words.Typist(Random(1), 0.0).type("apa adanya saja") == "apa adanya saja"


@pytest.mark.parametrize("word", ["tas", "2.000", "A4"])
def test_short_words_and_numbers_stay(word):
    assert words.misspell(Random(1), word) == word


def test_needs(market):
    tags = [asked.tags for asked in market.asked]
    assert all(("id" in tag) != ("en" in tag) for tag in tags)
    assert share("en" in tag for tag in tags) == pytest.approx(0.40, abs=0.05)
    assert share("outside" in tag for tag in tags) == pytest.approx(0.25, abs=0.05)
    assert share("typos" in tag for tag in tags) == pytest.approx(0.12, abs=0.04)
    given = [
        (demand.kbli, market.types[asked.kind])
        for demand, asked in zip(market.demands, market.asked, strict=True)
        if demand.kbli
    ]
    assert len(given) / NEEDS == pytest.approx(0.80, abs=0.05)
    assert share(kbli in kind.kbli.items() for kbli, kind in given) >= 0.90


def test_a_need_without_typing_errors_names_its_type(market):
    for demand, asked in zip(market.demands, market.asked, strict=True):
        if "typos" not in asked.tags:
            register = "english" if "en" in asked.tags else "formal"
            forms = market.types[asked.kind].forms[register]
            text = demand.text.lower()
            assert any(form.lower() in text for form in forms), demand.text


def test_volumes_can_be_scaled(market):
    larger = Market(seed=3, firms=10, needs=NEEDS, volumes=10)
    ratio = [
        big.volume / small.volume for big, small in zip(larger.demands, market.demands, strict=True)
    ]
    assert np.median(ratio) == pytest.approx(10, rel=0.05)


def test_the_plain_form_leaves_nothing_for_a_rule(market):
    plain = next(market.offers(plain=True))
    assert plain.capacity is plain.price_min is plain.minimum_order is plain.down_payment_percent
    assert plain.capacity is None
    assert not plain.certificates
    assert not plain.busy_months
    for demand in market.plain_demands():
        assert demand.unit == plain.unit
        assert not demand.required_certificates
        assert demand.price_ceiling is demand.radius_km is demand.lat is None


# ── Truth ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_gains_are_what_the_words_mean():
    market = Market(seed=9, firms=400, needs=60)
    types = product_types()
    for number, asked in enumerate(market.asked):
        expected = [0] * market.firms
        for firm, kind, variants in zip(
            market.goods.firm.tolist(),
            market.goods.kind.tolist(),
            market.goods.variants.tolist(),
            strict=True,
        ):
            gain = 0
            if kind == asked.kind:
                wanted = zip(asked.variants, variants, strict=True)
                gain = 3 if all(want in (-1, has) for want, has in wanted) else 2
            elif types[kind].family == types[asked.kind].family:
                gain = 1
            expected[firm] = max(expected[firm], gain)
        assert market.gains(number).tolist() == expected


def test_all_grades_of_gain_occur(market):
    seen = set()
    for need in range(50):
        seen |= set(market.gains(need).tolist())
    assert seen == {0, 1, 2, 3}
