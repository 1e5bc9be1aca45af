"""Figures of many areas as SVG: every text inside the picture, no name over another, no number that is not a label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import builders_figures as drawn
import pytest
from builders_areas import OWN, block, composed, country, everywhere, figure_of, funnel_figure, map_figure, spine_figure, square

from briefing.document.figure import AreaMap, Figure, Funnel, Mark, Spine
from briefing.document.outline import BlockKind
from briefing.outputs.columns import text_width
from briefing.outputs.shortening import lines, shortened
from briefing.outputs.svg import svg

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Områden vid älven " * 17  # 306 characters
ODD = ("Ekbacken & <b>Lunden</b>", "Skogen 🌲", LONG, "\u202eشارع")
Box = tuple[float, float, float, float]


def texts(figure: Figure) -> list[str]:
    return ["".join(each.itertext()) for each in ElementTree.fromstring(svg(figure)).iter(f"{SVG}text")]


def boxes(figure: Figure) -> Iterator[tuple[str, Box]]:
    """What is written, and from where to where (widths as Calibri's; Liberation Sans signs count as wide as they are)."""
    root = ElementTree.fromstring(svg(figure))
    bold = {each for group in root.iter(f"{SVG}g") if group.get("font-weight") for each in group.iter(f"{SVG}text")}
    for each in root.iter(f"{SVG}text"):
        words = "".join(each.itertext())
        is_bold = each in bold or each.get("font-weight") is not None
        wide = text_width(words, float(each.get("font-size", "8")), bold=is_bold)
        x, y = float(each.get("x", "0")), float(each.get("y", "0"))
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[each.get("text-anchor", "start")] * wide
        yield words, (left, y - 6, left + wide, y + 1.5)


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    pairs = combinations(boxes(figure), 2)
    return [(a, b) for (a, one), (b, two) in pairs if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]]


def assert_legible(figure: Figure) -> None:
    """Every text inside the picture and none over another."""
    _, _, width, height = map(float, (ElementTree.fromstring(svg(figure)).get("viewBox") or "").split())
    for words, (left, top, right, bottom) in boxes(figure):
        assert left >= -0.5 and right <= width + 0.5 and top >= -1 and bottom <= height + 0.5, words
    assert overlapping(figure) == []


def spine_with(label: str = "", **row: Any) -> Figure:
    figure = spine_figure()
    assert isinstance(figure.picture, Spine)
    groups = tuple(
        (heading, tuple(replace(each, label=label or each.label, **row) for each in rows)) for heading, rows in figure.picture.groups
    )
    return replace(figure, picture=replace(figure.picture, groups=groups))


def funnel_with(**spot: Any) -> Figure:
    figure = funnel_figure()
    assert isinstance(figure.picture, Funnel)
    return replace(figure, picture=replace(figure.picture, spots=tuple(replace(each, **spot) for each in figure.picture.spots)))


def map_with(name: str) -> Figure:
    figure = map_figure()
    assert isinstance(figure.picture, AreaMap)
    return replace(figure, picture=replace(figure.picture, regions=tuple(replace(each, label=name) for each in figure.picture.regions)))


FIGURES = (spine_figure(), funnel_figure(), map_figure(), drawn.spine_figure(), drawn.funnel_figure(), drawn.map_figure())


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_every_text_is_inside_the_picture_and_none_is_over_another(figure: Figure) -> None:
    assert_legible(figure)


@pytest.mark.parametrize("name", ODD)
def test_a_long_or_odd_name_is_cut_escaped_and_still_legible(name: str) -> None:
    for figure in (spine_with(name), funnel_with(label=name), map_with(name)):
        assert_legible(figure)
        assert "<b>" not in svg(figure)


def test_a_spine_prints_the_ends_the_own_value_and_the_median_of_every_row() -> None:
    assert {"1\u00a0000", "3\u00a0900", "1\u00a0950", "2\u00a0400", "90\u00a0000", "antal, 2025 (log-skala)"} <= set(texts(spine_figure()))
    assert {"◄ lägst i landet", "högst i landet ►", "Umeå", "median", "en kommun", "mellersta hälften"} <= set(texts(spine_figure()))


def test_the_own_sign_stands_at_its_place_and_the_interval_under_it() -> None:
    plain = svg(spine_figure())
    assert plain.count('fill="#0B5394" stroke="#FFFFFF" stroke-width="1"') == 3  # two rows and the key
    thick = 'stroke="#0B5394" stroke-width="3.2"'
    assert svg(spine_with(interval=(Mark(1.0, 0.2), Mark(2.0, 0.6)))).count(thick) == plain.count(thick) + 2


def test_equal_values_draw_one_tick_in_the_middle() -> None:
    figure = figure_of(composed(everywhere(country(7, first=7, step=0)), block(BlockKind.RYGGRAD)))
    assert "nan" not in svg(figure)
    assert_legible(figure)


def test_a_spine_of_twenty_indicators_and_of_one_are_legible() -> None:
    figure = spine_figure()
    assert isinstance(figure.picture, Spine)
    for rows in (1, 20):
        groups = tuple((heading, inside[:1] * rows) for heading, inside in figure.picture.groups[:1])
        assert_legible(replace(figure, picture=replace(figure.picture, groups=groups), height_mm=18 + 8.8 * rows))


def test_every_area_outside_the_limits_is_named_even_in_a_crowd() -> None:
    crowd = funnel_with(outside="över gränsen", x=200.0, y=1.2)
    assert isinstance(crowd.picture, Funnel)
    assert {spot.label for spot in crowd.picture.spots} <= set(texts(crowd))
    assert overlapping(crowd) == []


def test_an_area_inside_the_limits_is_named_only_where_its_name_covers_nothing() -> None:
    crowd = funnel_with(outside="", x=200.0, y=1.2)
    assert isinstance(crowd.picture, Funnel)
    named = {spot.label for spot in crowd.picture.spots} & set(texts(crowd))
    assert 0 < len(named) < len(crowd.picture.spots)
    assert overlapping(crowd) == []


def test_the_limits_are_told_apart_by_their_dashes_and_named_on_both_sides() -> None:
    assert svg(funnel_figure()).count('stroke-dasharray="2.5 2"') == 2
    assert [texts(funnel_figure()).count(name) for name in ("95\u00a0%", "99,8\u00a0%", "alla områden")] == [2, 2, 1]


def test_an_area_on_the_map_carries_its_class_and_the_legend_says_what_it_means() -> None:
    figure = map_figure()
    assert isinstance(figure.picture, AreaMap)
    found = texts(figure)
    for level, words in enumerate(figure.picture.levels):
        inside = sum(region.level == level for region in figure.picture.regions)
        assert found.count(str(level + 1)) == inside + 1  # in each area, and in the legend
        assert words in found
    assert "○ uppgift saknas" in found
    assert {region.label for region in figure.picture.regions} <= set(", ".join(found).split(", "))


def test_what_is_missing_is_hatched_and_the_own_municipality_outlined() -> None:
    assert svg(map_figure()).count(f'fill="url(#{map_figure().id}-utan)"') == 2  # the area and the legend
    assert svg(map_figure()).count('stroke="#0B5394" stroke-width="1.8"') == 2


def test_a_small_area_has_no_text_that_does_not_fit() -> None:
    tiny = [square(OWN, 0, 0, "Umeå"), square("2401", 40, 0, "Liten", size=0.05)]
    figure = figure_of(composed(everywhere({OWN: 5.0, "2401": 9.0}), block(BlockKind.KARTA, source="granser"), boundaries=tiny))
    assert texts(figure).count("2") == 1
    assert_legible(figure)


def test_a_map_of_a_country_is_small_and_lists_no_names() -> None:
    areas = [square(f"{1000 + index}", index % 17, index // 17, f"Kommun {index}", size=0.3) for index in range(289)]
    values: dict[str, float | str] = {each.area: float(index) for index, each in enumerate(areas)}
    figure = figure_of(composed(everywhere(values), block(BlockKind.KARTA, source="granser"), boundaries=areas))
    assert len(svg(figure)) < 120_000
    assert not any(words.startswith("Kommun") for words in texts(figure))


def test_a_text_is_broken_between_words_and_cut_only_on_its_last_line() -> None:
    assert lines("ett två tre", text_width("ett två", 8)) == ["ett två", "tre"]
    assert lines("", 50) == []
    assert lines("ett", 1) == ["…"]
    assert shortened("kort", 100) == "kort"
    cut = shortened(LONG, 60)
    assert cut.endswith("…") and text_width(cut, 8) <= 60
