"""A change of a need's terms is a new revision: what changed stands beside who did it, and an old page is told so."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Need, NeedRevision
from investors.terms import describe, differences, in_one_line
from kemitraan.accounts.models import User
from kemitraan.refusals import WrongState


class StaleNeed(WrongState):
    """Somebody else changed the need after it was read; `revision` is the one that stands now, `changes` what was missed."""

    code = "stale"

    def __init__(self, message: str, revision: int, changes: list[dict]):
        super().__init__(message)
        self.revision, self.changes = revision, changes


def must_be_fresh(need: Need, seen: int | None) -> None:
    """`need` is locked; `seen` is the revision that the person read, None for one who did not say. Raises StaleNeed."""
    if seen is None or seen == need.revision:
        return
    missed = list(need.revisions.filter(number__gt=seen).select_related("actor").order_by("number"))
    said = " ".join(
        _("%(who)s mengubah: %(what)s.") % {"who": row.actor, "what": in_one_line(row.changes)}
        for row in missed
    )
    raise StaleNeed(
        _(
            "Kebutuhan ini sudah diubah sejak Anda membacanya; isian Anda belum disimpan. %(changes)s"
        )
        % {"changes": said},
        need.revision,
        together(missed),
    )


def together(revisions: Iterable[NeedRevision]) -> list[dict]:
    """Several revisions, the oldest first, as one difference; what came back to the same is left out."""
    fields: dict[str, dict] = {}
    for revision in revisions:
        for change in revision.changes:
            first = fields.setdefault(change["field"], change)
            fields[change["field"]] = change | {"old": first["old"]}
    return [change for change in fields.values() if change["old"] != change["new"]]


@contextmanager
def revising(need: Need, *, actor: User, now: datetime | None = None) -> Iterator[list[dict]]:
    """Whatever is written inside becomes one revision, and none where nothing reads otherwise. `need` is locked.

    The list that it gives holds the changes afterwards.
    """
    before = describe(need)
    changes: list[dict] = []
    yield changes
    changes += differences(before, describe(need))
    if not changes:
        return
    need.revision += 1
    need.save(update_fields=["revision"])
    NeedRevision.objects.create(
        need=need, number=need.revision, at=now or timezone.now(), actor=actor, changes=changes
    )
