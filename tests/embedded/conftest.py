"""Servers of the tests' own, in a directory whose path is long and has spaces: the project's servers are left alone."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
import redis

from kemitraan import embedded
from kemitraan.embedded import locks
from kemitraan.embedded.places import BASE_DIR, NAME

SECONDS = 60

#: Starts the servers, says so and stays: what web, worker and beat do.
USER_OF_THE_SERVERS = """
import sys
from kemitraan import embedded
embedded.ensure_running()
print("ready", flush=True)
sys.stdin.read()
"""


class Place:
    """A var directory and what one does in it, each time in a process of its own."""

    def __init__(self, var: Path):
        self.var = var
        place_id = hashlib.sha256(str(var).encode()).hexdigest()[:12]
        self.socket_dir = Path("/tmp") / f"{NAME}-{os.getuid()}-{place_id}"
        self.environment = os.environ | {"KEMITRAAN_VAR": str(var)}

    def begin(self, *command: str) -> subprocess.Popen:
        return subprocess.Popen(
            command,
            cwd=BASE_DIR,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def embedded(self, *words: str) -> tuple[int, str]:
        """(exit code, all that was said) of python -m kemitraan.embedded."""
        with self.begin(sys.executable, "-m", "kemitraan.embedded", *words) as process:
            said, _ = process.communicate(timeout=SECONDS)
        return process.returncode, said

    def start(self) -> None:
        """As a process that ends at once: no lease is kept."""
        with self._here():
            embedded.ensure_running()
            locks.drop_lease()

    def stop(self) -> bool:
        with self._here():
            return embedded.stop()

    def running(self) -> set[str]:
        with self._here():
            return {name for name, up in embedded.status().items() if up}

    def kill(self, server: str) -> None:
        """kill -9, and wait until it has ceased to answer."""
        os.kill(self.pid(server), signal.SIGKILL)
        deadline = time.monotonic() + SECONDS
        while server in self.running():
            assert time.monotonic() < deadline

    @contextmanager
    def _here(self):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KEMITRAAN_VAR", str(self.var))
            yield

    def begin_to_use(self) -> subprocess.Popen:
        process = self.begin(sys.executable, "-c", USER_OF_THE_SERVERS)
        assert process.stdout.readline() == "ready\n"
        return process

    def sql(self, statement: str) -> list:
        connection = psycopg2.connect(dbname=NAME, user=NAME, host=str(self.socket_dir))
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def redis(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.socket_dir / "valkey.sock"))

    def pid(self, server: str) -> int:
        if server == embedded.POSTGRES:
            return int((self.var / "postgres" / "postmaster.pid").read_text().split()[0])
        with self.redis() as client:
            return client.info("server")["process_id"]


@pytest.fixture(scope="module")
def place():
    # Not tmp_path: that is closed to others, and root's PostgreSQL runs as nobody.
    top = Path(tempfile.mkdtemp(prefix="kemitraan-test-", dir="/tmp"))
    top.chmod(0o755)
    place = Place(top / ("a long path " + "with spaces " * 12) / "var")
    yield place
    place.stop()
    assert not place.socket_dir.exists()
    shutil.rmtree(top)


@pytest.fixture(autouse=True)
def _leave_no_user(place):
    """Each test has to end all its processes; otherwise the servers could not be stopped."""
    yield
    if place.var.exists():
        assert place.stop()
