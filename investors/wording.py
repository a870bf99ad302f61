"""A need in words for people: how much, at what worth, on which terms."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from investors.models import Need, Pattern
from kemitraan.rupiah import number

#: One plain line for each pattern of PP 7/2021, article 106: what the two sides do.
PATTERN_MEANINGS = {
    Pattern.NUCLEUS_PLASMA: lambda: _("Perusahaan membina dan membeli; UMKM menghasilkan."),
    Pattern.SUBCONTRACT: lambda: _("UMKM mengerjakan bagian atau komponen pesanan perusahaan."),
    Pattern.FRANCHISE: lambda: _("UMKM memakai merek dan cara kerja perusahaan."),
    Pattern.TRADE: lambda: _("UMKM memasok barang, perusahaan membelinya."),
    Pattern.DISTRIBUTION: lambda: _("UMKM menyalurkan barang perusahaan."),
    Pattern.SUPPLY_CHAIN: lambda: _("UMKM menjadi pemasok tetap dalam rantai pasok perusahaan."),
    Pattern.PROFIT_SHARING: lambda: _(
        "UMKM menjalankan usaha, perusahaan membiayai, hasil dibagi."
    ),
    Pattern.JOINT_OPERATION: lambda: _(
        "Kedua pihak menjalankan satu usaha bersama untuk sementara."
    ),
    Pattern.JOINT_VENTURE: lambda: _("Kedua pihak memiliki saham dalam perusahaan baru."),
    Pattern.OUTSOURCING: lambda: _("UMKM mengerjakan pekerjaan penunjang untuk perusahaan."),
}


def payment_terms(need: Need) -> list[str]:
    """One sentence for each term that the company offers."""
    if need.consignment:
        terms = [_("Titip jual (konsinyasi): dibayar setelah laku.")]
    else:
        terms = [_("Beli putus.")]
    if need.down_payment_percent:
        terms.append(_("Uang muka %(percent)s %%.") % {"percent": need.down_payment_percent})
    else:
        terms.append(_("Tanpa uang muka."))
    if need.payment_days:
        terms.append(
            _("Pelunasan paling lambat %(days)s hari sesudah barang diterima.")
            % {"days": need.payment_days}
        )
    else:
        terms.append(_("Dibayar tunai ketika barang diterima."))
    return terms


def days_left(need: Need, today: date) -> str:
    """ "12 hari lagi", "hari terakhir", or "sudah lewat"."""
    days = (need.valid_until - today).days
    if days < 0:
        return _("sudah lewat")
    if days == 0:
        return _("hari terakhir")
    return ngettext("%(days)s hari lagi", "%(days)s hari lagi", days) % {"days": days}


def payment_in_short(need: Need) -> str:
    """ "Beli putus · uang muka 30 % · dibayar 14 hari setelah diterima": what decides for many UMKM whether they answer."""
    parts = [
        _("Titip jual (konsinyasi)") if need.consignment else _("Beli putus"),
        _("uang muka %(percent)s %%") % {"percent": need.down_payment_percent}
        if need.down_payment_percent
        else _("tanpa uang muka"),
        ngettext(
            "dibayar %(days)s hari setelah diterima",
            "dibayar %(days)s hari setelah diterima",
            need.payment_days,
        )
        % {"days": need.payment_days}
        if need.payment_days
        else _("dibayar tunai"),
    ]
    return " · ".join(parts)


def plan_bars(need: Need) -> list[dict]:
    """Rows of a bar chart: each month with its volume in words, and its length in percent of the highest month.

    The highest is named where it stands out, and not where most months are as high.
    """
    stands_out = 2 * need.plan.count(need.peak_month) < len(need.plan)
    return [
        {
            "label": date_format(month, "F Y"),
            "percent": 100 * volume / need.peak_month,
            "value": f"{number(volume)} {need.unit}",
            "is_peak": stands_out and volume == need.peak_month,
        }
        for month, volume in need.planned_months
    ]
