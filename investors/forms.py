"""What people write about a company and its needs. Rules stand in the models and services."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from investors.countries import country_choices
from investors.models import Company, Need
from kemitraan.accounts.models import User
from kemitraan.form_fields import DayInput, WholeNumberField
from kemitraan.form_pages import GroupedForm
from kemitraan.identifiers import parse_nib, parse_telephone
from kemitraan.reference.models import District


class CompanyForm(GroupedForm):
    """What registration and profile share."""

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
        (_("Perusahaan"), ("name", "capital", "country", "nib", "business", "head_office")),
        (_("Tentang perusahaan"), ("description", "website", "project_districts")),
        (_("Orang yang dihubungi"), ("contact_name", "contact_email", "contact_telephone")),
    )

    class Meta:
        model = Company
        fields = [
            "name",
            "capital",
            "country",
            "nib",
            "business",
            "head_office",
            "description",
            "website",
            "project_districts",
            "contact_name",
            "contact_email",
            "contact_telephone",
        ]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

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

    groups = (
        *CompanyForm.groups[:2],
        (
            _("Anda"),
            ("contact_name", "contact_email", "contact_telephone", "password"),
        ),
    )

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
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def account(self) -> dict[str, str]:
        return {
            "full_name": self.cleaned_data["contact_name"],
            "password": self.cleaned_data["password"],
        }


class NeedForm(GroupedForm):
    """Everything that a supplier and the matcher must know, on one page."""

    volume_month = WholeNumberField(
        label=_("Volume per bulan"), min_value=1, max_value=2_000_000_000
    )
    price_ceiling = WholeNumberField(
        label=_("Harga tertinggi per satuan (Rp)"),
        required=False,
        min_value=1,
        max_value=10**15,
        help_text=_("Boleh kosong. UMKM dengan harga jauh di atasnya tidak disarankan."),
    )

    groups = (
        (_("Apa yang dibutuhkan"), ("title", "text", "category", "clusters")),
        (
            _("Berapa dan kapan"),
            (
                "unit",
                "volume_month",
                "price_ceiling",
                "first_delivery",
                "months",
                "many_suppliers",
                "valid_until",
            ),
        ),
        (
            _("Cara pembayaran"),
            ("down_payment_percent", "payment_days", "consignment"),
        ),
        (_("Tempat"), ("delivery_district", "delivery_address", "radius_km")),
        (
            _("Syarat dan pola"),
            ("required_certificates", "preferred_certificates", "pattern", "coaching"),
        ),
    )

    class Meta:
        model = Need
        fields = [
            "title",
            "text",
            "category",
            "clusters",
            "unit",
            "volume_month",
            "price_ceiling",
            "first_delivery",
            "months",
            "many_suppliers",
            "valid_until",
            "down_payment_percent",
            "payment_days",
            "consignment",
            "delivery_district",
            "delivery_address",
            "radius_km",
            "required_certificates",
            "preferred_certificates",
            "pattern",
            "coaching",
        ]
        widgets = {
            "first_delivery": DayInput,
            "valid_until": DayInput,
            "clusters": forms.CheckboxSelectMultiple,
            "required_certificates": forms.CheckboxSelectMultiple,
            "preferred_certificates": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "title": _("Misalnya: seragam kerja lengan panjang, mangkuk keramik untuk hotel."),
            "text": _(
                "Bahan, ukuran, mutu, kemasan. Boleh dalam bahasa Indonesia atau Inggris; "
                "kata-kata ini yang dicocokkan."
            ),
            "clusters": _("Kosongkan bila tidak tahu: saran dicari dari uraian."),
            "months": _("Berapa bulan kebutuhan ini berlangsung."),
            "down_payment_percent": _("Bagian yang dibayar di muka; 0 bila tidak ada."),
            "payment_days": _("Berapa hari sesudah barang diterima; 0 bila tunai."),
            "radius_km": _("Kosong bila jarak tidak menjadi syarat."),
            "required_certificates": _(
                "Hanya yang benar-benar wajib: UMKM tanpa sertifikat ini tidak disarankan."
            ),
            "coaching": _("Pelatihan, contoh, alat, atau bahan yang Anda sediakan."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        districts = District.objects.in_regency(settings.REGENCY)
        self.fields["delivery_district"].queryset = districts

    def clean(self):
        given = super().clean()
        if given.get("radius_km") and not given.get("delivery_district"):
            self.add_error(
                "radius_km",
                _("Jarak paling jauh memerlukan kecamatan tujuan kirim sebagai titik pusat."),
            )
        return given


class NewNeedForm(NeedForm):
    """A person who buys for several companies says for which one."""

    company = forms.ModelChoiceField(label=_("Perusahaan"), queryset=Company.objects.none())

    def __init__(self, *args, companies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = companies
        self.companies = list(companies)
        if len(self.companies) == 1:
            del self.fields["company"]
        else:
            self.groups = ((_("Untuk siapa"), ("company",)), *self.groups)

    def clean(self):
        given = super().clean()
        if "company" not in self.fields:
            given["company"] = self.companies[0]
        return given
