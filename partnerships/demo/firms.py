"""Registrations of invented UMKM: the same number and seed always give the same firm."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from kemitraan.reference.models import Kbli, Unit, Village
from partnerships.demo.goods import TRADES, Good, Trade
from partnerships.demo.names import BLESSINGS, FAMILY, GIVEN
from umkm.models import Umkm, Wish
from umkm.services import Registration

#: Prices of round numbers: nobody asks Rp 13.417 for a pack of crackers.
_STEP = ((1_000_000, 50_000), (100_000, 5_000), (10_000, 500), (0, 50))


class FirmMaker:
    """Makes firm number n of a seed; holds the reference rows that firms point to."""

    def __init__(self, regency: str, *, seed: int, today: date):
        self.seed, self.today = seed, today
        villages = Village.objects.in_regency(regency).select_related("district").order_by("code")
        self.by_place: dict[str, list[Village]] = {}
        for village in villages:
            for place in (f"{village.name}/{village.district.name}", f"*/{village.district.name}"):
                self.by_place.setdefault(place, []).append(village)
        self.anywhere = list(villages)
        self.kbli = {row.code: row for row in Kbli.objects.filter(version="2020")}
        self.units = {row.code: row for row in Unit.objects.all()}
        self.trades = list(TRADES)
        self.shares = [TRADES[name].share for name in self.trades]

    def make(self, numbers: range) -> Iterator[Registration]:
        return (self.firm(number) for number in numbers)

    def firm(self, number: int) -> Registration:
        chance = random.Random(f"{self.seed}/{number}")
        cluster = chance.choices(self.trades, self.shares)[0]
        trade = TRADES[cluster]
        owner = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
        form = chance.choices(
            [Umkm.Form.SINGLE, Umkm.Form.KUB, Umkm.Form.KOPERASI, Umkm.Form.BUMDES],
            [0.94, 0.04, 0.015, 0.005],
        )[0]
        goods = chance.sample(
            trade.goods, k=min(len(trade.goods), chance.choice([1, 2, 2, 3, 3, 4]))
        )
        # A group has the capacity of its members together.
        scale = 1 if form == Umkm.Form.SINGLE else chance.randint(4, 9)
        terms = chance.random()
        firm = {
            "name": self._name(chance, trade, owner, form),
            "owner_name": owner,
            "form": form,
            # Numbers of a range that no network has given out, each once.
            "telephone": f"+62899{number:07d}",
            "nib": f"9{number:012d}" if chance.random() < 0.6 else None,
            "cluster_id": cluster,
            "village": self._village(chance, trade),
            "address": f"RT {chance.randint(1, 12):02d} / RW {chance.randint(1, 8):02d}",
            "description": goods[0].description.capitalize() + ".",
            "women_owned": chance.random() < 0.52,
            "down_payment_percent": chance.choice([0, 20, 30, 30, 50]) if terms < 0.75 else None,
            "payment_days": chance.choice([0, 7, 14, 14, 30, 30, 45]) if terms < 0.7 else None,
            "accepts_consignment": chance.random() < 0.35,
            "workers_men": chance.randint(1, 6) * scale,
            "workers_women": chance.randint(0, 6) * scale,
            "workers_disabled": chance.choice([0, 0, 0, 0, 1]),
            "wishes": chance.sample(list(Wish.values), k=chance.choice([0, 0, 1, 2])),
        }
        return Registration(
            firm,
            [self._product(chance, cluster, trade, good, scale) for good in goods],
            self._certificates(chance, trade, number),
        )

    def _name(self, chance, trade: Trade, owner: str, form: str) -> str:
        blessing = chance.choice(BLESSINGS)
        if form == Umkm.Form.KUB:
            return f"KUB {trade.prefixes[0]} {blessing}"
        if form == Umkm.Form.KOPERASI:
            return f"Koperasi {trade.prefixes[0]} {blessing}"
        if form == Umkm.Form.BUMDES:
            return f"BUMDes {blessing} {trade.prefixes[0]}"
        prefix = chance.choice(trade.prefixes)
        if chance.random() < 0.35:
            return f"{prefix} {'Bu' if chance.random() < 0.5 else 'Pak'} {owner.split()[0]}"
        return (
            f"{prefix} {blessing}"
            if chance.random() < 0.7
            else f"{prefix} {owner.split()[0]} {blessing}"
        )

    def _village(self, chance, trade: Trade) -> Village:
        """Mostly where the cluster lives; one in eight anywhere in the kabupaten."""
        if chance.random() < 0.125:
            return chance.choice(self.anywhere)
        return chance.choice(self.by_place.get(chance.choice(trade.places)) or self.anywhere)

    def _product(self, chance, cluster: str, trade: Trade, good: Good, scale: int) -> dict:
        low, high = good.capacity
        # Most firms are small: the draw leans to the lower end.
        capacity = max(1, round((low + (high - low) * chance.random() ** 2.5) * scale))
        price = _rounded(good.price[0] + (good.price[1] - good.price[0]) * chance.random() ** 1.5)
        return {
            "name": good.name,
            "description": good.description if chance.random() < 0.8 else "",
            "cluster_id": cluster,
            "kbli": self.kbli.get(good.kbli) if chance.random() < 0.75 else None,
            "unit": self.units[good.unit],
            # Some firms do not know their capacity; what they have promised they know.
            "capacity_month": capacity if chance.random() < 0.93 else None,
            "committed_month": 0
            if chance.random() < 0.4
            else round(capacity * chance.uniform(0.05, 0.7)),
            "minimum_order": max(1, round(capacity * chance.choice([0.01, 0.05, 0.1])))
            if chance.random() < 0.6
            else None,
            "lead_time_days": chance.randint(*good.lead_days),
            "price_min": price,
            "price_max": max(price, _rounded(price * chance.uniform(1.0, 1.5))),
            "busy_months": list(trade.busy) if trade.busy and chance.random() < 0.4 else [],
        }

    def _certificates(self, chance, trade: Trade, number: int) -> list[dict]:
        held = []
        for rank, kind in enumerate(trade.certificates):
            if chance.random() < (0.55 if rank == 0 else 0.3 / rank):
                issued = self.today - timedelta(days=chance.randint(60, 1500))
                lasts = chance.choice([None, 1825, 1825, 1460])
                held.append(
                    {
                        "kind_id": kind,
                        "number": f"DEMO-{kind.upper()}-{number:06d}",
                        "issued_on": issued,
                        "expires_on": issued + timedelta(days=lasts) if lasts else None,
                    }
                )
        return held


def _rounded(price: float) -> int:
    step = next(step for floor, step in _STEP if price >= floor)
    return max(step, round(price / step) * step)
