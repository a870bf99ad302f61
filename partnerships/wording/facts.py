"""One sentence for each fact that the engine can state (partnerships.matching.types.FACTS)."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from partnerships.wording.values import Values, amount, dated, money, month_names, name, names


def _words_in_common(v: Values) -> str:
    """What the product says, and in brackets the need's word where it is another one."""
    pairs = zip(v["offered"], v["asked"], strict=True)
    words = ", ".join(own if own == asked else f"{own} ({asked})" for own, asked in pairs)
    return _("Kata yang sama dalam produk dan kebutuhan: %(words)s.") % {"words": words}


def _kbli(v: Values) -> str:
    return _("Kode KBLI sama: %(code)s (KBLI %(version)s).") % v


def _cluster(v: Values) -> str:
    return _("Klasternya yang diminta: %(name)s.") % {"name": name("cluster", v["cluster"])}


def _certificates(v: Values) -> str:
    return _("Sertifikat berlaku pada pengiriman pertama: %(names)s.") % {
        "names": names("certificate", v["codes"])
    }


def _capacity(v: Values) -> str:
    return _(
        "Mampu membuat %(capacity)s %(unit)s per bulan, %(free)s masih bebas: cukup untuk %(volume)s."
    ) % _quantities(v)


def _quantities(v: Values) -> dict[str, str]:
    """Every quantity of a fact, written for people, and the unit's name."""
    written = {key: amount(v[key]) for key in v if key != "unit"}
    return written | {"unit": name("unit", v["unit"])}


def _price(v: Values) -> str:
    return _("Harga mulai %(price)s per %(unit)s, tidak melebihi batas %(ceiling)s.") % _prices(v)


def _prices(v: Values) -> dict[str, str]:
    return {
        "price": money(v["price"]),
        "ceiling": money(v["ceiling"]),
        "unit": name("unit", v["unit"]),
        "percent": amount(v["percent"]) if "percent" in v else "",
    }


def _near(v: Values) -> str:
    return _("Jaraknya %(km)s km dari tempat pengiriman.") % {"km": amount(v["km"])}


def _local(v: Values) -> str:
    return _("Satu daerah dengan tempat pengiriman: %(name)s.") % {
        "name": name("regency", v["regency"])
    }


def _lead_time(v: Values) -> str:
    return _("Siap dalam %(days)s hari.") % v


def _payment(v: Values) -> str:
    return (
        _(
            "Uang muka %(down_payment_percent)s %% dan tempo %(payment_days)s hari masih dalam kesanggupannya."
        )
        % v
    )


def _consignment(_v: Values) -> str:
    return _("Menerima titip jual (konsinyasi).")


def _work(v: Values) -> str:
    return _("Pesanan ini menjadi %(percent)s %% dari pekerjaan bulanannya.") % {
        "percent": amount(v["percent"])
    }


def _margin(v: Values) -> str:
    return _(
        "Harga tertingginya %(price)s per %(unit)s pun masih di bawah batas %(ceiling)s."
    ) % _prices(v)


def _record(v: Values) -> str:
    return _("Dari %(count)s pengiriman, %(percent)s %% tepat waktu dan diterima.") % v


def _buyer_pays(v: Values) -> str:
    return _("Pembeli ini membayar %(percent)s %% dari %(count)s pengiriman tepat waktu.") % v


def _coaching(_v: Values) -> str:
    return _("Pembeli menawarkan pembinaan.")


def _certificates_missing(v: Values) -> str:
    missing = {"names": names("certificate", v["codes"])}
    if v["required"]:
        return _("Sertifikat wajib belum ada: %(names)s.") % missing
    return _("Sertifikat yang diutamakan belum ada: %(names)s.") % missing


def _certificates_expired(v: Values) -> str:
    return _("Sertifikat habis sebelum pengiriman pertama: %(names)s.") % {
        "names": dated(v["codes"], v["until"])
    }


def _certificates_expiring(v: Values) -> str:
    return _("Sertifikat habis selama masa kebutuhan: %(names)s.") % {
        "names": dated(v["codes"], v["until"])
    }


def _capacity_unknown(v: Values) -> str:
    return _("Kapasitas belum diisi; diminta %(volume)s %(unit)s per bulan.") % _quantities(v)


def _capacity_short(v: Values) -> str:
    return _(
        "Kapasitas bebas %(free)s %(unit)s per bulan, kurang %(short)s dari %(volume)s."
    ) % _quantities(v)


def _price_unknown(v: Values) -> str:
    return _("Harga belum diisi; batasnya %(ceiling)s per %(unit)s.") % {
        "ceiling": money(v["ceiling"]),
        "unit": name("unit", v["unit"]),
    }


def _price_above(v: Values) -> str:
    return _(
        "Harga mulai %(price)s per %(unit)s, %(percent)s %% di atas batas %(ceiling)s."
    ) % _prices(v)


def _minimum_order_unknown(_v: Values) -> str:
    return _("Pesanan paling sedikit belum diisi.")


def _lead_time_unknown(_v: Values) -> str:
    return _("Waktu pengerjaan belum diisi.")


def _lead_time_long(v: Values) -> str:
    return _("Perlu %(days)s hari untuk mengerjakan.") % v


def _down_payment_unknown(v: Values) -> str:
    return _("Uang muka yang diperlukan belum diisi; ditawarkan %(percent)s %%.") % {
        "percent": v["offered_percent"]
    }


def _payment_days_unknown(v: Values) -> str:
    return _("Belum diisi apakah sanggup menunggu pembayaran %(days)s hari.") % {
        "days": v["asked_days"]
    }


def _busy(v: Values) -> str:
    return _("Penuh pesanan pada bulan %(months)s.") % {"months": month_names(v["months"])}


def _peak_short(v: Values) -> str:
    return _(
        "Cukup untuk bulan biasa, tetapi pada bulan %(months)s diminta sampai %(peak)s %(unit)s: kurang %(short)s."
    ) % {
        "months": month_names(v["months"]),
        "peak": amount(v["peak"]),
        "short": amount(v["short"]),
        "unit": name("unit", v["unit"]),
    }


def _far(v: Values) -> str:
    return _("Jauh: %(km)s km dari tempat pengiriman.") % {"km": amount(v["km"])}


def _cluster_other(v: Values) -> str:
    return _("Klasternya %(name)s; yang diminta %(asked)s.") % {
        "name": name("cluster", v["cluster"]),
        "asked": names("cluster", v["asked"]),
    }


def _words_none(_v: Values) -> str:
    return _("Tidak ada kata kebutuhan yang ditemukan dalam produknya.")


def _record_weak(v: Values) -> str:
    return _("Dari %(count)s pengiriman, baru %(percent)s %% tepat waktu dan diterima.") % v


def _buyer_pays_late(v: Values) -> str:
    return _("Pembeli ini baru membayar %(percent)s %% dari %(count)s pengiriman tepat waktu.") % v


# ── What would change the score ──────────────────────────────────────────────────────────────────────────────────────


def _rise(v: Values) -> str:
    """ "82", and where it is known what it is now (wording.explain adds it): "82, naik dari 64"."""
    if "now" not in v:
        return amount(v["score"])
    return _("%(then)s, naik dari %(now)s") % {"then": amount(v["score"]), "now": amount(v["now"])}


def _with_certificate(v: Values) -> str:
    return _("Dengan %(name)s nilainya menjadi %(score)s.") % {
        "name": name("certificate", v["code"]),
        "score": _rise(v),
    }


def _with_capacity(v: Values) -> str:
    return _("Dengan %(free)s %(unit)s bebas per bulan nilainya menjadi %(score)s.") % {
        "free": amount(v["free"]),
        "unit": name("unit", v["unit"]),
        "score": _rise(v),
    }


def _with_price(v: Values) -> str:
    return _("Dengan harga mulai %(price)s per %(unit)s nilainya menjadi %(score)s.") % {
        "price": money(v["price"]),
        "unit": name("unit", v["unit"]),
        "score": _rise(v),
    }


def _with_lead_time(v: Values) -> str:
    return _("Bila siap dalam %(days)s hari nilainya menjadi %(score)s.") % {
        "days": v["days"],
        "score": _rise(v),
    }


SENTENCES: dict[str, Callable[[Values], str]] = {
    "words": _words_in_common,
    "kbli": _kbli,
    "cluster": _cluster,
    "certificates": _certificates,
    "capacity": _capacity,
    "price": _price,
    "near": _near,
    "local": _local,
    "lead_time": _lead_time,
    "payment": _payment,
    "consignment": _consignment,
    "work": _work,
    "margin": _margin,
    "certificates_missing": _certificates_missing,
    "certificates_expired": _certificates_expired,
    "certificates_expiring": _certificates_expiring,
    "capacity_unknown": _capacity_unknown,
    "capacity_short": _capacity_short,
    "peak_short": _peak_short,
    "price_unknown": _price_unknown,
    "price_above": _price_above,
    "minimum_order_unknown": _minimum_order_unknown,
    "lead_time_unknown": _lead_time_unknown,
    "lead_time_long": _lead_time_long,
    "down_payment_unknown": _down_payment_unknown,
    "payment_days_unknown": _payment_days_unknown,
    "busy": _busy,
    "far": _far,
    "cluster_other": _cluster_other,
    "words_none": _words_none,
    "record": _record,
    "buyer_pays": _buyer_pays,
    "coaching": _coaching,
    "record_weak": _record_weak,
    "buyer_pays_late": _buyer_pays_late,
    "with_certificate": _with_certificate,
    "with_capacity": _with_capacity,
    "with_price": _with_price,
    "with_lead_time": _with_lead_time,
}


def sentence(fact: Mapping[str, Any]) -> str:
    """One fact as a sentence. Raises KeyError for a code that the engine does not document."""
    return SENTENCES[fact["code"]](fact["values"])
