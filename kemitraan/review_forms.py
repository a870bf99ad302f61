"""What an officer writes when deciding about an UMKM or a company: how it was checked, and remarks by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kemitraan.forms import StepForm
from kemitraan.verification import FieldRemark, Method

#: Verbs of the verification flow whose button leads to a form, though the state table asks for no note.
WITH_FORM = frozenset({"verify", "reinstate"})


class VerifyForm(StepForm):
    method = forms.ChoiceField(
        label=_("Diperiksa melalui"), choices=Method.choices, widget=forms.RadioSelect
    )


@dataclass(frozen=True)
class Target:
    """What a remark can be about: see FieldRemark; `stands` says what is there now."""

    label: Any
    field: str
    row: int | None = None
    stands: str = ""


class ReturnForm(StepForm):
    """A remark for every target, {name in the form: target}; an empty one says nothing."""

    def __init__(self, transition, data=None, *, targets: Mapping[str, Target], **kwargs):
        super().__init__(transition, data, **kwargs)
        self.targets = targets
        for key, target in targets.items():
            self.fields[key] = forms.CharField(
                label=target.label, required=False, max_length=500, help_text=target.stands
            )
        self.fields["note"].required = False
        self.fields["note"].label = _("Catatan umum")
        self.fields["note"].help_text = _(
            "Catatan pada isian di bawah tampil kepada pemilik tepat di isian itu; yang kosong berarti baik."
        )
        self.order_fields(["note"])

    def clean(self):
        given = super().clean()
        written = {key: given.pop(key, "") for key in self.targets}
        given["remarks"] = [
            FieldRemark(target.field, written[key], target.row)
            for key, target in self.targets.items()
            if written[key]
        ]
        if not given["remarks"] and not given.get("note"):
            self.add_error("note", _("Tulis catatan umum, atau catatan pada satu isian."))
        return given


def stands_now(row: models.Model, field: str) -> str:
    """What the officer judges, beside where the remark is written; "" for what is no column of the row."""
    if field not in {column.name for column in row._meta.fields}:
        return ""
    display = getattr(row, f"get_{field}_display", None)
    value = display() if display else getattr(row, field)
    if value is None or value == "":
        return gettext("Sekarang: kosong")
    words = {True: gettext("ya"), False: gettext("tidak")}
    shown = words[value] if isinstance(value, bool) else str(value)[:200]
    return gettext("Sekarang: %(value)s") % {"value": shown}
