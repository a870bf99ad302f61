"""Which weights count, and how they are changed: by a new version, which says why."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import NotAllowed, Refused
from partnerships.matching import DEFAULT_WEIGHTS, Weights
from partnerships.models import MatchWeights


def active_weights() -> Weights:
    """The version that is in use; the engine's own while there is none."""
    row = MatchWeights.objects.filter(is_active=True).first()
    return row.as_weights() if row else DEFAULT_WEIGHTS


def weights_of(version: int | None) -> Weights:
    """The table of a version; None, or one that is not kept, is the active one."""
    row = MatchWeights.objects.filter(pk=version).first() if version else None
    return row.as_weights() if row else active_weights()


@transaction.atomic
def change_weights(*, values: Mapping, note: str, actor: User, use: bool = True) -> MatchWeights:
    """Write a new version, and `use` it from the next match on, or keep it to be compared (`match --evaluate`).

    Raises NotAllowed, Refused, ValidationError.
    """
    _must_be_superuser(actor)
    if not note.strip():
        raise Refused(_("Tulis alasan perubahan, supaya orang lain memahaminya."))
    row = MatchWeights(values=dict(values), note=note.strip(), created_by=actor)
    row.full_clean(exclude=["version"])
    row.save(force_insert=True)
    return _use(row) if use else row


@transaction.atomic
def use_weights(row: MatchWeights, *, actor: User) -> MatchWeights:
    """Go (back) to this version from the next match on. Raises NotAllowed."""
    _must_be_superuser(actor)
    return _use(row)


def _use(row: MatchWeights) -> MatchWeights:
    # Whoever else changes them at this moment waits here.
    list(MatchWeights.objects.select_for_update().order_by("pk").values_list("pk"))
    MatchWeights.objects.filter(is_active=True).update(is_active=False)
    row.is_active = True
    row.save(update_fields=["is_active"])
    return row


def _must_be_superuser(actor: User) -> None:
    if not actor.is_superuser:
        raise NotAllowed(_("Bobot hanya diubah oleh administrator portal."))
