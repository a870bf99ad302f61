"""A map of the kabupaten from the points of its villages alone: no tiles, no boundaries, no foreign server.

Each village gets the ground that lies nearer to it than to any other (Voronoi), cut off where no village is near; the ground
of a kecamatan is that of its villages. So the map shows where places lie to each other, and not where borders run.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import cos, radians, sqrt
from typing import NamedTuple

import numpy as np
from scipy.spatial import Voronoi, cKDTree

from kemitraan.reference.models import District, Village

#: Units across the drawing, and the margin around it.
WIDTH, MARGIN = 1000, 24
#: Ground farther than this from every village (km) belongs to none; seeds of nobody's ground stand so far apart.
REACH_KM, GRID_KM = 2.3, 0.5
#: Classes of the tones of ground: no two neighbours have the same, where four are enough for who chooses first.
TONES = ("ground-0", "ground-1", "ground-2", "ground-3")
#: Radius of the circle for one firm, and the largest one (units).
LEAST_RADIUS, MOST_RADIUS = 6, 22
#: Radius of a kecamatan's circle (units): wide enough for a finger on a screen of 360 px, where a village is not.
DISTRICT_RADIUS = 42
#: Height of a label's line, and the mean width of a letter (units).
LINE, LETTER = 24, 12


class Ground(NamedTuple):
    """One kecamatan: `path` in SVG, the class of its `tone`, and its name in lines about (x, y)."""

    code: str
    name: str
    path: str
    tone: str
    x: int
    y: int

    @property
    def lines(self) -> list[tuple[str, int]]:
        """(words, y): a name of two words stands in two lines."""
        words = self.name.split(" ", 1)
        top = self.y - LINE * (len(words) - 1) // 2
        return [(word, top + LINE * number) for number, word in enumerate(words)]


class Backdrop(NamedTuple):
    """What does not change with a search. `places`: code of a village -> (x, y)."""

    width: int
    height: int
    grounds: list[Ground]
    borders: str
    places: dict[str, tuple[float, float]]


class Circle(NamedTuple):
    """A village, or a kecamatan, with what was found there."""

    code: str
    label: str
    count: int
    x: float
    y: float
    radius: float

    @property
    def has_room(self) -> bool:
        """Its number can stand in it."""
        return self.radius >= 5 * len(str(self.count)) + 6


class TooFewPlaces(ValueError):
    """Ground cannot be parted among fewer than four places."""


@lru_cache(maxsize=2)
def backdrop(regency: str) -> Backdrop:
    """Worked out once a process (0.2 s for the 401 villages of Klaten). Raises TooFewPlaces, which is not remembered."""
    villages = list(Village.objects.in_regency(regency).order_by("code"))
    districts = list(District.objects.in_regency(regency).order_by("code"))
    points = np.array([(float(row.lng), float(row.lat)) for row in villages])
    if len(np.unique(points, axis=0)) < 4:
        raise TooFewPlaces(regency)
    km = _in_km(points)
    outside = _nobodys(km)
    low = km.min(axis=0) - REACH_KM / 2
    high = km.max(axis=0) + REACH_KM / 2
    scale = (WIDTH - 2 * MARGIN) / (high - low)[0]
    height = int((high - low)[1] * scale) + 2 * MARGIN

    def drawn(places):
        return (np.asarray(places) - low) * scale + MARGIN

    found = Voronoi(np.vstack([km, outside]))
    corners = drawn(found.vertices)
    owner = np.array([row.district_id for row in villages] + [""] * len(outside))
    shown = drawn(km)
    neighbours, borders = _borders(found, owner, corners)
    tones = _tones([row.code for row in districts], neighbours)
    cells: dict[str, list[str]] = defaultdict(list)
    for number, row in enumerate(villages):
        region = found.regions[found.point_region[number]]
        cells[row.district_id].append(_polygon(corners[region]))
    grounds = [
        Ground(row.code, row.name, "".join(cells[row.code]), tones[row.code], *spot)
        for row, spot in zip(districts, _labels(districts, owner[: len(km)], shown), strict=True)
        if cells[row.code]
    ]
    places = {
        row.code: (round(float(x), 1), round(float(y), 1))
        for row, (x, y) in zip(villages, shown, strict=True)
    }
    return Backdrop(WIDTH, height, grounds, borders, places)


def circles(
    ground: Backdrop, found: Mapping[str, int], villages: Sequence[Village]
) -> list[Circle]:
    """A circle for each village with results, its area as their number; the largest first, so that small ones lie above."""
    most = max(found.values(), default=1)
    unit = min(MOST_RADIUS / sqrt(most), 8)
    return [
        Circle(
            row.code,
            row.label,
            found[row.code],
            *ground.places[row.code],
            round(max(LEAST_RADIUS, unit * sqrt(found[row.code])), 1),
        )
        for row in sorted(villages, key=lambda row: (-found[row.code], row.code))
    ]


def district_circles(ground: Backdrop, found: Mapping[str, int]) -> list[Circle]:
    """A circle for each kecamatan (`found` by its code) that has ground and results, all of one size."""
    return [
        Circle(row.code, row.name, found[row.code], row.x, row.y, DISTRICT_RADIUS)
        for row in ground.grounds
        if found.get(row.code)
    ]


def _in_km(points):
    """East and south of the first corner in kilometres: over 40 km the earth is flat enough."""
    lng, lat = points[:, 0], points[:, 1]
    east = (lng - lng.min()) * 111.32 * cos(radians(float(lat.mean())))
    return np.column_stack([east, (lat.max() - lat) * 110.57])


def _nobodys(km):
    """Seeds of the ground on which no village is near, all around and far enough out that every village's cell is closed."""
    low, high = km.min(axis=0) - 3 * REACH_KM, km.max(axis=0) + 3 * REACH_KM
    grid = np.stack(
        np.meshgrid(np.arange(low[0], high[0], GRID_KM), np.arange(low[1], high[1], GRID_KM)), -1
    ).reshape(-1, 2)
    distance, _nearest = cKDTree(km).query(grid)
    return grid[distance > REACH_KM]


def _borders(found: Voronoi, owner, corners) -> tuple[dict[str, set[str]], str]:
    """Which kecamatan touch, and the lines between them and around them all."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    lines = []
    for (one, other), ridge in zip(found.ridge_points, found.ridge_vertices, strict=True):
        here, there = owner[one], owner[other]
        if here == there or -1 in ridge:
            continue
        if here and there:
            neighbours[here].add(there)
            neighbours[there].add(here)
        (x, y), (to_x, to_y) = corners[ridge]
        lines.append(f"M{x:.0f} {y:.0f}L{to_x:.0f} {to_y:.0f}")
    return neighbours, "".join(lines)


def _polygon(corners) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in corners) + "Z"


def _tones(codes: list[str], neighbours: Mapping[str, set[str]]) -> dict[str, str]:
    """The first tone that no neighbour has; those with most neighbours choose first."""
    tones: dict[str, str] = {}
    for code in sorted(codes, key=lambda code: (-len(neighbours[code]), code)):
        taken = {tones.get(other) for other in neighbours[code]}
        tones[code] = next((tone for tone in TONES if tone not in taken), TONES[-1])
    return tones


def _labels(districts: Sequence[District], owner, shown) -> list[tuple[int, int]]:
    """The middle of each kecamatan's villages, pushed apart where two names would lie on each other."""
    spots = []
    for row in districts:
        mine = shown[owner == row.code]
        spots.append(mine.mean(axis=0) if len(mine) else np.array([0.0, 0.0]))
    sizes = []
    for row in districts:
        words = row.name.split(" ", 1)
        sizes.append((max(map(len, words)) * LETTER + LETTER, len(words) * LINE + 4))
    for _round in range(40):
        moved = False
        for one in range(len(spots)):
            for other in range(one):
                apart = spots[one] - spots[other]
                overlap_x = (sizes[one][0] + sizes[other][0]) / 2 - abs(apart[0])
                overlap_y = (sizes[one][1] + sizes[other][1]) / 2 - abs(apart[1])
                if overlap_x > 0 and overlap_y > 0:
                    axis, overlap = (1, overlap_y) if overlap_y <= overlap_x else (0, overlap_x)
                    push = (overlap / 2 + 1) * (1 if apart[axis] >= 0 else -1)
                    spots[one][axis] += push
                    spots[other][axis] -= push
                    moved = True
        if not moved:
            break
    return [(int(x), int(y)) for x, y in spots]
