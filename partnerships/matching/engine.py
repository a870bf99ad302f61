"""One need against all offers: what is relevant, what the rules keep out, and the rest in order."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from partnerships.matching import facts, rules, score
from partnerships.matching.index import Query, Snapshot
from partnerships.matching.rules import Pair
from partnerships.matching.score import DEFAULT_WEIGHTS, Score, Weights
from partnerships.matching.types import Candidate, Demand, Explanation, MatchResult, Offer


@dataclass(frozen=True, slots=True)
class _Judged:
    """One offer for one need: how well it fits, or which rules keep it out."""

    offer: Offer
    pair: Pair
    text: float
    broken: tuple[str, ...]
    score: Score

    @property
    def order(self) -> tuple:
        """The best product of a firm first: one that passes, by score; else the one that breaks the fewest rules."""
        rank = 0.0 if self.broken else -self.score.whole
        return (len(self.broken), rank, -self.text, self.offer.product_id)


class Engine:
    """Matches needs with the offers of one snapshot. The same question always gets the same answer."""

    def __init__(self, snapshot: Snapshot, weights: Weights = DEFAULT_WEIGHTS):
        self.snapshot = snapshot
        self.weights = weights

    def match(self, demand: Demand, limit: int | None = 20) -> MatchResult:
        """The best UMKM for a need, each with its best product, by falling score and then by id; None: all of them."""
        query = self.snapshot.read_need(demand)
        months = rules.delivery_months(demand)
        passed: dict[int, _Judged] = {}
        kept_out: dict[int, list[tuple]] = defaultdict(list)
        for row, text in self.snapshot.candidates(demand, query).items():
            offer = self.snapshot.offers[row]
            if not score.is_relevant(demand, offer, text, self.weights, query.known):
                continue
            pair = Pair(demand, offer, months)
            broken = rules.broken(pair)
            if broken:
                kept_out[offer.umkm_id].append((len(broken), -text, offer.product_id, broken))
                continue
            judged = self._judge(pair, text, ())
            best = passed.get(offer.umkm_id)
            if best is None or judged.order < best.order:
                passed[offer.umkm_id] = judged

        excluded = Counter()
        for umkm_id, tries in kept_out.items():
            if umkm_id not in passed:
                excluded.update(min(tries)[-1])
        ranked = sorted(
            passed.values(), key=lambda judged: (-judged.score.whole, judged.offer.umkm_id)
        )
        return MatchResult(
            need_id=demand.need_id,
            candidates=tuple(self._candidate(judged, query) for judged in ranked[:limit]),
            excluded={code: excluded[code] for code in rules.RULES if excluded[code]},
            considered=len(passed.keys() | kept_out.keys()),
        )

    def explain(self, demand: Demand, umkm_id: int) -> Explanation:
        """Everything about one UMKM for one need, also when it is no candidate: each rule and each part with its values.

        Of several products the one that `match` would take; else the relevant one that comes nearest to passing.
        """
        query = self.snapshot.read_need(demand)
        months = rules.delivery_months(demand)
        choices = []
        for row in self.snapshot.rows_of(umkm_id):
            pair = Pair(demand, self.snapshot.offers[row], months)
            text = self.snapshot.text_score(query, row)
            relevant = score.is_relevant(demand, pair.offer, text, self.weights, query.known)
            judged = self._judge(pair, text, tuple(rules.broken(pair)))
            choices.append((not relevant, judged.order, judged))
        if not choices:
            return Explanation(
                need_id=demand.need_id,
                umkm_id=umkm_id,
                product_id=None,
                candidate=None,
                relevant=False,
                relevance=0.0,
                score=0.0,
                company_score=0.0,
                umkm_score=0.0,
                rules=(),
                parts=(),
                reasons=(),
                gaps=(),
            )
        irrelevant, _order, judged = min(choices, key=lambda choice: choice[:2])
        pair, text = judged.pair, judged.text
        stands = not irrelevant and not judged.broken
        return Explanation(
            need_id=demand.need_id,
            umkm_id=umkm_id,
            product_id=judged.offer.product_id,
            candidate=self._candidate(judged, query) if stands else None,
            relevant=not irrelevant,
            relevance=round(score.relevance(demand, pair.offer, text, self.weights), 3),
            score=judged.score.whole,
            company_score=judged.score.company,
            umkm_score=judged.score.umkm,
            rules=rules.check(pair),
            parts=score.parts(pair, text, self.weights),
            reasons=facts.reasons(pair, self.snapshot, query),
            gaps=facts.gaps(pair, self.snapshot, query),
        )

    def _judge(self, pair: Pair, text: float, broken: tuple[str, ...]) -> _Judged:
        return _Judged(pair.offer, pair, text, broken, score.score(pair, text, self.weights))

    def _candidate(self, judged: _Judged, query: Query) -> Candidate:
        pair, text = judged.pair, judged.text
        return Candidate(
            umkm_id=judged.offer.umkm_id,
            product_id=judged.offer.product_id,
            score=judged.score.whole,
            company_score=judged.score.company,
            umkm_score=judged.score.umkm,
            parts={
                part.code: round(part.counted, 3)
                for part in score.parts(pair, text, self.weights)
                if part.value is not None or part.side != "relevance"
            },
            reasons=facts.reasons(pair, self.snapshot, query),
            gaps=facts.gaps(pair, self.snapshot, query),
        )
