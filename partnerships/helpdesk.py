"""Which service of the local government helps with a gap of one's own firm, and whether it is asked for already."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from partnerships.standing import Standing
from partnerships.wording.facilitation import OTHER_CERTIFICATE, SERVICES, service_code
from partnerships.wording.offices import certificates_of
from umkm.models import FacilitationRequest, FacilitationService
from umkm.services import services_by_certificate


class Aid(NamedTuple):
    """A service, and the open request for it when there is one."""

    service: FacilitationService
    request: FacilitationRequest | None


class HelpDesk:
    """For one person's firms. Three queries, made when a gap first asks, however many there are."""

    def __init__(self, standing: Standing):
        self.standing = standing

    @cached_property
    def _by_certificate(self) -> dict[str, FacilitationService]:
        return services_by_certificate()

    @cached_property
    def _by_code(self) -> dict[str, FacilitationService]:
        wanted = {OTHER_CERTIFICATE, *SERVICES.values()}
        return FacilitationService.objects.filter(is_active=True).in_bulk(wanted)

    @cached_property
    def _asked(self) -> dict[tuple[int, str], FacilitationRequest]:
        rows = FacilitationRequest.objects.open().filter(umkm__in=self.standing.umkm_ids)
        return {(row.umkm_id, row.service_id): row for row in rows}

    def services(self, fact: Mapping[str, Any]) -> list[FacilitationService]:
        """What can be asked for to close a gap, or to bring a change about: a service for each certificate, else one or none."""
        certificates = certificates_of(fact)
        if not certificates:
            service = self._by_code.get(service_code(fact))
            return [service] if service else []
        other = self._by_code.get(OTHER_CERTIFICATE)
        found = (self._by_certificate.get(code, other) for code in certificates)
        return list(dict.fromkeys(service for service in found if service))

    def aids(self, fact: Mapping[str, Any], umkm_id: int) -> tuple[Aid, ...]:
        return tuple(
            Aid(service, self._asked.get((umkm_id, service.pk))) for service in self.services(fact)
        )
