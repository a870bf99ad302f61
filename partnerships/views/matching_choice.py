"""Whether an UMKM is matched by machine: its owner decides (a consent of umkm), its helpers and officials read it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kemitraan.form_pages import form_page
from partnerships.forms import ObjectionForm
from umkm.models import Consent, Purpose, Umkm
from umkm.permissions import owns_data
from umkm.services.personal import give_consent, withdraw_consent


def _umkm_or_404(user, pk: int) -> Umkm:
    rows = Umkm.objects.all() if user.is_official else Umkm.objects.kept_by(user)
    return get_object_or_404(rows.prefetch_related("members"), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request, pk):
    """GET says how it stands and explains; POST objects."""
    umkm = _umkm_or_404(request.user, pk)
    objections = Consent.objects.objections().filter(umkm=umkm).select_related("withdrawn_by")
    return form_page(
        request,
        ObjectionForm(request.POST if request.method == "POST" else None),
        lambda note: withdraw_consent(umkm, Purpose.MATCH, actor=request.user, note=note),
        template="partnerships/matching_choice.html",
        done=request.path,
        message=_(
            "Keberatan tercatat. Saran yang belum dijawab ditarik pada pencocokan berikut, biasanya dalam semenit."
        ),
        umkm=umkm,
        objection=objections.first(),
        is_owner=bool(owns_data(request.user, umkm)),
    )


@login_required
@require_POST
def take_part(request, pk):
    umkm = _umkm_or_404(request.user, pk)
    give_consent(umkm, Purpose.MATCH, actor=request.user)
    messages.success(request, _("Keberatan dicabut. Usaha Anda ikut dicocokkan lagi."))
    return redirect("partnerships:matching-choice", pk=umkm.pk)
