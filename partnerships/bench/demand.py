"""What companies ask for: needs in the register of procurement, in Indonesian or English, with terms that they would set."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import exp
from random import Random

from partnerships.bench import words
from partnerships.bench.supply import DISTRICTS, HELD, REGENCY, code_of
from partnerships.bench.truth import ProductType, product_types
from partnerships.matching.types import Demand, Kbli

OUTSIDE = "penunjang"
#: Half of what large firms really order is no ware of a cluster; here a quarter is, so that the others are measured well.
OUTSIDE_SHARE = 0.25
ENGLISH_SHARE = 0.40
KBLI_GIVEN, KBLI_RIGHT = 0.80, 0.92
CLUSTER_GIVEN, CLUSTER_RIGHT = 0.90, 0.95
VARIANT_SAID = 0.85
SECOND_NAME = 0.40
TYPOS_IN = 0.12
TYPO_SHARE = 0.12
CERTIFICATE_ASKED = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """The truth of one need: its latent type, the variants that it names (-1: any) and its tags.

    Tags: "id" or "en", "typos" when the text has typing errors, "outside" for by-products and services.
    """

    kind: int
    variants: tuple[int, int]
    tags: frozenset[str]


def draw_needs(
    *, seed: int, needs: int, volumes: float, today: date
) -> tuple[list[Demand], list[Asked]]:
    """The needs and what is true of each. Each has its own stream of chance: fewer needs are the first of more."""
    types = product_types()
    inside = [row for row, kind in enumerate(types) if kind.cluster != OUTSIDE]
    outside = [row for row, kind in enumerate(types) if kind.cluster == OUTSIDE]
    drawn = [
        _draw(Random(f"{seed}:need:{number}"), number, types, inside, outside, volumes, today)
        for number in range(1, needs + 1)
    ]
    return [demand for demand, _asked in drawn], [asked for _demand, asked in drawn]


def text_only(demand: Demand) -> Demand:
    """The same need with its text and KBLI alone: no rule can exclude and no other part can rank."""
    return replace(
        demand,
        clusters=frozenset(),
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
        first_delivery=demand.first_delivery + timedelta(days=365),
        many_suppliers=True,
    )


def _draw(
    random: Random,
    number: int,
    types: Sequence[ProductType],
    inside: Sequence[int],
    outside: Sequence[int],
    volumes: float,
    today: date,
) -> tuple[Demand, Asked]:
    pool = outside if random.random() < OUTSIDE_SHARE else inside
    row = random.choices(pool, [types[row].share for row in pool])[0]
    kind = types[row]
    said = tuple(
        int(random.random() * len(group)) if random.random() < VARIANT_SAID else -1
        for group in kind.variants[:1]
    )
    variants = (*said, -1, -1)[:2]
    language = "en" if random.random() < ENGLISH_SHARE else "id"
    tags = {language}
    if kind.cluster == OUTSIDE:
        tags.add("outside")
    if random.random() < TYPOS_IN:
        tags.add("typos")
    text = _text(random, kind, language, variants, typos="typos" in tags)

    _code, lat, lng = words.pick(random, DISTRICTS)
    certificates = [code for code, _share in HELD[kind.cluster]]
    asked = {
        code for code in certificates if random.random() < CERTIFICATE_ASKED / len(certificates)
    }
    demand = Demand(
        need_id=number,
        text=text,
        clusters=_clusters(random, kind, types),
        kbli=_kbli(random, kind, types),
        unit=kind.unit,
        volume=float(max(1, round(volumes * kind.capacity * _lognormal(random, 0.7, 1.0)))),
        price_ceiling=(
            None
            if random.random() < 0.2
            else float(round(kind.price * 1.15 * _lognormal(random, 0, 0.2)))
        ),
        required_certificates=frozenset(asked if random.random() < 0.5 else ()),
        preferred_certificates=frozenset(asked),
        lat=lat,
        lng=lng,
        radius_km=words.pick(random, (None, None, 25.0, 40.0, 60.0)),
        regency=REGENCY,
        down_payment_percent=words.pick(random, (0, 20, 30, 30, 50, 50)),
        payment_days=words.pick(random, (0, 7, 14, 14, 30, 45)),
        consignment=random.random() < 0.05,
        first_delivery=today + timedelta(days=20 + int(100 * random.random())),
        months=words.pick(random, (1, 3, 6, 12, 12, 24)),
        many_suppliers=random.random() < 0.6,
        today=today,
    )
    return demand, Asked(row, variants, frozenset(tags))


def _lognormal(random: Random, mean: float, sigma: float) -> float:
    return exp(random.gauss(mean, sigma))


def _text(
    random: Random, kind: ProductType, language: str, variants: tuple[int, int], *, typos: bool
) -> str:
    """The need's words. With `typos` some of them err, and surely the longest one of the product's name."""
    register = "english" if language == "en" else "formal"
    asking = words.ASKING[language]
    thing = words.name(random, kind, register, variants)
    if typos:
        longest = max(thing.split(" "), key=len)
        thing = thing.replace(longest, words.misspell(random, longest), 1)
    use = words.pick(random, words.USES[language])
    title = words.pick(random, asking["title"]).format(thing=thing, use=use)
    sentences = [title[0].upper() + title[1:]]
    if random.random() < SECOND_NAME:
        again = words.pick(random, kind.forms[register])
        sentences.append(words.pick(random, asking["first"]).format(thing=again, use=use))
    sentences += random.sample(asking["rest"], 2 + (random.random() < 0.5))
    text = ". ".join(sentences) + "."
    return words.Typist(random, TYPO_SHARE).type(text) if typos else text


def _kbli(random: Random, kind: ProductType, types: Sequence[ProductType]) -> Kbli | None:
    if random.random() >= KBLI_GIVEN:
        return None
    if random.random() < KBLI_RIGHT:
        return code_of(random, kind)
    return code_of(random, words.pick(random, [t for t in types if t.cluster == kind.cluster]))


def _clusters(random: Random, kind: ProductType, types: Sequence[ProductType]) -> frozenset[str]:
    if random.random() >= CLUSTER_GIVEN:
        return frozenset()
    if random.random() < CLUSTER_RIGHT:
        return frozenset({kind.cluster})
    return frozenset({words.pick(random, types).cluster})
