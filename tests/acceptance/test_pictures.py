"""A map and a funnel in a kind of edition of one's own, from deliveries to a web page, without Python."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from workspaces import briefing, edited

OUTLINE = """
title = "Lägesbild {{ kommun }}"
subtitle = "{{ period }}"
tagline = "Kartor"

[[section]]
number = "8"
heading = "Områdesbilder"

[[section.block]]
kind = "karta"
caption = "Anmälda brott per 100 000 invånare i länets kommuner"
indicators = ["anmalda-brott-kolada/ar"]
source = "kommungranser"

[[section.block]]
kind = "tratt"
caption = "Anmälda brott i kommunens delar"
indicators = ["brott-omrade/ar"]
"""
INDICATOR = """
[brott-omrade]
label = "Anmälda brott per område"
definition = "Anmälda brott efter områdets plats."
unit = "antal"
polarity = "tolkas"
problem_area = "brott-totalt"
law = "R-04a"
"""
SOURCE = """
format = "tabell"
title = "Brott per område"
producer = "Exempel"
sensitivity = "intern"
synthetic = true

[areas]
"Exempelområdet" = "2480-01"
"Exempelbyn & Co" = "2480-02"
"Exempelhamnen" = "2480-03"

[indicators]
Alla = "brott-omrade"

[table.columns]
area = "Område"
indicator = "Brott"
period = "År"
antal = "Antal"
per_100k = "Per 100 000"
"""
AREAS = ("Exempelområdet", "Exempelbyn & Co", "Exempelhamnen")
ROWS = """Område;Brott;År;Antal;Per 100 000
Exempelområdet;Alla;2025;520;1300
Exempelbyn & Co;Alla;2025;300;714
Exempelhamnen;Alla;2025;210;800
"""


@pytest.fixture
def mapped(workspace: Path) -> Path:
    """The demo with a kind of edition that has a map and a funnel."""
    (workspace / "templates/utgavor/kartor.toml").write_text(OUTLINE, encoding="utf-8")
    catalogue = workspace / "sources/indicators.toml"
    catalogue.write_text(catalogue.read_text("utf-8") + INDICATOR, encoding="utf-8")
    return workspace


def produced(root: Path) -> dict[str, str]:
    """The web page and the record of the edition."""
    call = briefing(root, "produce", "--kind", "kartor", "--period", "2026-K2")
    assert call.code == 0, call.out + call.err
    folder = root / "output/drafts/2480-kartor-2026-K2"
    files = [folder / f"2480-kartor-2026-K2{ending}" for ending in (".html", ".json")]
    return {path.suffix: path.read_text("utf-8") for path in files}


def test_without_areas_the_funnel_is_a_gap_and_the_map_is_there(mapped: Path) -> None:
    page = produced(mapped)[".html"]
    assert page.count("<svg") == 1
    assert "Karta. Anmälda brott per 100\u00a0000 invånare i länets kommuner, 2025. Umeå: 9\u00a0210, klass 2 av 4" in page
    assert "Anmälda brott per område: ingen uppgift för något år har levererats." in page


def test_with_areas_the_funnel_is_drawn_and_every_area_is_traced(mapped: Path) -> None:
    folder = mapped / "sources/brott-omraden"
    folder.mkdir()
    (folder / "source.toml").write_text(SOURCE, encoding="utf-8")
    (folder / "2025.csv").write_text(ROWS, encoding="utf-8")
    with (mapped / "briefing.toml").open("a", encoding="utf-8") as file:
        file.write("".join(f'\n[[area]]\ncode = "2480-0{place}"\nname = "{name}"\nkind = "eget"\n' for place, name in enumerate(AREAS, 1)))
    files = produced(mapped)
    assert files[".html"].count("<svg") == 2
    assert "Exempelbyn &amp; Co" in files[".html"]
    assert "EXEMPEL" in files[".html"]
    record = json.loads(files[".json"])
    assert [each["delivery"] for each in record["citations"]["tratt:brott-omrade:ar"]] == ["brott-omraden/2025"]
    assert [each["delivery"] for each in record["citations"]["leverans:kommungranser/2021"]] == ["kommungranser/2021"]
    assert record["gaps"] == []


def test_a_map_without_its_boundaries_is_a_gap_that_says_so(mapped: Path) -> None:
    (mapped / "sources/kommungranser/2021.geojson").unlink()
    page = produced(mapped)[".html"]
    assert "<svg" not in page
    assert "kartan saknas, eftersom gränserna (SCB, kommungränser) inte har kommit" in page


def test_a_map_that_names_no_source_or_classes_that_are_none_is_told_before_anything_is_made(mapped: Path) -> None:
    edited(mapped / "templates/utgavor/kartor.toml", 'source = "kommungranser"', "classes = [3, 2]")
    call = briefing(mapped, "check")
    assert call.code == 1
    assert "the block has no source" in call.out + call.err
    assert "these are no limits between classes" in call.out + call.err
