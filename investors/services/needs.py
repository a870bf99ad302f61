"""Writes of a need: it is written down, changed, opened, closed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.flow import NEED_FLOW
from investors.models import Company, Need, NeedStatus
from investors.models.needs import PLAN_LEAST, PLAN_MOST, usual_month
from investors.permissions import may_edit_need, may_post_need
from investors.services.need_files import keep_files
from investors.services.need_revisions import must_be_fresh, revising
from investors.signals import need_closed, need_opened
from kemitraan.accounts.models import User
from kemitraan.refusals import WrongState, must
from kemitraan.verification import VerificationStatus

#: Many-to-many fields of a need, which are set after it has a key.
_MANY = ("clusters", "required_certificates", "preferred_certificates")
#: How long a need lasts further when somebody extends it, or reopens one whose last day has passed.
EXTENSION = timedelta(days=30)


@transaction.atomic
def post_need(
    company: Company,
    *,
    actor: User,
    uploads: Sequence[UploadedFile] = (),
    now: datetime | None = None,
    **fields,
) -> Need:
    """Write a need down and, when the company is verified, open it at once; otherwise it waits as a draft.

    With a `plan` the volume of a usual month and the number of months follow from it, and need not be given.
    Raises ValidationError, NotAllowed.
    """
    must(may_post_need(actor, company))
    now = now or timezone.now()
    many = {name: fields.pop(name) for name in _MANY if name in fields}
    need = Need(company=company, created_by=actor, created_at=now, **_with_plan(fields))
    _check_dates(need, timezone.localdate(now), ("first_delivery", "sample_by", "valid_until"))
    need.full_clean()
    need.save(force_insert=True)
    for name, values in many.items():
        getattr(need, name).set(values)
    keep_files(need, uploads, actor=actor, now=now)
    need.changes.create(actor=actor, verb="write", target=need.status, at=now)
    if company.status == VerificationStatus.VERIFIED:
        need = change_need_status(need, "open", actor=actor, now=now)
    return need


@transaction.atomic
def update_need(
    need: Need,
    *,
    actor: User,
    seen: int | None = None,
    uploads: Sequence[UploadedFile] = (),
    now: datetime | None = None,
    **fields,
) -> Need:
    """Change a need that is not over: a new revision when anything reads otherwise, and then an open one is matched again.

    `seen` is the revision that the person had before them. Dates that stay may have passed meanwhile; new ones may not.
    Raises ValidationError, NotAllowed, WrongState, StaleNeed.
    """
    must(may_edit_need(actor, need))
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.status not in {NeedStatus.DRAFT, NeedStatus.OPEN}:
        raise WrongState(_("Kebutuhan ini sudah ditutup. Buka lagi sebelum mengubahnya."))
    must_be_fresh(need, seen)
    many = {name: fields.pop(name) for name in _MANY if name in fields}
    fields = _with_plan(fields, need.plan)
    moved = {name for name, value in fields.items() if getattr(need, name) != value}
    with revising(need, actor=actor, now=now) as changes:
        for name, value in fields.items():
            setattr(need, name, value)
        _check_dates(need, timezone.localdate(now), moved)
        need.full_clean()
        need.save(update_fields=list(fields))
        for name, values in many.items():
            getattr(need, name).set(values)
        keep_files(need, uploads, actor=actor, now=now)
    if changes and need.status == NeedStatus.OPEN:
        _tell_opened(need)
    return need


def _with_plan(fields: dict, present: Sequence[int] = ()) -> dict:
    """The fields with what follows from the plan, be it a new one or the one that stands. Raises ValidationError."""
    plan = fields.get("plan", present)
    if not plan:
        return fields
    if not PLAN_LEAST <= len(plan) <= PLAN_MOST or not any(plan):
        raise ValidationError({"plan": plan_rule()})
    derived = {"volume_month": usual_month(plan), "months": len(plan)}
    for name, value in derived.items():
        if fields.get(name, value) != value:
            raise ValidationError(
                {name: _("Angka ini mengikuti rencana per bulan: ubah atau kosongkan rencananya.")}
            )
    return fields | derived


def plan_rule() -> str:
    return _(
        "Isi %(least)s sampai %(most)s bulan berturut-turut, paling sedikit satu di atas nol; "
        "0 untuk bulan tanpa kebutuhan."
    ) % {"least": PLAN_LEAST, "most": PLAN_MOST}


def _check_dates(need: Need, today: date, names: Iterable[str]) -> None:
    for name in ("first_delivery", "sample_by", "valid_until"):
        day = getattr(need, name)
        if name in names and day is not None and day < today:
            raise ValidationError({name: _("Tanggal ini sudah lewat.")})


def change_need_status(
    need: Need,
    verb: str,
    *,
    actor: User | None,
    reason: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Need:
    """Open, extend, close or (by the system) expire. Raises WrongState, NotAllowed, Refused.

    Extending, and reopening a need whose last day has passed, moves that day; every other term stays, so it is no revision.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        was = Need.objects.select_for_update().only("status", "valid_until").get(pk=need.pk)
        need = NEED_FLOW.advance(
            need,
            verb,
            actor=actor,
            reason=reason,
            note=note,
            now=now,
            today=today,
            changes=_longer(was, verb, today),
        )
        if need.status != NeedStatus.OPEN:
            _tell_closed(need)
        elif was.status != NeedStatus.OPEN:
            _tell_opened(need)
    return need


def _longer(need: Need, verb: str, today: date) -> dict | None:
    over = need.valid_until < today
    if verb == "extend" or verb == "open" and over and need.status != NeedStatus.DRAFT:
        return {"valid_until": max(need.valid_until, today) + EXTENSION}
    return None


def expire_needs(*, now: datetime | None = None) -> int:
    """Close by date what is past its last day: how many. Safe to call as often as one likes."""
    now = now or timezone.now()
    overdue = Need.objects.overdue(timezone.localdate(now))
    with transaction.atomic():
        moved, _kept_back = NEED_FLOW.advance_many(overdue, "expire", actor=None, now=now)
        for need in moved:
            _tell_closed(need)
    return len(moved)


def _tell_opened(need: Need) -> None:
    transaction.on_commit(lambda: need_opened.send(sender=Need, need_id=need.pk))


def _tell_closed(need: Need) -> None:
    transaction.on_commit(lambda: need_closed.send(sender=Need, need_id=need.pk))
