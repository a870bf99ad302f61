"""One need beside many offers: what several rules and parts ask for, computed once and only where it is asked."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from partnerships.matching.columns import Columns, said
from partnerships.matching.types import Demand, Offer


def delivery_months(demand: Demand) -> tuple[int, ...]:
    """The calendar months (1 to 12) in which the need wants deliveries, in order, each once; of a plan those with a volume."""
    first = demand.first_delivery.month - 1
    steps = (
        [step for step, volume in enumerate(demand.plan) if volume]
        if demand.plan
        else range(max(1, min(12, demand.months)))
    )
    return tuple((first + step) % 12 + 1 for step in steps)


class Terms:
    """A need in the codes of one snapshot, with what is the same for all its offers."""

    def __init__(self, demand: Demand, columns: Columns):
        self.demand = demand
        codes = columns.dictionary
        self.unit = codes.units.find(demand.unit)
        self.regency = codes.regencies.find(demand.regency)
        self.clusters = np.array(
            sorted(codes.clusters.find(code) for code in demand.clusters), dtype=np.int16
        )
        self.months = delivery_months(demand)
        self.calendar = sum(1 << month for month in self.months)
        first = demand.first_delivery
        self.first_month = first.year * 12 + first.month - 1
        self.last_month = self.first_month + max(1, demand.months) - 1
        self.taken = columns.taken(self.first_month, self.last_month)
        self.day = first.toordinal()
        self.distances = self._distances(columns)
        self.refused = np.array(sorted(demand.refusals), dtype=np.int64)

    def _distances(self, columns: Columns) -> np.ndarray | None:
        """Kilometres from the place of delivery to each place of the snapshot."""
        if self.demand.lat is None or self.demand.lng is None:
            return None
        return columns.dictionary.places.km_from(self.demand.lat, self.demand.lng)


class Frame:
    """Some rows of the columns beside one need. Quantities are NaN where they are not stated, or stated in another unit
    than the need's: metres and pieces are never compared."""

    def __init__(self, terms: Terms, columns: Columns, rows: np.ndarray):
        self.terms, self.columns, self.rows = terms, columns, rows
        self.demand = terms.demand

    def __len__(self):
        return len(self.rows)

    def at(self, chosen: np.ndarray) -> "Frame":
        """The same for some of these rows (positions or a mask)."""
        return Frame(self.terms, self.columns, self.rows[chosen])

    def __getattr__(self, name: str) -> np.ndarray:
        """A column at these rows; kept, since most are asked for more than once."""
        if name.startswith("_"):
            raise AttributeError(name)
        values = getattr(self.columns, name)[self.rows]
        setattr(self, name, values)
        return values

    def _in_same_unit(self, values: np.ndarray) -> np.ndarray:
        return np.where(self.same_unit, values, np.nan)

    @cached_property
    def same_unit(self) -> np.ndarray:
        return self.unit == self.terms.unit

    @cached_property
    def promised(self) -> np.ndarray:
        """Base units a month that are gone: what the firm states, and what running contracts take in these months."""
        taken = self.terms.taken
        return self.committed if taken is None else self.committed + taken[self.rows]

    @cached_property
    def free(self) -> np.ndarray:
        return self._in_same_unit(np.maximum(0.0, self.capacity - self.promised))

    @cached_property
    def least_order(self) -> np.ndarray:
        return self._in_same_unit(self.minimum_order)

    @cached_property
    def lowest_price(self) -> np.ndarray:
        """The lowest price that the firm states; its highest where that is the only one."""
        prices = np.where(np.isnan(self.price_min), self.price_max, self.price_min)
        return self._in_same_unit(prices)

    @cached_property
    def highest_price(self) -> np.ndarray:
        prices = np.where(np.isnan(self.price_max), self.price_min, self.price_max)
        return self._in_same_unit(prices)

    @cached_property
    def km(self) -> np.ndarray:
        distances = self.terms.distances
        return np.full(len(self), np.nan) if distances is None else distances[self.place]

    @cached_property
    def in_asked_cluster(self) -> np.ndarray:
        return np.isin(self.cluster, self.terms.clusters)

    @cached_property
    def is_refused(self) -> np.ndarray:
        if not len(self.terms.refused):
            return np.zeros(len(self), dtype=bool)
        return np.isin(self.umkm_id, self.terms.refused)

    def holds(self, code: str) -> np.ndarray:
        """Whether a certificate is valid on the first delivery day."""
        return self.columns.valid_until(code)[self.rows] >= self.terms.day


class Pair:
    """One row of a frame as plain values, for sentences. None: not stated, or in another unit. `passed` has each rule's
    answer for it."""

    def __init__(self, frame: Frame, position: int, passed: Mapping[str, bool | None]):
        self.passed = passed
        self.demand: Demand = frame.demand
        self.offer: Offer = frame.columns.offer(int(frame.rows[position]))
        self.months = frame.terms.months
        self.same_unit = bool(frame.same_unit[position])
        self.promised = float(frame.promised[position])
        self.free = said(frame.free[position])
        self.least_order = said(frame.least_order[position])
        self.lowest_price = said(frame.lowest_price[position])
        self.highest_price = said(frame.highest_price[position])
        self.km = said(frame.km[position])

    @property
    def busy_months(self) -> list[int]:
        """Months of the need in which the firm takes nothing."""
        return [month for month in self.months if month in self.offer.busy_months]

    def months_above(self, volume: float) -> list[int]:
        """Months whose plan asks more than this; none for a need without a plan."""
        first = self.demand.first_delivery.month - 1
        return [
            (first + step) % 12 + 1 for step, asked in enumerate(self.demand.plan) if asked > volume
        ]

    def lacking(self, codes: frozenset[str]) -> tuple[list[str], list[str]]:
        """Of these certificates, those that the firm does not hold, and those that are over on the first delivery day."""
        missing, expired = [], []
        for code in sorted(codes):
            if code not in self.offer.certificates:
                missing.append(code)
            elif (last := self.offer.certificates[code]) is not None and (
                last < self.demand.first_delivery
            ):
                expired.append(code)
        return missing, expired

    def until(self, codes: list[str]) -> list[str]:
        """Their last valid days as 2026-05-01, in step with the codes."""
        return [last.isoformat() for code in codes if (last := self.offer.certificates[code])]
