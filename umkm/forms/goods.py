"""What an UMKM makes and what it can prove: stages 3 and 5 of the profile."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kemitraan.form_fields import DayInput, WholeNumberField
from kemitraan.reference.form_fields import KbliField
from umkm.forms.fields import MonthsField, PhotosField, of_product
from umkm.forms.stages import StageForm
from umkm.models import Certificate, Product


def check_price_range(form) -> None:
    low, high = form.cleaned_data.get("price_min"), form.cleaned_data.get("price_max")
    if low is not None and high is not None and high < low:
        form.add_error("price_max", _("Harga tertinggi tidak boleh di bawah harga terendah."))


class ProductForm(StageForm):
    committed_month = of_product(
        "committed_month",
        form_class=WholeNumberField,
        required=False,
        help_text=_("Bagian kapasitas yang sudah dijanjikan kepada pembeli lain."),
    )
    kbli = KbliField()
    best_months = MonthsField(
        label=_("Bulan paling baik"),
        help_text=_("Bulan ketika hasil paling banyak atau paling baik."),
    )
    busy_months = MonthsField(
        label=_("Bulan penuh pesanan"),
        help_text=_("Bulan ketika pesanan baru tidak dapat diterima."),
    )
    photos = PhotosField(
        label=_("Foto produk"),
        help_text=_("Paling banyak 6 foto; diperkecil sebelum dikirim."),
    )

    groups = (
        (_("Produk atau jasa"), ("name", "cluster", "kbli", "description", "photos", "is_active")),
        (
            _("Kapasitas"),
            (
                "unit",
                "capacity_month",
                "committed_month",
                "minimum_order",
                "lead_time_days",
                "best_months",
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
            "kbli",
            "unit",
            "capacity_month",
            "committed_month",
            "minimum_order",
            "lead_time_days",
            "price_min",
            "price_max",
            "best_months",
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


class CertificateForm(StageForm):
    upload = forms.FileField(
        label=_("Foto atau PDF sertifikat"),
        help_text=_("Hanya petugas dan Anda yang dapat membukanya."),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "application/pdf,image/jpeg,image/png", "data-shrink": ""}
        ),
    )

    groups = ((_("Sertifikat"), ("kind", "number", "issuer", "issued_on", "expires_on", "upload")),)

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
