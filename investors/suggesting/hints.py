"""From the words of a need to what could be chosen in its fields. Pure: the same text and tables give the same hints."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

from investors.suggesting.words import Mention, Reader, words_in

#: A word of the title says more than one of the description; a thing more than a material, and a trait nothing.
IN_TITLE, THING, MATERIAL = 2.0, 1.0, 0.4
#: How well a KBLI title that names a wider or a narrower concept answers one that was said.
WIDER, NARROWER = 0.7, 0.4
#: What belonging to the suggested cluster adds to a code that answers a word.
CORE, RELATED = 0.5, 0.2
#: A second cluster is worth telling when so much of the first one's words speak for it.
SECOND_CLUSTER = 0.5
MOST_CODES, MOST_WORDS = 3, 3


class Hint(NamedTuple):
    """`value` could be chosen in `field` (clusters, category, kbli, unit); `because` are the writer's own words."""

    field: str
    value: str
    because: tuple[str, ...]


class Purchase(NamedTuple):
    """What is usual for a concept and all that belong to it; "" for what is not."""

    cluster: str
    category: str
    unit: str


class Code(NamedTuple):
    """A KBLI code: `key` of its row, the concepts of its title, and {cluster: whether it is of its core}."""

    key: str
    concepts: frozenset[str]
    clusters: Mapping[str, bool]


@dataclass(frozen=True)
class Catalogue:
    """`units` maps the words of a unit's names to its code."""

    purchases: Mapping[str, Purchase]
    codes: tuple[Code, ...] = ()
    units: Mapping[tuple[str, ...], str] = field(default_factory=dict)


def suggest(title: str, text: str, reader: Reader, catalogue: Catalogue) -> list[Hint]:
    """Hints in the order of the fields, the best of a field first. None where the words say nothing."""
    said = [
        (mention, weight * (THING if reader.is_thing(mention.concept) else MATERIAL))
        for part, weight in ((title, IN_TITLE), (text, 1.0))
        for mention in reader.read(part)
    ]
    votes: dict[str, dict[str, list]] = {name: defaultdict(list) for name in Purchase._fields}
    for mention, weight in said:
        for name, value in _usual(mention, reader, catalogue)._asdict().items():
            if value:
                votes[name][value].append((weight, mention.said))
    clusters = _ranked(votes["cluster"])
    best = clusters[:1] + [
        row for row in clusters[1:2] if row[0] >= SECOND_CLUSTER * clusters[0][0]
    ]
    hints = [Hint("clusters", value, words) for _points, value, words in best]
    hints += [Hint("category", value, words) for _p, value, words in _ranked(votes["category"])[:1]]
    written = _written_unit(f"{title}. {text}", catalogue.units)
    usual = _ranked(votes["unit"])[:1]
    hints += [written] if written else [Hint("unit", value, words) for _p, value, words in usual]
    return hints + _codes(said, {hint.value for hint in hints[:1]}, reader, catalogue)


def _usual(mention: Mention, reader: Reader, catalogue: Catalogue) -> Purchase:
    """By the concept itself, otherwise by the nearest one that it belongs to."""
    for concept in (mention.concept, *reader.wider(mention.concept)):
        if concept in catalogue.purchases:
            return catalogue.purchases[concept]
    return Purchase("", "", "")


def _ranked(votes: Mapping[str, list]) -> list[tuple[float, str, tuple[str, ...]]]:
    """(points, value, the words), the most points first; a word that is said twice counts once, where it counts most."""
    rows = []
    for value, said in votes.items():
        weights: dict[str, float] = {}
        spelt: dict[str, str] = {}
        for weight, words in said:
            key = words.lower()
            weights[key] = max(weight, weights.get(key, 0))
            spelt.setdefault(key, words)
        words = tuple(spelt[key] for key in sorted(weights, key=lambda key: -weights[key]))
        rows.append((sum(weights.values()), value, words[:MOST_WORDS]))
    return sorted(rows, key=lambda row: (-row[0], row[1]))


def _written_unit(text: str, units: Mapping[tuple[str, ...], str]) -> Hint | None:
    """The unit that stands behind the first number: "500 meter"."""
    typed = words_in(text)
    longest = max(map(len, units), default=0)
    for at, (word, _said) in enumerate(typed):
        if not word.isdigit():
            continue
        for length in range(longest, 0, -1):
            part = typed[at + 1 : at + 1 + length]
            code = units.get(tuple(word for word, _said in part))
            if code and len(part) == length:
                words = " ".join(said for _word, said in typed[at : at + 1 + length])
                return Hint("unit", code, (words,))
    return None


def _codes(
    said: Iterable[tuple[Mention, float]],
    clusters: set[str],
    reader: Reader,
    catalogue: Catalogue,
) -> list[Hint]:
    said = list(said)
    often: dict[str, int] = defaultdict(int)
    for code in catalogue.codes:
        for concept in code.concepts:
            often[concept] += 1
    rows = []
    for code in catalogue.codes:
        points, words = 0.0, {}
        for mention, weight in said:
            answer = max(
                (
                    _likeness(mention.concept, concept, reader)
                    * log(1 + len(catalogue.codes) / often[concept])
                    for concept in code.concepts
                ),
                default=0.0,
            )
            if answer and mention.said.lower() not in words:
                words[mention.said.lower()] = mention.said
                points += weight * answer
        if points:
            bonus = max(
                (
                    CORE if code.clusters[name] else RELATED
                    for name in clusters & set(code.clusters)
                ),
                default=0.0,
            )
            rows.append((points * (1 + bonus), code.key, tuple(words.values())[:MOST_WORDS]))
    rows.sort(key=lambda row: (-row[0], row[1]))
    return [Hint("kbli", key, words) for _points, key, words in rows[:MOST_CODES]]


def _likeness(said: str, titled: str, reader: Reader) -> float:
    if said == titled:
        return 1.0
    if titled in reader.wider(said):
        return WIDER
    return NARROWER if said in reader.wider(titled) else 0.0
