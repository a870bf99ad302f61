"""The regent's quarterly report: which quarters there are, and one of them as a page, a PDF and a workbook."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
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


#: Before it nobody reported anything.
FIRST: Quarter = (2015, 1)


def of_quarter(view):
    """The view gets a quarter that has begun as `quarter`; for another one the page says why there is no report."""

    @wraps(view)
    def checked(request, *args, year: str, number: str, **kwargs):
        quarter, this = (int(year), int(number)), waiting.quarter_of(timezone.localdate())
        if FIRST <= quarter <= this:
            return view(request, *args, quarter=quarter, **kwargs)
        latest = (
            reverse("partnerships:lkpm-latest", args=[kwargs["pk"]])
            if "pk" in kwargs
            else reverse("partnerships:quarterly-list")
        )
        shown = {"quarter": quarters.name(quarter), "is_to_come": quarter > this, "latest": latest}
        return render(request, "partnerships/quarter_unknown.html", shown, status=404)

    return checked


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
@of_quarter
def page(request, quarter: Quarter):
    must(may_see_figures(request.user))
    year, number = quarter
    return render(
        request,
        "partnerships/quarterly.html",
        {"report": quarter_report(quarter), "year": year, "number": number},
    )


@login_required
@require_safe
@of_quarter
def file(request, quarter: Quarter, kind: str):
    must(may_see_figures(request.user))
    today = timezone.localdate()
    report, portal = quarter_report(quarter, today=today), Portal(request)
    name = "laporan-kemitraan-{}-tw{}".format(*quarter)
    if kind == "pdf":
        content = report_pdf(report, portal=portal.name, regency=portal.regency, today=today)
        return as_pdf(content, f"{name}.pdf")
    return as_xlsx(workbook(report, summary=_("Ringkasan")), f"{name}.xlsx")


def as_xlsx(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
