"""What people write about a company and its needs. Rules stand in the models and services."""

from investors.forms.companies import CompanyForm, RegistrationForm
from investors.forms.needs import NeedForm, NewNeedForm, usual_values

__all__ = ["CompanyForm", "NeedForm", "NewNeedForm", "RegistrationForm", "usual_values"]
