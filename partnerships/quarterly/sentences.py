"""The figures of a quarter in words, and how they were counted."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kemitraan.rupiah import number
from kemitraan.rupiah import rupiah as whole_rupiah
from partnerships.quarterly.figures import Figures
from partnerships.services.mous import sleep_after_days
from partnerships.waiting import SILENT_DAYS
from partnerships.wording.reports import STEPS


def _rupiah(amount: int) -> str:
    """Not torn apart at the end of a line."""
    return whole_rupiah(amount).replace(" ", "\xa0")


def sentences(found: Figures) -> list[str]:
    return [
        *_amounts(found),
        *_way(found),
        *_largest(found),
        *_quiet(found),
        *_not_counted(found),
    ]


def _amounts(found: Figures) -> list[str]:
    """One sentence for each of the four."""
    verbs = {
        "potential": _("Diperkirakan sebagai potensi"),
        "mou": _("Ditandatangani"),
        "contract": _("Dikontrak"),
        "realised": _("Dibayar"),
    }
    return [
        _(
            "%(verb)s dalam triwulan ini: %(now)s (%(count)s catatan); triwulan yang sama tahun lalu %(before)s (%(count_before)s); sampai akhir triwulan %(to_date)s."
        )
        % {
            "verb": verb,
            "now": _rupiah(found.now[name].rupiah),
            "count": number(found.now[name].count),
            "before": _rupiah(found.before[name].rupiah),
            "count_before": number(found.before[name].count),
            "to_date": _rupiah(found.to_date[name].rupiah),
        }
        for name, verb in verbs.items()
    ]


def _way(found: Figures) -> list[str]:
    steps = {step.name: step for step in found.funnel}
    if not steps["suggested"].count:
        return [_("Tidak ada pasangan yang pertama kali disarankan dalam triwulan ini.")]
    said = _(
        "Dari %(suggested)s pasangan yang pertama kali disarankan dalam triwulan ini, %(matched)s diminati kedua pihak dan %(signed)s sampai pada MoU."
    ) % {name: number(steps[name].count) for name in ("suggested", "matched", "signed")}
    slow = [step for step in found.funnel_to_date if step.median_days is not None]
    if not slow:
        return [said]
    slowest = max(slow, key=lambda step: step.median_days)
    return [
        said,
        _("Tahap yang paling lama sampai akhir triwulan: %(step)s, median %(days)s hari.")
        % {"step": STEPS[slowest.name], "days": number(slowest.median_days)},
    ]


def _largest(found: Figures) -> list[str]:
    """Where most was paid in the quarter."""
    paid = [row for row in found.sums.rows("cluster") if row[1].now.realised]
    if not paid:
        return []
    label, both = max(paid, key=lambda row: row[1].now.realised)
    return [
        _("Realisasi terbesar triwulan ini ada di klaster %(cluster)s: %(amount)s.")
        % {"cluster": label, "amount": _rupiah(both.now.realised)}
    ]


def _quiet(found: Figures) -> list[str]:
    return [
        _(
            "Keadaan hari ini, bukan akhir triwulan: kemitraan yang tidur %(sleeping)s, yang lebih dari %(days)s hari tanpa catatan realisasi %(silent)s."
        )
        % {
            "sleeping": number(found.sleeping.count),
            "silent": number(found.nothing_booked.count),
            "days": SILENT_DAYS,
        }
    ]


def _not_counted(found: Figures) -> list[str]:
    names = ("contract_waiting", "contract_disputed", "realised_waiting", "realised_disputed")
    count = sum(found.to_date[name].count for name in names)
    if not count:
        return []
    return [
        _("%(count)s catatan menunggu konfirmasi atau dipersoalkan dan tidak dihitung.")
        % {"count": number(count)}
    ]


def notes(found: Figures) -> list[str]:
    told = [
        _(
            "Dihitung dari keadaan data pada %(day)s: yang dikonfirmasi kemudian mengubah triwulan yang lalu."
        )
        % {"day": date_format(found.today, "j F Y")},
        _(
            "Hanya program kabupaten sendiri; kemitraan lingkup provinsi dan nasional, serta angka yang disebut sumber lain, tidak dihitung."
        ),
        _(
            "Potensi masuk pada triwulan pembicaraan pertama, MoU dan kontrak pada triwulan tanda tangannya, realisasi pada triwulan yang dicatat. MoU yang batal tidak dihitung."
        ),
        _("Kontrak dan realisasi dihitung setelah dicatat satu pihak dan dikonfirmasi pihak lain."),
        _(
            "Nilai MoU dan kontrak dengan beberapa UMKM dibagi menurut bagiannya; OPD adalah yang membina klaster utama UMKM."
        ),
    ]
    days = sleep_after_days()
    if days is not None:
        told.append(_("Kemitraan tidur setelah %(days)s hari tanpa catatan.") % {"days": days})
    if found.is_running:
        told.insert(0, _("Triwulan ini masih berjalan; angkanya belum akhir."))
    return told
