"""Shortlists of a company: UMKM that its people set aside, in an order, with notes. Each write locks the list first."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Company
from investors.permissions import acts_for
from kemitraan.accounts.models import User
from kemitraan.refusals import NotAllowed, Refused, WrongState, must
from partnerships import permissions
from partnerships.models import Shortlist, ShortlistEntry, ShortlistNote, Suggestion
from umkm.models import Umkm

#: What one company can look after; a list that is longer is no short one.
MOST_LISTS, MOST_FIRMS, MOST_NOTES = 50, 200, 50
#: How long what was taken off a list can be put back, with its notes.
UNDO_WITHIN = timedelta(days=30)


class Added(NamedTuple):
    """`is_new` is False when it stood on the list already."""

    entry: ShortlistEntry
    is_new: bool


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def open_list(
    company: Company, *, name: str, actor: User, now: datetime | None = None
) -> Shortlist:
    """A new, empty list. Raises NotAllowed, Refused, ValidationError."""
    must(acts_for(actor, company))
    # Two people who make the first list at the same moment make one.
    company = Company.objects.select_for_update(of=("self",)).get(pk=company.pk)
    if Shortlist.objects.filter(company=company).count() >= MOST_LISTS:
        raise Refused(
            _("Perusahaan Anda sudah punya %(count)s daftar. Hapus dahulu yang tidak dipakai.")
            % {"count": MOST_LISTS}
        )
    now = now or timezone.now()
    row = Shortlist(
        company=company, name=name.strip(), created_by=actor, created_at=now, changed_at=now
    )
    row.full_clean()
    row.save(force_insert=True)
    return row


@transaction.atomic
def rename_list(shortlist: Shortlist, *, name: str, actor: User) -> Shortlist:
    """Raises NotAllowed, ValidationError."""
    shortlist = _locked(shortlist, actor)
    shortlist.name = name.strip()
    shortlist.full_clean()
    shortlist.save(update_fields=["name"])
    return shortlist


@transaction.atomic
def drop_list(shortlist: Shortlist, *, actor: User) -> None:
    """The list with its notes is gone for good. Raises NotAllowed."""
    _locked(shortlist, actor).delete()


def _locked(shortlist: Shortlist, actor: User) -> Shortlist:
    """The list for somebody who writes on it, locked. Raises NotAllowed, WrongState."""
    rows = Shortlist.objects.select_for_update(of=("self",)).select_related("company")
    locked = rows.filter(pk=shortlist.pk).first()
    if locked is None:
        raise WrongState(_("Daftar ini sudah dihapus."))
    must(permissions.may_keep_shortlist(actor, locked))
    return locked


# ── What stands on them ──────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def add(
    umkm: Umkm,
    *,
    actor: User,
    shortlist: Shortlist | None = None,
    note: str = "",
    now: datetime | None = None,
) -> Added:
    """Put an UMKM at the end of a list; without `shortlist`, of the one in hand, which is made when there is none.

    One that was taken off comes back with its notes; `note` is one more. Raises NotAllowed, Refused, WrongState,
    ValidationError.
    """
    now = now or timezone.now()
    added = _put_on(umkm, shortlist or _in_hand(actor, now), actor, now)
    if note.strip():
        write_note(added.entry, text=note, actor=actor, now=now)
    return added


def _put_on(umkm: Umkm, shortlist: Shortlist, actor: User, now: datetime) -> Added:
    shortlist = _locked(shortlist, actor)
    entry = shortlist.entries.filter(umkm=umkm).first()
    if entry is not None and entry.removed_at is None:
        return Added(entry, is_new=False)
    _must_be_known(umkm, shortlist.company)
    if shortlist.entries.standing().count() >= MOST_FIRMS:
        raise Refused(
            _("Daftar “%(name)s” sudah berisi %(count)s UMKM. Buat daftar lain.")
            % {"name": shortlist, "count": MOST_FIRMS}
        )
    last = shortlist.entries.aggregate(last=Max("position"))["last"] or 0
    entry = entry or ShortlistEntry(shortlist=shortlist, umkm=umkm)
    entry.position, entry.added_by, entry.added_at = last + 1, actor, now
    entry.removed_at = entry.removed_by = None
    entry.save()
    _touch(shortlist, now)
    return Added(entry, is_new=True)


def _in_hand(actor: User, now: datetime) -> Shortlist:
    """The list that this person's companies changed last, or a first one."""
    companies = permissions.companies_acted_for(actor)
    if not companies:
        raise NotAllowed(
            _("Hanya penanggung jawab dan pembeli perusahaan yang dapat menyimpan UMKM.")
        )
    rows = Shortlist.objects.filter(company__in=companies)
    present = rows.first()
    if present is None:
        # Two people who press at the same moment get one list: the second waits here, and finds it.
        Company.objects.select_for_update(of=("self",)).get(pk=companies[0].pk)
        present = rows.first()
    return present or open_list(companies[0], name=_("Daftar pendek"), actor=actor, now=now)


def _must_be_known(umkm: Umkm, company: Company) -> None:
    """What everybody sees, and what the matcher has shown to this company."""
    if (
        umkm.is_public
        or Suggestion.objects.live().filter(umkm=umkm, need__company=company).exists()
    ):
        return
    raise WrongState(_("UMKM ini tidak tampil di direktori."))


@transaction.atomic
def remove(entry: ShortlistEntry, *, actor: User, now: datetime | None = None) -> ShortlistEntry:
    """Take it off; for thirty days `put_back` undoes it. Raises NotAllowed, WrongState."""
    now = now or timezone.now()
    shortlist = _locked(entry.shortlist, actor)
    entry = _standing(shortlist, entry)
    entry.removed_at, entry.removed_by = now, actor
    entry.save(update_fields=["removed_at", "removed_by"])
    _touch(shortlist, now)
    return entry


@transaction.atomic
def put_back(entry: ShortlistEntry, *, actor: User, now: datetime | None = None) -> ShortlistEntry:
    """Where it stood, with its notes. Raises NotAllowed, Refused, WrongState."""
    shortlist = _locked(entry.shortlist, actor)
    entry = shortlist.entries.filter(pk=entry.pk).first()
    if entry is None:
        raise WrongState(_("UMKM ini sudah lama dikeluarkan; tambahkan lagi dari direktori."))
    if entry.removed_at is not None and shortlist.entries.standing().count() >= MOST_FIRMS:
        raise Refused(_("Daftar ini sudah penuh."))
    entry.removed_at = entry.removed_by = None
    entry.save(update_fields=["removed_at", "removed_by"])
    _touch(shortlist, now or timezone.now())
    return entry


@transaction.atomic
def move(entry: ShortlistEntry, *, up: bool, actor: User) -> ShortlistEntry:
    """One place up or down; at the end of the list nothing happens. Raises NotAllowed, WrongState."""
    shortlist = _locked(entry.shortlist, actor)
    entry = _standing(shortlist, entry)
    rows = list(shortlist.entries.standing())
    here = rows.index(entry)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        for position, row in enumerate(rows, start=1):
            row.position = position
        ShortlistEntry.objects.bulk_update(rows, ["position"])
        entry.position = there + 1
    return entry


@transaction.atomic
def write_note(
    entry: ShortlistEntry, *, text: str, actor: User, now: datetime | None = None
) -> ShortlistNote:
    """Raises NotAllowed, Refused, WrongState, ValidationError."""
    now = now or timezone.now()
    shortlist = _locked(entry.shortlist, actor)
    entry = _standing(shortlist, entry)
    if entry.notes.count() >= MOST_NOTES:
        raise Refused(_("Sudah ada %(count)s catatan; hapus yang lama.") % {"count": MOST_NOTES})
    note = ShortlistNote(entry=entry, text=text.strip(), by=actor, at=now)
    if not note.text:
        raise ValidationError({"text": _("Tulis catatannya.")})
    note.full_clean()
    note.save(force_insert=True)
    _touch(shortlist, now)
    return note


@transaction.atomic
def strike_note(note: ShortlistNote, *, actor: User) -> None:
    """Who wrote a note takes it away. Raises NotAllowed, WrongState."""
    _locked(note.entry.shortlist, actor)
    must(permissions.may_strike_note(actor, note))
    note.delete()


def _standing(shortlist: Shortlist, entry: ShortlistEntry) -> ShortlistEntry:
    row = shortlist.entries.standing().filter(pk=entry.pk).first()
    if row is None:
        raise WrongState(_("UMKM ini sudah tidak ada di daftar."))
    return row


def _touch(shortlist: Shortlist, now: datetime) -> None:
    Shortlist.objects.filter(pk=shortlist.pk).update(changed_at=now)


# ── What goes by itself ──────────────────────────────────────────────────────────────────────────────────────────────


def forget_firm(umkm_id: int) -> int:
    """A firm whose person asked for erasure stands on no list and in no note: how many entries went."""
    rows = ShortlistEntry.objects.filter(umkm=umkm_id, umkm__erased_at__isnull=False)
    return rows.delete()[1].get(ShortlistEntry._meta.label, 0)


def forget_old(*, now: datetime | None = None) -> int:
    """What was taken off long ago, and what belongs to erased firms whose signal was lost: how many entries went."""
    now = now or timezone.now()
    gone = ShortlistEntry.objects.filter(removed_at__lt=now - UNDO_WITHIN)
    erased = ShortlistEntry.objects.filter(umkm__erased_at__isnull=False)
    return sum(rows.delete()[1].get(ShortlistEntry._meta.label, 0) for rows in (gone, erased))
