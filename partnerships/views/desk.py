"""The desk: what waits for the person who has signed in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from investors.models import Company
from partnerships.desks import sections_of
from partnerships.standing import Standing
from umkm.models import Umkm


@login_required
@require_safe
def desk(request):
    standing = Standing(request.user)
    return render(
        request,
        "partnerships/desk.html",
        {
            "sections": sections_of(standing),
            "firms": Umkm.objects.filter(pk__in=standing.umkm_ids)
            .only("name")
            .order_by("name", "pk"),
            "companies": Company.objects.filter(pk__in=standing.company_ids)
            .only("name")
            .order_by("name", "pk"),
            "has_firm": bool(standing.umkm_ids or standing.company_ids),
        },
    )
