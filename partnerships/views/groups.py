"""The group that is proposed for a need: its members, the officer's answer, and a new calculation at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from investors.models import Need, NeedStatus
from kemitraan.form_pages import find_transition, step_page
from kemitraan.forms import StepForm
from kemitraan.refusals import WrongState
from partnerships.flow import GROUP_FLOW
from partnerships.models import GroupProposal, GroupShare, GroupStatus, NeedMatch
from partnerships.models.groups import HOLDING
from partnerships.services.groups import decline_group, take_group
from partnerships.services.matching import ACTIVE, ask_need_run
from partnerships.services.suggestions import unscored
from partnerships.steps import steps_of
from partnerships.tasks import perform_match, score_nomination
from partnerships.views.needs import must_be_officer, need_or_404


def invite(group: GroupProposal, **given) -> GroupProposal:
    """Invite a group, and have those scored who were not on the list. For the page and the admin."""
    with transaction.atomic():
        group = take_group(group, **given)
        for suggestion_id in unscored(group.need):
            score_nomination.delay_on_commit(suggestion_id)
    return group


STEPS = {"take": invite, "decline": decline_group}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, verb):
    group = get_object_or_404(
        GroupProposal.objects.visible_to(request.user).select_related("need"), pk=pk
    )
    transition = find_transition(GROUP_FLOW, verb, among=STEPS)
    return step_page(
        request,
        group,
        GROUP_FLOW,
        transition,
        StepForm(transition, request.POST if request.method == "POST" else None),
        lambda **given: STEPS[verb](group, actor=request.user, **given),
        back=group.get_absolute_url(),
    )


@login_required
@require_POST
def match_now(request, pk):
    """An officer has suggestions and group of one need worked out at once."""
    must_be_officer(request.user)
    need = need_or_404(request.user, pk)
    if need.status != NeedStatus.OPEN:
        raise WrongState(_("Kebutuhan ini tidak terbuka lagi."))
    with transaction.atomic():
        run = ask_need_run(need, asked_by=request.user)
        perform_match.delay_on_commit(run.pk)
    messages.success(
        request, _("Pekerja sedang menghitung. Muat ulang halaman ini beberapa detik lagi.")
    )
    return redirect(reverse("partnerships:need-suggestions", args=[need.pk]))


def is_being_matched(need: Need) -> bool:
    return NeedMatch.objects.filter(
        need=need, finished_at__isnull=True, run__state__in=ACTIVE
    ).exists()


# ── What the need's page shows ───────────────────────────────────────────────────────────────────────────────────────


def group_of(need: Need, user) -> dict | None:
    """The group that stands for this need, or the last one that was set aside; quantities in the need's own unit."""
    rows = need.group_proposals.exclude(status=GroupStatus.WITHDRAWN)
    group = rows.select_related("need__company", "need__unit", "cluster", "coordinator")
    group = group.order_by("-created_at", "-pk").first()
    if group is None:
        return None
    return {
        "group": group,
        "volume": in_need_unit(need, group.volume_month),
        "members": group_members(group),
        "steps": steps_of(group, user),
        "changes": group.changes.select_related("actor"),
    }


def group_members(group: GroupProposal) -> list[dict]:
    """Each share with its quantity in the need's unit, and what the two sides have answered to it."""
    need = group.need
    shares = list(group.shares.select_related("umkm__village__district", "product"))
    answers = {
        row.umkm_id: row
        for row in need.suggestions.live().filter(umkm__in=[share.umkm_id for share in shares])
    }
    return [
        {
            "share": share,
            "quantity": in_need_unit(need, share.quantity_month),
            "suggestion": answers.get(share.umkm_id),
            "leads": share.umkm_id == group.coordinator_id,
        }
        for share in shares
    ]


def share_of(need: Need, umkm_id: int) -> dict | None:
    """What the standing group of a need would give to one UMKM."""
    share = (
        GroupShare.objects.filter(group__need=need, group__status__in=HOLDING, umkm=umkm_id)
        .select_related("group__coordinator")
        .first()
    )
    if share is None:
        return None
    return {"share": share, "quantity": in_need_unit(need, share.quantity_month)}


def in_need_unit(need: Need, quantity: float) -> float:
    """Base units a month as the unit in which the need was written: 400 potong are 20 kodi."""
    return round(quantity / float(need.unit.factor), 2)
