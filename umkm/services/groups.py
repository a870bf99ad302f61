"""Who belongs to a koperasi, KUB or BUMDes: one side asks, the other accepts, an officer enters it at once."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import NotAllowed
from umkm.flow import MEMBERSHIP_FLOW
from umkm.models import Membership, Umkm
from umkm.permissions import may_edit, may_verify


@transaction.atomic
def ask_membership(
    group: Umkm, member: Umkm, *, actor: User, now: datetime | None = None
) -> Membership:
    """Ask for a membership from the side that the actor speaks for; an officer who keeps both enters it as accepted.

    Asking for what the other side has asked already accepts it. Raises ValidationError, NotAllowed.
    """
    now = now or timezone.now()
    # Both rows locked in one order: two sides that ask at once see each other.
    rows = {
        row.pk: row
        for row in Umkm.objects.select_for_update(of=("self",))
        .filter(pk__in=[group.pk, member.pk])
        .order_by("pk")
    }
    group, member = rows[group.pk], rows[member.pk]
    if not group.is_group:
        raise ValidationError(_("Hanya koperasi, KUB, dan BUMDes yang punya anggota."))
    side = _side(group, member, actor)
    present = Membership.objects.living().filter(group=group, member=member).first()
    entered = bool(may_verify(actor, group) and may_verify(actor, member))
    if present is not None:
        if present.status == Membership.Status.ASKED and (entered or present.asked_side != side):
            return change_membership(present, "accept", actor=actor, now=now)
        raise ValidationError(_("Keanggotaan ini sudah tercatat."))
    row = Membership(group=group, member=member, asked_side=side, asked_at=now)
    row.full_clean()
    row.save()
    row.changes.create(actor=actor, verb="ask", target=row.status, at=now)
    return change_membership(row, "accept", actor=actor, now=now) if entered else row


def _side(group: Umkm, member: Umkm, actor: User) -> str:
    verdict = may_edit(actor, member)
    if verdict:
        return Membership.Side.MEMBER
    if may_edit(actor, group):
        return Membership.Side.GROUP
    raise NotAllowed(verdict.reason)


def change_membership(
    membership: Membership, verb: str, *, actor: User, note: str = "", now: datetime | None = None
) -> Membership:
    """Accept, decline or end. Raises WrongState, NotAllowed."""
    return MEMBERSHIP_FLOW.advance(membership, verb, actor=actor, note=note, now=now)
