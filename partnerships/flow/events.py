"""The state tables of a gathering, of an invitation to it, and of a meeting at a table."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.workflow import Transition, Workflow
from partnerships import permissions
from partnerships.flow.actors import officer, officer_or_system
from partnerships.models import (
    DeclineReason,
    EventInvitationStatus,
    EventMeetingStatus,
    EventStatus,
)

# ── Event ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_still_to_come(event, facts) -> Verdict:
    if event.ends_at <= (facts.get("at") or timezone.now()):
        return refused(_("Waktu acara sudah lewat. Ubah waktunya sebelum mengumumkan."))
    return ALLOWED


def has_begun(event, facts) -> Verdict:
    if event.starts_at > (facts.get("at") or timezone.now()):
        return refused(_("Acara belum dimulai."))
    return ALLOWED


EVENT_FLOW = Workflow(
    Transition(
        "announce",
        gettext_lazy("Umumkan"),
        {EventStatus.DRAFT},
        EventStatus.ANNOUNCED,
        who=officer,
        guard=is_still_to_come,
        tone="primary",
        consequence=gettext_lazy("Acara tampil di portal; yang diundang melihat undangannya."),
    ),
    Transition(
        "hold",
        gettext_lazy("Nyatakan selesai"),
        {EventStatus.ANNOUNCED},
        EventStatus.HELD,
        who=officer_or_system,
        guard=has_begun,
        consequence=gettext_lazy("Hasil pertemuan masih dapat dicatat dan diperbaiki."),
    ),
    Transition(
        "cancel",
        gettext_lazy("Batalkan acara"),
        {EventStatus.DRAFT, EventStatus.ANNOUNCED},
        EventStatus.CANCELLED,
        who=officer,
        needs_note=True,
        tone="danger",
        consequence=gettext_lazy("Yang diundang membaca sebabnya di halaman undangan."),
    ),
)

# ── EventInvitation ───────────────────────────────────────────────────────────────────────────────────────────────────────


def is_announced_and_not_over(invitation, facts) -> Verdict:
    event = invitation.event
    if event.status != EventStatus.ANNOUNCED:
        return refused(_("Acara ini tidak menerima jawaban sekarang."))
    if event.ends_at <= (facts.get("at") or timezone.now()):
        return refused(_("Acara ini sudah lewat."))
    return ALLOWED


def is_the_day(invitation, facts) -> Verdict:
    """Attendance is noted on the day itself or afterwards, never before."""
    event, now = invitation.event, facts.get("at") or timezone.now()
    if event.status not in {EventStatus.ANNOUNCED, EventStatus.HELD}:
        return refused(_("Acara ini belum diumumkan, atau dibatalkan."))
    if timezone.localdate(event.starts_at) > timezone.localdate(now):
        return refused(_("Kehadiran dicatat pada hari acara."))
    return ALLOWED


INVITATION_FLOW = Workflow(
    Transition(
        "accept",
        gettext_lazy("Kami hadir"),
        {EventInvitationStatus.INVITED, EventInvitationStatus.DECLINED},
        EventInvitationStatus.ACCEPTED,
        who=permissions.answers_invitation,
        guard=is_announced_and_not_over,
        tone="primary",
        consequence=gettext_lazy("Tempat Anda disiapkan; pertemuan dijadwalkan bila ada."),
    ),
    Transition(
        "decline",
        gettext_lazy("Tidak dapat hadir"),
        {EventInvitationStatus.INVITED, EventInvitationStatus.ACCEPTED},
        EventInvitationStatus.DECLINED,
        who=permissions.answers_invitation,
        guard=is_announced_and_not_over,
        consequence=gettext_lazy("Pertemuan Anda yang sudah dijadwalkan dilepas."),
    ),
    Transition(
        "check_in",
        gettext_lazy("Catat hadir"),
        {
            EventInvitationStatus.INVITED,
            EventInvitationStatus.ACCEPTED,
            EventInvitationStatus.DECLINED,
        },
        EventInvitationStatus.ATTENDED,
        who=officer,
        guard=is_the_day,
        tone="primary",
        consequence=gettext_lazy("Tercatat di daftar hadir."),
    ),
    Transition(
        "undo_check_in",
        gettext_lazy("Batalkan catatan hadir"),
        {EventInvitationStatus.ATTENDED},
        EventInvitationStatus.ACCEPTED,
        who=officer,
        consequence=gettext_lazy("Kembali ke “akan hadir”."),
    ),
)

# ── EventMeeting ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_ANY = set(EventMeetingStatus.values)


def event_has_begun(meeting, facts) -> Verdict:
    if meeting.event.status not in {EventStatus.ANNOUNCED, EventStatus.HELD}:
        return refused(_("Acara ini belum diumumkan, atau dibatalkan."))
    return has_begun(meeting.event, facts)


MEETING_FLOW = Workflow(
    Transition(
        "interested",
        gettext_lazy("Berminat"),
        _ANY - {EventMeetingStatus.INTERESTED},
        EventMeetingStatus.INTERESTED,
        who=permissions.records_meeting,
        guard=event_has_begun,
        tone="primary",
        consequence=gettext_lazy("Kedua pihak ingin melanjutkan; tindak lanjut dicatat sekalian."),
    ),
    Transition(
        "sample",
        gettext_lazy("Minta contoh"),
        _ANY - {EventMeetingStatus.SAMPLE},
        EventMeetingStatus.SAMPLE,
        who=permissions.records_meeting,
        guard=event_has_begun,
        consequence=gettext_lazy("UMKM mengirim contoh; tindak lanjut dicatat sekalian."),
    ),
    Transition(
        "unfit",
        gettext_lazy("Tidak cocok"),
        _ANY - {EventMeetingStatus.UNFIT},
        EventMeetingStatus.UNFIT,
        who=permissions.records_meeting,
        guard=event_has_begun,
        reasons=DeclineReason,
        consequence=gettext_lazy("Sebabnya dipakai untuk memperbaiki pencocokan."),
    ),
    Transition(
        "missed",
        gettext_lazy("Tidak terjadi"),
        _ANY - {EventMeetingStatus.MISSED},
        EventMeetingStatus.MISSED,
        who=permissions.records_meeting,
        guard=event_has_begun,
        consequence=gettext_lazy("Salah satu pihak tidak datang."),
    ),
)
