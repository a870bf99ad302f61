"""What the hard rules keep out (partnerships.matching.rules.RULES): how many for a need, and why one pair."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investors.models import Need
from kemitraan.rupiah import number, rupiah
from partnerships.matching.rules import PRICE_TOLERANCE
from partnerships.models import DeclineReason
from partnerships.wording.values import Values, amount, dated, money, month_names, name, names

#: Rule code -> what it asks for, as the heading of one line.
LABELS = {
    "unit": gettext_lazy("Satuan"),
    "certificates": gettext_lazy("Sertifikat wajib"),
    "down_payment": gettext_lazy("Uang muka"),
    "payment_days": gettext_lazy("Tempo pembayaran"),
    "consignment": gettext_lazy("Titip jual (konsinyasi)"),
    "minimum_order": gettext_lazy("Pesanan paling sedikit"),
    "lead_time": gettext_lazy("Waktu pengerjaan"),
    "season": gettext_lazy("Musim"),
    "radius": gettext_lazy("Jarak"),
    "capacity": gettext_lazy("Kapasitas"),
    "price": gettext_lazy("Harga"),
    "refused": gettext_lazy("Jawaban terdahulu"),
}


# ── How many ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def excluded(counts: Mapping[str, int], need: Need) -> list[str]:
    """{"radius": 12} -> ["12 UMKM lebih jauh daripada 25 km."], the largest number first. One query."""
    facts = _facts_of(need)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        _HOW_MANY[code]() % {**facts, "count": number(count)} for code, count in ordered if count
    ]


def _facts_of(need: Need) -> dict[str, str]:
    return {
        "unit": str(need.unit),
        "certificates": ", ".join(kind.name for kind in need.required_certificates.all()),
        "down_payment": str(need.down_payment_percent),
        "days": str(need.payment_days),
        "volume": number(need.volume_month),
        "day": date_format(need.first_delivery, "j F Y"),
        "km": "–" if need.radius_km is None else number(need.radius_km),
        "ceiling": rupiah(need.price_ceiling),
        "tolerance": tolerance_percent(),
    }


def tolerance_percent() -> str:
    """How far above the ceiling a lowest price may stand, as a number of percent."""
    return number(round(100 * (PRICE_TOLERANCE - 1), 1))


_HOW_MANY: dict[str, Callable[[], str]] = {
    "unit": lambda: _("%(count)s UMKM menjual dalam satuan lain, bukan %(unit)s."),
    "certificates": lambda: _("%(count)s UMKM belum memegang sertifikat wajib: %(certificates)s."),
    "down_payment": lambda: _(
        "%(count)s UMKM memerlukan uang muka lebih dari %(down_payment)s %%."
    ),
    "payment_days": lambda: _("%(count)s UMKM tidak sanggup menunggu pembayaran %(days)s hari."),
    "consignment": lambda: _("%(count)s UMKM tidak menerima titip jual (konsinyasi)."),
    "minimum_order": lambda: _(
        "%(count)s UMKM hanya menerima pesanan di atas %(volume)s %(unit)s per bulan."
    ),
    "lead_time": lambda: _("%(count)s UMKM tidak sempat mengerjakan sebelum %(day)s."),
    "season": lambda: _("%(count)s UMKM penuh pesanan sepanjang masa kebutuhan."),
    "radius": lambda: _("%(count)s UMKM lebih jauh daripada %(km)s km."),
    "capacity": lambda: _(
        "%(count)s UMKM kapasitas bebasnya terlalu kecil untuk %(volume)s %(unit)s per bulan."
    ),
    "price": lambda: _(
        "%(count)s UMKM harganya lebih dari %(tolerance)s %% di atas batas %(ceiling)s per %(unit)s."
    ),
    "refused": lambda: _(
        "%(count)s UMKM belum lama ini tidak sepakat dengan perusahaan ini atas syarat yang sama."
    ),
}


# ── What would bring more ────────────────────────────────────────────────────────────────────────────────────────────


def relaxed(steps: Iterable[Mapping[str, Any]], need: Need) -> list[str]:
    """[{"rule": "radius", "value": 40, "more": 12}] -> ["Jarak 40 km, bukan 25 km: 12 UMKM lagi."], the largest first.

    Values are in base units, which are said as the need's own where they are quantities.
    """
    facts = _facts_of(need)
    return [
        _RELAXED[step["rule"]](step["value"], need, facts) % {"more": number(step["more"])}
        for step in steps
        if step["rule"] in _RELAXED
    ]


def _doubled(sentence: str) -> str:
    """A sentence whose other values are in place: only the number of more is left to be filled in."""
    return sentence.replace("%", "%%").replace("%%(more)s", "%(more)s")


def _in_need_unit(value: float, need: Need) -> str:
    return amount(value / float(need.unit.factor))


_RELAXED: dict[str, Callable] = {
    "radius": lambda value, need, facts: _doubled(
        _("Jarak %(value)s km, bukan %(km)s km: %%(more)s UMKM lagi.")
        % {"value": number(value), "km": facts["km"]}
    ),
    "price": lambda value, need, facts: _doubled(
        _("Harga sampai %(value)s per %(unit)s, bukan %(ceiling)s: %%(more)s UMKM lagi.")
        % {
            "value": rupiah(round(value * float(need.unit.factor))),
            "unit": facts["unit"],
            "ceiling": facts["ceiling"],
        }
    ),
    "down_payment": lambda value, need, facts: _doubled(
        _("Uang muka %(value)s %%, bukan %(now)s %%: %%(more)s UMKM lagi.")
        % {"value": number(value), "now": facts["down_payment"]}
    ),
    "payment_days": lambda value, need, facts: _doubled(
        _("Tempo %(value)s hari, bukan %(days)s hari: %%(more)s UMKM lagi.")
        % {"value": number(value), "days": facts["days"]}
    ),
    "lead_time": lambda value, need, facts: _doubled(
        _("Pengiriman pertama paling cepat %(value)s hari lagi: %%(more)s UMKM lagi.")
        % {"value": number(value)}
    ),
    "minimum_order": lambda value, need, facts: _doubled(
        _("Volume %(value)s %(unit)s per bulan, bukan %(volume)s: %%(more)s UMKM lagi.")
        % {
            "value": _in_need_unit(value, need),
            "unit": facts["unit"],
            "volume": facts["volume"],
        }
    ),
    "certificates": lambda value, need, facts: _doubled(
        _("Tanpa mewajibkan %(name)s: %%(more)s UMKM lagi.") % {"name": name("certificate", value)}
    ),
    "capacity": lambda value, need, facts: _doubled(
        _("Bila beberapa pemasok boleh berbagi: %%(more)s UMKM lagi.") % {}
    ),
    "consignment": lambda value, need, facts: _doubled(
        _("Beli putus, bukan titip jual: %%(more)s UMKM lagi.") % {}
    ),
}


# ── One pair ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def broken(code: str, values: Values) -> str:
    """Why this rule keeps one pair apart."""
    return _BROKEN[code](values)


def _unit(v: Values) -> str:
    return _("Dijual per %(offered)s; yang diminta %(asked)s.") % {
        "offered": name("unit", v["offered"]),
        "asked": name("unit", v["asked"]),
    }


def _certificates(v: Values) -> str:
    parts = []
    if v["missing"]:
        parts.append(_("Belum ada: %(names)s.") % {"names": names("certificate", v["missing"])})
    if v["expired"]:
        parts.append(
            _("Habis sebelum pengiriman pertama: %(names)s.")
            % {"names": dated(v["expired"], v["until"])}
        )
    return " ".join(parts)


def _down_payment(v: Values) -> str:
    return _("Memerlukan uang muka %(needed)s %%; yang ditawarkan %(offered)s %%.") % {
        "needed": v["needed"] or 0,
        "offered": v["offered"],
    }


def _payment_days(v: Values) -> str:
    return _("Sanggup menunggu %(longest)s hari; yang diminta %(asked)s hari.") % v


def _consignment(_v: Values) -> str:
    return _("Tidak menerima titip jual (konsinyasi).")


def _minimum_order(v: Values) -> str:
    return _("Menerima pesanan mulai %(least)s %(unit)s; kebutuhannya %(volume)s per bulan.") % {
        "least": amount(v["least"]),
        "volume": amount(v["volume"]),
        "unit": name("unit", v["unit"]),
    }


def _lead_time(v: Values) -> str:
    return _("Perlu %(days)s hari; sampai pengiriman pertama tinggal %(left)s hari.") % v


def _season(v: Values) -> str:
    return _("Penuh pesanan pada semua bulan kebutuhan: %(months)s.") % {
        "months": month_names(v["busy"])
    }


def _radius(v: Values) -> str:
    return _("Jaraknya %(km)s km; paling jauh %(radius)s km.") % {
        "km": amount(v["km"]),
        "radius": amount(v["radius"]),
    }


def _capacity(v: Values) -> str:
    return _(
        "Kapasitas bebas %(free)s %(unit)s per bulan; paling sedikit %(least)s dari %(volume)s."
    ) % {
        "free": amount(v["free"]),
        "least": amount(v["least"]),
        "volume": amount(v["volume"]),
        "unit": name("unit", v["unit"]),
    }


def _price(v: Values) -> str:
    return _(
        "Harga mulai %(price)s per %(unit)s, lebih dari %(tolerance)s %% di atas batas %(ceiling)s."
    ) % {
        "tolerance": tolerance_percent(),
        "price": money(v["price"]),
        "ceiling": money(v["ceiling"]),
        "unit": name("unit", v["unit"]),
    }


def _refused(v: Values) -> str:
    return _("Belum lama ini tidak sepakat atas syarat yang sama: %(reason)s.") % {
        "reason": dict(DeclineReason.choices).get(v["reason"], v["reason"])
    }


_BROKEN: dict[str, Callable[[Values], str]] = {
    "unit": _unit,
    "certificates": _certificates,
    "down_payment": _down_payment,
    "payment_days": _payment_days,
    "consignment": _consignment,
    "minimum_order": _minimum_order,
    "lead_time": _lead_time,
    "season": _season,
    "radius": _radius,
    "capacity": _capacity,
    "price": _price,
    "refused": _refused,
}
