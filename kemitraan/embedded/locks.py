"""File locks. The kernel drops a lock with the last process that holds it, also with one that was killed."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kemitraan.embedded.errors import ServerError
from kemitraan.embedded.places import var_dir

START_SECONDS = 60


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Starting and stopping is done by one process at a time."""
    var = var_dir()
    try:
        if not var.exists():
            var.mkdir(parents=True)
            var.chmod(0o755)  # whatever the umask: root's PostgreSQL has to pass through
        lock = open(var / "embedded.lock", "a")  # noqa: SIM115 - the error belongs to the opening alone
    except OSError as error:
        raise ServerError(
            f"{var} cannot be written ({error.strerror}): "
            "work as the user it belongs to, or set KEMITRAAN_VAR to a directory of your own."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# ── The lease: servers are kept up while a process that uses them lives ──────────────────────────────────────────────

#: One for each var directory that this process uses: the project's, and in tests another one.
_leases: dict[Path, IO] = {}


def take_lease() -> None:
    """Until this process ends. Forked children hold it too; programs that are started do not (Python's default)."""
    var = var_dir()
    if var not in _leases:
        _leases[var] = open(var / "embedded.lease", "a")  # noqa: SIM115 - the end of the process closes it
        fcntl.flock(_leases[var], fcntl.LOCK_SH)


def drop_lease() -> None:
    lease = _leases.pop(var_dir(), None)
    if lease is not None:
        lease.close()


def somebody_has_a_lease() -> bool:
    with open(var_dir() / "embedded.lease", "a") as lease:
        return not _take(lease)


# ── The sign of life: a lock that the server's own processes inherit ─────────────────────────────────────────────────


@contextmanager
def sign_of_life(server: str) -> Iterator[IO]:
    """The file to hand to a server that is started (pass_fds): it is locked while any process of that server lives.

    A pid file proves less: after a crash its number may belong to a stranger.
    """
    with open(var_dir() / f"{server}.alive", "a") as file:
        yield file


def is_alive(server: str) -> bool:
    with sign_of_life(server) as sign:
        return not _take(sign)


def wait_for_answer_or_end(server: str, sign: IO, answers: Callable[[], bool]) -> bool:
    """True when the server answers; False when none of its processes lives, and `sign` is ours to hand to a new one.

    Waits for one that is being started, replays its log or is dying. Raises ServerError after a minute.
    """
    deadline = time.monotonic() + START_SECONDS
    while not answers():
        if _take(sign):
            return False
        if time.monotonic() > deadline:
            raise ServerError(
                f"{server} of {var_dir()} runs but gives no answer: end its processes and try again."
            )
        time.sleep(0.05)
    return True


def _take(file: IO) -> bool:
    """Take the lock if nobody has it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
