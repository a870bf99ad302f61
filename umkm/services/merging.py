"""Two registered firms that are one: everything of the one moves to the other, and for thirty days it can move back.

A plan is the merge itself, done in a transaction that is taken back: what the official sees is what will happen. The plan is
JSON, kept with the Merge:

    {"fields": {name: [old, new]},      of the firm that stays
     "numbers": {name: sealed old},     NIK and NPWP that it took over
     "merged": {name: old},             of the other, which gives up its NIB (and its name, were it the same three times)
     "moved": {model: {field: [keys]}}, rows of this app
     "inactive": [keys],                products that both offered
     "elsewhere": {receiver: ...}}      what the floors above moved and want to know again
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import WrongState, must
from kemitraan.sealing import open_seal, seal
from kemitraan.verification import VerificationStatus
from umkm.models import (
    Consent,
    DirectoryEntry,
    DirectoryOffer,
    DuplicatePair,
    ImportRow,
    Merge,
    Product,
    SizeRecord,
    Umkm,
    UmkmIdentity,
    UmkmStatusChange,
)
from umkm.permissions import may_verify
from umkm.services.identity import write_identity
from umkm.services.keeping import changed
from umkm.services.size import compute_size
from umkm.signals import umkm_merged, umkm_unmerged
from umkm.sizes import Size

UNDO_WITHIN = timedelta(days=30)
#: What an official may take from the firm that goes up in the other; what is empty there is filled in anyway.
CHOICES = (
    "name",
    "owner_name",
    "form",
    "telephone",
    "nib",
    "cluster",
    "village",
    "address",
    "description",
    "women_owned",
    "down_payment_percent",
    "payment_days",
    "capital_rupiah",
    "yearly_sales_rupiah",
)
NUMBERS = ("nik", "npwp")
#: These tell of two firms, or are made anew.
_NOT_MOVED = (
    UmkmIdentity,
    DuplicatePair,
    Merge,
    ImportRow,
    Consent,
    DirectoryEntry,
    DirectoryOffer,
    SizeRecord,
    Umkm,
)


class _OnlyPlanned(Exception):
    """Takes the transaction back."""


def plan_merge(
    kept: Umkm, merged: Umkm, *, actor: User, take: Sequence[str] = ()
) -> dict[str, Any]:
    """What merging would do, done and taken back. Raises what merge_firms raises."""
    plan: dict[str, Any] = {}
    try:
        with transaction.atomic():
            plan = merge_firms(kept, merged, actor=actor, take=take).plan
            raise _OnlyPlanned
    except _OnlyPlanned:
        return plan


@transaction.atomic
def merge_firms(
    kept: Umkm,
    merged: Umkm,
    *,
    actor: User,
    take: Sequence[str] = (),
    note: str = "",
    now: datetime | None = None,
) -> Merge:
    """Let `merged` go up in `kept`; `take` names the fields in which its value is the better one.

    Raises NotAllowed, WrongState; ValueError for a field that cannot be taken.
    """
    if not set(take) <= {*CHOICES, *NUMBERS}:
        raise ValueError(f"{sorted(set(take) - {*CHOICES, *NUMBERS})} cannot be taken.")
    now = now or timezone.now()
    kept, merged = _locked(kept, merged)
    for umkm in (kept, merged):
        _may_merge(umkm, actor)
    plan: dict[str, Any] = {"moved": {}, "merged": {}}
    plan["inactive"] = _both_offered(kept, merged)
    plan["numbers"] = _take_numbers(kept, merged, take)
    plan["fields"] = _take_fields(kept, merged, take, plan["merged"])
    for model, field in _own_relations():
        keys = move_rows(model, field, kept_id=kept.pk, merged_id=merged.pk)
        if keys:
            plan["moved"].setdefault(model._meta.label, {})[field] = keys
    plan["elsewhere"] = {
        _name_of(receiver): answer
        for receiver, answer in umkm_merged.send(sender=Umkm, kept_id=kept.pk, merged_id=merged.pk)
    }
    # Firms that went up in the merged one before now belong to the one that stays.
    plan["followers"] = list(Umkm.objects.filter(merged_into=merged).values_list("pk", flat=True))
    Umkm.objects.filter(pk__in=plan["followers"]).update(merged_into=kept)
    plan["merged"]["status"] = merged.status
    merged.status, merged.merged_into = VerificationStatus.SUSPENDED, kept
    merged.save()
    _log(
        merged,
        "merge",
        plan["merged"]["status"],
        actor,
        now,
        _("Digabung ke “%(name)s”.") % {"name": kept},
    )
    _log(kept, "merge", kept.status, actor, now, _("Menerima data “%(name)s”.") % {"name": merged})
    write_identity(merged)
    write_identity(kept)
    _settle_pairs(kept, merged, actor, now)
    changed(kept)
    changed(merged)
    return Merge.objects.create(
        kept=kept, merged=merged, by=actor, at=now, note=note.strip(), plan=plan
    )


def _locked(one: Umkm, other: Umkm) -> tuple[Umkm, Umkm]:
    """Both, locked in the order of their keys, so that two merges cannot wait for each other."""
    if one.pk == other.pk:
        raise WrongState(_("Pilih dua UMKM yang berbeda."))
    rows = Umkm.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([one.pk, other.pk])
    return rows[one.pk], rows[other.pk]


def _may_merge(umkm: Umkm, actor: User) -> None:
    must(may_verify(actor, umkm))
    if umkm.merged_into_id or umkm.erased_at:
        raise WrongState(_("“%(name)s” sudah digabung atau dihapus.") % {"name": umkm})


def _log(umkm: Umkm, verb: str, source: str, actor: User, now: datetime, note: str) -> None:
    UmkmStatusChange.objects.create(
        subject=umkm, actor=actor, at=now, verb=verb, source=source, target=umkm.status, note=note
    )


def _both_offered(kept: Umkm, merged: Umkm) -> list[int]:
    """Products of the merged firm that the other offers too: their capacity must not count twice."""
    same = kept.products.filter(is_active=True).annotate(word=Lower("name")).values("word")
    twice = merged.products.filter(is_active=True).annotate(word=Lower("name"))
    keys = list(twice.filter(word__in=same).values_list("pk", flat=True))
    Product.objects.filter(pk__in=keys).update(is_active=False)
    return keys


def _take_numbers(kept: Umkm, merged: Umkm, take: Sequence[str]) -> dict[str, str]:
    rows = UmkmIdentity.objects.in_bulk([kept.pk, merged.pk])
    mine, other = (rows.get(umkm.pk) or write_identity(umkm) for umkm in (kept, merged))
    taken = {}
    for name in NUMBERS:
        old, new = getattr(mine, name), getattr(other, name)
        if new and new != old and (not old or name in take):
            taken[name] = seal(old)
            write_identity(kept, **{name: new})
    return taken


def _take_fields(
    kept: Umkm, merged: Umkm, take: Sequence[str], given_up: dict[str, Any]
) -> dict[str, list[Any]]:
    fields = {}
    for name in CHOICES:
        column = Umkm._meta.get_field(name).attname
        old, new = getattr(kept, column), getattr(merged, column)
        if new not in (None, "") and new != old and (old in (None, "") or name in take):
            fields[column] = [old, new]
            setattr(kept, column, new)
    if "nib" in fields:
        given_up["nib"], merged.nib = merged.nib, None
    same = all(getattr(kept, name) == getattr(merged, name) for name in ("village_id", "telephone"))
    if same and kept.name.lower() == merged.name.lower():
        given_up["name"] = merged.name
        merged.name = f"{merged.name[:120]} (digabung, {merged.pk})"
    merged.save(update_fields=["nib", "name"])
    compute_size(kept)
    kept.save(update_fields=[*fields, *Size().fields()])
    return fields


def _settle_pairs(kept: Umkm, merged: Umkm, actor: User, now: datetime) -> None:
    first, second = sorted((kept.pk, merged.pk))
    DuplicatePair.objects.filter(first=first, second=second).update(
        state=DuplicatePair.State.MERGED, decided_by=actor, decided_at=now
    )
    open_pairs = DuplicatePair.objects.filter(state=DuplicatePair.State.OPEN)
    (open_pairs.filter(first=merged) | open_pairs.filter(second=merged)).delete()


# ── Rows that point to a firm ────────────────────────────────────────────────────────────────────────────────────────


def relations_of(app_label: str) -> Iterable[tuple[type[models.Model], str]]:
    """(model, name of its key to Umkm) of every table of an app that points to a firm."""
    for model in apps.get_app_config(app_label).get_models():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is Umkm:
                yield model, field.name


def _own_relations() -> Iterable[tuple[type[models.Model], str]]:
    return [pair for pair in relations_of(Umkm._meta.app_label) if pair[0] not in _NOT_MOVED]


def move_rows(model: type[models.Model], field: str, *, kept_id: int, merged_id: int) -> list[Any]:
    """Point rows of the merged firm to the other: their keys. One that the other has already (by a unique constraint) stays
    where it is, so that neither is lost."""
    rows = model._base_manager.filter(**{field: merged_id})
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and field in constraint.fields:
            others = [name for name in constraint.fields if name != field]
            there = model._base_manager.filter(
                **{field: kept_id}, **{name: OuterRef(name) for name in others}
            )
            if constraint.condition is None:
                rows = rows.exclude(Exists(there))
            else:
                in_force = model._base_manager.filter(constraint.condition, pk=OuterRef("pk"))
                rows = rows.exclude(Exists(in_force) & Exists(there.filter(constraint.condition)))
    # A row of a pair must not end with the same firm on both sides.
    for other in model._meta.concrete_fields:
        if other.is_relation and other.related_model is Umkm and other.name != field:
            rows = rows.exclude(**{other.name: kept_id})
    keys = list(rows.values_list("pk", flat=True))
    model._base_manager.filter(pk__in=keys).update(**{field: kept_id})
    return keys


def move_back(
    model: type[models.Model], field: str, keys: Sequence[Any], *, kept_id: int, merged_id: int
) -> None:
    """Those of these rows that still point to the firm that took them."""
    model._base_manager.filter(pk__in=keys, **{field: kept_id}).update(**{field: merged_id})


def _name_of(receiver) -> str:
    return f"{receiver.__module__}.{receiver.__qualname__}"


# ── Undoing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def may_be_undone(merge: Merge, *, now: datetime | None = None) -> bool:
    return merge.undone_at is None and (now or timezone.now()) <= merge.at + UNDO_WITHIN


@transaction.atomic
def undo_merge(merge: Merge, *, actor: User, now: datetime | None = None) -> Merge:
    """Take a merge back: what moved moves back, and fields get their former value unless somebody changed them since.

    Raises NotAllowed, WrongState.
    """
    now = now or timezone.now()
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    kept, merged = _locked(merge.kept, merge.merged)
    must(may_verify(actor, kept))
    if merge.undone_at is not None:
        raise WrongState(_("Penggabungan ini sudah dibatalkan."))
    if not may_be_undone(merge, now=now):
        raise WrongState(_("Penggabungan hanya dapat dibatalkan dalam 30 hari."))
    if merged.merged_into_id != kept.pk or kept.erased_at or not merge.plan:
        raise WrongState(
            _("UMKM ini sudah digabung lagi atau dihapus; batalkan yang terakhir dahulu.")
        )
    plan = merge.plan
    _restore(kept, merged, plan)
    for label, fields in plan["moved"].items():
        for field, keys in fields.items():
            move_back(apps.get_model(label), field, keys, kept_id=kept.pk, merged_id=merged.pk)
    Product.objects.filter(pk__in=plan["inactive"], umkm=merged).update(is_active=True)
    Umkm.objects.filter(pk__in=plan["followers"], merged_into=kept).update(merged_into=merged)
    umkm_unmerged.send(sender=Umkm, kept_id=kept.pk, merged_id=merged.pk, moved=plan["elsewhere"])
    _log(merged, "unmerge", VerificationStatus.SUSPENDED, actor, now, "")
    _log(kept, "unmerge", kept.status, actor, now, "")
    first, second = sorted((kept.pk, merged.pk))
    DuplicatePair.objects.filter(first=first, second=second).update(
        state=DuplicatePair.State.OPEN, decided_by=None, decided_at=None
    )
    merge.undone_at, merge.undone_by = now, actor
    merge.save(update_fields=["undone_at", "undone_by"])
    changed(kept)
    changed(merged)
    return merge


def _restore(kept: Umkm, merged: Umkm, plan: dict[str, Any]) -> None:
    for column, (old, new) in plan["fields"].items():
        if getattr(kept, column) == new:
            setattr(kept, column, old)
    compute_size(kept)
    # First the firm that took a NIB over, then the one that gets it back.
    kept.save()
    for name, value in plan["merged"].items():
        setattr(merged, name, value)
    merged.merged_into = None
    merged.save()
    identity = UmkmIdentity.objects.get(pk=kept.pk)
    other = UmkmIdentity.objects.get(pk=merged.pk)
    numbers = {
        name: open_seal(sealed)
        for name, sealed in plan["numbers"].items()
        if getattr(identity, name) == getattr(other, name)
    }
    write_identity(kept, **numbers)
    write_identity(merged)
