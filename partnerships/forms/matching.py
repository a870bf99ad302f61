"""What people write about suggestions and weights."""

from collections.abc import Sequence
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from kemitraan.rupiah import number
from partnerships.matching import Weights
from partnerships.models import Suggestion
from partnerships.wording.scores import GROUPS as GROUP_LABELS
from partnerships.wording.scores import LABELS as PART_LABELS
from partnerships.wording.scores import NUMBERS as NUMBER_LABELS
from umkm.models import Umkm


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
