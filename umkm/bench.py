"""Measured: the import against a plain COPY, duplicates and the verification queue at size, stage saves of many phones at once.

Functions for `manage.py bench`: each returns {"on": {what it ran on}, "figures": [{"name", "value", "unit", "ratios"}]}, the
ratios to a peer measured in the same run. All but `stage_saves` work in a transaction that is taken back.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction
from django.utils import timezone

from kemitraan.accounts.models import Role, User
from kemitraan.reference.models import Cluster, Village
from umkm.models import ImportRow, ImportRun, Umkm, UmkmIdentity
from umkm.sameness import LIKE_BOTH
from umkm.services.duplicates import look_for_duplicates
from umkm.services.imports import ask_commit, ask_import, perform_import
from umkm.services.imports.copying import copy_into

#: How often a short question is asked; the median counts.
TIMES = 15
_PROCESS = Path("/proc/self")


def _figure(name: str, value: float, unit: str, **peers: float) -> dict[str, Any]:
    ratios = {peer: round(value / other, 4) for peer, other in peers.items() if other}
    return {"name": name, "value": round(value, 6), "unit": unit, "ratios": ratios}


class _TakenBack(Exception):
    pass


@contextmanager
def _taken_back() -> Iterator[None]:
    """What happens inside leaves no trace."""
    with suppress(_TakenBack), transaction.atomic():
        yield
        raise _TakenBack


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _median_ms(ask: Callable[[], Any]) -> float:
    return statistics.median(_seconds(ask) for _time in range(TIMES)) * 1000


def _official() -> User:
    return User.objects.create(
        username=f"bench-{time.time_ns()}", full_name="Bench", role=Role.UMKM_OFFICER
    )


# ── Import ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def import_speed(content: bytes, file_name: str = "bench.xlsx") -> dict[str, Any]:
    """Check and write a spreadsheet; the peer is COPY of the same rows into a table without index or check."""
    figures = []
    on: dict[str, Any] = {"MB": round(len(content) / 2**20, 1)}
    with _taken_back():
        actor = _official()
        run = ask_import(content, file_name, actor=actor)
        _forget_peak()
        before = _peak_mb()
        check = _seconds(lambda: perform_import(run.pk))
        run = ImportRun.objects.defer("upload").get(pk=run.pk)
        if run.state != ImportRun.State.CHECKED:
            raise RuntimeError(run.failure)
        commit = _seconds(lambda: perform_import(ask_commit(run, actor=actor).pk))
        run.refresh_from_db(fields=["state", "failure", "counts"])
        if run.state != ImportRun.State.COMMITTED:
            raise RuntimeError(run.failure)
        peak, copied = _peak_mb(), _copy_again(run)
        on |= {"rows": run.total, **run.counts}
        figures = [
            _figure("dry run", check, "s", copy=copied),
            _figure("commit, duplicates included", commit, "s", copy=copied),
            _figure("plain COPY of the rows", copied, "s"),
            _figure("rows in both", run.total / (check + commit), "/s", copy=run.total / copied),
            _figure("peak memory", peak, "MB", begin=before),
        ]
    return {"on": on, "figures": figures}


def _copy_again(run: ImportRun) -> float:
    columns = [field.column for field in ImportRow._meta.concrete_fields if not field.primary_key]
    rows = list(
        run.rows.values_list(
            *(field.attname for field in ImportRow._meta.concrete_fields if not field.primary_key)
        )
    )
    kinds = [
        f"{field.column} {field.db_type(connection)}"
        for field in ImportRow._meta.concrete_fields
        if not field.primary_key
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bench_copy ({', '.join(kinds)})")
    seconds = _seconds(lambda: copy_into("bench_copy", columns, rows))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_copy")
    return seconds


def _forget_peak() -> None:
    """Linux begins to count the peak anew; elsewhere it is that of the whole process."""
    with suppress(OSError):
        (_PROCESS / "clear_refs").write_text("5")


def _peak_mb() -> float:
    try:
        lines = (_PROCESS / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


# ── The register at size ─────────────────────────────────────────────────────────────────────────────────────────────

_FIRST = "sri siti joko budi agus dewi wahyu rina eko tri dwi nur endang slamet sugeng yuni heru lestari ratna bambang".split()
_LAST = "wahyuni rahayu susilo santoso lestari handayani prasetyo nugroho setiawan utami widodo hartono saputra kusuma".split()
_NAMES = "berkah makmur sejahtera abadi barokah mulia sentosa lancar rejeki maju sumber agung putra putri mandiri".split()
_TRADES = "batik lurik tenun mebel keripik roti dapur konveksi gerabah logam kopi ikan".split()


def register_at_size(sizes: tuple[int, ...] = (50_000, 500_000)) -> dict[str, Any]:
    """One firm against all, all against all, and the verification queue; peers: the smallest size, and no blocking."""
    figures: list[dict[str, Any]] = []
    base: dict[str, float] = {}
    for size in sorted(sizes):
        with _taken_back():
            _fill(size)
            for name, value, unit in _measure(size):
                first = base.setdefault(name, value)
                peers = {"smallest": first} if value is not first else {}
                if name == "one firm against all":
                    peers["without blocks"] = _naive()
                figures.append(_figure(f"{name}, {size}", value, unit, **peers))
    return {"on": {"sizes": ", ".join(map(str, sorted(sizes)))}, "figures": figures}


def _fill(size: int) -> None:
    """So many invented firms beside those that are there: names repeat as they do, numbers do not."""
    clusters = list(Cluster.objects.values_list("pk", flat=True))
    villages = list(Village.objects.in_regency(settings.REGENCY).values_list("pk", flat=True))
    now = timezone.now()
    first = (Umkm.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1_000_000
    fields = [field for field in Umkm._meta.concrete_fields if not field.null]
    blank = {field.column: field.get_default() for field in fields}
    columns = list(blank)

    def firm(at: int) -> dict[str, Any]:
        name, owner = _named(at)
        own = {
            "id": first + at,
            "name": name,
            "owner_name": owner,
            "telephone": f"+6287{at:010d}",
            "cluster_id": clusters[at % len(clusters)],
            "village_id": villages[at * 7 % len(villages)],
            "registered_at": (now - timedelta(seconds=31 * at)).isoformat(),
            "consent_at": now.isoformat(),
        }
        return {**blank, **own, "public_fields": "{}", "wishes": "{}"}

    copy_into(
        Umkm._meta.db_table,
        columns,
        ([row[name] for name in columns] for row in map(firm, range(size))),
    )
    named = [field.column for field in UmkmIdentity._meta.concrete_fields]
    copy_into(
        UmkmIdentity._meta.db_table,
        named,
        (
            [
                {
                    "umkm_id": first + at,
                    "telephone_print": f"t{at:039d}",
                    "nik_print": f"n{at:039d}" if at % 3 else "",
                    "name_key": _named(at)[0],
                    "owner_key": _named(at)[1],
                }.get(name, "")
                for name in named
            ]
            for at in range(size)
        ),
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE umkm_umkm, umkm_umkmidentity")


def _named(at: int) -> tuple[str, str]:
    def pick(words, step):
        return words[at // step % len(words)]

    name = f"{_TRADES[at % 12]} {pick(_NAMES, 5)} {pick(_NAMES, 77)}"
    return name, f"{pick(_FIRST, 3)} {pick(_LAST, 11)}"


def _measure(size: int) -> Iterator[tuple[str, float, str]]:
    keys = list(Umkm.objects.order_by("-pk").values_list("pk", flat=True)[:TIMES])
    asked = iter(keys)
    yield "one firm against all", _median_ms(lambda: look_for_duplicates([next(asked)])), "ms"
    yield "all against all", _seconds(look_for_duplicates), "s"
    queue = Umkm.objects.awaiting().with_labels()
    yield "queue: first page", _median_ms(lambda: list(queue[:30])), "ms"
    district = Village.objects.in_regency(settings.REGENCY).values_list("district", flat=True)[0]
    narrowed = queue.filter(village__district=district)
    yield "queue: one kecamatan", _median_ms(lambda: list(narrowed[:30])), "ms"
    yield "queue: count", _median_ms(queue.count), "ms"


def _naive() -> float:
    """The same question without blocks: the likeness of one name to every other one."""
    with connection.cursor() as cursor:

        def ask():
            cursor.execute(
                "SELECT umkm_id FROM umkm_umkmidentity WHERE similarity(name_key || ' ' || owner_key, %s) >= %s",
                [" ".join(_named(0)), LIKE_BOTH],
            )
            return cursor.fetchall()

        return _seconds(ask) * 1000


# ── Stage saves ──────────────────────────────────────────────────────────────────────────────────────────────────────


def stage_saves(port: int, *, clients: int = 50, each: int = 20) -> dict[str, Any]:
    """Autosaves of so many phones at once, over HTTP to a gunicorn of its own on this port; the peer is one phone alone.

    Makes firms and sessions that the server can see, and takes them away again.
    """
    people = [_phone(number) for number in range(clients)]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "kemitraan.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
         "--workers", str(os.cpu_count() or 1), "--threads", "2", "--log-level", "error"],
        cwd=settings.BASE_DIR,
    )  # fmt: skip
    try:
        wait_for_server(port)
        alone = _save_all(port, people[:1], each)
        together = _save_all(port, people, each)
    finally:
        server.terminate()
        server.wait(20)
        User.objects.filter(username__startswith="bench-phone-").delete()
        Umkm.objects.filter(pk__in=[person["umkm"] for person in people]).delete()
    taken = [second for person in together["taken"] for second in person]
    lone = [second for person in alone["taken"] for second in person]
    return {
        "on": {"clients": clients, "saves": clients * each, "workers": os.cpu_count()},
        "figures": [
            _figure("saves", clients * each / together["seconds"], "/s", alone=each / alone["seconds"]),
            _figure("one save, median", statistics.median(taken) * 1000, "ms", alone=statistics.median(lone) * 1000),
            _figure("one save, 95 of 100", sorted(taken)[int(len(taken) * 0.95)] * 1000, "ms"),
            _figure("failed", together["failed"], ""),
        ],
    }  # fmt: skip


def _phone(number: int) -> dict[str, Any]:
    user = User.objects.create(
        username=f"bench-phone-{number}", full_name=f"Bench {number}", role=Role.UMKM
    )
    umkm = Umkm.objects.create(
        name=f"Bench {number}",
        owner_name=f"Bench {number}",
        telephone=f"+62870000{number:05d}",
        cluster=Cluster.objects.first(),
        village=Village.objects.in_regency(settings.REGENCY).first(),
        consent_at=timezone.now(),
    )
    umkm.members.create(user=user, role="owner")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"umkm": umkm.pk, "session": session.session_key}


def wait_for_server(port: int) -> None:
    """Until a web server of this machine answers on the port. Raises RuntimeError after a minute."""
    for _try in range(120):
        with suppress(OSError):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/sehat/")
            line.getresponse().read()
            return
        time.sleep(0.5)
    raise RuntimeError("The web server did not start.")


def _save_all(port: int, people: list[dict[str, Any]], each: int) -> dict[str, Any]:
    taken: list[list[float]] = [[] for _person in people]
    failed = [0] * len(people)
    begin = threading.Barrier(len(people) + 1)

    def work(place: int) -> None:
        begin.wait()
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        draft, base = None, 0
        for turn in range(each):
            body = {
                "row": "",
                "draft": draft,
                "base": base,
                "fields": {"address": {"value": f"RT {turn}", "age": 10}},
            }
            started = time.perf_counter()
            draft, base, ok = _save(line, people[place], body)
            taken[place].append(time.perf_counter() - started)
            failed[place] += not ok

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(people))]
    for thread in threads:
        thread.start()
    begin.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return {"seconds": time.perf_counter() - started, "taken": taken, "failed": sum(failed)}


def _save(line, person: dict[str, Any], body: dict[str, Any]) -> tuple[int | None, int, bool]:
    token = "b" * 32
    headers = {
        "Cookie": f"sessionid={person['session']}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/json",
    }
    try:
        line.request("POST", f"/umkm/{person['umkm']}/konsep/usaha/", json.dumps(body), headers)
        response = line.getresponse()
        text = response.read()
    except (OSError, http.client.HTTPException):
        line.close()
        return body["draft"], body["base"], False
    if response.status != 200:
        return body["draft"], body["base"], False
    answer = json.loads(text)
    return answer["draft"], answer["revision"], True
