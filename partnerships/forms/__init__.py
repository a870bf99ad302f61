"""The forms of partnerships: what people write, in rooms by subject. Used for input alone: services write."""

from partnerships.forms.ledger import (
    ClaimForm,
    ContractForm,
    RealisationForm,
    contract_defaults,
)
from partnerships.forms.matching import (
    CompareForm,
    NominationForm,
    ObjectionForm,
    UmkmSearchForm,
    WeightsForm,
)
from partnerships.forms.mous import AmendmentForm, EvaluationForm, MouForm, SharesForm

__all__ = [
    "AmendmentForm",
    "ClaimForm",
    "CompareForm",
    "ContractForm",
    "EvaluationForm",
    "MouForm",
    "NominationForm",
    "ObjectionForm",
    "RealisationForm",
    "SharesForm",
    "UmkmSearchForm",
    "WeightsForm",
    "contract_defaults",
]
