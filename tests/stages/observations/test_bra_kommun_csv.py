"""Brå's yearly table per municipality: both editions, the recorded one and one made after the published header."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from builders_deliveries import assert_accounted_for, delivery, part, point

from briefing.observations.bra_kommun_csv import CATEGORY, read
from briefing.observations.reading import Reading
from briefing.sources.source import Source
from briefing.terms.indicator import Unit

_LINES = files("briefing.workspace").joinpath("kommuner.csv").read_text("utf-8").splitlines()[1:]
AREAS = {line.split(";")[2]: line.split(";")[0] for line in _LINES}
SOURCE = Source(id="bra-kommuner", areas=AREAS, indicators={CATEGORY: "anmalda-brott-kommun"})
NEWER = "Kommun;Antal;Per 100 000 inv.\r\n"


def reading_of(text: str, name: str = "2025.csv", covers: str = "2025", source: Source = SOURCE) -> Reading:
    reading = read(delivery(part(name, text, "utf-8-sig"), covers=covers), source)
    assert_accounted_for(reading)
    return reading


def test_the_recorded_edition_gives_all_290_municipalities_and_umea_as_it_was_then(shared_data: Path) -> None:
    name = "bra_anmalda_brott_kommuner_2021_prel.utf8bom.csv"
    reading = read(delivery(part(name, (shared_data / "bra_sol" / name).read_bytes()), covers="2021"), SOURCE)
    assert_accounted_for(reading)
    assert (reading.rows_read, reading.rows_refused, reading.unmapped, reading.doubts) == (290, 0, 0, ())
    assert len(set(reading.observations.frame["area"])) == 290
    umea = point(reading, "anmalda-brott-kommun", "2480", "2021")
    assert (umea.value, umea.status, umea.citations[0].place) == (10819, "preliminar", "rad 240")
    assert point(reading, "anmalda-brott-kommun", "2480", "2021", Unit.PER_100K).value == 8306
    assert point(reading, "anmalda-brott-kommun", "0180", "2021").value == 207861  # Stockholm, without kommun
    assert point(reading, "anmalda-brott-kommun", "2023", "2021").value == 763  # Malung–Sälens kommun


def test_the_newer_edition_has_a_header_and_blanks_between_thousands() -> None:
    reading = reading_of(NEWER + "Ale kommun;2 537;7 840\r\nUmeå kommun;12 411;9 210\r\n")
    umea = point(reading, "anmalda-brott-kommun", "2480", "2025")
    assert (umea.value, umea.status) == (12411, "slutlig")


def test_without_a_header_the_first_line_is_a_municipality_and_its_values_are_preliminary() -> None:
    reading = reading_of("Umeå kommun;10819;8306\nArjeplogs kommun;189;6969\n", "2021.csv", "2021")
    assert point(reading, "anmalda-brott-kommun", "2480", "2021").status == "preliminar"
    assert point(reading, "anmalda-brott-kommun", "2506", "2021").value == 189


def test_the_year_is_that_of_the_files_name_else_of_the_delivery() -> None:
    rows = NEWER + "Umeå kommun;5;9\n"
    assert list(reading_of(rows, "Anmälda brott kommunerna 2024.csv").observations.frame["period"]) == ["2024", "2024"]
    assert list(reading_of(rows, "tabell.csv").observations.frame["period"]) == ["2025", "2025"]
    (refusal,) = reading_of(rows, "tabell.csv", "2026-K2").refusals
    assert refusal.found == "en leverans som gäller 2026-K2"


@pytest.mark.parametrize(
    ("row", "found", "place"),
    [
        ("Umeå kommun;12,5;9", '"12,5"', "rad 2, Antal"),
        ("Umeå kommun;12411", '""', "rad 2, Per 100 000 inv."),
        ("Umeå kommun;12.411;9", '"12.411"', "rad 2, Antal"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_place(row: str, found: str, place: str) -> None:
    (refusal,) = reading_of(f"{NEWER}{row}\nAle kommun;1;2\n").refusals
    assert (refusal.found, refusal.place) == (found, place)


def test_a_marker_is_missing_and_a_city_district_is_not_used() -> None:
    reading = reading_of(NEWER + "Umeå kommun;..;..\nNorrmalm;5;6\n")
    assert point(reading, "anmalda-brott-kommun", "2480", "2025").status == "saknas"
    assert (reading.unmapped, reading.doubts) == (1, ())


@pytest.mark.parametrize(
    "text", ["Region;Brott;År;Period;Antal;/100 000 inv\nUmeå kommun;X;År;2025;5;9;\n", "Kommun;Antal\nUmeå;5\n", "a;b;c\nd;e;f\n"]
)
def test_another_table_is_refused_whole(text: str) -> None:
    (refusal,) = reading_of(text).refusals
    assert refusal.expected == 'tre kolumner: "Kommun;Antal;Per 100 000 inv."'
