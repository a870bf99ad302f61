"""The offers of one moment, ordered so that a need touches only those that say something of it.

For each term the index keeps which offers name it and how plainly; a need adds up the lists of its own terms and never looks
at the rest. Nothing in it depends on the order in which the offers came.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import log
from typing import NamedTuple

from partnerships.matching.text import THING, Lexicon
from partnerships.matching.types import Demand, Kbli, Offer

#: A word counts less when only the description has it (or "for ..." in the name), in an offer and in a need.
IN_OFFER_DESCRIPTION = 0.7
IN_NEED_DESCRIPTION = 0.5
#: Whoever makes chairs makes furniture: a narrower word answers for the wider one, not quite as well.
NARROWER = 0.7
#: Whoever says "furniture" may make chairs.
WIDER = 0.4
#: In "keripik tempe" the first thing is the product: a later one in a name counts a little less.
LATER_IN_NAME = 0.85
#: An offer that names as much as the weightiest words of a need says all that the name of a product can say.
SAYING_ENOUGH = 3
#: How rare a word is, is judged as if a thousand other offers had been seen, with each word in twenty of them: so one odd
#: word does not outweigh the trade's, and a handful of offers is judged like fifty thousand.
UNSEEN_OFFERS, UNSEEN_MENTIONS = 1000, 20


class QueryWord(NamedTuple):
    """One term of a need: the words that stand for it there, its weight, and the wider concepts it belongs to."""

    term: str
    said: str
    weight: float
    broader: tuple[str, ...]


class Query(NamedTuple):
    """A need as the index reads it. `known` is False when no offer at all answers any of its words."""

    words: tuple[QueryWord, ...]
    total: float
    known: bool


class OfferTerms(NamedTuple):
    """What one offer says: how plainly it names each term, and the families of things among its own words."""

    named: dict[str, float]
    families: frozenset[str]


class Snapshot:
    """An immutable index over offers; build it once, match many needs with it."""

    def __init__(self, offers: Iterable[Offer], lexicon: Lexicon):
        self.lexicon = lexicon
        self.offers = tuple(offers)
        self._by_umkm: dict[int, list[int]] = defaultdict(list)
        self._by_kbli: dict[Kbli, list[int]] = defaultdict(list)
        self._by_cluster: dict[str, list[int]] = defaultdict(list)
        self._named: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        self._families: dict[str, list[int]] = defaultdict(list)
        for row, offer in enumerate(self.offers):
            self._add(row, offer)

    def _add(self, row: int, offer: Offer) -> None:
        self._by_umkm[offer.umkm_id].append(row)
        self._by_cluster[offer.cluster].append(row)
        if offer.kbli is not None:
            self._by_kbli[offer.kbli].append(row)
        terms = self.terms_of(offer)
        for term, weight in terms.named.items():
            rows, weights = self._named[term]
            rows.append(row)
            weights.append(weight)
        for term in terms.families:
            self._families[term].append(row)

    def terms_of(self, offer: Offer) -> OfferTerms:
        named: dict[str, float] = {}
        wider: dict[str, float] = {}
        lexicon, first = self.lexicon, True
        for mention in lexicon.read(offer.text, (offer.cluster,)):
            if not mention.in_name:
                weight = IN_OFFER_DESCRIPTION
            elif lexicon.weight(mention.term) < THING:
                weight = 1.0
            else:
                weight, first = (1.0 if first else LATER_IN_NAME), False
            named[mention.term] = weight
            for term in lexicon.broader(mention.term):
                wider[term] = max(wider.get(term, 0.0), NARROWER * weight)
        families = lexicon.families.intersection(named)
        for term, weight in wider.items():
            named.setdefault(term, weight)
        return OfferTerms(named, families)

    # ── Reading a need ───────────────────────────────────────────────────────────────────────────────────────────────

    def rarity(self, term: str) -> float:
        """Inverse document frequency: how much a word tells, by how few offers have it."""
        mentions = len(self._named[term][0]) if term in self._named else 0
        return log(1 + (len(self.offers) + UNSEEN_OFFERS) / (mentions + UNSEEN_MENTIONS))

    def read_need(self, demand: Demand) -> Query:
        lexicon, found = self.lexicon, []
        for mention in lexicon.read(demand.text, sorted(demand.clusters)):
            weight = lexicon.weight(mention.term) * self.rarity(mention.term)
            if not mention.in_name:
                weight *= IN_NEED_DESCRIPTION
            found.append(
                QueryWord(mention.term, mention.said, weight, lexicon.broader(mention.term))
            )
        heaviest = sorted((word.weight for word in found), reverse=True)[:SAYING_ENOUGH]
        known = any(
            word.term in self._named or not self._families.keys().isdisjoint(word.broader)
            for word in found
        )
        return Query(tuple(found), sum(heaviest), known)

    # ── Answering it ─────────────────────────────────────────────────────────────────────────────────────────────────

    def text_scores(self, query: Query) -> dict[int, float]:
        """Row -> 0 to 1, for every offer that has a word of the need."""
        sums: dict[int, float] = {}
        for word in query.words:
            answers: dict[int, float] = {}
            for family in word.broader:
                answers.update(dict.fromkeys(self._families.get(family, ()), WIDER))
            if word.term in self._named:
                answers.update(zip(*self._named[word.term], strict=True))
            weight = word.weight
            for row, plainly in answers.items():
                sums[row] = sums.get(row, 0.0) + weight * plainly
        return {row: min(1.0, reached / query.total) for row, reached in sums.items()}

    def text_score(self, query: Query, row: int) -> float:
        """The same for one offer, without the others."""
        terms = self.terms_of(self.offers[row])
        reached = 0.0
        for word in query.words:
            if plainly := self.plainly(word, terms):
                reached += word.weight * plainly
        return min(1.0, reached / query.total) if reached else 0.0

    @staticmethod
    def plainly(word: QueryWord, terms: OfferTerms) -> float:
        """How plainly an offer answers one word of a need, 0 to 1."""
        if word.term in terms.named:
            return terms.named[word.term]
        return 0.0 if terms.families.isdisjoint(word.broader) else WIDER

    def candidates(self, demand: Demand, query: Query) -> dict[int, float]:
        """Row -> text score of every offer worth a look: it has a word of the need, or its KBLI.

        A cluster alone is too wide to be evidence (tempe and bread are both makanan olahan); it only stands in when no offer
        knows any word of the need.
        """
        scores = self.text_scores(query)
        if demand.kbli is not None:
            for row in self._by_kbli.get(demand.kbli, ()):
                scores.setdefault(row, 0.0)
        if not query.known:
            for cluster in sorted(demand.clusters):
                for row in self._by_cluster.get(cluster, ()):
                    scores.setdefault(row, 0.0)
        return scores

    def rows_of(self, umkm_id: int) -> tuple[int, ...]:
        return tuple(self._by_umkm.get(umkm_id, ()))
