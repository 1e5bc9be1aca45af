"""Surfaces in metres: whether they are sound, how large they are, and how much two have in common. The one door to shapely (GEOS)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefing.observations.boundary import Ring

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

HECTARE = 10_000.0
"""Square metres in a hectare."""


def crossing(rings: Iterable[Ring]) -> str:
    """Where a ring crosses itself, as `x, y` in metres; empty where none does."""
    from shapely import Polygon
    from shapely.validation import explain_validity

    for ring in rings:
        told = explain_validity(Polygon(ring))
        if told.startswith(("Self-intersection", "Ring Self-intersection", "Too few")):
            return ", ".join(f"{float(each):.0f}" for each in told.partition("[")[2].rstrip("]").split())
    return ""


def surface(rings: Iterable[Ring]) -> BaseGeometry:
    """The surface inside an odd number of the rings: outlines less their holes, and with the islands in them.

    Of a ring that crosses itself, as simplified boundaries do, the surface inside it; spikes without width are none.
    """
    from shapely import Polygon, make_valid

    whole: BaseGeometry = Polygon()
    for ring in rings:
        whole = whole.symmetric_difference(make_valid(Polygon(ring), method="structure", keep_collapsed=False))
    return whole


def hectares(shape: BaseGeometry) -> float:
    """How large a surface in metres is."""
    return float(shape.area) / HECTARE


def common_hectares(one: BaseGeometry, other: BaseGeometry) -> float:
    """How large the surface is that two have in common; 0 where they only touch."""
    return float(one.intersection(other).area) / HECTARE
