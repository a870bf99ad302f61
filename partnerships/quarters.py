"""Quarters of a year as (year, quarter): their days and their names."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

Quarter = tuple[int, int]


def first_day(quarter: Quarter) -> date:
    year, number = quarter
    return date(year, 3 * number - 2, 1)


def before(quarter: Quarter) -> Quarter:
    year, number = quarter
    return (year, number - 1) if number > 1 else (year - 1, 4)


def after(quarter: Quarter) -> Quarter:
    year, number = quarter
    return (year, number + 1) if number < 4 else (year + 1, 1)


def name(quarter: Quarter) -> str:
    """(2026, 4) -> "Triwulan 4 2026 (Okt–Des)"."""
    year, number = quarter
    months = [date_format(date(year, 3 * number - offset, 1), "M") for offset in (2, 0)]
    return _("Triwulan %(number)s %(year)s (%(first)s–%(last)s)") % {
        "number": number,
        "year": year,
        "first": months[0],
        "last": months[1],
    }


def short_name(quarter: Quarter) -> str:
    """(2026, 4) -> "TW4 2026"."""
    year, number = quarter
    return _("TW%(number)s %(year)s") % {"number": number, "year": year}


def between(earliest: Quarter, latest: Quarter) -> list[Quarter]:
    """Both ends included, the latest first."""
    found = []
    while latest >= earliest:
        found.append(latest)
        latest = before(latest)
    return found
