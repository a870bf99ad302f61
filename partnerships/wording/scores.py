"""The parts of a score as labelled bars, and the weights that they have."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from partnerships.matching.score import COMPANY_PARTS, RELEVANCE_PARTS, UMKM_PARTS, Weights
from partnerships.models import Side

#: Part code -> its label, in the order in which parts are told.
LABELS = {
    "text": gettext_lazy("Kesesuaian kata"),
    "kbli": gettext_lazy("Kode KBLI"),
    "cluster": gettext_lazy("Klaster"),
    "certificates": gettext_lazy("Sertifikat yang diutamakan"),
    "price": gettext_lazy("Harga bagi perusahaan"),
    "capacity": gettext_lazy("Kapasitas untuk kebutuhan ini"),
    "lead_time": gettext_lazy("Waktu pengerjaan"),
    "near": gettext_lazy("Kedekatan"),
    "record": gettext_lazy("Pengalaman pengiriman"),
    "work": gettext_lazy("Tambahan kerja bagi UMKM"),
    "margin": gettext_lazy("Harga bagi UMKM"),
    "terms": gettext_lazy("Cara pembayaran bagi UMKM"),
    "buyer": gettext_lazy("Ketepatan bayar pembeli"),
    "coaching": gettext_lazy("Pembinaan"),
}

_SHOWN = {
    Side.COMPANY: {*RELEVANCE_PARTS, *COMPANY_PARTS},
    Side.UMKM: {*RELEVANCE_PARTS, *UMKM_PARTS},
    None: set(LABELS),
}


def bars(parts: Mapping[str, float], side: str | None) -> list[dict]:
    """{"text": 0.62} -> [{"code": "text", "label": ..., "percent": 62.0}]: what concerns this Side; None shows all."""
    return [
        {"code": code, "label": str(label), "percent": round(100 * parts[code], 1)}
        for code, label in LABELS.items()
        if code in parts and code in _SHOWN[side]
    ]


#: The groups of a table of weights and its three numbers (partnerships.matching.Weights), as their headings.
GROUPS = {
    "relevance": gettext_lazy("Kesesuaian: apakah ini yang dicari?"),
    "company": gettext_lazy("Manfaat bagi perusahaan"),
    "umkm": gettext_lazy("Manfaat bagi UMKM"),
}
NUMBERS = {
    "company_power": gettext_lazy("Bobot manfaat perusahaan dalam nilai akhir"),
    "company_floor": gettext_lazy("Bagian kesesuaian yang selalu dihitung bagi perusahaan"),
    "umkm_floor": gettext_lazy("Nilai dasar manfaat UMKM"),
}


def weight_tables(weights: Weights) -> list[dict]:
    """The three groups, each with its parts as bars, the heaviest first; a group adds up to 100."""
    return [
        {
            "title": title,
            "bars": [
                {"code": code, "label": str(LABELS[code]), "percent": round(100 * weight, 1)}
                for code, weight in sorted(
                    getattr(weights, name).items(), key=lambda pair: (-pair[1], pair[0])
                )
            ],
        }
        for name, title in GROUPS.items()
    ]
