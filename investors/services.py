"""Every write of demand. Doors (pages, admin, API, commands) call these and nothing else."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.flow import COMPANY_FLOW, NEED_FLOW
from investors.models import Company, CompanyMember, Need, NeedStatus
from investors.permissions import may_edit, may_edit_need, may_post_need
from investors.signals import need_closed, need_opened
from kemitraan.access import Verdict
from kemitraan.accounts.models import Role, User
from kemitraan.identifiers import parse_nib, parse_telephone
from kemitraan.refusals import NotAllowed, WrongState
from kemitraan.verification import VerificationStatus


def _must(verdict: Verdict) -> None:
    if not verdict:
        raise NotAllowed(verdict.reason)


# ── Companies ────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def register_company(
    *,
    project_districts: Iterable = (),
    account: dict[str, str] | None = None,
    actor: User | None = None,
    now: datetime | None = None,
    **fields,
) -> Company:
    """Register a company; `account` (full_name, password) makes its first person's account, with the contact e-mail as name.

    Raises ValidationError with the names of the fields.
    """
    now = now or timezone.now()
    company = Company(registered_at=now, consent_at=now, **fields)
    _normalise(company)
    company.full_clean()
    company.save(force_insert=True)
    company.project_districts.set(project_districts)
    if account is not None:
        _make_owner(company, **account)
    company.changes.create(actor=actor, verb="register", target=company.status, at=now)
    return company


def _make_owner(company: Company, *, full_name: str, password: str) -> User:
    """The account of the company's first person, with the contact e-mail as its name."""
    email = company.contact_email.lower()
    person = User(username=email, email=email, full_name=full_name, role=Role.COMPANY)
    person.set_password(password)
    try:
        person.full_clean(exclude=["password"])
    except ValidationError as error:
        if {"username", "email", "__all__"} & set(error.error_dict):
            raise ValidationError(
                {"contact_email": _("Alamat e-mail ini sudah dipakai. Silakan masuk.")}
            ) from error
        raise
    person.save(force_insert=True)
    company.members.create(user=person, role=CompanyMember.Role.OWNER)
    return person


@transaction.atomic
def open_account(company: Company, *, password: str, actor: User) -> User:
    """An officer gives a company that the office brought an account. Raises ValidationError, NotAllowed, WrongState."""
    _must(may_edit(actor, company))
    company = Company.objects.select_for_update().get(pk=company.pk)
    if company.members.filter(role=CompanyMember.Role.OWNER).exists():
        raise WrongState(_("Perusahaan ini sudah punya akun."))
    return _make_owner(company, full_name=company.contact_name, password=password)


def _normalise(company: Company) -> None:
    errors: dict[str, Any] = {}
    for name, parse in (("nib", parse_nib), ("contact_telephone", parse_telephone)):
        try:
            setattr(company, name, parse(getattr(company, name) or ""))
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def update_company(
    company: Company, *, actor: User, project_districts: Iterable | None = None, **fields
) -> Company:
    """Write fields of the company itself (never its state). Raises ValidationError, NotAllowed."""
    _must(may_edit(actor, company))
    company = Company.objects.select_for_update().get(pk=company.pk)
    for name, value in fields.items():
        setattr(company, name, value)
    _normalise(company)
    company.full_clean()
    company.save(update_fields=list(fields))
    if project_districts is not None:
        company.project_districts.set(project_districts)
    return company


def change_company_status(
    company: Company, verb: str, *, actor: User, note: str = "", now: datetime | None = None
) -> Company:
    """Verify, return, resubmit, reject, suspend or reinstate. Raises WrongState, NotAllowed, Refused."""
    now = now or timezone.now()
    dated = {"verified_at": now} if verb in {"verify", "reinstate"} else {}
    with transaction.atomic():
        company = COMPANY_FLOW.advance(
            company, verb, actor=actor, note=note, now=now, changes=dated
        )
        if company.status == VerificationStatus.VERIFIED:
            # Needs that were written while the company waited have waited long enough.
            drafts = company.needs.filter(status=NeedStatus.DRAFT)
            for need in drafts.filter(valid_until__gte=timezone.localdate(now)):
                change_need_status(need, "open", actor=actor, now=now)
    return company


# ── Needs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

#: Many-to-many fields of a need, which are set after it has a key.
_MANY = ("clusters", "required_certificates", "preferred_certificates")


@transaction.atomic
def post_need(company: Company, *, actor: User, now: datetime | None = None, **fields) -> Need:
    """Write a need down and, when the company is verified, open it at once; otherwise it waits as a draft.

    Raises ValidationError, NotAllowed.
    """
    _must(may_post_need(actor, company))
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
    _must(may_edit_need(actor, need))
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
