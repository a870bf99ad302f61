"""What lists offer to choose from: the clusters, places, kinds of certificate and units of the kabupaten."""

from typing import NamedTuple

from django.conf import settings

from kemitraan.reference.models import CertificateKind, Cluster, District, Unit, Village
from kemitraan.reference.recent import Recent


class Choices(NamedTuple):
    """All rows, each kind in its order; the places are those of our own kabupaten. `points`: (code of a village, lat, lng)."""

    clusters: tuple[Cluster, ...]
    districts: tuple[District, ...]
    kinds: tuple[CertificateKind, ...]
    units: tuple[Unit, ...]
    points: tuple[tuple[str, float, float], ...]


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
