"""What people of a company write: names and notes of shortlists, names of saved searches."""

from django import forms
from django.utils.translation import gettext_lazy as _

from investors.models import Company
from partnerships.models import SavedSearch, Shortlist, ShortlistNote


class _CompanyForm(forms.Form):
    """Something that a company gets under a name; somebody of several companies says which."""

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


class ShortlistForm(_CompanyForm):
    name = forms.CharField(
        label=_("Nama daftar"),
        max_length=Shortlist._meta.get_field("name").max_length,
        help_text=_("Misalnya “Seragam 2027” atau “Katering Klaten Utara”."),
    )


class SavedSearchForm(_CompanyForm):
    name = forms.CharField(
        label=_("Nama pencarian"),
        max_length=SavedSearch._meta.get_field("name").max_length,
        help_text=_("Nama ini tampil di meja Anda dan di surat."),
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Catatan"),
        max_length=ShortlistNote._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis catatannya.")},
    )
