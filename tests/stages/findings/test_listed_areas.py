"""What a list of areas becomes when it is held against the boundary of the municipality, told whole; every area is invented."""

from __future__ import annotations

from math import dist

import pytest
from builders_deliveries import delivery, part
from builders_observations import request

from briefing.findings.finding import Findings, ListedAreas, ListedInside
from briefing.findings.listed_areas import Join, listed_areas, with_listed_areas
from briefing.observations.boundary import Boundary, Ring
from briefing.observations.listed_area import ListedArea
from briefing.observations.observations import nothing
from briefing.observations.reading import Material
from briefing.observations.sweref99 import metres
from briefing.terms.citation import Citation

HERE = ((20.0, 63.8), (20.2, 63.8), (20.2, 63.9), (20.0, 63.9))
ELSEWHERE = ((13.0, 55.6), (13.2, 55.6), (13.2, 55.7), (13.0, 55.7))
CORNER, END = metres(HERE[1]), metres(HERE[2])  # of the straight eastern boundary, from south to north
ALONG = tuple((b - a) / dist(CORNER, END) for a, b in zip(CORNER, END, strict=True))


def at_the_boundary(inside: float, outside: float, width: float, along: float = 1_000) -> Ring:
    """A box so many metres broad on each side of the eastern boundary, `width` metres along it."""
    (x, y), (east, north) = CORNER, ALONG
    corners = ((along, -inside), (along, outside), (along + width, outside), (along + width, -inside))
    return tuple((x + east * up + north * out, y + north * up - east * out) for up, out in corners)


def listed(row: int, ring: Ring, name: str = "Exempelområdet", category: str = "Utsatt område", source: str = "lista") -> ListedArea:
    return ListedArea(name, category, "2025-12-01", "Exempel", "Exempelorten", (ring,), Citation(f"{source}/2025-12-01", f"rad {row}"))


def boundary(source: str, area: str = "2480", ring: Ring = HERE) -> Boundary:
    return Boundary(area, "Exempelkommunen", (ring,), Citation(f"{source}/2025", f"område ({area})"))


BOUNDARIES = (
    boundary("granser-2", ring=ELSEWHERE),
    boundary("granser", "0180", ring=ELSEWHERE),
    boundary("granser"),
)
CAME = tuple(delivery(part("a.geojson", "{}"), source=each, covers="2025-12-01") for each in ("lista-2", "lista"))


def material(*areas: ListedArea, boundaries: tuple[Boundary, ...] = BOUNDARIES) -> Material:
    return Material(nothing(), (), (), (), (), (), CAME, (), boundaries, listed=areas)


def found_of(*rings: Ring) -> list[tuple[float, float]]:
    found = listed_areas(material(*(listed(row, ring) for row, ring in enumerate(rings))), request(), Join("lista", "granser"))
    assert found is not None
    return [(each.hectares, each.share) for each in found.inside]


def test_a_list_is_told_whole_by_name_and_category_with_the_rows_of_what_lies_inside() -> None:
    areas = (
        listed(2, at_the_boundary(-500, 600, 100), "Annanby"),
        listed(3, at_the_boundary(300, 100, 500), "Exempelbyn"),
        listed(4, at_the_boundary(200, 0, 200, along=3_000), "Exempelbyn", "Särskilt utsatt område"),
        listed(5, at_the_boundary(300, -100, 500), "Bortre byn"),
        listed(6, at_the_boundary(100, 0, 400), "Nedre byn", source="lista-2"),
    )
    told = ("2025-12-01", "Exempel", "Exempelorten")
    expected = ListedAreas(
        id="omradeslista:lista",
        source="lista",
        area="2480",
        period=CAME[1].covers,
        total=4,
        inside=(
            ListedInside("Bortre byn", "Utsatt område", *told, pytest.approx(10.0), pytest.approx(100.0)),
            ListedInside("Exempelbyn", "Särskilt utsatt område", *told, pytest.approx(4.0), pytest.approx(100.0)),
            ListedInside("Exempelbyn", "Utsatt område", *told, pytest.approx(20.0), pytest.approx(75.0)),
        ),
        smallest_hectares=1.0,
        citations=(
            Citation("lista/2025-12-01", "rader: 4, filter: inom 2480"),
            *(Citation("lista/2025-12-01", f"rad {row}") for row in (3, 4, 5)),
            Citation("granser/2025", "område (2480)"),
        ),
    )
    assert listed_areas(material(*areas), request(), Join("lista", "granser")) == expected
    both = with_listed_areas(Findings((), ()), material(*areas), request(), [Join("okand", "granser"), Join("lista", "granser")])
    assert both == Findings((expected,), ())
    assert with_listed_areas(both, material(*areas), request(), [Join("lista", "okand")]) == both


def test_less_than_a_hectare_inside_is_told_only_where_it_is_most_of_the_area() -> None:
    assert found_of(at_the_boundary(100, 900, 101)) == [(pytest.approx(10.1), pytest.approx(10.0))]
    assert found_of(at_the_boundary(100, 900, 99)) == []
    assert found_of(at_the_boundary(30, 20, 50)) == [(pytest.approx(0.25), pytest.approx(60.0))]
    assert found_of(at_the_boundary(20, 30, 50)) == []


def test_without_the_list_or_without_the_boundary_there_is_nothing() -> None:
    ring = at_the_boundary(300, 100, 500)
    assert listed_areas(material(listed(2, ring)), request(), Join("annan", "granser")) is None
    assert listed_areas(material(listed(2, ring), boundaries=BOUNDARIES[:2]), request(), Join("lista", "granser")) is None


def test_no_area_lies_inside_with_more_than_the_whole_of_it() -> None:
    """What two surfaces have in common is computed anew, and may be a hair larger than either."""
    assert max(share for _, share in found_of(*(at_the_boundary(300, -100, width) for width in range(10, 60, 7)))) == 100.0
