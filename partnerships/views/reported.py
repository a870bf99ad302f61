"""Partnerships that run already: reported by one side, reviewed, acknowledged by the other."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from investors.models import Company
from kemitraan.form_pages import find_transition, form_page, step_page
from kemitraan.forms import StepForm
from kemitraan.refusals import NotAllowed
from partnerships.flow import REPORT_FLOW
from partnerships.forms.reported import InviteForm, ReportForm
from partnerships.models import ReportedPartnership
from partnerships.services import reported as services
from partnerships.standing import Standing
from partnerships.steps import steps_of
from partnerships.views.mous import posted
from umkm.models import Umkm

STEPS = {"invite", "acknowledge", "deny", "dismiss"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    firms = _firms(request.user)
    if not firms:
        if Standing(request.user).company_ids:
            raise NotAllowed(_("Laporan dibuat oleh penanggung jawab atau pembeli perusahaan."))
        raise NotAllowed(_("Daftarkan dahulu usaha atau perusahaan Anda."))
    return form_page(
        request,
        ReportForm(firms, posted(request)),
        lambda **given: services.report_partnership(actor=request.user, **given),
        template="partnerships/report_new.html",
        done=lambda report: report,
        message=_("Terima kasih. Petugas memeriksa laporan ini dan meminta pengakuan pihak lain."),
    )


def _firms(user) -> list:
    standing = Standing(user)
    return [
        *Umkm.objects.filter(pk__in=standing.umkm_ids).order_by("pk"),
        *Company.objects.filter(pk__in=standing.acting_company_ids).order_by("pk"),
    ]


def _report_or_404(request, pk) -> ReportedPartnership:
    rows = ReportedPartnership.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("company", "umkm", "reported_by"), pk=pk)


@login_required
@require_safe
def page(request, pk):
    report = _report_or_404(request, pk)
    return render(
        request,
        "partnerships/report.html",
        {
            "report": report,
            "steps": steps_of(report, request.user),
            "changes": report.changes.select_related("actor"),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, verb):
    report = _report_or_404(request, pk)
    transition = find_transition(REPORT_FLOW, verb, among=STEPS)
    if verb == "invite":
        form = InviteForm(transition, posted(request), report=report, q=request.GET.get("q", ""))
        take = services.invite_other_side
    else:
        form = StepForm(transition, posted(request))

        def take(report, **given):
            return services.change_report_status(report, verb, **given)

    return step_page(
        request,
        report,
        REPORT_FLOW,
        transition,
        form,
        lambda **given: take(report, actor=request.user, **given),
        back=report.get_absolute_url(),
        template="partnerships/report_step.html",
        is_invitation=verb == "invite",
        q=request.GET.get("q", ""),
    )
