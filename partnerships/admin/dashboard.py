"""The index page of the admin: what waits, what has come of it, and where it stands still."""

import json
from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kemitraan.official_admin import Link, Row, Table
from kemitraan.official_admin.dossier import NOTHING, admin_url, day, link_to
from kemitraan.rupiah import number, rupiah_short
from partnerships import reports
from partnerships.board import amount_bars, funnel_rows, list_of
from partnerships.desks import all_sections
from partnerships.desks.items import Item, Section, filled
from partnerships.desks.standing_still import standing_still
from partnerships.fairness import recent_fairness
from partnerships.standing import Standing
from partnerships.waiting import SILENT_DAYS, nothing_booked

#: Rows of the list of silent partnerships.
SHOWN = 12
#: Quarters that the chart shows.
QUARTERS = 8
#: The four amounts, each with its colour in every chart.
COLOURS = {
    "potential": "var(--color-base-300)",
    "mou": "var(--color-primary-300)",
    "contract": "var(--color-primary-500)",
    "realised": "var(--color-primary-800)",
}


def dashboard(request, context: dict) -> dict:
    """UNFOLD["DASHBOARD_CALLBACK"]: figures of partnerships.reports and rows of partnerships.waiting."""
    if not request.user.is_official:
        # Staff of a kecamatan or village: their queue, and no figure of the kabupaten.
        return {**context, "title": _("Ringkasan"), "desk": _desk(request.user)}
    clusters = reports.by("cluster")
    amounts = amount_bars(reports.headline(fresh=True, measured=clusters.figures))
    quarters = reports.by("quarter")
    recent = quarters.rows[:QUARTERS][::-1]
    labels = {bar["name"]: bar["label"] for bar in amounts}
    return {
        **context,
        "title": _("Ringkasan"),
        "desk": _desk(request.user),
        "amounts": amounts,
        "funnel": funnel_rows(reports.funnel()),
        "cluster_chart": _chart([row for row in clusters.rows if any_amount(row)], labels),
        "cluster_table": _amount_table(_("Menurut klaster"), _("Klaster"), clusters.rows, labels),
        "quarter_chart": _chart(recent, labels),
        "quarter_table": _amount_table(_("Menurut triwulan"), _("Triwulan"), recent, labels),
        "chart_options": _chart_options(),
        "oldest": _standing_still(request.user),
        "silent": _nothing_booked(),
        "standing": _standing(),
        "fairness": _fairness(),
    }


def any_amount(row: reports.Row) -> bool:
    return any(getattr(row.amounts, name) for name in COLOURS)


def _desk(user) -> list[Section]:
    """What waits for this official, each item with its page in the admin instead of the public one."""
    own = all_sections(Standing(user), with_others=False)
    return [
        replace(part, items=[_in_admin(item) for item in part.items])
        for part in filled([part for part in own if not part.is_news])
    ]


def _in_admin(item: Item) -> Item:
    return replace(item, url=admin_url(item.subject)) if item.subject is not None else item


# ── Charts: each with the same figures as a table beside it ──────────────────────────────────────────────────────────


def _chart_options() -> str:
    return json.dumps(
        {
            "locale": get_language(),
            "responsive": True,
            "maintainAspectRatio": False,
            "animation": False,
            "font": {"family": "system-ui, sans-serif"},
            "plugins": {"legend": {"display": True, "position": "bottom"}},
            "scales": {"y": {"beginAtZero": True}},
        }
    )


def _chart(rows: list[reports.Row], labels: dict[str, str]) -> str:
    """Data for Chart.js: amounts in whole millions of rupiah, so that the axis can be read; nothing for no rows."""
    if not rows:
        return ""
    return json.dumps(
        {
            "labels": [row.label for row in rows],
            "datasets": [
                {
                    "label": _("%(amount)s (juta Rp)") % {"amount": labels[name]},
                    "data": [getattr(row.amounts, name) // 10**6 for row in rows],
                    "backgroundColor": colour,
                }
                for name, colour in COLOURS.items()
            ],
        }
    )


def _amount_table(title: str, first: str, rows: Iterable[reports.Row], labels: dict) -> Table:
    return Table(
        title,
        [first, *labels.values()],
        [Row([row.label, *(_amount(row, name) for name in labels)]) for row in rows],
        links=[Link(_("Dasbor lengkap"), reverse("partnerships:dashboard"))],
        empty=_("Belum ada nilai."),
        numeric=frozenset(range(1, 1 + len(labels))),
    )


def _amount(row: reports.Row, name: str) -> str:
    """An amount that leads to the rows behind it."""
    rupiah = getattr(row.amounts, name)
    return _figure(rupiah_short(rupiah), list_of(name, row.asked)) if rupiah else rupiah_short(0)


def _figure(words: str, url: str) -> str:
    return format_html('<a href="{}">{}</a>', url, words)


def _standing() -> Table:
    """How many live in partnership, grew, sleep and are silent, each with its list."""
    shares, grown = reports.in_partnership().total, reports.grown()
    rows = (
        (_("UMKM dalam kemitraan yang hidup"), "in_partnership", shares.partners),
        (_("UMKM yang naik kelas"), "grown", grown.firms),
        (_("MoU yang tidur"), "sleeping", reports.sleeping().count),
        (
            _("Perusahaan diam lebih dari %(days)s hari") % {"days": SILENT_DAYS},
            "silent",
            len(reports.silent_companies()),
        ),
    )
    return Table(
        _("Hidup, tumbuh, tidur, dan diam"),
        [_("Apa"), _("Jumlah")],
        [
            Row([label, _figure(number(count), list_of(name, reports.EVERYTHING))])
            for label, name, count in rows
        ],
        numeric=frozenset({1}),
    )


# ── What stands still ────────────────────────────────────────────────────────────────────────────────────────────────


def _standing_still(user) -> Table:
    """The longest wait of each kind in each office."""
    return Table(
        _("Yang paling lama berhenti, menurut kantor"),
        [_("Apa"), _("Jumlah"), _("Sejak"), _("Hari"), _("Terlambat")],
        [
            Row(
                [
                    format_html('<a href="{}">{}</a>', item.url, item.title),
                    item.detail,
                    day(item.since),
                    number(item.days),
                    _("%(days)s hari") % {"days": number(item.days_late)}
                    if item.is_late
                    else NOTHING,
                ]
            )
            for item in standing_still(user)
        ],
        empty=_("Tidak ada yang menunggu."),
        numeric=frozenset({3}),
    )


def _nothing_booked() -> Table:
    return Table(
        _("Kemitraan yang diam"),
        [_("MoU"), _("Perusahaan"), _("Catatan terakhir")],
        [
            Row([link_to(row), row.company, day(row.since)], [Link(_("Buka"), admin_url(row))])
            for row in nothing_booked()[:SHOWN]
        ],
        empty=_("Semua kemitraan yang berjalan punya catatan dalam %(days)s hari terakhir.")
        % {"days": SILENT_DAYS},
    )


def _fairness() -> Table:
    """How the places on the lists are spread, by cluster and for all."""
    figures = recent_fairness()
    return Table(
        _("Pemerataan saran"),
        [
            _("Klaster"),
            _("UMKM terverifikasi"),
            _("Punya saran"),
            _("Gini tampilan"),
            _("Mendapat giliran"),
            _("Menunggu lebih dari %(days)s hari") % {"days": figures.waiting_days},
        ],
        [
            Row(
                [
                    spread.label or _("Semua klaster"),
                    number(spread.firms),
                    f"{number(spread.shown)} ({number(spread.shown_percent)}\xa0%)",
                    NOTHING if spread.gini is None else number(round(spread.gini, 2)),
                    number(spread.lifted),
                    number(spread.waiting),
                ]
            )
            for spread in (figures.total, *figures.rows)
            if spread.firms
        ],
        empty=_("Belum ada UMKM terverifikasi."),
        links=[Link(_("Bagaimana tempat dibagi"), f"{reverse('partnerships:method')}#giliran")],
        numeric=frozenset(range(1, 6)),
    )
