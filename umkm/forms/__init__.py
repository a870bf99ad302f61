"""What people write about an UMKM. Rules stand in the models and services; here are words, and the spellings that people
really use for numbers."""

from umkm.forms.goods import CertificateForm, ProductForm
from umkm.forms.registration import AccountForm, OfficerRegistrationForm, RegistrationForm
from umkm.forms.reviews import ReturnForm, VerifyForm, review_form
from umkm.forms.stages import STAGE_FORMS, StageForm

__all__ = [
    "STAGE_FORMS",
    "AccountForm",
    "CertificateForm",
    "OfficerRegistrationForm",
    "ProductForm",
    "RegistrationForm",
    "ReturnForm",
    "StageForm",
    "VerifyForm",
    "review_form",
]
