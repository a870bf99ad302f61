"""The public page of numbers: the kabupaten's own, and apart from them what sources say of other drives."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships import figures
from partnerships.opendata import LEAST_COMPANIES, LEAST_UMKM


@require_safe
def page(request):
    own = figures.own_figures()
    return render(
        request,
        "partnerships/figures.html",
        {
            "own": own,
            "amounts": _amounts(own.totals),
            "programmes": figures.programmes(),
            "least_umkm": LEAST_UMKM,
            "least_companies": LEAST_COMPANIES,
        },
    )


def _amounts(totals: dict[str, int]) -> list[tuple[str, int, str]]:
    """(name, whole rupiah, what it means) of the four, each for itself."""
    return [
        (
            _("Potensi"),
            totals["potential_rupiah"],
            _("Perkiraan dari kebutuhan. Belum dijanjikan siapa pun."),
        ),
        (_("MoU"), totals["mou_rupiah"], _("Tertulis dalam MoU yang ditandatangani.")),
        (
            _("Kontrak"),
            totals["contract_rupiah"],
            _("Kontrak atau pesanan yang diakui kedua pihak."),
        ),
        (
            _("Realisasi"),
            totals["realised_rupiah"],
            _("Sudah dikirim dan dibayar, diakui kedua pihak."),
        ),
    ]
