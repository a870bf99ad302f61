"""What people write about a company."""

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from investors.countries import SpokenLanguage, country_choices
from investors.forms.rows import add_contact_rows, add_kbli_rows, take_contacts, take_kbli
from investors.models import Company
from kemitraan.accounts.models import User
from kemitraan.form_pages import GroupedForm, show_remarks
from kemitraan.identifiers import parse_company_npwp, parse_nib, parse_telephone
from kemitraan.reference.models import District


class CompanyForm(GroupedForm):
    """What registration and profile share. Beside the columns of Company it gives `activities` (KBLI, the first is the main
    one) and `contacts` (fields of CompanyContact): rows of the page, as many as are filled and some more."""

    capital = forms.ChoiceField(
        label=_("Status penanaman modal"), choices=Company.Capital.choices, widget=forms.RadioSelect
    )
    country = forms.ChoiceField(
        label=_("Negara asal modal"),
        choices=lambda: [("", _("Pilih negara (hanya untuk PMA)")), *country_choices()],
        required=False,
        help_text=_("Untuk PMDN boleh kosong: asalnya Indonesia."),
    )
    nib = forms.CharField(
        label=_("NIB"),
        max_length=30,
        help_text=_("13 angka dari OSS."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    npwp = forms.CharField(
        label=_("NPWP"),
        max_length=30,
        required=False,
        help_text=_("15 atau 16 angka. Boleh menyusul; tidak tampil untuk umum."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    contact_languages = forms.MultipleChoiceField(
        label=_("Bahasa yang dipakai"),
        choices=SpokenLanguage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contact_telephone = forms.CharField(
        label=_("Telepon kontak"),
        max_length=30,
        help_text=_("Nomor luar negeri ditulis dengan kode negara, misalnya +81 6 1234 5678."),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    website = forms.URLField(
        label=_("Situs web"), max_length=200, required=False, assume_scheme="https"
    )
    project_districts = forms.ModelMultipleChoiceField(
        label=_("Kecamatan lokasi proyek"),
        queryset=District.objects.in_regency(settings.REGENCY),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kosongkan bila belum ada proyek di kabupaten ini."),
    )

    groups = (
        (_("Perusahaan"), ("name", "capital", "country", "nib", "npwp", "business", "head_office")),
        (_("Tentang perusahaan"), ("description", "website", "project_districts")),
    )
    #: The fields of the main contact, with whatever a form asks of the person who fills it.
    main_contact: tuple[str, ...] = (
        "contact_name",
        "contact_function",
        "contact_email",
        "contact_telephone",
        "contact_languages",
    )

    class Meta:
        model = Company
        fields = [
            "name",
            "capital",
            "country",
            "nib",
            "npwp",
            "business",
            "head_office",
            "description",
            "website",
            "project_districts",
            "contact_name",
            "contact_function",
            "contact_email",
            "contact_telephone",
            "contact_languages",
        ]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_function": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args, remarks: Mapping[str, str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        company = self.instance if self.instance.pk else None
        self.kbli_rows = add_kbli_rows(self, company)
        self.contact_rows = add_contact_rows(self, company)
        show_remarks(self, remarks or {})

    def fieldsets(self) -> list[tuple]:
        before, about = super().fieldsets()
        return [before, (_("Bidang usaha (KBLI)"), [self[name] for name in self.kbli_rows]), about]

    def main_contact_fields(self) -> list:
        return [self[name] for name in self.main_contact]

    def further_contacts(self) -> list[tuple]:
        """(is it filled or wrong, its fields) for each row."""
        rows = [[self[name] for name in names] for names in self.contact_rows]
        return [(any(field.value() or field.errors for field in row), row) for row in rows]

    def clean_npwp(self):
        typed = self.cleaned_data["npwp"]
        return parse_company_npwp(typed) if typed else ""

    def clean_nib(self):
        return parse_nib(self.cleaned_data["nib"])

    def clean_contact_telephone(self):
        return parse_telephone(self.cleaned_data["contact_telephone"])

    def clean(self):
        given = super().clean()
        if given.get("capital") == Company.Capital.PMDN:
            given["country"] = given.get("country") or "ID"
        if given.get("capital") == Company.Capital.PMA and given.get("country") in {"", "ID"}:
            self.add_error("country", _("PMA memerlukan negara asal modal di luar Indonesia."))
        if given.get("capital") == Company.Capital.PMDN and given.get("country") != "ID":
            self.add_error("country", _("PMDN berasal dari Indonesia."))
        given["activities"] = take_kbli(self)
        given["contacts"] = take_contacts(self)
        return given


class RegistrationForm(CompanyForm):
    password = forms.CharField(
        label=_("Buat kata sandi"),
        help_text=_("Paling sedikit 8 karakter, bukan hanya angka. Masuk dengan e-mail kontak."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    consent = forms.BooleanField(
        label=_("Saya setuju data ini disimpan dan dipakai seperti tertulis di atas"),
        error_messages={
            "required": _("Tanpa persetujuan Anda, data perusahaan tidak boleh kami simpan.")
        },
    )

    main_contact = (*CompanyForm.main_contact, "password")

    def clean_contact_email(self):
        email = self.cleaned_data["contact_email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("Alamat e-mail ini sudah dipakai. Silakan masuk."))
        return email

    def clean(self):
        given = super().clean()
        if "password" in given:
            person = User(
                full_name=given.get("contact_name", ""), email=given.get("contact_email", "")
            )
            try:
                validate_password(given["password"], person)
            except ValidationError as error:
                self.add_error("password", error)
        return given

    def company(self) -> dict:
        names = (*self._meta.fields, "activities", "contacts")
        return {name: self.cleaned_data[name] for name in names}

    def account(self) -> dict[str, str]:
        return {
            "full_name": self.cleaned_data["contact_name"],
            "password": self.cleaned_data["password"],
        }
