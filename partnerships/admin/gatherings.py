"""Who is asked to an event, who sat with whom, and what was promised there."""

from django.contrib import admin
from django.db.models import Case, When
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display

from kemitraan.forms import StepForm
from kemitraan.official_admin import Link, OfficialAdmin, Row, Table, WorkflowAdmin
from kemitraan.official_admin.dossier import admin_url, day
from kemitraan.rupiah import number
from partnerships.flow.events import INVITATION_FLOW, MEETING_FLOW
from partnerships.forms.events import (
    AcceptForm,
    OutcomeForm,
)
from partnerships.models import EventInvitation, EventMeeting, FollowUp
from partnerships.permissions import finishes
from partnerships.services.events import (
    change_invitation,
)
from partnerships.services.meetings import (
    finish_follow_up,
    record_meeting,
)


@admin.register(EventInvitation)
class EventInvitationAdmin(WorkflowAdmin):
    flow = INVITATION_FLOW
    verbs = frozenset(INVITATION_FLOW.transitions)
    facts = (
        (
            gettext_lazy("Undangan"),
            ("status_tag", "event", "company", "umkm", "people", "invited_at", "attended_at"),
        ),
    )
    list_display = ("party_name", "event", "people", "attended_at", "status_tag")
    list_select_related = ("event", "company", "umkm")
    list_filter = (("status", ChoicesDropdownFilter), ("event", RelatedDropdownFilter))
    search_fields = ("company__name", "umkm__name", "event__title")

    @display(description=gettext_lazy("pihak"))
    def party_name(self, row):
        return str(row.party)

    def verb_label(self, change) -> str:
        return _("Diundang") if change.verb == "invite" else super().verb_label(change)

    def links(self, request, row):
        return [Link(_("Lihat undangan dan kode QR"), row.get_absolute_url())]

    def step_form(self, row, transition, data=None):
        return (AcceptForm if transition.verb == "accept" else StepForm)(transition, data)

    def take_step(self, row, verb, *, actor, **answers):
        return change_invitation(row, verb, actor=actor, **answers)

    def after_step(self, request, row, verb):
        return admin_url(row.event)


@admin.register(EventMeeting)
class EventMeetingAdmin(WorkflowAdmin):
    flow = MEETING_FLOW
    verbs = frozenset(MEETING_FLOW.transitions)
    facts = (
        (
            gettext_lazy("Pertemuan"),
            ("status_tag", "event", "when", "table_number", "company", "umkm", "suggestion"),
        ),
    )
    list_display = ("company", "umkm", "event", "when", "status_tag")
    list_select_related = ("event", "company", "umkm")
    list_filter = (("status", ChoicesDropdownFilter), ("event", RelatedDropdownFilter))
    search_fields = ("company__name", "umkm__name", "event__title")

    @display(description=gettext_lazy("waktu"))
    def when(self, row):
        return day(row.starts_at, with_time=True)

    @display(description=gettext_lazy("meja"))
    def table_number(self, row):
        return number(row.table_number)

    def tables(self, request, row):
        promises = row.follow_ups.select_related("meeting__company", "meeting__umkm", "done_by")
        return [
            Table(
                _("Tindak lanjut"),
                [_("Apa"), _("Oleh"), _("Paling lambat"), _("Selesai")],
                [
                    Row(
                        [
                            promise.what,
                            promise.get_by_display(),
                            day(promise.due_on),
                            day(promise.done_at),
                        ],
                        links=[Link(_("Selesai"), admin_url(promise, "finish"), post=True)]
                        if promise.done_at is None and finishes(request.user, promise)
                        else [],
                    )
                    for promise in promises
                ],
                empty=_("Tidak ada yang dijanjikan."),
            )
        ]

    def step_form(self, row, transition, data=None):
        return OutcomeForm(transition, data)

    def take_step(self, row, verb, *, actor, **answers):
        return record_meeting(row, verb, actor=actor, **answers)


@admin.register(FollowUp)
class FollowUpAdmin(OfficialAdmin):
    facts = (
        (gettext_lazy("Tindak lanjut"), ("what", "by", "due_on", "meeting", "done_at", "done_by")),
    )
    list_display = ("what", "by", "meeting", "due_on", "done")
    list_select_related = ("meeting__company", "meeting__umkm")
    list_filter = (("by", ChoicesDropdownFilter),)
    search_fields = ("what", "meeting__company__name", "meeting__umkm__name")
    # What is not done stands first, what is due first above.
    ordering = (Case(When(done_at__isnull=True, then=0), default=1), "due_on", "pk")

    @display(description=gettext_lazy("selesai"), ordering="done_at")
    def done(self, row):
        return day(row.done_at)

    def links(self, request, row):
        if row.done_at is None and finishes(request.user, row):
            return [Link(_("Selesai"), admin_url(row, "finish"), post=True)]
        return []

    def get_urls(self):
        finish = path(
            "<path:object_id>/selesai/",
            self.admin_site.admin_view(self.finish_view),
            name="partnerships_followup_finish",
        )
        return [finish, *super().get_urls()]

    def finish_view(self, request, object_id):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = finish_follow_up(self.row_or_404(request, object_id), actor=request.user)
        self.message_user(request, _("Tindak lanjut dicatat selesai."))
        return HttpResponseRedirect(admin_url(row.meeting))
