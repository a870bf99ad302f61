"""What the figures of partnerships.reports are called."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: The four amounts: (name, what it means).
AMOUNTS = {
    "potential": (gettext_lazy("Potensi"), gettext_lazy("perkiraan; belum dijanjikan siapa pun")),
    "mou": (gettext_lazy("MoU"), gettext_lazy("tertulis dalam MoU yang ditandatangani")),
    "contract": (gettext_lazy("Kontrak"), gettext_lazy("dikonfirmasi kedua pihak")),
    "realised": (
        gettext_lazy("Realisasi"),
        gettext_lazy("sudah dikirim dan dibayar, dikonfirmasi kedua pihak"),
    ),
}

STEPS = {
    "suggested": gettext_lazy("Disarankan"),
    "interested": gettext_lazy("Satu pihak berminat"),
    "matched": gettext_lazy("Kedua pihak berminat"),
    "begun": gettext_lazy("MoU disiapkan"),
    "signed": gettext_lazy("MoU ditandatangani"),
    "contracted": gettext_lazy("Kontrak dikonfirmasi"),
    "realised": gettext_lazy("Realisasi dikonfirmasi"),
}

#: What a table is divided by: (the tab, the first column).
DIMENSIONS = {
    "cluster": (gettext_lazy("Klaster"), gettext_lazy("Klaster")),
    "district": (gettext_lazy("Kecamatan"), gettext_lazy("Kecamatan")),
    "office": (gettext_lazy("OPD"), gettext_lazy("OPD pengampu klaster")),
    "capital": (gettext_lazy("PMA/PMDN"), gettext_lazy("Modal")),
    "country": (gettext_lazy("Negara"), gettext_lazy("Negara asal modal")),
    "programme": (gettext_lazy("Program"), gettext_lazy("Program")),
    "quarter": (gettext_lazy("Triwulan"), gettext_lazy("Triwulan")),
}


def list_title(name: str) -> str:
    """The heading of the list behind a figure (a key of reports.SOURCES)."""
    return str(_TITLES[name])


def list_note(name: str) -> str:
    """What should be known when such a list is read; "" where nothing."""
    return str(_NOTES.get(name, ""))


_TITLES = {
    "potential": gettext_lazy("MoU di balik nilai potensi"),
    "mou": gettext_lazy("MoU yang ditandatangani"),
    "contract": gettext_lazy("Kontrak yang dikonfirmasi kedua pihak"),
    "contract_waiting": gettext_lazy("Kontrak yang menunggu konfirmasi"),
    "contract_disputed": gettext_lazy("Kontrak yang dipersoalkan, menurut pencatat"),
    "contract_claimed": gettext_lazy("Kontrak yang dipersoalkan, menurut pihak lain"),
    "realised": gettext_lazy("Realisasi yang dikonfirmasi kedua pihak"),
    "realised_waiting": gettext_lazy("Realisasi yang menunggu konfirmasi"),
    "realised_disputed": gettext_lazy("Realisasi yang dipersoalkan, menurut pencatat"),
    "realised_claimed": gettext_lazy("Realisasi yang dipersoalkan, menurut pihak lain"),
    "pairs_suggested": gettext_lazy("Pasangan yang disarankan"),
    "pairs_interested": gettext_lazy("Pasangan dengan minat satu pihak"),
    "pairs_matched": gettext_lazy("Pasangan dengan minat kedua pihak"),
    "pairs_begun": gettext_lazy("Pasangan yang MoU-nya disiapkan"),
    "pairs_signed": gettext_lazy("Pasangan dengan MoU bertanda tangan"),
    "pairs_contracted": gettext_lazy("Pasangan dengan kontrak terkonfirmasi"),
    "pairs_realised": gettext_lazy("Pasangan dengan realisasi terkonfirmasi"),
    "umkm": gettext_lazy("UMKM terverifikasi"),
    "companies": gettext_lazy("Perusahaan terverifikasi"),
    "open_needs": gettext_lazy("Kebutuhan terbuka"),
    "mou_umkm": gettext_lazy("UMKM dengan MoU bertanda tangan"),
    "mou_companies": gettext_lazy("Perusahaan dengan MoU bertanda tangan"),
    "in_partnership": gettext_lazy("UMKM dalam kemitraan yang hidup"),
    "sleeping": gettext_lazy("MoU yang tidur"),
    "silent": gettext_lazy("Perusahaan yang diam"),
    "grown": gettext_lazy("UMKM yang naik kelas"),
    "grown_partners": gettext_lazy("UMKM yang naik kelas dan pernah menandatangani MoU"),
    "grown_micro_small": gettext_lazy("UMKM yang naik dari mikro ke kecil"),
    "grown_small_medium": gettext_lazy("UMKM yang naik dari kecil ke menengah"),
    "grown_micro_medium": gettext_lazy("UMKM yang naik dari mikro ke menengah"),
}

_TODAY = gettext_lazy("Keadaan hari ini; triwulan tidak menyaring daftar ini.")
_SHARE = gettext_lazy(
    "Bila disaring menurut klaster, kecamatan, atau OPD, yang dihitung dari tiap baris hanyalah bagian UMKM yang diminta."
)
_NOTES = {
    **dict.fromkeys(("potential", "mou", "contract", "contract_waiting"), _SHARE),
    **dict.fromkeys(("contract_disputed", "contract_claimed"), _SHARE),
    **dict.fromkeys(("umkm", "companies", "open_needs", "in_partnership", "sleeping"), _TODAY),
    "silent": gettext_lazy(
        "Punya kemitraan hidup, tetapi tidak mencatat dan tidak menjawab apa pun lebih dari 90 hari. "
        "Triwulan tidak menyaring daftar ini."
    ),
    **dict.fromkeys(
        (
            "grown",
            "grown_partners",
            "grown_micro_small",
            "grown_small_medium",
            "grown_micro_medium",
        ),
        gettext_lazy(
            "Perubahan kelas terakhir dalam masa ini mengarah naik, dari angka usaha yang dinyatakan pemilik; "
            "bukan karena batas skala berubah."
        ),
    ),
}


def step_pair(source: str, target: str) -> str:
    """ "Disarankan → Satu pihak berminat", also of amounts."""
    names = STEPS | {name: label for name, (label, _meaning) in AMOUNTS.items()}
    return _("%(source)s → %(target)s") % {"source": names[source], "target": names[target]}
