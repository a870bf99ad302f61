"""The size class of an UMKM by PP 7/2021 article 35: computed from what the owner states, shown, and never typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from kemitraan.reference.models import SizeClass
from umkm.models import SizeBasis


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
