"""The surface of an area in GeoJSON: Polygon or MultiPolygon in degrees → rings that run one way."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefing.observations.boundary import Position, Ring
from briefing.observations.fault import UnusableError, quoted

AGAIN = "spara om kartan som GeoJSON i WGS 84 (EPSG:4326)"
_WEST, _EAST, _SOUTH, _NORTH = 9.0, 26.0, 54.0, 70.0  # Sweden with its sea; metres in SWEREF and swapped axes fall outside
_FROM_EAST, _TO_EAST, _FROM_NORTH, _TO_NORTH = 200_000.0, 1_000_000.0, 6_000_000.0, 7_800_000.0  # the same in SWEREF 99 TM
_SHAPES = ("Polygon", "MultiPolygon")


def rings_of(feature: Mapping[str, Any], position: Callable[[Any], Position] | None = None) -> tuple[Ring, ...]:
    """All rings of a feature; Unusable where it is no surface. `position` reads a point; default: degrees in WGS 84."""
    geometry = feature.get("geometry")
    shape = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or shape not in _SHAPES:
        raise UnusableError(quoted(str(shape)), "en Polygon eller MultiPolygon", "lämna områdena som ytor", column="geometry")
    surfaces = geometry.get("coordinates")
    surfaces = [surfaces] if shape == "Polygon" else surfaces
    if not isinstance(surfaces, list) or not surfaces or not all(isinstance(each, list) and each for each in surfaces):
        raise UnusableError("en yta utan punkter", "minst en ring", "lämna områdena som ytor", column="geometry")
    return tuple(
        _oriented(_ring(ring, position or in_degrees), is_hole=index > 0) for surface in surfaces for index, ring in enumerate(surface)
    )


def in_degrees(found: Any) -> Position:
    """A point as longitude and latitude, WGS 84; Unusable outside Sweden, as where they are swapped or metres."""
    longitude, latitude = _numbers(found)
    if not (math.isfinite(longitude) and _WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH):
        expected = "longitud och latitud i Sverige, i den ordningen"
        raise UnusableError(f"punkten {longitude:g}, {latitude:g}", expected, AGAIN, column="geometry")
    return longitude, latitude


def in_metres(found: Any) -> Position:
    """A point as easting and northing, SWEREF 99 TM; Unusable outside Sweden, as where they are swapped or degrees."""
    easting, northing = _numbers(found)
    if not (math.isfinite(easting) and _FROM_EAST <= easting <= _TO_EAST and _FROM_NORTH <= northing <= _TO_NORTH):
        expected = "östligt och nordligt värde i meter i Sverige, SWEREF 99 TM (EPSG:3006), i den ordningen"
        remedy = "rätta crs under [listed] i source.toml till det koordinatsystem som filen har, eller spara om filen i EPSG:3006"
        raise UnusableError(f"punkten {easting:.10g}, {northing:.10g}", expected, remedy, column="geometry")
    return easting, northing


def _numbers(found: Any) -> Position:
    numbers = found[:2] if isinstance(found, list) else []
    if len(numbers) < 2 or not all(isinstance(each, int | float) and not isinstance(each, bool) for each in numbers):
        raise UnusableError(quoted(json.dumps(found)), "en punkt med två tal", AGAIN, column="geometry")
    return float(numbers[0]), float(numbers[1])


def _ring(points: Any, position: Callable[[Any], Position]) -> Ring:
    if not isinstance(points, list):
        raise UnusableError(quoted(json.dumps(points)), "en lista av punkter", AGAIN, column="geometry")
    distinct = tuple(_without_repeats(map(position, points)))
    ring = distinct[:-1] if len(distinct) > 1 and distinct[0] == distinct[-1] else distinct
    if len(set(ring)) < 3:
        raise UnusableError(f"en ring med {len(set(ring))} olika punkter", "minst tre", "lämna områdena som ytor", column="geometry")
    return ring


def _without_repeats(points: Iterator[Position]) -> Iterator[Position]:
    before: Position | None = None
    for point in points:
        if point != before:
            yield point
        before = point


def _oriented(ring: Ring, *, is_hole: bool) -> Ring:
    """The ring counter-clockwise, a hole clockwise."""
    doubled = sum(x * y_next - x_next * y for (x, y), (x_next, y_next) in zip(ring, (*ring[1:], ring[0]), strict=True))
    return ring if (doubled < 0) == is_hole else ring[::-1]
