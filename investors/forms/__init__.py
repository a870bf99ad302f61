"""What people write about a company and its needs. Rules stand in the models and services."""

from investors.forms.companies import CompanyForm, RegistrationForm
from investors.forms.documents import CommitmentForm, DocumentForm
from investors.forms.needs import NeedForm, NewNeedForm, usual_values
from investors.forms.people import HandOverForm, InviteForm, JoinForm
from investors.forms.reviews import remark_label, review_form

__all__ = [
    "CommitmentForm",
    "CompanyForm",
    "DocumentForm",
    "HandOverForm",
    "InviteForm",
    "JoinForm",
    "NeedForm",
    "NewNeedForm",
    "RegistrationForm",
    "remark_label",
    "review_form",
    "usual_values",
]
