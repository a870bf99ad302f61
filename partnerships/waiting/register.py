"""What waits around the register of UMKM: to be verified, what they asked for, and what they must look after."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from kemitraan.verification import VerificationStatus
from umkm.models import (
    CertificateNotice,
    DataRequest,
    DuplicatePair,
    FacilitationRequest,
    ImportRun,
    Membership,
    Umkm,
)


def verification_queue(user) -> list[tuple[str, str, int, datetime]]:
    """UMKM that wait to be verified in the area of this official: (kecamatan code, its name, how many, since when), the
    oldest first."""
    return list(
        Umkm.objects.filter(status=VerificationStatus.REGISTERED)
        .in_area_of(user)
        .order_by()
        .values_list("village__district_id", "village__district__name")
        .annotate(count=Count("pk"), since=Min("registered_at"))
        .order_by("since", "village__district__name")
    )


def facilitation_of(user) -> QuerySet[FacilitationRequest]:
    """Requests that this official's office has not answered, what is due first above."""
    status = FacilitationRequest.Status
    rows = FacilitationRequest.objects.filter(status__in=(status.ASKED, status.TAKEN_UP))
    if not user.is_superuser:
        rows = rows.filter(office=user.office_code)
    return rows.order_by("due_on", "pk")


def data_requests() -> QuerySet[DataRequest]:
    """What people ask about their data, what is due first above."""
    rows = DataRequest.objects.filter(status=DataRequest.Status.OPEN).select_related("umkm")
    return rows.annotate(since=F("asked_at")).order_by("due_at", "pk")


def duplicate_pairs() -> QuerySet[DuplicatePair]:
    """Two firms that may be one, until somebody says so."""
    rows = DuplicatePair.objects.filter(state=DuplicatePair.State.OPEN)
    rows = rows.select_related("first", "second")
    return rows.annotate(since=F("found_at")).order_by("since", "pk")


def imports_to_save() -> QuerySet[ImportRun]:
    """Spreadsheets that are checked and that nobody has saved."""
    rows = ImportRun.objects.filter(state=ImportRun.State.CHECKED).defer("upload")
    return rows.annotate(since=F("checked_at")).order_by("since", "pk")


def facilitation_answers(umkm_ids: Iterable[int]) -> QuerySet[FacilitationRequest]:
    """Answers of offices that the UMKM can act on now."""
    answered = FacilitationRequest.Status.ANSWERED
    return FacilitationRequest.objects.filter(umkm__in=umkm_ids, status=answered).order_by(
        "answered_at", "pk"
    )


def certificates_running_out(
    umkm_ids: Iterable[int], *, today: date | None = None
) -> QuerySet[CertificateNotice]:
    """The last notice of each certificate that still has the day it was warned of, the next to end first."""
    today = today or timezone.localdate()
    rows = CertificateNotice.objects.filter(
        certificate__umkm__in=umkm_ids,
        expires_on=F("certificate__expires_on"),
        expires_on__gte=today,
    )
    latest = rows.order_by("certificate_id", "days_ahead").distinct("certificate_id").values("pk")
    return (
        CertificateNotice.objects.filter(pk__in=latest)
        .select_related("certificate__kind", "certificate__umkm")
        .order_by("expires_on", "pk")
    )


def memberships_to_answer(umkm_ids: Iterable[int]) -> QuerySet[Membership]:
    """Memberships that the other side has asked for."""
    side = Membership.Side
    return (
        Membership.objects.filter(
            Q(asked_side=side.GROUP, member__in=umkm_ids)
            | Q(asked_side=side.MEMBER, group__in=umkm_ids),
            status=Membership.Status.ASKED,
        )
        .select_related("group", "member")
        .order_by("asked_at", "pk")
    )
