"""What goes into the matcher and what comes out: plain values, the same in every process and on every day.

Quantities are in base units a month (a kodi has become 20 potong before it gets here), money is rupiah per base unit,
distances are kilometres, scores are 0 to 100, parts of a score 0 to 1. None always means "not stated", never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

#: (version, code), for example ("2020", "13121"): codes of different versions are never compared.
Kbli = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a running contract takes of one product: base units a month, from one month to another (year * 12 + month - 1)."""

    first_month: int
    last_month: int
    amount: float


@dataclass(frozen=True, slots=True)
class Record:
    """What confirmed deliveries say of one side: how many there were, and the mean share of the good ones, 0 to 1.

    Of an UMKM: delivered on time and not rejected. Of a company: paid on time.
    """

    count: int
    good: float


@dataclass(frozen=True, slots=True)
class Offer:
    """One product of a verified UMKM, with what its firm brings.

    The product's name is the first sentence of `text`, its description the rest. `certificates` maps a code to its last
    valid day (None: no expiry). `down_payment_percent` is the least that the firm needs, `payment_days` the longest that
    it can wait for its money. In `busy_months` (1 to 12) it can take no new order. `leads` marks a koperasi, KUB or BUMDes,
    which can coordinate a group.
    """

    product_id: int
    umkm_id: int
    text: str
    cluster: str
    kbli: Kbli | None
    unit: str
    capacity: float | None
    committed: float
    minimum_order: float | None
    lead_time_days: int | None
    price_min: float | None
    price_max: float | None
    busy_months: frozenset[int]
    certificates: Mapping[str, date | None]
    down_payment_percent: int | None
    payment_days: int | None
    accepts_consignment: bool
    lat: float
    lng: float
    regency: str
    leads: bool = False
    commitments: tuple[Commitment, ...] = ()
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """What a company needs, month by month. The title is the first sentence of `text`.

    `today` is the day from which a lead time runs; without it lead times are not judged, only scored. `refusals` are UMKM
    that turned down the same terms of this company before, each with the reason code. `record` says how the company pays.
    `plan` is the volume of each month from that of the first delivery on, when it differs; `volume` is then a usual month's.
    Raises ValueError for a volume or a price ceiling of zero or less.
    """

    need_id: int
    text: str
    clusters: frozenset[str]
    kbli: Kbli | None
    unit: str
    volume: float
    price_ceiling: float | None
    required_certificates: frozenset[str]
    preferred_certificates: frozenset[str]
    lat: float | None
    lng: float | None
    radius_km: float | None
    regency: str | None
    down_payment_percent: int
    payment_days: int
    consignment: bool
    first_delivery: date
    months: int
    many_suppliers: bool
    today: date | None = None
    coaching: bool = False
    record: Record | None = None
    refusals: Mapping[int, str] = field(default_factory=dict)
    plan: tuple[float, ...] = ()

    def __post_init__(self):
        if self.volume <= 0:
            raise ValueError(f"volume must be more than zero, not {self.volume}")
        if self.price_ceiling is not None and self.price_ceiling <= 0:
            raise ValueError(f"price ceiling must be more than zero, not {self.price_ceiling}")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that speaks for or against a match; FACTS says which values each code carries (all JSON-able)."""

    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One UMKM for one need, with its best product. `what_ifs` say what the score would be if a gap were closed."""

    umkm_id: int
    product_id: int
    score: float
    company_score: float
    umkm_score: float
    parts: dict[str, float]
    reasons: tuple[Fact, ...]
    gaps: tuple[Fact, ...]
    what_ifs: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Relaxation:
    """If the need asked less in one rule, so many more UMKM would pass: `value` is the nearest that brings them."""

    rule: str
    value: Any
    more: int


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The ranked list of a need.

    `considered` counts the UMKM with a relevant product. `excluded` counts, for each hard rule, the considered UMKM that
    it keeps out; one that fails two rules counts under both, by the product that comes nearest to passing.
    """

    need_id: int
    candidates: tuple[Candidate, ...]
    excluded: dict[str, int]
    considered: int
    relaxations: tuple[Relaxation, ...] = ()


class Check(NamedTuple):
    """The result of one hard rule. `passed` None: not stated, so nobody is excluded for it."""

    code: str
    passed: bool | None
    values: dict[str, Any]


class Part(NamedTuple):
    """One part of a score. `side`: "relevance", "company" or "umkm"; `value` None: not stated, `counted` is then neutral."""

    code: str
    side: str
    weight: float
    value: float | None
    counted: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one pair, candidate or not.

    `candidate` is None when a rule excludes the pair or the offer is not relevant; the scores then say what they would be.
    `product_id` None: the UMKM offers nothing at all.
    """

    need_id: int
    umkm_id: int
    product_id: int | None
    candidate: Candidate | None
    relevant: bool
    relevance: float
    score: float
    company_score: float
    umkm_score: float
    rules: tuple[Check, ...]
    parts: tuple[Part, ...]
    reasons: tuple[Fact, ...]
    gaps: tuple[Fact, ...]
    what_ifs: tuple[Fact, ...] = ()

    @property
    def excluded_by(self) -> tuple[str, ...]:
        """Codes of the hard rules that keep this pair apart."""
        return tuple(check.code for check in self.rules if check.passed is False)


class FactKind(NamedTuple):
    kind: str
    values: tuple[str, ...]
    says: str


_R, _G, _W = "reason", "gap", "what_if"

#: Every fact that the engine can state, the names of its values, and the sentence that they are enough for.
FACTS: dict[str, FactKind] = {
    # why it fits
    "words": FactKind(
        _R, ("offered", "asked"), "its words lurik, kain answer striped, fabric (two lists in step)"
    ),
    "kbli": FactKind(_R, ("version", "code"), "same KBLI 2020 code 13121"),
    "cluster": FactKind(_R, ("cluster",), "is in the cluster lurik that was asked for"),
    "certificates": FactKind(_R, ("codes",), "holds halal, pirt on the first delivery day"),
    "capacity": FactKind(
        _R,
        ("capacity", "free", "volume", "unit"),
        "makes 4,200 meter a month, 3,000 free: enough for 1,000",
    ),
    "price": FactKind(
        _R,
        ("price", "ceiling", "unit"),
        "from Rp 50,000 per meter, at or below the ceiling of Rp 80,000",
    ),
    "near": FactKind(_R, ("km",), "12.4 km from the place of delivery"),
    "local": FactKind(_R, ("regency",), "in the same kabupaten, 33.10"),
    "lead_time": FactKind(_R, ("days",), "ready within 14 days"),
    "payment": FactKind(
        _R,
        ("down_payment_percent", "payment_days"),
        "30 % down payment and 14 days are within what it can bear",
    ),
    "consignment": FactKind(_R, (), "accepts consignment"),
    "work": FactKind(
        _R, ("percent",), "the order would be 60 % of its monthly work (said from 25 % on)"
    ),
    "margin": FactKind(
        _R,
        ("price", "ceiling", "unit"),
        "its own highest price of Rp 70,000 is covered by the ceiling of Rp 80,000",
    ),
    "record": FactKind(
        _R, ("count", "percent"), "of 6 deliveries 95 % came on time and were accepted"
    ),
    "buyer_pays": FactKind(
        _R, ("count", "percent"), "this buyer paid 90 % of 10 deliveries on time"
    ),
    "coaching": FactKind(_R, (), "the buyer offers coaching"),
    # what is missing or in doubt
    "certificates_missing": FactKind(
        _G, ("codes", "required"), "missing: halal (required: no pair is suggested with true)"
    ),
    "certificates_expired": FactKind(
        _G,
        ("codes", "until", "required"),
        "pirt has expired by the first delivery day (two lists in step; days as 2026-05-01)",
    ),
    "certificates_expiring": FactKind(
        _G, ("codes", "until"), "halal runs out while the need lasts (two lists in step)"
    ),
    "capacity_unknown": FactKind(_G, ("volume", "unit"), "capacity not stated; 1,000 are asked"),
    "capacity_short": FactKind(
        _G,
        ("capacity", "free", "volume", "short", "unit"),
        "600 meter a month free, 400 short of 1,000",
    ),
    "peak_short": FactKind(
        _G,
        ("months", "free", "peak", "short", "unit"),
        "enough for a usual month, but in months 5, 6 up to 1,800 are asked: 600 short",
    ),
    "price_unknown": FactKind(
        _G, ("ceiling", "unit"), "price not stated; the ceiling is Rp 80,000"
    ),
    "price_above": FactKind(
        _G,
        ("price", "ceiling", "percent", "unit"),
        "from Rp 90,000, 12.5 % above the ceiling of Rp 80,000",
    ),
    "minimum_order_unknown": FactKind(_G, (), "least order not stated"),
    "lead_time_unknown": FactKind(_G, (), "lead time not stated"),
    "lead_time_long": FactKind(_G, ("days",), "needs 45 days (said from 31 on)"),
    "down_payment_unknown": FactKind(
        _G, ("offered_percent",), "down payment not agreed yet; 30 % is offered"
    ),
    "payment_days_unknown": FactKind(
        _G, ("asked_days",), "not stated whether it can wait 30 days for its money"
    ),
    "busy": FactKind(_G, ("months",), "cannot take more in months 3, 4"),
    "far": FactKind(_G, ("km",), "84.0 km from the place of delivery (said beyond 50)"),
    "cluster_other": FactKind(
        _G, ("cluster", "asked"), "is in batik; lurik was asked for (a list)"
    ),
    "words_none": FactKind(_G, (), "no word of the need is found in its product"),
    "record_weak": FactKind(
        _G, ("count", "percent"), "of 6 deliveries only 60 % came on time and were accepted"
    ),
    "buyer_pays_late": FactKind(
        _G, ("count", "percent"), "this buyer paid only 40 % of 10 deliveries on time"
    ),
    # what would change the score, and to what
    "with_certificate": FactKind(
        _W, ("code", "score"), "with halal the score would be 82 instead of 64"
    ),
    "with_capacity": FactKind(_W, ("free", "unit", "score"), "with 1,000 meter a month free: 82"),
    "with_price": FactKind(_W, ("price", "unit", "score"), "from Rp 80,000 per meter on: 82"),
    "with_lead_time": FactKind(_W, ("days", "score"), "if ready within 14 days: 82"),
}
