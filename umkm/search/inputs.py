"""The fields of the form beside the facets, ready to be printed: a page with eleven widgets took longer over them than over its search."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.forms.utils import flatatt
from django.utils.translation import gettext as _

from umkm.filters import UmkmFilter

_TYPED = ("q", "capacity", "total", "price_from", "price_to", "near", "within", "payment_days", "since")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Input:
    """`attrs` are those of its widget. `options`, of a list to choose from: (value, name, is it chosen)."""

    name: str
    label: str
    value: str
    errors: Any
    attrs: str
    options: Sequence[tuple[str, str, bool]] = ()


def inputs(found: UmkmFilter) -> dict[str, Input]:
    made = {name: _input(found, name) for name in _TYPED}
    made["unit"] = _input(found, "unit", [("", _("Pilih satuan")), *found.choices["unit"]])
    made["sort"] = _input(found, "sort", found.choices["sort"])
    return made


def _input(found: UmkmFilter, name: str, options: Sequence[tuple[str, Any]] = ()) -> Input:
    value = found.data.get(name) or ""
    return Input(
        name,
        found.form.fields[name].label,
        value,
        found.form.errors.get(name, ()),
        _attrs(type(found.form), name),
        [(code, label, code == value) for code, label in options],
    )


@cache
def _attrs(form: type, name: str) -> str:
    widget = form.base_fields[name].widget
    of_type = {} if widget.input_type == "select" else {"type": widget.input_type}
    return flatatt(of_type | widget.attrs)
