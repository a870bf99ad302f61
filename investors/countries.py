"""Countries of capital by ISO 3166 code, named in the reader's language (Unicode CLDR, through Babel)."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language


@cache
def _territories(language: str) -> dict[str, str]:
    names = Locale.parse(language).territories
    return {code: name for code, name in names.items() if len(code) == 2 and code.isalpha()}


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


def country_name(code: str) -> str:
    return _territories(_language()).get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """(code, name) in the order of the names; CLDR's outlying and test regions are left out."""
    left_out = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
    return sorted(
        ((code, name) for code, name in _territories(_language()).items() if code not in left_out),
        key=lambda pair: pair[1],
    )
