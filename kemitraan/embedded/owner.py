"""The user that PostgreSQL runs as: oneself, or nobody when one is root, because PostgreSQL refuses to run as root."""

import os
import pwd
import stat
import subprocess
from pathlib import Path

from kemitraan.embedded.errors import ServerError


def is_root() -> bool:
    return os.getuid() == 0


def _ids() -> tuple[int, int]:
    """(uid, gid) of the server's user."""
    if not is_root():
        return os.getuid(), os.getgid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def identity() -> dict:
    """Arguments that make subprocess run a program as the server's user."""
    if not is_root():
        return {}
    user, group = _ids()
    return {"user": user, "group": group, "extra_groups": [], "cwd": "/"}


def can_reach(path: Path) -> bool:
    """May the server's user walk to this path and read it?"""
    if not is_root():
        return os.access(path, os.R_OK | os.X_OK)
    probe = subprocess.run(
        ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)],
        **identity(),
        check=False,
    )
    return probe.returncode == 0


def private_directory(path: Path) -> Path:
    """A directory of the server's user that nobody else can enter.

    Raises ServerError when the path is there and somebody else's: a socket directory that a stranger has laid out in /tmp,
    or data that another user of the machine has written.
    """
    user, group = _ids()
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {user, os.getuid()}:
        raise ServerError(
            f"{path} belongs to another user: work as that user, or set KEMITRAAN_VAR to a directory of your own."
        )
    if found.st_uid != user:
        os.chown(path, user, group)
    path.chmod(0o700)
    return path


def own_file(path: Path) -> None:
    """Make a file that the server's user may write."""
    path.touch()
    os.chown(path, *_ids())
