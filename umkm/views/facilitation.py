"""What the local government gives: the services, asking for one, and what became of it."""

from functools import partial
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kemitraan.form_pages import find_transition, step_page
from kemitraan.forms import StepForm
from umkm.flow import FACILITATION_FLOW
from umkm.models import FacilitationService, Programme
from umkm.services import change_facilitation, request_facilitation
from umkm.views.keeping import kept
from umkm.wording import asked_for


@login_required
@require_safe
def services(request, pk):
    """What can be asked for, with the programmes in force today, and what was asked so far."""
    umkm = kept(request, pk)
    today = timezone.localdate()
    rows = umkm.facilitations.with_labels()
    asked = [(row, row.is_late_on(today), _steps(row, request.user)) for row in rows]
    wanted = set(umkm.wishes)
    open_codes = set(umkm.facilitations.open().values_list("service", flat=True))
    offered = FacilitationService.objects.filter(is_active=True).prefetch_related(
        Prefetch("programmes", Programme.objects.in_force(today), to_attr="in_force")
    )
    # What the owner hopes for stands first.
    ordered = sorted(offered, key=lambda row: (row.kind not in wanted, row.position))
    kinds = [
        (kind, [(row, row.pk in open_codes) for row in rows])
        for kind, rows in groupby(ordered, key=lambda row: row.get_kind_display())
    ]
    return render(request, "umkm/facilitation.html", {"umkm": umkm, "asked": asked, "kinds": kinds})


def _steps(row, user) -> list[dict]:
    return [
        {
            "transition": step,
            "url": reverse("umkm:facilitation-step", args=[row.umkm_id, row.pk, step.verb]),
        }
        for step in FACILITATION_FLOW.available(row, user)
        if step.verb == "withdraw"
    ]


@login_required
@require_POST
def ask(request, pk, service):
    """One tap: the request goes to the office that serves it."""
    umkm = kept(request, pk)
    because = request.POST.get("because", "")[:1000]
    row = request_facilitation(umkm, service, actor=request.user, because=because)
    messages.success(request, asked_for(row))
    return redirect("umkm:facilitation", umkm.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, facilitation, verb):
    """The owner takes a request back; what offices do stands in the admin."""
    umkm = kept(request, pk)
    row = get_object_or_404(umkm.facilitations.with_labels(), pk=facilitation)
    transition = find_transition(FACILITATION_FLOW, verb, among={"withdraw"})
    return step_page(
        request,
        row,
        FACILITATION_FLOW,
        transition,
        StepForm(transition, request.POST if request.method == "POST" else None),
        partial(change_facilitation, row, verb, actor=request.user),
        back=reverse("umkm:facilitation", args=[umkm.pk]),
    )
