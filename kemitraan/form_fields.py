"""Input as people really type it: amounts with dots and spaces, days from the browser's calendar."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from kemitraan.rupiah import number


class WholeNumberField(forms.IntegerField):
    """A whole number or whole rupiah: "1500000", "1.500.000", "Rp 1.500.000,00", "1,500,000".

    Only separators of thousands may go: "1.5" stays wrong instead of becoming 15.
    """

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Tulis angka bulat, misalnya 1.500.000.")}

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value):
        text = re.sub(r"^rp\.?|\s", "", str("" if value is None else value).strip().lower())
        text = re.sub(r",(00|-)$|\.00$", "", text)
        if re.fullmatch(r"-?\d{1,3}(\.\d{3})+|-?\d{1,3}(,\d{3})+", text):
            text = re.sub(r"[.,]", "", text)
        return super().to_python(text)

    def prepare_value(self, value):
        return number(value) if isinstance(value, int) else value


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")  # what browsers understand, in every language
