"""Names of amounts, steps and dimensions in the quarterly report, in the reader's language."""

from django.utils.translation import gettext as _


def amount_names() -> dict[str, str]:
    return {
        "potential": _("Potensi"),
        "mou": _("MoU"),
        "contract": _("Kontrak"),
        "realised": _("Realisasi"),
    }


def step_names() -> dict[str, str]:
    return {
        "suggested": _("Disarankan"),
        "interested": _("Satu pihak berminat"),
        "matched": _("Kedua pihak berminat"),
        "begun": _("MoU disiapkan"),
        "signed": _("MoU ditandatangani"),
        "contracted": _("Kontrak dikonfirmasi"),
        "realised": _("Realisasi dikonfirmasi"),
    }


def dimension_names() -> dict[str, tuple[str, str]]:
    """{dimension of partnerships.reports: (title of its table, head of its first column)}."""
    return {
        "cluster": (_("Menurut klaster"), _("Klaster")),
        "district": (_("Menurut kecamatan"), _("Kecamatan")),
        "office": (_("Menurut OPD"), _("OPD")),
        "capital": (_("PMA dan PMDN"), _("Modal")),
        "country": (_("Menurut negara asal modal"), _("Negara")),
        "programme": (_("Menurut program"), _("Program")),
    }
