"""Letters, a mail server, a worker, and a hand that kills it."""

import os
import signal
import smtplib
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, transaction

from kemitraan.post.envelopes import envelope, message_id
from kemitraan.post.models import Letter, LetterStatus
from kemitraan.post.services import post_letter

#: Seconds without any progress after which a measurement gives up.
PATIENCE = 90


@dataclass(frozen=True)
class Delivery:
    """What became of the letters. `missing` and `more_than_twice` must be 0; `doubled` are covered by `repeats`."""

    letters: int
    kills: int
    seconds: (
        float  # from the start of the first worker to the last letter, with every kill and start
    )
    carrying_seconds: float  # without the time in which no worker was ready
    arrived: int
    missing: int
    doubled: int
    more_than_twice: int
    repeats: int
    uncertain: int


def deliver(letters: int, kills: int) -> Delivery:
    """Carry so many letters in the database that Django is connected to, with so many kills (SIGKILL) on the way."""
    with TemporaryDirectory() as folder, _sink(Path(folder)) as (port, log):
        keys = _write(letters)
        worker = Worker(Path(folder), port)
        begun = time.perf_counter()
        idle = 0.0
        try:
            idle += worker.start()
            for number in range(1, kills + 1):
                at = letters * number // (kills + 1)
                _wait_for(lambda at=at: _count(log) >= at, lambda: _count(log))
                worker.kill()
                idle += worker.start()
            _wait_for(_is_over, lambda: _count(log))
            seconds = time.perf_counter() - begun
        finally:
            worker.kill()
        arrived = Counter(log.read_text().split())
    of_keys = [arrived[message_id(key)] for key in keys]
    rows = Letter.objects.filter(key__in=keys)
    return Delivery(
        letters=letters,
        kills=kills,
        seconds=seconds,
        carrying_seconds=seconds - idle,
        arrived=sum(arrived.values()),
        missing=of_keys.count(0),
        doubled=of_keys.count(2),
        more_than_twice=sum(number > 2 for number in of_keys),
        repeats=rows.filter(repeats=1).count(),
        uncertain=rows.filter(status=LetterStatus.UNCERTAIN).count(),
    )


def deliver_plainly(letters: int) -> float:
    """The peer: seconds in which smtplib alone hands the same mails to the same server, without a row that remembers."""
    mails = [
        envelope(_letter(number)).message().as_bytes(linesep="\r\n") for number in range(letters)
    ]
    with TemporaryDirectory() as folder, _sink(Path(folder)) as (port, _log):
        begun = time.perf_counter()
        for start in range(0, letters, settings.EMAIL_PER_CONNECTION):
            with smtplib.SMTP("127.0.0.1", port) as server:
                for mail in mails[start : start + settings.EMAIL_PER_CONNECTION]:
                    server.sendmail("bench@localhost", ["bench@example.org"], mail)
        return time.perf_counter() - begun


def _letter(number: int) -> Letter:
    return Letter(
        key=f"bench:{number}",
        kind="invitation",
        address=f"bench{number}@example.org",
        subject="Kabar kemitraan hari ini",
        body="Ada yang menunggu Anda.\n\nBuka https://example.org/meja/\n" * 4,
    )


@transaction.atomic
def _write(letters: int) -> list[str]:
    stamp = time.time_ns()
    keys = [f"bench:{stamp}:{number}" for number in range(letters)]
    for number, key in enumerate(keys):
        draft = _letter(number)
        post_letter(
            key=key, kind=draft.kind, address=draft.address, subject=draft.subject, body=draft.body
        )
    return keys


def _is_over() -> bool:
    left = (LetterStatus.WAITING, LetterStatus.SENDING)
    return not Letter.objects.filter(status__in=left, key__startswith="bench:").exists()


def _count(log: Path) -> int:
    return log.read_bytes().count(b"\n") if log.exists() else 0


def _wait_for(holds: Callable[[], bool], progress: Callable[[], int] = lambda: 0) -> None:
    """Until it holds; TimeoutError when nothing moves any more."""
    seen, since = progress(), time.monotonic()
    while not holds():
        now = progress()
        if now != seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since > PATIENCE:
            raise TimeoutError(f"Nothing moved for {PATIENCE} seconds after {seen} letters.")
        time.sleep(0.02)


@contextmanager
def _sink(folder: Path) -> Iterator[tuple[int, Path]]:
    port_file, log = folder / "port", folder / "arrived"
    sink = Path(__file__).with_name("sink.py")  # by its path: it needs no Django
    process = subprocess.Popen([sys.executable, str(sink), str(port_file), str(log)])
    try:
        _wait_for(lambda: port_file.exists() or process.poll() is not None)
        yield int(port_file.read_text()), log
    finally:
        process.terminate()
        process.wait()


class Worker:
    """One Celery worker with the pool that it forks."""

    def __init__(self, folder: Path, port: int):
        self._folder = folder
        self._starts = 0
        self._process: subprocess.Popen | None = None
        self._environment = {
            **os.environ,
            "BENCH_DATABASE": connection.settings_dict["NAME"],
            "BENCH_MAIL_PORT": str(port),
        }

    def start(self) -> float:
        """Seconds until it was ready."""
        begun = time.perf_counter()
        self._starts += 1
        log = self._folder / f"worker-{self._starts}.log"
        broker = self._folder / f"broker-{self._starts}"
        broker.mkdir()
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "kemitraan.post.bench.worker", "worker"]
                + ["--concurrency", "1", "--loglevel", "INFO"]
                + ["--without-gossip", "--without-mingle", "--without-heartbeat"],
                cwd=settings.BASE_DIR,
                env=self._environment | {"BENCH_BROKER": str(broker)},
                stdout=output,
                stderr=output,
                start_new_session=True,  # one signal meets the pool as well
            )
        _wait_for(lambda: b" ready." in log.read_bytes() or self._process.poll() is not None)
        if self._process.poll() is not None:
            raise RuntimeError(log.read_text())
        return time.perf_counter() - begun

    def kill(self) -> None:
        """SIGKILL to all of it: nothing is told, nothing is tidied up."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
