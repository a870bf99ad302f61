"""One method in a process of its own, so that its peak of memory is its own: `python -m partnerships.bench.probe --help`.

Prints one line of JSON: seconds of each step, and megabytes before and at the peak.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from partnerships.bench.engines import make_engine
from partnerships.bench.market import Market
from partnerships.bench.peers import PEERS, Bm25, products
from partnerships.bench.report import NotMeasured, timed
from partnerships.matching import Engine
from partnerships.matching.engine import BLOCK

#: Needs that are asked one at a time.
SINGLE = 20
#: Needs of which the plain loop does the arithmetic; the time of all is extrapolated.
LOOPED = 3


def product(engine: Engine, market: Market, _limit: int) -> dict[str, float]:
    """Reading the needs, and the bare sparse product of their words, synonyms and wider concepts included."""
    queries = []
    read = timed(lambda: queries.extend(map(engine.snapshot.read_need, market.demands)))
    pairs, seconds = 0, 0.0
    for start in range(0, len(queries), BLOCK):
        scores = []
        block = queries[start : start + BLOCK]
        seconds += timed(
            lambda block=block, scores=scores: scores.append(engine.snapshot.text_scores(block))
        )
        pairs += scores[0].nnz
    return {"read_s": read, "own_product_s": seconds, "pairs": pairs}


def full_batch(engine: Engine, market: Market, limit: int) -> dict[str, float]:
    """Rules, scores and order of all needs; then the chosen ones in words."""
    told = 0.0

    def whole() -> None:
        nonlocal told
        for ranking in engine.rank_many(market.demands):
            told += timed(
                lambda ranking=ranking: engine.result(ranking, range(len(ranking))[:limit])
            )

    both = timed(whole)
    return {"rank_s": both - told, "told_s": told, "match_s": both}


def one_need(engine: Engine, market: Market, limit: int) -> dict[str, float]:
    asked = market.demands[:SINGLE]
    return {"one_s": median(timed(lambda d=d: engine.match(d, limit)) for d in asked)}


def one_umkm(engine: Engine, market: Market, _limit: int) -> dict[str, float]:
    """A firm that changes: its rows are put anew, and it is asked of every need."""
    snapshot = engine.snapshot
    firms = [int(firm) for firm in snapshot.columns.umkm_id[:: len(snapshot.columns) // SINGLE]]
    put, asked = [], []
    for firm in firms[:SINGLE]:
        offers = [snapshot.columns.offer(int(row)) for row in snapshot.rows_of(firm)]
        put.append(timed(lambda firm=firm, offers=offers: snapshot.replaced([firm], offers)))
        later = Engine(snapshot.replaced([firm], offers), engine.weights)
        asked.append(timed(lambda firm=firm, later=later: later.match_umkm(market.demands, firm)))
    return {"put_s": median(put), "umkm_s": median(asked)}


#: What is measured of a built engine, in this order; each gives the seconds of one or more steps by name.
STEPS: tuple[Callable[[Engine, Market, int], dict[str, float]], ...] = (
    product,
    full_batch,
    one_need,
    one_umkm,
)


def engine(market: Market, limit: int) -> dict[str, float]:
    """The matcher as the portal runs it: rules, both sides' scores, reasons and gaps. The offers are held by us as well."""
    offers = list(market.offers())
    measured = {"data_mb": _reset_peak()}
    started = perf_counter()
    made = make_engine(offers)
    measured["build_s"] = perf_counter() - started
    for step in STEPS:
        measured |= step(made, market, limit)
    return measured | {"peak_mb": _peak()}


def peer(market: Market, limit: int, name: str) -> dict[str, float]:
    texts = [offer.text for offer in market.offers(plain=True)]
    needs = [demand.text for demand in market.demands]
    measured = {"data_mb": _reset_peak()}
    made = PEERS[name]()
    build = timed(lambda: made.build(texts, market.goods.firm))
    asked = needs[:LOOPED] if name == "loop" else needs
    seconds = timed(lambda: made.search(asked, limit)) * len(needs) / len(asked)
    measured |= {"build_s": build, "match_s": seconds, "peak_mb": _peak()}
    if isinstance(made, Bm25):
        prepared = made.prepare(needs)
        measured["product_s"] = timed(
            lambda: sum(block.nnz for block in products(prepared, made.by_word))
        )
    return measured


METHODS = ("engine", *PEERS)


def measure(method: str, market: Market, limit: int) -> dict[str, float]:
    return engine(market, limit) if method == "engine" else peer(market, limit, method)


def _reset_peak() -> float:
    """Megabytes in use now, from which on the peak is counted anew (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> float:
    """Peak of resident memory in megabytes. Not getrusage: its peak is inherited from the process that started this one."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) / 1024, 1)
    raise RuntimeError("this system does not tell the peak of memory")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("method", choices=METHODS)
    parser.add_argument("--firms", type=int, required=True)
    parser.add_argument("--needs", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--limit", type=int, default=20)
    given = parser.parse_args()
    market = Market(seed=given.seed, firms=given.firms, needs=given.needs)
    try:
        print(json.dumps(measure(given.method, market, given.limit)))
    except NotMeasured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
