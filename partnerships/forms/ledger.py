"""What people write in the ledger: contracts and realisations. Rules stand in the services; here are words and defaults."""

from datetime import date
from typing import ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.form_fields import DayInput, WholeNumberField
from kemitraan.forms import StepForm
from partnerships import quarters
from partnerships.forms.fields import paper_field, rupiah_field
from partnerships.models import Contract, Mou, Realisation, Side, Source
from partnerships.models.ledger import DELIVERED, HOW_IT_WENT
from partnerships.services.ledger import quarter_of
from umkm.models import Umkm


class EntryForm(forms.ModelForm):
    """What contract and realisation share: the amount, for an officer the side that the paper came from, for a correction
    a note. Used for input alone: services.ledger writes.
    """

    value_rupiah = rupiah_field(label=_("Nilai (Rp)"))
    upload = paper_field(label=_("Foto atau PDF dokumen"), required=False)
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
        self.order_fields(["on_behalf_of", *self._meta.fields, "upload"])


class ContractForm(EntryForm):
    class Meta:
        model = Contract
        fields = [
            "value_rupiah",
            "document",
            "kind",
            "signed_on",
            "starts_on",
            "ends_on",
            "oss_reference",
        ]
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
            *DELIVERED,
            *HOW_IT_WENT,
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
        for name, usual in self.USUAL.items():
            self.fields[name].required = False
            if not self.is_correction:
                self.fields[name].initial = self.initial.get(name, usual)
        if contract.mou.need:
            self.fields["volume"].help_text = str(contract.mou.need.unit)

    #: What need not be said: left out, it is this.
    USUAL: ClassVar[dict] = {
        "jobs_women_kept": 0,
        "jobs_women_new": 0,
        "jobs_men_kept": 0,
        "jobs_men_new": 0,
        "source": Source.INVOICE,
    }

    def clean(self):
        given = super().clean()
        for name, usual in self.USUAL.items():
            if not given.get(name):
                given[name] = usual
        return given

    #: What is as it should be in most quarters, and need not be looked at then.
    QUALITY = (
        *HOW_IT_WENT,
        "upload",
    )

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.QUALITY]

    @property
    def quality_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.QUALITY]

    @property
    def quality_has_errors(self) -> bool:
        return any(name in self.errors for name in self.QUALITY)


class ClaimForm(StepForm):
    """What this side says instead of an entry that it does not accept."""

    claimed_rupiah = rupiah_field(
        label=_("Nilai menurut Anda (Rp)"),
        min_value=0,
        help_text=_("0 bila tidak ada yang dibayar atau disepakati."),
    )
    claimed_volume = WholeNumberField(label=_("Volume menurut Anda"), min_value=0, required=False)

    def __init__(self, transition, data=None, *, entry, **kwargs):
        super().__init__(transition, data, **kwargs)
        if not isinstance(entry, Realisation):
            del self.fields["claimed_volume"]
        self.fields["note"].label = _("Mengapa berbeda")
