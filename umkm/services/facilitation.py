"""What UMKM ask of the local government, and what its offices answer; the table of services and programmes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import Office, Role, User
from kemitraan.refusals import NotAllowed, Refused, WrongState, must
from umkm.flow import FACILITATION_FLOW
from umkm.models import FacilitationRequest, FacilitationService, Programme, Umkm
from umkm.permissions import may_request, serves


def services_by_certificate() -> dict[str, FacilitationService]:
    """{code of the CertificateKind: the open service that leads to it}, of several the first. One query."""
    found: dict[str, FacilitationService] = {}
    for service in FacilitationService.objects.filter(is_active=True).exclude(certificate=""):
        found.setdefault(service.certificate, service)
    return found


def service_for_certificate(code: str) -> FacilitationService | None:
    """The open service that leads to a kind of certificate."""
    return services_by_certificate().get(code)


@transaction.atomic
def request_facilitation(
    umkm: Umkm,
    service_code: str,
    *,
    actor: User,
    because: str = "",
    programme: Programme | None = None,
    now: datetime | None = None,
) -> FacilitationRequest:
    """Ask the office that serves it; asked once more while it is open, the open one is returned and nothing changes.

    `because` is a sentence: what it is needed for (a gap that the matcher found). Raises NotAllowed, Refused.
    """
    must(may_request(actor, umkm))
    now = now or timezone.now()
    service = FacilitationService.objects.filter(pk=service_code).first()
    if service is None or not service.is_active:
        raise Refused(_("Layanan ini belum dibuka. Pilih layanan lain dari daftar."))
    if programme is not None and programme.service_id != service.pk:
        raise Refused(_("Program itu bukan bagian dari layanan ini."))
    # Two taps wait for each other here; the second one finds the first one's row.
    umkm = Umkm.objects.select_for_update(of=("self",)).get(pk=umkm.pk)
    present = umkm.facilitations.open().filter(service=service).first()
    if present is not None:
        return present
    request = FacilitationRequest(
        umkm=umkm,
        service=service,
        programme=programme,
        office=service.office,
        because=because.strip(),
        asked_by=actor,
        asked_at=now,
        due_on=timezone.localdate(now) + timedelta(days=service.answer_days),
    )
    request.full_clean()
    request.save()
    request.changes.create(
        actor=actor, verb="ask", target=request.status, at=now, note=request.because
    )
    return request


def change_facilitation(
    request: FacilitationRequest,
    verb: str,
    *,
    actor: User,
    note: str = "",
    now: datetime | None = None,
) -> FacilitationRequest:
    """Take up, answer, complete, refuse or withdraw. Raises WrongState, NotAllowed, Refused."""
    now = now or timezone.now()
    changes = {}
    if verb in {"answer", "refuse"}:
        changes = {"answer": note.strip(), "answered_at": now}
    return FACILITATION_FLOW.advance(
        request, verb, actor=actor, note=note, now=now, changes=changes
    )


@transaction.atomic
def reroute_facilitation(
    request: FacilitationRequest,
    *,
    actor: User,
    office: str,
    note: str = "",
    now: datetime | None = None,
) -> FacilitationRequest:
    """Hand an open request to the office whose work it is; the day by which it must be answered stays.

    Raises WrongState, NotAllowed, Refused.
    """
    request = FacilitationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    must(serves(actor, request))
    if request.status not in {request.Status.ASKED, request.Status.TAKEN_UP}:
        raise WrongState(_("Permintaan ini sudah dijawab atau ditutup."))
    if office not in Office.values or office == request.office:
        raise Refused(_("Pilih OPD lain dari daftar."))
    source, request.office, request.status = request.status, office, request.Status.ASKED
    request.save(update_fields=["office", "status"])
    label = Office(office).label
    request.changes.create(
        actor=actor,
        verb="reroute",
        source=source,
        target=request.status,
        at=now or timezone.now(),
        note=f"{label}. {note}".strip(),
    )
    return request


# ── The table of services and programmes ─────────────────────────────────────────────────────────────────────────────


def _may_keep_table(actor: User) -> None:
    if not actor.has_role(Role.UMKM_OFFICER, Role.PARTNERSHIP_OFFICER):
        raise NotAllowed(_("Hanya petugas yang ditunjuk yang dapat melakukan ini."))


@transaction.atomic
def save_programme(programme: Programme, *, actor: User) -> Programme:
    """Write a new or changed programme as it stands. Raises NotAllowed, ValidationError."""
    _may_keep_table(actor)
    programme.full_clean()
    programme.save()
    return programme


@transaction.atomic
def save_facilitation_service(service: FacilitationService, *, actor: User) -> FacilitationService:
    """Write a new or changed service as it stands; a closed one takes no new requests. Raises NotAllowed, ValidationError."""
    _may_keep_table(actor)
    service.full_clean()
    service.save()
    return service
