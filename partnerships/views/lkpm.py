"""Figures for the partnership part of LKPM: a company's own, and for officials those of all and who has entered nothing."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from investors.models import Company
from investors.permissions import belongs_to
from kemitraan.access import any_of
from kemitraan.refusals import must
from partnerships import lkpm, quarters, waiting
from partnerships.permissions import may_see_figures
from partnerships.quarters import Quarter
from partnerships.sheets import Report, workbook
from partnerships.views.quarterly import as_xlsx, of_quarter


def _company(request, pk: int) -> Company:
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    must(any_of(may_see_figures(request.user), belongs_to(request.user, company)))
    return company


@login_required
@require_safe
def latest(request, pk):
    """The quarter that LKPM is filed for now: the last whole one."""
    _company(request, pk)
    quarter = quarters.before(waiting.quarter_of(timezone.localdate()))
    return redirect("partnerships:lkpm", pk, *quarter)


@login_required
@require_safe
@of_quarter
def company(request, pk, quarter: Quarter):
    row = _company(request, pk)
    today = timezone.localdate()
    return render(
        request,
        "partnerships/lkpm.html",
        {
            "company": row,
            "report": lkpm.company_report(row, quarter, today=today),
            "quarter": quarter,
            "others": _beside(quarter, today),
        },
    )


@login_required
@require_safe
@of_quarter
def company_file(request, pk, quarter: Quarter):
    row = _company(request, pk)
    return _xlsx(lkpm.company_report(row, quarter), "lkpm-{}-{}-tw{}".format(row.pk, *quarter))


@login_required
@require_safe
@of_quarter
def everybody(request, quarter: Quarter):
    must(may_see_figures(request.user))
    today = timezone.localdate()
    lines = lkpm.lines_of(quarter)
    companies = lkpm.by_company(lines)
    report = lkpm.all_report(quarter, lines, with_lines=False, today=today)
    return render(
        request,
        "partnerships/lkpm_all.html",
        {
            "report": report,
            "table": report.tables[0],
            "companies": [rows[0].company for rows in companies],
            "missing": [
                (rows[0].company, [line for line in rows if line.is_missing])
                for rows in companies
                if any(line.is_missing for line in rows)
            ],
            "quarter": quarter,
            "others": _beside(quarter, today),
        },
    )


@login_required
@require_safe
@of_quarter
def everybody_file(request, quarter: Quarter):
    must(may_see_figures(request.user))
    report = lkpm.all_report(quarter, lkpm.lines_of(quarter), with_lines=True)
    return _xlsx(report, "lkpm-semua-{}-tw{}".format(*quarter))


def _beside(quarter: Quarter, today) -> list[tuple[Quarter, str]]:
    """The quarters before and after, when they have begun."""
    told = [quarters.before(quarter)]
    if quarters.after(quarter) <= waiting.quarter_of(today):
        told.append(quarters.after(quarter))
    return [(other, quarters.short_name(other)) for other in told]


def _xlsx(report: Report, name: str):
    return as_xlsx(workbook(report, summary=_("Ringkasan")), f"{name}.xlsx")
