"""Brå's workbooks: the ready tables on their recorded shapes, and "Indikatorer för kommuners lägesbild" on files made after its layout.

No copy of the latter has been found: the made ones follow what two working parsers of it expect.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from builders_deliveries import assert_accounted_for, delivery, part, point, series
from builders_workbooks import workbook
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.observations import bra_lagesbild, bra_tabell
from briefing.observations.bra_lagesbild import category_of
from briefing.observations.reading import Reading
from briefing.observations.year_tables import year_of
from briefing.sources.source import Source
from briefing.terms.indicator import Unit

_LINES = files("briefing.workspace").joinpath("kommuner.csv").read_text("utf-8").splitlines()[1:]
AREAS = {line.split(";")[1]: line.split(";")[0] for line in _LINES}
UNSAFE = "Otrygghet vid utevistelse sent på kvällen"
SOURCE = Source(
    id="bra-indikatorer",
    areas={**AREAS, "Västerbottens län": "24"},
    indicators={"Misshandel": "misshandel", UNSAFE: "otrygghet"},
)
REPORTED = [
    ["Misshandel (anmälda brott) i kommunen, länet och riket 2023–2024"],
    [None, "Antal 2023", "Antal 2024 prel.", "Antal per 100 000 inv. 2023", "Antal per 100 000 inv. 2024 prel."],
    ["Umeå kommun", 701, "..", 529, ".."],
    ["Västerbottens län", 1500, 1600, 545, 580],
    ["Riket", 81234, 82345, 771, 780],
    ["Källa: Brå"],
]
SURVEY_ACROSS = [
    [f"{UNSAFE} 2017–2024, enligt NTU 2017–2024. Andel (%)"],
    [None, "NTU 2023", "NTU 2024"],
    ["Umeå", 24.5, 25.1],
    ["Riket", 27.3, "28,0"],
]
SURVEY_DOWN = [
    [f"{UNSAFE}, enligt NTU 2017–2024. Andel (%)"],
    [None, "Umeå", None, None, "Riket", None, None],
    ["År", "Andel", "KI undre", "KI övre", "Andel", "KI undre", "KI övre"],
    ["2023", 24.5, 20.1, 28.9, 27.3, 26.8, 27.8],
    [2024, "..", "..", "..", 28, 27.5, 28.5],
    ["1) 2020 ändrades metoden."],
]


def reading_of(reader: Any, sheets: dict[str, Any], source: Source = SOURCE, **more: Any) -> Reading:
    reading: Reading = reader.read(delivery(part("Umeå.xlsx", workbook(sheets, **more)), covers="2024"), source)
    assert_accounted_for(reading)
    return reading


def test_reported_offences_have_geographies_down_and_years_across() -> None:
    reading = reading_of(bra_lagesbild, {"Innehåll": [["Innehåll"]], "Misshandel (anmälda)": REPORTED})
    assert (reading.rows_read, reading.rows_refused, len(reading.observations)) == (3, 0, 12)
    umea = point(reading, "misshandel", "2480", "2023")
    assert (umea.value, umea.citations[0].place) == (701, "blad Misshandel (anmälda), rad 3")
    assert point(reading, "misshandel", "2480", "2024", Unit.PER_100K).status == "saknas"
    assert point(reading, "misshandel", "00", "2024", Unit.PER_100K).status == "preliminar"
    assert point(reading, "misshandel", "24", "2023", Unit.PER_100K).value == 545


def test_the_survey_is_read_in_both_layouts_that_it_has_had() -> None:
    across = reading_of(bra_lagesbild, {"Otrygghet (NTU)": SURVEY_ACROSS})
    down = reading_of(bra_lagesbild, {"Otrygghet (NTU)": SURVEY_DOWN}, merged={"Otrygghet (NTU)": ["B2:D2", "E2:G2"]})
    for reading in (across, down):
        assert point(reading, "otrygghet", "2480", "2023", Unit.ANDEL).value == 24.5
        assert point(reading, "otrygghet", "00", "2024", Unit.ANDEL).value == 28
    told = point(down, "otrygghet", "2480", "2023", Unit.ANDEL)
    assert (told.lower, told.upper, told.citations[0].place) == (20.1, 28.9, "blad Otrygghet (NTU), rad 4")
    assert point(down, "otrygghet", "2480", "2024", Unit.ANDEL).status == "saknas"


def test_a_sheet_whose_title_does_not_name_the_survey_is_read_with_the_others() -> None:
    unnamed = [[UNSAFE + " 2017–2024. Andel (%)"], *SURVEY_ACROSS[1:]]
    reading = reading_of(bra_lagesbild, {"Misshandel (anmälda)": REPORTED, "Otrygghet": unnamed, "Om": [["Uppdaterad", "april 2026"]]})
    assert point(reading, "otrygghet", "2480", "2023", Unit.ANDEL).value == 24.5
    assert (reading.rows_read, reading.unmapped) == (5, 0)


def test_kommunen_is_the_municipality_that_the_file_is_named_after() -> None:
    rows = [*REPORTED[:2], ["Kommunen", 701, 702, 529, 530]]
    assert point(reading_of(bra_lagesbild, {"Misshandel (anmälda)": rows}), "misshandel", "2480", "2023").value == 701


def test_an_indicator_may_be_declared_by_the_name_of_its_sheet() -> None:
    source = replace(SOURCE, indicators={"Misshandel (anmälda)": "misshandel"})
    assert len(reading_of(bra_lagesbild, {"Misshandel (anmälda)": REPORTED}, source).observations) == 12


@pytest.mark.parametrize(
    ("rows", "found", "place"),
    [
        ([*REPORTED[:2], ["Umeå", 701.5, 1, 1, 1]], '"701,5"', "blad A (anmälda), rad 3, kolumn B"),
        ([*REPORTED[:2], ["Umeå", 701, "<5", 1, 1]], '"<5"', "blad A (anmälda), rad 3, kolumn C"),
        ([["Misshandel"], [None, "Värde 2023"], ["Umeå", 5]], 'rubriken "Värde" under "Misshandel"', "blad A (anmälda), rad 3"),
        ([["Misshandel (anmälda brott)"], ["Umeå", 5]], 'bladet "A (anmälda)" utan rader med värden', ""),
    ],
)
def test_what_cannot_be_used_is_refused_with_sheet_row_and_column(rows: Any, found: str, place: str) -> None:
    (refusal,) = reading_of(bra_lagesbild, {"A (anmälda)": rows}).refusals
    assert (refusal.found, refusal.place) == (found, place)


def test_another_workbook_names_its_sheets() -> None:
    (refusal,) = reading_of(bra_lagesbild, {"Blad1": [["Kommun", "Antal"], ["Umeå", 5]]}).refusals
    assert refusal.found == 'bladen "Blad1"'
    (refusal,) = reading_of(bra_tabell, {"Blad1": [["Kommun", "Antal"], ["Umeå", 5]]}).refusals
    assert refusal.found == '"Blad1"'


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("Misshandel (anmälda brott) i kommunen, länet och riket 2015–2024", "Misshandel"),
        ("Oro för brottsligheten i samhället 2017–2024, enligt NTU 2017–2024. Andel (%)", "Oro för brottsligheten i samhället"),
        ("Personrån (anmälda brott)", "Personrån"),
        (f"{UNSAFE} 2017–2024. Andel (%)", UNSAFE),
    ],
)
def test_the_category_is_the_title_without_what_is_said_of_its_data(title: str, category: str) -> None:
    assert category_of(title) == category


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2015*", ("", "2015", False)),
        ("2026 prel.", ("", "2026", True)),
        ("Antal per 100 000 inv. 2023", ("Antal per 100 000 inv.", "2023", False)),
        ("Konfidensintervall (95 %) undre gräns 2018", ("Konfidensintervall (95 %) undre gräns", "2018", False)),
        ("2017–2024", None),
        ("Antal 12023", None),
        ("Brottstyp", None),
    ],
)
def test_years_of_headers(text: str, told: Any) -> None:
    assert year_of(text) == told


def shape(shared_data: Path, name: str) -> Reading:
    content = (shared_data / "bra_shape_samples" / f"bra_{name}_sample.xlsx").read_bytes()
    reading = bra_tabell.read(delivery(part(f"{name}.xlsx", content), covers="2025"), Source())
    assert_accounted_for(reading)
    return reading


def test_the_recorded_shape_of_the_survey_has_groups_intervals_and_starred_years(shared_data: Path) -> None:
    reading = shape(shared_data, "ntu")
    assert (reading.rows_read, reading.rows_refused) == (7, 0)
    groups = reading.observations.frame.groupby("indicator")["group"].agg(lambda each: tuple(sorted(set(each))))
    assert groups.to_dict() == {
        "Brott mot enskild person": ("", "M"),
        "Misshandel": ("",),
        "Otrygghet vid utevistelse sent på kvällen i det egna bostadsområdet": ("", "16–19 år"),
        "Fortroende for rattsvasendet som helhet": ("", "16–19 år"),
    }
    person = {each.period.code: each for each in series(reading, "Brott mot enskild person", "", "2018", Unit.ANDEL).points}
    assert (person["2018"].lower, person["2018"].upper, person["2015"].status) == (19.57, 20.35, "saknas")


def test_the_recorded_shapes_of_years_down_and_of_clearance(shared_data: Path) -> None:
    deaths = shape(shared_data, "dodligt_vald")
    assert (deaths.rows_read, len(deaths.observations)) == (4, 8)
    assert point(deaths, "Konstaterade fall av dödligt våld", "", "2024").status == "saknas"
    clearance = shape(shared_data, "personuppklaring")
    assert (clearance.rows_read, len(clearance.observations)) == (3, 15)
    assert [each.status for each in series(clearance, "Bedrägeri m.m., totalt", "", "2016", Unit.ANDEL).points] == [
        *("saknas", "saknas", "slutlig", "slutlig", "saknas")
    ]


def test_a_ready_table_is_about_the_one_area_of_its_source() -> None:
    source = Source(id="bra-riket", areas={"Riket": "00"}, indicators={"Rån": "ran", "Brott: Stöld": "stold"})
    rows = [
        ["Anmälda brott 2023–2024, antal"],
        ["Lagrum", "Brottstyp", 2023, 2024],
        ["BrB 8 kap.", "Rån", 5, 6],
        ["", "Stöld", 7, 8],
        ["", "Häleri", 1, 2],
    ]
    reading = reading_of(bra_tabell, {"Brott": rows}, source)
    assert (point(reading, "ran", "00", "2024").value, point(reading, "stold", "00", "2023").value, reading.unmapped) == (6, 7, 1)


def test_a_ready_table_that_names_no_area_is_the_countrys_or_refused() -> None:
    source = Source(id="bra", areas={"Umeå": "2480", "Lund": "1281"}, indicators={"Rån": "ran"})
    rows = [["", "Brott", 2024], ["", "Rån", 5]]
    country = reading_of(bra_tabell, {"T": [["Anmälda brott i hela landet, antal"], *rows]}, source)
    assert point(country, "ran", "00", "2024").value == 5
    (refusal,) = reading_of(bra_tabell, {"T": [["Anmälda brott, antal"], *rows]}, source).refusals
    assert (refusal.found, refusal.place) == ('titeln "Anmälda brott, antal"', "blad T, rad 3")


def test_shares_that_excel_keeps_as_parts_of_one_are_a_doubt() -> None:
    rows = [SURVEY_ACROSS[0], SURVEY_ACROSS[1], ["Umeå", 0.245, 0.251]]
    (doubt,) = reading_of(bra_lagesbild, {"Otrygghet (NTU)": rows}).doubts
    assert doubt.text == 'Alla andelar är under en procent för "otrygghet": de kan vara skrivna som delar av ett.'
    assert reading_of(bra_lagesbild, {"Otrygghet (NTU)": SURVEY_ACROSS}).doubts == ()


@settings(max_examples=20, deadline=None)
@given(st.permutations(REPORTED[2:5]), st.integers(1, 2))
def test_the_order_of_rows_a_workbook_in_two_an_empty_sheet_and_a_note_change_nothing(rows: list[Any], cut: int) -> None:
    head = REPORTED[:2]
    expected = said(reading_of(bra_lagesbild, {"M (anmälda)": REPORTED}))
    sheets = {"Tom": [], "M (anmälda)": [*head, *rows, [], ["1) Preliminära uppgifter för 2024."]], "Om": [["Om statistiken"]]}
    assert said(reading_of(bra_lagesbild, sheets)) == expected
    halves = [part(f"Umeå {n}.xlsx", workbook({"M (anmälda)": [*head, *half]})) for n, half in enumerate((rows[:cut], rows[cut:]))]
    assert said(bra_lagesbild.read(delivery(*halves, covers="2024"), SOURCE)) == expected


def said(reading: Reading) -> set[tuple[str, str, str, str, float, str]]:
    frame = reading.observations.frame.fillna({"value": -1})
    assert not reading.refusals
    return set(zip(frame["indicator"], frame["area"], frame["period"], frame["measure"], frame["value"], frame["status"], strict=True))
