"""Offers as arrays: a row per product, so that a rule or a part of the score is one expression over thousands of them.

What an offer leaves open is NaN (a missing number is never a zero), -1 (a missing code), or 0 in `until` (a certificate that
the firm does not hold).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Self

import numpy as np

from partnerships.matching.types import Commitment, Offer, Record

#: Last valid day of a certificate that never expires: later than any day of a calendar.
NO_EXPIRY = np.iinfo(np.int32).max


#: Points of delivery whose distances are kept.
MOST_POINTS = 200
_EARTH_KM = 6371.0088


def distance_km(lat, lng, other_lat, other_lng):
    """Great-circle distance (haversine) of points in WGS 84 degrees; numbers or arrays."""
    lat, lng, other_lat, other_lng = map(np.radians, (lat, lng, other_lat, other_lng))
    chord = (
        np.sin((other_lat - lat) / 2) ** 2
        + np.cos(lat) * np.cos(other_lat) * np.sin((other_lng - lng) / 2) ** 2
    )
    return 2 * _EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))


class Codes:
    """Small whole numbers for the strings that offers share, in the order in which they were first met."""

    def __init__(self):
        self._numbers: dict = {}
        self.names: list = []

    def number(self, name) -> int:
        """The number of a name, a new one when it is new; -1 for None."""
        if name is None:
            return -1
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = len(self.names)
            self.names.append(name)
        return found

    def find(self, name) -> int:
        """The number of a name, or -1 when no offer has it."""
        return self._numbers.get(name, -1)

    def name(self, number: int):
        return None if number < 0 else self.names[number]

    def __len__(self):
        return len(self.names)


class Places(Codes):
    """Points of firms, as (lat, lng) in WGS 84 degrees. They are few: villages; and needs are delivered to few as well."""

    def __init__(self):
        super().__init__()
        self._distances: dict[tuple[float, float], np.ndarray] = {}

    def km_from(self, lat: float, lng: float) -> np.ndarray:
        """Kilometres from one point to each place."""
        known = self._distances.get((lat, lng))
        if known is None or len(known) < len(self):
            if len(self._distances) >= MOST_POINTS:
                self._distances.clear()
            points = np.array(self.names, dtype=np.float64).reshape(-1, 2)
            known = distance_km(lat, lng, points[:, 0], points[:, 1])
            self._distances[lat, lng] = known
        return known


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The codes of one snapshot; shared by all its columns."""

    clusters: Codes
    kbli: Codes
    units: Codes
    regencies: Codes
    certificates: Codes
    places: Places

    @classmethod
    def empty(cls) -> Self:
        return cls(Codes(), Codes(), Codes(), Codes(), Codes(), Places())


def _stated(values) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _calendar(months: Iterable[int]) -> int:
    """A set of months as bits 1 to 12."""
    bits = 0
    for month in months:
        bits |= 1 << month
    return bits


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """`taken_*` are the commitments of all rows, one entry each, `taken_row` saying of which."""

    dictionary: Dictionary
    text: list[str]
    product_id: np.ndarray
    umkm_id: np.ndarray
    cluster: np.ndarray
    kbli: np.ndarray
    unit: np.ndarray
    place: np.ndarray
    regency: np.ndarray
    capacity: np.ndarray
    committed: np.ndarray
    minimum_order: np.ndarray
    lead_time_days: np.ndarray
    price_min: np.ndarray
    price_max: np.ndarray
    busy: np.ndarray
    down_payment_percent: np.ndarray
    payment_days: np.ndarray
    consignment: np.ndarray
    leads: np.ndarray
    record_count: np.ndarray
    record_good: np.ndarray
    until: np.ndarray
    taken_row: np.ndarray
    taken_first: np.ndarray
    taken_last: np.ndarray
    taken_amount: np.ndarray

    def __len__(self):
        return len(self.product_id)

    @classmethod
    def of(cls, offers: Iterable[Offer], dictionary: Dictionary) -> Self:
        rows = list(offers)
        codes = dictionary
        for row in rows:
            for code in row.certificates:
                codes.certificates.number(code)
        until = np.zeros((len(rows), len(codes.certificates)), dtype=np.int32)
        for at, row in enumerate(rows):
            for code, day in row.certificates.items():
                until[at, codes.certificates.number(code)] = (
                    NO_EXPIRY if day is None else day.toordinal()
                )
        taken = [(at, entry) for at, row in enumerate(rows) for entry in row.commitments]
        return cls(
            dictionary=dictionary,
            text=[row.text for row in rows],
            product_id=np.array([row.product_id for row in rows], dtype=np.int64),
            umkm_id=np.array([row.umkm_id for row in rows], dtype=np.int64),
            cluster=np.array([codes.clusters.number(row.cluster) for row in rows], dtype=np.int16),
            kbli=np.array([codes.kbli.number(row.kbli) for row in rows], dtype=np.int16),
            unit=np.array([codes.units.number(row.unit) for row in rows], dtype=np.int16),
            place=np.array(
                [codes.places.number((row.lat, row.lng)) for row in rows], dtype=np.int32
            ),
            regency=np.array([codes.regencies.number(row.regency) for row in rows], dtype=np.int16),
            capacity=_stated(row.capacity for row in rows),
            committed=np.array([row.committed for row in rows], dtype=np.float64),
            minimum_order=_stated(row.minimum_order for row in rows),
            lead_time_days=_stated(row.lead_time_days for row in rows),
            price_min=_stated(row.price_min for row in rows),
            price_max=_stated(row.price_max for row in rows),
            busy=np.array([_calendar(row.busy_months) for row in rows], dtype=np.uint16),
            down_payment_percent=_stated(row.down_payment_percent for row in rows),
            payment_days=_stated(row.payment_days for row in rows),
            consignment=np.array([row.accepts_consignment for row in rows], dtype=bool),
            leads=np.array([row.leads for row in rows], dtype=bool),
            record_count=np.array(
                [row.record.count if row.record else 0 for row in rows], dtype=np.int32
            ),
            record_good=_stated(row.record.good if row.record else None for row in rows),
            until=until,
            taken_row=np.array([at for at, _ in taken], dtype=np.int64),
            taken_first=np.array([entry.first_month for _, entry in taken], dtype=np.int64),
            taken_last=np.array([entry.last_month for _, entry in taken], dtype=np.int64),
            taken_amount=np.array([entry.amount for _, entry in taken], dtype=np.float64),
        )

    def followed_by(self, other: Self) -> Self:
        """These rows and then the other's, which share their dictionary."""
        width = len(self.dictionary.certificates)
        joined = {}
        for field in fields(self):
            mine, its = getattr(self, field.name), getattr(other, field.name)
            if field.name == "dictionary":
                joined[field.name] = mine
            elif field.name == "text":
                joined[field.name] = mine + its
            elif field.name == "until":
                joined[field.name] = np.concatenate([_widened(mine, width), _widened(its, width)])
            elif field.name == "taken_row":
                joined[field.name] = np.concatenate([mine, its + len(self)])
            else:
                joined[field.name] = np.concatenate([mine, its])
        return type(self)(**joined)

    def with_knowledge(
        self, commitments: Mapping[int, Sequence[Commitment]], records: Mapping[int, Record]
    ) -> Self:
        """The same rows with these commitments (by product) and records (by UMKM) instead of their own."""
        taken = [(number, entry) for number in sorted(commitments) for entry in commitments[number]]
        rows = _places(self.product_id, [number for number, _ in taken])
        entries = [(row, entry) for row, (_, entry) in zip(rows, taken, strict=True) if row >= 0]
        count = np.zeros(len(self), dtype=np.int32)
        good = np.full(len(self), np.nan)
        if records:
            firms = np.array(sorted(records), dtype=np.int64)
            at = np.minimum(np.searchsorted(firms, self.umkm_id), len(firms) - 1)
            known = firms[at] == self.umkm_id
            counts = np.array([records[firm].count for firm in firms.tolist()])
            goods = np.array([records[firm].good for firm in firms.tolist()])
            count[known], good[known] = counts[at[known]], goods[at[known]]
        return replace(
            self,
            record_count=count,
            record_good=good,
            taken_row=np.array([row for row, _ in entries], dtype=np.int64),
            taken_first=np.array([entry.first_month for _, entry in entries], dtype=np.int64),
            taken_last=np.array([entry.last_month for _, entry in entries], dtype=np.int64),
            taken_amount=np.array([entry.amount for _, entry in entries], dtype=np.float64),
        )

    def valid_until(self, code: str) -> np.ndarray:
        """Last valid day (ordinal) of one certificate for every row; 0 where it is not held."""
        number = self.dictionary.certificates.find(code)
        if 0 <= number < self.until.shape[1]:
            return self.until[:, number]
        return np.zeros(len(self), dtype=np.int32)

    def taken(self, first_month: int, last_month: int) -> np.ndarray | None:
        """Base units a month that running contracts take of each row within these months; None when of none."""
        if not len(self.taken_row):
            return None
        within = (self.taken_first <= last_month) & (self.taken_last >= first_month)
        if not within.any():
            return None
        return np.bincount(
            self.taken_row[within], weights=self.taken_amount[within], minlength=len(self)
        )

    def offer(self, row: int) -> Offer:
        """One row as it came."""
        codes = self.dictionary
        lat, lng = codes.places.name(self.place[row])
        held = self.until[row]
        mine = np.flatnonzero(self.taken_row == row) if len(self.taken_row) else ()
        count = int(self.record_count[row])
        return Offer(
            product_id=int(self.product_id[row]),
            umkm_id=int(self.umkm_id[row]),
            text=self.text[row],
            cluster=codes.clusters.name(self.cluster[row]),
            kbli=codes.kbli.name(self.kbli[row]),
            unit=codes.units.name(self.unit[row]),
            capacity=said(self.capacity[row]),
            committed=float(self.committed[row]),
            minimum_order=said(self.minimum_order[row]),
            lead_time_days=said(self.lead_time_days[row], int),
            price_min=said(self.price_min[row]),
            price_max=said(self.price_max[row]),
            busy_months=frozenset(
                month for month in range(1, 13) if int(self.busy[row]) >> month & 1
            ),
            certificates={
                codes.certificates.name(number): (
                    None if held[number] == NO_EXPIRY else date.fromordinal(int(held[number]))
                )
                for number in np.flatnonzero(held).tolist()
            },
            down_payment_percent=said(self.down_payment_percent[row], int),
            payment_days=said(self.payment_days[row], int),
            accepts_consignment=bool(self.consignment[row]),
            lat=lat,
            lng=lng,
            regency=codes.regencies.name(self.regency[row]),
            leads=bool(self.leads[row]),
            commitments=tuple(
                Commitment(
                    int(self.taken_first[at]),
                    int(self.taken_last[at]),
                    float(self.taken_amount[at]),
                )
                for at in mine
            ),
            record=Record(count, float(self.record_good[row])) if count else None,
        )


def said(value: float, kind: type = float):
    """A number of a column as a plain one; None where it is not stated."""
    return None if value != value else kind(value)  # NaN alone differs from itself


def _places(numbers: np.ndarray, wanted: Sequence[int]) -> list[int]:
    """Where each wanted number stands last; -1 where it does not (the last: older rows of a changed firm come before)."""
    if not wanted or not len(numbers):
        return [-1] * len(wanted)
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    at = np.searchsorted(ordered, wanted, side="right") - 1
    found = np.where((at >= 0) & (ordered[at] == wanted), order[at], -1)
    return found.tolist()


def _widened(until: np.ndarray, width: int) -> np.ndarray:
    if until.shape[1] == width:
        return until
    return np.pad(until, ((0, 0), (0, width - until.shape[1])))
