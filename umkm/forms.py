"""What people write about an UMKM. Rules stand in the models and services; here are words, and the spellings that people
really use for numbers."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kemitraan.accounts.models import User
from kemitraan.form_fields import DayInput, WholeNumberField
from kemitraan.form_pages import GroupedForm
from kemitraan.identifiers import parse_nib, parse_telephone
from kemitraan.reference.models import Village
from umkm.models import Certificate, Product, Umkm
from umkm.services import Registration


class _ByDistrict(ModelChoiceIterator):
    """Villages under the name of their kecamatan: many villages share a name."""

    def __iter__(self):
        yield "", self.field.empty_label
        groups: dict[str, list] = {}
        for village in self.queryset.all():
            groups.setdefault(village.district.name, []).append(self.choice(village))
        yield from groups.items()


class VillageField(forms.ModelChoiceField):
    """A desa or kelurahan of the kabupaten that runs this portal."""

    iterator = _ByDistrict
    default_error_messages = {"invalid_choice": _("Pilih desa atau kelurahan dari daftar.")}

    def __init__(self, **kwargs):
        villages = Village.objects.in_regency(settings.REGENCY).select_related("district")
        kwargs.setdefault("empty_label", _("Pilih desa atau kelurahan"))
        super().__init__(villages.order_by("district__name", "name", "code"), **kwargs)

    def label_from_instance(self, village):
        return village.label  # a closed list shows no group


class FirmForm(GroupedForm):
    """What registration and profile share: where the firm is, and how it is reached."""

    telephone = forms.CharField(
        label=_("Nomor WhatsApp"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    village = VillageField(label=_("Desa atau kelurahan tempat usaha"))

    def clean_telephone(self):
        return parse_telephone(self.cleaned_data["telephone"])


def _of_product(name: str, **kwargs) -> forms.Field:
    """The field of a product as it stands in the model, for a form about something more than the product."""
    return Product._meta.get_field(name).formfield(**kwargs)


def check_price_range(form) -> None:
    low, high = form.cleaned_data.get("price_min"), form.cleaned_data.get("price_max")
    if low is not None and high is not None and high < low:
        form.add_error("price_max", _("Harga tertinggi tidak boleh di bawah harga terendah."))


class RegistrationForm(FirmForm):
    """Two minutes on a phone: who, which firm, what it makes, and the consent."""

    product_name = _of_product(
        "name",
        label=_("Nama produk atau jasa"),
        help_text=_("Misalnya: kain lurik ATBM, keripik paru, seragam kerja."),
    )
    unit = _of_product("unit", empty_label=_("Pilih satuan"))
    capacity_month = _of_product(
        "capacity_month",
        form_class=WholeNumberField,
        label=_("Sanggup membuat berapa per bulan"),
        help_text=_("Kira-kira saja, dalam satuan di atas. Dapat diubah nanti."),
        required=True,
        min_value=1,
    )
    price_min = _of_product("price_min", form_class=WholeNumberField)
    price_max = _of_product("price_max", form_class=WholeNumberField)
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
        (_("Anda"), ("owner_name", "telephone", "password")),
        (_("Usaha Anda"), ("name", "form", "cluster", "village")),
        (
            _("Produk atau jasa utama"),
            ("product_name", "unit", "capacity_month", "price_min", "price_max"),
        ),
    )

    class Meta:
        model = Umkm
        fields = ["owner_name", "telephone", "name", "form", "cluster", "village"]
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
        check_price_range(self)
        owner = User(full_name=given.get("owner_name", ""), username=given.get("telephone", ""))
        if "password" in given:
            try:
                validate_password(given["password"], owner)
            except ValidationError as error:
                self.add_error("password", error)
        return given

    def registration(self) -> Registration:
        given = self.cleaned_data
        names = ("cluster", "unit", "capacity_month", "price_min", "price_max")
        product = {"name": given["product_name"], **{name: given[name] for name in names}}
        return Registration({name: given[name] for name in self._meta.fields}, [product])

    def account(self) -> dict[str, str]:
        return {
            "full_name": self.cleaned_data["owner_name"],
            "password": self.cleaned_data["password"],
        }


class ProfileForm(FirmForm):
    nib = forms.CharField(
        label=_("NIB"),
        required=False,
        max_length=30,
        help_text=_("13 angka dari OSS. Kosongkan bila belum punya; petugas dapat membantu."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    groups = (
        (_("Usaha"), ("name", "form", "cluster", "description")),
        (_("Pemilik dan tempat"), ("owner_name", "women_owned", "telephone", "village", "address")),
        (_("Izin usaha"), ("nib",)),
        (
            _("Syarat pembayaran"),
            ("down_payment_percent", "payment_days", "accepts_consignment"),
        ),
    )

    class Meta:
        model = Umkm
        fields = [
            "name",
            "form",
            "cluster",
            "nib",
            "description",
            "owner_name",
            "women_owned",
            "telephone",
            "village",
            "address",
            "down_payment_percent",
            "payment_days",
            "accepts_consignment",
        ]
        field_classes = {
            "down_payment_percent": WholeNumberField,
            "payment_days": WholeNumberField,
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "description": _("Apa yang dibuat, sejak kapan, siapa pembelinya. Ikut dicari."),
            "down_payment_percent": _("0 bila tidak perlu uang muka; kosong bila belum tentu."),
            "payment_days": _("0 bila harus tunai; kosong bila belum tentu."),
        }

    def clean_nib(self):
        return parse_nib(self.cleaned_data["nib"]) if self.cleaned_data["nib"] else None


class ProductForm(GroupedForm):
    committed_month = _of_product(
        "committed_month",
        form_class=WholeNumberField,
        required=False,
        help_text=_("Bagian kapasitas yang sudah dijanjikan kepada pembeli lain."),
    )
    busy_months = forms.TypedMultipleChoiceField(
        label=_("Bulan penuh pesanan"),
        help_text=_("Bulan ketika pesanan baru tidak dapat diterima."),
        required=False,
        coerce=int,
        choices=list(MONTHS.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    groups = (
        (_("Produk atau jasa"), ("name", "cluster", "description", "is_active")),
        (
            _("Kapasitas"),
            (
                "unit",
                "capacity_month",
                "committed_month",
                "minimum_order",
                "lead_time_days",
                "busy_months",
            ),
        ),
        (_("Harga"), ("price_min", "price_max")),
    )

    class Meta:
        model = Product
        fields = [
            "name",
            "cluster",
            "unit",
            "capacity_month",
            "committed_month",
            "minimum_order",
            "lead_time_days",
            "price_min",
            "price_max",
            "busy_months",
            "description",
            "is_active",
        ]
        field_classes = dict.fromkeys(
            ("capacity_month", "minimum_order", "lead_time_days", "price_min", "price_max"),
            WholeNumberField,
        )
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "capacity_month": _("Kira-kira, dalam satuan di atas."),
            "description": _("Bahan, ukuran, cara membuat: kata-kata yang dicari pembeli."),
            "is_active": _("Tanpa centang, produk tidak tampil dan tidak dicocokkan."),
        }

    def clean_committed_month(self):
        return self.cleaned_data["committed_month"] or 0

    def clean(self):
        given = super().clean()
        check_price_range(self)
        capacity, committed = given.get("capacity_month"), given.get("committed_month")
        if capacity is not None and committed is not None and committed > capacity:
            self.add_error(
                "committed_month", _("Bagian yang sudah terikat tidak boleh melebihi kapasitas.")
            )
        return given


class CertificateForm(GroupedForm):
    groups = ((_("Sertifikat"), ("kind", "number", "issuer", "issued_on", "expires_on")),)

    class Meta:
        model = Certificate
        fields = ["kind", "number", "issuer", "issued_on", "expires_on"]
        widgets = {"issued_on": DayInput, "expires_on": DayInput}
        help_texts = {"expires_on": _("Kosong bila berlaku tanpa batas waktu.")}

    def clean(self):
        given = super().clean()
        issued, expires = given.get("issued_on"), given.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", _("Tanggal berlaku tidak boleh sebelum tanggal terbit."))
        return given
