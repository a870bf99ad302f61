"""The matcher's sections: speed and memory, growth, relevance, and the spread of exposure."""

import json
import subprocess
import sys

from django.conf import settings

from partnerships.bench import quality
from partnerships.bench.engines import make_engine
from partnerships.bench.labelled import LOOKED_AT, catalogue, judge
from partnerships.bench.market import Market
from partnerships.bench.peers import Bm25
from partnerships.bench.postgres import full_text
from partnerships.bench.report import Figure, NotMeasured, Options, over
from partnerships.bench.truth import labelled_queries

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
    """How the engine's suggestions, all rules in force, are spread over those who fit, and what both sides get."""
    market = Market(seed=options.seed, firms=options.firms, needs=options.needs)
    results = make_engine(market.offers()).match_many(market.demands, LIMIT)
    figures = fairness_figures("", market, results)
    return _result(options, figures, suggestions=sum(len(r.candidates) for r in results))


def fairness_figures(label: str, market: Market, results) -> list[Figure]:
    """Relevance, exposure and value of any results for the market's needs, each list at most 20 long."""
    lists = quality.lists_of(results)
    measured = quality.fairness(lists, quality.fitting(market)) | quality.value(results)
    measured["ndcg@10"] = quality.relevance(market, lists)["all"]["ndcg@10"]
    return [Figure(f"{label}{name}", value, "") for name, value in measured.items()]


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
