"""Needs against all offers: what is relevant, what the rules keep out, and the rest in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from partnerships.matching import facts, score
from partnerships.matching.frame import Frame, Pair, Terms
from partnerships.matching.index import Query, Snapshot
from partnerships.matching.relaxing import relaxations
from partnerships.matching.rules import FAIL, RULES, checks, judge, pair_at
from partnerships.matching.score import DEFAULT_WEIGHTS, Relevance, Scores, Weights
from partnerships.matching.trades import SAME_TRADE
from partnerships.matching.types import Candidate, Demand, Explanation, MatchResult, Relaxation
from partnerships.matching.what_ifs import what_ifs

#: Needs whose words are looked up together.
BLOCK = 64


@dataclass(frozen=True, eq=False)
class Ranking:
    """All UMKM that may be suggested for one need, each with its best product, by falling score and then by id."""

    demand: Demand
    query: Query
    frame: Frame
    answers: np.ndarray
    relevance: Relevance
    scores: Scores
    excluded: dict[str, int]
    considered: int
    relaxations: tuple[Relaxation, ...]

    def __len__(self):
        return len(self.frame)

    @property
    def umkm_ids(self) -> np.ndarray:
        return self.frame.umkm_id


class Engine:
    """Matches needs with the offers of one snapshot. The same question always gets the same answer."""

    def __init__(self, snapshot: Snapshot, weights: Weights = DEFAULT_WEIGHTS):
        self.snapshot = snapshot
        self.weights = weights

    # ── Whole lists ──────────────────────────────────────────────────────────────────────────────────────────────────

    def match(self, demand: Demand, limit: int | None = 20) -> MatchResult:
        """The best UMKM for a need, each with its best product; None: all of them."""
        (ranking,) = self.rank_many([demand])
        return self.result(ranking, range(len(ranking))[:limit])

    def match_many(self, demands: Iterable[Demand], limit: int | None = 20) -> list[MatchResult]:
        return [
            self.result(ranking, range(len(ranking))[:limit]) for ranking in self.rank_many(demands)
        ]

    def rank_many(self, demands: Iterable[Demand]) -> Iterator[Ranking]:
        """A ranking for each need, in the given order."""
        demands = list(demands)
        for start in range(0, len(demands), BLOCK):
            block = demands[start : start + BLOCK]
            queries = [self.snapshot.read_need(demand) for demand in block]
            scores = self.snapshot.text_scores(queries)
            for at, (demand, query) in enumerate(zip(block, queries, strict=True)):
                part = slice(scores.indptr[at], scores.indptr[at + 1])
                rows, text = scores.indices[part].astype(np.int64), scores.data[part]
                yield self._rank(demand, query, *self._widened(demand, query, rows, text))

    def _widened(self, demand: Demand, query: Query, rows, text):
        """With the offers of the same trade that say no word of the need, and, where no offer knows any, of its clusters.

        A cluster alone is too wide to be evidence (tempe and bread are both makanan olahan).
        """
        more = [self.snapshot.rows_of_trade(query)]
        if not self.snapshot.knows(query):
            more.append(self.snapshot.rows_of_clusters(demand.clusters))
        others = self.snapshot.except_rows(np.concatenate(more), rows)
        return np.concatenate([rows, others]), np.concatenate([text, np.zeros(len(others))])

    def _relevance(self, query: Query, frame: Frame, text: np.ndarray) -> Relevance:
        cluster = (
            frame.in_asked_cluster.astype(np.float64)
            if frame.demand.clusters
            else np.full(len(frame), np.nan)
        )
        return Relevance(text, self.snapshot.kbli_scores(query, frame.rows), cluster)

    def _relevant(self, query: Query, relevance: Relevance, mean: np.ndarray) -> np.ndarray:
        words_known = bool(relevance.text.any()) or self.snapshot.knows(query)
        return score.is_relevant(relevance, mean, words_known, SAME_TRADE)

    def _rank(self, demand: Demand, query: Query, rows: np.ndarray, text: np.ndarray) -> Ranking:
        terms = Terms(demand, self.snapshot.columns)
        frame = Frame(terms, self.snapshot.columns, rows)
        relevance = self._relevance(query, frame, text)
        mean = relevance.mean(self.weights)
        relevant = self._relevant(query, relevance, mean)
        frame, relevance, mean = frame.at(relevant), relevance.at(relevant), mean[relevant]

        answers = judge(frame)
        broken = answers == FAIL
        count = broken.sum(axis=0)
        passes = count == 0
        nearest = _first_of_each(
            frame.umkm_id[~passes],
            (count[~passes], -relevance.text[~passes], frame.product_id[~passes]),
        )
        apart = np.flatnonzero(~passes)[nearest]
        apart = apart[~np.isin(frame.umkm_id[apart], frame.umkm_id[passes])]
        theirs = np.isin(frame.umkm_id, frame.umkm_id[apart])
        kept_out = broken[:, apart]
        excluded = {
            code: int(number)
            for code, number in zip(RULES, kept_out.sum(axis=1), strict=True)
            if number
        }

        fitting = frame.at(passes)
        scores = score.score(fitting, mean[passes], self.weights)
        relevance = relevance.at(passes)
        best = _first_of_each(fitting.umkm_id, (-scores.whole, -relevance.text, fitting.product_id))
        order = best[np.lexsort((fitting.umkm_id[best], -scores.whole[best]))]
        return Ranking(
            demand=demand,
            query=query,
            frame=fitting.at(order),
            answers=answers[:, passes][:, order],
            relevance=relevance.at(order),
            scores=_chosen(scores, order),
            excluded=excluded,
            considered=len(order) + len(apart),
            relaxations=relaxations(frame.at(theirs), broken[:, theirs]),
        )

    def result(self, ranking: Ranking, chosen: Iterable[int]) -> MatchResult:
        """The list of these positions of a ranking, with reasons."""
        return MatchResult(
            need_id=ranking.demand.need_id,
            candidates=tuple(self.candidate(ranking, position) for position in chosen),
            excluded=ranking.excluded,
            considered=ranking.considered,
            relaxations=ranking.relaxations,
        )

    def candidate(self, ranking: Ranking, position: int) -> Candidate:
        pair = pair_at(ranking.frame, position, ranking.answers)
        return self._candidate(pair, ranking.query, ranking.relevance, ranking.scores, position)

    def _candidate(
        self, pair: Pair, query: Query, relevance: Relevance, scores: Scores, position: int
    ) -> Candidate:
        parts = score.parts_of(relevance, scores.relevance, scores, position, self.weights)
        reasons, gaps = facts.tell(pair, self.snapshot, query)
        return Candidate(
            umkm_id=pair.offer.umkm_id,
            product_id=pair.offer.product_id,
            score=float(scores.whole[position]),
            company_score=float(scores.company[position]),
            umkm_score=float(scores.umkm[position]),
            parts={part.code: round(part.value, 3) for part in parts if part.value is not None},
            reasons=reasons,
            gaps=gaps,
            what_ifs=what_ifs(pair, scores, position, self.weights),
        )

    # ── One UMKM ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def match_umkm(self, demands: Iterable[Demand], umkm_id: int) -> dict[int, Candidate]:
        """The needs that one UMKM fits, with what it would be on their lists: exactly what `match` has of it."""
        rows = self.snapshot.rows_of(umkm_id)
        found = {}
        if not len(rows):
            return found
        voice = self.snapshot.voice(rows)
        clusters = {self.snapshot.dictionary.clusters.name(n) for n in self._clusters(rows)}
        for demand in demands:
            query = self.snapshot.read_need(demand)
            text = voice.text(query)
            if not text.any() and not (
                (self.snapshot.kbli_scores(query, rows) >= SAME_TRADE).any()
                or (not clusters.isdisjoint(demand.clusters) and not self.snapshot.knows(query))
            ):
                continue  # nothing speaks for it
            ranking = self._rank(demand, query, rows, text)
            if len(ranking):
                found[demand.need_id] = self.candidate(ranking, 0)
        return found

    def _clusters(self, rows: np.ndarray) -> list[int]:
        return self.snapshot.columns.cluster[rows].tolist()

    def explain(self, demand: Demand, umkm_id: int) -> Explanation:
        """Everything about one UMKM for one need, also when it is no candidate: each rule and each part with its values.

        Of several products the one that `match` would take; else the relevant one that comes nearest to passing.
        """
        query = self.snapshot.read_need(demand)
        rows = self.snapshot.rows_of(umkm_id)
        if not len(rows):
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
        frame = Frame(Terms(demand, self.snapshot.columns), self.snapshot.columns, rows)
        relevance = self._relevance(query, frame, self.snapshot.voice(rows).text(query))
        mean = relevance.mean(self.weights)
        relevant = self._relevant(query, relevance, mean)
        answers = judge(frame)
        count = (answers == FAIL).sum(axis=0)
        scores = score.score(frame, mean, self.weights)
        rank = np.where(count > 0, 0.0, -scores.whole)
        at = int(np.lexsort((frame.product_id, -relevance.text, rank, count, ~relevant))[0])
        pair = pair_at(frame, at, answers)
        reasons, gaps = facts.tell(pair, self.snapshot, query)
        stands = bool(relevant[at]) and not count[at]
        return Explanation(
            need_id=demand.need_id,
            umkm_id=umkm_id,
            product_id=pair.offer.product_id,
            candidate=self._candidate(pair, query, relevance, scores, at) if stands else None,
            relevant=bool(relevant[at]),
            relevance=round(float(mean[at]), 3),
            score=float(scores.whole[at]),
            company_score=float(scores.company[at]),
            umkm_score=float(scores.umkm[at]),
            rules=checks(pair),
            parts=score.parts_of(relevance, mean, scores, at, self.weights),
            reasons=reasons,
            gaps=gaps,
            what_ifs=what_ifs(pair, scores, at, self.weights),
        )


def _first_of_each(owner: np.ndarray, order: Sequence[np.ndarray]) -> np.ndarray:
    """Positions of the first row of each owner, in the order of these keys (the first key counts most)."""
    if not len(owner):
        return np.zeros(0, dtype=np.int64)
    sequence = np.lexsort((*reversed(order), owner))
    owners = owner[sequence]
    return sequence[np.concatenate([[True], owners[1:] != owners[:-1]])]


def _chosen(scores: Scores, order: np.ndarray) -> Scores:
    return Scores(
        scores.whole[order],
        scores.company[order],
        scores.umkm[order],
        scores.relevance[order],
        {code: values[order] for code, values in scores.company_parts.items()},
        {code: values[order] for code, values in scores.umkm_parts.items()},
    )
