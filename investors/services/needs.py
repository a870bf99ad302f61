"""Writes of a need: it is written down, changed, opened, closed."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.flow import NEED_FLOW
from investors.models import Company, Need, NeedStatus
from investors.permissions import may_edit_need, may_post_need
from investors.signals import need_closed, need_opened
from kemitraan.accounts.models import User
from kemitraan.refusals import WrongState, must
from kemitraan.verification import VerificationStatus

#: Many-to-many fields of a need, which are set after it has a key.
_MANY = ("clusters", "required_certificates", "preferred_certificates")


@transaction.atomic
def post_need(company: Company, *, actor: User, now: datetime | None = None, **fields) -> Need:
    """Write a need down and, when the company is verified, open it at once; otherwise it waits as a draft.

    Raises ValidationError, NotAllowed.
    """
    must(may_post_need(actor, company))
    now = now or timezone.now()
    many = {name: fields.pop(name) for name in _MANY if name in fields}
    need = Need(company=company, created_by=actor, created_at=now, **fields)
    _check_dates(need, timezone.localdate(now))
    need.full_clean()
    need.save(force_insert=True)
    for name, values in many.items():
        getattr(need, name).set(values)
    need.changes.create(actor=actor, verb="write", target=need.status, at=now)
    if company.status == VerificationStatus.VERIFIED:
        need = change_need_status(need, "open", actor=actor, now=now)
    return need


@transaction.atomic
def update_need(need: Need, *, actor: User, now: datetime | None = None, **fields) -> Need:
    """Change a need that is not over; an open one is matched again. Raises ValidationError, NotAllowed, WrongState."""
    must(may_edit_need(actor, need))
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.status not in {NeedStatus.DRAFT, NeedStatus.OPEN}:
        raise WrongState(_("Kebutuhan ini sudah ditutup. Buka lagi sebelum mengubahnya."))
    many = {name: fields.pop(name) for name in _MANY if name in fields}
    for name, value in fields.items():
        setattr(need, name, value)
    _check_dates(need, timezone.localdate(now))
    need.full_clean()
    need.save(update_fields=list(fields))
    for name, values in many.items():
        getattr(need, name).set(values)
    if need.status == NeedStatus.OPEN:
        _tell_opened(need)
    return need


def _check_dates(need: Need, today: date) -> None:
    if need.valid_until < today:
        raise ValidationError({"valid_until": _("Tanggal ini sudah lewat.")})
    if need.first_delivery < today:
        raise ValidationError({"first_delivery": _("Tanggal ini sudah lewat.")})


def change_need_status(
    need: Need,
    verb: str,
    *,
    actor: User | None,
    reason: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Need:
    """Open, close or (by the system) expire. Raises WrongState, NotAllowed, Refused."""
    with transaction.atomic():
        need = NEED_FLOW.advance(
            need,
            verb,
            actor=actor,
            reason=reason,
            note=note,
            now=now,
            today=timezone.localdate(now),
        )
        if need.status == NeedStatus.OPEN:
            _tell_opened(need)
        else:
            _tell_closed(need)
    return need


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
