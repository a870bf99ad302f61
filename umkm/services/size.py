"""Size classes by the limits in force (umkm.sizes): one firm that is being saved, or all of them."""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from psycopg2.extras import execute_values

from kemitraan.reference.models import SizeClass, SizeThreshold
from umkm.models import Umkm
from umkm.sizes import Limits, Size

BATCH = 5000
#: From small to large: what has no limit comes last.
_ORDER = (SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM)


def limits_on(day: date) -> Limits:
    """What was in force on a day: of each class the latest row that had come into effect."""
    latest: dict[str, SizeThreshold] = {}
    for row in SizeThreshold.objects.filter(effective_from__lte=day).order_by("effective_from"):
        latest[row.size_class] = row
    return Limits(
        [
            (name, latest[name].capital_max, latest[name].sales_max)
            for name in _ORDER
            if name in latest
        ]
    )


def compute_size(umkm: Umkm, *, today: date | None = None) -> None:
    """Set the computed fields of a firm that is about to be saved."""
    limits = limits_on(today or timezone.localdate())
    for name, value in (
        limits.size_of(umkm.capital_rupiah, umkm.yearly_sales_rupiah).fields().items()
    ):
        setattr(umkm, name, value)


def recompute_sizes(*, keys: Sequence[int] | None = None, today: date | None = None) -> int:
    """Bring these firms (None: all) in line with the limits in force: how many changed.

    Said after an edit of the limits and after an import, and every night for limits that come into force.
    """
    limits = limits_on(today or timezone.localdate())
    columns = ("pk", "capital_rupiah", "yearly_sales_rupiah", *Size().fields())
    stated = Umkm.objects.exclude(capital_rupiah=None, yearly_sales_rupiah=None)
    if keys is not None:
        stated = stated.filter(pk__in=keys)
    wrong = []
    for key, capital, sales, *present in stated.values_list(*columns).iterator(chunk_size=BATCH):
        size = limits.size_of(capital, sales)
        if list(size.fields().values()) != present:
            wrong.append((key, *size.fields().values()))
    with transaction.atomic(), connection.cursor() as cursor:
        execute_values(cursor.cursor, _WRITE, wrong, page_size=BATCH)
    return len(wrong)


_WRITE = """
UPDATE umkm_umkm AS firm SET size_class = new.size_class, size_basis = new.basis, size_disagrees = new.disagrees
FROM (VALUES %s) AS new (id, size_class, basis, disagrees) WHERE firm.id = new.id
"""
