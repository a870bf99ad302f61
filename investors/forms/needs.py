"""What people write about a need: the few things that must be said first, the rest folded."""

from datetime import timedelta
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from investors.forms.need_fields import FilesField, KbliField, PlanField
from investors.models import Company, Need, Pattern, Visibility
from investors.models.needs import usual_month
from investors.services.need_revisions import StaleNeed
from investors.terms import in_reader_language
from kemitraan.form_fields import DayInput, WholeNumberField
from kemitraan.form_pages import GroupedForm
from kemitraan.reference.models import District


class Part(NamedTuple):
    """A part of the form; `is_folded` opens by itself where something in it is filled or wrong."""

    legend: str
    names: tuple[str, ...]
    is_folded: bool = True


class Section(NamedTuple):
    legend: str
    fields: list
    is_folded: bool
    is_open: bool


class NeedForm(GroupedForm):
    """Everything that a supplier and the matcher must know, on one page.

    `revision` is the one that the person read: what somebody else changed meanwhile is not written over unseen.
    """

    volume_month = WholeNumberField(
        label=_("Volume per bulan"),
        required=False,
        min_value=1,
        max_value=2_000_000_000,
        help_text=_("Kira-kira sebulan biasa. Boleh kosong bila rencana per bulan diisi."),
    )
    price_ceiling = WholeNumberField(
        label=_("Harga tertinggi per satuan (Rp)"),
        required=False,
        min_value=1,
        max_value=10**15,
        help_text=_("Boleh kosong. UMKM dengan harga jauh di atasnya tidak disarankan."),
    )
    kbli = KbliField()
    plan = PlanField(
        label=_("Rencana per bulan"),
        required=False,
        help_text=_(
            "Bila jumlahnya berubah-ubah: isi 6 sampai 12 bulan. Volume sebulan biasa dan lama kebutuhan lalu dihitung "
            "dari rencana ini; bulan kosong sebelum bulan terakhir berarti nol."
        ),
    )
    uploads = FilesField(
        label=_("Spesifikasi, gambar kerja, atau foto contoh"),
        help_text=_("PDF paling besar 5 MB atau foto; paling banyak 5 berkas."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    #: Names of fields whose part is opened though nothing in it is unusual.
    to_look_at: frozenset[str] = frozenset()
    parts = (
        Part(_("Apa yang dibutuhkan"), ("title", "text"), is_folded=False),
        Part(
            _("Berapa, dan jenis apa"),
            ("volume_month", "unit", "category", "clusters"),
            is_folded=False,
        ),
        Part(
            _("Cara pembayaran"),
            ("down_payment_percent", "payment_days", "consignment"),
            is_folded=False,
        ),
        Part(
            _("Harga dan waktu"),
            ("price_ceiling", "first_delivery", "months", "valid_until", "many_suppliers"),
        ),
        Part(_("Rencana kebutuhan bulan demi bulan"), ("plan",)),
        Part(_("Contoh dan berkas"), ("sample_needed", "sample_by", "uploads")),
        Part(_("Tempat kirim"), ("delivery_district", "delivery_address", "radius_km")),
        Part(_("Sertifikat"), ("required_certificates", "preferred_certificates")),
        Part(_("Pola, pembinaan, KBLI"), ("pattern", "coaching", "kbli")),
        Part(_("Uraian dalam bahasa Inggris"), ("text_en",)),
        Part(_("Siapa yang dapat membaca"), ("visibility",)),
    )

    class Meta:
        model = Need
        fields = [
            "title",
            "text",
            "text_en",
            "category",
            "clusters",
            "kbli",
            "unit",
            "volume_month",
            "plan",
            "price_ceiling",
            "first_delivery",
            "months",
            "many_suppliers",
            "valid_until",
            "down_payment_percent",
            "payment_days",
            "consignment",
            "sample_needed",
            "sample_by",
            "delivery_district",
            "delivery_address",
            "radius_km",
            "required_certificates",
            "preferred_certificates",
            "pattern",
            "coaching",
            "visibility",
        ]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "text_en": forms.Textarea(attrs={"rows": 5}),
            "coaching": forms.Textarea(attrs={"rows": 3}),
            "first_delivery": DayInput,
            "sample_by": DayInput,
            "valid_until": DayInput,
            "visibility": forms.RadioSelect,
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
            "text_en": _(
                "Pembaca berbahasa Inggris melihat uraian ini dahulu; kata-katanya ikut dicocokkan."
            ),
            "clusters": _("Kosongkan bila tidak tahu: saran dicari dari uraian."),
            "months": _(
                "Berapa bulan kebutuhan ini berlangsung; dengan rencana, sepanjang rencana."
            ),
            "valid_until": _("Sampai kapan UMKM dapat menjawab."),
            "down_payment_percent": _("Bagian yang dibayar di muka; 0 bila tidak ada."),
            "payment_days": _("Berapa hari sesudah barang diterima; 0 bila tunai."),
            "consignment": _("Tanpa centang berarti beli putus."),
            "sample_by": _("Hanya bila contoh diminta."),
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
        self.fields["kbli"].also(self.instance.kbli_id)
        self.fields["plan"].widget.first = self._first_delivery()
        if self.instance.pk:
            self.initial.setdefault("revision", self.instance.revision)
        self.fields["months"].required = self.fields["visibility"].required = False

    def _first_delivery(self):
        """The day as typed, or as it was before."""
        typed = self["first_delivery"].value()
        if isinstance(typed, str):
            try:
                typed = parse_date(typed)
            except ValueError:
                typed = None
        return typed or timezone.localdate()

    def sections(self) -> list[Section]:
        return [
            Section(
                part.legend,
                fields := [self[name] for name in part.names],
                part.is_folded,
                any(field.errors for field in fields)
                or bool(self.to_look_at & set(part.names))
                or self._is_filled(part.names),
            )
            for part in self.parts
        ]

    def _is_filled(self, names) -> bool:
        """Whether somebody has said something here that the page does not say by itself."""
        return any(
            name in self.fields
            and self.fields[name].has_changed(
                self.usual.get(name), self[name].data if self.is_bound else self[name].value()
            )
            for name in names
        )

    @property
    def usual(self) -> dict:
        """What stands in an empty page."""
        return usual_values()

    def clean_visibility(self):
        return self.cleaned_data["visibility"] or self.instance.visibility

    def clean(self):
        given = super().clean()
        if plan := given.get("plan"):
            given["volume_month"], given["months"] = usual_month(plan), len(plan)
        elif "plan" not in self.errors:
            for name in ("volume_month", "months"):
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Isi angka ini, atau rencana per bulan."))
        if given.get("sample_by") and not given.get("sample_needed"):
            self.add_error("sample_by", _("Tanggal contoh hanya berlaku bila contoh diminta."))
        if given.get("radius_km") and not given.get("delivery_district"):
            self.add_error(
                "radius_km",
                _("Jarak paling jauh memerlukan kecamatan tujuan kirim sebagai titik pusat."),
            )
        return given

    @classmethod
    def typed_so_far(cls, data, **kwargs):
        """The page again with everything that was typed and nothing judged yet; files must be chosen anew."""
        values = {
            name: field.widget.value_from_datadict(data, {}, name)
            for name, field in cls.base_fields.items()
            if name != "uploads"
        }
        return cls(initial=values, **kwargs)

    def show_newer(self, stale: StaleNeed) -> None:
        """What somebody else changed stands beside each field; the next press knows of it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = stale.revision
        for change in in_reader_language(stale.changes):
            if change["field"] in self.fields:
                self.add_error(change["field"], _("Sekarang: %(new)s") % {"new": change["new"]})


def usual_values() -> dict:
    """Sensible terms for somebody who says nothing: a year from next month on, paid within 30 days."""
    today = timezone.localdate()
    return {
        "first_delivery": today + timedelta(days=30),
        "valid_until": today + timedelta(days=90),
        "months": 12,
        "many_suppliers": True,
        "down_payment_percent": 0,
        "payment_days": 30,
        "pattern": Pattern.TRADE,
        "visibility": Visibility.PUBLIC,
    }


class NewNeedForm(NeedForm):
    """A person who buys for several companies says for which one."""

    company = forms.ModelChoiceField(label=_("Perusahaan"), queryset=Company.objects.none())

    def __init__(self, *args, companies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = companies
        self.companies = list(companies)
        del self.fields["revision"]
        if len(self.companies) == 1:
            del self.fields["company"]
        else:
            self.parts = (Part(_("Untuk siapa"), ("company",), is_folded=False), *self.parts)

    def clean(self):
        given = super().clean()
        if "company" not in self.fields:
            given["company"] = self.companies[0]
        return given
