"""What people write about a partnership that runs already, and about the office's own grouping of figures."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investors.models import Company
from kemitraan.form_fields import DayInput
from kemitraan.forms import StepForm
from partnerships.forms.fields import rupiah_field
from partnerships.models import Mou, ReportedPartnership, Side
from umkm.models import Umkm


class ReportForm(forms.ModelForm):
    """`reporter` is chosen where a person speaks for several firms: "umkm-7" or "company-3"."""

    reporter = forms.ChoiceField(label=_("Atas nama"))
    value_rupiah = rupiah_field(
        label=_("Nilai (Rp)"), help_text=_("Nilai kerja sama seluruhnya, perkiraan pun boleh.")
    )

    class Meta:
        model = ReportedPartnership
        fields = [
            "reporter",
            "other_name",
            "other_contact",
            "what",
            "pattern",
            "since",
            "until",
            "value_rupiah",
        ]
        widgets = {"since": DayInput, "until": DayInput}

    def __init__(self, firms, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.firms = {f"{firm._meta.model_name}-{firm.pk}": firm for firm in firms}
        field = self.fields["reporter"]
        field.choices = [(key, str(firm)) for key, firm in self.firms.items()]
        if len(self.firms) == 1:
            field.initial = next(iter(self.firms))
            field.widget = forms.HiddenInput()
        self.fields["pattern"].choices = [
            ("", _("Pilih satu")),
            *[choice for choice in self.fields["pattern"].choices if choice[0]],
        ]

    def clean(self):
        given = super().clean()
        if given.get("reporter"):
            given["reporter"] = self.firms[given["reporter"]]
        return given

    def _post_clean(self):
        """The service checks the row: it knows its sides."""


class InviteForm(StepForm):
    """Which firm or company of the portal the other side is: the names that are like the reported one, or a search."""

    other = forms.ModelChoiceField(
        label=_("Pihak lain"), queryset=Umkm.objects.none(), empty_label=_("Pilih dari daftar")
    )

    def __init__(self, transition, data=None, *, report, q: str = "", **kwargs):
        super().__init__(transition, data, **kwargs)
        model = Umkm if report.side == Side.COMPANY else Company
        self.fields["other"].queryset = found_by_name(model, q or report.other_name)
        if not q:
            self.fields["other"].help_text = _(
                "Nama yang mirip dengan laporan. Tidak ada? Cari dengan kata lain, atau daftarkan dahulu."
            )


def found_by_name(model, text: str):
    """Verified ones that have one of the longer words of this name."""
    words = [word for word in text.split() if len(word) > 2 and word.upper() not in {"PT.", "CV."}]
    named = Q(pk__in=[])
    for word in words[:6]:
        named |= Q(name__icontains=word)
    return model.objects.verified().filter(named).order_by("name", "pk")


class ScopeForm(forms.ModelForm):
    """Whose programme the figures of this MoU belong to."""

    class Meta:
        model = Mou
        fields = ["scope", "programme"]
        widgets = {"scope": forms.RadioSelect}

    def _post_clean(self):
        """The service writes; the row that the page shows stays as it is."""
