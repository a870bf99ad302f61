"""What a desk is made of: sections of items, each with since when it waits, when it is late, and the buttons that settle it.

A section is named and counted before it is read: all sections of a desk are counted in one statement, and only those that have
something are asked for their first rows. So a desk costs one query for each kind of thing that waits, however much it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, IntegerField, Model, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kemitraan.rupiah import rupiah
from partnerships import quarters, waiting
from partnerships.models import Contract, EntryStatus, EventMeeting, FollowUp, Realisation
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
    """One thing that waits. `steps` are buttons as in components/steps.html; without `since` nobody counts the days.

    `due_on` is a day that the thing itself names (a promise, a term of law); without it `limit` says after how many days it
    is late, and without either it never is. `subject` is the row, for pages that show it somewhere else (the admin).
    """

    title: str
    url: str
    since: date | datetime | None = None
    detail: str = ""
    steps: list[dict] = field(default_factory=list)
    link: Link | None = None
    subject: Model | None = None
    due_on: date | None = None
    limit: int | None = None

    @property
    def days(self) -> int | None:
        return None if self.since is None else waiting.days_since(self.since)

    @property
    def last_day(self) -> date | None:
        """After this day it is late."""
        if self.due_on or self.since is None or self.limit is None:
            return self.due_on
        day = timezone.localdate(self.since) if isinstance(self.since, datetime) else self.since
        return day + timedelta(days=self.limit)

    @property
    def days_late(self) -> int:
        """0 for what is in time."""
        return 0 if self.last_day is None else max(0, waiting.days_since(self.last_day))

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def consequence(self) -> str:
        """What happens when the first button is pressed."""
        if self.steps:
            return self.steps[0]["transition"].consequence
        return self.link.consequence if self.link else ""


@dataclass(frozen=True)
class Section:
    """Things of one kind that wait for one person, the oldest first.

    `rows` is read when the section is filled; `rule` is the code of the reminder (WatchRule) whose first day is the limit;
    `prepare` makes the rows of a page ready to be told; `all_url` is the list of officials in the admin, or of news.
    `is_news`: nothing waits here, it is only new.
    """

    code: str
    title: str
    rows: QuerySet | Sequence
    item: Callable[..., Item]
    all_url: str = ""
    rule: str = ""
    prepare: Callable[[Iterable], Iterable] | None = None
    is_news: bool = False
    count: int = 0
    items: Sequence[Item] = ()

    @property
    def page_url(self) -> str:
        """Where the whole of it stands."""
        return self.all_url if self.is_news else reverse("desk-section", args=[self.code])

    @property
    def has_more(self) -> bool:
        return self.count > len(self.items)

    @property
    def days_late(self) -> int:
        return max((item.days_late for item in self.items), default=0)

    def filled(self, rows: Iterable, limits: Mapping[str, int], count: int) -> "Section":
        rows = self.prepare(rows) if self.prepare else rows
        items = [replace(self.item(row), limit=limits.get(self.rule)) for row in rows]
        return replace(self, items=items, count=count)


def section(code: str, title: str, rows, item, all_url: str = "", **more: Any) -> Section:
    return Section(code, title, rows, item, all_url, **more)


def filled(sections: Sequence[Section]) -> list[Section]:
    """Those in which something is, with their first items: what is latest first, news last."""
    counts, limits = counted(sections), waiting.limits()
    found = [
        part.filled(part.rows[:SHOWN], limits, count)
        for part, count in zip(sections, counts, strict=True)
        if count
    ]
    return sorted(found, key=lambda part: (part.is_news, -part.days_late))


def counted(sections: Sequence[Section]) -> list[int]:
    """How much is in each: one statement for all that the database counts."""
    counts = {
        position: len(part.rows)
        for position, part in enumerate(sections)
        if not isinstance(part.rows, QuerySet)
    }
    asked = [
        part.rows.model._base_manager.filter(pk__in=part.rows.order_by().values("pk"))
        .order_by()
        .values(desk_section=Value(position, IntegerField()))
        .annotate(desk_count=Count("pk"))
        .values_list("desk_section", "desk_count")
        for position, part in enumerate(sections)
        if position not in counts
    ]
    if asked:
        counts |= dict(asked[0].union(*asked[1:], all=True))
    return [counts.get(position, 0) for position in range(len(sections))]


def contract_item(row: Contract, user) -> Item:
    return Item(
        f"{row} · {row.mou.company}",
        row.mou.get_absolute_url(),
        row.since,
        detail=_said(row),
        steps=steps_of(row, user),
        subject=row,
    )


def realisation_item(row: Realisation, user) -> Item:
    return Item(
        f"{row.umkm} · {quarters.name((row.year, row.quarter))}",
        row.contract.mou.get_absolute_url(),
        row.since,
        detail=_said(row),
        steps=steps_of(row, user),
        subject=row,
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
        row.meeting.event.ends_at,
        detail=_("Paling lambat %(day)s · %(event)s")
        % {"day": date_format(row.due_on, "j F Y"), "event": row.meeting.event},
        link=Link(
            _("Lihat"),
            row.meeting.get_absolute_url(),
            _("Tekan “Sudah dikerjakan” di sana setelah selesai."),
        ),
        subject=row,
        due_on=row.due_on,
    )


def meeting_item(row: EventMeeting, user) -> Item:
    return Item(
        str(row),
        row.get_absolute_url(),
        row.event.ends_at,
        detail=str(row.event),
        steps=steps_of(row, user),
        subject=row,
    )
