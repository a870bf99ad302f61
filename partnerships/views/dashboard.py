"""The dashboard of the officials: four amounts, the funnel, the tables, what waits, and the ledger of match runs."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kemitraan.refusals import NotAllowed
from partnerships import reports
from partnerships.fairness import recent_fairness
from partnerships.models import MatchRun, Scope
from partnerships.waiting import SILENT_DAYS, silent, waiting

RUNS = 8


@login_required
@require_safe
def dashboard(request):
    if not request.user.is_official:
        raise NotAllowed(_("Dasbor hanya untuk petugas dan pimpinan daerah."))
    scope = request.GET.get("scope", "")
    scope = scope if scope in Scope.values else ""
    asked = reports.Asked(scope=scope)
    figures = reports.headline(asked, fresh=True)
    return render(
        request,
        "partnerships/dashboard.html",
        {
            "scope": scope,
            "scopes": Scope.choices,
            "figures": figures,
            "amounts": amount_bars(figures),
            "funnel": funnel_rows(reports.funnel(asked)),
            "cluster_link": f"{reverse('umkm:directory')}?cluster=",
            "district_link": f"{reverse('umkm:directory')}?district=",
            "clusters": reports.by("cluster", asked),
            "districts": reports.by("district", asked),
            "capitals": reports.by("capital", asked),
            "quarters": reports.by("quarter", asked),
            "fairness": recent_fairness(),
            "waiting": waiting(),
            "silent": silent(scope)[:RUNS],
            "silent_days": SILENT_DAYS,
            "today": timezone.localdate(),
            "runs": MatchRun.objects.select_related("asked_by", "umkm")[:RUNS],
        },
    )


def amount_bars(figures: dict[str, int]) -> list[dict]:
    """The four amounts on one scale: the largest is the whole width."""
    names = {
        "potential": (_("Potensi"), _("perkiraan; belum dijanjikan siapa pun")),
        "mou": (_("MoU"), _("tertulis dalam MoU yang ditandatangani")),
        "contract": (_("Kontrak"), _("dikonfirmasi kedua pihak")),
        "realised": (_("Realisasi"), _("sudah dikirim dan dibayar, dikonfirmasi kedua pihak")),
    }
    widest = max(1, *(figures[f"{name}_rupiah"] for name in names))
    return [
        {
            "name": name,
            "label": label,
            "meaning": meaning,
            "rupiah": figures[f"{name}_rupiah"],
            "waiting_rupiah": figures.get(f"{name}_waiting_rupiah"),
            "disputed_rupiah": figures.get(f"{name}_disputed_rupiah"),
            "claimed_rupiah": figures.get(f"{name}_claimed_rupiah"),
            "percent": round(100 * figures[f"{name}_rupiah"] / widest, 1),
        }
        for name, (label, meaning) in names.items()
    ]


def funnel_rows(steps: list[reports.Step]) -> list[dict]:
    """Each step with its name in the reader's language."""
    labels = {
        "suggested": _("Disarankan"),
        "interested": _("Satu pihak berminat"),
        "matched": _("Kedua pihak berminat"),
        "begun": _("MoU disiapkan"),
        "signed": _("MoU ditandatangani"),
        "contracted": _("Kontrak dikonfirmasi"),
        "realised": _("Realisasi dikonfirmasi"),
    }
    return [
        {
            "label": labels[step.name],
            "count": step.count,
            "of_first": step.of_first,
            "of_before": step.of_before,
        }
        for step in steps
    ]
