"""What is delivered as boundaries is read as it is declared, and what cannot be drawn is refused with its place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders_deliveries import assert_accounted_for, delivery, from_folder, part
from builders_observations import request

from briefing.observations import geojson
from briefing.observations.reading import Reading
from briefing.production import read_material
from briefing.sources.source import BoundaryLayout, Delivery, Source
from briefing.terms.period import parse_period
from briefing.terms.sensitivity import Sensitivity

COUNTY = Source(
    id="granser",
    format="geojson",
    areas={"2480": "2480", "0180": "0180", "Exempelområdet": "2480-01"},
    boundaries=BoundaryLayout("KOD", "NAMN"),
)
SQUARE = [[20.0, 63.5], [20.0, 64.0], [20.5, 64.0], [20.5, 63.5], [20.0, 63.5]]
HOLE = [[20.1, 63.6], [20.2, 63.6], [20.2, 63.7], [20.1, 63.6]]


def feature(code: object = "2480", name: object = "Umeå", rings: Any = (SQUARE,), shape: str = "Polygon") -> dict[str, Any]:
    return {"type": "Feature", "properties": {"KOD": code, "NAMN": name}, "geometry": {"type": shape, "coordinates": list(rings)}}


def collection(*features: Any, **more: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}, ensure_ascii=False)


def reading(*features: Any, source: Source = COUNTY, **more: Any) -> Reading:
    found = geojson.read(delivery(part("2025.geojson", collection(*features, **more)), source=source.id or "fil", covers="2025"), source)
    assert_accounted_for(found)
    return found


def refused(*features: Any, source: Source = COUNTY, **more: Any) -> str:
    (refusal,) = reading(*features, source=source, **more).refusals
    assert refusal.expected
    assert refusal.remedy
    return f"{refusal.place}: {refusal.found}"


def test_a_boundary_has_the_code_and_name_that_the_source_declares_and_its_place() -> None:
    (found,) = reading(feature()).boundaries
    assert (found.area, found.name, found.citation.place) == ("2480", "Umeå", "område 1 (2480)")
    assert found.citation.delivery == "granser/2025"
    assert set(found.rings[0]) == {tuple(each) for each in SQUARE}


def test_outlines_run_counter_clockwise_and_holes_clockwise_whatever_the_file_says() -> None:
    def doubled(ring: tuple[tuple[float, float], ...]) -> float:
        return sum(x * b - a * y for (x, y), (a, b) in zip(ring, (*ring[1:], ring[0]), strict=True))

    for outline in (SQUARE, SQUARE[::-1]):
        for hole in (HOLE, HOLE[::-1]):
            (found,) = reading(feature(rings=(outline, hole))).boundaries
            assert [doubled(ring) > 0 for ring in found.rings] == [True, False]


def test_an_area_in_several_pieces_is_one_boundary() -> None:
    island = [[[21.0, 63.5], [21.1, 63.5], [21.0, 63.6], [21.0, 63.5]]]
    (found,) = reading(feature(rings=([SQUARE], island), shape="MultiPolygon")).boundaries
    assert len(found.rings) == 2


def test_an_outline_that_crosses_itself_is_kept_as_it_is() -> None:
    bow = [[20.0, 63.5], [20.5, 64.0], [20.5, 63.5], [20.0, 64.0], [20.0, 63.5]]
    (found,) = reading(feature(rings=(bow,))).boundaries
    assert len(found.rings[0]) == 4


def test_the_sources_own_names_become_our_codes_and_what_it_does_not_map_is_not_used() -> None:
    found = reading(feature("Exempelområdet", "A"), feature("Okänt", "B"))
    assert [each.area for each in found.boundaries] == ["2480-01"]
    assert (found.rows_read, found.unmapped) == (2, 1)
    assert [each.text for each in found.doubts] == [
        'Kartan har områden vars kod källan inte känner till och som därför inte ritas: "Okänt".'
    ]


def test_a_code_that_became_a_number_gets_its_zero_back() -> None:
    assert [each.area for each in reading(feature(180, "Stockholm")).boundaries] == ["0180"]


@pytest.mark.parametrize("name", ["Ekbacken & <b>Lunden</b>", "Skogen 🌲", "x" * 300, "شارع"])
def test_a_name_is_text_and_nothing_else(name: str) -> None:
    assert [each.name for each in reading(feature(name=name)).boundaries] == [name]


def test_an_area_without_the_declared_property_is_refused_and_told_what_it_has() -> None:
    other = {"properties": {"kommun": "2480"}, "geometry": feature()["geometry"]}
    assert refused(other) == 'område 1, KOD: "kommun"'
    assert refused({"geometry": feature()["geometry"]}) == "område 1: ett område utan properties"


def test_without_a_declared_name_the_code_is_printed() -> None:
    source = replace(COUNTY, boundaries=BoundaryLayout("KOD"))
    assert [each.name for each in reading(feature(), source=source).boundaries] == ["2480"]


WRONG_SHAPES = {
    "a point": (feature(rings=[20.0, 63.5], shape="Point"), 'område 1, geometry: "Point"'),
    "no geometry": ({"properties": {"KOD": "2480"}, "geometry": None}, 'område 1, geometry: "None"'),
    "no rings": (feature(rings=()), "område 1, geometry: en yta utan punkter"),
    "two points": (feature(rings=([[20.0, 63.5], [20.5, 63.5], [20.0, 63.5]],)), "område 1, geometry: en ring med 2 olika punkter"),
    "text": (feature(rings=([["20", "63"], [20.5, 63.5], [20.0, 63.5]],)), 'område 1, geometry: "["20", "63"]"'),
    "metres": (
        feature(rings=([[7086000, 759000], [7087000, 759000], [7087000, 760000]],)),
        "område 1, geometry: punkten 7.086e+06, 759000",
    ),
    "swapped": (feature(rings=([[63.5, 20.0], [64.0, 20.0], [64.0, 20.5]],)), "område 1, geometry: punkten 63.5, 20"),
    "not a number": (feature(rings=([[float("nan"), 63.5], [20.5, 63.5], [20.0, 64]],)), 'område 1, geometry: "["NaN", 63.5]"'),
}


@pytest.mark.parametrize(("wrong", "told"), WRONG_SHAPES.values(), ids=WRONG_SHAPES.keys())
def test_what_is_no_surface_in_sweden_is_refused_with_its_place_and_the_others_are_kept(wrong: Any, told: str) -> None:
    assert refused(wrong, feature()) == told
    assert len(reading(wrong, feature()).boundaries) == 1


def test_the_same_code_again_is_refused() -> None:
    assert refused(feature(), feature(name="Igen")) == 'område 2: koden "2480" igen'


def test_a_map_in_metres_is_refused_whole() -> None:
    assert refused(feature(), crs={"type": "name", "properties": {"name": "EPSG:3006"}}).startswith(": koordinatsystemet")
    assert len(reading(feature(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}).boundaries) == 1


def test_without_a_source_the_files_own_properties_are_shown() -> None:
    found = reading(feature(), {**feature("2401", "Nordmaling"), "id": "A7"}, source=Source())
    assert [(each.area, each.name) for each in found.boundaries] == [("2480", "Umeå"), ("A7", "2401")]


def test_the_demo_has_the_municipalities_of_vasterbotten_where_scb_says_that_they_are(repository: Path, shared_data: Path) -> None:
    source = Source(id="kommungranser", boundaries=BoundaryLayout("KnKod", "KnNamn"))
    found = geojson.read(from_folder(repository / "sources/kommungranser/2021.geojson", source.id, "2021"), source)
    recorded = json.loads((shared_data / "geo" / "vasterbotten_kommuner_simplified.geojson").read_text("utf-8"))["features"]
    assert {each.area: each.name for each in found.boundaries} == {
        each["properties"]["KnKod"]: each["properties"]["KnNamn"] for each in recorded
    }
    places = {each["properties"]["KnKod"]: each["geometry"]["coordinates"][0] for each in recorded}
    for each in found.boundaries:
        assert set(each.rings[0]) == {(round(x, 2), round(y, 2)) for x, y in places[each.area]}


def maps(
    *deliveries: tuple[str, str, str], sensitivity: Sensitivity = Sensitivity.OPPEN, published: bool = False, **asked: Any
) -> list[str]:
    """The names on the map of an edition that was given (period, day received, name) deliveries."""
    came = [
        Delivery("granser", parse_period(covers), 1, date.fromisoformat(day), (part(f"{covers}.geojson", collection(feature(name=name))),))
        for covers, day, name in deliveries
    ]
    material = read_material(came, [replace(COUNTY, sensitivity=sensitivity, published=published)])
    return [each.name for each in material.for_edition(request(**asked), ["granser"]).boundaries]


def test_a_new_map_replaces_the_one_before_as_a_whole() -> None:
    assert maps(("2024", "2026-01-10", "Äldre"), ("2025", "2025-12-01", "Nyare")) == ["Nyare"]


def test_an_edition_that_draws_no_map_rests_on_none() -> None:
    came = Delivery("granser", parse_period("2025"), 1, date(2026, 1, 10), (part("2025.geojson", collection(feature())),))
    material = read_material([came], [COUNTY])
    assert [each.id for each in material.for_edition(request(), ["granser"]).deliveries] == ["granser/2025"]
    assert material.for_edition(request(), ["annan"]).deliveries == ()


def test_a_public_edition_draws_open_boundaries_only() -> None:
    came = (("2025", "2026-01-10", "Umeå"),)
    assert maps(*came, sensitivity=Sensitivity.OPPEN, public=True) == ["Umeå"]
    assert maps(*came, sensitivity=Sensitivity.INTERN, public=True, published=True, ceiling=Sensitivity.OPPEN) == []


def test_a_map_that_came_too_late_or_is_too_sensitive_is_not_in_the_edition() -> None:
    both = (("2024", "2026-01-10", "Äldre"), ("2025", "2026-07-01", "Nyare"))
    assert maps(*both, cut_off=date(2026, 7, 1)) == ["Äldre"]
    assert maps(*both, sensitivity=Sensitivity.BEGRANSAD) == []
