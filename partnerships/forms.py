"""What people write about MoUs, contracts and realisations. Rules stand in the services; here are words and defaults."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.form_fields import DayInput, WholeNumberField
from kemitraan.forms import StepForm
from kemitraan.rupiah import CEILING, number
from partnerships import quarters
from partnerships.matching import Weights
from partnerships.models import Contract, Mou, MouMember, Realisation, Side, Suggestion
from partnerships.services.ledger import quarter_of
from partnerships.waiting import matched_without_mou
from partnerships.wording.scores import GROUPS as GROUP_LABELS
from partnerships.wording.scores import LABELS as PART_LABELS
from partnerships.wording.scores import NUMBERS as NUMBER_LABELS
from umkm.models import Umkm


def _rupiah(**given) -> WholeNumberField:
    return WholeNumberField(min_value=1, max_value=CEILING, **given)


# ── Suggestions ──────────────────────────────────────────────────────────────────────────────────────────────────────


class CompareForm(forms.Form):
    """Which two suggestions of a need stand side by side."""

    a = forms.ChoiceField(label=_("UMKM pertama"))
    b = forms.ChoiceField(label=_("UMKM kedua"))

    def __init__(self, ranked: Sequence[Suggestion], data=None, **kwargs):
        super().__init__(data, **kwargs)
        choices = [
            (str(row.pk), f"{place}. {row.umkm} ({number(row.score)})")
            for place, row in enumerate(ranked, start=1)
        ]
        for field in self.fields.values():
            field.choices = choices

    def clean(self):
        given = super().clean()
        if given.get("a") and given.get("a") == given.get("b"):
            self.add_error("b", _("Pilih UMKM yang lain dari yang pertama."))
        return given


class UmkmSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Cari UMKM"),
        help_text=_("Nama usaha, produk, klaster, atau desa."),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class NominationForm(forms.Form):
    """One of the UMKM that a search has found, and why."""

    umkm = forms.ModelChoiceField(
        label=_("UMKM yang diusulkan"),
        queryset=Umkm.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Pilih satu UMKM.")},
    )
    note = forms.CharField(
        label=_("Alasan"),
        help_text=_(
            "Mengapa UMKM ini, meskipun mesin tidak menyarankannya. Kedua pihak membacanya."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, found: Sequence[Umkm], data=None, **kwargs):
        super().__init__(data, **kwargs)
        field = self.fields["umkm"]
        field.queryset = Umkm.objects.filter(pk__in=[row.pk for row in found]).with_labels()
        field.label_from_instance = lambda row: f"{row} · {row.cluster} · {row.village.label}"


class ObjectionForm(forms.Form):
    note = forms.CharField(
        label=_("Alasan (boleh kosong)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


# ── Weights ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class WeightsForm(forms.Form):
    """A new version of the matcher's weights, in percent; `table` is what the service wants."""

    def __init__(self, begin: Weights, data=None, **kwargs):
        super().__init__(data, **kwargs)
        for group, title in GROUP_LABELS.items():
            weights = getattr(begin, group)
            for code in (code for code in PART_LABELS if code in weights):
                name = f"{group}__{code}"
                self._percent(name, f"{title} · {PART_LABELS[code]}", weights[code])
        for name, title in NUMBER_LABELS.items():
            self._percent(name, title, getattr(begin, name))
        self.fields["note"] = forms.CharField(
            label=_("Alasan perubahan"),
            help_text=_("Dibaca semua petugas di daftar versi."),
            max_length=300,
        )
        self.fields["use"] = forms.BooleanField(
            label=_("Pakai sejak pencocokan berikut"),
            help_text=_("Tanpa ini versi hanya disimpan, untuk dibandingkan dahulu."),
            required=False,
            initial=True,
        )

    def _percent(self, name: str, label, weight: float) -> None:
        self.fields[name] = forms.DecimalField(
            label=f"{label} (%)",
            initial=Decimal(f"{round(100 * weight, 2):g}"),
            min_value=0,
            max_value=100,
            decimal_places=2,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )

    def clean(self):
        given = super().clean()
        for group, title in GROUP_LABELS.items():
            parts = [value for name, value in given.items() if name.startswith(f"{group}__")]
            wanted = [name for name in self.fields if name.startswith(f"{group}__")]
            if len(parts) == len(wanted) and sum(parts) != 100:
                self.add_error(
                    None,
                    _("%(group)s berjumlah %(sum)s %%, seharusnya 100 %%.")
                    % {"group": title, "sum": number(sum(parts))},
                )
        for name in NUMBER_LABELS:
            if name in given and not 0 < given[name] < 100:
                self.add_error(name, _("Harus di antara 0 dan 100 %."))
        return given

    def table(self) -> dict:
        """As MatchWeights.values."""
        found: dict = {group: {} for group in GROUP_LABELS}
        for name in self.fields:
            group, _separator, code = name.partition("__")
            if code:
                found[group][code] = float(self.cleaned_data[name] / 100)
        return found | {name: float(self.cleaned_data[name] / 100) for name in NUMBER_LABELS}


# ── MoU ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


class MouForm(forms.Form):
    """Which matched suggestions of one need become an MoU."""

    suggestions = forms.ModelMultipleChoiceField(
        label=_("UMKM yang ikut"),
        queryset=Suggestion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu UMKM.")},
    )

    def __init__(self, need, data=None, **kwargs):
        super().__init__(data, **kwargs)
        field = self.fields["suggestions"]
        field.queryset = matched_without_mou().filter(need=need)
        field.label_from_instance = lambda row: f"{row.umkm} · {row.umkm.village.district}"
        if len(field.queryset) == 1:
            field.initial = field.queryset


class SignForm(StepForm):
    """The terms that stand in the signed paper."""

    number = forms.CharField(label=_("Nomor MoU"), max_length=80)
    signed_on = forms.DateField(label=_("Ditandatangani"), widget=DayInput)
    starts_on = forms.DateField(label=_("Mulai berlaku"), widget=DayInput)
    ends_on = forms.DateField(label=_("Berakhir"), widget=DayInput)
    mou_rupiah = _rupiah(
        label=_("Nilai MoU (Rp)"),
        help_text=_("Nilai yang tertulis dalam MoU yang ditandatangani."),
    )


class SharesForm(forms.Form):
    """One percentage for each UMKM of an MoU; `shares` is what the service wants."""

    def __init__(self, mou: Mou, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.members: Mapping[str, MouMember] = {
            f"share_{member.umkm_id}": member for member in mou.members.all()
        }
        for name, member in self.members.items():
            self.fields[name] = forms.DecimalField(
                label=f"{member.umkm} (%)",
                initial=member.share_percent,
                max_digits=5,
                decimal_places=2,
                max_value=100,
                localize=True,  # "33,34" and "33.34"
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    def shares(self) -> dict[int, Decimal]:
        return {member.umkm_id: self.cleaned_data[name] for name, member in self.members.items()}


# ── Ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class EntryForm(forms.ModelForm):
    """What contract and realisation share: the amount, for an officer the side that the paper came from, for a correction
    a note. Used for input alone: services.ledger writes.
    """

    value_rupiah = _rupiah(label=_("Nilai (Rp)"))
    on_behalf_of = forms.ChoiceField(
        label=_("Atas nama"),
        choices=Side.choices,
        widget=forms.RadioSelect,
        help_text=_("Pihak yang menyerahkan datanya; pihak lain diminta mengonfirmasi."),
    )
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, asks_side: bool = False, is_correction: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_side:
            del self.fields["on_behalf_of"]
        if not is_correction:
            del self.fields["note"]
        self.is_correction = is_correction
        self.order_fields(["on_behalf_of", *self._meta.fields])


class ContractForm(EntryForm):
    class Meta:
        model = Contract
        fields = ["value_rupiah", "document", "kind", "signed_on", "starts_on", "ends_on"]
        widgets = {
            "kind": forms.RadioSelect,
            "signed_on": DayInput,
            "starts_on": DayInput,
            "ends_on": DayInput,
        }


def contract_defaults(mou: Mou, today: date | None = None) -> dict:
    """A contract signed today for the rest of the MoU."""
    today = today or timezone.localdate()
    starts_on = max(today, mou.starts_on or today)
    return {"signed_on": today, "starts_on": starts_on, "ends_on": mou.ends_on}


class RealisationForm(EntryForm):
    """One UMKM in one quarter; a correction leaves those two as they are."""

    period = forms.TypedChoiceField(
        label=_("Triwulan"), coerce=lambda text: tuple(map(int, text.split("-")))
    )

    volume = WholeNumberField(label=_("Volume dikirim"), min_value=0)

    class Meta:
        model = Realisation
        fields = [
            "umkm",
            "period",
            "volume",
            "value_rupiah",
            "document",
            "on_time_percent",
            "rejected_percent",
            "paid_days_late",
        ]

    def __init__(self, contract: Contract, *args, firms=(), today: date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_correction:
            del self.fields["umkm"], self.fields["period"]
        else:
            present = quarter_of(today or timezone.localdate())
            self.fields["period"].choices = [
                ("{}-{}".format(*quarter), quarters.name(quarter))
                for quarter in quarters.between(quarter_of(contract.starts_on), present)
            ]
            self.fields["umkm"].queryset = Umkm.objects.filter(pk__in=[firm.pk for firm in firms])
            self.fields["umkm"].empty_label = None if len(firms) == 1 else _("Pilih UMKM")
        if contract.mou.need:
            self.fields["volume"].help_text = str(contract.mou.need.unit)

    #: What is as it should be in most quarters, and need not be looked at then.
    QUALITY = ("on_time_percent", "rejected_percent", "paid_days_late")

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.QUALITY]

    @property
    def quality_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.QUALITY]

    @property
    def quality_has_errors(self) -> bool:
        return any(name in self.errors for name in self.QUALITY)
