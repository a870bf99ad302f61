"""What a draft says: facts of an MoU by the names of placeholders, and a template's clauses with them filled in."""

import re
from collections.abc import Callable, Iterable, Mapping
from string import Formatter
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kemitraan.rupiah import number, rupiah
from partnerships.models import Contract, Mou
from partnerships.models.documents import Clause

#: What is not known yet: written by hand.
GAP = "……………………"


class Facts(NamedTuple):
    mou: Mou
    contract: Contract | None


def _day(value) -> str:
    return date_format(value, "j F Y") if value else ""


def _umkm(facts: Facts) -> str:
    members = [f"{row.umkm} ({number(row.share_percent)} %)" for row in facts.mou.members.all()]
    return ", ".join(members)


def _need(read: Callable) -> Callable[[Facts], str]:
    return lambda facts: str(read(facts.mou.need)) if facts.mou.need else ""


def _terms(need) -> str:
    if need.consignment:
        return _("titip jual (konsinyasi)")
    return _("uang muka %(down)s %%, pelunasan paling lambat %(days)s hari") % {
        "down": need.down_payment_percent,
        "days": need.payment_days,
    }


def _either(name: str) -> Callable[[Facts], object]:
    """The contract's own date where there is a contract, otherwise the MoU's."""
    return lambda facts: getattr(facts.contract or facts.mou, name)


#: Placeholder: what it stands for. An unknown one is refused when a template is saved.
PLACEHOLDERS: dict[str, Callable[[Facts], str]] = {
    "judul": lambda facts: facts.mou.title,
    "perusahaan": lambda facts: facts.mou.company.name,
    "nib_perusahaan": lambda facts: facts.mou.company.nib,
    "wakil_perusahaan": lambda facts: facts.mou.company.contact_name,
    "kota_perusahaan": lambda facts: facts.mou.company.head_office,
    "umkm": _umkm,
    "pola": lambda facts: str(facts.mou.get_pattern_display()),
    "volume": _need(lambda need: number(need.volume_month)),
    "satuan": _need(lambda need: need.unit.name),
    "harga_tertinggi": _need(lambda need: rupiah(need.price_ceiling) if need.price_ceiling else ""),
    "pembayaran": _need(_terms),
    "pengiriman_pertama": _need(lambda need: _day(need.first_delivery)),
    "mulai": lambda facts: _day(_either("starts_on")(facts)),
    "berakhir": lambda facts: _day(_either("ends_on")(facts)),
    "nilai": lambda facts: (
        rupiah(facts.contract.value_rupiah)
        if facts.contract
        else rupiah(facts.mou.mou_rupiah or facts.mou.potential_rupiah)
    ),
}


def check_text(text: str) -> None:
    """Only placeholders that exist, and each a bare name. Raises ValidationError with a sentence that names the wrong one."""
    unpaired = ValidationError(
        _("Tanda kurung kurawal tidak berpasangan. Tulis misalnya {perusahaan}.")
    )
    if "{{" in text or "}}" in text:
        raise unpaired
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise unpaired from error
    for _text, name, form, conversion in parts:
        if name is None:
            continue
        if name not in PLACEHOLDERS or form or conversion:
            raise ValidationError(
                _("Isian {%(name)s} tidak dikenal. Yang ada: %(known)s.")
                % {"name": name, "known": ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)}
            )


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; what was filled in is never read again."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1]) or GAP, text)


def values_of(mou: Mou, contract: Contract | None, language: str) -> dict[str, str]:
    """{placeholder: text, "" where it is not known} in one language."""
    with translation.override(language):
        return {name: str(read(Facts(mou, contract)) or "") for name, read in PLACEHOLDERS.items()}


def articles(clauses: Iterable[Clause], values: Mapping[str, Mapping[str, str]]) -> list[dict]:
    """[{"heading": {language: str}, "text": {language: str}}, ...] in the languages of `values`."""
    return [
        {
            "heading": {language: getattr(row, f"heading_{language}") for language in values},
            "text": {
                language: fill(getattr(row, f"text_{language}"), known)
                for language, known in values.items()
            },
        }
        for row in clauses
    ]


def missing(clauses: Iterable[Clause], values: Mapping[str, str]) -> list[str]:
    """The placeholders that this template uses and nobody has an answer for."""
    used = {name for row in clauses for name in re.findall(r"\{(\w+)\}", row.text_id)}
    return [name for name in PLACEHOLDERS if name in used and not values[name]]
