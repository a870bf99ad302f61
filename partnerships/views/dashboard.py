"""The dashboard of the officials: what was promised, signed, contracted and paid, and where it stands still."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from investors.models import Company
from kemitraan.refusals import must
from partnerships import board, reports
from partnerships.board import Divided
from partnerships.fairness import recent_fairness
from partnerships.forms.asking import AskedForm, query_of
from partnerships.models import MatchRun, PartnershipProgramme
from partnerships.permissions import may_see_figures
from partnerships.reports import Asked
from partnerships.waiting import SILENT_DAYS, waiting
from partnerships.wording.reports import DIMENSIONS
from umkm.spreadsheets import csv_lines

#: Rows of the short lists of what sleeps and who is silent.
SHOWN = 5
RUNS = 8


def for_officials(view):
    """Figures of the whole kabupaten, with the filters of the address as `form`."""

    @login_required
    @require_safe
    @wraps(view)
    def checked(request, *args, **kwargs):
        must(may_see_figures(request.user))
        return view(request, AskedForm(request.GET), *args, **kwargs)

    return checked


@vary_on_headers("HX-Request")
@for_officials
def dashboard(request, form):
    """htmx asks for one of the two tables that can be divided otherwise, and gets that alone."""
    asked = form.asked()
    dimension = _chosen(request, "by", DIMENSIONS)
    shared_by = _chosen(request, "share", board.SHARED_BY)
    tabs = {"by": _tabs(asked, "by", dimension, DIMENSIONS, share=shared_by)}
    tabs["share"] = _tabs(asked, "share", shared_by, board.SHARED_BY, by=dimension)
    piece = request.htmx.target if request.htmx else None
    if piece in ("divided", "shared"):
        shown = (
            {"divided": Divided(reports.by(dimension, asked), asked)}
            if piece == "divided"
            else _shared(shared_by, asked)
        )
        return render(
            request,
            "partnerships/dashboard_piece.html",
            {"piece": piece, "tabs": tabs, **shown},
        )
    table = reports.by(dimension, asked)
    figures = reports.headline(asked, fresh=True, measured=table.figures)
    steps = reports.funnel(asked)
    grown = reports.grown(asked)
    return render(
        request,
        "partnerships/dashboard.html",
        {
            "form": form,
            "asked": asked,
            "described": form.described(),
            "programme": PartnershipProgramme.objects.filter(pk=asked.programme or 0).first(),
            "tabs": tabs,
            "today": timezone.localdate(),
            "figures": figures,
            "amounts": board.amount_bars(figures, asked),
            "counts": _counts(figures, asked),
            "divided": Divided(table, asked),
            "funnel": board.funnel_rows(steps, asked),
            "conversion": board.conversion_rows(reports.conversion(steps), asked, pairs=True),
            "money": board.conversion_rows(reports.money_conversion(figures), asked, pairs=False),
            **_shared(shared_by, asked),
            "grown": grown,
            "growth": board.growth_rows(grown, asked),
            "grown_url": board.list_of("grown", asked),
            "grown_partners_url": board.list_of("grown_partners", asked),
            **_quiet(asked),
            "files": {name: board.file_of(name, asked) for name in board.FILES},
            "fairness": recent_fairness(),
            "waiting": waiting(),
            "runs": MatchRun.objects.select_related("asked_by", "umkm")[:RUNS],
        },
    )


@for_officials
def file(request, form, name: str):
    """One table as CSV, divided as the address asks."""
    if name not in board.FILES:
        raise Http404
    return as_csv(name, *board.FILES[name](form.asked()))


def as_csv(name: str, headers, lines) -> StreamingHttpResponse:
    body = csv_lines(headers, lines)
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="dasbor-{name}.csv"'
    return response


def _chosen(request, name: str, known) -> str:
    """One of the known ones: the first where nothing, or nothing known, is asked for."""
    value = request.GET.get(name, "")
    return value if value in known else next(iter(known))


def _tabs(asked: Asked, name: str, chosen: str, known, **others: str) -> list[dict]:
    return [
        {
            "label": DIMENSIONS[dimension][0],
            "url": query_of(asked, **{name: dimension}, **others),
            "is_here": dimension == chosen,
        }
        for dimension in known
    ]


def _counts(figures: dict[str, int], asked: Asked) -> list[dict]:
    return [
        {"count": figures[name], "label": label, "url": board.list_of(source, asked)}
        for name, source, label in (
            ("umkm", "umkm", _("UMKM terverifikasi")),
            ("companies", "companies", _("Perusahaan terverifikasi")),
            ("open_needs", "open_needs", _("Kebutuhan terbuka")),
            ("suggestions", "pairs_suggested", _("Saran")),
            ("mous", "mou", _("MoU ditandatangani")),
        )
    ]


def _shared(dimension: str, asked: Asked) -> dict:
    found = reports.in_partnership(dimension, asked)
    return {
        "shared": board.share_rows(found.rows),
        "shared_total": board.share_rows([found.total])[0],
        "shared_first": DIMENSIONS[dimension][1],
        "shared_file": board.file_of(f"share-{dimension}", asked),
    }


def _quiet(asked: Asked) -> dict:
    """What sleeps and who is silent: how many, and those for longest."""
    silences = reports.silent_companies(asked)
    named = Company.objects.in_bulk([silence.company_id for silence in silences[:SHOWN]])
    return {
        "sleeping": reports.sleeping(asked),
        "sleepers": reports.Behind("sleeping", asked)[:SHOWN],
        "sleeping_url": board.list_of("sleeping", asked),
        "silent_count": len(silences),
        "silent": [(named[found.company_id], found.since) for found in silences[:SHOWN]],
        "silent_url": board.list_of("silent", asked),
        "silent_days": SILENT_DAYS,
    }
