"""What a party says to the public register, and the rule that an officer names."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import RegisterRule
from partnerships.register import Party


class RegisterAnswerForm(forms.Form):
    """Yes or no of one of these parties; `on_paper` asks the officer for the paper too."""

    party = forms.ChoiceField(label=_("Pihak"), widget=forms.RadioSelect)
    agrees = forms.TypedChoiceField(
        label=_("Tampilkan nama di daftar publik?"),
        choices=[("yes", _("Ya, tampilkan")), ("no", _("Tidak, jangan tampilkan"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih ya atau tidak.")},
    )

    def __init__(self, parties: list[Party], data=None, *, on_paper=False, **kwargs):
        super().__init__(data, **kwargs)
        self._parties = {party.key: party for party in parties}
        self.fields["party"].choices = [(party.key, party.label) for party in parties]
        if len(parties) == 1:
            self.fields["party"].initial = parties[0].key
            self.fields["party"].widget = forms.HiddenInput()
        if on_paper:
            self.fields["note"] = forms.CharField(
                label=_("Surat atau formulir"),
                max_length=300,
                help_text=_("Surat atau formulir mana, tanggal berapa, dan di mana disimpan."),
            )

    def clean_party(self) -> Party:
        return self._parties[self.cleaned_data["party"]]


class RegisterRuleForm(forms.ModelForm):
    class Meta:
        model = RegisterRule
        fields = ["basis"]
