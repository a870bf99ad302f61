"""The officials' side of gatherings: plan one, ask people to it, plan the tables, note who came and what was said."""

from django.contrib import admin
from django.db.models import Case, When
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display

from kemitraan.accounts.models import Role
from kemitraan.forms import StepForm
from kemitraan.official_admin import Link, OfficialAdmin, Row, Table, WorkflowAdmin
from kemitraan.official_admin.base import posted, status_tag
from kemitraan.official_admin.dossier import admin_url, day, link_to, list_url
from kemitraan.refusals import Refused
from kemitraan.rupiah import number, rupiah
from partnerships.event_reports import figures
from partnerships.flow.events import EVENT_FLOW, INVITATION_FLOW, MEETING_FLOW
from partnerships.forms.events import (
    AcceptForm,
    NeedInvitationForm,
    OutcomeForm,
    PartyInvitationForm,
)
from partnerships.models import Event, EventInvitation, EventMeeting, EventStatus, FollowUp
from partnerships.permissions import finishes, is_officer
from partnerships.services.events import (
    change_event_status,
    change_invitation,
    invite,
    invite_from_need,
    write_event,
)
from partnerships.services.meetings import (
    clear_meetings,
    finish_follow_up,
    plan_meetings,
    record_meeting,
)

#: Rows of a table on an event's page; the rest stands in the list behind it.
_SHOWN = 200


@admin.register(Event)
class EventAdmin(WorkflowAdmin):
    flow = EVENT_FLOW
    verbs = frozenset({"announce", "hold", "cancel"})
    editors = adders = (Role.PARTNERSHIP_OFFICER,)
    fieldsets = (
        (None, {"fields": ("kind", "title", "place", "starts_at", "ends_at", "answer_by")}),
        (gettext_lazy("Isi acara"), {"fields": ("description", "agenda")}),
        (
            gettext_lazy("Pertemuan berjadwal"),
            {"fields": ("tables", "slot_minutes", "meetings_from")},
        ),
    )
    facts = (
        (
            gettext_lazy("Acara"),
            ("status_tag", "kind", "title", "place", "starts_at", "ends_at", "answer_by"),
        ),
        (gettext_lazy("Isi acara"), ("description", "agenda")),
        (
            gettext_lazy("Pertemuan berjadwal"),
            ("tables", "slot_minutes", "meetings_from", "room"),
        ),
    )
    list_display = ("title", "kind", "starts", "place", "status_tag")
    list_filter = (("status", ChoicesDropdownFilter), ("kind", ChoicesDropdownFilter))
    search_fields = ("title", "place")

    @display(description=gettext_lazy("mulai"), ordering="starts_at")
    def starts(self, row):
        return day(row.starts_at, with_time=True)

    @display(description=gettext_lazy("tempat pertemuan"))
    def room(self, row):
        return _("%(tables)s meja, masing-masing %(slots)s pertemuan") % {
            "tables": number(row.tables),
            "slots": number(row.slots),
        }

    def write(self, request, row, form, *, is_new):
        return write_event(row, actor=request.user)

    def take_step(self, row, verb, *, actor, **answers):
        return change_event_status(row, verb, actor=actor, **answers)

    # ── The page of an event ─────────────────────────────────────────────────────────────────────────────────────────

    def links(self, request, row):
        links = [Link(_("Lihat di portal"), row.get_absolute_url())]
        if row.status not in {EventStatus.DRAFT, EventStatus.ANNOUNCED}:
            return links
        links = [*super().links(request, row), *links]
        if is_officer(request.user):
            links += [
                Link(_("Undang dari daftar saran"), admin_url(row, "need")),
                Link(_("Undang menurut nama"), admin_url(row, "party")),
            ]
        return links

    def tables(self, request, row):
        return [
            _figures_table(row),
            self._invitations(row, request.user),
            self._meetings(row, request.user),
        ]

    def _invitations(self, row, user) -> Table:
        rows = row.invitations.with_labels().prefetch_related("company__members", "umkm__members")
        return Table(
            _("Undangan"),
            [_("Pihak"), _("Dari"), _("Orang"), _("Jawaban"), _("Hadir")],
            [
                Row(
                    [
                        link_to(invitation.party),
                        invitation.company.head_office
                        if invitation.company_id
                        else invitation.umkm.village,
                        number(invitation.people),
                        link_to(invitation, status_tag(invitation)),
                        day(invitation.attended_at, with_time=True),
                    ],
                    links=[
                        Link(step.label, admin_url(invitation, "step", step.verb))
                        for step in INVITATION_FLOW.available(invitation, user)
                        if step.verb in {"accept", "check_in"}
                    ],
                )
                for invitation in rows[:_SHOWN]
            ],
            empty=_("Belum ada yang diundang."),
            links=[Link(_("Semua undangan"), list_url(EventInvitation, event__id__exact=row.pk))],
            numeric=frozenset({2}),
        )

    def _meetings(self, row, user) -> Table:
        rows = row.meetings.select_related("event", "company", "umkm", "suggestion__need")
        may_plan = bool(is_officer(user)) and row.status in {
            EventStatus.DRAFT,
            EventStatus.ANNOUNCED,
        }
        links = []
        if may_plan and row.slots:
            links.append(Link(_("Susun jadwal"), admin_url(row, "plan"), post=True, tone="primary"))
            if rows:
                links.append(Link(_("Kosongkan jadwal"), admin_url(row, "clear"), post=True))
        return Table(
            _("Jadwal pertemuan"),
            [_("Waktu"), _("Meja"), _("Perusahaan"), _("UMKM"), _("Tentang"), _("Hasil")],
            [
                Row(
                    [
                        date_format(timezone.localtime(meeting.starts_at), "H.i"),
                        number(meeting.table_number),
                        link_to(meeting.company),
                        link_to(meeting.umkm),
                        link_to(meeting.suggestion, meeting.suggestion.need),
                        link_to(meeting, status_tag(meeting)),
                    ]
                )
                for meeting in rows[:_SHOWN]
            ],
            empty=_(
                "Belum ada jadwal. Pertemuan disusun dari saran di antara perusahaan dan UMKM yang diundang; yang nilainya "
                "tertinggi didahulukan, dan tidak ada yang duduk di dua meja sekaligus."
            ),
            links=links,
            numeric=frozenset({1}),
        )

    # ── Pages of its own ─────────────────────────────────────────────────────────────────────────────────────────────

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = {
            "need": ("undang/saran", self.need_view),
            "party": ("undang/nama", self.party_view),
            "plan": ("jadwal/susun", self.plan_view),
            "clear": ("jadwal/kosongkan", self.clear_view),
        }
        return [
            *(
                path(f"<path:object_id>/{end}/", view(page), name=f"partnerships_event_{name}")
                for name, (end, page) in pages.items()
            ),
            *super().get_urls(),
        ]

    def need_view(self, request, object_id):
        row = self.row_or_404(request, object_id)

        def perform(answers):
            new = invite_from_need(row, actor=request.user, **answers)
            return _("%(new)s undangan baru.") % {"new": number(new)}

        return self.form_page(
            request,
            row,
            NeedInvitationForm(posted(request)),
            title=_("Undang dari daftar saran"),
            lead=_("Perusahaannya dan UMKM teratas dari daftar saran kebutuhan itu."),
            button=_("Undang"),
            perform=perform,
        )

    def party_view(self, request, object_id):
        row = self.row_or_404(request, object_id)
        form = PartyInvitationForm(posted(request))

        def perform(_answers):
            new = invite(row, actor=request.user, **form.parties())
            return _("%(new)s undangan baru.") % {"new": number(new)}

        return self.form_page(
            request,
            row,
            form,
            title=_("Undang menurut nama"),
            lead=_("Hanya UMKM dan perusahaan yang terverifikasi."),
            button=_("Undang"),
            perform=perform,
        )

    def plan_view(self, request, object_id):
        def plan(row):
            planned, left_over = plan_meetings(row, actor=request.user)
            sentence = _("%(planned)s pertemuan dijadwalkan.") % {"planned": number(planned)}
            if left_over:
                sentence += " " + _(
                    "%(left)s pasangan lain belum mendapat tempat: tambah meja atau waktu."
                ) % {"left": number(left_over)}
            return sentence

        return self._press(request, object_id, plan)

    def clear_view(self, request, object_id):
        def clear(row):
            gone = clear_meetings(row, actor=request.user)
            return _("%(gone)s pertemuan dilepas.") % {"gone": number(gone)}

        return self._press(request, object_id, clear)

    def _press(self, request, object_id, act):
        """A button of the page: done by POST alone, and a refusal is said where one was."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = self.row_or_404(request, object_id)
        try:
            self.message_user(request, act(row))
        except Refused as refusal:
            self.message_user(request, refusal.message, level="ERROR")
        return HttpResponseRedirect(admin_url(row))


def _figures_table(event: Event) -> Table:
    found = figures(event)
    lines = (
        (_("Diundang"), number(found.invited)),
        (_("Akan hadir"), number(found.coming)),
        (_("Hadir"), number(found.attended)),
        (_("Pertemuan berminat"), number(found.interested)),
        (_("Minta contoh"), number(found.sample)),
        (_("Tidak cocok"), number(found.unfit)),
        (_("Tidak terjadi"), number(found.missed)),
        (_("Potensi yang dibicarakan"), rupiah(found.potential_rupiah)),
        (_("MoU sesudahnya"), number(found.mous)),
        (_("Nilai MoU"), rupiah(found.mou_rupiah)),
        (_("Kontrak, dikonfirmasi"), rupiah(found.contract_rupiah)),
        (_("Realisasi, dikonfirmasi"), rupiah(found.realised_rupiah)),
    )
    return Table(
        _("Apa hasilnya"),
        [_("Yang dihitung"), _("Jumlah")],
        [Row(line) for line in lines],
        numeric=frozenset({1}),
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
