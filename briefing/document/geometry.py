"""Outlines of areas on paper: projected to mm, simplified to what can be seen, and the place in each where a name has most room.

Projection: equirectangular (plate carrée) with the east-west axis shrunk by the cosine of the middle latitude, so that shapes and
distances are right there. Over a county it is wrong by a few per cent at the north and south ends, which cannot be seen at this size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import cos, dist, radians

Point = tuple[float, float]
Ring = tuple[Point, ...]

TOLERANCE_MM = 0.1  # less than half the width of the line that draws an outline
_SMALLEST_MM = 0.4  # an island that is smaller than this cannot be seen
_SCANS = 24  # heights at which room for a name is looked for
_DECIMALS = 2


def projection(rings: Iterable[Ring], width_mm: float, height_mm: float) -> tuple[Callable[[Ring], Ring], Point]:
    """How to lay rings of (longitude, latitude) out in mm from the upper left corner, as large as fits; and the size that they take."""
    points = [point for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    shrink = cos(radians((south + north) / 2))
    wide, high = (east - west) * shrink or 1e-9, north - south or 1e-9
    scale = min(width_mm / wide, height_mm / high)

    def lay_out(ring: Ring) -> Ring:
        return tuple(((x - west) * shrink * scale, (north - y) * scale) for x, y in ring)

    return lay_out, (wide * scale, high * scale)


def visible(rings: Sequence[Ring], tolerance: float = TOLERANCE_MM) -> tuple[Ring, ...]:
    """The rings of one area simplified, to hundredths of a mm; what is too small to be seen is left out, never the whole area."""
    largest = max(rings, key=_extent)
    kept = [ring for ring in rings if ring is largest or _extent(ring) >= _SMALLEST_MM]
    return tuple(tuple((round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in simplified(ring, tolerance)) for ring in kept)


def simplified(ring: Ring, tolerance: float) -> Ring:
    """A closed ring with the points that matter: none left out lies further than `tolerance` from it (Douglas and Peucker 1973)."""
    ring = _thinned(ring, tolerance / 4)
    if len(ring) <= 3:
        return ring
    far = max(range(len(ring)), key=lambda index: dist(ring[index], ring[0]))
    there, back = _chain(ring[: far + 1], tolerance), _chain((*ring[far:], ring[0]), tolerance)
    found = (*there[:-1], *back[:-1])
    return found if len(found) >= 3 else _triangle(ring, far)


def spans(rings: Iterable[Ring], y: float) -> list[tuple[float, float]]:
    """What of a line across at `y` lies inside: from–to, from left to right (nonzero winding, so that an overlap is inside)."""
    crossings: list[tuple[float, int]] = []
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y0 <= y) != (y1 <= y):
                crossings.append((x0 + (y - y0) / (y1 - y0) * (x1 - x0), 1 if y1 > y0 else -1))
    crossings.sort()
    found: list[tuple[float, float]] = []
    winding, start = 0, 0.0
    for x, turn in crossings:
        if winding == 0:
            start = x
        winding += turn
        if winding == 0 and x > start:
            found.append((start, x))
    return found


def room(rings: Sequence[Ring], place: Point, height: float) -> tuple[float, float] | None:
    """How far left and right a text of that height reaches inside the area around a place; None where it does not fit."""
    x, y = place
    left, right = float("-inf"), float("inf")
    for line in (y - height / 2, y, y + height / 2):
        inside = next((span for span in spans(rings, line) if span[0] <= x <= span[1]), None)
        if inside is None:
            return None
        left, right = max(left, inside[0]), min(right, inside[1])
    return left, right


def anchor(rings: Sequence[Ring], *heights: float) -> Point:
    """Where a text has most room: in the area's largest part, for the first of the heights that fits at all, else its middle."""
    ring = max(rings, key=_extent)
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    middle = (low + high) / 2
    lines = [low + (high - low) * (index + 0.5) / _SCANS for index in range(_SCANS)]
    places = [((left + right) / 2, y) for y in lines for left, right in spans((ring,), y)]
    for height in heights:
        reaches = [(reach, y) for x, y in places if (reach := room(rings, (x, y), height))]
        if reaches:
            (left, right), y = max(reaches, key=lambda each: each[0][1] - each[0][0] - abs(each[1] - middle) / 2)
            return round((left + right) / 2, _DECIMALS), round(y, _DECIMALS)
    xs = [x for x, _ in ring]
    return round((min(xs) + max(xs)) / 2, _DECIMALS), round(middle, _DECIMALS)


def _extent(ring: Ring) -> float:
    """The longer side of the box around a ring."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _thinned(ring: Ring, least: float) -> Ring:
    """The ring without points that all but repeat the one before them: cheap, and what is left is no more than the paper shows."""
    kept = [ring[0]]
    for point in ring[1:]:
        if dist(point, kept[-1]) >= least:
            kept.append(point)
    return tuple(kept) if len(kept) >= 3 else ring


def _chain(points: Sequence[Point], tolerance: float) -> list[Point]:
    """An open line with the points that matter. A stack instead of recursion: an outline may have any number of points."""
    kept = bytearray(len(points))
    kept[0] = kept[-1] = 1
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        ends = points[first], points[last]
        index = max(range(first + 1, last), key=lambda each: _away(points[each], *ends), default=first)
        if index != first and _away(points[index], *ends) > tolerance:
            kept[index] = 1
            waiting += [(first, index), (index, last)]
    return [point for point, is_kept in zip(points, kept, strict=True) if is_kept]


def _away(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the stretch between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)  # beyond the ends it is the ends that are near
    return dist(point, (start[0] + along * dx, start[1] + along * dy))


def _triangle(ring: Ring, far: int) -> Ring:
    """Three points of a ring that is all but a line, so that something is left to draw."""
    others = [each for each in range(1, len(ring)) if each != far]
    third = max(others, key=lambda each: _away(ring[each], ring[0], ring[far]))
    return tuple(ring[each] for each in sorted((0, far, third)))
