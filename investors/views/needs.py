"""What companies need: the public list, one need, writing and closing one."""

from copy import copy
from datetime import timedelta
from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from investors.filters import NeedFilter
from investors.flow import NEED_FLOW
from investors.forms import NeedForm, NewNeedForm
from investors.models import Company, CompanyMember, Need, NeedStatus
from investors.permissions import may_edit_need
from investors.services import change_need_status, post_need, update_need
from investors.wording import PATTERN_MEANINGS, days_left, payment_terms
from kemitraan.form_pages import find_transition, form_page, step_page
from kemitraan.forms import StepForm
from kemitraan.pagination import PAGE_SIZE
from kemitraan.refusals import NotAllowed, must

#: Steps that people take; "expire" is the system's.
STEPS = {"open", "close"}


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
        {"filter": found, "page": page, "today": timezone.localdate()},
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
            "terms": payment_terms(need),
            "pattern_meaning": PATTERN_MEANINGS[need.pattern](),
            "days_left": days_left(need, timezone.localdate()),
            "sees_all": sees_all,
            "may_edit": may_edit and need.status in {NeedStatus.DRAFT, NeedStatus.OPEN},
            "changes": list(need.changes.select_related("actor")) if sees_all else [],
            "steps": [
                {"transition": step, "url": reverse("investors:need-step", args=[pk, step.verb])}
                for step in NEED_FLOW.available(need, user)
            ],
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Write a need for a company that one buys for."""
    writers = [CompanyMember.Role.OWNER, CompanyMember.Role.BUYER]
    companies = Company.objects.filter(
        members__user=request.user, members__role__in=writers
    ).order_by("name")
    if not companies:
        raise NotAllowed(
            _("Kebutuhan ditulis oleh penanggung jawab atau pembeli sebuah perusahaan terdaftar.")
        )
    today = timezone.localdate()
    form = NewNeedForm(
        request.POST if request.method == "POST" else None,
        companies=companies,
        initial={
            "first_delivery": today + timedelta(days=30),
            "valid_until": today + timedelta(days=90),
        },
    )
    return form_page(
        request,
        form,
        partial(post_need, actor=request.user),
        template="investors/keeping.html",
        done=lambda need: need,
        message=_("Kebutuhan tersimpan."),
        title=_("Tulis kebutuhan"),
        lead=_("Sekitar lima menit. Yang wajib diisi ditandai; sisanya membuat saran lebih tepat."),
        patterns=_patterns(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    need = get_object_or_404(Need.objects.visible_to(request.user), pk=pk)
    must(may_edit_need(request.user, need))
    form = NeedForm(request.POST if request.method == "POST" else None, instance=copy(need))
    return form_page(
        request,
        form,
        partial(update_need, need, actor=request.user),
        template="investors/keeping.html",
        done=need,
        message=_("Kebutuhan tersimpan; saran dihitung lagi."),
        back=need,
        title=_("Ubah kebutuhan"),
        patterns=_patterns(),
    )


def _patterns() -> list[tuple[str, str]]:
    return [(pattern.label, meaning()) for pattern, meaning in PATTERN_MEANINGS.items()]


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
