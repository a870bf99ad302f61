"""Codes, quantities, money and days of the engine, as people write them."""

from collections.abc import Iterable, Mapping
from datetime import date
from time import monotonic
from typing import Any

from django.core.cache import cache
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import get_language

from kemitraan.reference.models import CertificateKind, Cluster, Regency, Unit
from kemitraan.rupiah import number, rupiah

Values = Mapping[str, Any]

#: Clusters, units and certificates hardly ever change their names (seconds).
_NAMES_SECONDS = 300
#: How long a process goes on with those that it has in hand: (until, names).
_HELD_SECONDS = 5
_held: tuple[float, dict] = (0.0, {})


def _names() -> dict[tuple[str, str], tuple[str, str]]:
    """{(kind, code): (Indonesian, English)}, asked of the database once in a while.

    A list of suggestions asks for hundreds of names: each of them over the wire would cost more than all the rest.
    """
    global _held
    until, names = _held
    if monotonic() >= until:
        names = cache.get_or_set("wording:names", _read_names, _NAMES_SECONDS)
        _held = (monotonic() + _HELD_SECONDS, names)
    return names


def forget_names() -> None:
    """Of this process; for tests, which change names and roll them back."""
    global _held
    _held = (0.0, {})


def _read_names() -> dict[tuple[str, str], tuple[str, str]]:
    found = {}
    for kind, model in (("cluster", Cluster), ("unit", Unit)):
        for code, name_id, name_en in model.objects.values_list("code", "name_id", "name_en"):
            found[kind, code] = (name_id, name_en)
    kinds = CertificateKind.objects.values_list("code", "name_id", "name_en", "served_by")
    for code, name_id, name_en, served_by in kinds:
        found["certificate", code] = (name_id, name_en)
        found["office", code] = (served_by, served_by)
    for code, name in Regency.objects.values_list("code", "full_name"):
        found["regency", code] = (name, name)
    return found


def name(kind: str, code: str) -> str:
    """The name of a cluster, certificate, unit or regency; the code itself when nothing has it."""
    in_id, in_en = _names().get((kind, code), (code, code))
    return in_en if (get_language() or "id").startswith("en") else in_id


def office(certificate: str) -> str:
    """The office that helps to get a kind of certificate; "" for a kind that is not known."""
    return _names().get(("office", certificate), ("", ""))[0]


def names(kind: str, codes: Iterable[str]) -> str:
    return ", ".join(name(kind, code) for code in codes)


def amount(value: float) -> str:
    """A quantity, a percentage or a distance; at most two decimals."""
    return number(round(value, 2))


def money(value: float) -> str:
    return rupiah(round(value))


def dated(codes: Iterable[str], until: Iterable[str]) -> str:
    """Certificates with their last days: "Halal (1 Mei 2026)"."""
    return ", ".join(
        f"{name('certificate', code)} ({date_format(date.fromisoformat(day), 'j F Y')})"
        for code, day in zip(codes, until, strict=True)
    )


def month_names(months: Iterable[int]) -> str:
    return ", ".join(str(MONTHS[month]) for month in months)
