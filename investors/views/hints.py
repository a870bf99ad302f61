"""Hints as the page offers them: named, with their words, and only where nothing was chosen by hand."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from investors.models import Category, Need
from investors.suggesting import Hint
from kemitraan.reference.models import Cluster, Kbli, Unit


@dataclass(frozen=True)
class Offered:
    """`key` is what the button sends: "unit:meter"."""

    field: str
    value: str
    label: str
    because: str

    @property
    def key(self) -> str:
        return f"{self.field}:{self.value}"

    @property
    def field_label(self) -> str:
        return Need._meta.get_field(self.field).verbose_name


def offered(hints: list[Hint], data) -> list[Offered]:
    """The hints for fields that are still empty; of clusters those that are not ticked, while none was ticked by hand."""
    open_hints = [
        hint for hint in hints if not [value for value in data.getlist(hint.field) if value]
    ]
    names = _names(open_hints)
    return [
        Offered(
            hint.field,
            hint.value,
            names[hint.field, hint.value],
            ", ".join(_("“%(word)s”") % {"word": word} for word in hint.because),
        )
        for hint in open_hints
        if (hint.field, hint.value) in names
    ]


def taken(data, key: str) -> None:
    """Put the hint, or with "all" the best one of each, into what was typed; a field that has something keeps it.

    `key` may hold several, with a blank between them.
    """
    for one in key.split():
        field, _colon, value = one.partition(":")
        if field in {"clusters", "category", "kbli", "unit"} and not data.get(field):
            data.setlist(field, [value])


def _names(hints: list[Hint]) -> dict[tuple[str, str], str]:
    """The words for each value, a query for each kind; a value that has gone meanwhile is left out."""
    wanted: dict[str, list[str]] = {}
    for hint in hints:
        wanted.setdefault(hint.field, []).append(hint.value)
    names = {
        ("category", value): str(Category(value).label)
        for value in wanted.get("category", ())
        if value in Category.values
    }
    for field, model in (("clusters", Cluster), ("unit", Unit)):
        rows = model.objects.filter(pk__in=wanted[field]) if field in wanted else ()
        names |= {(field, row.pk): row.name for row in rows}
    if "kbli" in wanted:
        rows = Kbli.objects.filter(pk__in=wanted["kbli"])
        names |= {("kbli", str(row.pk)): f"{row.code} {row.title}" for row in rows}
    return names
