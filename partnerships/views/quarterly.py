"""The regent's quarterly report: which quarters there are, and one of them as a page, a PDF and a workbook."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kemitraan.context import Portal
from kemitraan.refusals import must
from partnerships import quarters, waiting
from partnerships.permissions import may_see_figures
from partnerships.quarterly import first_quarter, quarter_report, report_pdf
from partnerships.quarters import Quarter
from partnerships.sheets import workbook
from umkm.views.taking import as_pdf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def listing(request):
    must(may_see_figures(request.user))
    today = timezone.localdate()
    told = quarters.between(first_quarter(today), waiting.quarter_of(today))
    return render(
        request,
        "partnerships/quarterly_list.html",
        {"quarters": [(*quarter, quarters.name(quarter)) for quarter in told]},
    )


@login_required
@require_safe
def page(request, year, number):
    must(may_see_figures(request.user))
    quarter = known_quarter(year, number, timezone.localdate())
    return render(
        request,
        "partnerships/quarterly.html",
        {"report": quarter_report(quarter), "year": year, "number": number},
    )


@login_required
@require_safe
def file(request, year, number, kind):
    must(may_see_figures(request.user))
    today = timezone.localdate()
    quarter = known_quarter(year, number, today)
    report, portal = quarter_report(quarter, today=today), Portal(request)
    name = f"laporan-kemitraan-{year}-tw{number}"
    if kind == "pdf":
        content = report_pdf(report, portal=portal.name, regency=portal.regency, today=today)
        return as_pdf(content, f"{name}.pdf")
    return as_xlsx(workbook(report, summary=_("Ringkasan")), f"{name}.xlsx")


def known_quarter(year: str, number: str, today: date) -> Quarter:
    """A quarter that has begun; 404 for one that has not, and for a year of before such reports."""
    quarter = int(year), int(number)
    if quarter[0] < 2015 or quarter > waiting.quarter_of(today):
        raise Http404
    return quarter


def as_xlsx(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
