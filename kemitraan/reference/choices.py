"""What lists offer to choose from: the clusters, places, kinds of certificate and units of the kabupaten."""

from dataclasses import dataclass, field

from django.conf import settings

from kemitraan.reference.models import (
    CertificateKind,
    Cluster,
    District,
    Unit,
    Village,
    reader_language,
)
from kemitraan.reference.recent import Recent


@dataclass(frozen=True)
class Choices:
    """All rows, each kind in its order; the places are those of our own kabupaten. `points`: (code of a village, lat, lng)."""

    clusters: tuple[Cluster, ...]
    districts: tuple[District, ...]
    kinds: tuple[CertificateKind, ...]
    units: tuple[Unit, ...]
    points: tuple[tuple[str, float, float], ...]
    _named: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)

    def named(self, kind: str) -> list[tuple[str, str]]:
        """(code, name in the reader's language) of all "clusters", "districts", "kinds" or "units"."""
        key = kind, reader_language()
        if key not in self._named:
            self._named[key] = [(row.code, row.name) for row in getattr(self, kind)]
        return self._named[key]


def read_choices() -> Choices:
    villages = Village.objects.in_regency(settings.REGENCY).order_by()
    return Choices(
        tuple(Cluster.objects.all()),
        tuple(District.objects.in_regency(settings.REGENCY)),
        tuple(CertificateKind.objects.all()),
        tuple(Unit.objects.all()),
        tuple(
            (code, float(lat), float(lng))
            for code, lat, lng in villages.values_list("code", "lat", "lng")
        ),
    )


#: As they were at most a minute ago: a list may lack for so long what an official has just added. What stands on a row is read with the row.
recent_choices = Recent(read_choices)
