"""Forms of the admin for supply: the model's fields, with the spellings of numbers that people really type."""

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from kemitraan.identifiers import parse_nib, parse_telephone
from umkm.models import Method


class UmkmForm(forms.ModelForm):
    nib = forms.CharField(
        label=_("NIB"), required=False, max_length=25, widget=UnfoldAdminTextInputWidget
    )

    def clean_nib(self):
        return parse_nib(self.cleaned_data["nib"]) if self.cleaned_data["nib"] else None

    def clean_telephone(self):
        return parse_telephone(self.cleaned_data["telephone"])


class UmkmRegistrationForm(UmkmForm):
    consent = forms.BooleanField(
        label=_("Pemilik setuju datanya dicatat dan ditampilkan di portal"),
        widget=UnfoldBooleanSwitchWidget,
    )


class ProductForm(forms.ModelForm):
    best_months = forms.TypedMultipleChoiceField(
        label=_("Bulan paling baik"),
        required=False,
        coerce=int,
        choices=list(MONTHS.items()),
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    busy_months = forms.TypedMultipleChoiceField(
        label=_("Bulan penuh pesanan"),
        help_text=_("Bulan ketika pesanan baru tidak dapat diterima."),
        required=False,
        coerce=int,
        choices=list(MONTHS.items()),
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )


class BulkVerifyForm(forms.Form):
    """`expected` is how many rows the officer saw when deciding."""

    expected = forms.IntegerField(widget=forms.HiddenInput)
    method = forms.ChoiceField(
        label=_("Diperiksa melalui"), choices=Method.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tercatat pada setiap UMKM yang diverifikasi."),
    )
