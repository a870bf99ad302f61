"""Two UMKM became one: their suggestions, MoUs and realisations follow, and can go back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core import serializers
from django.db import connection

from partnerships.models import (
    MouMember,
    Shortlist,
    ShortlistEntry,
    ShortlistNote,
    Suggestion,
    SuggestionStatus,
)
from umkm.services.merging import move_back, move_rows, relations_of

#: What nobody has said anything to.
_SAID_NOTHING = (SuggestionStatus.SUGGESTED, SuggestionStatus.WITHDRAWN)


def move_partnerships(kept_id: int, merged_id: int) -> dict[str, Any]:
    """Move everything of the merged firm; what is needed to move it back:

    {"gone": [serialised rows that were in the way], "shares": {member: share before},
     "entries": [entries of shortlists, serialised], "notes": {key of a note: entry that it stood at},
     "moved": {model: {field: [keys]}}}
    """
    with _frozen_rows_may_move():
        return _move(kept_id, merged_id)


@contextmanager
def _frozen_rows_may_move() -> Iterator[None]:
    """What was signed is frozen by triggers. That two firms were one all along changes its names, not its words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kemitraan.merging', 'on', true)")
        yield
        cursor.execute("SELECT set_config('kemitraan.merging', 'off', true)")


def _move(kept_id: int, merged_id: int) -> dict[str, Any]:
    gone = _give_way(kept_id, merged_id)
    shares, members = _join_shares(kept_id, merged_id)
    notes, entries = _join_entries(kept_id, merged_id)
    moved: dict[str, dict[str, list]] = {}
    for model, field in relations_of("partnerships"):
        keys = move_rows(model, field, kept_id=kept_id, merged_id=merged_id)
        if keys:
            moved.setdefault(model._meta.label_lower, {})[field] = keys
    return {
        "gone": gone + members,
        "shares": shares,
        "entries": entries,
        "notes": notes,
        "moved": moved,
    }


def _give_way(kept_id: int, merged_id: int) -> list[dict[str, Any]]:
    """Of two suggestions for one need the answered one counts. Where both were answered, or neither, the one of the firm
    that stays does, and the other stays with the merged firm."""
    answered = Suggestion.objects.filter(umkm=merged_id).exclude(status__in=_SAID_NOTHING)
    in_the_way = Suggestion.objects.filter(
        umkm=kept_id, need__in=answered.values("need"), status__in=_SAID_NOTHING
    ).exclude(pk__in=MouMember.objects.exclude(suggestion=None).values("suggestion"))
    rows = [
        row for suggestion in in_the_way for row in (suggestion, *suggestion.changes.order_by("pk"))
    ]
    kept = _kept(rows)
    in_the_way.delete()
    return kept


def _join_shares(kept_id: int, merged_id: int) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Where both are members of one MoU they were one all along: their shares add up."""
    before, gone = {}, []
    twice = MouMember.objects.filter(umkm=merged_id, mou__members__umkm=kept_id)
    for other in twice.select_for_update(of=("self",)):
        member = MouMember.objects.select_for_update(of=("self",)).get(
            mou=other.mou_id, umkm=kept_id
        )
        before[str(member.pk)] = str(member.share_percent)
        gone += _kept([other])
        member.share_percent += other.share_percent
        other.delete()
        member.save(update_fields=["share_percent"])
    return before, gone


def _join_entries(kept_id: int, merged_id: int) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Where both stand on one shortlist there is one entry with the notes of both. It stands unless both were taken off."""
    notes, gone = {}, []
    both = ShortlistEntry.objects.filter(
        umkm=merged_id,
        shortlist__in=ShortlistEntry.objects.filter(umkm=kept_id).values("shortlist"),
    )
    for other in both.select_for_update(of=("self",)):
        entry = ShortlistEntry.objects.select_for_update(of=("self",)).get(
            shortlist=other.shortlist_id, umkm=kept_id
        )
        gone += _kept([other])
        if entry.removed_at is not None and other.removed_at is None:
            entry.removed_at = entry.removed_by = None
            entry.save(update_fields=["removed_at", "removed_by"])
        for note in other.notes.all():
            notes[str(note.pk)] = other.pk
        other.notes.update(entry=entry)
        other.delete()
    return notes, gone


def _kept(rows: list) -> list[dict[str, Any]]:
    """Whole rows as JSON, to be written again as they were."""
    return [
        {"model": row["model"], "pk": row["pk"], "fields": row["fields"]}
        for row in json.loads(serializers.serialize("json", rows))
    ]


def move_partnerships_back(kept_id: int, merged_id: int, moved: dict[str, Any]) -> None:
    with _frozen_rows_may_move():
        _move_back(kept_id, merged_id, moved)


def _move_back(kept_id: int, merged_id: int, moved: dict[str, Any]) -> None:
    models = {model._meta.label_lower: model for model, _field in relations_of("partnerships")}
    for label, fields in moved["moved"].items():
        for field, keys in fields.items():
            move_back(models[label], field, keys, kept_id=kept_id, merged_id=merged_id)
    for key, share in moved["shares"].items():
        if isinstance(share, list):  # as it was kept before an MoU itself named its coordinator
            share = share[0]
        MouMember.objects.filter(pk=key).update(share_percent=share)
    taken = set(Suggestion.objects.filter(umkm=kept_id).values_list("need", flat=True))
    lost: set[int] = set()
    for row in serializers.deserialize("python", moved["gone"], ignorenonexistent=True):
        if isinstance(row.object, Suggestion) and row.object.need_id in taken:
            lost.add(row.object.pk)  # the matcher has written it anew in the meantime
        if getattr(row.object, "subject_id", None) not in lost and row.object.pk not in lost:
            row.save()
    _put_entries_back(kept_id, moved)


def _put_entries_back(kept_id: int, moved: dict[str, Any]) -> None:
    """Entries of lists that still exist, and the notes that still stand with the other firm."""
    for row in serializers.deserialize("python", moved.get("entries", [])):
        if Shortlist.objects.filter(pk=row.object.shortlist_id).exists():
            row.save()
    for note, entry in moved.get("notes", {}).items():
        if ShortlistEntry.objects.filter(pk=entry).exists():
            ShortlistNote.objects.filter(pk=note, entry__umkm=kept_id).update(entry=entry)
