"""The list behind a figure: exactly the rows that it was counted from, with their sum, page by page or taken away."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from kemitraan.pagination import PAGE_SIZE
from partnerships import listed
from partnerships.forms.asking import query_of
from partnerships.reports import SOURCES, Behind
from partnerships.views.dashboard import as_csv, for_officials
from partnerships.wording.reports import list_note, list_title


@for_officials
def listing(request, form, name: str):
    found, query = _found(form, name), query_of(form.asked())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "partnerships/behind.html",
        {
            "title": list_title(name),
            "note": list_note(name),
            "form": form,
            "described": form.described(),
            "page": page,
            "items": listed.items(page.object_list),
            "rupiah": found.rupiah,
            "file": reverse("partnerships:behind-file", args=[name]) + query,
            "back": reverse("partnerships:dashboard") + query,
        },
    )


@for_officials
def file(request, form, name: str):
    """The whole list as CSV."""
    return as_csv(name, *listed.sheet(_found(form, name)))


def _found(form, name: str) -> Behind:
    if name not in SOURCES:
        raise Http404
    return Behind(name, form.asked())
