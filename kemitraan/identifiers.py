"""Identifiers of people and firms: parsing, checks, and how they are shown.

Sources: NIB is 13 digits given by OSS (no public check digit is known); telephone numbers by the ITU numbering plan.
"""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def parse_nib(text: str) -> str:
    """13 digits, however they were grouped. Raises ValidationError."""
    digits = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch(r"[0-9]{13}", digits):
        raise ValidationError(
            _("NIB terdiri dari 13 angka, seperti 1234567890123."), code="invalid_nib"
        )
    return digits


def parse_telephone(text: str, region: str = "ID") -> str:
    """ "0812-3456-7890" -> "+6281234567890"; foreign numbers need their +code. Raises ValidationError."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(
            _("Nomor telepon belum benar. Contoh: 0812 3456 7890."), code="invalid_telephone"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_telephone(number: str) -> str:
    """ "+6281234567890" -> "+62 812-3456-7890"."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def whatsapp_link(number: str) -> str:
    return f"https://wa.me/{number.lstrip('+')}"
