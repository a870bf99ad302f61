"""The sections of the outbox: what kemitraan.post.bench measures, in a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from django.db import connection

from kemitraan.post.bench.deliver import deliver, deliver_plainly
from partnerships.bench.report import Figure, NotMeasured, Options, over

LETTERS, KILLS = 10_000, 3


def notices(_options: Options) -> dict:
    """Letters through a real mail server, the worker killed three times; the peer is bare smtplib without a memory."""
    if find_spec("aiosmtpd") is None:
        raise NotMeasured("aiosmtpd is not installed")
    with _own_database():
        plain = deliver_plainly(LETTERS)
        found = deliver(LETTERS, KILLS)
    rate = found.letters / found.carrying_seconds
    figures = [
        Figure("sent per second", rate, "1/s", over(rate, smtplib=LETTERS / plain)),
        Figure("whole time, kills and starts too", found.seconds, "s"),
        *(
            Figure(name.replace("_", " "), getattr(found, name), "letters")
            for name in ("arrived", "missing", "doubled", "more_than_twice", "repeats", "uncertain")
        ),
    ]
    return {
        "on": {"letters": found.letters, "kills": found.kills},
        "figures": [figure.as_dict() for figure in figures],
    }


@contextmanager
def _own_database() -> Iterator[None]:
    """An empty database beside the portal's, gone afterwards: a worker of a running portal must not carry these."""
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "kemitraan_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
