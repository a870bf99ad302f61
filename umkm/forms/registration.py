"""Stage 1: all that is mandatory, in two minutes on a phone."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kemitraan.accounts.models import User
from umkm.forms.fields import of_product
from umkm.forms.stages import FirmForm
from umkm.models import Umkm
from umkm.services import Registration


class RegistrationForm(FirmForm):
    """Who, which firm, what it makes, and the consent. Everything else comes later, from any phone."""

    private = ("password", "consent")

    product_name = of_product(
        "name",
        label=_("Produk atau jasa utama"),
        help_text=_("Misalnya: kain lurik ATBM, keripik paru, seragam kerja."),
    )
    password = forms.CharField(
        label=_("Buat kata sandi"),
        help_text=_("Paling sedikit 8 karakter, bukan hanya angka. Masuk dengan nomor WhatsApp."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    consent = forms.BooleanField(
        label=_("Saya setuju data ini disimpan dan dipakai seperti tertulis di atas"),
        error_messages={
            "required": _("Tanpa persetujuan Anda, data usaha tidak boleh kami simpan.")
        },
    )

    groups = (
        (_("Usaha Anda"), ("name", "cluster", "product_name", "village")),
        (_("Anda"), ("owner_name", "telephone", "password")),
    )

    class Meta:
        model = Umkm
        fields = ["owner_name", "telephone", "name", "cluster", "village"]
        labels = {"owner_name": _("Nama Anda (pemilik usaha)")}
        widgets = {
            "owner_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
        }

    def clean_telephone(self):
        telephone = super().clean_telephone()
        if User.objects.filter(telephone=telephone).exists():
            raise ValidationError(_("Nomor ini sudah dipakai akun lain. Silakan masuk."))
        return telephone

    def clean(self):
        given = super().clean()
        owner = User(full_name=given.get("owner_name", ""), username=given.get("telephone", ""))
        if "password" in given:
            try:
                validate_password(given["password"], owner)
            except ValidationError as error:
                self.add_error("password", error)
        return given

    def registration(self) -> Registration:
        return Registration(
            {name: self.cleaned_data[name] for name in self._meta.fields},
            main_product=self.cleaned_data["product_name"],
        )

    def account(self) -> dict[str, str] | None:
        return {
            "full_name": self.cleaned_data["owner_name"],
            "password": self.cleaned_data["password"],
        }


class OfficerRegistrationForm(RegistrationForm):
    """The same by an officer who sits with the owner: no password, and the consent is given to the officer."""

    private = ("consent",)
    password = None
    consent = forms.BooleanField(
        label=_("Pemilik sudah mendengar isi di atas dan menyetujuinya kepada saya"),
        error_messages={
            "required": _("Tanpa persetujuan pemilik, data usaha tidak boleh kami simpan.")
        },
    )

    groups = (
        (_("Usaha"), ("name", "cluster", "product_name", "village")),
        (_("Pemilik"), ("owner_name", "telephone")),
    )

    class Meta(RegistrationForm.Meta):
        labels = {"owner_name": _("Nama pemilik usaha")}

    def account(self) -> None:
        return None


class AccountForm(forms.Form):
    """The password that the owner of a firm which an officer registered chooses, with the officer beside."""

    password = RegistrationForm.base_fields["password"]

    def __init__(self, *args, umkm: Umkm, **kwargs):
        super().__init__(*args, **kwargs)
        self.umkm = umkm

    def clean_password(self):
        owner = User(full_name=self.umkm.owner_name, username=self.umkm.telephone)
        validate_password(self.cleaned_data["password"], owner)
        return self.cleaned_data["password"]
