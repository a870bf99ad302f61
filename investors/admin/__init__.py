"""Demand in the officials' workplace: companies to verify, and what they need."""

from investors.admin import companies, needs

__all__ = ["companies", "needs"]
