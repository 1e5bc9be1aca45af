"""A map tells every class by a number and a word, leaves nothing to colour, and never colours what is missing."""

from __future__ import annotations

from typing import Any

import pytest
from builders_areas import OWN, PARTS, RATE, block, composed, everywhere, figure_of, square

from briefing.document.figure import AreaMap, Region
from briefing.document.figure_table import figure_table
from briefing.document.outline import BlockKind
from briefing.findings.classes import class_of, quarter_limits
from briefing.terms.gap import GapReason

MAP = block(BlockKind.KARTA, source="granser")
CODES = (OWN, "2401", "2403", "2404", "2409", "2417", "2418", "2421")
AREAS = [square(code, index % 4, index // 4, f"Område {code}") for index, code in enumerate(CODES)]
VALUES: dict[str, float | str] = {code: 1000.0 + 100 * index for index, code in enumerate(CODES)}


def drawn(values: dict[str, float | str] | None = None, boundaries: Any = None, **more: Any) -> AreaMap:
    given = everywhere(VALUES if values is None else values)
    areas = AREAS if boundaries is None else boundaries
    picture = figure_of(composed(given, block(BlockKind.KARTA, source="granser", **more), boundaries=areas)).picture
    assert isinstance(picture, AreaMap)
    return picture


def by_code(areas: AreaMap) -> dict[str, Region]:
    return {region.code: region for region in areas.regions}


def test_classes_have_a_quarter_of_the_areas_each_and_say_from_where_to_where() -> None:
    areas = drawn()
    assert [sum(region.level == level for region in areas.regions) for level in range(4)] == [2, 2, 2, 2]
    assert areas.levels == ("1\u00a0000–1\u00a0100", "1\u00a0200–1\u00a0300", "1\u00a0400–1\u00a0500", "1\u00a0600–1\u00a0700")


def test_declared_classes_are_the_same_in_every_edition_also_when_one_is_empty() -> None:
    areas = drawn(classes=(500.0, 1200.0, 1650.0))
    assert areas.levels == ("under 500", "500 till under 1\u00a0200", "1\u00a0200 till under 1\u00a0650", "1\u00a0650 eller mer")
    assert sorted(region.level for region in areas.regions) == [1, 1, 2, 2, 2, 2, 2, 3]


def test_an_area_without_a_value_has_no_class_and_is_named() -> None:
    values = {**VALUES, "2401": "saknas", "2403": "sekretess"}
    del values["2404"]
    found = figure_of(composed(everywhere(values), MAP, boundaries=AREAS))
    assert isinstance(found.picture, AreaMap)
    regions = by_code(found.picture)
    assert [(regions[code].level, regions[code].value) for code in ("2401", "2403", "2404")] == [(-1, None)] * 3
    assert "Skyddad uppgift för Område 2403. Uppgift saknas för Område 2401 och Område 2404." in found.alt
    rows = {row[0].text: [cell.symbol + cell.text for cell in row[1:]] for row in figure_table(found).rows}
    assert rows["Område 2403"] == ["×", "×"]
    assert rows["Område 2401"] == ["○uppgift saknas", "uppgift saknas"]
    assert {code for code, region in regions.items() if region.protected} == {"2403"}
    assert found.picture.protected == "skyddad uppgift"
    assert "betyder inte att problemet saknas" in found.notes[0]
    assert [row[1].text for row in figure_table(found).rows].count("uppgift saknas") == 2


def test_equal_values_are_one_class_and_never_parted() -> None:
    areas = drawn(dict.fromkeys(CODES, 5.0))
    assert (areas.levels, {region.level for region in areas.regions}) == (("5",), {0})
    limits = quarter_limits([1, 1, 1, 1, 1, 9])
    assert [class_of(value, limits) for value in (1, 9)] == [0, 1]
    assert quarter_limits([3.0]) == quarter_limits([]) == ()
    assert [class_of(value, quarter_limits([1, 2])) for value in (1, 2)] == [0, 1]


def test_a_map_of_one_municipality_is_drawn() -> None:
    areas = drawn({OWN: 5.0}, [AREAS[0]])
    assert [(region.code, region.level, region.is_own) for region in areas.regions] == [(OWN, 0, True)]


def test_parts_of_the_municipality_can_be_mapped_and_are_no_gap_of_the_whole() -> None:
    values: dict[str, float | str] = {code: 10.0 * index for index, code in enumerate(PARTS.values(), start=1)}
    boundaries = [square(code, index, 0, name) for index, (name, code) in enumerate(PARTS.items())]
    areas = drawn(values, boundaries)
    assert [region.label for region in areas.regions] == list(PARTS)
    assert not any(region.is_own for region in areas.regions)


def test_only_the_areas_within_are_drawn() -> None:
    elsewhere = square("0180", 9, -9, "Stockholm")
    assert len(drawn({**VALUES, "0180": 1.0}, [*AREAS, elsewhere], within="24").regions) == 8
    assert len(drawn({**VALUES, "0180": 1.0}, [*AREAS, elsewhere]).regions) == 9


def test_the_text_for_who_cannot_see_it_says_the_own_class_the_lowest_and_the_highest() -> None:
    assert figure_of(composed(everywhere(VALUES), MAP, boundaries=AREAS)).alt == (
        "Karta. Prov, 2025. Område 2480: 1\u00a0000, klass 1 av 4 (1\u00a0000–1\u00a0100). "
        "Lägst Område 2480 1\u00a0000, högst Område 2421 1\u00a0700; 8 områden har ett värde."
    )


def test_every_area_rests_on_its_value_and_on_the_delivered_boundaries() -> None:
    assert {region.basis for region in drawn().regions} == {("fordelning:brott:ar", "leverans:granser/2025")}


def test_without_boundaries_or_values_there_is_a_gap_that_says_which() -> None:
    (gap,) = composed(everywhere(VALUES), MAP).gaps
    assert (gap.reason, gap.detail) == (GapReason.EJ_LEVERERAD, "Prov: kartan saknas, eftersom gränserna (Gränser) inte har kommit.")
    (gap,) = composed(everywhere({"0180": 1.0}), MAP, boundaries=AREAS).gaps
    assert gap.subject == RATE.id


@pytest.mark.parametrize("name", ["Ekbacken & <b>Lunden</b>", "Skogen 🌲", "x" * 300])
def test_a_name_stands_as_it_was_delivered(name: str) -> None:
    assert by_code(drawn({OWN: 5.0}, [square(OWN, 0, 0, name)]))[OWN].label == name
