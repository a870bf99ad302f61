"""What an UMKM states, in words for people: prices, months, payment terms; and what it has asked for."""

from collections.abc import Iterable

from django.apps import apps
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from kemitraan.rupiah import rupiah
from umkm.models import FacilitationRequest, Product, Umkm


def price_range(product: Product) -> str:
    return price_between(product.price_min, product.price_max)


def price_between(low: int | None, high: int | None) -> str:
    """ "Rp 1.000 – Rp 2.000", "mulai Rp 1.000", "sampai Rp 2.000", one amount, or "" when no price is stated."""
    if low is None and high is None:
        return ""
    if high is None:
        return _("mulai %(price)s") % {"price": rupiah(low)}
    if low is None:
        return _("sampai %(price)s") % {"price": rupiah(high)}
    return rupiah(low) if low == high else f"{rupiah(low)} – {rupiah(high)}"


def busy_months(product: Product) -> str:
    """ "Juni, Juli", or "" when orders are taken all year."""
    return _months(product.busy_months)


def best_months(product: Product) -> str:
    """ "September, Oktober", or "" when no month is better than the others."""
    return _months(product.best_months)


def _months(numbers: list[int]) -> str:
    return ", ".join(str(MONTHS[month]) for month in sorted(numbers))


def payment_terms(umkm: Umkm) -> list[str]:
    return terms_between(umkm.down_payment_percent, umkm.payment_days, umkm.accepts_consignment)


def terms_between(percent: int | None, days: int | None, consigns: bool) -> list[str]:
    """One sentence for each term: down payment, days of credit, consignment; what the firm has not said is not mentioned."""
    terms = []
    if percent == 0:
        terms.append(_("Tidak meminta uang muka."))
    elif percent:
        terms.append(_("Uang muka paling sedikit %(percent)s %%.") % {"percent": percent})
    if days == 0:
        terms.append(_("Dibayar tunai ketika barang diserahkan."))
    elif days:
        terms.append(
            _("Pelunasan paling lambat %(days)s hari sesudah barang diserahkan.") % {"days": days}
        )
    if consigns:
        terms.append(_("Menerima titip jual (konsinyasi)."))
    elif terms:
        terms.append(_("Beli putus; tidak menerima titip jual."))
    return terms


def same_because(codes: Iterable[str]) -> str:
    """ "NIK sama, nama mirip": why two firms may be one."""
    words = {
        "nib": _("NIB sama"),
        "nik": _("NIK sama"),
        "telephone": _("nomor telepon sama"),
        "name": _("nama sangat mirip"),
        "owner": _("pemilik mirip"),
        "village": _("desa sama"),
    }
    return ", ".join(words[code] for code in codes)


def moved_label(model: str) -> str:
    """The plural name of a model by its label, for a list of what moves."""
    name = str(apps.get_model(model)._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]


def asked_for(request: FacilitationRequest) -> str:
    """Said to who has just asked: what, of whom, and until when it is answered."""
    return _("“%(service)s” diminta kepada %(office)s; dijawab paling lambat %(day)s.") % {
        "service": request.service,
        "office": request.get_office_display(),
        "day": f"{request.due_on:%d-%m-%Y}",
    }
