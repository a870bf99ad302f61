"""Silence: a suggestion that nobody answers, an MoU that does not move, an entry of the ledger that nobody confirms."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from investors.models import NeedStatus
from partnerships import waiting
from partnerships.models import EntryStatus, MouStatus, Side, SuggestionStatus
from partnerships.watching.people import People
from partnerships.watching.things import Rule, Thing, end_of_day


def _late(rows, rule: Rule, today: date):
    """Rows that have waited for the first step at least."""
    return rows.filter(since__lt=end_of_day(today - timedelta(days=rule.days[0])))


def suggestions(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    """To the side that is to answer (both, when an officer has proposed); later to the officers too."""
    rows = (
        waiting.suggestions_between_sides()
        .filter(need__status=NeedStatus.OPEN)
        .select_related(None)
        .select_related("need__company", "umkm")
    )
    for row in _late(rows, rule, today):
        age = waiting.days_since(row.since, today)
        asked = {
            SuggestionStatus.UMKM_INTERESTED: people.of_company.get(row.need.company_id, ()),
            SuggestionStatus.COMPANY_INTERESTED: people.of_umkm.get(row.umkm_id, ()),
        }.get(row.status, people.of_sides(row.need.company_id, [row.umkm_id]))
        yield from _things(
            rule,
            f"suggestion:{row.pk}",
            row.since,
            age,
            reverse("partnerships:suggestion", args=[row.pk]),
            {"need": row.need.title, "umkm": row.umkm.name, "company": row.need.company.name},
            asked,
            people,
        )


def mous(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    """An MoU in preparation that stays in one state: to both sides, or to whoever checks it; later to the officers."""
    for row in _late(waiting.mous_in_preparation(), rule, today):
        age = waiting.days_since(row.since, today)
        sides = people.of_sides(row.company_id, row.umkm_side)
        yield from _things(
            rule,
            f"mou:{row.pk}",
            row.since,
            age,
            row.get_absolute_url(),
            {"mou": str(row), "company": row.company.name, "status": row.status},
            # The parties can only wait while the text is with the legal officer.
            people.legal_officers if row.status == MouStatus.LEGAL_CHECK else sides,
            people,
        )


def entries(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    """To the side that has to confirm, or, where it disagreed, to whoever entered; later to the officers."""
    contracts = waiting.contracts_waiting().prefetch_related("mou__members")
    for row in _late(contracts, rule, today):
        said = {"entry": str(row)}
        yield from _entry(rule, today, people, "contract", row, row.mou, row.mou.umkm_side, said)
    for row in _late(waiting.realisations_waiting(), rule, today):
        mou = row.contract.mou
        said = {"entry": f"{row.contract} · {row.umkm}", "quarter": [row.year, row.quarter]}
        umkm_ids = [row.umkm_id, mou.coordinator_id]
        yield from _entry(rule, today, people, "realisation", row, mou, umkm_ids, said)


def _entry(rule, today, people, kind, row, mou, umkm_ids, said) -> Iterator[Thing]:
    if row.status == EntryStatus.DISPUTED:
        asked = (row.entered_by_id,) if row.entered_by.is_active else ()
    elif row.entered_side == Side.COMPANY:
        asked = people.of_sides(None, umkm_ids)
    else:
        asked = people.of_sides(mou.company_id, ())
    yield from _things(
        rule,
        f"{kind}:{row.pk}",
        row.since,
        waiting.days_since(row.since, today),
        mou.get_absolute_url(),
        said | {"company": mou.company.name, "rupiah": row.value_rupiah},
        tuple(person for person in asked if person != row.entered_by_id) or asked,
        people,
    )


def _things(rule, subject, since, age, url, values, asked, people) -> Iterator[Thing]:
    step = rule.reached(age)
    if step is None:
        return
    day = timezone.localdate(since)
    values = values | {"since": day.isoformat()}
    mark = f"{step}:{day.isoformat()}"
    for person in asked:
        yield Thing(person, rule.code, subject, mark, url, values)
    if rule.tells_officers(age):
        for person in people.officers:
            yield Thing(person, f"{rule.code}_officer", subject, mark, url, values)
