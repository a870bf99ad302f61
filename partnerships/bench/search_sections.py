"""The directory's search: how good its first page is, and what it costs, in a database that is made for it and dropped."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import quote

import numpy as np
from django.conf import settings
from django.db import connection

from partnerships.bench.report import Figure, Options, over


def search_quality(options: Options) -> dict:
    """nDCG@10 and the share of empty answers over labelled queries by kind, beside the search of whole words from their
    beginning that the directory had before."""
    firms = min(options.firms, 20_000)
    measured = _probe("quality", firms, options.seed)["engines"]
    figures = []
    for kind, marks in measured["directory"].items():
        old = measured["prefix AND"][kind]
        figures += [
            Figure(f"{kind}: nDCG@10", marks["ndcg@10"], "", over(marks["ndcg@10"], **{"prefix AND": old["ndcg@10"]})),
            Figure(f"{kind}: nothing found", marks["zero"], "", over(marks["zero"], **{"prefix AND": old["zero"]})),
            Figure(f"{kind}: nDCG@10 of prefix AND", old["ndcg@10"], ""),
            Figure(f"{kind}: nothing found by prefix AND", old["zero"], ""),
        ]  # fmt: skip
    queries = measured["directory"]["all"]["queries"]
    return {
        "on": {"firms": firms, "queries": queries, "seed": options.seed},
        "figures": [figure.as_dict() for figure in figures],
    }


def search_speed(options: Options) -> dict:
    """The page over HTTP with eight clients at once, beside its bare SQL and beside the plain one-statement design."""
    measured = _probe("speed", options.firms, options.seed)
    half, most = {}, {}
    for name, taken in measured["taken"].items():
        half[name], most[name] = (np.percentile(np.array(taken) * 1000, at) for at in (50, 95))
    figures = [
        Figure("page p50", half["page"], "ms", over(half["page"], **{"bare SQL": half["bare SQL"]})),
        Figure("page p95", most["page"], "ms", over(most["page"], **{"bare SQL": most["bare SQL"]})),
    ]  # fmt: skip
    plain = "one-statement design"
    for name, values in (("p50", half), ("p95", most)):
        figures.append(
            Figure(f"statement {name}", values["bare SQL"], "ms", over(values["bare SQL"], **{plain: values[plain]}))
        )  # fmt: skip
        figures.append(Figure(f"{plain} {name}", values[plain], "ms"))
    alone = np.array(measured["alone_s"]) * 1000
    figures += [
        Figure("statement alone p95", float(np.percentile(alone, 95)), "ms"),
        Figure("queries of a page", measured["queries"], ""),
        Figure("filling the index", measured["fill_s"], "s"),
    ]
    on = {name: measured[name] for name in ("firms", "products", "listed")}
    return {
        "on": {**on, "clients": 8, "seed": options.seed},
        "figures": [figure.as_dict() for figure in figures],
    }


def _probe(what: str, firms: int, seed: int) -> dict:
    with _database() as url:
        done = subprocess.run(
            [sys.executable, "manage.py", "bench_search", what, "--firms", str(firms), "--seed", str(seed)],
            env={**os.environ, "DATABASE_URL": url}, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def _database() -> Iterator[str]:
    """The address of an empty database on the same server."""
    given, name = connection.settings_dict, f"kemitraan_bench_{os.getpid()}"
    with closing(connection.copy()) as session, session.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        try:
            yield _url(given, name)
        finally:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _url(given: dict, name: str) -> str:
    person = quote(given["USER"], safe="")
    if given.get("PASSWORD"):
        person += f":{quote(given['PASSWORD'], safe='')}"
    if given["HOST"].startswith("/"):  # a socket
        return f"postgres://{person}@/{given['HOST']}/{name}"
    port = f":{given['PORT']}" if given.get("PORT") else ""
    return f"postgres://{person}@{quote(given['HOST'] or 'localhost', safe='')}{port}/{name}"
