"""What a page of the admin shows to decide on: facts of the row itself, and tables of what belongs to it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.admin.utils import display_for_field, label_for_field, lookup_field
from django.db import models
from django.template.defaultfilters import linebreaksbr
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kemitraan.identifiers import show_telephone
from kemitraan.rupiah import RupiahField, number, rupiah

NOTHING = "–"


@dataclass(frozen=True)
class Link:
    """A way onward; with `post` a button that changes something at once."""

    label: Any
    url: str
    post: bool = False
    tone: str = "neutral"


@dataclass(frozen=True)
class Row:
    cells: Sequence[Any]
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Table:
    """A titled table; `empty` is the sentence that stands in its place while it has no rows."""

    title: Any
    headers: Sequence[Any]
    rows: Sequence[Row]
    empty: Any = ""
    links: Sequence[Link] = ()
    numeric: frozenset[int] = field(default_factory=frozenset)  # columns that are right-aligned

    @property
    def has_row_links(self) -> bool:
        return any(row.links for row in self.rows)

    @property
    def lines(self) -> list[tuple[list[tuple[Any, Any, bool]], Sequence[Link]]]:
        """Each row as ([(header, cell, is numeric), ...], its links): a phone shows the header beside each cell."""
        return [
            (
                [
                    (header, cell, position in self.numeric)
                    for position, (header, cell) in enumerate(
                        zip(self.headers, row.cells, strict=True)
                    )
                ],
                row.links,
            )
            for row in self.rows
        ]


#: model -> functions (request, row) -> Table that a higher floor adds to the page of a lower one.
PANELS: dict[type[models.Model], list[Callable]] = defaultdict(list)


def panel_for(model: type[models.Model]):
    """Register a function (request, row) -> Table, shown on the page of `model`."""

    def register(function):
        PANELS[model].append(function)
        return function

    return register


def admin_url(row: models.Model, page: str = "change", *rest: str) -> str:
    """The address of a row's page in the admin: "change", "step" with its verb, or one of a class's own."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[row.pk, *rest])


def day(moment: date | datetime | None, *, with_time: bool = False) -> str:
    """ "24 Nov 2026" (", 09.30") in the reader's language and the portal's time zone."""
    if moment is None:
        return NOTHING
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    words = date_format(local, "j M Y, H.i" if with_time else "j M Y")
    return words.replace(" ", "\xa0")  # a date is not torn apart at the edge of a column


def list_url(model: type[models.Model], **filters) -> str:
    """The list of a model in the admin, narrowed by filters of its address."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{address}?{query}" if query else address


def link_to(row: models.Model | None, text: Any = None):
    """The row's name, as a link to its page when it has one."""
    if row is None:
        return NOTHING
    try:
        return format_html('<a href="{}">{}</a>', admin_url(row), text or row)
    except NoReverseMatch:
        return str(text or row)


def progress_bar(percent: float):
    """A bar from 0 to 100, for eyes only: the number stands beside it."""
    return format_html(
        '<progress class="desk-progress" max="100" value="{}" aria-hidden="true"></progress>',
        round(percent),
    )


@dataclass(frozen=True)
class Fact:
    label: str
    value: Any
    is_long: bool  # a text of many words has a line of its own


def facts_of(model_admin, row: models.Model, names: Sequence[str]) -> list[Fact]:
    """Fields, properties, and methods of the admin, in the reader's words."""
    long = {f.name for f in row._meta.fields if isinstance(f, models.TextField)}
    return [
        Fact(
            capfirst(label_for_field(name, type(row), model_admin)),
            _value(model_admin, row, name),
            name in long,
        )
        for name in names
    ]


def _value(model_admin, row: models.Model, name: str):
    model_field, _attribute, value = lookup_field(name, row, model_admin)
    if value is None or value == "":
        return NOTHING
    if model_field is None:
        return value
    if isinstance(model_field, RupiahField):
        return rupiah(value)
    if isinstance(model_field, models.ManyToManyField):
        return ", ".join(str(other) for other in value.all()) or NOTHING
    if isinstance(model_field, models.ForeignKey):
        return str(value) if value._meta.app_label == "reference" else link_to(value)
    if "telephone" in name:
        return show_telephone(value)
    if isinstance(model_field, models.TextField):
        return linebreaksbr(value)
    if isinstance(model_field, models.URLField):
        return format_html('<a href="{0}" rel="noreferrer">{0}</a>', value)
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, date):  # a moment is one too
        return day(value, with_time=isinstance(value, datetime))
    if (
        isinstance(model_field, models.IntegerField | models.DecimalField)
        and not model_field.choices
    ):
        return number(value)
    return display_for_field(value, model_field, NOTHING)
