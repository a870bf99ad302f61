"""Writes of a company: it registers, keeps its profile, is verified."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.flow import COMPANY_FLOW
from investors.models import Company, CompanyMember, CompanyRemark, NeedStatus
from investors.permissions import may_edit
from investors.services.needs import change_need_status
from kemitraan.accounts.models import Role, User
from kemitraan.identifiers import parse_company_npwp, parse_nib, parse_telephone
from kemitraan.reference.models import Kbli
from kemitraan.refusals import WrongState, must
from kemitraan.verification import FieldRemark, VerificationStatus


@transaction.atomic
def register_company(
    *,
    project_districts: Iterable = (),
    activities: Sequence[Kbli] = (),
    contacts: Sequence[Mapping[str, Any]] = (),
    account: dict[str, str] | None = None,
    actor: User | None = None,
    now: datetime | None = None,
    **fields,
) -> Company:
    """Register a company; `account` (full_name, password) makes its first person's account, with the contact e-mail as name.

    The first of `activities` is the main KBLI. `contacts` are fields of CompanyContact, beside the main contact. Raises ValidationError
    with the names of the fields.
    """
    now = now or timezone.now()
    company = Company(registered_at=now, consent_at=now, **fields)
    _normalise(company)
    company.full_clean()
    company.save(force_insert=True)
    company.project_districts.set(project_districts)
    _write_activities(company, activities)
    _write_contacts(company, contacts)
    if account is not None:
        _make_owner(company, **account)
    company.changes.create(actor=actor, verb="register", target=company.status, at=now)
    return company


def _make_owner(company: Company, *, full_name: str, password: str | None) -> User:
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
def open_account(company: Company, *, password: str | None, actor: User) -> User:
    """An officer gives a company that the office brought an account; without a password nobody can sign in yet.

    Raises ValidationError, NotAllowed, WrongState.
    """
    must(may_edit(actor, company))
    company = Company.objects.select_for_update().get(pk=company.pk)
    if company.members.filter(role=CompanyMember.Role.OWNER).exists():
        raise WrongState(_("Perusahaan ini sudah punya akun."))
    return _make_owner(company, full_name=company.contact_name, password=password)


def _normalise(company: Company) -> None:
    errors: dict[str, Any] = {}
    parsers = {"nib": parse_nib, "contact_telephone": parse_telephone}
    if company.npwp:
        parsers["npwp"] = parse_company_npwp
    for name, parse in parsers.items():
        try:
            setattr(company, name, parse(getattr(company, name) or ""))
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)


def _write_activities(company: Company, activities: Sequence[Kbli]) -> None:
    company.activities.all().delete()
    for position, kbli in enumerate(dict.fromkeys(activities)):
        company.activities.create(kbli=kbli, is_main=position == 0)


def _write_contacts(company: Company, contacts: Sequence[Mapping[str, Any]]) -> None:
    company.contacts.all().delete()
    for fields in contacts:
        contact = company.contacts.model(company=company, **fields)
        if contact.telephone:
            contact.telephone = parse_telephone(contact.telephone)
        contact.full_clean()
        contact.save(force_insert=True)


@transaction.atomic
def update_company(
    company: Company,
    *,
    actor: User,
    project_districts: Iterable | None = None,
    activities: Sequence[Kbli] | None = None,
    contacts: Sequence[Mapping[str, Any]] | None = None,
    **fields,
) -> Company:
    """Write fields of the company itself (never its state). None leaves districts, KBLI and further contacts as they are.

    Raises ValidationError, NotAllowed.
    """
    must(may_edit(actor, company))
    company = Company.objects.select_for_update().get(pk=company.pk)
    for name, value in fields.items():
        setattr(company, name, value)
    _normalise(company)
    company.full_clean()
    company.save(update_fields=list(fields))
    if project_districts is not None:
        company.project_districts.set(project_districts)
    if activities is not None:
        _write_activities(company, activities)
    if contacts is not None:
        _write_contacts(company, contacts)
    return company


def change_company_status(
    company: Company,
    verb: str,
    *,
    actor: User,
    note: str = "",
    reason: str = "",
    method: str = "",
    remarks: Sequence[FieldRemark] = (),
    now: datetime | None = None,
) -> Company:
    """Verify, return, resubmit, reject, suspend or reinstate. `method` says how it was found out (verification.Method).

    `remarks` go with a return, and stand beside the fields until the company is sent in again. Raises WrongState,
    NotAllowed, Refused.
    """
    now = now or timezone.now()
    if remarks and verb != "return":
        raise ValueError("Remarks by field go with a return.")
    if remarks and not note.strip():
        note = _("Lihat catatan pada isian yang perlu diperbaiki.")
    dated = {"verified_at": now} if verb in {"verify", "reinstate"} else {}
    with transaction.atomic():
        company = COMPANY_FLOW.advance(
            company,
            verb,
            actor=actor,
            note=note,
            reason=reason,
            now=now,
            changes=dated,
            log={"method": method},
        )
        company.remarks.open().update(settled_at=now)
        change = company.changes.first()
        CompanyRemark.objects.bulk_create(
            CompanyRemark(company=company, change=change, **asdict(remark)) for remark in remarks
        )
        if company.status == VerificationStatus.VERIFIED:
            # Needs that were written while the company waited have waited long enough.
            drafts = company.needs.filter(status=NeedStatus.DRAFT)
            for need in drafts.filter(valid_until__gte=timezone.localdate(now)):
                change_need_status(need, "open", actor=actor, now=now)
    return company
