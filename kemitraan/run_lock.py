"""Who works on a long run: a PostgreSQL advisory lock that falls with its connection, so that a worker which was killed
never blocks the next one."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def run_lock(space: int, run_id: int, *, wait: bool = False):
    """True while this connection alone works on the run; False when another one does (never, with `wait`). `space` is the kind
    of run."""
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT true FROM pg_advisory_lock(%s, %s)", [space, run_id])
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [space, run_id])
        mine = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [space, run_id])
