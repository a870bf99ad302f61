"""What the worker keeps an eye on. Each rule is a reading: a day goes in, what is true on it comes out, for whom, once each.

things    Thing: one fact for one person; how a step of days is chosen
people    who is concerned: both sides of a pair or MoU, officers, offices, area staff
silence   nobody answers, nothing moves, nobody confirms
ends      MoU, contracts, letters of commitment and certificates that end
quarters  the call to enter what was realised, and MoU that realise nothing
queues    what waits for officials
chances   new suggestions, and needs that changed: without days
changes   changes of state that people have not been told of

`true_on` is everything together. services/watch.py writes what is new as Notice rows; services/digest.py asks again before it
sends, so that nobody is told what is settled by then. A rule that is added here is sent, shown and stopped like all others.
"""

from collections.abc import Iterator
from datetime import date

from partnerships.models import WatchRule
from partnerships.watching import chances, ends, quarters, queues, silence
from partnerships.watching.people import People
from partnerships.watching.things import Rule, Thing

#: Each rule of the table and the reading that it is for.
READINGS = {
    WatchRule.Code.SUGGESTION_SILENT: silence.suggestions,
    WatchRule.Code.MOU_SILENT: silence.mous,
    WatchRule.Code.ENTRY_UNCONFIRMED: silence.entries,
    WatchRule.Code.MOU_ENDING: ends.mous,
    WatchRule.Code.CONTRACT_ENDING: ends.contracts,
    WatchRule.Code.COMMITMENT_ENDING: ends.commitments,
    WatchRule.Code.CERTIFICATE_ENDING: ends.certificates,
    WatchRule.Code.REALISATION_CALL: quarters.calls,
    WatchRule.Code.MOU_ASLEEP: quarters.asleep,
    WatchRule.Code.UMKM_UNVERIFIED: queues.firms,
    WatchRule.Code.COMPANY_UNVERIFIED: queues.companies,
    WatchRule.Code.FACILITATION_OVERDUE: queues.facilitations,
}


def true_on(today: date) -> Iterator[Thing]:
    """Everything that people should be reminded of on this day. A fixed number of queries, however much it is."""
    people = People()
    for row in WatchRule.objects.filter(is_active=True):
        rule = Rule(row.code, tuple(sorted(row.days)), row.officer_from)
        yield from READINGS[row.code](rule, today, people)
    for reading in chances.ALWAYS:
        yield from reading(today, people)
