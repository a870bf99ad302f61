"""A whole market of one seed: what is offered, what is asked, and how well each firm truly answers each need."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from partnerships.bench.demand import draw_needs, text_only
from partnerships.bench.supply import Supply
from partnerships.matching.types import Demand, Offer

#: The day on which the market stands still.
TODAY = date(2026, 1, 5)
#: Share of firms that write English, alone (3 %) or beside Indonesian (5 %).
ENGLISH = 0.08

SAME_FAMILY, SAME_TYPE, SAME_VARIANT = 1, 2, 3


class Market:
    """Firms, needs and the truth between them; the same arguments always give the same market.

    `volumes` multiplies what needs ask for, beyond single firms at 10 and 40. Firm n has umkm_id n + 1, so arrays over
    firms are indexed by umkm_id - 1. Texts are not kept: `offers` writes them anew each time it is called.
    """

    def __init__(
        self,
        *,
        seed: int = 7,
        firms: int = 50_000,
        needs: int = 1_000,
        english: float = ENGLISH,
        volumes: float = 1.0,
        today: date = TODAY,
    ):
        self.seed, self.firms = seed, firms
        self.supply = Supply(seed=seed, firms=firms, english=english, today=today)
        self.types = self.supply.types
        self.goods = self.supply.goods()
        self.demands, self.asked = draw_needs(seed=seed, needs=needs, volumes=volumes, today=today)
        self._family = self.supply.by_family.of[self.goods.kind]
        self._by_family = np.argsort(self._family, kind="stable")
        self._sorted_families = self._family[self._by_family]

    def offers(self, *, plain: bool = False) -> Iterator[Offer]:
        """See `Supply.offers`: `plain` is the form in which relevance alone decides."""
        return self.supply.offers(plain=plain)

    def plain_demands(self) -> list[Demand]:
        """The needs in the form in which relevance alone decides."""
        return [text_only(demand) for demand in self.demands]

    def gains(self, need: int) -> np.ndarray:
        """How well each firm answers need number `need` (from 0), by its best product.

        3: the type and every variant that the need names; 2: the type; 1: its family; 0: nothing of it. Shape (firms,).
        """
        asked = self.asked[need]
        family = self.supply.by_family.of[asked.kind]
        first, last = np.searchsorted(self._sorted_families, [family, family + 1])
        rows = self._by_family[first:last]
        gain = np.full(len(rows), SAME_FAMILY, dtype=np.int8)
        same = self.goods.kind[rows] == asked.kind
        gain[same] = SAME_TYPE
        named = np.array(asked.variants)
        fits = ((named < 0) | (self.goods.variants[rows] == named)).all(axis=1)
        gain[same & fits] = SAME_VARIANT
        gains = np.zeros(self.firms, dtype=np.int8)
        np.maximum.at(gains, self.goods.firm[rows], gain)
        return gains
