"""What people of a company write on their shortlists, and the names of their saved searches."""

from django import forms
from django.utils.translation import gettext_lazy as _

from investors.models import Company
from partnerships.models import Shortlist, ShortlistNote


class ShortlistForm(forms.Form):
    """The name of a list, and whose it is for somebody who writes for several companies."""

    name = forms.CharField(
        label=_("Nama daftar"),
        max_length=Shortlist._meta.get_field("name").max_length,
        help_text=_("Misalnya “Seragam 2027” atau “Katering Klaten Utara”."),
    )

    def __init__(self, companies: list[Company], data=None, **kwargs):
        super().__init__(data, **kwargs)
        self._companies = {str(company.pk): company for company in companies}
        if len(companies) > 1:
            self.fields["company"] = forms.ChoiceField(
                label=_("Perusahaan"),
                choices=[(key, company.name) for key, company in self._companies.items()],
            )

    def clean(self):
        given = super().clean()
        chosen = given.pop("company", None) or next(iter(self._companies), None)
        return {**given, "company": self._companies.get(chosen)}


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Catatan"),
        max_length=ShortlistNote._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis catatannya.")},
    )
