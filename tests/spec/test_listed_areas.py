"""Lists of areas by somebody outside: which lie in the municipality is computed, what they are is theirs to say, and never ours.

The lists are made to the layout in which Polisen publishes its utsatta områden (EPSG:3006, no code of a municipality); they are no
recordings, and every area in them is invented.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders_deliveries import assert_accounted_for, delivery, part
from builders_observations import request
from workspaces import briefing, edited

from briefing.findings.finding import ListedAreas, ListedInside
from briefing.findings.listed_areas import Join, listed_areas
from briefing.observations.boundary import Boundary
from briefing.observations.observations import observations_of
from briefing.observations.polygons import hectares, surface
from briefing.observations.readers import READERS
from briefing.observations.reading import Material, Reading
from briefing.observations.sweref99 import metres
from briefing.sources.layouts import AreaList
from briefing.sources.source import Source
from briefing.terms.citation import Citation

LIST = Source("polisen-omraden", "omradeslista", "Polisens lista över utsatta områden")
METRES = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
EAST, NORTH = 740_000.0, 7_080_000.0  # the south-west corner of an invented municipality of ten by ten kilometres
TEN_KM = 10_000.0
BOW_TIE = [[EAST, NORTH], [EAST + 10, NORTH + 10], [EAST + 10, NORTH], [EAST, NORTH + 10]]


def box(east: float, north: float, width: float = 1_000, height: float = 1_000) -> list[list[float]]:
    """A ring in metres from that corner of the municipality."""
    west, south = EAST + east, NORTH + north
    return [[west, south], [west + width, south], [west + width, south + height], [west, south + height], [west, south]]


def area(*rings: Any, name: str = "Exempelområdet", shape: str = "Polygon", **more: Any) -> dict[str, Any]:
    told = {"NAMN": name, "KATEGORI": "Utsatt område", "REGION": "Nord", "LOKALPOLISOMRADE": "Exempel", "ORT": "Exempelorten"}
    told |= {"AKTUALITET_START": "2025-12-01"} | more
    return {"type": "Feature", "properties": told, "geometry": {"type": shape, "coordinates": list(rings)}}


def read(*features: Any, crs: Any = METRES, layout: AreaList | None = None) -> Reading:
    page = {"type": "FeatureCollection", "features": list(features)} | ({"crs": crs} if crs else {})
    content = json.dumps(page, ensure_ascii=False)
    came = delivery(part("2025-12-01.geojson", content), source=LIST.id, covers="2025-12-01")
    found = READERS["omradeslista"](came, replace(LIST, listed=layout))
    assert_accounted_for(found)
    return found


def refused(*features: Any, crs: Any = METRES, layout: AreaList | None = None) -> str:
    (refusal,) = read(*features, crs=crs, layout=layout).refusals
    assert refusal.remedy
    return f"{refusal.found}, väntat {refusal.expected}"


def degrees(east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude of a point in metres, by coming nearer until they are there."""
    longitude, latitude = 20.0, 63.8
    for _ in range(40):
        x, y = metres((longitude, latitude))
        longitude, latitude = longitude + (east - x) / 50_000, latitude + (north - y) / 111_000
    return longitude, latitude


def joined(*features: Any, holes: tuple[Any, ...] = ()) -> ListedAreas:
    """The list held against the square municipality."""
    rings = tuple(tuple(degrees(x, y) for x, y in ring[:-1]) for ring in (box(0, 0, TEN_KM, TEN_KM), *holes))
    boundary = Boundary("2480", "Exempelkommunen", rings, Citation("granser/2025", "område 1 (2480)"))
    came = delivery(part("2025-12-01.geojson", "{}"), source=LIST.id, covers="2025-12-01")
    material = Material(observations_of({}), (), (), (), (), (), (came,), (LIST,), (boundary,), listed=read(*features).listed)
    found = listed_areas(material, request(), Join(LIST.id, "granser"))
    assert found is not None
    return found


def only(found: ListedAreas) -> ListedInside:
    (inside,) = found.inside
    return inside


# --- Where an area lies


def test_an_area_inside_is_told_with_the_lists_own_category_and_day_and_its_size() -> None:
    found = only(joined(area(box(2_000, 3_000))))
    assert (found.name, found.category, found.since, found.police_area) == ("Exempelområdet", "Utsatt område", "2025-12-01", "Exempel")
    assert (found.hectares, found.share) == (pytest.approx(100.0), pytest.approx(100.0))


def test_an_area_outside_is_counted_in_the_list_and_not_told() -> None:
    found = joined(area(box(20_000, 0)), area(box(2_000, 3_000), name="Exempelbyn"))
    assert (found.total, [each.name for each in found.inside]) == (2, ["Exempelbyn"])


def test_of_an_area_over_two_municipalities_the_share_that_lies_inside_is_told() -> None:
    assert only(joined(area(box(-250, 0)))).share == pytest.approx(75.0)


@pytest.mark.parametrize("outside", [-1_000, -991])
def test_an_area_that_only_touches_or_overlaps_by_less_than_a_hectare_lies_not_inside(outside: float) -> None:
    assert joined(area(box(outside, 0))).inside == ()


def test_a_small_area_that_lies_inside_is_no_sliver() -> None:
    assert only(joined(area(box(10, 10, 50, 50)))).hectares == pytest.approx(0.25)


def test_a_hole_of_an_area_and_a_hole_of_the_municipality_belong_to_neither() -> None:
    assert only(joined(area(box(0, 0, 2_000, 2_000), box(500, 500)))).hectares == pytest.approx(300.0)
    assert joined(area(box(4_100, 4_100, 500, 500)), holes=(box(4_000, 4_000),)).inside == ()


def test_an_area_of_several_parts_is_one_area_and_an_island_in_a_hole_belongs_to_it() -> None:
    parts = ([box(0, 0)], [box(20_000, 0)])
    assert only(joined(area(*parts, shape="MultiPolygon"))).share == pytest.approx(50.0)
    ringed = ([box(0, 0, 3_000, 3_000), box(1_000, 1_000)], [box(1_250, 1_250, 500, 500)])
    assert only(joined(area(*ringed, shape="MultiPolygon"))).hectares == pytest.approx(825.0)


@pytest.mark.parametrize(
    "spiked",
    [[*box(0, 0)[:2], [EAST + 5_000, NORTH], *box(0, 0)[1:]], [[EAST, NORTH], [EAST + 5, NORTH], [EAST + 9, NORTH], [EAST, NORTH]]],
)
def test_a_boundary_with_spikes_without_width_is_its_surface(spiked: list[list[float]]) -> None:
    assert hectares(surface([tuple((x, y) for x, y in spiked[:-1])])) == pytest.approx(100.0 if len(spiked) > 4 else 0.0)
    assert only(joined(area(box(6_000, 6_000)), holes=(spiked,))).share == pytest.approx(100.0)


def test_two_areas_of_the_same_name_are_two() -> None:
    assert len(joined(area(box(0, 0)), area(box(5_000, 0))).inside) == 2


def test_without_a_list_or_without_the_boundary_nothing_is_found() -> None:
    empty = Material(observations_of({}), (), (), (), (), (), (), (LIST,))
    assert listed_areas(empty, request(), Join(LIST.id, "granser")) is None


# --- What cannot be used


@pytest.mark.parametrize(
    ("features", "crs", "layout", "said"),
    [
        ([area([[0, 0], [1, 1], [1, 0]])], METRES, None, "punkten 0, 0, väntat östligt och nordligt värde i meter i Sverige"),
        ([area([[20.3, 63.8], [20.4, 63.8], [20.4, 63.9]])], METRES, None, "punkten 20.3, 63.8, väntat östligt och nordligt värde"),
        ([area([[y, x] for x, y in box(0, 0)])], METRES, None, "punkten 7080000, 740000, väntat östligt och nordligt värde i meter"),
        ([area(box(0, 0))], None, None, "punkten 740000, 7.08e+06, väntat longitud och latitud i Sverige"),
        ([area([[63.8, 20.3], [63.9, 20.3], [63.9, 20.4]])], None, None, "väntat longitud och latitud i Sverige, i den ordningen"),
        ([area(box(0, 0))], METRES, AreaList(crs="EPSG:4326"), "koordinatsystemet EPSG:3006 i filen, väntat EPSG:4326, som källan"),
        ([area(box(0, 0))], {"properties": {"name": "EPSG:3021"}}, None, "EPSG:3021"),
        ([area(BOW_TIE)], METRES, None, "korsar sig själv vid 740005, 7080005"),
        ([area([[EAST, NORTH], [EAST, NORTH]])], METRES, None, "en ring med 1 olika punkter, väntat minst tre"),
        ([{**area(), "geometry": None}], METRES, None, "väntat en Polygon eller MultiPolygon"),
        ([{**area(), "geometry": {"type": "Point", "coordinates": [EAST, NORTH]}}], METRES, None, '"Point", väntat en Polygon'),
        ([area(box(0, 0), NAMN="")], METRES, None, 'väntat egenskapen "NAMN" med en text'),
        ([area(box(0, 0), KATEGORI=None)], METRES, None, 'väntat egenskapen "KATEGORI" med en text'),
        ([area(box(0, 0))], METRES, AreaList(category="STATUS"), 'väntat egenskapen "STATUS" med en text'),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_refused_with_a_sentence(features: list[Any], crs: Any, layout: AreaList | None, said: str) -> None:
    assert said in refused(*features, crs=crs, layout=layout)


@pytest.mark.parametrize(
    ("written", "day"),
    [("2025-12-01T00:00:00", "2025-12-01"), ("20251201", "2025-12-01"), ("hösten 2015", "hösten 2015"), (None, "")],
)
def test_since_when_is_told_as_a_day_where_it_is_one_and_as_the_list_has_it_where_not(written: Any, day: str) -> None:
    assert [each.since for each in read(area(box(0, 0), AKTUALITET_START=written)).listed] == [day]


def test_a_list_in_degrees_and_one_in_metres_lie_in_the_same_place() -> None:
    here = [[20.26, 63.82], [20.28, 63.82], [20.28, 63.83], [20.26, 63.82]]
    degrees = read(area(here), crs=None).listed[0].rings[0]
    again = read(area([list(metres((x, y))) for x, y in here])).listed[0].rings[0]
    assert degrees == again


@pytest.mark.parametrize(
    ("longitude", "latitude", "easting", "northing"),
    [  # by PROJ 9.5.1, EPSG:4326 to EPSG:3006
        (20.263035, 63.825847, 758_804.7216, 7_088_286.1640),
        (11.0, 55.4, 246_750.7484, 6_146_585.9504),
        (24.1, 68.9, 864_459.4474, 7_670_285.5682),
        (15.0, 60.0, 500_000.0, 6_651_411.1902),
    ],
)  # fmt: skip
def test_degrees_become_metres_as_proj_has_them(longitude: float, latitude: float, easting: float, northing: float) -> None:
    assert metres((longitude, latitude)) == (pytest.approx(easting, abs=0.001), pytest.approx(northing, abs=0.001))


# --- In the document

SOURCE = """
format = "omradeslista"
title = "Polisens lista över utsatta områden"
producer = "Polismyndigheten"
origin = "polis"
sensitivity = "oppen"
published = true
synthetic = true
"""
OUTLINE = """
title = "Områden"
subtitle = "{{ period }}"
tagline = "Prov"
[[section]]
number = "8"
heading = "Områdesbilder"
[[section.block]]
kind = "omradeslista"
source = "polisen-omraden"
boundaries = "kommungranser"
caption = "Utsatta områden enligt Polisen"
"""


def produced(root: Path, *features: Any) -> tuple[str, dict[str, Any]]:
    """What the section says, and the record, of an edition with that list."""
    folder = root / "sources/polisen-omraden"
    folder.mkdir()
    (folder / "source.toml").write_text(SOURCE, "utf-8")
    page = {"type": "FeatureCollection", "crs": METRES, "features": list(features)}
    if features:
        (folder / "2025-12-01.geojson").write_text(json.dumps(page), "utf-8")
    (root / "templates/utgavor/omraden.toml").write_text(OUTLINE, "utf-8")
    call = briefing(root, "produce", "--kind", "omraden", "--period", "2026-K2")
    assert call.code == 0, call.out + call.err
    record = json.loads((root / "output/drafts/2480-omraden-2026-K2/2480-omraden-2026-K2.json").read_text("utf-8"))
    return json.dumps(record["document"]["sections"], ensure_ascii=False).replace("\u00a0", " "), record


def placed(longitude: float, latitude: float) -> list[list[float]]:
    """A square kilometre with its corner there."""
    east, north = metres((longitude, latitude))
    return [[east, north], [east + 1_000, north], [east + 1_000, north + 1_000], [east, north + 1_000], [east, north]]


def test_where_no_area_lies_in_the_municipality_the_document_says_so_with_list_and_day(workspace: Path) -> None:
    said, record = produced(workspace, area(placed(18.0, 59.3)), area(placed(13.0, 55.6)))
    assert "Utsatta områden enligt Polisen: inga i kommunen. Polisens lista över utsatta områden (2025-12-01) har 2 områden" in said
    [deliveries] = [{each["delivery"] for each in record["citations"]["omradeslista:polisen-omraden"]}]
    assert deliveries == {"polisen-omraden/2025-12-01", "kommungranser/2021"}


def test_an_area_in_the_municipality_is_a_row_in_the_lists_words_and_the_program_gives_no_status(workspace: Path) -> None:
    said, _ = produced(workspace, area(placed(20.2, 63.82), KATEGORI="Särskilt utsatt område"), area(placed(18.0, 59.3)))
    assert '"Särskilt utsatt område"' in said
    assert "Kategori och datum är listans egna; lägesbilden bedömer inte områdena." in said
    assert not any(f"{colour} läge" in said for colour in ("Grönt", "Gult", "Rött"))


def test_without_the_list_the_document_says_what_is_missing(workspace: Path) -> None:
    said, _ = produced(workspace)
    assert "Utsatta områden enligt Polisen kan inte visas, eftersom listan (Polisens lista över utsatta områden) inte har kommit." in said


def test_an_outline_that_names_no_boundary_is_told(workspace: Path) -> None:
    (workspace / "templates/utgavor/omraden.toml").write_text(OUTLINE.replace("boundaries", "within"), "utf-8")
    edited(workspace / "templates/utgavor/omraden.toml", 'source = "polisen-omraden"', 'source = "kommungranser"')
    assert "the block has no boundaries" in briefing(workspace, "produce", "--kind", "omraden", "--period", "2026-K2").err
