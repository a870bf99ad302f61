"""Partnerships that exist already: reported by one side, reviewed by an officer, acknowledged by the other side."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Company
from investors.permissions import acts_for
from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, must
from partnerships.flow import REPORT_FLOW
from partnerships.models import (
    Mou,
    MouStatus,
    Origin,
    ReportedPartnership,
    Side,
    SignedTerms,
)
from partnerships.permissions import is_officer
from umkm.models import Umkm
from umkm.permissions import speaks_for


@transaction.atomic
def report_partnership(
    *,
    actor: User,
    reporter: Company | Umkm,
    since: date,
    now: datetime | None = None,
    **fields,
) -> ReportedPartnership:
    """One side (or an officer for it) says with whom it works (`other_name`, `company` or `umkm` where the portal knows them),
    about what, since when, and what it is worth. Raises NotAllowed, Refused, ValidationError."""
    now = now or timezone.now()
    is_company = isinstance(reporter, Company)
    if not is_officer(actor):
        must(acts_for(actor, reporter) if is_company else speaks_for(actor, reporter))
    if since > timezone.localdate(now):
        raise Refused(_("Kemitraan yang sudah berjalan tidak mulai di masa depan."))
    report = ReportedPartnership(
        **fields
        | {
            "company" if is_company else "umkm": reporter,
            "side": Side.COMPANY if is_company else Side.UMKM,
            "since": since,
            "reported_by": actor,
            "reported_at": now,
        }
    )
    report.full_clean()
    report.save(force_insert=True)
    report.changes.create(actor=actor, verb="report", target=report.status, at=now)
    return report


def invite_other_side(
    report: ReportedPartnership,
    *,
    actor: User,
    other: Company | Umkm | None,
    note: str = "",
    now: datetime | None = None,
) -> ReportedPartnership:
    """The officer says who the other side is, and asks it. Raises NotAllowed, WrongState, Refused."""
    name = "umkm" if report.side == Side.COMPANY else "company"
    parties = {"company": report.company, "umkm": report.umkm, name: other or getattr(report, name)}
    return REPORT_FLOW.advance(
        report, "invite", actor=actor, note=note, now=now, changes={name: parties[name]}, **parties
    )


def change_report_status(
    report: ReportedPartnership,
    verb: str,
    *,
    actor: User,
    note: str = "",
    now: datetime | None = None,
) -> ReportedPartnership:
    """deny, dismiss, or acknowledge, which makes it an MoU that runs. Raises NotAllowed, WrongState, Refused."""
    now = now or timezone.now()
    with transaction.atomic():
        changes = {}
        if verb == "acknowledge":
            report = ReportedPartnership.objects.select_for_update(of=("self",)).get(pk=report.pk)
            if REPORT_FLOW.verdict(report, verb, actor):
                changes = {"mou": _become_mou(report, actor, now)}
        return REPORT_FLOW.advance(report, verb, actor=actor, note=note, now=now, changes=changes)


def _become_mou(report: ReportedPartnership, actor: User, now: datetime) -> Mou:
    mou = Mou(
        company=report.company,
        title=report.what,
        pattern=report.pattern,
        origin=Origin.REPORTED,
        status=MouStatus.RUNNING,
        potential_rupiah=report.value_rupiah,
        mou_rupiah=report.value_rupiah,
        signed_on=report.since,
        starts_on=report.since,
        ends_on=report.until,
        created_by=report.reported_by,
        created_at=now,
    )
    mou.full_clean()
    mou.save(force_insert=True)
    mou.members.create(umkm=report.umkm, share_percent=100)
    SignedTerms.objects.create(
        mou=mou,
        number="",
        signed_on=report.since,
        starts_on=report.since,
        ends_on=report.until,
        mou_rupiah=report.value_rupiah,
        shares=[[report.umkm_id, "100.00"]],
    )
    mou.changes.create(actor=actor, verb="acknowledge", target=mou.status, at=now)
    return mou
