"""Whole rupiah: the field, its bounds, and how an amount is written for people."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

#: A thousand trillion rupiah: far above any partnership, far below the end of a bigint.
CEILING = 10**15


class RupiahField(models.BigIntegerField):
    """Whole rupiah, never negative, never a float."""

    description = _("rupiah")

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("validators", [MinValueValidator(0), MaxValueValidator(CEILING)])
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"min_value": 0, "max_value": CEILING, **kwargs})


def number(value: float | int) -> str:
    """1234567 -> "1.234.567" in Indonesian, "1,234,567" in English; at most two decimals."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value):,}"
    if ("," in text or "." in text) and (get_language() or "id").startswith("id"):
        text = text.translate(_INDONESIAN)
    return text


_INDONESIAN = str.maketrans(",.", ".,")


def rupiah(value: int | None) -> str:
    """1500000 -> "Rp 1.500.000"; nothing known is a dash, never a zero."""
    return "–" if value is None else f"Rp {number(int(value))}"


#: (from, Indonesian, English): how large amounts are said aloud.
_SCALES = (
    (10**12, "triliun", "trillion"),
    (10**9, "miliar", "billion"),
    (10**6, "juta", "million"),
)


def rupiah_short(value: int | None) -> str:
    """1500000000000 -> "Rp 1,5 triliun"; small amounts in full."""
    if value is None:
        return "–"
    for size, indonesian, english in _SCALES:
        if value >= size:
            word = indonesian if (get_language() or "id").startswith("id") else english
            return f"Rp {number(round(value / size, 2))} {word}"
    return rupiah(value)
