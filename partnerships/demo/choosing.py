"""What the buyers of the demo keep for themselves: a shortlist with notes, and a search that has found something new."""

import random
from datetime import datetime, timedelta

from django.http import QueryDict
from django.utils import translation

from investors.models import Company, CompanyMember
from partnerships.models import SavedSearch, SavedSearchFind, Shortlist, Suggestion
from partnerships.services import searches, shortlists

#: UMKM on each list.
FIRMS = 5
#: (what was written, days ago)
NOTES = (
    ("Sudah ditelepon; contoh dikirim minggu depan.", 9),
    ("Harga bisa turun untuk pesanan di atas 500.", 6),
    ("Kapasitasnya pas, tetapi belum punya sertifikat yang kami minta.", 3),
)
#: How long ago the search was kept, and how many of its firms came since.
KEPT_DAYS, NEW = 10, 3


def choose(*, seed: int, now: datetime) -> int:
    """For each company with an account: how many lists were made."""
    owners = CompanyMember.objects.filter(role=CompanyMember.Role.OWNER).order_by("company")
    made = 0
    with translation.override("id"):
        for member in owners.select_related("company", "user"):
            if not Shortlist.objects.filter(company=member.company).exists():
                chance = random.Random(f"{seed}/choosing/{member.company.nib}")
                made += _shortlist(member, chance, now)
                _search(member, now)
    return made


def _best(company: Company) -> list[Suggestion]:
    """The best suggestions for its needs, each UMKM once."""
    rows = Suggestion.objects.live().filter(need__company=company, umkm__is_listed=True)
    rows = rows.select_related("umkm", "need").order_by("-score", "pk")
    best: dict[int, Suggestion] = {}
    for row in rows:
        best.setdefault(row.umkm_id, row)
    return list(best.values())


def _shortlist(member: CompanyMember, chance: random.Random, now: datetime) -> bool:
    best = [row for row in _best(member.company) if row.umkm.is_public][:FIRMS]
    if not best:
        return False
    begun = now - timedelta(days=12)
    chosen = shortlists.open_list(
        member.company, name=best[0].need.title[:80], actor=member.user, now=begun
    )
    entries = [
        shortlists.add(row.umkm, actor=member.user, shortlist=chosen, now=begun).entry
        for row in best
    ]
    for entry, (text, days) in zip(chance.sample(entries, len(entries)), NOTES, strict=False):
        at = now - timedelta(days=days)
        shortlists.write_note(entry, text=text, actor=member.user, now=at)
    return True


def _search(member: CompanyMember, now: datetime) -> None:
    """Kept ten days ago; the firms that registered last are those that came since."""
    need = member.company.needs.order_by("pk").first()
    cluster = need.clusters.first() if need else None
    if cluster is None or SavedSearch.objects.filter(person=member.user).exists():
        return
    search = searches.save_search(
        member.company,
        name=f"{cluster.name_id.capitalize()} di Klaten",
        given=QueryDict(f"cluster={cluster.pk}"),
        actor=member.user,
        now=now - timedelta(days=KEPT_DAYS),
    )
    newest = search.finds.order_by("-umkm").values("pk")[:NEW]
    SavedSearchFind.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).update(
        found_at=now - timedelta(days=1)
    )
