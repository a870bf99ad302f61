"""Why a pair fits and what it lacks, as codes with values; the words are put to them elsewhere, in the reader's language."""

from collections.abc import Iterator
from datetime import date

from kemitraan.lexicon import Mention
from partnerships.matching.frame import Pair
from partnerships.matching.index import Query, QueryWord, Snapshot
from partnerships.matching.score import RECORD_PRIOR
from partnerships.matching.types import Fact, Record

#: From when on a fact is worth a sentence.
NEAR_KM = 30.0
FAR_KM = 50.0
SHORT_LEAD_DAYS = 14
LONG_LEAD_DAYS = 30
WORK_SHARE = 0.25
#: A record is told when there are as many deliveries as weigh more than the neutral start.
TOLD_RECORD = RECORD_PRIOR + 1
GOOD_RECORD, WEAK_RECORD = 0.9, 0.7


def tell(pair: Pair, snapshot: Snapshot, query: Query) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """(reasons, gaps): what speaks for the pair, the weightiest kind first, and what is missing, unknown or in doubt."""
    words = tuple(_words(pair, snapshot, query))
    reasons = (
        *words,
        *_same_trade(pair),
        *_proof(pair),
        *_enough(pair),
        *_price_fits(pair),
        *_close(pair),
        *_soon(pair),
        *_terms_fit(pair),
        *_records(pair, good=True),
    )
    gaps = (
        *_foreign(pair, words),
        *_proof_lacking(pair),
        *_capacity_short(pair),
        *_price_in_doubt(pair),
        *_late(pair),
        *_terms_unknown(pair),
        *_records(pair, good=False),
    )
    return reasons, gaps


def quantity(amount: float) -> float:
    """As one says it: 3000, or 3000.25 where a unit leaves a rest."""
    rounded = round(amount, 2)
    return int(rounded) if rounded == int(rounded) else rounded


# ── Reasons ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _words(pair: Pair, snapshot: Snapshot, query: Query) -> Iterator[Fact]:
    lexicon = snapshot.lexicon
    said = {
        mention.term: mention for mention in lexicon.read(pair.offer.text, (pair.offer.cluster,))
    }
    offered, asked = [], []
    for word in sorted(query.words, key=lambda word: word.at):
        answer = _answer(word, said, snapshot)
        if answer is not None:
            offered.append(answer)
            asked.append(word.said)
    if offered:
        yield Fact("words", {"offered": offered, "asked": asked})


def _answer(word: QueryWord, said: dict[str, Mention], snapshot: Snapshot) -> str | None:
    """The offer's own word for one word of the need: the same, a narrower one, or the family it names."""
    if word.term in said:
        return said[word.term].said
    lexicon = snapshot.lexicon
    for term, mention in said.items():
        if word.term in lexicon.broader(term):
            return mention.said
    family = next(
        (term for term in word.broader if term in lexicon.families and term in said), None
    )
    return None if family is None else said[family].said


def _same_trade(pair: Pair) -> Iterator[Fact]:
    if pair.offer.kbli is not None and pair.demand.kbli == pair.offer.kbli:
        version, code = pair.offer.kbli
        yield Fact("kbli", {"version": version, "code": code})
    if pair.offer.cluster in pair.demand.clusters:
        yield Fact("cluster", {"cluster": pair.offer.cluster})


def _proof(pair: Pair) -> Iterator[Fact]:
    asked = pair.demand.required_certificates | pair.demand.preferred_certificates
    missing, expired = pair.lacking(asked)
    held = sorted(asked.difference(missing, expired))
    if held:
        yield Fact("certificates", {"codes": held})


def _enough(pair: Pair) -> Iterator[Fact]:
    offer, free, volume = pair.offer, pair.free, pair.demand.volume
    if free is None:
        return
    if free >= volume:
        yield Fact(
            "capacity",
            {
                "capacity": quantity(offer.capacity),
                "free": quantity(free),
                "volume": quantity(volume),
                "unit": offer.unit,
            },
        )
    order = min(free, volume)
    if order and (share := order / (order + pair.promised)) >= WORK_SHARE:
        yield Fact("work", {"percent": round(100 * share)})


def _price_fits(pair: Pair) -> Iterator[Fact]:
    ceiling = pair.demand.price_ceiling
    if ceiling is None:
        return
    for code, price in (("price", pair.lowest_price), ("margin", pair.highest_price)):
        if price is not None and price <= ceiling:
            values = {"price": round(price), "ceiling": round(ceiling), "unit": pair.offer.unit}
            yield Fact(code, values)


def _close(pair: Pair) -> Iterator[Fact]:
    if pair.km is not None and pair.km <= NEAR_KM:
        yield Fact("near", {"km": round(pair.km, 1)})
    if pair.km is not None and pair.demand.regency == pair.offer.regency:
        yield Fact("local", {"regency": pair.offer.regency})


def _soon(pair: Pair) -> Iterator[Fact]:
    days = pair.offer.lead_time_days
    if days is not None and days <= SHORT_LEAD_DAYS:
        yield Fact("lead_time", {"days": days})


def _terms_fit(pair: Pair) -> Iterator[Fact]:
    demand, offer = pair.demand, pair.offer
    if pair.passed["down_payment"] and pair.passed["payment_days"]:
        yield Fact(
            "payment",
            {
                "down_payment_percent": demand.down_payment_percent,
                "payment_days": demand.payment_days,
            },
        )
    if demand.consignment and offer.accepts_consignment:
        yield Fact("consignment", {})
    if demand.coaching:
        yield Fact("coaching", {})


def _records(pair: Pair, good: bool) -> Iterator[Fact]:
    """What confirmed deliveries say of either side, when it is good, or when it is weak."""
    for found, codes in (
        (pair.offer.record, ("record", "record_weak")),
        (pair.demand.record, ("buyer_pays", "buyer_pays_late")),
    ):
        if found is None or found.count < TOLD_RECORD:
            continue
        if good and found.good >= GOOD_RECORD:
            yield Fact(codes[0], _record_values(found))
        if not good and found.good < WEAK_RECORD:
            yield Fact(codes[1], _record_values(found))


def _record_values(found: Record) -> dict:
    return {"count": found.count, "percent": round(100 * found.good)}


# ── Gaps ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _foreign(pair: Pair, words: tuple[Fact, ...]) -> Iterator[Fact]:
    if not words:
        yield Fact("words_none", {})
    clusters = pair.demand.clusters
    if clusters and pair.offer.cluster not in clusters:
        yield Fact("cluster_other", {"cluster": pair.offer.cluster, "asked": sorted(clusters)})


def _proof_lacking(pair: Pair) -> Iterator[Fact]:
    demand, offer = pair.demand, pair.offer
    preferred = demand.preferred_certificates - demand.required_certificates
    for codes, required in ((demand.required_certificates, True), (preferred, False)):
        missing, expired = pair.lacking(codes)
        if missing:
            yield Fact("certificates_missing", {"codes": missing, "required": required})
        if expired:
            yield Fact(
                "certificates_expired",
                {"codes": expired, "until": pair.until(expired), "required": required},
            )
    asked = demand.required_certificates | demand.preferred_certificates
    end = _last_day(demand.first_delivery, demand.months)
    expiring = [
        code
        for code in sorted(asked)
        if (day := offer.certificates.get(code)) and demand.first_delivery <= day < end
    ]
    if expiring:
        yield Fact("certificates_expiring", {"codes": expiring, "until": pair.until(expiring)})


def _last_day(first: date, months: int) -> date:
    """The first day on which the need is over: so many months later, at the latest on the 28th."""
    month = first.month - 1 + max(1, months)
    return date(first.year + month // 12, month % 12 + 1, min(first.day, 28))


def _capacity_short(pair: Pair) -> Iterator[Fact]:
    offer, free, volume = pair.offer, pair.free, pair.demand.volume
    if free is None and pair.same_unit:
        yield Fact("capacity_unknown", {"volume": quantity(volume), "unit": pair.demand.unit})
    elif free is not None and free < volume:
        yield Fact(
            "capacity_short",
            {
                "capacity": quantity(offer.capacity),
                "free": quantity(free),
                "volume": quantity(volume),
                "short": quantity(volume - free),
                "unit": offer.unit,
            },
        )
    elif free is not None and (months := pair.months_above(free)):
        peak = max(pair.demand.plan)
        yield Fact(
            "peak_short",
            {
                "months": months,
                "free": quantity(free),
                "peak": quantity(peak),
                "short": quantity(peak - free),
                "unit": offer.unit,
            },
        )
    if pair.busy_months:
        yield Fact("busy", {"months": pair.busy_months})


def _price_in_doubt(pair: Pair) -> Iterator[Fact]:
    ceiling, lowest = pair.demand.price_ceiling, pair.lowest_price
    if ceiling is None or not pair.same_unit:
        return
    unit = pair.demand.unit
    if lowest is None:
        yield Fact("price_unknown", {"ceiling": round(ceiling), "unit": unit})
    elif lowest > ceiling:
        above = round(100 * (lowest / ceiling - 1), 1)
        values = {"price": round(lowest), "ceiling": round(ceiling), "percent": above, "unit": unit}
        yield Fact("price_above", values)


def _late(pair: Pair) -> Iterator[Fact]:
    days = pair.offer.lead_time_days
    if days is None:
        yield Fact("lead_time_unknown", {})
    elif days > LONG_LEAD_DAYS:
        yield Fact("lead_time_long", {"days": days})
    if pair.km is not None and pair.km > FAR_KM:
        yield Fact("far", {"km": round(pair.km, 1)})


def _terms_unknown(pair: Pair) -> Iterator[Fact]:
    if pair.passed["down_payment"] is None:
        yield Fact("down_payment_unknown", {"offered_percent": pair.demand.down_payment_percent})
    if pair.passed["payment_days"] is None:
        yield Fact("payment_days_unknown", {"asked_days": pair.demand.payment_days})
    if pair.offer.minimum_order is None and pair.same_unit:
        yield Fact("minimum_order_unknown", {})
