"""What waits for officials: the register, companies, and what UMKM asked of the offices."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from investors.models import Company
from kemitraan.accounts.models import Role
from kemitraan.verification import VerificationStatus
from partnerships.waiting import days_since
from partnerships.watching.people import People
from partnerships.watching.things import Rule, Thing, end_of_day
from umkm.models import FacilitationRequest, Umkm


def firms(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    """Once a week for each kecamatan (a village to its own staff): how many UMKM wait too long, and since when the first does."""
    before = end_of_day(today - timedelta(days=rule.days[0]))
    rows = list(
        Umkm.objects.filter(status=VerificationStatus.REGISTERED, registered_at__lt=before)
        .order_by("village__district_id", "village_id")
        .values_list(
            "village_id", "village__name", "village__district_id", "village__district__name"
        )
        .annotate(count=Count("pk"), since=Min("registered_at"))
    )
    year, week, _weekday = today.isocalendar()
    for user in people.verifiers:
        mine = [row for row in rows if user.role == Role.UMKM_OFFICER or user.works_in(row[0])]
        by_village = user.role == Role.VILLAGE_OFFICER
        for (code, name), waiting in groupby(
            mine, key=lambda row, v=by_village: (row[0], row[1]) if v else (row[2], row[3])
        ):
            counted = [(row[4], row[5]) for row in waiting]
            since = timezone.localdate(min(moment for _count, moment in counted))
            queue = reverse("admin:umkm_umkm_changelist")
            url = f"{queue}?status__exact=registered"
            if not by_village:
                url += f"&village__district__code__exact={code}"
            values = {
                "place": name,
                "count": sum(count for count, _moment in counted),
                "since": since.isoformat(),
            }
            yield Thing(user.pk, rule.code, f"place:{code}", f"{year}-W{week:02}", url, values)


def companies(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    for row in Company.objects.awaiting().only("name", "registered_at"):
        step = rule.reached(days_since(row.registered_at, today))
        if step is None:
            continue
        since = timezone.localdate(row.registered_at).isoformat()
        for person in people.officers:
            yield Thing(
                person,
                rule.code,
                f"company:{row.pk}",
                f"{step}:{since}",
                row.get_absolute_url(),
                {"company": row.name, "since": since},
            )


def facilitations(rule: Rule, today: date, people: People) -> Iterator[Thing]:
    """Past the day by which the office must answer: to its officials."""
    status = FacilitationRequest.Status
    rows = FacilitationRequest.objects.filter(
        status__in=(status.ASKED, status.TAKEN_UP), due_on__lt=today
    ).select_related("service", "umkm")
    for row in rows.order_by("due_on", "pk"):
        step = rule.reached((today - row.due_on).days)
        if step is None:
            continue
        values = {
            "name_id": row.service.name_id,
            "name_en": row.service.name_en,
            "umkm": row.umkm.name,
            "due_on": row.due_on.isoformat(),
        }
        url = reverse("admin:umkm_facilitationrequest_change", args=[row.pk])
        for person in people.of_office(row.office):
            mark = f"{step}:{row.due_on.isoformat()}"
            yield Thing(person, rule.code, f"facilitation:{row.pk}", mark, url, values)
