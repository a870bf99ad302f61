"""The engine's facts, rules and scores in the reader's words.

Facts and rules name things by codes, quantities in base units a month, and prices in rupiah per base unit.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from partnerships.models import Side, Suggestion, SuggestionStatus
from partnerships.services.exposure import WAITING_DAYS
from partnerships.wording.answers import answers
from partnerships.wording.facts import sentence
from partnerships.wording.offices import who_helps
from partnerships.wording.pairs import pair_in_words
from partnerships.wording.rules import LABELS as RULE_LABELS
from partnerships.wording.rules import broken, excluded, relaxed
from partnerships.wording.scores import bars

__all__ = [
    "Told",
    "answered",
    "answers",
    "bars",
    "excluded",
    "explain",
    "lifted",
    "pair_in_words",
    "relaxed",
    "rises",
    "sentence",
    "told",
]


class Told(NamedTuple):
    """A gap, or what would raise the score, and who helps with it ("" when no office can); `aids` (partnerships.helpdesk) are
    what its own people can ask for."""

    text: str
    help: str
    code: str
    aids: tuple = ()


def told(fact: Mapping[str, Any], side: str | None = None) -> Told:
    """A gap or a change; also a hard rule that a person has overridden (services.nominations). The offices serve UMKM: a
    company is not told of them."""
    if fact["code"] == "broken_rule":
        rule, values = fact["values"]["rule"], fact["values"]["values"]
        return Told(
            _("Syarat tidak terpenuhi (%(rule)s): %(why)s")
            % {"rule": RULE_LABELS[rule], "why": broken(rule, values)},
            "",
            fact["code"],
        )
    help_ = "" if side == Side.COMPANY else who_helps(fact)
    return Told(sentence(fact), help_, fact["code"])


def explain(suggestion: Suggestion, side: str | None) -> dict[str, Any]:
    """Why this suggestion, for one Side (None: for officials): bars, sentences of reasons, gaps and what would raise the score
    (each with who helps), and why it has its place when it waited for it."""
    return {
        "bars": bars(suggestion.parts, side),
        "reasons": [sentence(fact) for fact in suggestion.reasons],
        "gaps": [told(fact, side) for fact in suggestion.gaps],
        "what_ifs": [told(fact, side) for fact in rises(suggestion)],
        "lifted": lifted(suggestion, side),
    }


def rises(suggestion: Suggestion) -> list[dict[str, Any]]:
    """What would raise the score, each with the score that it has `now`."""
    now = float(suggestion.score)
    return [
        {**fact, "values": {**fact["values"], "now": now}} if "score" in fact["values"] else fact
        for fact in suggestion.what_ifs
    ]


def lifted(suggestion: Suggestion, side: str | None) -> str:
    """Said of a place that was given by turn, "" of every other one."""
    if not suggestion.lifted:
        return ""
    said = {"days": WAITING_DAYS}
    if side == Side.UMKM:
        return (
            _(
                "Usaha Anda mendapat giliran: memenuhi syarat, dan lebih dari %(days)s hari tidak muncul di daftar mana pun."
            )
            % said
        )
    return (
        _(
            "Mendapat giliran: UMKM ini memenuhi syarat, dan lebih dari %(days)s hari tidak muncul di daftar mana pun."
        )
        % said
    )


def answered(suggestion: Suggestion) -> str:
    """What is said to a side that has just shown interest."""
    if suggestion.status == SuggestionStatus.MATCHED:
        return _("Kedua pihak berminat. Kontak sudah terbuka; petugas mengatur temu bisnis.")
    return _("Minat Anda tercatat. Pihak lain diminta menjawab; kontak Anda belum terlihat.")
