"""Offers and needs as the matcher sees them, without a database: good ones, of which a test spoils what it is about."""

from datetime import date
from itertools import count
from typing import Any

from kemitraan.lexicon import Lexicon
from kemitraan.reference.files import read_thesaurus
from partnerships.matching import Candidate, Demand, Engine, MatchResult, Offer, Snapshot

#: The thesaurus as its files have it, without a database.
LEXICON = Lexicon(*read_thesaurus())

#: Melikan in Klaten, and places at a known distance to the east of it.
LAT, LNG = -7.77, 110.60
KM_PER_DEGREE_EAST = 110.17  # at this latitude

_numbers = count(1)

FULL_OFFER: dict[str, Any] = {
    "text": "Kain lurik ATBM. Tenun tangan, benang katun.",
    "cluster": "lurik",
    "kbli": ("2020", "13121"),
    "unit": "meter",
    "capacity": 4200.0,
    "committed": 1200.0,
    "minimum_order": 50.0,
    "lead_time_days": 14,
    "price_min": 50_000.0,
    "price_max": 70_000.0,
    "busy_months": frozenset(),
    "certificates": {},
    "down_payment_percent": 30,
    "payment_days": 30,
    "accepts_consignment": False,
    "lat": LAT,
    "lng": LNG,
    "regency": "33.10",
}

FULL_DEMAND: dict[str, Any] = {
    "need_id": 7,
    "text": "Kain lurik untuk seragam. Perusahaan kami membutuhkan kain lurik dengan mutu baik.",
    "clusters": frozenset({"lurik"}),
    "kbli": ("2020", "13121"),
    "unit": "meter",
    "volume": 1000.0,
    "price_ceiling": 80_000.0,
    "required_certificates": frozenset(),
    "preferred_certificates": frozenset(),
    "lat": LAT,
    "lng": LNG,
    "radius_km": None,
    "regency": "33.10",
    "down_payment_percent": 30,
    "payment_days": 14,
    "consignment": False,
    "first_delivery": date(2026, 3, 1),
    "months": 12,
    "many_suppliers": False,
}


def offer(text: str | None = None, **fields) -> Offer:
    """A firm of its own with one product that fits `demand()` well."""
    number = next(_numbers)
    given = {"product_id": 10_000 + number, "umkm_id": number} | FULL_OFFER
    if text is not None:
        given["text"] = text
    return Offer(**given | fields)


def demand(text: str | None = None, **fields) -> Demand:
    given = dict(FULL_DEMAND)
    if text is not None:
        given["text"] = text
    return Demand(**given | fields)


def wanted(text: str, **fields) -> Demand:
    """A need of which only the text is known, so that words alone decide what is relevant."""
    return demand(text, **{"clusters": frozenset(), "kbli": None} | fields)


def match(need: Demand, *offers: Offer, **options) -> MatchResult:
    return Engine(Snapshot(offers, LEXICON)).match(need, **options)


def found(need: Demand, *offers: Offer) -> list[str]:
    """The texts of the offers that a need finds, the best first."""
    text_of = {row.product_id: row.text for row in offers}
    return [text_of[candidate.product_id] for candidate in match(need, *offers).candidates]


def only(need: Demand, row: Offer) -> Candidate:
    """The candidate that one offer makes; fails when it makes none."""
    (candidate,) = match(need, row).candidates
    return candidate


def codes(facts) -> set[str]:
    return {fact.code for fact in facts}


def values(facts, code: str) -> dict[str, Any]:
    """The values of the one fact with this code."""
    (fact,) = (fact for fact in facts if fact.code == code)
    return dict(fact.values)
