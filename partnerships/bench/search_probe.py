"""The directory measured in a database of its own: what `manage.py bench_search` does for two sections of the bench."""

import http.client
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from statistics import mean
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import numpy as np
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kemitraan import embedded
from partnerships.bench.market import Market
from partnerships.bench.quality import ndcg
from partnerships.bench.search_market import fill, make_old_search, old_search
from partnerships.bench.truth import product_types, searches
from umkm.filters import UmkmFilter
from umkm.models import DirectoryEntry, Product, Umkm
from umkm.search.hits import ask, rank, statement
from umkm.search.narrowing import Proven
from umkm.search.pages import find

CLIENTS = 8
#: Questions asked by all clients together.
ASKED = 480
PAGE = 24
#: Beside the labelled searches: what people press once they have a list, and browsing without a word.
_NARROWED = (
    {"cluster": "makanan-olahan"}, {"district": "33.10.04"}, {"certificate": "halal"},
    {"cluster": "konveksi", "unit": "potong", "capacity": "200"}, {"near": "Wedi", "within": "10"},
    {"size": "micro", "payment_days": "14"}, {"women_owned": "on", "sort": "name"},
    {"form": "kub"}, {"price_to": "50000", "unit": "buah"}, {"no_down_payment": "on", "district": "33.10.12"},
)  # fmt: skip
_BROWSED = (*_NARROWED, {}, {}, {}, {}, {"sort": "name"}, {"page": "3"})


def questions(seed: int, count: int) -> list[dict[str, str]]:
    """Addresses' parameters: six of ten a text, a quarter a text with filters, the rest browse."""

    chance, texts = random.Random(seed), [search.text for search in searches()]
    asked = []
    for _number in range(count):
        which = chance.random()
        if which < 0.6:
            asked.append({"q": chance.choice(texts)})
        elif which < 0.85:
            asked.append({"q": chance.choice(texts)} | chance.choice(_NARROWED))
        else:
            asked.append(dict(chance.choice(_BROWSED)))
    return asked


def made_market(firms: int, seed: int) -> tuple[Market, float]:

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    market = Market(seed=seed, firms=firms, needs=1)
    started = time.perf_counter()
    fill(market)
    return market, time.perf_counter() - started


# ── Quality ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def quality(firms: int, seed: int) -> dict:
    """{engine: {kind of query: {measure: mean}}}; gains 3 for a firm that sells the type, 1 for one of its family."""

    market, _seconds = made_market(firms, seed)
    make_old_search()
    kinds = {kind.code: row for row, kind in enumerate(product_types())}
    families = {kind.code: kind.family for kind in product_types()}

    def now(text: str) -> list[int]:
        data = QueryDict(urlencode({"q": text}))
        page, _answer, _question = find(UmkmFilter(data, Umkm.objects.listed()).wanted, "1", 10)
        return [row.pk for row in page]

    engines: dict[str, Callable[[str], list[int]]] = {
        "directory": now,
        "prefix AND": lambda text: old_search(text, 10),
    }
    seen: dict[str, dict[str, list]] = {name: defaultdict(list) for name in engines}
    worst = []
    for search in searches():
        best = {kinds[code] for code in search.answers}
        near = {families[code] for code in search.answers}
        kin = {row for code, row in kinds.items() if families[code] in near}
        gain = np.where(
            np.isin(market.goods.kind, list(best)),
            3,
            np.isin(market.goods.kind, list(kin)).astype(int),
        )
        gains = np.zeros(market.firms, dtype=int)
        np.maximum.at(gains, market.goods.firm, gain)
        for name, engine in engines.items():
            ranked = np.array([key - 1 for key in engine(search.text)], dtype=int)
            marks = (ndcg(ranked, gains), float(not len(ranked)))
            for kind in ("all", search.kind):
                seen[name][kind].append(marks)
            if name == "directory":
                worst.append((round(marks[0], 3), search.text))
    return {
        "engines": {
            name: {
                kind: {"ndcg@10": mean(m[0] for m in marks), "zero": mean(m[1] for m in marks), "queries": len(marks)}
                for kind, marks in kinds_seen.items()
            }
            for name, kinds_seen in seen.items()
        },
        "worst": sorted(worst)[:15],
    }  # fmt: skip


# ── Speed ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def speed(firms: int, seed: int) -> dict:
    """Seconds of each way to ask the same questions in the same order, eight clients at once."""

    market, filled = made_market(firms, seed)
    asked = questions(seed, ASKED)
    products = Product.objects.count()
    wanted = [
        UmkmFilter(QueryDict(urlencode(query)), Umkm.objects.listed()).wanted for query in asked
    ]
    ours = [statement(one, limit=PAGE) for one in wanted]
    theirs = [one_statement(one) for one in wanted]
    for sql in ours[:20] + theirs[:20]:
        _run(sql)  # what is read is in memory, as on a server that has run for a while
    lookups = _timed_each([lambda one=one: ask(one, limit=PAGE) for one in wanted[:60]])
    taken = {
        "bare SQL": _together([lambda sql=sql: _run(sql) for sql in ours]),
        "one-statement design": _together([lambda sql=sql: _run(sql) for sql in theirs]),
    }
    with _Server() as port:
        taken["page"] = _pages(port, asked)
    return {
        "firms": firms,
        "products": products,
        "listed": DirectoryEntry.objects.filter(is_listed=True).count(),
        "fill_s": filled,
        "alone_s": lookups,
        "taken": taken,
        "queries": _queries(),
        "slowest": sorted(
            ((round(second * 1000), urlencode(query)) for second, query in zip(taken["page"], asked, strict=True)), reverse=True
        )[:12],
    }  # fmt: skip


def one_statement(wanted) -> tuple[str, list]:
    """The plain design: what fulfils all conditions, made once, with four facets of just these and the first rows."""

    entries = DirectoryEntry.objects.annotate(proven=Proven(wanted.today)).filter(
        wanted.text, *wanted.filters.values(), is_listed=True
    )
    entries = entries.annotate(key=rank(wanted)) if wanted.question.parts else entries
    order = "key" if wanted.question.parts else "registered_at"
    sql, params = entries.values_list(
        "umkm_id", "cluster", "district", "size_class", "proven", order
    ).query.sql_with_params()
    return (
        f"WITH hits (umkm, cluster, district, size_class, proven, key) AS MATERIALIZED ({sql})"  # noqa: S608
        " SELECT NULL, NULL, NULL, NULL::text, umkm FROM (SELECT umkm FROM hits ORDER BY key DESC, umkm DESC LIMIT 20) AS top"
        " UNION ALL SELECT cluster, district, size_class, NULL, count(*) FROM hits"
        " GROUP BY GROUPING SETS ((), (cluster), (district), (size_class))"
        " UNION ALL SELECT NULL, NULL, NULL, kind, count(*) FROM hits, unnest(proven) AS kind GROUP BY kind",
        list(params),
    )


def _run(sql: tuple[str, Sequence]) -> None:

    with connection.cursor() as cursor:
        cursor.execute(*sql)
        cursor.fetchall()


def _timed_each(work: Sequence[Callable]) -> list[float]:
    taken = []
    for one in work:
        started = time.perf_counter()
        one()
        taken.append(time.perf_counter() - started)
    return taken


def _together(work: Sequence[Callable]) -> list[float]:
    """Each piece of work by one of the clients, who begin together; the seconds of each, in their order."""

    taken = [0.0] * len(work)
    begin = threading.Barrier(CLIENTS)

    def client(first: int) -> None:
        begin.wait()
        for at in range(first, len(work), CLIENTS):
            started = time.perf_counter()
            work[at]()
            taken[at] = time.perf_counter() - started
        connection.close()

    threads = [threading.Thread(target=client, args=(first,)) for first in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _production(static: str) -> dict[str, str]:
    """The environment of a server that runs for users, without the proxy that ends HTTPS in front of it. DATABASE_URL is the probe's."""
    return {
        **os.environ,
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1",
        "REDIS_URL": settings.REDIS_URL or embedded.redis_url(db=0),
        "SECRET_KEY": settings.SECRET_KEY,
        "SEALING_KEYS": ",".join(settings.SEALING_KEYS),
        "FINGERPRINT_KEY": settings.FINGERPRINT_KEY,
        "STATIC_ROOT": static,
    }


class _Server:
    """gunicorn as in production (gunicorn.conf.py, DEBUG=0, static files with their digests), on a free port."""

    def __enter__(self) -> int:
        self.static = TemporaryDirectory()
        env = _production(self.static.name)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--no-input"],
            cwd=settings.BASE_DIR, env=env, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "kemitraan.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "error"],
            cwd=settings.BASE_DIR, env=env, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        for _try in range(240):
            with suppress(OSError, http.client.HTTPException):
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                line.request("GET", "/sehat/")
                line.getresponse().read()
                return port
            time.sleep(0.5)
        raise RuntimeError("the web server did not start")

    def __exit__(self, *_error) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.static.cleanup()


def _pages(port: int, asked: Sequence[dict]) -> list[float]:
    lines = threading.local()

    def get(query: dict) -> None:
        line = getattr(lines, "line", None) or http.client.HTTPConnection(
            "127.0.0.1", port, timeout=60
        )
        lines.line = line
        line.request("GET", f"/direktori/?{urlencode(query)}")
        response = line.getresponse()
        body = response.read()
        if response.status != 200 or b"results-count" not in body:
            raise RuntimeError(f"{response.status} of {query}")

    for query in asked[:24]:  # each worker reads its templates and words once
        get(query)
    return _together([lambda query=query: get(query) for query in asked])


def _queries() -> int:
    """How many queries one page asks."""

    client, query = Client(), {"q": "kain lurik", "cluster": "lurik", "certificate": "merek"}
    client.get("/direktori/", query, HTTP_HOST="localhost")
    with CaptureQueriesContext(connection) as queries:
        client.get("/direktori/", query, HTTP_HOST="localhost")
    return len(queries)
