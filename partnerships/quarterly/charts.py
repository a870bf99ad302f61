"""The charts of the quarterly report: bars with their figures beside them, legible without colour."""

from django.utils.translation import gettext as _

from kemitraan.rupiah import rupiah_short
from partnerships.quarterly.figures import Figures
from partnerships.sheets import Bar, Chart
from partnerships.wording.reports import AMOUNTS


def all_charts(found: Figures) -> list[Chart]:
    paid = [
        (label, both.to_date.realised)
        for label, both in found.sums.rows("cluster")
        if both.to_date.realised
    ]
    return [
        _beside_last_year(found),
        _chart(
            "course",
            _("Realisasi per triwulan"),
            [(label, told["realised"].rupiah) for label, told in found.course],
        ),
        *(
            [
                _chart(
                    "cluster",
                    _("Realisasi menurut klaster, sampai akhir triwulan"),
                    paid,
                )
            ]
            if paid
            else []
        ),
    ]


def _beside_last_year(found: Figures) -> Chart:
    pairs = []
    for name, (label, _meaning) in AMOUNTS.items():
        pairs.append(
            (_("%(amount)s, triwulan ini") % {"amount": label}, found.now[name].rupiah, False)
        )
        pairs.append(
            (_("%(amount)s, tahun lalu") % {"amount": label}, found.before[name].rupiah, True)
        )
    widest = max(1, *(amount for _label, amount, _before in pairs))
    return Chart(
        "amounts",
        _("Triwulan ini di samping triwulan yang sama tahun lalu"),
        [
            Bar(label, rupiah_short(amount), round(100 * amount / widest, 1), before)
            for label, amount, before in pairs
        ],
    )


def _chart(code: str, title: str, rows: list[tuple[str, int]]) -> Chart:
    widest = max([1, *(amount for _label, amount in rows)])
    return Chart(
        code,
        title,
        [
            Bar(label, rupiah_short(amount), round(100 * amount / widest, 1))
            for label, amount in rows
        ],
    )
