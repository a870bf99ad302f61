"""Which office (OPD) of the kabupaten helps to close a gap: that of the certificate's kind, or by this table."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.wording.values import office

_DINKOP, _DISPERINDAG = "Dinas Koperasi UKM", "Disperindag"

#: Fact code -> (office, what it helps with). What no office can change (distance, words, the buyer's habits) is left out.
HELPERS = {
    "capacity_unknown": (_DINKOP, gettext_lazy("menghitung kapasitas dan melengkapi profil")),
    "capacity_short": (_DINKOP, gettext_lazy("modal, alat, atau bergabung dalam kelompok")),
    "peak_short": (_DINKOP, gettext_lazy("menyiapkan stok atau berbagi pesanan dalam kelompok")),
    "busy": (_DINKOP, gettext_lazy("berbagi pesanan dalam kelompok")),
    "minimum_order_unknown": (_DINKOP, gettext_lazy("melengkapi profil")),
    "price_unknown": (_DISPERINDAG, gettext_lazy("menghitung harga pokok")),
    "price_above": (_DISPERINDAG, gettext_lazy("bahan baku dan efisiensi produksi")),
    "lead_time_unknown": (_DISPERINDAG, gettext_lazy("menghitung waktu pengerjaan")),
    "lead_time_long": (_DISPERINDAG, gettext_lazy("menata produksi supaya lebih cepat")),
    "down_payment_unknown": (_DINKOP, gettext_lazy("memperhitungkan modal kerja")),
    "payment_days_unknown": (_DINKOP, gettext_lazy("memperhitungkan modal kerja")),
    "record_weak": (_DINKOP, gettext_lazy("pendampingan pengiriman dan mutu")),
    "with_capacity": (_DINKOP, gettext_lazy("modal, alat, atau bergabung dalam kelompok")),
    "with_price": (_DISPERINDAG, gettext_lazy("bahan baku dan efisiensi produksi")),
    "with_lead_time": (_DISPERINDAG, gettext_lazy("menata produksi supaya lebih cepat")),
}


def certificates_of(fact: Mapping[str, Any]) -> list[str]:
    """The kinds of certificate that a gap or a change is about."""
    values = fact["values"]
    if fact["code"].startswith("certificates_"):
        return values["codes"]
    return [values["code"]] if fact["code"] == "with_certificate" else []


def who_helps(fact: Mapping[str, Any]) -> str:
    """ "Yang membantu: Dinas Kesehatan (sertifikat).", or "" where no office can help."""
    codes = certificates_of(fact)
    if codes:
        offices = dict.fromkeys(office(code) for code in codes)
        return _("Yang membantu mengurusnya: %(offices)s.") % {
            "offices": ", ".join(name for name in offices if name) or _DINKOP
        }
    if fact["code"] not in HELPERS:
        return ""
    name, helps_with = HELPERS[fact["code"]]
    return _("Yang membantu: %(office)s (%(what)s).") % {"office": name, "what": helps_with}
