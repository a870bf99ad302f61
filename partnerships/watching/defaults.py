"""The days by which the watch begins, each with its source. Officials change them in the admin; what they wrote is never undone."""

from datetime import date

from django.apps import apps

from partnerships.models import LkpmWindow, WatchRule

_PRACTICE = "Praktik kabupaten: pengingat pada hari ke-7 dan ke-14"
_ENDS = "Praktik kabupaten: 90, 60, dan 30 hari sebelum berakhir"

#: code: (days, from which of them officers are told, source)
RULES = {
    WatchRule.Code.SUGGESTION_SILENT: ([7, 14], 14, _PRACTICE),
    WatchRule.Code.MOU_SILENT: ([7, 14], 14, _PRACTICE),
    WatchRule.Code.ENTRY_UNCONFIRMED: ([7, 14], 14, _PRACTICE),
    WatchRule.Code.MOU_ENDING: ([90, 60, 30], 90, _ENDS),
    WatchRule.Code.CONTRACT_ENDING: ([90, 60, 30], 30, _ENDS),
    WatchRule.Code.REALISATION_CALL: (
        [1, 10, 15],
        10,
        "Tanggal 1 triwulan; eskalasi tanggal 10 dan 15, hari terakhir jendela LKPM sejak 2026",
    ),
    WatchRule.Code.MOU_ASLEEP: (
        [90, 180],
        90,
        "Indikator: perusahaan diam lebih dari 90 hari; sejak hari pertama MoU tercatat tidur",
    ),
    WatchRule.Code.COMMITMENT_ENDING: ([60, 30], 30, _ENDS),
    WatchRule.Code.CERTIFICATE_ENDING: (
        [60, 30],
        None,
        "Dicatat register 60 dan 30 hari sebelumnya",
    ),
    WatchRule.Code.UMKM_UNVERIFIED: ([7], None, _PRACTICE),
    WatchRule.Code.COMPANY_UNVERIFIED: ([7, 14], None, _PRACTICE),
    WatchRule.Code.FACILITATION_OVERDUE: ([1, 7, 14], None, "Batas jawaban tiap layanan OPD"),
}

#: (in force from, last day of the month after the quarter, source)
WINDOWS = (
    (date(2021, 4, 1), 10, "Peraturan BKPM 5/2021: tanggal 1–10 (kaltim.teraskata.com)"),
    (date(2026, 1, 1), 15, "Peraturan BKPM 5/2025: tanggal 1–15 sejak Januari 2026 (pemberitaan)"),
)


def fill_watch_rules(apps=apps, **_kwargs) -> None:
    """After each migration (and after a test has emptied its database): what is missing is added, what is there stays."""
    try:
        rules, windows = (
            apps.get_model("partnerships", model.__name__) for model in (WatchRule, LkpmWindow)
        )
    except LookupError:  # a database that is taken back to before there was a watch
        return
    rules.objects.bulk_create(
        [
            rules(code=code, days=days, officer_from=officer_from, source=source)
            for code, (days, officer_from, source) in RULES.items()
        ],
        ignore_conflicts=True,
    )
    windows.objects.bulk_create(
        [windows(starts_on=day, last_day=last, source=source) for day, last, source in WINDOWS],
        ignore_conflicts=True,
    )
