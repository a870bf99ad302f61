"""PostgreSQL and Valkey from pip packages, for development, demo and tests: no service, no root, no docker.

Used when DATABASE_URL / REDIS_URL are not set. The servers live in `var/` (or KEMITRAAN_VAR), listen on unix sockets only,
are started once by whoever comes first, and outlive their starter, also one that is killed. Every process that uses them
holds a lease (a shared file lock, which the kernel drops with the process); `stop` stops them only when nobody holds one.

    python -m kemitraan.embedded start | stop | status | run -- COMMAND
"""

import shutil
from collections.abc import Sequence

from kemitraan.embedded import locks, postgres, valkey
from kemitraan.embedded.errors import ServerError
from kemitraan.embedded.places import broker_url, postgres_settings, redis_url, socket_dir, var_dir
from kemitraan.embedded.postgres import POSTGRES
from kemitraan.embedded.valkey import VALKEY

__all__ = [
    "BOTH",
    "POSTGRES",
    "VALKEY",
    "ServerError",
    "broker_url",
    "ensure_running",
    "postgres_settings",
    "redis_url",
    "socket_dir",
    "status",
    "stop",
    "var_dir",
]

BOTH = (POSTGRES, VALKEY)
_SERVERS = {POSTGRES: postgres, VALKEY: valkey}


def ensure_running(servers: Sequence[str] = BOTH) -> None:
    """Start what is not running, and keep it up while this process lives. Raises ServerError."""
    if not servers:
        return
    with locks.one_at_a_time():
        locks.take_lease()
        for name in servers:
            _SERVERS[name].start()


def stop() -> bool:
    """Give up our own lease and stop the servers unless somebody else uses them: True when they are down now."""
    locks.drop_lease()
    with locks.one_at_a_time():
        if locks.somebody_has_a_lease():
            return False
        for name in BOTH:
            _SERVERS[name].stop()
        shutil.rmtree(socket_dir(), ignore_errors=True)
    return True


def status() -> dict[str, bool]:
    """Which server answers."""
    with locks.one_at_a_time():
        return {name: _SERVERS[name].answers() for name in BOTH}
