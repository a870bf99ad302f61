"""Countries of capital by ISO 3166 code, named in the reader's language (Unicode CLDR, through Babel), and what is spoken."""

from collections.abc import Iterable
from functools import cache

from babel import Locale
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


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


class SpokenLanguage(models.TextChoices):
    """What people of the companies speak: the languages of the countries that invest here most, by ISO 639 code."""

    INDONESIAN = "id", _("Indonesia")
    ENGLISH = "en", _("Inggris")
    JAPANESE = "ja", _("Jepang")
    KOREAN = "ko", _("Korea")
    CHINESE = "zh", _("Mandarin")
    DUTCH = "nl", _("Belanda")
    GERMAN = "de", _("Jerman")
    FRENCH = "fr", _("Prancis")


def language_names(codes: Iterable[str]) -> str:
    """ "Indonesia, Inggris", in the order of the list; "" for none."""
    spoken = set(codes)
    return ", ".join(str(label) for code, label in SpokenLanguage.choices if code in spoken)
