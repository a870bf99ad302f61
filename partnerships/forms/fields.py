"""Fields that several forms of partnerships have."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kemitraan.form_fields import WholeNumberField
from kemitraan.rupiah import CEILING


def rupiah_field(**given) -> WholeNumberField:
    return WholeNumberField(**{"min_value": 1, "max_value": CEILING} | given)


def paper_field(**given) -> forms.FileField:
    return forms.FileField(
        **{
            "label": _("Berkas"),
            "help_text": _("PDF paling besar 5 MB, atau foto seluruh halaman."),
            "widget": forms.FileInput(attrs={"accept": "application/pdf,image/*"}),
        }
        | given
    )


def percent_field(label, initial) -> forms.DecimalField:
    """A share with at most two decimals: "33,34" and "33.34"."""
    return forms.DecimalField(
        label=label,
        initial=initial,
        max_digits=5,
        decimal_places=2,
        max_value=100,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
