"""What an officer writes when deciding about an UMKM: how it was checked, and remarks by field."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kemitraan.forms import StepForm
from umkm.forms.stages import STAGE_FORMS
from umkm.models import Method, Remark, Umkm
from umkm.services import FieldRemark


class VerifyForm(StepForm):
    method = forms.ChoiceField(
        label=_("Diperiksa melalui"), choices=Method.choices, widget=forms.RadioSelect
    )


class ReturnForm(StepForm):
    """A remark for every field that the owner can mend; an empty one says nothing."""

    def __init__(self, transition, data=None, *, umkm: Umkm, **kwargs):
        super().__init__(transition, data, **kwargs)
        self.targets = dict(_targets(umkm))
        for key, (label, field, row) in self.targets.items():
            self.fields[key] = forms.CharField(
                label=label,
                required=False,
                max_length=500,
                help_text="" if row else _stands_now(umkm, field),
            )
        self.fields["note"].required = False
        self.fields["note"].label = _("Catatan umum")
        self.fields["note"].help_text = _(
            "Catatan pada isian di bawah tampil kepada pemilik tepat di isian itu; yang kosong berarti baik."
        )
        self.order_fields(["note"])

    def clean(self):
        given = super().clean()
        remarks = [
            FieldRemark(field, given.pop(key), row)
            for key, (_label, field, row) in self.targets.items()
            if given.get(key)
        ]
        for key in self.targets:
            given.pop(key, None)
        given["remarks"] = remarks
        if not remarks and not given.get("note"):
            self.add_error("note", _("Tulis catatan umum, atau catatan pada satu isian."))
        return given


def _stands_now(umkm: Umkm, field: str) -> str:
    """What the officer judges, beside where the remark is written; numbers of the owner stay masked elsewhere."""
    if field not in {column.name for column in umkm._meta.fields}:
        return ""
    display = getattr(umkm, f"get_{field}_display", None)
    value = display() if display else getattr(umkm, field)
    if value is None or value == "":
        return gettext("Sekarang: kosong")
    words = {True: gettext("ya"), False: gettext("tidak")}
    shown = words[value] if isinstance(value, bool) else str(value)[:200]
    return gettext("Sekarang: %(value)s") % {"value": shown}


def _targets(umkm: Umkm) -> Iterator[tuple[str, tuple[str, str, int | None]]]:
    """(name in the form, (label, field, row)) for all that a remark can be about."""
    for stage_form in STAGE_FORMS.values():
        for name in stage_form.base_fields:
            if name not in {"wishes", "wish_note"}:
                yield f"remark-{name}", (stage_form.base_fields[name].label, name, None)
    yield "remark-products", (gettext("Produk secara umum"), "products", None)
    for product in umkm.products.all():
        label = gettext("Produk: %(name)s") % {"name": product}
        yield f"remark-product-{product.pk}", (label, "products", product.pk)
    yield "remark-certificates", (gettext("Sertifikat secara umum"), "certificates", None)
    for certificate in umkm.certificates.select_related("kind"):
        label = gettext("Sertifikat: %(name)s") % {"name": certificate}
        yield f"remark-certificate-{certificate.pk}", (label, "certificates", certificate.pk)


def review_form(transition, umkm: Umkm, data=None) -> StepForm:
    """The form of a step of UMKM_FLOW, for page and admin alike."""
    if transition.verb in {"verify", "reinstate"}:
        return VerifyForm(transition, data)
    if transition.verb == "return":
        return ReturnForm(transition, data, umkm=umkm)
    return StepForm(transition, data)


def remark_label(remark: Remark) -> str:
    """The name of the field that a remark is about, as its form says it."""
    for stage_form in STAGE_FORMS.values():
        if remark.field in stage_form.base_fields:
            return str(stage_form.base_fields[remark.field].label)
    return gettext("Produk") if remark.field == "products" else gettext("Sertifikat")
