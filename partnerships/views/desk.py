"""The desk: what waits for the person who has signed in."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from investors.models import Company
from kemitraan.pagination import PAGE_SIZE
from partnerships import waiting
from partnerships.desks import all_sections, sections_of
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
            "acts": bool(standing.umkm_ids or standing.acting_company_ids),
        },
    )


@login_required
@require_safe
def desk_section(request, code: str):
    """All of one kind that waits for this person; a kind that is not on this desk is not there."""
    parts = {part.code: part for part in all_sections(Standing(request.user)) if not part.is_news}
    if code not in parts:
        raise Http404
    page = Paginator(parts[code].rows, PAGE_SIZE).get_page(request.GET.get("page"))
    section = parts[code].filled(page.object_list, waiting.limits(), page.paginator.count)
    context = {"section": section, "page": page}
    return render(request, "partnerships/desk_section.html", context)
