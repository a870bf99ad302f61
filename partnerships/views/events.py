"""Gatherings: the calendar, one event, an invitation with its QR code, and what came of a meeting."""

import io

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kemitraan.form_pages import find_transition, step_page, wanted_page
from kemitraan.forms import StepForm
from kemitraan.pagination import PAGE_SIZE
from partnerships.event_reports import figures
from partnerships.flow.events import INVITATION_FLOW, MEETING_FLOW, is_the_day
from partnerships.forms.events import AcceptForm, OutcomeForm
from partnerships.models import Event, EventInvitation, EventMeeting, EventStatus, FollowUp
from partnerships.permissions import finishes, may_see_invitation
from partnerships.services.events import change_invitation
from partnerships.services.meetings import finish_follow_up, record_meeting
from partnerships.standing import Standing
from partnerships.steps import steps_of

#: What the rights of a meeting and of an invitation read.
_PEOPLE = ("company__members", "umkm__members")


@require_safe
def listing(request):
    """What is to come, the next first, and what was held, the last first."""
    now, rows = timezone.now(), Event.objects.visible_to(request.user)
    past = rows.exclude(status=EventStatus.ANNOUNCED, ends_at__gte=now).order_by(
        "-starts_at", "-pk"
    )
    page = Paginator(past, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "partnerships/events.html",
        {"coming": rows.coming(now), "page": page},
    )


@require_safe
def page(request, pk):
    """Everybody reads what it is; the invited their invitation and meetings; officials who comes and what came of it."""
    user = request.user
    event = get_object_or_404(Event.objects.visible_to(user), pk=pk)
    is_official = user.is_authenticated and user.is_official
    mine = []
    if user.is_authenticated and not is_official:
        mine = list(event.invitations.of(user).with_labels().prefetch_related(*_PEOPLE))
    return render(
        request,
        "partnerships/event.html",
        {
            "event": event,
            "invitations": [(row, steps_of(row, user)) for row in mine],
            "meetings": _meetings(event, user),
            "figures": figures(event) if is_official else None,
            "is_official": is_official,
            "changes": event.changes.select_related("actor") if is_official else [],
        },
    )


def _meetings(event: Event, user) -> list[dict]:
    """Those of the reader's own firms; for officials all."""
    if not user.is_authenticated:
        return []
    rows = _meetings_of(user).filter(event=event).select_related("suggestion__need")
    rows = rows.prefetch_related("follow_ups", "changes")
    has_begun = event.starts_at <= timezone.now()
    return [
        {
            "meeting": row,
            "steps": steps_of(row, user) if has_begun else [],
            "said": next(iter(row.changes.all()), None),
            "promises": [
                (promise, not promise.done_at and bool(finishes(user, promise)))
                for promise in row.follow_ups.all()
            ],
        }
        for row in rows
    ]


# ── Invitations ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _invitation(request, code: str) -> EventInvitation:
    """The code alone opens nothing: it tells which invitation an official has scanned."""
    rows = EventInvitation.objects.with_labels().prefetch_related(*_PEOPLE)
    row = get_object_or_404(rows, code=code)
    if not may_see_invitation(request.user, row):
        raise Http404
    if row.event.status == EventStatus.DRAFT and not request.user.is_official:
        raise Http404
    return row


@login_required
@require_safe
def invitation(request, code):
    row = _invitation(request, code)
    return render(
        request,
        "partnerships/invitation.html",
        {
            "invitation": row,
            "event": row.event,
            "steps": _door_first(row, steps_of(row, request.user)),
            "cancelled": row.event.changes.filter(verb="cancel").first()
            if row.event.status == EventStatus.CANCELLED
            else None,
        },
    )


def _door_first(row: EventInvitation, steps: list[dict]) -> list[dict]:
    """On the day, who scans a code wants to press one thing; before it nobody has come."""
    others = [step for step in steps if step["transition"].verb != "check_in"]
    if not is_the_day(row, {}):
        return others
    return [step for step in steps if step["transition"].verb == "check_in"] + others


@login_required
@require_safe
def code(request, code):
    """The QR code of an invitation as an SVG: whoever keeps the door scans it and is at its page."""
    row = _invitation(request, code)
    image = io.BytesIO()
    segno.make(request.build_absolute_uri(row.get_absolute_url()), error="m").save(
        image, kind="svg", scale=6, border=3, light="#fff", title=str(row.event)
    )
    response = HttpResponse(image.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=86400"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, code, verb):
    row = _invitation(request, code)
    transition = find_transition(INVITATION_FLOW, verb, among=INVITATION_FLOW.transitions)
    form = AcceptForm if verb == "accept" else StepForm
    return step_page(
        request,
        row,
        INVITATION_FLOW,
        transition,
        form(transition, request.POST if request.method == "POST" else None),
        lambda **given: change_invitation(row, verb, actor=request.user, **given),
        back=row.get_absolute_url(),
    )


# ── Meetings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _meetings_of(user):
    rows = EventMeeting.objects.select_related("event", "company", "umkm").prefetch_related(
        *_PEOPLE
    )
    if user.is_official:
        return rows
    standing = Standing(user)
    own = rows.filter(company__in=standing.company_ids) | rows.filter(umkm__in=standing.umkm_ids)
    return own.exclude(event__status=EventStatus.DRAFT)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request, pk, verb):
    meeting = get_object_or_404(_meetings_of(request.user), pk=pk)
    transition = find_transition(MEETING_FLOW, verb, among=MEETING_FLOW.transitions)
    return step_page(
        request,
        meeting,
        MEETING_FLOW,
        transition,
        OutcomeForm(transition, request.POST if request.method == "POST" else None),
        lambda **given: record_meeting(meeting, verb, actor=request.user, **given),
        back=meeting.get_absolute_url(),
    )


@login_required
@require_POST
def finish(request, pk):
    rows = FollowUp.objects.with_labels().filter(meeting__in=_meetings_of(request.user))
    follow_up = get_object_or_404(rows, pk=pk)
    finish_follow_up(follow_up, actor=request.user)
    messages.success(request, _("Tindak lanjut dicatat selesai."))
    return redirect(wanted_page(request) or follow_up.meeting)
