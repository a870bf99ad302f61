"""Keeping an UMKM: its profile, what it makes, what it can prove, and its state."""

from copy import copy
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kemitraan.form_pages import find_transition, form_page, step_page
from kemitraan.forms import StepForm
from kemitraan.refusals import NotAllowed
from umkm.flow import UMKM_FLOW
from umkm.forms import CertificateForm, ProductForm, ProfileForm
from umkm.models import Umkm
from umkm.permissions import may_edit
from umkm.services import change_status, save_certificate, save_product, update_profile


def _kept(request, pk: int) -> Umkm:
    """The UMKM for those who keep it: 404 when this person may not even see it, 403 when it is somebody else's."""
    umkm = get_object_or_404(Umkm.objects.visible_to(request.user), pk=pk)
    verdict = may_edit(request.user, umkm)
    if not verdict:
        raise NotAllowed(verdict.reason)
    return umkm


def _keeping_page(request, umkm: Umkm, form_class, row, save, *, title: str, message: str):
    """A form for `row` (None: a new one) of the UMKM; afterwards its profile."""
    # A model form writes what was typed into its instance, and the heading still shows the old name.
    form = form_class(request.POST if request.method == "POST" else None, instance=copy(row))
    return form_page(
        request,
        form,
        partial(save, umkm, actor=request.user),
        template="umkm/keeping.html",
        done=umkm,
        message=message,
        umkm=umkm,
        row=row,
        title=title,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    umkm = _kept(request, pk)
    return _keeping_page(
        request,
        umkm,
        ProfileForm,
        umkm,
        update_profile,
        title=_("Ubah profil usaha"),
        message=_("Profil tersimpan."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def product(request, pk, product=None):
    """A new product, or a change of one of this UMKM's."""
    umkm = _kept(request, pk)
    row = get_object_or_404(umkm.products, pk=product) if product else None
    return _keeping_page(
        request,
        umkm,
        ProductForm,
        row,
        partial(save_product, product=row),
        title=_("Ubah produk") if row else _("Produk baru"),
        message=_("Produk tersimpan."),
    )


@login_required
@require_POST
def offer(request, pk, product):
    """Take a product off the offer, or put it back: the rest of it stays as it is."""
    umkm = _kept(request, pk)
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
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request, pk, certificate=None):
    """A new certificate, or a change of one of this UMKM's."""
    umkm = _kept(request, pk)
    row = get_object_or_404(umkm.certificates, pk=certificate) if certificate else None
    return _keeping_page(
        request,
        umkm,
        CertificateForm,
        row,
        partial(save_certificate, certificate=row),
        title=_("Ubah sertifikat") if row else _("Sertifikat baru"),
        message=_("Sertifikat tersimpan; petugas memeriksanya."),
    )


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
        StepForm(transition, request.POST if request.method == "POST" else None),
        partial(change_status, umkm, verb, actor=request.user),
        back=umkm.get_absolute_url(),
    )
