"""When the parties of a signed MoU quarrel: chronology, mediation, and resolved or handed over to KPPU."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kemitraan.accounts.models import User
from partnerships.flow import DISPUTE_FLOW, MOU_FLOW
from partnerships.models import Dispute, DisputeStatus, EntryStatus, Mou, MouStatus
from partnerships.permissions import side_of


@transaction.atomic
def open_dispute(mou: Mou, *, actor: User, note: str, now: datetime | None = None) -> Mou:
    """A party (or the officer) says what went wrong, in order: `note` is the chronology. Raises NotAllowed, WrongState, Refused."""
    now = now or timezone.now()
    mou = MOU_FLOW.advance(mou, "dispute", actor=actor, note=note, now=now)
    dispute = Dispute(
        mou=mou,
        chronology=note.strip(),
        side=side_of(actor, mou) or "",
        opened_by=actor,
        opened_at=now,
    )
    dispute.full_clean()
    dispute.save(force_insert=True)
    dispute.changes.create(actor=actor, verb="open", target=dispute.status, at=now)
    return mou


def change_dispute_status(
    dispute: Dispute, verb: str, *, actor: User, note: str, now: datetime | None = None
) -> Dispute:
    """mediate, resolve or hand_over. A resolved one lets its MoU go on. Raises NotAllowed, WrongState, Refused."""
    with transaction.atomic():
        mou = Mou.objects.select_for_update(of=("self",)).get(pk=dispute.mou_id)
        dispute = DISPUTE_FLOW.advance(dispute, verb, actor=actor, note=note, now=now)
        if dispute.status == DisputeStatus.RESOLVED and mou.status == MouStatus.IN_DISPUTE:
            runs = mou.contracts.filter(status=EntryStatus.CONFIRMED).exists()
            runs = runs or mou.number is None  # reported as running, its contract never seen
            MOU_FLOW.advance(mou, "resume" if runs else "resume_signed", actor=None, now=now)
    return dispute


def close_with_mou(mou: Mou, *, now: datetime | None = None) -> None:
    """A partnership that was ended takes its open dispute with it; one that KPPU has stays with KPPU."""
    for dispute in mou.disputes.filter(status__in=DISPUTE_FLOW.transitions["close"].sources):
        DISPUTE_FLOW.advance(dispute, "close", actor=None, now=now)
