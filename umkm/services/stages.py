"""Stages of the profile: half-typed forms kept field by field, and the forms sent.

Two phones may write the same form. For each field the later writing holds, by the moment when it was typed and not when it
arrived: a phone without signal sends late. What is overwritten stays in the draft (`replaced`), so that nothing is lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import must
from umkm.models import Certificate, Product, Stage, StageDraft, Umkm
from umkm.permissions import may_edit
from umkm.services.photos import add_photos
from umkm.services.profile import save_certificate, save_product, update_profile

#: Longest value that a draft keeps, entries of one list, and overwritten values (the newest).
LONGEST, MOST, KEPT = 4000, 40, 50

Value = str | list[str]


@dataclass(frozen=True)
class Typed:
    """A value as it was typed, and how long ago (the phone's own clock may be wrong by years; its difference is not)."""

    value: Value
    age: timedelta = timedelta(0)


@dataclass
class DraftAnswer:
    """`newer`: what another phone wrote and this one does not show; `replaced`: names whose value of another phone gave way."""

    draft: StageDraft
    newer: dict[str, Value] = field(default_factory=dict)
    replaced: list[str] = field(default_factory=list)


def save_draft(
    umkm: Umkm,
    stage: str,
    *,
    actor: User,
    typed: Mapping[str, Typed],
    row: str = "",
    draft: StageDraft | None = None,
    base: int = 0,
    now: datetime | None = None,
) -> DraftAnswer:
    """Keep what was typed, valid or not. `base` is the revision that this phone has seen.

    Raises NotAllowed, and ValidationError for a value that no field could hold.
    """
    _may_write(umkm, actor)
    for name, entry in typed.items():
        _check_size(name, entry.value)
    now = now or timezone.now()
    with transaction.atomic():
        draft = _locked(umkm, stage, row, draft)
        answer = DraftAnswer(draft)
        for name, entry in typed.items():
            _write(answer, name, entry.value, min(now, now - entry.age), base)
        for name, present in draft.fields.items():
            if name not in typed and present["rev"] > base:
                answer.newer[name] = present["value"]
        draft.replaced = draft.replaced[-KEPT:]
        draft.updated_at = now
        draft.save()
    return answer


def _may_write(umkm: Umkm, actor: User) -> None:
    must(may_edit(actor, umkm))


def _check_size(name: str, value: Value) -> None:
    parts = value if isinstance(value, list) else [value]
    if len(parts) > MOST or any(len(part) > LONGEST or "\x00" in part for part in parts):
        raise ValidationError({name: _("Isian ini terlalu panjang untuk disimpan.")})


def _locked(umkm: Umkm, stage: str, row: str, draft: StageDraft | None) -> StageDraft:
    if draft is None:
        draft, _created = StageDraft.objects.get_or_create(umkm=umkm, stage=stage, row=row)
    return StageDraft.objects.select_for_update().get(pk=draft.pk, umkm=umkm, stage=stage)


def _write(answer: DraftAnswer, name: str, value: Value, at: datetime, base: int) -> None:
    draft = answer.draft
    present = draft.fields.get(name)
    if present is not None and present["value"] == value:
        return
    foreign = present is not None and present["rev"] > base
    if foreign and datetime.fromisoformat(present["at"]) > at:
        draft.replaced.append({"name": name, "value": value, "at": at.isoformat()})
        answer.newer[name] = present["value"]
        return
    if foreign:
        draft.replaced.append({"name": name, "value": present["value"], "at": present["at"]})
        answer.replaced.append(name)
    draft.revision += 1
    draft.fields[name] = {"value": value, "at": at.isoformat(), "rev": draft.revision}


# ── Sending ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def send_stage(
    umkm: Umkm,
    stage: str,
    *,
    actor: User,
    typed: Mapping[str, Value],
    row: Product | Certificate | None = None,
    draft: StageDraft | None = None,
    photos: Sequence[UploadedFile] = (),
    now: datetime | None = None,
    **fields: Any,
) -> Umkm | Product | Certificate:
    """Write what a stage's form holds and settle its draft; `typed` are the raw values that were changed in it,
    `photos` those of a product.

    Raises ValidationError, NotAllowed; then the draft stays as it is.
    """
    if stage == Stage.PRODUCTS:
        saved = save_product(umkm, actor=actor, product=row, **fields)
        if photos:
            add_photos(saved, actor=actor, uploads=photos)
    elif stage == Stage.CERTIFICATES:
        saved = save_certificate(umkm, actor=actor, certificate=row, **fields)
    else:
        saved = update_profile(umkm, actor=actor, **fields)
    key = "" if isinstance(saved, Umkm) else str(saved.pk)
    _settle(umkm, stage, key, typed, draft, now or timezone.now())
    return saved


def _settle(umkm, stage, key, typed, draft, now) -> None:
    """What was sent is no longer half-typed; it stays as what the other phone is compared with."""
    if draft is not None and draft.row != key:
        # A new product has become a row: phones that still write the draft of the new one mean this row.
        StageDraft.objects.filter(umkm=umkm, stage=stage, row=key).exclude(pk=draft.pk).delete()
    draft = _locked(umkm, stage, key, draft)
    for name, value in typed.items():
        present = draft.fields.get(name)
        if present is None or present["value"] != value:
            draft.revision += 1
            draft.fields[name] = {"value": value, "at": now.isoformat(), "rev": draft.revision}
    draft.row, draft.settled, draft.updated_at = key, draft.revision, now
    draft.save()


@transaction.atomic
def discard_draft(umkm: Umkm, draft: StageDraft, *, actor: User) -> None:
    """Throw away what was begun and not sent. Raises NotAllowed."""
    _may_write(umkm, actor)
    umkm.drafts.filter(pk=draft.pk).delete()
