"""The index page of the admin: what waits, what has come of it, and where it stands still."""

import json
from collections.abc import Iterable
from itertools import chain, islice

from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from investors.models import Company
from kemitraan.official_admin import Link, Row, Table
from kemitraan.official_admin.dossier import NOTHING, admin_url, day, link_to, list_url
from kemitraan.rupiah import number, rupiah_short
from kemitraan.verification import VerificationStatus
from partnerships import reports
from partnerships.admin.navigation import area_count, waiting_counts
from partnerships.board import amount_bars, funnel_rows, list_of
from partnerships.fairness import recent_fairness
from partnerships.models import Contract, EntryStatus, Realisation, Suggestion, SuggestionStatus
from partnerships.waiting import (
    SILENT_DAYS,
    contracts_waiting,
    days_since,
    matched_without_mou,
    mous_in_preparation,
    realisations_waiting,
    silent,
    suggestions_between_sides,
)
from umkm.models import FacilitationRequest, Umkm

#: Rows of the list of what waits longest.
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
        count = area_count(request.user)
        return {**context, "title": _("Ringkasan"), "queues": _queues({"umkm": count})}
    clusters = reports.by("cluster")
    amounts = amount_bars(reports.headline(fresh=True, measured=clusters.figures))
    quarters = reports.by("quarter")
    recent = quarters.rows[:QUARTERS][::-1]
    labels = {bar["name"]: bar["label"] for bar in amounts}
    return {
        **context,
        "title": _("Ringkasan"),
        "queues": _queues(waiting_counts()),
        "amounts": amounts,
        "funnel": funnel_rows(reports.funnel()),
        "cluster_chart": _chart([row for row in clusters.rows if any_amount(row)], labels),
        "cluster_table": _amount_table(_("Menurut klaster"), _("Klaster"), clusters.rows, labels),
        "quarter_chart": _chart(recent, labels),
        "quarter_table": _amount_table(_("Menurut triwulan"), _("Triwulan"), recent, labels),
        "chart_options": _chart_options(),
        "oldest": _oldest(),
        "silent": _silent(),
        "standing": _standing(),
        "fairness": _fairness(),
    }


def any_amount(row: reports.Row) -> bool:
    return any(getattr(row.amounts, name) for name in COLOURS)


def _queues(counts: dict[str, int]) -> list[dict]:
    registered = VerificationStatus.REGISTERED
    return [
        {"label": label, "count": counts[name], "url": url}
        for name, label, url in (
            ("umkm", _("UMKM menunggu verifikasi"), list_url(Umkm, status__exact=registered)),
            (
                "companies",
                _("perusahaan menunggu verifikasi"),
                list_url(Company, status__exact=registered),
            ),
            (
                "matched",
                _("pasangan cocok belum menjadi MoU"),
                list_url(Suggestion, status__exact=SuggestionStatus.MATCHED),
            ),
            (
                "contracts",
                _("kontrak belum dikonfirmasi"),
                list_url(Contract, status__exact=EntryStatus.ENTERED),
            ),
            (
                "realisations",
                _("realisasi belum dikonfirmasi"),
                list_url(Realisation, status__exact=EntryStatus.ENTERED),
            ),
            (
                "facilitations",
                _("permintaan fasilitasi belum dijawab"),
                list_url(FacilitationRequest),
            ),
        )
        if name in counts
    ]


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


# ── What waits longest ───────────────────────────────────────────────────────────────────────────────────────────────


def _oldest() -> Table:
    """The longest waits of every kind, each with its page. One query a kind (seven)."""
    umkm = Umkm.objects.awaiting().annotate(since=F("registered_at"))
    companies = Company.objects.awaiting().annotate(since=F("registered_at"))
    found = chain(
        _each(_("Verifikasi UMKM"), umkm),
        _each(_("Verifikasi perusahaan"), companies),
        _each(_("Menunggu jawaban"), suggestions_between_sides()),
        _each(_("Cocok, belum menjadi MoU"), matched_without_mou()),
        _each(_("MoU dalam persiapan"), mous_in_preparation()),
        _each(_("Kontrak belum dikonfirmasi"), contracts_waiting()),
        _each(_("Realisasi belum dikonfirmasi"), realisations_waiting()),
    )
    rows = islice(sorted(found, key=lambda pair: pair[1].since), SHOWN)
    return Table(
        _("Yang paling lama menunggu"),
        [_("Menunggu"), _("Apa"), _("Sejak"), _("Hari")],
        [
            Row([kind, link_to(row), day(row.since), number(days_since(row.since))])
            for kind, row in rows
        ],
        empty=_("Tidak ada yang menunggu."),
        numeric=frozenset({3}),
    )


def _each(kind: str, rows):
    return ((kind, row) for row in rows[:SHOWN])


def _silent() -> Table:
    return Table(
        _("Kemitraan yang diam"),
        [_("MoU"), _("Perusahaan"), _("Catatan terakhir")],
        [
            Row([link_to(row), row.company, day(row.since)], [Link(_("Buka"), admin_url(row))])
            for row in silent()[:SHOWN]
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
