"""Identifiers of people and firms: parsing, checks, and how they are shown.

Parsing answers with the bare digits or raises ValidationError with a sentence. What is odd but may well be true (a NIK keeps
the region of its first registration and is not issued anew when a birth date is corrected) is a Remark: data, never a refusal.

Sources: NIK is 16 digits PPRRSS DDMMYY NNNN, 40 added to a woman's day of birth (dukcapil.klaten.go.id); NPWP is 15 digits with
a Luhn digit at place nine, since 2024 also 16: a NIK, or 0 and the old 15; NIB is 13 digits given by OSS (no public check digit
is known); telephone numbers by the ITU numbering plan.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import luhn, numdb
from stdnum.exceptions import ValidationError as NotValid
from stdnum.id import nik as nik_rules
from stdnum.id import npwp as npwp_rules

_GROUPING = re.compile(r"[\s.\-'’`]")
#: The youngest age at which somebody can hold an identity card of his own (UU 24/2013 article 63).
CARD_AGE = 17


@dataclass(frozen=True)
class Remark:
    """Something that a person should look at: a code with the values that its sentence names."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self):
        return remark_in_words(self.code, self.values)


def remark_in_words(code: str, values: Mapping[str, Any]) -> str:
    return {
        "nik_region_unknown": _("Enam angka pertama NIK bukan kode wilayah yang dikenal."),
        "nik_region_elsewhere": _("NIK ini pertama kali terbit di %(place)s."),
        "nik_birth_date_impossible": _("Tanggal lahir di dalam NIK bukan tanggal yang ada."),
        "nik_birth_date_unlikely": _("Menurut NIK, pemiliknya lahir pada %(born)s."),
        "nik_serial_zero": _("Nomor urut NIK mulai dari 0001, bukan 0000."),
    }[code] % dict(values)


def _digits(text: str) -> str:
    return _GROUPING.sub("", text)


# ── NIK ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def parse_nik(text: str) -> str:
    """16 digits, however they were grouped. Raises ValidationError for another shape, never for region or birth date."""
    digits = _digits(text)
    if not re.fullmatch(r"[0-9]{16}", digits):
        raise ValidationError(
            _("NIK terdiri dari 16 angka, seperti pada KTP; ini %(count)s.")
            % {"count": len(re.sub(r"[^0-9]", "", digits))},
            code="invalid_nik",
        )
    if len(set(digits)) == 1:
        raise ValidationError(_("NIK tidak mungkin satu angka yang diulang."), code="invalid_nik")
    return digits


def nik_remarks(nik: str, *, regency: str, today: date) -> list[Remark]:
    """What is odd about a NIK of 16 digits for somebody of this kabupaten ("33.10"): [] when nothing is."""
    remarks = []
    names = [part.get("name_id") for _code, part in numdb.get("id/loc").info(nik[:4])]
    if len(names) < 2 or None in names:
        remarks.append(Remark("nik_region_unknown"))
    elif nik[:4] != regency.replace(".", ""):
        province, place = names[:2]
        remarks.append(Remark("nik_region_elsewhere", {"place": f"{place.title()}, {province}"}))
    born = _born(nik, today)
    if born is None:
        remarks.append(Remark("nik_birth_date_impossible"))
    elif today.year - born.year < CARD_AGE:
        remarks.append(Remark("nik_birth_date_unlikely", {"born": born.isoformat()}))
    if nik.endswith("0000"):
        remarks.append(Remark("nik_serial_zero"))
    return remarks


def _born(nik: str, today: date) -> date | None:
    """The day of birth; two digits of a year mean the century that lets the person hold a card today."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    if not (1 <= day <= 31 or 41 <= day <= 71):
        return None
    try:
        born = nik_rules.get_birth_date(nik)
    except NotValid:
        return None
    recent = 2000 + year
    if recent <= today.year - CARD_AGE:
        try:
            return date(recent, month, day % 40)
        except ValueError:
            return born
    return born


def mask_nik(nik: str) -> str:
    """ "3310031708450001" -> "3310••••••••0001"; region and serial let its owner know it again."""
    return f"{nik[:4]}••••••••{nik[-4:]}" if nik else ""


# ── NPWP ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def parse_npwp(text: str) -> str:
    """15 or 16 digits: the old form with its Luhn digit, 0 and the old form, or a NIK. Raises ValidationError."""
    digits = _digits(text)
    if not re.fullmatch(r"[0-9]{15,16}", digits):
        raise ValidationError(
            _("NPWP terdiri dari 15 atau 16 angka, seperti 01.312.166.0-091.000."),
            code="invalid_npwp",
        )
    if len(digits) == 16 and not digits.startswith("0"):
        return parse_nik(digits)
    if not luhn.is_valid(digits[-15:][:9]):
        raise ValidationError(
            _("Angka kesembilan NPWP tidak cocok dengan delapan angka di depannya. Periksa lagi."),
            code="invalid_npwp",
        )
    return digits


def parse_company_npwp(text: str) -> str:
    """The 15 digits of a firm that is no person: one of 16 is 0 and the old 15. Raises ValidationError, also for a NIK."""
    digits = parse_npwp(text)
    if len(digits) == 16 and not digits.startswith("0"):
        raise ValidationError(
            _("Ini NIK perorangan. NPWP perusahaan 16 angka berawalan 0."), code="invalid_npwp"
        )
    return digits[-15:]


def show_npwp(npwp: str) -> str:
    """ "013121660091000" -> "01.312.166.0-091.000"; one of 16 digits stays as it is."""
    return npwp_rules.format(npwp) if len(npwp) == 15 else npwp


def mask_npwp(npwp: str) -> str:
    """ "013121660091000" -> "01•••••••••••00"."""
    return f"{npwp[:2]}{'•' * (len(npwp) - 4)}{npwp[-2:]}" if npwp else ""


# ── NIB ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def parse_nib(text: str) -> str:
    """13 digits, however they were grouped. Raises ValidationError."""
    digits = _digits(text)
    if not re.fullmatch(r"[0-9]{13}", digits):
        raise ValidationError(
            _("NIB terdiri dari 13 angka, seperti 1234567890123."), code="invalid_nib"
        )
    return digits


# ── Telephone ────────────────────────────────────────────────────────────────────────────────────────────────────────

#: An Indonesian mobile number as nearly everybody writes it: its answer is known without the numbering plan of the world.
_MOBILE = re.compile(r"(?:\+?62|0)(8[0-9]{8,11})")
_LONGEST_MOBILE = len("+62812345678901")


def parse_telephone(text: str, region: str = "ID") -> str:
    """ "0812-3456-7890" -> "+6281234567890"; foreign numbers need their +code. Raises ValidationError."""
    if region == "ID" and (mobile := _MOBILE.fullmatch(re.sub(r"[ \-]", "", text))):
        return f"+62{mobile[1]}"
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(
            _("Nomor telepon belum benar. Contoh: 0812 3456 7890."), code="invalid_telephone"
        )
    found = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if found.startswith("+628") and len(found) > _LONGEST_MOBILE:
        raise ValidationError(
            _("Nomor ini terlalu panjang. Nomor ponsel paling banyak 13 angka."),
            code="invalid_telephone",
        )
    return found


def show_telephone(number: str) -> str:
    """ "+6281234567890" -> "+62 812-3456-7890"."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def whatsapp_link(number: str, text: str = "") -> str:
    """Opens a chat with this number; `text` stands ready to be sent."""
    link = f"https://wa.me/{number.lstrip('+')}"
    return f"{link}?text={quote(text)}" if text else link
