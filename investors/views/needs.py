"""What companies need: the public list, one need with its files and history, and its steps."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from investors.filters import NeedFilter
from investors.flow import NEED_FLOW
from investors.models import Need, NeedFile, NeedStatus
from investors.permissions import may_copy_need, may_edit_need, may_write_needs
from investors.services import change_need_status, remove_need_file
from investors.terms import in_reader_language
from investors.wording import (
    PATTERN_MEANINGS,
    days_left,
    payment_in_short,
    payment_terms,
    plan_bars,
)
from kemitraan.form_pages import find_transition, step_page
from kemitraan.forms import StepForm
from kemitraan.pagination import PAGE_SIZE

#: Steps that people take; "expire" is the system's.
STEPS = {"open", "extend", "close"}


@require_safe
@vary_on_headers("HX-Request")
def needs(request):
    """Open needs of verified companies; htmx asks for the results alone."""
    rows = Need.objects.public().with_labels()
    found = NeedFilter(request.GET, rows)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    in_place = request.htmx and not request.htmx.history_restore_request
    return render(
        request,
        "investors/needs_results.html" if in_place else "investors/needs.html",
        {
            "filter": found,
            "page": page,
            "today": timezone.localdate(),
            "may_write": may_write_needs(request.user),
        },
    )


@require_safe
def need(request, pk):
    """One need in words; its own people and officials see its suggestions and steps."""
    user = request.user
    rows = Need.objects.visible_to(user).with_labels().select_related("kbli")
    need = get_object_or_404(
        rows.prefetch_related("required_certificates", "preferred_certificates"), pk=pk
    )
    may_edit = bool(may_edit_need(user, need))
    is_own = may_edit or need.company.members.filter(user_id=user.pk).exists()
    sees_all = is_own or (user.is_authenticated and user.is_official)
    return render(
        request,
        "investors/need.html",
        {
            "need": need,
            "texts": texts_of(need),
            "files": list(need.files.all()),
            "plan": plan_bars(need),
            "payment": payment_in_short(need),
            "terms": payment_terms(need),
            "pattern_meaning": PATTERN_MEANINGS[need.pattern](),
            "days_left": days_left(need, timezone.localdate()),
            "sees_all": sees_all,
            "may_edit": may_edit and need.status in {NeedStatus.DRAFT, NeedStatus.OPEN},
            "may_copy": bool(may_copy_need(user, need)),
            "changes": list(need.changes.select_related("actor")) if sees_all else [],
            "revisions": revisions_of(need) if need.revision > 1 else [],
            "steps": [
                {"transition": step, "url": reverse("investors:need-step", args=[pk, step.verb])}
                for step in NEED_FLOW.available(need, user)
            ],
        },
    )


def texts_of(need: Need) -> list[dict[str, str]]:
    """The descriptions with their language, that of the reader first."""
    texts = [{"language": "id", "text": need.text}, {"language": "en", "text": need.text_en}]
    if (get_language() or "id").startswith("en"):
        texts.reverse()
    return [row for row in texts if row["text"].strip()]


def revisions_of(need: Need) -> list[dict]:
    """What changed, the newest first. Whoever may read the need may read how it came to be."""
    return [
        {"row": row, "changes": in_reader_language(row.changes)}
        for row in need.revisions.select_related("actor")
    ]


@require_safe
def file(request, pk, file):
    """A drawing or specification, for those who may see the need. A PDF is offered to be saved, never opened within this site."""
    need = get_object_or_404(Need.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(need.files, pk=file)
    response = FileResponse(
        row.file.open(),
        content_type="image/jpeg" if row.is_picture else "application/pdf",
        as_attachment=True,
        filename=row.name,
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'"
    return response


@login_required
@require_POST
def file_remove(request, pk, file):
    need = get_object_or_404(Need.objects.visible_to(request.user), pk=pk)
    remove_need_file(get_object_or_404(NeedFile, pk=file, need=need), actor=request.user)
    return redirect(need)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, verb):
    """Open or close a need."""
    need = get_object_or_404(Need.objects.visible_to(request.user), pk=pk)
    transition = find_transition(NEED_FLOW, verb, among=STEPS)
    return step_page(
        request,
        need,
        NEED_FLOW,
        transition,
        StepForm(transition, request.POST if request.method == "POST" else None),
        partial(change_need_status, need, verb, actor=request.user),
        back=need.get_absolute_url(),
    )
