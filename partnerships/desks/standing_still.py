"""For those who watch: what has stood still longest in each office, without anything to press; and what is new."""

from collections.abc import Sequence

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from investors.models import Need
from kemitraan.accounts.models import Office
from kemitraan.rupiah import number
from partnerships import waiting
from partnerships.desks.items import Item, Link, Section, counted, section
from partnerships.desks.offices import keeper_desk, verifier_desk
from partnerships.desks.officials import officer_desk
from partnerships.models import Mou
from umkm.models import FacilitationRequest


def reader_desk(user) -> list[Section]:
    return [
        section(
            "standing_still",
            _("Yang paling lama berhenti, menurut kantor"),
            standing_still(user),
            lambda item: item,
        ),
        section(
            "new_mous",
            _("MoU terbaru"),
            Mou.objects.with_labels(),
            lambda row: Item(
                str(row),
                row.get_absolute_url(),
                row.created_at,
                detail=f"{row.company} · {row.get_status_display()}",
                link=Link(_("Lihat MoU"), row.get_absolute_url()),
                subject=row,
            ),
            reverse("partnerships:mous"),
            is_news=True,
        ),
        section(
            "new_needs",
            _("Kebutuhan terbaru"),
            Need.objects.open().select_related("company"),
            lambda row: Item(
                row.title,
                row.get_absolute_url(),
                row.created_at,
                detail=row.company.name,
                link=Link(_("Lihat kebutuhan"), row.get_absolute_url()),
                subject=row,
            ),
            reverse("investors:needs"),
            is_news=True,
        ),
    ]


def standing_still(user) -> list[Item]:
    """One item for each kind of work of each office: how much, and since when the oldest waits. What is latest stands first.

    The work is what stands on the desks of the offices themselves. One query a kind, and one for all counts.
    """
    limits = waiting.limits()
    found = [
        *_of(str(Office.DPMPTSP.label), officer_desk(user), limits),
        *_of(str(Office.DINKOP.label), [*verifier_desk(user), *keeper_desk()], limits),
        *_facilitations(),
    ]
    return sorted(found, key=lambda item: (-item.days_late, -(item.days or 0)))


def _of(office: str, sections: Sequence[Section], limits) -> list[Item]:
    items = []
    for part, count in zip(sections, counted(sections), strict=True):
        if not count:
            continue
        oldest = _oldest(part, limits)
        if part.code == "umkm":  # rows of the queue are places
            count = sum(waiting_there for _code, _name, waiting_there, _since in part.rows)
        items.append(
            Item(
                f"{office}: {part.title}",
                part.all_url,
                oldest.since,
                detail=_how_many(count),
                due_on=oldest.last_day,
            )
        )
    return items


def _oldest(part: Section, limits) -> Item:
    """Only since when, and until when: what is told of a row on its own desk is not asked for."""
    if part.rule and isinstance(part.rows, QuerySet):
        row = part.rows.prefetch_related(None)[:1].get()
        # A reported partnership has a `since` of its own: the day on which it began, not from which it waits.
        if "since" in part.rows.query.annotations:
            return Item("", "", row.since, limit=limits.get(part.rule))
    return part.filled(part.rows[:1], limits, 1).items[0]


def _facilitations() -> list[Item]:
    status = FacilitationRequest.Status
    rows = FacilitationRequest.objects.filter(status__in=(status.ASKED, status.TAKEN_UP)).order_by()
    url = reverse("admin:umkm_facilitationrequest_changelist")
    names = dict(Office.choices)
    return [
        Item(
            "{}: {}".format(names.get(office, office), _("Permintaan fasilitasi")),
            f"{url}?office__exact={office}",
            since,
            detail=_how_many(count),
            due_on=due_on,
        )
        for office, count, since, due_on in rows.values_list("office").annotate(
            Count("pk"), Min("asked_at"), Min("due_on")
        )
    ]


def _how_many(count: int) -> str:
    return ngettext("%(count)s menunggu", "%(count)s menunggu", count) % {"count": number(count)}
