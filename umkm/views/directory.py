"""Finding: the public directory, and the profile of one UMKM."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from kemitraan.pagination import PAGE_SIZE
from kemitraan.verification import VerificationStatus
from umkm.exporting import export
from umkm.filters import UmkmFilter
from umkm.flow import UMKM_FLOW
from umkm.models import PublicField, Umkm
from umkm.permissions import may_edit, may_share, owns_data, sees_private, speaks_for
from umkm.search import facets
from umkm.search.inputs import inputs
from umkm.search.pages import find
from umkm.views.taking import has_card


@require_safe
@vary_on_headers("HX-Request")
def directory(request):
    """Verified firms; htmx asks for the results and the counts alone."""
    found = UmkmFilter(request.GET, Umkm.objects.listed())
    page, answer, question = find(found.wanted, request.GET.get("page"), PAGE_SIZE)
    in_place = request.htmx and not request.htmx.history_restore_request
    nothing = not answer.total and found.narrowed_by
    return render(
        request,
        "umkm/directory_answer.html" if in_place else "umkm/directory.html",
        {
            "inputs": {} if in_place else inputs(found),
            "filter": found,
            "query": found.data.urlencode(),
            "page": page,
            "answer": answer,
            "question": question,
            "facets": facets.facets(found, answer),
            "flags": facets.flags(found, answer),
            "chips": facets.chips(found),
            "exactly": facets.exactly(found),
            "loosenings": facets.loosenings(found, answer) if nothing else [],
            "spellings": facets.spellings(found) if nothing else [],
        },
    )


@require_safe
def take_away(request, kind):
    """The whole filtered list as a spreadsheet, with what its owners let everybody see."""
    return export(UmkmFilter(request.GET, Umkm.objects.listed()).qs, kind, private=False)


@require_safe
def detail(request, pk):
    """What everybody may know; its own people and officials see more, and what they can do."""
    user, today = request.user, timezone.localdate()
    rows = Umkm.objects.visible_to(user).with_labels()
    umkm = get_object_or_404(rows.prefetch_related("members"), pk=pk)
    if umkm.merged_into_id:
        return redirect("umkm:detail", umkm.merged_into_id)
    is_keeper = bool(speaks_for(user, umkm))
    sees_all = sees_private(user, umkm)
    products = umkm.products.select_related("unit", "cluster", "kbli").prefetch_related("photos")
    return render(
        request,
        "umkm/detail.html",
        {
            "umkm": umkm,
            "products": products if sees_all else products.filter(is_active=True),
            "certificates": [
                (row, row.is_valid_on(today)) for row in umkm.certificates.select_related("kind")
            ],
            "is_keeper": is_keeper,
            "sees_all": sees_all,
            "shown": set(PublicField.values) if sees_all else set(umkm.public_fields),
            "is_owner": bool(owns_data(user, umkm)),
            "may_share": bool(may_share(user, umkm)),
            "has_card": has_card(umkm),
            "may_edit": bool(may_edit(user, umkm)),
            "is_verified": umkm.status == VerificationStatus.VERIFIED,
            "changes": _history(umkm) if sees_all else [],
            "steps": [
                {"transition": step, "url": reverse("umkm:step", args=[umkm.pk, step.verb])}
                for step in UMKM_FLOW.available(umkm, user)
            ],
        },
    )


def _history(umkm: Umkm) -> list:
    return list(umkm.changes.select_related("actor"))
