"""The matching engine: which UMKM fits which need, how well, and why. Pure: no database, no clock, no chance."""

from partnerships.matching.engine import Engine, Ranking
from partnerships.matching.fairness import FAIR, PLAIN, Ledger, Policy, choose
from partnerships.matching.index import Snapshot
from partnerships.matching.rules import RULES
from partnerships.matching.score import DEFAULT_WEIGHTS, Weights
from partnerships.matching.types import (
    FACTS,
    Candidate,
    Check,
    Commitment,
    Demand,
    Explanation,
    Fact,
    MatchResult,
    Offer,
    Part,
    Record,
    Relaxation,
)

__all__ = [
    "DEFAULT_WEIGHTS",
    "FACTS",
    "FAIR",
    "PLAIN",
    "RULES",
    "Candidate",
    "Check",
    "Commitment",
    "Demand",
    "Engine",
    "Explanation",
    "Fact",
    "Ledger",
    "MatchResult",
    "Offer",
    "Part",
    "Policy",
    "Ranking",
    "Record",
    "Relaxation",
    "Snapshot",
    "Weights",
    "choose",
]
