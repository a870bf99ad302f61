"""The forms of an officer's steps with an UMKM, and what their remarks are about."""

from collections.abc import Iterator

from django.utils.translation import gettext

from kemitraan.forms import StepForm
from kemitraan.review_forms import ReturnForm, Target, VerifyForm, stands_now
from umkm.forms.stages import STAGE_FORMS
from umkm.models import Remark, Umkm


def _targets(umkm: Umkm) -> Iterator[tuple[str, Target]]:
    """(name in the form, target) for all that the owner can mend."""
    for stage_form in STAGE_FORMS.values():
        for name, field in stage_form.base_fields.items():
            if name not in {"wishes", "wish_note"}:
                yield f"remark-{name}", Target(field.label, name, stands=stands_now(umkm, name))
    yield "remark-products", Target(gettext("Produk secara umum"), "products")
    for product in umkm.products.all():
        label = gettext("Produk: %(name)s") % {"name": product}
        yield f"remark-product-{product.pk}", Target(label, "products", product.pk)
    yield "remark-certificates", Target(gettext("Sertifikat secara umum"), "certificates")
    for certificate in umkm.certificates.select_related("kind"):
        label = gettext("Sertifikat: %(name)s") % {"name": certificate}
        yield f"remark-certificate-{certificate.pk}", Target(label, "certificates", certificate.pk)


def review_form(transition, umkm: Umkm, data=None) -> StepForm:
    """The form of a step of UMKM_FLOW, for page and admin alike."""
    if transition.verb in {"verify", "reinstate"}:
        return VerifyForm(transition, data)
    if transition.verb == "return":
        return ReturnForm(transition, data, targets=dict(_targets(umkm)))
    return StepForm(transition, data)


def remark_label(remark: Remark) -> str:
    """The name of the field that a remark is about, as its form says it."""
    for stage_form in STAGE_FORMS.values():
        if remark.field in stage_form.base_fields:
            return str(stage_form.base_fields[remark.field].label)
    return gettext("Produk") if remark.field == "products" else gettext("Sertifikat")
