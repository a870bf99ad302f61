"""Whether an UMKM is matched by machine: its own people decide, officials read it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kemitraan.form_pages import form_page
from partnerships.forms import ObjectionForm
from partnerships.models import ProfilingObjection
from partnerships.services.objections import object_to_matching, take_objection_back
from umkm.models import Umkm
from umkm.permissions import speaks_for


def _umkm_or_404(user, pk: int) -> Umkm:
    rows = Umkm.objects.all() if user.is_official else Umkm.objects.kept_by(user)
    return get_object_or_404(rows.prefetch_related("members"), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request, pk):
    """GET says how it stands and explains; POST objects."""
    umkm = _umkm_or_404(request.user, pk)
    objection = ProfilingObjection.objects.filter(umkm=umkm).select_related("by").first()
    return form_page(
        request,
        ObjectionForm(request.POST if request.method == "POST" else None),
        lambda note: object_to_matching(umkm, actor=request.user, note=note),
        template="partnerships/matching_choice.html",
        done=request.path,
        message=_(
            "Keberatan tercatat. Saran yang belum dijawab ditarik pada pencocokan berikut, biasanya dalam semenit."
        ),
        umkm=umkm,
        objection=objection,
        is_keeper=bool(speaks_for(request.user, umkm)),
    )


@login_required
@require_POST
def take_back(request, pk):
    umkm = _umkm_or_404(request.user, pk)
    take_objection_back(umkm, actor=request.user)
    messages.success(request, _("Keberatan dicabut. Usaha Anda ikut dicocokkan lagi."))
    return redirect("partnerships:matching-choice", pk=umkm.pk)
