"""What is asked when somebody is invited, joins, or takes over."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from investors.models import Company, CompanyMember
from kemitraan.accounts.models import User


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Peran"),
        choices=CompanyMember.Role.choices,
        initial=CompanyMember.Role.BUYER,
        help_text=_(
            "Penanggung jawab mengatur orang, komitmen, dan profil; pembeli menulis kebutuhan dan menjawab saran; "
            "pembaca hanya melihat."
        ),
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Bahasa surat"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class JoinForm(forms.Form):
    """A new account, for the e-mail of the invitation."""

    full_name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Buat kata sandi"),
        help_text=_("Paling sedikit 8 karakter, bukan hanya angka."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        given = super().clean()
        if "password" in given:
            person = User(full_name=given.get("full_name", ""), email=self.email)
            try:
                validate_password(given["password"], person)
            except ValidationError as error:
                self.add_error("password", error)
        return given


class HandOverForm(forms.Form):
    member = forms.ModelChoiceField(
        label=_("Penanggung jawab baru"),
        queryset=CompanyMember.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    remove_others = forms.BooleanField(
        label=_("Keluarkan penanggung jawab yang lama"), required=False
    )
    note = forms.CharField(
        label=_("Bagaimana Anda tahu"),
        max_length=500,
        help_text=_("Misalnya surat direksi dan tanggalnya. Tercatat dalam riwayat."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, company: Company, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        field.queryset = company.members.select_related("user").order_by("pk")
        field.label_from_instance = lambda row: f"{row.user} · {row.get_role_display()}"
