"""A real worker for the journeys: a process of its own, which may be killed, as bin/demo starts it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import redis
from django.db import connection

from kemitraan.celery import app as celery_app
from tests.conftest import BROKER_URL, REDIS_URLS

ROOT = Path(__file__).resolve().parent.parent.parent
#: Seconds that anything may take here; the longest is the start of a worker on a busy machine.
PATIENCE = 90


def wait_until(what: str, holds: Callable[[], object]):
    """The first true answer of `holds`, asked again and again; fails with `what` in words when there is none in time."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := holds()):
        if time.monotonic() > deadline:
            pytest.fail(f"Not within {PATIENCE} seconds: {what}.")
        time.sleep(0.05)
    return answer


class Worker:
    """One worker process and the pool that it forks."""

    def __init__(self, log: Path):
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "tests.e2e.worker", "worker"]
                + ["--concurrency", "1", "--loglevel", "INFO"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "TEST_DATABASE": connection.settings_dict["NAME"],
                    "TEST_BROKER": BROKER_URL,
                },
                stdout=output,
                stderr=output,
                start_new_session=True,  # a group of its own, so that one signal meets the pool as well
            )
        wait_until("the worker is ready", self._is_ready)

    def _is_ready(self) -> bool:
        said = self.log.read_text()
        assert self.process.poll() is None, said
        return " ready." in said

    def kill(self) -> None:
        """SIGKILL to all of it: nothing is told, nothing is tidied up."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
        with contextlib.suppress(ProcessLookupError):
            self.kill()


@pytest.fixture
def start_worker(transactional_db, tmp_path):
    """start_worker(): a Worker that is ready to work on the test's database; all are stopped in the end."""
    # Messages that tests without a worker left behind are about rows that are gone.
    with redis.Redis.from_url(REDIS_URLS[1]) as broker:
        broker.flushdb()
    assert celery_app.conf.broker_url == BROKER_URL
    assert connection.settings_dict["NAME"].startswith("test_")
    workers = []

    def start() -> Worker:
        workers.append(Worker(tmp_path / f"worker-{len(workers) + 1}.log"))
        return workers[-1]

    yield start
    for worker in workers:
        worker.stop()
