"""What people write about gatherings. Rules stand in the services."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investors.models import Company, Need
from kemitraan.form_fields import DayInput
from kemitraan.forms import StepForm
from partnerships.models import FollowUp
from partnerships.services.meetings import Promise
from umkm.models import Umkm


class AcceptForm(StepForm):
    people = forms.IntegerField(
        label=_("Berapa orang yang datang"),
        min_value=1,
        max_value=20,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


#: What is usually promised with an outcome: (by whom, what, in how many days).
_USUAL = {
    "interested": (FollowUp.By.OFFICER, _("Menghubungi kedua pihak untuk negosiasi"), 7),
    "sample": (FollowUp.By.UMKM, _("Mengirim contoh kepada perusahaan"), 14),
}


class OutcomeForm(StepForm):
    """What came of a meeting, and one thing that was promised there (left empty: nothing)."""

    what = forms.CharField(
        label=_("Tindak lanjut"),
        required=False,
        max_length=200,
        help_text=_("Kosongkan bila tidak ada yang dijanjikan."),
    )
    by = forms.ChoiceField(label=_("Dikerjakan oleh"), choices=FollowUp.By.choices, required=False)
    due_on = forms.DateField(label=_("Paling lambat"), required=False, widget=DayInput)

    def __init__(self, transition, data=None, **kwargs):
        by, what, days = _USUAL.get(transition.verb, (FollowUp.By.OFFICER, "", 14))
        due_on = timezone.localdate() + timedelta(days=days)
        kwargs["initial"] = {"by": by, "what": what, "due_on": due_on} | kwargs.get("initial", {})
        super().__init__(transition, data, **kwargs)

    def clean(self):
        given = super().clean()
        if given.get("what") and "due_on" in given and not given["due_on"]:
            self.add_error("due_on", _("Sebutkan harinya, supaya tindak lanjut tidak terlupa."))
        what, by, due_on = (given.pop(name, None) for name in ("what", "by", "due_on"))
        complete = bool(what and by and due_on)
        given["promises"] = [Promise(by, what, due_on)] if complete else []
        return given


class NeedInvitationForm(forms.Form):
    """Ask a need's company and the first of its list."""

    need = forms.ModelChoiceField(
        label=_("Kebutuhan"), queryset=Need.objects.open().select_related("company")
    )
    limit = forms.IntegerField(
        label=_("Berapa UMKM teratas dari daftar saran"), min_value=1, max_value=100, initial=10
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["need"].label_from_instance = lambda row: f"{row.company} · {row}"


class PartyInvitationForm(forms.Form):
    """Ask parties by name: one in a line, as it stands in the register, or by its NIB."""

    names = forms.CharField(
        label=_("Nama usaha, nama perusahaan, atau NIB"),
        help_text=_("Satu baris satu pihak."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_names(self):
        lines = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        errors = []
        found = [self._find(line, errors) for line in dict.fromkeys(lines)]
        if errors:
            raise forms.ValidationError(errors)
        return found

    def _find(self, line: str, errors: list[str]) -> Company | Umkm | None:
        lookup = {"nib": line} if line.isdigit() else {"name__iexact": line}
        rows = [
            *Company.objects.verified().filter(**lookup)[:2],
            *Umkm.objects.listed().filter(**lookup)[:2],
        ]
        if len(rows) == 1:
            return rows[0]
        sentence = (
            _("“%(line)s” tidak ditemukan di antara yang terverifikasi.")
            if not rows
            else _("“%(line)s” ada lebih dari satu; pakai NIB.")
        )
        errors.append(sentence % {"line": line})
        return None

    def parties(self) -> dict[str, list]:
        rows = self.cleaned_data["names"]
        return {
            "companies": [row for row in rows if isinstance(row, Company)],
            "firms": [row for row in rows if isinstance(row, Umkm)],
        }
