"""200 people at once on 50 MoUs, over HTTP to a web server of this run."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from kemitraan.accounts.models import User
from partnerships.bench import racing
from partnerships.bench.report import Figure, NotMeasured, Options, over
from umkm.bench import wait_for_server

MOUS = 50


def mou_race(_options: Options) -> dict:
    """Sign, contract, confirm and end: in each wave everybody presses at the same moment; the peer is the same wave with one
    person after the other on a second set of MoUs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    races, alone = [], []
    server = _serve(port)
    try:
        wait_for_server(port)
        races = racing.prepare(MOUS)
        statuses, seconds = _run(port, races, together=True)
        found = racing.audit(races)
        racing.take_away(races)
        races = []
        alone = racing.prepare(MOUS // 10)
        _statuses, lone_seconds = _run(port, alone, together=False)
    finally:
        server.terminate()
        server.wait(20)
        racing.take_away([*races, *alone])
    acts = sum(statuses.values())
    errors = sum(count for status, count in statuses.items() if status >= 500 or status == 0)
    if acts == 0:
        raise NotMeasured("nobody could act")
    each, lone = seconds / acts, lone_seconds / (racing.PEOPLE * len(racing.WAVES) * (MOUS // 10))
    figures = [
        Figure("one act", 1000 * each, "ms", over(each, one_by_one=lone)),
        Figure("done", statuses[302], ""),
        Figure("refused with a sentence", acts - statuses[302] - errors, ""),
        Figure("5xx or no answer", errors, ""),
        Figure("broken chains of states", found["broken"], ""),
        Figure("moves made twice", found["twice"], ""),
        Figure("lost signatures, contracts, confirmations", found["lost"], ""),
    ]
    return {
        "on": {"people": MOUS * racing.PEOPLE, "mous": MOUS, "acts": acts},
        "figures": [figure.as_dict() for figure in figures],
    }


def _serve(port: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "kemitraan.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
         "--workers", str(os.cpu_count() or 1), "--threads", "12", "--worker-connections", "12", "--log-level", "error"],
        cwd=settings.BASE_DIR,
    )  # fmt: skip


def _run(port: int, races: Sequence[racing.Race], *, together: bool) -> tuple[Counter, float]:
    """Statuses of all answers, and the seconds of all waves."""
    people = {user.pk: user for race in races for user in (race.buyer, race.owner, *race.officers)}
    sessions = {key: _session(user) for key, user in people.items()}
    statuses: Counter = Counter()
    seconds = 0.0
    for wave in racing.WAVES:
        acts = [act for race in races for act in wave(race)]
        started = time.perf_counter()
        statuses += (
            _all_at_once(port, acts, sessions) if together else _in_turn(port, acts, sessions)
        )
        seconds += time.perf_counter() - started
    return statuses, seconds


def _session(user: User) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def _in_turn(port: int, acts, sessions) -> Counter:
    return Counter(_post(port, act, sessions[act.user.pk]) for act in acts)


def _all_at_once(port: int, acts, sessions) -> Counter:
    begin, found = threading.Barrier(max(1, len(acts))), [0] * len(acts)

    def press(place: int) -> None:
        begin.wait()
        found[place] = _post(port, acts[place], sessions[acts[place].user.pk])

    threads = [threading.Thread(target=press, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(found)


def _post(port: int, act: racing.Act, session: str) -> int:
    """The status of the answer; 0 when there was none."""
    token, border = "b" * 32, uuid4().hex
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": f"multipart/form-data; boundary={border}",
    }
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    with suppress(OSError, http.client.HTTPException):
        line.request("POST", act.path, _body(act, border), headers)
        response = line.getresponse()
        response.read()
        line.close()
        return response.status
    line.close()
    return 0


def _body(act: racing.Act, border: str) -> bytes:
    parts = []
    for name, values in act.fields.items():
        for value in [values] if isinstance(values, str) else values:
            parts.append(f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode())
    if act.scan is not None:
        head = (
            'Content-Disposition: form-data; name="upload"; filename="scan.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        )
        parts.append(head.encode() + act.scan)
    edge = f"--{border}\r\n".encode()
    return b"".join(edge + part + b"\r\n" for part in parts) + f"--{border}--\r\n".encode()
