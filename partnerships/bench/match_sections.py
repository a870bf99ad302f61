"""The matcher's sections: speed and memory, growth, relevance, and the spread of exposure."""

import json
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from time import perf_counter

import numpy as np
from django.conf import settings

from partnerships.bench import quality
from partnerships.bench.engines import make_engine
from partnerships.bench.labelled import LOOKED_AT, catalogue, judge
from partnerships.bench.market import Market
from partnerships.bench.peers import Bm25
from partnerships.bench.postgres import full_text
from partnerships.bench.report import Figure, NotMeasured, Options, over
from partnerships.bench.truth import labelled_queries
from partnerships.matching import FAIR, PLAIN, Engine, Ledger, MatchResult, Policy, choose
from partnerships.matching.allocation import allocate, allocate_one, relaxation
from partnerships.services.groups import seeker_of

LIMIT = 20


def match_speed(options: Options) -> dict:
    """The full batch, top 20, each method in a process of its own on the same market; the loop is extrapolated."""
    methods = ("engine", "sklearn", "bm25", "loop")
    ran = {method: _probe(method, options.firms, options) for method in methods}
    market = Market(seed=options.seed, firms=options.firms, needs=options.needs)
    texts = [offer.text for offer in market.offers(plain=True)]
    _lists, pg_build, pg_match = full_text(
        texts, market.goods.firm, [demand.text for demand in market.demands], LIMIT
    )
    own, sklearn, bm25, loop = (ran[method] for method in methods)
    whole = own["build_s"] + own["match_s"]
    figures = [
        Figure(
            "engine: build", own["build_s"], "s", over(own["build_s"], sklearn=sklearn["build_s"])
        ),
        Figure(
            "engine: words of the needs, read once",
            own["read_s"],
            "s",
            over(own["read_s"], batch=own["match_s"]),
        ),
        Figure(
            "engine: product of its own words",
            own["own_product_s"],
            "s",
            over(own["own_product_s"], product=bm25["product_s"]),
        ),
        Figure(
            "engine: rules, scores and order",
            own["rank_s"],
            "s",
            over(own["rank_s"], own_product=own["own_product_s"], sklearn=sklearn["match_s"]),
        ),
        Figure("engine: reasons in the lists", own["told_s"], "s"),
        Figure(
            "engine: full batch",
            own["match_s"],
            "s",
            over(
                own["match_s"],
                product=bm25["product_s"],
                sklearn=sklearn["match_s"],
                bm25=bm25["match_s"],
                postgres=pg_match,
                loop=loop["match_s"],
            ),
        ),
        Figure(
            "engine: build and batch",
            whole,
            "s",
            over(
                whole,
                sklearn=sklearn["build_s"] + sklearn["match_s"],
                postgres=pg_build + pg_match,
            ),
        ),
        Figure("engine: one need", own["one_s"], "s", over(own["one_s"], batch=own["match_s"])),
        Figure("engine: one changed UMKM, put anew", own["put_s"], "s"),
        Figure(
            "engine: one changed UMKM, all needs",
            own["umkm_s"],
            "s",
            over(own["umkm_s"], batch=own["match_s"]),
        ),
        Figure(
            "engine: peak memory",
            own["peak_mb"],
            "MB",
            over(own["peak_mb"], data=own["data_mb"], sklearn=sklearn["peak_mb"]),
        ),
        Figure("bare sparse product", bm25["product_s"], "s"),
    ]
    for name in methods[1:]:
        figures += [
            Figure(f"{name}: build", ran[name]["build_s"], "s"),
            Figure(f"{name}: full batch", ran[name]["match_s"], "s"),
            Figure(f"{name}: peak memory", ran[name]["peak_mb"], "MB"),
        ]
    figures += [
        Figure("postgres: build", pg_build, "s"),
        Figure("postgres: full batch", pg_match, "s"),
    ]
    return _result(options, figures, products=len(texts))


def match_growth(options: Options) -> dict:
    """Build and batch for each size, with the ratio to the size before."""
    figures = []
    before: dict[str, float] = {}
    for size in sorted(options.sizes):
        ran = _probe("engine", size, options)
        for key, name, unit in (
            ("build_s", "build", "s"),
            ("match_s", "full batch", "s"),
            ("one_s", "one need", "s"),
            ("umkm_s", "one changed UMKM", "s"),
            ("peak_mb", "peak memory", "MB"),
        ):
            ratios = over(ran[key], size_before=before[key]) if before else {}
            figures.append(Figure(f"{size:,}: {name}", ran[key], unit, ratios))
        before = ran
    return _result(options, figures, firms=[*sorted(options.sizes)])


def match_quality(options: Options) -> dict:
    """Relevance with all rules out of the way, against plain BM25; with some English in suppliers' texts and with none."""
    figures = []
    for english, split in ((0.08, ""), (0.0, "no English: ")):
        for seed in options.seeds:
            market = Market(seed=seed, firms=options.firms, needs=options.needs, english=english)
            demands = market.plain_demands()
            peer = Bm25()
            peer.build((offer.text for offer in market.offers(plain=True)), market.goods.firm)
            plain = quality.relevance(
                market, peer.search([demand.text for demand in demands], quality.DEPTH)
            )
            engine = make_engine(market.offers(plain=True))
            own = quality.relevance(
                market, quality.lists_of(engine.match_many(demands, quality.DEPTH))
            )
            label = f"seed {seed}: {split}" if len(options.seeds) > 1 else split
            figures += _relevance_figures(label, own, plain)
    return _result(options, figures, seeds=[*options.seeds])


def _relevance_figures(label: str, own: dict, plain: dict) -> list[Figure]:
    figures = []
    for tag, values in own.items():
        for measure, value in values.items():
            ratios = over(value, bm25=plain[tag][measure])
            if measure == "ndcg@10":
                ratios |= over(1 - value, bm25_loss=1 - plain[tag][measure])
            figures.append(Figure(f"{label}{tag}: {measure}", value, "", ratios))
    return figures


def match_queries(options: Options) -> dict:
    """The queries written by hand over a catalogue of every Indonesian name, by text alone; firms and needs do not count."""
    offers, kinds = catalogue()
    engine = make_engine(offers)
    judged = judge(lambda demands: engine.match_many(demands, LOOKED_AT), kinds)
    figures = [
        Figure(f"{kind}: {measure}", value, "")
        for kind, values in judged.items()
        for measure, value in values.items()
    ]
    return {
        "on": {"queries": len(labelled_queries()), "offers": len(offers)},
        "figures": [figure.as_dict() for figure in figures],
    }


def match_fairness(options: Options) -> dict:
    """How the engine's suggestions, all rules in force, are spread over those who fit, and what both sides get: by the plain
    order, by the fair choice of places, and by the fair choice when those who have never been shown have waited."""
    market = Market(seed=options.seed, firms=options.firms, needs=options.needs)
    engine = make_engine(market.offers())
    rankings = list(engine.rank_many(market.demands))
    unseen = frozenset(range(1, market.firms + 1))
    figures, plain = [], {}
    for label, policy, waits in (
        ("plain", PLAIN, False),
        ("fair", FAIR, False),
        ("fair, with turns", FAIR, True),
    ):
        measured = _spread(engine, market, _fair_lists(engine, rankings, policy, unseen, waits))
        figures += [
            Figure(f"{label}: {name}", value, "", over(value, plain=plain[name]) if plain else {})
            for name, value in measured.items()
        ]
        plain = plain or measured
    return _result(options, figures)


def _fair_lists(engine: Engine, rankings, policy: Policy, unseen, waits: bool) -> list[MatchResult]:
    ledger, shown, results = Ledger(), set(), []
    for ranking in rankings:
        waiting = unseen - shown if waits else frozenset()
        choice = choose(
            ranking.umkm_ids, ranking.scores.whole, LIMIT, ledger, waiting, policy=policy
        )
        result = engine.result(ranking, choice.positions)
        ids = [candidate.umkm_id for candidate in result.candidates]
        ledger.show(ids)
        shown.update(ids)
        results.append(result)
    return results


def match_mutual(options: Options) -> dict:
    """What both sides get when the order looks at both, at the company alone, or at relevance alone."""
    market = Market(seed=options.seed, firms=options.firms, needs=options.needs)
    engine = make_engine(market.offers())
    rankings = list(engine.rank_many(market.demands))
    figures, company_alone = [], {}
    for label, key in (
        ("company alone", lambda ranking: ranking.scores.company),
        ("relevance alone", lambda ranking: ranking.scores.relevance),
        ("both sides", lambda ranking: ranking.scores.whole),
    ):
        results = [
            engine.result(ranking, np.lexsort((ranking.umkm_ids, -key(ranking)))[:LIMIT].tolist())
            for ranking in rankings
        ]
        measured = quality.value(results)
        figures += [
            Figure(
                f"{label}: {name}",
                value,
                "",
                over(value, company_alone=company_alone[name]) if company_alone else {},
            )
            for name, value in measured.items()
        ]
        company_alone = company_alone or measured
    return _result(options, figures)


def match_groups(options: Options) -> dict:
    """Groups for all needs at once, at volumes beyond single firms: cost over the bound that no plan can beat, members, time
    over the relaxation alone, and the same for one need at a time in the order of arrival."""
    figures = []
    for volumes in (10.0, 40.0):
        market = Market(
            seed=options.seed, firms=options.firms, needs=options.needs, volumes=volumes
        )
        engine = make_engine(market.offers())
        asked = (replace(demand, many_suppliers=True) for demand in market.demands)
        seekers = [seeker for ranking in engine.rank_many(asked) if (seeker := seeker_of(ranking))]
        figures += _group_figures(f"x{volumes:g}", seekers)
    return _result(options, figures)


def _group_figures(label: str, seekers) -> list[Figure]:
    started = perf_counter()
    relaxation(seekers)
    alone = perf_counter() - started
    started = perf_counter()
    plan = allocate(seekers)
    taken_s = perf_counter() - started
    held: dict[int, float] = defaultdict(float)
    arrivals, one_s = [], []
    for seeker in seekers:
        started = perf_counter()
        group = allocate_one(seeker, held)
        one_s.append(perf_counter() - started)
        arrivals.append(group)
        for share in group.shares:
            held[share.option.product_id] += share.quantity
    in_turn = sum(group.cost for group in arrivals)
    groups = [group for group in plan.groups if group.shares]
    return [
        Figure(f"{label}: cost", plan.cost, "", over(plan.cost, bound=plan.bound)),
        Figure(f"{label}: cost, one at a time", in_turn, "", over(in_turn, bound=plan.bound)),
        Figure(f"{label}: members", float(np.mean([len(g.shares) for g in groups])), ""),
        Figure(f"{label}: cover", float(np.mean([g.cover for g in plan.groups])), ""),
        Figure(f"{label}: over capacity", float(_over_capacity(plan.groups)), ""),
        Figure(f"{label}: relaxation", alone, "s"),
        Figure(f"{label}: whole plan", taken_s, "s", over(taken_s, relaxation=alone)),
        Figure(f"{label}: one need on the page", float(np.median(one_s)), "s"),
    ]


def _over_capacity(groups) -> int:
    """Products that promise more than they have free."""
    used: dict[int, float] = defaultdict(float)
    free: dict[int, float] = {}
    for group in groups:
        for share in group.shares:
            used[share.option.product_id] += share.quantity
            free[share.option.product_id] = share.option.free
    return sum(used[number] > free[number] * (1 + 1e-9) for number in used)


def _spread(engine: Engine, market: Market, results) -> dict[str, float]:
    lists = quality.lists_of(results)
    measured = quality.fairness(lists, quality.fitting(market)) | quality.value(results)
    return measured | {"ndcg@10": quality.relevance(market, lists)["all"]["ndcg@10"]}


def _probe(method: str, firms: int, options: Options) -> dict[str, float]:
    command = [
        sys.executable, "-m", "partnerships.bench.probe", method, "--firms", str(firms),
        "--needs", str(options.needs), "--seed", str(options.seed), "--limit", str(LIMIT),
    ]  # fmt: skip
    ran = subprocess.run(
        command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise NotMeasured(f"{method}: {ran.stderr.strip()}")
    return json.loads(ran.stdout)


def _result(options: Options, figures: list[Figure], **more) -> dict:
    on = {"firms": options.firms, "needs": options.needs, "seed": options.seed} | more
    return {"on": on, "figures": [figure.as_dict() for figure in figures]}
