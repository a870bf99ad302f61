"""Dashboard and reports of a kabupaten with years of partnerships behind it; all of it is taken back."""

from collections.abc import Callable
from functools import partial

import numpy as np
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kemitraan.accounts.models import Role, User
from partnerships.bench.report import Figure, Options, timed
from partnerships.bench.reports_market import fill
from partnerships.quarters import before
from partnerships.reports import (
    DIMENSIONS,
    Asked,
    by,
    funnel,
    grown,
    headline,
    in_partnership,
    silent_companies,
    sleeping,
)
from partnerships.services.ledger import quarter_of

#: How often each is asked.
ASKED, PAGES = 15, 25
_REPORTS: dict[str, Callable[[], object]] = {
    "headline": partial(headline, fresh=True),
    **{f"by {dimension}": partial(by, dimension) for dimension in DIMENSIONS},
    "by cluster, one kecamatan": partial(by, "cluster", Asked(district="33.10.03")),
    "funnel": funnel,
    "in partnership": in_partnership,
    "sleeping": sleeping,
    "silent companies": silent_companies,
    "grown": grown,
}
_PAGES = {
    "dashboard": "/dasbor/",
    "dashboard, filtered": "/dasbor/?cluster=batik&since=2026-1&by=district",
    "list of realisations": "/dasbor/daftar/realised/?cluster=batik",
    "list of suggestions": "/dasbor/daftar/pairs_suggested/?page=200",
    "table as CSV": "/dasbor/tabel/district.csv",
}
#: Views of a quarter, with what they take beside it.
_REPORT_PAGES = {
    "quarterly page": ("quarterly",),
    "quarterly PDF": ("quarterly-file", "pdf"),
    "quarterly XLSX": ("quarterly-file", "xlsx"),
    "LKPM of all companies": ("lkpm-all",),
    "LKPM of all companies, XLSX": ("lkpm-all-file",),
}


def reports(options: Options) -> dict:
    """Each report and page, asked one after the other in one process: p50, p95 and queries."""
    with transaction.atomic():
        sizes = fill(options.firms)
        figures = [
            figure for name, work in _REPORTS.items() for figure in _measure(name, work, ASKED)
        ]
        leader = User.objects.create(username="bench-leader", full_name="Bench", role=Role.LEADER)
        client = Client()
        client.force_login(leader)
        for name, address in _PAGES.items():
            figures += _measure(name, partial(_get, client, address), PAGES)
        for name, address in _of_quarter().items():
            figures += _measure(name, partial(_get, client, address), ASKED)
        figures += _measure("numbers page", partial(_get_anew, client, "/angka/"), ASKED)
        transaction.set_rollback(True)
    cache.clear()
    return {"on": sizes, "figures": [figure.as_dict() for figure in figures]}


def _of_quarter() -> dict[str, str]:
    """{name: address} of what is reported of the last whole quarter."""
    quarter = before(quarter_of(timezone.localdate()))
    found = {}
    for name, (view, *kind) in _REPORT_PAGES.items():
        found[name] = reverse(f"partnerships:{view}", args=[*quarter, *kind])
    return found


def _measure(name: str, work: Callable[[], object], times: int) -> list[Figure]:
    with CaptureQueriesContext(connection) as queries:
        work()
        asked = len(queries)
    taken = np.array([timed(work) for _ in range(times)]) * 1000
    half, most = (float(np.percentile(taken, at)) for at in (50, 95))
    return [
        Figure(f"{name} p50", half, "ms"),
        Figure(f"{name} p95", most, "ms"),
        Figure(f"{name}: queries", asked, ""),
    ]


def _get(client: Client, address: str) -> None:
    answer = client.get(address, HTTP_HOST="localhost")
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    if answer.streaming:
        answer.getvalue()


def _get_anew(client: Client, address: str) -> None:
    """A page whose figures are kept for a while, as it is for the first who asks."""
    cache.clear()
    _get(client, address)
