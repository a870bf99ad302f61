"""Fields of a need that are no plain ones: a plan by month, a KBLI code, files."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investors.models.needs import PLAN_LEAST, PLAN_MOST, month_after
from investors.services.needs import plan_rule
from kemitraan.form_fields import WholeNumberField
from kemitraan.reference.models import Kbli
from kemitraan.rupiah import number


class PlanInput(forms.Widget):
    """A small table: one number for each month. `first` is the day from which the months are named."""

    template_name = "investors/plan_input.html"
    use_fieldset = True
    first: date | None = None

    def value_from_datadict(self, data, files, name):
        return [data.get(f"{name}_{step}", "") for step in range(PLAN_MOST)]

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}_{step}" in data for step in range(PLAN_MOST))

    def id_for_label(self, id_):
        return ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        given = list(value or [])
        context["months"] = [
            {
                "step": step,
                "label": self.month_name(step),
                "value": _shown(given[step]) if step < len(given) else "",
            }
            for step in range(PLAN_MOST)
        ]
        return context

    def month_name(self, step: int) -> str:
        return date_format(month_after(self.first, step), "F Y") if self.first else ""


def _shown(value) -> str:
    return number(value) if isinstance(value, int) else str(value or "")


class PlanField(forms.Field):
    """Numbers for 6 to 12 months in a row, or none at all; an empty box before the last number is a month without need."""

    widget = PlanInput

    def clean(self, value) -> list[int]:
        typed = [str(text or "").strip() for text in (value or [])]
        while typed and not typed[-1]:
            typed.pop()
        if not typed:
            return []
        field = WholeNumberField(min_value=0, max_value=2_000_000_000)
        plan, errors = [], []
        for step, text in enumerate(typed, start=1):
            try:
                plan.append(field.clean(text or "0"))
            except ValidationError as error:
                errors.append(
                    _("Bulan ke-%(month)s: %(what)s")
                    % {"month": step, "what": " ".join(error.messages)}
                )
        if errors:
            raise ValidationError(errors)
        if len(plan) < PLAN_LEAST or not any(plan):
            raise ValidationError(plan_rule())
        return plan

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != list(initial or [])
        except ValidationError:
            return True


class KbliField(forms.ModelChoiceField):
    """A KBLI code of the newest version; a need that has an older one keeps it as a choice."""

    VERSION = "2025"

    def __init__(self, **kwargs):
        kwargs = {
            "label": "KBLI",
            "required": False,
            "empty_label": gettext_lazy("Belum tahu"),
            "help_text": gettext_lazy("Kode bidang usaha pemasok; boleh kosong."),
        } | kwargs
        codes = Kbli.objects.of_suppliers().filter(version=self.VERSION)
        super().__init__(codes.order_by("code"), **kwargs)

    def also(self, kbli_id: int | None) -> None:
        if kbli_id:
            self.queryset = (self.queryset | Kbli.objects.filter(pk=kbli_id)).order_by(
                "-version", "code"
            )

    def label_from_instance(self, kbli):
        older = "" if kbli.version == self.VERSION else f" ({kbli.version})"
        return f"{kbli.code} {kbli.title}{older}"


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """PDF or pictures, none or several; `clean` gives a list."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "widget",
            _Files(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
        )
        super().__init__(**{"required": False} | kwargs)

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        return [kept for file in files if (kept := super(FilesField, self).clean(file, initial))]

    def has_changed(self, initial, data):
        return bool(data)
