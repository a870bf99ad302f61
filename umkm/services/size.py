"""The size class of an UMKM: computed by PP 7/2021 article 35 from what the owner states, shown, and never typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from kemitraan.reference.models import SizeClass, SizeThreshold
from umkm.models import SizeBasis, Umkm

BATCH = 5000
#: From small to large: what has no limit comes last.
_ORDER = (SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM)


@dataclass(frozen=True)
class Size:
    """`size_class` "" while neither figure is known; `disagrees` when capital and sales point to different classes."""

    size_class: str = ""
    basis: str = ""
    disagrees: bool = False

    def fields(self) -> dict:
        return {
            "size_class": self.size_class,
            "size_basis": self.basis,
            "size_disagrees": self.disagrees,
        }


@dataclass(frozen=True)
class Limits:
    """(class, most capital, most sales) in rupiah, from small to large."""

    rows: Sequence[tuple[str, int, int]]

    def size_of(self, capital: int | None, sales: int | None) -> Size:
        """Existing firms are measured by their sales, those that have none yet by their capital."""
        by_capital, by_sales = self._class(capital, 1), self._class(sales, 2)
        if sales is not None:
            return Size(by_sales, SizeBasis.SALES, bool(by_capital) and by_capital != by_sales)
        if capital is not None:
            return Size(by_capital, SizeBasis.CAPITAL)
        return Size()

    def _class(self, amount: int | None, column: int) -> str:
        if amount is None or not self.rows:
            return ""
        fitting = (row[0] for row in self.rows if amount <= row[column])
        return next(fitting, SizeClass.LARGE)


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


def recompute_sizes(*, today: date | None = None) -> int:
    """Bring all firms in line with the limits in force: how many changed. Said after an edit, and every night."""
    limits = limits_on(today or timezone.localdate())
    stated = Umkm.objects.exclude(capital_rupiah=None, yearly_sales_rupiah=None).only(
        "capital_rupiah", "yearly_sales_rupiah", "size_class", "size_basis", "size_disagrees"
    )
    changed = 0
    for rows in _batches(stated.order_by("pk").iterator(chunk_size=BATCH)):
        wrong = []
        for row in rows:
            fields = limits.size_of(row.capital_rupiah, row.yearly_sales_rupiah).fields()
            if any(getattr(row, name) != value for name, value in fields.items()):
                for name, value in fields.items():
                    setattr(row, name, value)
                wrong.append(row)
        with transaction.atomic():
            changed += Umkm.objects.bulk_update(wrong, list(Size().fields()), batch_size=1000) or 0
    return changed


def _batches(rows: Iterable) -> Iterable[list]:
    batch: list = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
