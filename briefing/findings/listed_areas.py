"""Areas that somebody outside has listed (utsatta områden), joined with where the municipality lies; what they are the list says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.findings.finding import Findings, ListedAreas, ListedInside
from briefing.observations.boundary import Boundary
from briefing.observations.listed_area import ListedArea
from briefing.observations.polygons import common_hectares, hectares, surface
from briefing.observations.sweref99 import metres
from briefing.terms.citation import Citation
from briefing.terms.request import Request

if TYPE_CHECKING:  # an outline is read by a tick with nothing to do, which has no time for pandas
    from briefing.observations.reading import Material

SLIVER_HECTARES = 1.0  # boundaries are drawn coarser than this: what is less in common is how they were drawn, not where areas lie


@dataclass(frozen=True)
class Join:
    """What an outline asks for: a list's source, and the source of the boundaries it is held against."""

    source: str
    boundaries: str


def with_listed_areas(findings: Findings, material: Material, request: Request, joins: Iterable[Join]) -> Findings:
    """The findings with a list for every join of which list and boundary have come."""
    found = (listed_areas(material, request, each) for each in joins)
    return replace(findings, judged=(*findings.judged, *(each for each in found if each is not None)))


def listed_areas(material: Material, request: Request, join: Join) -> ListedAreas | None:
    """Which areas of the list lie in the municipality, by name; None where the list or the municipality's boundary has not come.

    An area of which less than a hectare lies inside is left out, unless that is more than half of it.
    """
    own = request.municipality.code
    listed = [each for each in material.listed if each.citation.delivery.startswith(f"{join.source}/")]
    boundary = next((each for each in material.boundaries if each.area == own and _is_of(each, join.boundaries)), None)
    if not listed or boundary is None:
        return None
    inside = tuple(sorted(_inside(listed, boundary), key=lambda each: (each.name, each.category)))
    delivery = material.delivery(listed[0].citation)
    whole = Citation(delivery.id, f"rader: {len(listed)}, filter: inom {own}")
    places = tuple(each.citation for each in listed if any(each.name == one.name for one in inside))
    return ListedAreas(
        id=list_id(join.source),
        source=join.source,
        area=own,
        period=delivery.covers,
        total=len(listed),
        inside=inside,
        smallest_hectares=SLIVER_HECTARES,
        citations=(whole, *places, boundary.citation),
    )


def list_id(source: str) -> str:
    """The id of what is found of a list."""
    return f"omradeslista:{source}"


def _is_of(boundary: Boundary, source: str) -> bool:
    return boundary.citation.delivery.startswith(f"{source}/")


def _inside(listed: Iterable[ListedArea], boundary: Boundary) -> Iterator[ListedInside]:
    municipality = surface(tuple(map(metres, ring)) for ring in boundary.rings)
    for each in listed:
        shape = surface(each.rings)
        size, common = hectares(shape), common_hectares(shape, municipality)
        if common >= SLIVER_HECTARES or common > size / 2:
            share = min(100.0 * common / size, 100.0)
            yield ListedInside(each.name, each.category, each.since, each.police_area, each.place, size, share)
