"""What people write about a need."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from investors.models import Company, Need
from kemitraan.form_fields import DayInput, WholeNumberField
from kemitraan.form_pages import GroupedForm
from kemitraan.reference.models import District


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
