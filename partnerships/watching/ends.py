"""What ends: MoU, contracts, letters of commitment, certificates."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F
from django.urls import reverse

from investors.models import CommitmentLetter
from partnerships import waiting
from partnerships.models import Contract, Mou
from partnerships.models.mous import LIVE
from partnerships.watching.people import People
from partnerships.watching.things import Rule, Thing


def mous(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    """To both sides, and to the officers, who extend or complete it."""
    rows = Mou.objects.live().filter(ends_on__range=_window(rule, today)).with_labels()
    for row in rows.order_by("ends_on", "pk"):
        values = {"mou": str(row), "company": row.company.name}
        yield from _things(
            rule,
            today,
            f"mou:{row.pk}",
            row.ends_on,
            row.get_absolute_url(),
            values,
            people.of_sides(row.company_id, row.umkm_side),
            people,
        )


def contracts(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    """Contracts of MoU that go on; where both end on one day, the MoU's reminder says it."""
    rows = (
        Contract.objects.confirmed()
        .filter(ends_on__range=_window(rule, today), mou__status__in=LIVE)
        .exclude(ends_on=F("mou__ends_on"))
        .select_related("mou__company")
        .prefetch_related("mou__members")
    )
    for row in rows.order_by("ends_on", "pk"):
        values = {"contract": str(row), "mou": str(row.mou), "company": row.mou.company.name}
        yield from _things(
            rule,
            today,
            f"contract:{row.pk}",
            row.ends_on,
            row.mou.get_absolute_url(),
            values,
            people.of_sides(row.mou.company_id, row.mou.umkm_side),
            people,
        )


def commitments(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    """The letter of commitment by which a company is bound longest: to its people, and to the officers."""
    rows = CommitmentLetter.objects.order_by("company_id", "-ends_on", "-pk").distinct("company_id")
    for row in CommitmentLetter.objects.filter(
        pk__in=rows.values("pk"), ends_on__range=_window(rule, today)
    ).select_related("company"):
        yield from _things(
            rule,
            today,
            f"commitment:{row.pk}",
            row.ends_on,
            row.company.get_absolute_url(),
            {"letter": row.number, "company": row.company.name},
            people.of_sides(row.company_id, ()),
            people,
        )


def certificates(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    """To the people of the UMKM. The register itself notes what runs out (umkm.services.expiry); a step that the rule does not
    have is not sent."""
    rows = waiting.certificates_running_out(list(people.of_umkm), today=today)
    for row in rows.filter(days_ahead__in=rule.days):
        certificate = row.certificate
        url = reverse("umkm:certificate", args=[certificate.umkm_id, certificate.pk])
        values = {
            # A kind has a name in each language.
            "name_id": certificate.kind.name_id,
            "name_en": certificate.kind.name_en,
            "umkm": certificate.umkm.name,
            "ends_on": row.expires_on.isoformat(),
        }
        mark = f"{row.days_ahead}:{row.expires_on.isoformat()}"
        for person in people.of_umkm[certificate.umkm_id]:
            yield Thing(person, rule.code, f"certificate:{certificate.pk}", mark, url, values)


def _window(rule: Rule, today: date) -> tuple[date, date]:
    return today, today + timedelta(days=rule.days[-1])


def _things(rule, today, subject, ends_on, url, values, told, people) -> Iterator[Thing]:
    left = (ends_on - today).days
    step = rule.left(left)
    if step is None:
        return
    values = values | {"ends_on": ends_on.isoformat()}
    mark = f"{step}:{ends_on.isoformat()}"
    for person in told:
        yield Thing(person, rule.code, subject, mark, url, values)
    if rule.nears_officers(left):
        for person in people.officers:
            yield Thing(person, f"{rule.code}_officer", subject, mark, url, values)
