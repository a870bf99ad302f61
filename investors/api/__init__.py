"""Demand for machines: companies and what they need, with the rights and words of the pages."""

from investors.api.companies import CompanyViewSet
from investors.api.needs import NeedViewSet

__all__ = ["CompanyViewSet", "NeedViewSet"]
