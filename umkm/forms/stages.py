"""Stages 1, 2, 4 and 6 of the profile, and what every stage's form can do: show a draft and the officer's remarks."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kemitraan.form_fields import WholeNumberField
from kemitraan.form_pages import GroupedForm, show_remarks
from kemitraan.identifiers import parse_nib, parse_telephone
from umkm.forms.fields import VillageField
from umkm.models import Stage, Umkm, Wish
from umkm.services.identity import masked_numbers


class StageForm(GroupedForm):
    #: Fields that are never kept half-typed, neither here nor in the browser.
    private: tuple[str, ...] = ()

    def __init__(self, *args, remarks: Mapping[str, str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.private:
            self.fields[name].widget.attrs["data-private"] = ""
        show_remarks(self, remarks or {})

    @classmethod
    def drafted(cls) -> list[str]:
        """The names whose half-typed values are kept."""
        return [
            name
            for name, field in cls.base_fields.items()
            if name not in cls.private and not isinstance(field, forms.FileField)
        ]

    @classmethod
    def typed(cls, data) -> dict[str, str | list[str]]:
        """What was typed, as a draft keeps it; a box without its tick is ""."""
        many = forms.MultipleChoiceField, forms.ModelMultipleChoiceField
        return {
            name: data.getlist(name)
            if isinstance(cls.base_fields[name], many)
            else data.get(name, "")
            for name in cls.drafted()
        }


class FirmForm(StageForm):
    """What registration and profile share: where the firm is, and how it is reached."""

    telephone = forms.CharField(
        label=_("Nomor WhatsApp"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    village = VillageField(label=_("Desa atau kelurahan tempat usaha"))

    def clean_telephone(self):
        return parse_telephone(self.cleaned_data["telephone"])


class FirmStageForm(FirmForm):
    groups = (
        (_("Usaha"), ("name", "cluster", "description")),
        (_("Pemilik dan tempat"), ("owner_name", "women_owned", "telephone", "village", "address")),
    )

    class Meta:
        model = Umkm
        fields = [
            "name",
            "cluster",
            "description",
            "owner_name",
            "women_owned",
            "telephone",
            "village",
            "address",
        ]
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "description": _("Apa yang dibuat, sejak kapan, siapa pembelinya. Ikut dicari."),
        }


class IdentifierStageForm(StageForm):
    """Numbers of the owner are never shown again: an empty field leaves what is kept."""

    private = ("nik", "npwp")

    nik = forms.CharField(
        label=_("NIK pemilik"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    npwp = forms.CharField(
        label=_("NPWP"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    nib = forms.CharField(
        label=_("NIB"),
        required=False,
        max_length=30,
        help_text=_("13 angka dari OSS. Kosongkan bila belum punya; petugas dapat membantu."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    groups = (
        (_("Bentuk usaha"), ("form",)),
        (_("Izin usaha"), ("nib",)),
        (_("Nomor pemilik"), ("nik", "npwp")),
    )

    class Meta:
        model = Umkm
        fields = ["form", "nib"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, masked in masked_numbers(self.instance).items():
            kept = gettext("Tersimpan: %(number)s. Kosongkan bila tidak berubah.")
            self.fields[name].help_text = (
                kept % {"number": masked}
                if masked
                else gettext("Disimpan tersandi; hanya petugas yang memerlukannya dapat membuka.")
            )

    def clean_nib(self):
        return parse_nib(self.cleaned_data["nib"]) if self.cleaned_data["nib"] else None

    def clean(self):
        given = super().clean()
        return {name: value for name, value in given.items() if value or name not in self.private}


class TermsStageForm(StageForm):
    groups = (
        (_("Ukuran usaha"), ("capital_rupiah", "yearly_sales_rupiah")),
        (_("Pekerja"), ("workers_men", "workers_women", "workers_disabled")),
        (
            _("Syarat pembayaran"),
            ("down_payment_percent", "payment_days", "accepts_consignment"),
        ),
    )

    class Meta:
        model = Umkm
        fields = [
            "capital_rupiah",
            "yearly_sales_rupiah",
            "workers_men",
            "workers_women",
            "workers_disabled",
            "down_payment_percent",
            "payment_days",
            "accepts_consignment",
        ]
        field_classes = dict.fromkeys(
            (
                "capital_rupiah",
                "yearly_sales_rupiah",
                "workers_men",
                "workers_women",
                "workers_disabled",
                "down_payment_percent",
                "payment_days",
            ),
            WholeNumberField,
        )
        help_texts = {
            "capital_rupiah": _(
                "Tanpa tanah dan bangunan. Dari angka ini skala usaha dihitung; tidak tampil untuk umum."
            ),
            "yearly_sales_rupiah": _("Perkiraan setahun terakhir; tidak tampil untuk umum."),
            "workers_men": _("Termasuk pemilik dan keluarga yang ikut bekerja."),
            "down_payment_percent": _("0 bila tidak perlu uang muka; kosong bila belum tentu."),
            "payment_days": _("0 bila harus tunai; kosong bila belum tentu."),
        }

    def clean(self):
        given = super().clean()
        disabled = given.get("workers_disabled") or 0
        if disabled > (given.get("workers_men") or 0) + (given.get("workers_women") or 0):
            self.add_error(
                "workers_disabled",
                _("Pekerja penyandang disabilitas tidak boleh melebihi jumlah pekerja."),
            )
        return given


class WishesStageForm(StageForm):
    wishes = forms.MultipleChoiceField(
        label=_("Bantuan apa yang Anda harapkan?"),
        required=False,
        choices=Wish.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    groups = ((_("Harapan Anda"), ("wishes", "wish_note")),)

    class Meta:
        model = Umkm
        fields = ["wishes", "wish_note"]
        widgets = {"wish_note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "wish_note": _("Misalnya: modal untuk membeli mesin jahit, pelatihan kemasan."),
        }


#: Stages that are one form about the firm itself.
STAGE_FORMS: dict[str, type[StageForm]] = {
    Stage.FIRM: FirmStageForm,
    Stage.IDENTIFIERS: IdentifierStageForm,
    Stage.TERMS: TermsStageForm,
    Stage.WISHES: WishesStageForm,
}
