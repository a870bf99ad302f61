"""Before the signature: business meetings, trial orders and what came of them, and the legal check."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, WrongState
from partnerships.flow import MOU_FLOW
from partnerships.models import LegalCheck, Mou, TrialResult


@transaction.atomic
def meet(
    mou: Mou, *, actor: User, held_on: date, note: str, place: str = "", now: datetime | None = None
) -> Mou:
    """Book a business meeting with its date and what came of it. Raises NotAllowed, WrongState, Refused."""
    now = now or timezone.now()
    mou = MOU_FLOW.advance(
        mou,
        "meet",
        actor=actor,
        note=note,
        now=now,
        held_on=held_on,
        today=timezone.localdate(now),
    )
    mou.meetings.create(
        held_on=held_on, place=place.strip(), note=note.strip(), noted_by=actor, noted_at=now
    )
    return mou


@transaction.atomic
def order_trial(
    mou: Mou, *, actor: User, due_on: date, note: str, now: datetime | None = None
) -> Mou:
    """Order a sample (`note` says which) that the company judges until a day. Raises NotAllowed, WrongState, Refused."""
    now = now or timezone.now()
    mou = MOU_FLOW.advance(
        mou, "try", actor=actor, note=note, now=now, due_on=due_on, today=timezone.localdate(now)
    )
    mou.trials.create(what=note.strip(), due_on=due_on, ordered_by=actor, ordered_at=now)
    return mou


@transaction.atomic
def judge_trial(
    mou: Mou,
    *,
    actor: User,
    outcome: str,
    fixes: str = "",
    reason: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Mou:
    """Book what became of the last trial order: passed, to be mended (with the list), or failed (with the reason).

    `outcome` is a TrialResult.Outcome, `reason` an EndReason. Raises NotAllowed, WrongState, Refused, ValidationError.
    """
    now = now or timezone.now()
    outcomes = TrialResult.Outcome
    mou = MOU_FLOW.advance(mou, "judge", actor=actor, note=note or fixes, reason=reason, now=now)
    order = mou.trials.last()
    if order is None:
        raise WrongState(_("Belum ada uji contoh yang tercatat."))
    if order.verdict in {outcomes.PASSED, outcomes.FAILED}:
        raise WrongState(_("Hasil uji ini sudah tercatat."))
    if outcome == outcomes.TO_MEND and not fixes.strip():
        raise Refused(_("Tulis apa yang perlu diperbaiki, supaya UMKM tahu."))
    if outcome == outcomes.FAILED and not reason:
        raise Refused(_("Pilih sebab gagalnya uji contoh."))
    result = TrialResult(
        order=order,
        outcome=outcome,
        fixes=fixes.strip() if outcome == outcomes.TO_MEND else "",
        reason=reason if outcome == outcomes.FAILED else "",
        note=note.strip(),
        judged_by=actor,
        judged_at=now,
    )
    result.full_clean()
    result.save(force_insert=True)
    return mou


# ── The draft and its legal check ────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def submit_draft(
    mou: Mou,
    *,
    actor: User,
    number: str,
    starts_on: date,
    ends_on: date,
    mou_rupiah: int,
    note: str = "",
    now: datetime | None = None,
) -> Mou:
    """Lay the draft before the legal officer, with its number, term and value. Raises NotAllowed, WrongState, Refused."""
    terms = {
        "number": number.strip(),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "mou_rupiah": mou_rupiah,
    }
    if Mou.objects.exclude(pk=mou.pk).filter(number=terms["number"]).exists():
        raise Refused(_("Nomor MoU ini sudah dipakai."))
    try:
        with transaction.atomic():
            return MOU_FLOW.advance(
                mou, "submit", actor=actor, note=note, now=now, changes=terms, **terms
            )
    except IntegrityError as error:  # somebody was faster with the same number
        raise Refused(_("Nomor MoU ini sudah dipakai.")) from error


@transaction.atomic
def check_draft(
    mou: Mou, *, actor: User, passes: bool, note: str = "", now: datetime | None = None, **answers
) -> Mou:
    """The legal check: `answers` are the fields of preparation.CLAUSES and `is_bilingual` (for a foreign party).

    Passed, everybody is asked to sign; otherwise the draft comes back with the note. Raises NotAllowed, WrongState, Refused.
    """
    now = now or timezone.now()
    if not mou.has_foreign_party:
        answers["is_bilingual"] = None
    verb = "approve" if passes else "send_back"
    mou = MOU_FLOW.advance(mou, verb, actor=actor, note=note, now=now, **answers)
    LegalCheck.objects.create(
        mou=mou, passed=passes, note=note.strip(), checked_by=actor, checked_at=now, **answers
    )
    return mou
