"""The queries written by hand, asked of a small catalogue: does a right type lead, and do the wrong ones stay away?"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta

from partnerships.bench.demand import text_only
from partnerships.bench.market import TODAY
from partnerships.bench.supply import REGENCY
from partnerships.bench.truth import LabelledQuery, labelled_queries, product_types
from partnerships.matching.types import Demand, MatchResult, Offer

#: Wrong types must stay out of so many places; a right one must stand in the first few.
LOOKED_AT, LEADING = 10, 3


def catalogue() -> tuple[list[Offer], dict[int, str]]:
    """One firm for each Indonesian name of each type, nothing stated but name, KBLI and cluster; umkm_id -> type.

    No English: queries in English must cross the language.
    """
    offers, kinds = [], {}
    for kind in product_types():
        for register in ("formal", "local"):
            for form in kind.forms[register]:
                number = len(offers) + 1
                kinds[number] = kind.code
                offers.append(
                    Offer(
                        product_id=number,
                        umkm_id=number,
                        text=form,
                        cluster=kind.cluster,
                        kbli=("2020", kind.kbli["2020"]),
                        unit="buah",
                        capacity=None,
                        committed=0.0,
                        minimum_order=None,
                        lead_time_days=None,
                        price_min=None,
                        price_max=None,
                        busy_months=frozenset(),
                        certificates={},
                        down_payment_percent=None,
                        payment_days=None,
                        accepts_consignment=True,
                        lat=-7.70,
                        lng=110.60,
                        regency=REGENCY,
                    )
                )
    return offers, kinds


def demand_of(query: LabelledQuery, number: int) -> Demand:
    """The query as a need of which nothing but the text is known: no KBLI, no cluster."""
    return text_only(
        Demand(
            need_id=number,
            text=query.text,
            clusters=frozenset(),
            kbli=None,
            unit="buah",
            volume=1.0,
            price_ceiling=None,
            required_certificates=frozenset(),
            preferred_certificates=frozenset(),
            lat=None,
            lng=None,
            radius_km=None,
            regency=None,
            down_payment_percent=100,
            payment_days=0,
            consignment=False,
            first_delivery=TODAY + timedelta(days=60),
            months=1,
            many_suppliers=True,
            today=TODAY,
        )
    )


def judge(
    match_all: Callable[[Sequence[Demand]], Sequence[MatchResult]], kinds: dict[int, str]
) -> dict[str, dict[str, float]]:
    """{kind of query, or "all": {measure: share of its queries}}; `match_all` gives results for needs, in their order.

    leads      a right type stands in the first three places
    forbidden  a forbidden type stands in the first ten
    """
    queries = labelled_queries()
    results = match_all([demand_of(query, number) for number, query in enumerate(queries, 1)])
    seen: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for query, result in zip(queries, results, strict=True):
        types = [kinds[found.umkm_id] for found in result.candidates]
        leads = not query.answers.isdisjoint(types[:LEADING])
        forbidden = not query.forbidden.isdisjoint(types[:LOOKED_AT])
        for kind in ("all", query.kind):
            seen[kind].append((leads, forbidden))
    return {
        kind: {
            "leads": sum(leads for leads, _bad in marks) / len(marks),
            "forbidden": sum(bad for _leads, bad in marks) / len(marks),
        }
        for kind, marks in seen.items()
    }
