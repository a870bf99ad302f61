"""What a person says of a new token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kemitraan.api.models import ApiToken

#: How long a token holds, in days; "" is without an end.
DAYS = [("30", _("30 hari")), ("90", _("90 hari")), ("365", _("1 tahun")), ("", _("tanpa akhir"))]


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Nama token"),
        max_length=80,
        help_text=_("Sistem mana yang memakainya, misalnya: ERP gudang."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label=_("Yang boleh dilakukan"),
        choices=ApiToken.Scope.choices,
        initial=ApiToken.Scope.READ,
        widget=forms.RadioSelect,
    )
    days = forms.TypedChoiceField(
        label=_("Berlaku selama"),
        choices=DAYS,
        initial="90",
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
