"""The firms of the market and what they sell: numbers by numpy, a block of firms at a time, texts one by one.

Each block has its own stream of chance, so a market of 5,000 firms is the beginning of the one of 500,000.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from random import Random

import numpy as np

from partnerships.bench import words
from partnerships.bench.truth import ProductType, product_types
from partnerships.matching.types import Kbli, Offer

BLOCK = 2_000

CLUSTER_SHARES = {
    "makanan-olahan": 0.24,
    "konveksi": 0.10,
    "lereng-merapi": 0.09,
    "logam": 0.08,
    "penunjang": 0.10,
    "batik": 0.07,
    "mebel": 0.07,
    "lurik": 0.06,
    "keramik": 0.06,
    "minapolitan": 0.06,
    "handycraft": 0.04,
    "desa-wisata": 0.03,
}
#: Where a cluster is at home: half of its firms sit in these kecamatan, the others anywhere.
HOMES = {
    "keramik": ("33.10.03", "33.10.04"),
    "batik": ("33.10.04",),
    "lurik": ("33.10.12", "33.10.05", "33.10.06"),
    "lereng-merapi": ("33.10.21", "33.10.09", "33.10.10", "33.10.20", "33.10.19"),
    "mebel": ("33.10.14", "33.10.06", "33.10.05"),
    "logam": ("33.10.11",),
    "desa-wisata": ("33.10.17", "33.10.15", "33.10.01"),
    "konveksi": ("33.10.03", "33.10.12", "33.10.22"),
    "handycraft": ("33.10.14", "33.10.15", "33.10.04"),
    "minapolitan": ("33.10.17", "33.10.19", "33.10.18"),
}
#: Kecamatan of Klaten with a point each (code, latitude, longitude), as in the reference data.
DISTRICTS = (
    ("33.10.01", -7.7463, 110.5120), ("33.10.02", -7.7770, 110.5601), ("33.10.03", -7.7720, 110.6009),
    ("33.10.04", -7.7714, 110.6553), ("33.10.05", -7.7613, 110.7127), ("33.10.06", -7.7249, 110.6704),
    ("33.10.07", -7.6974, 110.5617), ("33.10.08", -7.7275, 110.5474), ("33.10.09", -7.6863, 110.4983),
    ("33.10.10", -7.6655, 110.5416), ("33.10.11", -7.6793, 110.6711), ("33.10.12", -7.6923, 110.7089),
    ("33.10.13", -7.7065, 110.7444), ("33.10.14", -7.6589, 110.7389), ("33.10.15", -7.6264, 110.7431),
    ("33.10.16", -7.6273, 110.6916), ("33.10.17", -7.6149, 110.6633), ("33.10.18", -7.6440, 110.6336),
    ("33.10.19", -7.5983, 110.6045), ("33.10.20", -7.6341, 110.5747), ("33.10.21", -7.6101, 110.4882),
    ("33.10.22", -7.6715, 110.6059), ("33.10.23", -7.7262, 110.6239), ("33.10.24", -7.6901, 110.6161),
    ("33.10.25", -7.7155, 110.6084), ("33.10.26", -7.7197, 110.5881),
)  # fmt: skip
REGENCY = "33.10"

#: Certificates that firms of a cluster hold, with the share of its micro firms that does.
HELD = {
    "makanan-olahan": (("spp-irt", 0.45), ("halal", 0.35), ("bpom-md", 0.04)),
    "lereng-merapi": (("halal", 0.15), ("nkv", 0.05)),
    "minapolitan": (("cbib", 0.15), ("halal", 0.10), ("spp-irt", 0.10)),
    "penunjang": (("halal", 0.15), ("slhs", 0.12)),
    "desa-wisata": (("chse", 0.12),),
    "batik": (("batikmark", 0.06), ("merek", 0.08)),
    "lurik": (("ig", 0.05), ("merek", 0.08)),
    "mebel": (("svlk", 0.20),),
    "logam": (("sni", 0.08), ("iso-9001", 0.03)),
    "konveksi": (("merek", 0.08), ("iso-9001", 0.02)),
    "handycraft": (("svlk", 0.06), ("merek", 0.06)),
    "keramik": (("sni", 0.02), ("merek", 0.05)),
}

SIZES = (0.86, 0.12, 0.02)
SIZE_CAPACITY = np.array([1.0, 6.0, 30.0])
PRODUCTS_PER_FIRM = (0.30, 0.30, 0.22, 0.13, 0.05)
PRICE_SIGMA, CAPACITY_SIGMA = 0.30, 0.70

#: Registers in which a firm writes; the shares of the two with English follow `english`. The bare ones give a name alone.
COLLOQUIAL, FORMAL, ENGLISH, BILINGUAL, BARE = range(5)

#: What a further product of a firm is, by falling share: the same type, a substitute, one of the cluster, or anything.
NEXT_PRODUCT = (0.25, 0.25, 0.45, 0.05)

TYPO_SHARE = 0.05
VARIANT_UNSAID = 0.15
MENTIONS_ANOTHER = 0.06
ASIDE_SHARE = 0.06
INFLECTED = 0.12
SECOND_NAME = 0.35
KBLI_RIGHT, KBLI_NONE = 0.75, 0.10
KBLI_2025 = 0.15
CLUSTER_RIGHT = 0.96


def code_of(random: Random, kind: ProductType) -> Kbli:
    """The KBLI of a type, in one of the two versions that are in force side by side."""
    version = "2025" if random.random() < KBLI_2025 and "2025" in kind.kbli else "2020"
    return version, kind.kbli[version]


class Shares:
    """Draws a type from a group (cluster or family) by the types' shares, for many groups at once."""

    def __init__(self, groups: Sequence[str], shares: Sequence[float]):
        self.names = sorted(set(groups))
        number = {name: index for index, name in enumerate(self.names)}
        self.of = np.array([number[group] for group in groups])
        self._order = np.argsort(self.of, kind="stable")
        self._upto = np.cumsum(np.array(shares)[self._order])
        ends = np.searchsorted(self.of[self._order], np.arange(len(self.names)), side="right")
        self._end = self._upto[ends - 1]
        self._start = np.concatenate([[0.0], self._end[:-1]])

    def draw(self, groups: np.ndarray, chance: np.ndarray) -> np.ndarray:
        start, end = self._start[groups], self._end[groups]
        at = np.searchsorted(self._upto, start + chance * (end - start), side="right")
        return self._order[np.minimum(at, len(self._order) - 1)]


@dataclass(frozen=True, slots=True)
class Goods:
    """Product rows in parallel columns: the firm (0 is the first), its latent type and variants (-1: none)."""

    firm: np.ndarray
    kind: np.ndarray
    variants: np.ndarray

    def __len__(self) -> int:
        return len(self.firm)


@dataclass(frozen=True, slots=True)
class _Firms:
    """One block of firms in parallel columns, and the goods that they sell (`goods.firm` counts within the block)."""

    cluster: np.ndarray
    size: np.ndarray
    register: np.ndarray
    lat: np.ndarray
    lng: np.ndarray
    goods: Goods


class Supply:
    """The firms of one market. `english` is the share of firms that write English, alone or beside Indonesian."""

    def __init__(self, *, seed: int, firms: int, english: float, today: date):
        self.seed, self.firms, self.english, self.today = seed, firms, english, today
        self.types = product_types()
        self.by_cluster = Shares([t.cluster for t in self.types], [t.share for t in self.types])
        self.by_family = Shares([t.family for t in self.types], [t.share for t in self.types])
        self.mates: dict[str, list[ProductType]] = {}
        for kind in self.types:
            self.mates.setdefault(kind.cluster, []).append(kind)
        self._group_sizes = np.zeros((len(self.types), 2), dtype=np.int64)
        for row, kind in enumerate(self.types):
            for slot, group in enumerate(kind.variants):
                self._group_sizes[row, slot] = len(group)

    # ── What is true of them ─────────────────────────────────────────────────────────────────────────────────────────

    def goods(self) -> Goods:
        """All product rows of the market, in the order in which `offers` yields them."""
        blocks = []
        for start, block in self._blocks():
            goods = block.goods
            kept = goods.firm < self.firms - start
            blocks.append(Goods(goods.firm[kept] + start, goods.kind[kept], goods.variants[kept]))
        return Goods(*(np.concatenate([getattr(b, f.name) for b in blocks]) for f in fields(Goods)))

    def _blocks(self) -> Iterator[tuple[int, _Firms]]:
        """(number of the first firm, block); of the last block only the firms below `self.firms` are in the market."""
        for start in range(0, self.firms, BLOCK):
            yield start, self._block(start // BLOCK)

    def _block(self, number: int) -> _Firms:
        rng = np.random.default_rng([self.seed, 1, number])
        names = self.by_cluster.names
        cluster = rng.choice(len(names), BLOCK, p=[CLUSTER_SHARES[name] for name in names])
        size = rng.choice(3, BLOCK, p=SIZES)
        english, bilingual = 0.375 * self.english, 0.625 * self.english
        bare = 0.04
        formal = (1 - english - bilingual - bare) * 30 / 88
        registers = (1 - formal - english - bilingual - bare, formal, english, bilingual, bare)
        register = rng.choice(5, BLOCK, p=registers)
        district = rng.integers(0, len(DISTRICTS), BLOCK)
        at_home, which = rng.random(BLOCK) < 0.5, rng.random(BLOCK)
        codes = [code for code, _lat, _lng in DISTRICTS]
        for index, name in enumerate(names):
            if name in HOMES:
                homes = np.array([codes.index(code) for code in HOMES[name]])
                here = at_home & (cluster == index)
                district[here] = homes[(which[here] * len(homes)).astype(int)]
        points = np.array([(lat, lng) for _code, lat, lng in DISTRICTS])[district]
        points = points + rng.normal(0, 0.012, (BLOCK, 2))
        counts = 1 + rng.choice(5, BLOCK, p=PRODUCTS_PER_FIRM)
        return _Firms(
            cluster, size, register, points[:, 0], points[:, 1], self._stock(rng, cluster, counts)
        )

    def _stock(self, rng, cluster: np.ndarray, counts: np.ndarray) -> Goods:
        firm = np.repeat(np.arange(BLOCK), counts)
        chance, how = rng.random(len(firm)), rng.random(len(firm))
        main = self.by_cluster.draw(cluster, rng.random(BLOCK))
        kind = self.by_cluster.draw(cluster[firm], chance)
        same, substitute, cluster_mate, _any = np.cumsum(NEXT_PRODUCT)
        family_mate = self.by_family.draw(self.by_family.of[main[firm]], chance)
        kind = np.where(how < same + substitute, family_mate, kind)
        kind = np.where(how < same, main[firm], kind)
        kind = np.where(how >= cluster_mate, (chance * len(self.types)).astype(int), kind)
        first = np.concatenate([[True], firm[1:] != firm[:-1]])
        kind = np.where(first, main[firm], kind)
        sizes = self._group_sizes[kind]
        variants = (rng.random((len(firm), 2)) * sizes).astype(np.int8)
        return Goods(firm, kind, np.where(sizes > 0, variants, -1).astype(np.int8))

    # ── What they say ────────────────────────────────────────────────────────────────────────────────────────────────

    def offers(self, *, plain: bool = False) -> Iterator[Offer]:
        """The product rows as the matcher sees them; only one block of them is held in memory at a time.

        `plain`: nothing is stated but text, KBLI and cluster, and all count in one unit, so that no rule can exclude
        anything and relevance alone decides the rank.
        """
        product_id = 0
        for start, block in self._blocks():
            random = Random(f"{self.seed}:texts:{start}")
            numbers = np.random.default_rng([self.seed, 2, start])
            typist = words.Typist(random, TYPO_SHARE)
            columns = self._columns(numbers, block)
            firm_before, brought = -1, None
            for row, firm in enumerate(block.goods.firm.tolist()):
                if start + firm >= self.firms:
                    break
                product_id += 1
                if firm != firm_before:
                    firm_before = firm
                    brought = self._brought(random, block, firm)
                kind = self.types[columns["kind"][row]]
                register = columns["register"][row]
                text = self._text(random, typist, kind, register, columns["variants"][row])
                cluster = self._cluster(random, kind)
                kbli = self._kbli(random, kind)
                capacity, price = columns["capacity"][row], columns["price"][row]
                yield Offer(
                    product_id=product_id,
                    umkm_id=start + firm + 1,
                    text=text,
                    cluster=cluster,
                    kbli=kbli,
                    unit="buah" if plain else kind.unit,
                    capacity=None if plain else capacity,
                    committed=0.0 if plain or capacity is None else columns["busy"][row] * capacity,
                    minimum_order=None if plain else columns["minimum"][row],
                    lead_time_days=None if plain else columns["lead"][row],
                    price_min=None if plain else price,
                    price_max=None if plain or price is None else price * columns["spread"][row],
                    busy_months=_NEVER if plain else brought["busy_months"],
                    certificates=_NOTHING if plain else brought["certificates"],
                    down_payment_percent=None if plain else brought["down_payment"],
                    payment_days=None if plain else brought["payment_days"],
                    accepts_consignment=plain or brought["consignment"],
                    lat=brought["lat"],
                    lng=brought["lng"],
                    regency=REGENCY,
                )

    def _columns(self, rng, block: _Firms) -> dict[str, list]:
        """Numbers of the block's product rows, as lists of plain values; None for what is not stated."""
        goods, count = block.goods, len(block.goods)
        typical = np.array([(t.price, t.capacity) for t in self.types])[goods.kind]
        capacity = typical[:, 1] * SIZE_CAPACITY[block.size[goods.firm]]
        capacity = np.ceil(capacity * rng.lognormal(0, CAPACITY_SIGMA, count))
        price = np.ceil(typical[:, 0] * rng.lognormal(0, PRICE_SIGMA, count))
        minimum = np.ceil(capacity * rng.uniform(0.01, 0.10, count))
        lead = rng.choice([3, 7, 14, 21, 30, 45], count, p=[0.15, 0.25, 0.25, 0.15, 0.15, 0.05])
        return {
            "kind": goods.kind.tolist(),
            "variants": goods.variants.tolist(),
            "register": block.register[goods.firm].tolist(),
            "capacity": _with_gaps(rng, capacity, 0.12),
            "busy": np.round(rng.beta(2, 4, count), 2).tolist(),
            "minimum": _with_gaps(rng, minimum, 0.30),
            "lead": _with_gaps(rng, lead, 0.15),
            "price": _with_gaps(rng, price, 0.15),
            "spread": np.round(rng.uniform(1, 1.4, count), 2).tolist(),
        }

    def _brought(self, random: Random, block: _Firms, firm: int) -> dict:
        """What a firm brings to each of its products."""
        cluster = self.by_cluster.names[block.cluster[firm]]
        held = {}
        for code, share in HELD[cluster]:
            if random.random() < min(0.9, share * (1, 2, 4)[block.size[firm]]):
                lasts = random.random()
                days = timedelta(int(-60 + 1800 * lasts))
                held[code] = None if lasts > 0.8 else self.today + days
        busy = int(1 + 12 * random.random())
        return {
            "certificates": held or _NOTHING,
            "busy_months": frozenset({busy, busy % 12 + 1}) if random.random() < 0.15 else _NEVER,
            "down_payment": words.pick(random, (None, 0, 0, 30, 30, 50)),
            "payment_days": words.pick(random, (None, 0, 7, 14, 14, 30, 45)),
            "consignment": random.random() < 0.35,
            "lat": float(block.lat[firm]),
            "lng": float(block.lng[firm]),
        }

    def _cluster(self, random: Random, kind: ProductType) -> str:
        return (
            kind.cluster
            if random.random() < CLUSTER_RIGHT
            else words.pick(random, self.by_cluster.names)
        )

    def _kbli(self, random: Random, kind: ProductType) -> Kbli | None:
        chance = random.random()
        if chance < KBLI_NONE:
            return None
        right = chance < KBLI_NONE + KBLI_RIGHT
        return code_of(random, kind if right else words.pick(random, self.mates[kind.cluster]))

    def _text(
        self, random: Random, typist: words.Typist, kind: ProductType, register: int, variants
    ) -> str:
        said = [
            number if number >= 0 and random.random() >= VARIANT_UNSAID else -1
            for number in variants
        ]
        voice = {FORMAL: "formal", ENGLISH: "english"}.get(register, "local")
        if register == BILINGUAL:
            voice = "formal" if random.random() < 0.5 else "local"
        thing = words.name(random, kind, voice, said)
        title = thing
        if voice != "english" and random.random() < INFLECTED:
            title = words.inflect(random, title)
        if register == BILINGUAL:
            title = f"{title} / {words.name(random, kind, 'english', said)}"
        if register == BARE:
            return typist.type(title)
        sentences = [title]
        selling = words.SELLING[voice]
        at = int(random.random() * len(selling))
        for step in range(1 + (random.random() < 0.6)):
            sentence = selling[(at + 3 * step) % len(selling)]
            if "{" in sentence:
                again = random.random() < SECOND_NAME
                sentence = sentence.format(
                    thing=words.pick(random, kind.forms[voice]) if again else thing,
                    place=words.pick(random, words.PLACES),
                )
            sentences.append(sentence)
        if random.random() < MENTIONS_ANOTHER:
            other = (
                words.pick(random, self.mates[kind.cluster])
                if random.random() < 0.6
                else words.pick(random, self.types)
            )
            sentences.append(words.ALSO[voice].format(thing=words.pick(random, other.forms[voice])))
        if random.random() < ASIDE_SHARE:
            aside = words.pick(random, words.ASIDES[voice])
            sentences.append(aside.format(brand=words.pick(random, words.BRANDS)))
        return typist.type(". ".join(sentences))


_NEVER: frozenset[int] = frozenset()
_NOTHING: dict[str, date | None] = {}


def _with_gaps(rng, values: np.ndarray, share: float) -> list:
    listed = values.tolist()
    for row in np.flatnonzero(rng.random(len(values)) < share).tolist():
        listed[row] = None
    return listed
