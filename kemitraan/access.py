"""A right is a verdict with its reason: page, API and admin all show the same sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy when allowed; otherwise `reason` is a sentence for the person who was refused."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def refused(reason: str) -> Verdict:
    return Verdict(False, reason)


def all_of(*verdicts: Verdict) -> Verdict:
    """The first refusal, or allowed."""
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)


def any_of(*verdicts: Verdict) -> Verdict:
    """Allowed when one is; otherwise the first refusal."""
    return next((verdict for verdict in verdicts if verdict), verdicts[0])
