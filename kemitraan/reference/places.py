"""How far places are from each other."""

from math import asin, cos, radians, sin, sqrt

#: Mean radius of the earth (IUGG).
EARTH_KM = 6371.0088


def km_between(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """Great-circle distance (haversine) of two points, WGS 84 degrees: as the crow flies, the road is longer."""
    lat, lng, other_lat, other_lng = map(radians, (lat, lng, other_lat, other_lng))
    half = sin((other_lat - lat) / 2) ** 2
    half += cos(lat) * cos(other_lat) * sin((other_lng - lng) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
