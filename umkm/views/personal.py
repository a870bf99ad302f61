"""The owner's own data: what was agreed to, what is public, all of it to take away, and the way out."""

from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kemitraan.form_pages import form_page
from kemitraan.refusals import Refused, must
from umkm.consents import CONSEQUENCES, CURRENT, TEXTS
from umkm.models import DataRequest, Disclosure, PublicField, Purpose, Umkm
from umkm.permissions import may_edit, owns_data
from umkm.services.identity import masked_numbers
from umkm.services.personal import (
    OPTIONAL,
    answer_data_request,
    ask_for_erasure,
    choose_public_fields,
    give_consent,
    what_stays,
    withdraw_consent,
)
from umkm.signals import umkm_contact_asked
from umkm.telling import everything_about


class PublicForm(forms.Form):
    shown = forms.MultipleChoiceField(
        label=gettext_lazy("Tampil untuk umum"),
        help_text=gettext_lazy(
            "Nama usaha, desa, klaster, dan nama produk selalu tampil. NIK, NPWP, modal, dan penjualan tidak pernah."
        ),
        choices=PublicField.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ErasureForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Alasan (tidak wajib)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _own(request, pk: int, right=owns_data) -> Umkm:
    """404 when this person may not even see it, 403 when it is somebody else's."""
    rows = Umkm.objects.visible_to(request.user).with_labels()
    umkm = get_object_or_404(rows.prefetch_related("members"), pk=pk)
    must(right(request.user, umkm))
    return umkm


@login_required
@require_GET
@never_cache
def data(request, pk):
    umkm = _own(request, pk)
    in_force = {row.purpose: row for row in umkm.consents.in_force()}
    requests = umkm.data_requests.prefetch_related("changes").order_by("-asked_at")
    return render(
        request,
        "umkm/data.html",
        {
            "umkm": umkm,
            "numbers": masked_numbers(umkm),
            "purposes": [
                {
                    "code": purpose,
                    "label": purpose.label,
                    "text": TEXTS[purpose, version],
                    "consent": in_force.get(purpose),
                    "is_optional": purpose in OPTIONAL,
                    "consequence": CONSEQUENCES.get(purpose, ""),
                }
                for purpose, version in CURRENT.items()
            ],
            "form": PublicForm(initial={"shown": umkm.public_fields}),
            "disclosures": Disclosure.objects.filter(umkm=umkm).select_related("by")[:20],
            "seen": [
                row
                for _receiver, rows in umkm_contact_asked.send(sender=Umkm, umkm_id=umkm.pk)
                for row in rows or []
            ],
            "requests": requests,
            "is_asked": any(row.status == DataRequest.Status.OPEN for row in requests),
        },
    )


@login_required
@require_POST
def public(request, pk):
    umkm = _own(request, pk, may_edit)
    form = PublicForm(request.POST)
    if not form.is_valid():  # the page offers only what is in the list
        raise Refused(_("Pilih dari daftar."))
    choose_public_fields(umkm, actor=request.user, fields=form.cleaned_data["shown"])
    messages.success(request, _("Tersimpan: hanya itu yang tampil untuk umum."))
    return redirect("umkm:data", pk)


@login_required
@require_POST
def consent(request, pk, purpose, given):
    """Agree to a purpose, or withdraw that."""
    umkm = _own(request, pk)
    act = give_consent if given == "beri" else withdraw_consent
    act(umkm, purpose, actor=request.user)
    messages.success(
        request,
        _("Persetujuan diberikan.") if given == "beri" else str(CONSEQUENCES[Purpose(purpose)]),
    )
    return redirect("umkm:data", pk)


@login_required
@require_GET
@never_cache
def copy(request, pk):
    umkm = _own(request, pk)
    return render(
        request, "umkm/data_copy.html", {"umkm": umkm, "told": everything_about(umkm).items()}
    )


@login_required
@require_GET
@never_cache
def download(request, pk):
    umkm = _own(request, pk)
    response = JsonResponse(
        everything_about(umkm), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = f'attachment; filename="data-umkm-{umkm.pk}.json"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request, pk):
    umkm = _own(request, pk)
    return form_page(
        request,
        ErasureForm(request.POST if request.method == "POST" else None),
        partial(ask_for_erasure, umkm, actor=request.user),
        template="umkm/erasure.html",
        done=reverse("umkm:data", args=[pk]),
        message=_("Permintaan diterima. Petugas menjawab paling lambat 3 x 24 jam."),
        umkm=umkm,
        kept=what_stays(umkm),
    )


@login_required
@require_POST
def erasure_cancelled(request, pk, data_request):
    umkm = _own(request, pk)
    row = get_object_or_404(umkm.data_requests, pk=data_request)
    answer_data_request(row, "cancel", actor=request.user)
    messages.success(request, _("Permintaan dibatalkan; data Anda tetap tersimpan."))
    return redirect("umkm:data", pk)
