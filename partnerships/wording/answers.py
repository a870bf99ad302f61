"""What each side has answered to a suggestion, said side by side: read from the log of its states."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from partnerships.models import Side, Suggestion, SuggestionStatus, SuggestionStatusChange
from partnerships.models.matches import OPEN
from umkm.permissions import speaks_for


class Answer(NamedTuple):
    """`code` is "yes", "no" or "" while nothing was answered."""

    firm: str
    text: str
    code: str = ""


def answers(suggestion: Suggestion, changes: Iterable[SuggestionStatusChange]) -> list[Answer]:
    """The company's and the UMKM's. A suggestion that was opened again is answered anew."""
    said: dict[str, SuggestionStatusChange] = {}
    for change in sorted(changes, key=lambda change: change.pk):
        if change.target in {SuggestionStatus.SUGGESTED, SuggestionStatus.PROPOSED}:
            said = {}
        elif change.verb == "decline":
            is_umkm = speaks_for(change.actor, suggestion.umkm)
            said[Side.UMKM if is_umkm else Side.COMPANY] = change
        elif change.verb.startswith(tuple(Side.values)):
            said[change.verb.split("_")[0]] = change
    firms = {Side.COMPANY: suggestion.need.company, Side.UMKM: suggestion.umkm}
    waits = suggestion.status in OPEN
    return [_answer(str(firm), said.get(side), waits) for side, firm in firms.items()]


def _answer(firm: str, change: SuggestionStatusChange | None, waits: bool) -> Answer:
    if change is None:
        return Answer(firm, _("belum menjawab") if waits else _("tidak menjawab"))
    day = date_format(localtime(change.at), "j F Y")
    if change.verb != "decline":
        return Answer(firm, _("berminat, %(day)s") % {"day": day}, "yes")
    given = {"day": day, "reason": change.reason_label}
    return Answer(firm, _("tidak berminat, %(day)s: %(reason)s") % given, "no")
