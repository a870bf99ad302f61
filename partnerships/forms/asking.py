"""What a dashboard is asked for, read from its address and written into one."""

import re
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investors.countries import country_name
from investors.models import Company
from kemitraan.reference.models import Cluster, District
from partnerships import quarters
from partnerships.models import PartnershipProgramme, Scope
from partnerships.quarters import Quarter
from partnerships.reports import NO_PROGRAMME, Asked, offices
from partnerships.services.ledger import quarter_of

#: How many quarters are offered; others are understood too.
OFFERED = 20
_QUARTER = re.compile(r"(20\d\d|2100)-([1-4])")


class QuarterField(forms.Field):
    """ "2026-4" from an address, (2026, 4) in the code. Offers the last five years, and what was asked for."""

    widget = forms.Select
    default_error_messages = {
        "invalid": gettext_lazy("Triwulan ditulis seperti 2026-4 (tahun, lalu 1 sampai 4).")
    }

    def offer(self, today: date, given: str) -> None:
        latest = quarter_of(today)
        offered = quarters.between((latest[0] - OFFERED // 4, latest[1]), latest)
        found = _QUARTER.fullmatch(given)
        asked = (int(found[1]), int(found[2])) if found else None
        names = {
            quarter: quarters.short_name(quarter)
            for quarter in sorted({*offered, *([asked] if asked else [])}, reverse=True)
        }
        self.widget.choices = [("", _("semua"))] + [
            (code_of(quarter), name) for quarter, name in names.items()
        ]
        if given and asked is None:
            self.widget.choices.append((given, given))

    def to_python(self, value) -> Quarter | None:
        if value in self.empty_values:
            return None
        found = _QUARTER.fullmatch(value)
        if not found:
            raise forms.ValidationError(self.error_messages["invalid"])
        return int(found[1]), int(found[2])


class AskedForm(forms.Form):
    """The filters of the dashboard and of the lists behind its figures. What cannot be read is told beside its field, and the rest is
    counted."""

    since = QuarterField(label=gettext_lazy("Dari triwulan"), required=False)
    until = QuarterField(label=gettext_lazy("Sampai triwulan"), required=False)
    scope = forms.ChoiceField(label=gettext_lazy("Lingkup"), required=False)
    programme = forms.TypedChoiceField(
        label=gettext_lazy("Program"), required=False, coerce=int, empty_value=None
    )
    cluster = forms.ChoiceField(label=gettext_lazy("Klaster"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("Kecamatan"), required=False)
    office = forms.ChoiceField(label=gettext_lazy("OPD"), required=False)
    capital = forms.ChoiceField(label=gettext_lazy("Modal"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Negara asal modal"), required=False)

    def __init__(self, data, *, today: date | None = None):
        super().__init__(data)
        today = today or timezone.localdate()
        for name in ("since", "until"):
            self.fields[name].offer(today, data.get(name, ""))
        inside = District.objects.filter(regency=settings.REGENCY) | District.objects.filter(
            pk=data.get("district", "")
        )
        programmes = PartnershipProgramme.objects.values_list("pk", "name")
        countries = Company.objects.order_by().values_list("country", flat=True).distinct()
        for name, rows in {
            "scope": [(value, str(label).capitalize()) for value, label in Scope.choices],
            "programme": [*programmes, (NO_PROGRAMME, _("tanpa program"))],
            "cluster": [(row.pk, row.name) for row in Cluster.objects.all()],
            "district": inside.order_by("name").values_list("pk", "name"),
            "office": offices().items(),
            "capital": Company.Capital.choices,
            "country": sorted(
                ((code, country_name(code)) for code in countries), key=lambda pair: pair[1]
            ),
        }.items():
            self.fields[name].choices = [("", _("semua")), *rows]

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("Triwulan terakhir mendahului triwulan pertama."))
        return self.cleaned_data

    def asked(self) -> Asked:
        """Every field that could be read."""
        self.is_valid()
        return Asked(**self.cleaned_data)

    def described(self) -> list[str]:
        """What is asked for in words: ["Klaster: lurik", "Dari triwulan: TW1 2026"]."""
        self.is_valid()
        told = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if value in ("", None):
                continue
            key = code_of(value) if isinstance(value, tuple) else str(value)
            names = {str(code): label for code, label in field.widget.choices}
            told.append(f"{field.label}: {names.get(key, key)}")
        return told


def code_of(quarter: Quarter) -> str:
    """(2026, 4) -> "2026-4"."""
    return "{}-{}".format(*quarter)


def query_of(asked: Asked, **more: str) -> str:
    """The address's part after the question mark that asks for the same: "" or "?cluster=lurik&since=2026-1"."""
    given = {
        name: code_of(value) if isinstance(value, tuple) else value
        for name in AskedForm.base_fields
        if (value := getattr(asked, name)) not in ("", None)
    }
    query = urlencode(given | more)
    return f"?{query}" if query else ""
