"""What the matcher found anew, and needs that changed: no rule of days, told once each while it is fresh."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, OuterRef
from django.db.models.functions import TruncDate
from django.urls import reverse

from investors.models import CompanyMember, NeedRevision, NeedStatus
from partnerships import waiting
from partnerships.models import Suggestion, SuggestionStatus
from partnerships.watching.people import People
from partnerships.watching.things import Thing, end_of_day

#: What was found or changed longer ago is no news any more.
FRESH_DAYS = 14


def new_suggestions(today: date, people: People) -> Iterator[Thing]:
    """One thing a day of the matcher for each UMKM, and for each need to its company: how many new ones nobody has answered."""
    rows = Suggestion.objects.filter(
        status=SuggestionStatus.SUGGESTED,
        need__status=NeedStatus.OPEN,
        created_at__gte=end_of_day(today - timedelta(days=FRESH_DAYS)),
    ).order_by()
    found = {"count": Count("pk"), "newest": Max(TruncDate("created_at"))}
    firms = rows.shown_to_umkm().values_list("umkm", "umkm__name").annotate(**found)
    for pk, name, count, newest in firms:
        for person in people.of_umkm.get(pk, ()):
            yield Thing(
                person,
                "chance_umkm",
                f"umkm:{pk}",
                newest.isoformat(),
                reverse("partnerships:suggestions"),
                {"umkm": name, "count": count},
            )
    needs = rows.values_list("need", "need__title", "need__company").annotate(**found)
    for pk, title, company, count, newest in needs:
        for person in people.of_company.get(company, ()):
            yield Thing(
                person,
                "chance_company",
                f"need:{pk}",
                newest.isoformat(),
                reverse("partnerships:need-suggestions", args=[pk]),
                {"need": title, "count": count},
            )


def changed_needs(today: date, people: People) -> Iterator[Thing]:
    """To UMKM whose answer is older than the need is now: the same rows as on their desk."""
    for row in waiting.changed_since_answer(list(people.of_umkm)):
        for person in people.of_umkm[row.umkm_id]:
            yield Thing(
                person,
                "need_changed",
                f"suggestion:{row.pk}",
                f"r{row.need.revision}",
                row.get_absolute_url(),
                {"need": row.need.title, "company": row.need.company.name},
            )


def edited_needs(today: date, people: People) -> Iterator[Thing]:
    """To a company, when somebody else (an officer) changed what it needs."""
    own = CompanyMember.objects.filter(company=OuterRef("need__company"), user=OuterRef("actor"))
    rows = NeedRevision.objects.filter(
        ~Exists(own), at__gte=end_of_day(today - timedelta(days=FRESH_DAYS))
    ).select_related("need", "actor")
    for row in rows.order_by("pk"):
        for person in people.of_company.get(row.need.company_id, ()):
            yield Thing(
                person,
                "need_edited",
                f"need:{row.need_id}",
                f"r{row.number}",
                row.need.get_absolute_url(),
                {"need": row.need.title, "by": str(row.actor)},
            )


ALWAYS = (new_suggestions, changed_needs, edited_needs)
