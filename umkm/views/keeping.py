"""Keeping an UMKM: the home of its profile, the stages, what it makes, what it can prove, and its state."""

from copy import copy
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kemitraan.form_pages import find_transition, form_page, step_page
from kemitraan.refusals import must
from umkm.flow import UMKM_FLOW
from umkm.forms import STAGE_FORMS, CertificateForm, ProductForm, review_form
from umkm.models import Stage, StageDraft, Umkm
from umkm.permissions import may_edit
from umkm.progress import stages_of
from umkm.services import (
    change_status,
    discard_draft,
    remove_photo,
    save_draft,
    save_product,
    send_stage,
)
from umkm.services.stages import Typed


def kept(request, pk: int) -> Umkm:
    """The UMKM for those who keep it: 404 when this person may not even see it, 403 when it is somebody else's."""
    umkm = get_object_or_404(Umkm.objects.visible_to(request.user), pk=pk)
    must(may_edit(request.user, umkm))
    return umkm


@login_required
@require_safe
def profile(request, pk):
    """The home of a profile: how far it is, what the officer wants mended, what runs out, what was asked for."""
    umkm = kept(request, pk)
    rows = Umkm.objects.with_labels().prefetch_related(
        "members", "products__unit", "products__photos", "certificates__kind", "drafts", "remarks"
    )
    umkm = rows.get(pk=umkm.pk)
    stages, today = stages_of(umkm), timezone.localdate()
    return render(
        request,
        "umkm/profile.html",
        {
            "umkm": umkm,
            "stages": stages,
            "done": sum(state.is_done for state in stages),
            "certificates": [
                (row, row.is_valid_on(today), row.runs_out_soon_on(today))
                for row in umkm.certificates.all()
            ],
            "changes": list(umkm.changes.select_related("actor")[:1]),
            "requests": umkm.facilitations.open().with_labels(),
            "members": umkm.memberships.living().select_related("member"),
            "groups": umkm.groups.living().select_related("group"),
            "steps": [
                {"transition": step, "url": reverse("umkm:step", args=[umkm.pk, step.verb])}
                for step in UMKM_FLOW.available(umkm, request.user)
                if step.verb == "resubmit"
            ],
            "is_new": "baru" in request.GET,
            "lacks_owner": not any(row.role == row.Role.OWNER for row in umkm.members.all()),
        },
    )


# ── Stages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _stage_page(request, umkm: Umkm, stage: str, row, form_class, *, title: str, message: str):
    """The form of a stage with what was typed before, on whichever phone; afterwards the home of the profile."""
    key = _draft_key(stage, row)
    draft = _draft_of(request, umkm, stage, key)
    if row is None and draft is not None and draft.row.isdecimal():
        # Another phone has sent this new product already: what is sent now goes on with that one.
        row = _rows_of(umkm, stage).filter(pk=draft.row).first()
    remarks = _remarks_on(umkm, stage, row)
    # A model form writes what was typed into its instance, and the heading still shows the old name.
    instance = copy(umkm if key == "" else row)
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, instance=instance, remarks=remarks)
        typed = form_class.typed(request.POST)
    else:
        shown = draft.open_values if draft else {}
        form = form_class(
            initial=_first_values(umkm, row) | shown, instance=instance, remarks=remarks
        )
        typed = {}

    def save(**fields):
        # What this phone left as it was is no writing: another one may have changed it meanwhile.
        touched = {name: typed[name] for name in form.changed_data if name in typed}
        about = {} if stage in STAGE_FORMS else {"row": row}
        return send_stage(
            umkm, stage, actor=request.user, typed=touched, draft=draft, **about, **fields
        )

    answer = form_page(
        request,
        form,
        save,
        template="umkm/stage.html",
        done=reverse("umkm:profile", args=[umkm.pk]),
        message=message,
        umkm=umkm,
        row=row,
        stage=stage,
        draft=draft,
        draft_key=key,
        title=title,
        general_remark=remarks.get(""),
    )
    if request.method == "POST" and answer.status_code != 302:
        # What was refused is kept as a draft, so that it can be mended from another phone too.
        _keep_refused(request, umkm, stage, key, draft, typed)
    return answer


def _draft_key(stage: str, row) -> str:
    if stage in STAGE_FORMS:
        return ""
    return str(row.pk) if row else StageDraft.NEW


def _draft_of(request, umkm: Umkm, stage: str, key: str) -> StageDraft | None:
    drafts = umkm.drafts.filter(stage=stage)
    named = request.POST.get("draft", "")
    if named.isdecimal() and len(named) < 19:
        return drafts.filter(pk=named).first() or drafts.filter(row=key).first()
    return drafts.filter(row=key).first()


def _rows_of(umkm: Umkm, stage: str):
    return umkm.products.all() if stage == Stage.PRODUCTS else umkm.certificates.all()


def _first_values(umkm: Umkm, row) -> dict:
    """A new product is mostly of the firm's own cluster."""
    return {"cluster": umkm.cluster_id} if row is None else {}


def _remarks_on(umkm: Umkm, stage: str, row) -> dict[str, str]:
    """{field: remark}; "" is one about the whole of this row, or of all rows of this stage."""
    open_remarks = umkm.remarks.open()
    if stage in STAGE_FORMS:
        return {remark.field: remark.text for remark in open_remarks}
    kind = "products" if stage == Stage.PRODUCTS else "certificates"
    meant = [
        remark.text
        for remark in open_remarks.filter(field=kind)
        if remark.row is None or (row is not None and remark.row == row.pk)
    ]
    return {"": " ".join(meant)} if meant else {}


def _keep_refused(request, umkm, stage, key, draft, typed) -> None:
    values = {name: Typed(value) for name, value in typed.items() if value and "\x00" not in value}
    revision = draft.revision if draft else 0
    save_draft(umkm, stage, actor=request.user, typed=values, row=key, draft=draft, base=revision)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stage(request, pk, stage):
    """A stage that is one form about the firm itself."""
    umkm = kept(request, pk)
    return _stage_page(
        request,
        umkm,
        stage,
        umkm,
        STAGE_FORMS[stage],
        title=Stage(stage).label,
        message=_("“%(stage)s” tersimpan.") % {"stage": Stage(stage).label},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def product(request, pk, product=None):
    """A new product, or a change of one of this UMKM's."""
    umkm = kept(request, pk)
    row = get_object_or_404(umkm.products, pk=product) if product else None
    return _stage_page(
        request,
        umkm,
        Stage.PRODUCTS,
        row,
        ProductForm,
        title=_("Ubah produk") if row else _("Produk baru"),
        message=_("Produk tersimpan."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request, pk, certificate=None):
    """A new certificate, or a change of one of this UMKM's."""
    umkm = kept(request, pk)
    row = get_object_or_404(umkm.certificates, pk=certificate) if certificate else None
    return _stage_page(
        request,
        umkm,
        Stage.CERTIFICATES,
        row,
        CertificateForm,
        title=_("Ubah sertifikat") if row else _("Sertifikat baru"),
        message=_("Sertifikat tersimpan; petugas memeriksanya."),
    )


@login_required
@require_POST
def discard(request, pk, draft):
    """Throw away what was begun and not sent."""
    umkm = kept(request, pk)
    row = get_object_or_404(umkm.drafts, pk=draft)
    discard_draft(umkm, row, actor=request.user)
    messages.success(request, _("Isian yang belum dikirim sudah dibuang."))
    return redirect("umkm:profile", umkm.pk)


# ── Products and states ──────────────────────────────────────────────────────────────────────────────────────────────


@login_required
@require_POST
def offer(request, pk, product):
    """Take a product off the offer, or put it back: the rest of it stays as it is."""
    umkm = kept(request, pk)
    row = get_object_or_404(umkm.products, pk=product)
    row = save_product(
        umkm, actor=request.user, product=row, is_active=request.POST.get("offered") == "yes"
    )
    words = (
        _("“%(product)s” ditawarkan lagi.")
        if row.is_active
        else _("“%(product)s” tidak ditawarkan lagi.")
    )
    messages.success(request, words % {"product": row})
    return redirect(umkm)


@login_required
@require_POST
def photo_removed(request, pk, product, photo):
    umkm = kept(request, pk)
    row = get_object_or_404(umkm.products, pk=product)
    remove_photo(get_object_or_404(row.photos, pk=photo), actor=request.user)
    messages.success(request, _("Foto dihapus."))
    return redirect("umkm:product", umkm.pk, row.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, verb):
    """Verify, return, resubmit and the other steps of the state table."""
    umkm = get_object_or_404(Umkm.objects.visible_to(request.user), pk=pk)
    transition = find_transition(UMKM_FLOW, verb, among=UMKM_FLOW.transitions)
    return step_page(
        request,
        umkm,
        UMKM_FLOW,
        transition,
        review_form(transition, umkm, request.POST if request.method == "POST" else None),
        partial(change_status, umkm, verb, actor=request.user),
        back=umkm.get_absolute_url(),
    )
