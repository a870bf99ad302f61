"""The forms of an officer's steps with a company, and what their remarks are about."""

from collections.abc import Iterator

from django.utils.translation import gettext

from investors.forms.companies import CompanyForm
from investors.models import Company, CompanyRemark
from kemitraan.forms import StepForm
from kemitraan.review_forms import ReturnForm, Target, VerifyForm, stands_now


def _general() -> dict[str, str]:
    """What a remark can be about beside the fields of the form."""
    return {
        "activities": gettext("KBLI"),
        "contacts": gettext("Kontak lain"),
        "documents": gettext("Dokumen"),
        "commitment": gettext("Surat Pernyataan Komitmen"),
    }


def _targets(company: Company) -> Iterator[tuple[str, Target]]:
    for name, field in CompanyForm.base_fields.items():
        yield f"remark-{name}", Target(field.label, name, stands=stands_now(company, name))
    for name, label in _general().items():
        yield f"remark-{name}", Target(label, name)


def review_form(transition, company: Company, data=None) -> StepForm:
    """The form of a step of COMPANY_FLOW, for page and admin alike."""
    if transition.verb in {"verify", "reinstate"}:
        return VerifyForm(transition, data)
    if transition.verb == "return":
        return ReturnForm(transition, data, targets=dict(_targets(company)))
    return StepForm(transition, data)


def remark_label(remark: CompanyRemark) -> str:
    """The name of what a remark is about, as the form says it."""
    if remark.field in CompanyForm.base_fields:
        return str(CompanyForm.base_fields[remark.field].label)
    return _general().get(remark.field, remark.field)
