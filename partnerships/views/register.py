"""The public register of partnerships: the list, its file, one entry; and the page where a party says yes or no."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kemitraan.form_pages import form_page
from kemitraan.pagination import PAGE_SIZE
from kemitraan.refusals import NotAllowed
from partnerships import register
from partnerships.filters import RegisterFilter
from partnerships.forms.register import RegisterAnswerForm
from partnerships.models import Mou
from partnerships.permissions import answers_for_register
from partnerships.services.register import answer_register
from partnerships.wording.register import COLUMNS, TEXT
from umkm.spreadsheets import csv_lines


def _unindexed(response):
    """A name that is withdrawn goes at once: no search engine keeps a copy of it."""
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@never_cache
def listing(request):
    found = RegisterFilter(request.GET, register.listed())
    page = Paginator(register.with_parties(found.qs), PAGE_SIZE).get_page(request.GET.get("page"))
    entries = [register.entry_of(mou) for mou in page.object_list]
    return _unindexed(
        render(
            request,
            "partnerships/register.html",
            {
                "filter": found,
                "page": page,
                "entries": entries,
                "is_narrowed": any(request.GET.get(name) for name in found.filters),
            },
        )
    )


@require_safe
@never_cache
def entry(request, pk):
    mou = register.with_parties(register.listed()).filter(pk=pk).first()
    if mou is None:
        raise Http404
    return _unindexed(
        render(request, "partnerships/register_entry.html", {"entry": register.entry_of(mou)})
    )


@require_safe
@never_cache
def file(request):
    """The list, as it is filtered, as CSV. A filter that cannot be read is left out, as on the page."""
    found = RegisterFilter(request.GET, register.listed())
    rows = register.with_parties(found.qs).iterator(chunk_size=500)
    lines = (line_of(register.entry_of(mou), request) for mou in rows)
    response = StreamingHttpResponse(
        csv_lines(COLUMNS, lines, for_machines=True), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="daftar-kemitraan.csv"'
    return _unindexed(response)


def line_of(row: register.Entry, request) -> list[str | int]:
    """One line of the file, in the order of COLUMNS."""
    year, quarter = row.quarter
    return [
        row.number,
        row.company.name,
        row.company.capital,
        "; ".join(firm.name for firm in row.umkm),
        row.others,
        row.coordinator.name if row.coordinator else "",
        "; ".join(str(cluster) for cluster in row.clusters),
        "; ".join(district.name for district in row.districts),
        row.value_class.label,
        row.status.label,
        row.pattern_label,
        f"{year}-Q{quarter}",
        row.scope_label,
        row.programme,
        request.build_absolute_uri(row.url),
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request, pk):
    """Whoever speaks for a party decides for it alone; others of the MoU are told who may."""
    rows = Mou.objects.visible_to(request.user).filter(status__in=register.TOLD_AS)
    mou = get_object_or_404(_with_people(rows), pk=pk)
    own = [
        party
        for party in register.parties_of(mou)
        if answers_for_register(request.user, mou, party.umkm)
    ]
    if request.method == "POST" and not own:
        raise NotAllowed(_("Setiap pihak menjawab untuk namanya sendiri."))
    form = RegisterAnswerForm(own, request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda party, agrees: answer_register(
            mou, actor=request.user, umkm=party.umkm, agrees=agrees
        ),
        template="partnerships/register_answer.html",
        done=mou,
        message=_("Jawaban tersimpan dan langsung berlaku."),
        mou=mou,
        own=own,
        text=TEXT,
    )


def _with_people(rows):
    return rows.select_related("company", "coordinator").prefetch_related(
        "company__members", "members__umkm__members", "coordinator__members"
    )
