"""Events on the desks of both sides: invitations, and what was promised at a table."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.desks.items import (
    Item,
    Section,
    follow_up_item,
    meeting_item,
    section,
)
from partnerships.models import WatchRule
from partnerships.standing import Standing
from partnerships.steps import steps_of
from partnerships.waiting import events


def event_desk(user, standing: Standing) -> list[Section]:
    """Invitations, and what was promised at a table: the same for both sides."""
    sides = {"umkm_ids": standing.umkm_ids, "company_ids": standing.acting_company_ids}
    return [
        section(
            "invitations",
            _("Undangan yang menunggu jawaban Anda"),
            events.invitations_to_answer(**sides).prefetch_related(
                "umkm__members", "company__members"
            ),
            lambda row: Item(
                str(row.event),
                row.get_absolute_url(),
                row.invited_at,
                detail=f"{date_format(timezone.localtime(row.event.starts_at), 'j F Y, H.i')} · {row.event.place}",
                steps=steps_of(row, user),
                due_on=timezone.localdate(row.event.starts_at),
            ),
        ),
        section(
            "meetings",
            _("Pertemuan yang belum dicatat hasilnya"),
            events.meetings_to_record(company_ids=standing.acting_company_ids).prefetch_related(
                "company__members"
            ),
            lambda row: meeting_item(row, user),
            rule=WatchRule.Code.ENTRY_UNCONFIRMED,
        ),
        section(
            "follow_ups",
            _("Yang Anda janjikan di temu bisnis"),
            events.follow_ups_of_parties(**sides),
            follow_up_item,
        ),
    ]
