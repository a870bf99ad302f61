"""Where the embedded servers are. Nothing here starts or makes anything, so settings can name servers that are down."""

import hashlib
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
NAME = "kemitraan"


def var_dir() -> Path:
    """Data, logs and locks: `var/` of the checkout, or KEMITRAAN_VAR."""
    return Path(os.environ.get("KEMITRAAN_VAR") or BASE_DIR / "var").resolve()


def place_id() -> str:
    """A short name of this var directory, for what has to lie outside it."""
    return hashlib.sha256(str(var_dir()).encode()).hexdigest()[:12]


def socket_dir() -> Path:
    """Short, because a socket's path may have 107 characters only; one for each user and var directory."""
    return Path("/tmp") / f"{NAME}-{os.getuid()}-{place_id()}"


def postgres_settings() -> dict:
    """Django's DATABASES entry of the embedded PostgreSQL."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": NAME,
        "USER": NAME,
        "HOST": str(socket_dir()),
    }


def valkey_socket() -> Path:
    return socket_dir() / "valkey.sock"


def redis_url(db: int = 0) -> str:
    """For redis-py and Django's cache."""
    return f"unix://{valkey_socket()}?db={db}"


def broker_url(db: int = 0) -> str:
    """For Celery, which spells the same socket in another way."""
    return f"redis+socket://{valkey_socket()}?virtual_host={db}"
