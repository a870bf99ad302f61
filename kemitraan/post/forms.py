from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kemitraan.post.kinds import stoppable_kinds


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Bahasa surat"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    wanted = forms.MultipleChoiceField(
        label=_("Surat yang Anda terima"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Undangan dan kata sandi selalu dikirim."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wanted"].choices = [(kind.code, kind.label) for kind in stoppable_kinds()]
