"""Each quarter: what was delivered and paid has to be entered; and MoU under which nothing is."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from partnerships import quarters, waiting
from partnerships.models import LkpmWindow
from partnerships.watching.people import People
from partnerships.watching.things import Rule, Thing


def calls(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    """From the quarter's first day to both sides, each of which can enter it; from a later day to the officers too.

    Days count from the first of the quarter: day 1, 10 and 15. One reminder for a contract, however many UMKM it has. The
    window of LKPM, in which the company reports to the ministry, is said beside our own deadline.
    """
    day = (today - quarters.first_day(waiting.quarter_of(today))).days + 1
    step = rule.reached(day)
    if step is None:
        return
    window = LkpmWindow.objects.filter(starts_on__lte=today).first()
    missing: dict[int, list[waiting.Due]] = {}
    for due in waiting.all_realisations_due(today=today):
        missing.setdefault(due.contract.pk, []).append(due)
    for pk, dues in missing.items():
        contract, quarter = dues[0].contract, dues[0].quarter
        mou = contract.mou
        values = {
            "contract": str(contract),
            "company": mou.company.name,
            "count": len(dues),
            "quarter": list(quarter),
            "last_day": rule.days[-1],
            "lkpm": str(window) if window else "",
        }
        mark = f"{step}:{quarter[0]}-{quarter[1]}"
        url = reverse("partnerships:realisation-new", args=[pk])
        umkm_ids = [*(due.member.umkm_id for due in dues), mou.coordinator_id]
        for person in people.of_sides(mou.company_id, umkm_ids):
            yield Thing(person, rule.code, f"contract:{pk}", mark, url, values)
        if rule.tells_officers(day):
            url = mou.get_absolute_url()
            for person in people.officers:
                code = f"{rule.code}_officer"
                yield Thing(person, code, f"contract:{pk}", mark, url, values)


def asleep(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    """Signed, and nothing booked for so many days: to the officers, who ask both sides. From the first of these days it sleeps
    (services.mous.put_to_sleep)."""
    for row in waiting.without_sign_of_life(today=today, days=rule.days[0]):
        since = row.since
        step = rule.reached((today - since).days)
        values = {"mou": str(row), "company": row.company.name, "since": since.isoformat()}
        for person in people.officers:
            mark = f"{step}:{since.isoformat()}"
            url = row.get_absolute_url()
            yield Thing(person, f"{rule.code}_officer", f"mou:{row.pk}", mark, url, values)
