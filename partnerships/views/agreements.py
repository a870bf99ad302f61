"""After the signature: papers, amendments, evaluations, disputes and their case file."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kemitraan.form_pages import find_transition, form_page, step_page
from kemitraan.forms import StepForm
from kemitraan.refusals import NotAllowed, WrongState, must
from partnerships.casefile import case_of, case_zip
from partnerships.flow import AMENDMENT_FLOW, DISPUTE_FLOW
from partnerships.forms import AmendmentForm, EvaluationForm
from partnerships.models import Amendment, Dispute, Mou, Side
from partnerships.models.mous import LIVE
from partnerships.mou_steps import AMENDMENT_STEPS, DISPUTE_STEPS, amendment_step_form
from partnerships.permissions import is_officer, side_of
from partnerships.services import amendments, disputes, endings
from partnerships.views.mous import posted
from umkm.permissions import speaks_for


def _mou_or_404(request, pk) -> Mou:
    return get_object_or_404(Mou.objects.visible_to(request.user).with_labels(), pk=pk)


@login_required
@require_safe
def paper(request, pk, paper):
    """A kept file, for the parties and officials: a PDF is offered to be saved, never opened within this site."""
    row = get_object_or_404(_mou_or_404(request, pk).papers, pk=paper)
    suffix = ".jpg" if row.is_picture else ".pdf"
    response = FileResponse(
        row.file.open(),
        content_type="image/jpeg" if row.is_picture else "application/pdf",
        as_attachment=not row.is_picture,
        filename=f"mou-{row.mou_id}-{row.digest[:12]}{suffix}",
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'"
    return response


# ── Amendments ───────────────────────────────────────────────────────────────────────────────────────────────────────


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_amendment(request, pk):
    mou = _mou_or_404(request, pk)
    must(is_officer(request.user))
    if mou.status not in LIVE:
        raise WrongState(_("Amandemen hanya untuk MoU yang berlaku."))
    form = AmendmentForm(mou, posted(request))
    return form_page(
        request,
        form,
        lambda **_given: amendments.write_amendment(mou, actor=request.user, **form.amended()),
        template="partnerships/amendment_new.html",
        done=mou,
        message=_("Amandemen tersusun. Semua pihak diminta menandatangani."),
        mou=mou,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def amendment_step(request, pk, verb):
    rows = Amendment.objects.filter(mou__in=Mou.objects.visible_to(request.user))
    amendment = get_object_or_404(rows.select_related("mou__company", "mou__coordinator"), pk=pk)
    transition = find_transition(AMENDMENT_FLOW, verb, among=AMENDMENT_STEPS)
    form = amendment_step_form(amendment, transition, posted(request), request.user)
    form.files = request.FILES
    return step_page(
        request,
        amendment,
        AMENDMENT_FLOW,
        transition,
        form,
        lambda **given: AMENDMENT_STEPS[verb](amendment, actor=request.user, **given),
        back=amendment.mou.get_absolute_url(),
    )


# ── The end ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request, pk):
    mou = _mou_or_404(request, pk)
    side = side_of(request.user, mou)
    if side is None:
        must(is_officer(request.user))
    if mou.status not in endings.OVER:
        raise WrongState(_("Evaluasi ditulis setelah kemitraan berakhir."))
    firms = [member.umkm for member in mou.members.select_related("umkm")]
    if side == Side.UMKM:
        firms = [firm for firm in firms if speaks_for(request.user, firm)]
        if not firms:
            raise NotAllowed(_("Setiap UMKM menulis evaluasinya sendiri."))
    form = EvaluationForm(
        [] if side == Side.COMPANY else firms, posted(request), for_company=side != Side.UMKM
    )
    return form_page(
        request,
        form,
        lambda **given: endings.evaluate(mou, actor=request.user, **given),
        template="partnerships/evaluation_new.html",
        done=mou,
        message=_("Terima kasih. Evaluasi tersimpan."),
        mou=mou,
    )


# ── Disputes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _dispute_or_404(request, pk) -> Dispute:
    rows = Dispute.objects.filter(mou__in=Mou.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("mou__company"), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dispute_step(request, pk, verb):
    dispute = _dispute_or_404(request, pk)
    transition = find_transition(DISPUTE_FLOW, verb, among=DISPUTE_STEPS)
    return step_page(
        request,
        dispute,
        DISPUTE_FLOW,
        transition,
        StepForm(transition, posted(request)),
        lambda **given: disputes.change_dispute_status(dispute, verb, actor=request.user, **given),
        back=dispute.mou.get_absolute_url(),
    )


@login_required
@require_safe
def case(request, pk):
    """The case as it stands, for officials: what KPPU would get."""
    dispute = _dispute_or_404(request, pk)
    if not request.user.is_official:
        raise NotAllowed(_("Berkas perkara hanya untuk petugas."))
    return render(request, "partnerships/case.html", {"dispute": dispute, "case": case_of(dispute)})


@login_required
@require_safe
def case_file(request, pk):
    dispute = _dispute_or_404(request, pk)
    if not request.user.is_official:
        raise NotAllowed(_("Berkas perkara hanya untuk petugas."))
    response = HttpResponse(case_zip(dispute), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="perkara-{dispute.pk}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response
