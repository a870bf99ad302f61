"""Saved searches: kept, looked at by the worker, and told about once.

The worker looks at every search once an hour. A change of one firm is not asked of all searches at once: that would be a
query for each of them at every keystroke of an owner, and what fits also changes with the day, when certificates run out.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from investors.models import Company
from kemitraan.accounts.models import User
from kemitraan.post.links import absolute
from kemitraan.post.models import Letter
from kemitraan.post.services import post_letter
from kemitraan.post.services.readers import language_of
from kemitraan.refusals import NotAllowed, Refused, WrongState, must
from kemitraan.rupiah import number
from partnerships.models import SavedSearch, SavedSearchFind
from partnerships.permissions import works_for
from partnerships.searching import SearchState

MOST_SEARCHES = 20
#: A search that finds more than this says nothing when it finds one more.
MOST_FITTING = 5_000
LOOK_EVERY = timedelta(hours=1)
#: A firm that fitted once and comes back within this time is no news.
NOT_AGAIN_WITHIN = timedelta(days=30)
#: Names of firms in a letter; the rest is on the page.
NAMED = 5


@transaction.atomic
def save_search(
    company: Company, *, name: str, given: QueryDict, actor: User, now: datetime | None = None
) -> SavedSearch:
    """Keep a state of the directory; what fits now is no news. A search of the same name that had stopped gets this state and goes
    on. Raises NotAllowed, Refused, ValidationError."""
    must(works_for(actor, company))
    now = now or timezone.now()
    # Two presses at once do not pass the limit.
    actor = User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    stopped = _stopped(actor, name.strip())
    if stopped is None and SavedSearch.objects.filter(person=actor).count() >= MOST_SEARCHES:
        raise Refused(
            _("Anda sudah menyimpan %(count)s pencarian. Hapus dahulu yang tidak dipakai.")
            % {"count": MOST_SEARCHES}
        )
    state = SearchState(given)
    if state.errors:
        raise Refused(_("Saringan ini belum benar. Perbaiki dahulu di direktori."))
    if not state.narrows:
        raise Refused(_("Pilih paling sedikit satu saringan di direktori, lalu simpan."))
    search = stopped or SavedSearch(person=actor, name=name.strip(), created_at=now)
    search.company, search.state, search.looked_at = company, state.kept, now
    search.full_clean()
    search.save()
    search.finds.all().delete()  # of what it asked for before
    fitting = list(state.firms.values_list("pk", flat=True)[: MOST_FITTING + 1])
    if len(fitting) > MOST_FITTING:
        raise Refused(
            _("Lebih dari %(count)s UMKM cocok. Persempit dahulu, supaya kabarnya berarti.")
            % {"count": number(MOST_FITTING)}
        )
    search.finds.bulk_create([SavedSearchFind(search=search, umkm_id=key) for key in fitting])
    return search


def _stopped(person: User, name: str) -> SavedSearch | None:
    """The person's search of this name, when the directory no longer understands it."""
    search = SavedSearch.objects.filter(person=person, name__iexact=name).first()
    return None if search is None or SearchState(search.given).is_whole else search


@transaction.atomic
def drop_search(search: SavedSearch, *, actor: User) -> None:
    """Raises NotAllowed."""
    _own(search, actor).delete()


@transaction.atomic
def mark_seen(search: SavedSearch, *, actor: User, now: datetime | None = None) -> int:
    """What is new has been looked at: how many. Raises NotAllowed."""
    search = _own(search, actor)
    news = search.finds.news().values("pk")
    return SavedSearchFind.objects.filter(pk__in=news).update(seen_at=now or timezone.now())


def _own(search: SavedSearch, actor: User) -> SavedSearch:
    """The person's own search, locked."""
    locked = SavedSearch.objects.select_for_update(of=("self",)).filter(pk=search.pk).first()
    if locked is None:
        raise WrongState(_("Pencarian ini sudah dihapus."))
    if locked.person_id != getattr(actor, "pk", None):
        raise NotAllowed(_("Hanya yang menyimpannya yang dapat mengubah pencarian ini."))
    return locked


# ── What the worker does ─────────────────────────────────────────────────────────────────────────────────────────────


def look_at_due(*, now: datetime | None = None) -> int:
    """Look at every search whose time has come, each in a transaction of its own: how many firms came new."""
    now = now or timezone.now()
    due = SavedSearch.objects.filter(looked_at__lte=now - LOOK_EVERY).order_by("looked_at", "pk")
    return sum(look(key, now=now) for key in list(due.values_list("pk", flat=True)))


@transaction.atomic
def look(search_id: int, *, now: datetime | None = None) -> int:
    """Note which firms newly fit, and which no longer do: how many came new. A search that is not whole finds nothing: its
    page says why. One that somebody else is looking at is left to them."""
    now = now or timezone.now()
    rows = SavedSearch.objects.select_for_update(of=("self",), skip_locked=True)
    search = rows.filter(pk=search_id).first()
    if search is None:
        return 0
    SavedSearch.objects.filter(pk=search.pk).update(looked_at=now)
    state = SearchState(search.given)
    if not state.is_whole:
        return 0
    search.finds.filter(left_at__lt=now - NOT_AGAIN_WITHIN).delete()
    known = dict(search.finds.values_list("umkm", "left_at"))
    fitting = set(state.firms.values_list("pk", flat=True))
    new = sorted(fitting - known.keys())
    search.finds.bulk_create(
        [SavedSearchFind(search=search, umkm_id=key, found_at=now) for key in new]
    )
    left = [key for key, left_at in known.items() if left_at is None and key not in fitting]
    back = [key for key, left_at in known.items() if left_at is not None and key in fitting]
    for keys, moment in ((left, now), (back, None)):
        if keys:
            search.finds.filter(umkm__in=keys).update(left_at=moment)
    return len(new)


def tell_people(*, now: datetime | None = None) -> int:
    """Write to everybody for whom something is new, at most once a day: how many letters."""
    news = SavedSearchFind.objects.news().filter(told_at=None)
    people = news.order_by("search__person").values_list("search__person", flat=True).distinct()
    return sum(bool(tell_person(key, now=now)) for key in list(people))


@transaction.atomic
def tell_person(person_id: int, *, now: datetime | None = None) -> Letter | None:
    """One letter about all that is new in this person's searches; None when there is nothing, or one went out today."""
    now = now or timezone.now()
    person = User.objects.select_for_update(of=("self",)).get(pk=person_id)
    key = f"saved-search:{person.pk}:{timezone.localdate(now)}"
    if not person.is_active or not person.email or Letter.objects.filter(key=key).exists():
        return None
    finds = SavedSearchFind.objects.news().filter(
        told_at=None, search__in=SavedSearch.objects.of(person)
    )
    rows = list(finds.select_related("search", "umkm").order_by("search__name", "pk"))
    if not rows:
        return None
    language = language_of(person)
    with translation.override(language):
        subject, body = _letter(person, rows)
    letter = post_letter(
        key=key,
        kind="saved_search",
        address=person.email,
        subject=subject,
        body=body,
        person=person,
        language=language,
        now=now,
    )
    SavedSearchFind.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=now)
    return letter


def _letter(person: User, rows: list[SavedSearchFind]) -> tuple[str, str]:
    """Subject and body, in the active language."""
    by_search: dict[SavedSearch, list[SavedSearchFind]] = {}
    for row in rows:
        by_search.setdefault(row.search, []).append(row)
    parts = [_("Yth. %(name)s,") % {"name": person}]
    for search, finds in by_search.items():
        names = [f"- {find.umkm}" for find in finds[:NAMED]]
        if len(finds) > NAMED:
            names.append(_("- dan %(more)s lagi") % {"more": number(len(finds) - NAMED)})
        parts.append(
            "\n".join([said_news(search, len(finds)), *names, absolute(search.get_absolute_url())])
        )
    parts.append(_("Surat ini paling banyak datang sekali sehari."))
    return _news_in(len(rows)), "\n\n".join(parts)


def said_news(search: SavedSearch, count: int) -> str:
    """ "3 UMKM baru untuk pencarian “lurik ATBM”"."""
    return ngettext(
        "%(count)s UMKM baru untuk pencarian “%(name)s”",
        "%(count)s UMKM baru untuk pencarian “%(name)s”",
        count,
    ) % {"count": number(count), "name": search}


def _news_in(count: int) -> str:
    return ngettext(
        "%(count)s UMKM baru untuk pencarian Anda",
        "%(count)s UMKM baru untuk pencarian Anda",
        count,
    ) % {"count": number(count)}
