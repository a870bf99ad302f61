"""What a desk is made of: sections of items, each with its buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kemitraan.rupiah import rupiah
from partnerships import quarters, waiting
from partnerships.models import Contract, EntryStatus, FollowUp, Realisation
from partnerships.steps import steps_of

#: Items that a section shows before it says that there are more.
SHOWN = 5
#: What the rights of a suggestion read, and those of a realisation.
SUGGESTION_PEOPLE = ("umkm__members", "need__company__members")
REALISATION_PEOPLE = (
    "umkm__members",
    "contract__mou__company__members",
    "contract__mou__coordinator__members",
)


@dataclass(frozen=True)
class Link:
    """A button that leads to a page, with what can be done there."""

    label: str
    url: str
    consequence: str = ""


@dataclass(frozen=True)
class Item:
    """One thing that waits. `steps` are buttons as in components/steps.html; without `since` nobody counts the days."""

    title: str
    url: str
    since: date | datetime | None = None
    detail: str = ""
    steps: list[dict] = field(default_factory=list)
    link: Link | None = None

    @property
    def days(self) -> int | None:
        return None if self.since is None else waiting.days_since(self.since)

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days > waiting.LATE_DAYS


@dataclass(frozen=True)
class Section:
    """`is_news`: nothing waits here, it is only new."""

    title: str
    items: list[Item]
    all_url: str = ""
    has_more: bool = False
    is_news: bool = False


def section(
    title: str,
    rows: QuerySet | Sequence,
    item: Callable[..., Item],
    all_url: str = "",
    *,
    is_news: bool = False,
) -> Section:
    """The first rows as items; a queryset is cut in the database."""
    first = list(rows[: SHOWN + 1])
    return Section(
        title, [item(row) for row in first[:SHOWN]], all_url, len(first) > SHOWN, is_news
    )


def contract_item(row: Contract, user) -> Item:
    return Item(
        f"{row} · {row.mou.company}",
        row.mou.get_absolute_url(),
        row.since,
        detail=_said(row),
        steps=steps_of(row, user),
    )


def realisation_item(row: Realisation, user) -> Item:
    return Item(
        f"{row.umkm} · {quarters.name((row.year, row.quarter))}",
        row.contract.mou.get_absolute_url(),
        row.since,
        detail=_said(row),
        steps=steps_of(row, user),
    )


def _said(row: Contract | Realisation) -> str:
    """The amount, and what the other side has against it."""
    text = f"{rupiah(row.value_rupiah)} · {row.get_status_display()}"
    if row.status == EntryStatus.DISPUTED:  # the note begins with the other side's figure
        notes = [change.note for change in row.changes.all() if change.verb == "dispute"]
        text += f": {notes[0]}" if notes else ""
    return text


def follow_up_item(row: FollowUp) -> Item:
    return Item(
        f"{row} · {row.meeting}",
        row.meeting.get_absolute_url(),
        detail=_("Paling lambat %(day)s · %(event)s")
        % {"day": date_format(row.due_on, "j F Y"), "event": row.meeting.event},
        link=Link(
            _("Lihat"),
            row.meeting.get_absolute_url(),
            _("Tekan “Sudah dikerjakan” di sana setelah selesai."),
        ),
    )
