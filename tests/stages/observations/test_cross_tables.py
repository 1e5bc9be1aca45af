"""Tables with headings above them: cross tables, agencies' tables, surveys, the police's tables by code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders_deliveries import assert_accounted_for, delivery, part, point
from builders_workbooks import workbook

from briefing.observations import enkat, korstabell, myndighetstabell, polisen_brottskoder, tabell
from briefing.observations.heading import period_in, role_of
from briefing.observations.reading import Reading
from briefing.sources.layouts import CrossTable
from briefing.sources.source import Source, TableLayout
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, parse_period

BARE = Source()
AREAS = {"Umeå": "2480", "Luleå": "2580"}
TABLE = Source(id="k", areas=AREAS, crosstab=CrossTable(columns={"area": "Kommun"}, constants={"indicator": "otrygghet"}))


def read(reader: Any, content: str | bytes, source: Source, covers: str = "2025", **layout: Any) -> Reading:
    declared = replace(source, crosstab=replace(source.crosstab, **layout)) if layout and source.crosstab else source
    name = "fil.xlsx" if isinstance(content, bytes) else "fil.csv"
    reading: Reading = reader.read(delivery(part(name, content), source=declared.id or "fil", covers=covers), declared)
    assert_accounted_for(reading)
    return reading


def value(reading: Reading, indicator: str, area: str, period: str, group: str = "") -> tuple[Any, ...]:
    """Value or reason, ends of the interval and answers of the only value in its measure."""
    frame = reading.observations.frame
    (row,) = frame[(frame.indicator == indicator) & (frame.area == area) & (frame.period == period) & (frame.group == group)].to_dict(
        "records"
    )
    told = row["value"] if row["status"] in ("slutlig", "preliminar") else row["status"]
    return told, *(None if row[side] != row[side] else row[side] for side in ("lower", "upper", "n"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024", "2024"),
        ("2015*", "2015"),
        ("2024-K1", "2024-K1"),
        ("2024K2", "2024-K2"),
        ("Kv 1 2024", "2024-K1"),
        ("kvartal 4, 2024", "2024-K4"),
        ("jan 2024", "2024-01"),
        ("2024 september", "2024-09"),
        ("2024-01", "2024-01"),
        ("2024M05", "2024-05"),
        ("2024-05-01", "2024-05"),
        ("2024-05-14", "2024-05-14"),
        ("Antal 2023", "2023"),
        ("2026 prel.", "2026"),
    ],
)
def test_the_period_of_a_heading(text: str, code: str) -> None:
    assert period_in(text) == parse_period(code)


@pytest.mark.parametrize("text", ["", "Antal", "2021-2024", "2021–2024", "2024-13", "12345", "120 2480"])
def test_no_period_in_a_heading(text: str) -> None:
    assert period_in(text) is None


def test_what_a_column_holds_is_said_by_its_innermost_heading() -> None:
    assert role_of(("Andel (%)", "KI undre"), {}) == "lower"
    assert role_of(("2024", "Antal per 100 000 inv."), {}) == "per_100k"
    assert role_of(("Antal svar",), {}) == "n"
    assert role_of(("Otrygga",), {"otrygga": "andel"}) == "andel"
    assert role_of(("Kommun",), {}) == ""


def test_areas_are_rows_periods_are_columns_and_the_unit_stands_above() -> None:
    rows = "Umeå;9 016;8 969,5;..\nLuleå;1;2;3\nMalmö;4;5;6\n;;;\nKälla: Brå;;;\n"
    text = f"Anmälda brott. Antal per 100 000 invånare\n\nKommun;2023;2024;2025 prel.\n{rows}"
    reading = read(korstabell, text, TABLE)
    assert (reading.rows_read, reading.unmapped) == (3, 1)
    found = point(reading, "otrygghet", "2480", "2024", Unit.PER_100K)
    assert (found.value, found.citations[0].place) == (8969.5, "rad 4")
    assert point(reading, "otrygghet", "2580", "2025", Unit.PER_100K).is_preliminary
    missing = point(reading, "otrygghet", "2480", "2025", Unit.PER_100K).value
    assert isinstance(missing, Gap) and missing.reason is GapReason.SAKNAS


def test_years_over_units_in_merged_cells() -> None:
    rows = [
        ["Brott"],
        ["Kommun", "2024", None, "2025", None],
        [None, "Antal", "Per 100 000", "Antal", "Per 100 000"],
        ["Umeå", 10, 5.5, 12, "6,5"],
    ]
    reading = read(korstabell, workbook({"T": rows}, merged={"T": ["B2:C2", "D2:E2", "A2:A3"]}), TABLE)
    assert point(reading, "otrygghet", "2480", "2025").value == 12
    found = point(reading, "otrygghet", "2480", "2025", Unit.PER_100K)
    assert (found.value, found.citations[0].place) == (6.5, "blad T, rad 4")


def test_months_under_their_year() -> None:
    rows = [["Kommun", "2025", None, "2026", None], [None, "nov", "dec", "jan", "feb"], ["Umeå", 1, 2, 3, 4]]
    reading = read(korstabell, workbook({"T": rows}, merged={"T": ["B1:C1", "D1:E1"]}), TABLE)
    assert [point(reading, "otrygghet", "2480", code).value for code in ("2025-11", "2025-12", "2026-01", "2026-02")] == [1, 2, 3, 4]


def test_a_known_area_with_blank_cells_is_missing_and_other_text_is_a_note() -> None:
    reading = read(korstabell, "Kommun;2024\nUmeå;\nLuleå;3\nKälla: egen;\n", TABLE)
    assert reading.rows_read == 2
    assert value(reading, "otrygghet", "2480", "2024")[0] == "saknas"


WRONG = {
    "another heading": ("Kommunnamn;2024\nUmeå;1\n", {}, 'rubrikerna "Kommunnamn;2024", närmast "Kommunnamn"', 'kolumnen "Kommun"'),
    "no period": ("Kommun;Län\nUmeå;AC\n", {}, 'rubrikerna "Kommun; Län"', "rubriker som nämner en period"),
    "no rows": ("Kommun;2024\n", {}, 'rubrikerna "Kommun; 2024" utan någon rad under', "rader med ett namn och tal"),
    "a text": ("Kommun;2024\nUmeå;ett\nLuleå;1\n", {}, '"ett"', "ett heltal"),
    "a footnote in a cell": ("Kommun;2024\nUmeå;12*\nLuleå;1\n", {}, '"12*"', "ett heltal"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "layout", "found", "expected"), WRONG.values(), ids=WRONG.keys())
def test_a_layout_that_is_declared_wrongly_says_what_it_found_instead(text: str, layout: dict[str, Any], found: str, expected: str) -> None:
    (refusal,) = read(korstabell, text, TABLE, **layout).refusals
    assert refusal.found == found
    assert refusal.expected.startswith(expected)


def test_a_sheet_that_is_not_there_is_told_with_the_nearest() -> None:
    content = workbook({"Tabell 1": [["Kommun", "2024"], ["Umeå", 1]], "Info": [["Om"]]})
    (refusal,) = read(korstabell, content, TABLE, sheet="Tabel 1").refusals
    assert refusal.found == 'bladen "Tabell 1", "Info", närmast "Tabell 1"'
    reading = read(korstabell, content, TABLE)
    assert [each.text for each in reading.doubts] == ['Bladen "Info" har ingen tabell av det slag som är deklarerat och används inte.']


def test_a_value_takes_the_deliverys_period_where_nothing_says_another() -> None:
    assert value(read(korstabell, "Kommun;Andel\nUmeå;31,5\n", TABLE, covers="2025"), "otrygghet", "2480", "2025")[0] == 31.5
    yearly = replace(TABLE, covers=Frequency.AR)
    (refusal,) = read(korstabell, "Kommun;Andel\nUmeå;31,5\n", yearly, covers="2025-K1").refusals
    assert refusal.found == "ett värde utan period"


def test_the_recorded_interval_columns_are_beside_their_year(shared_data: Path) -> None:
    content = (shared_data / "bra_shape_samples" / "bra_ntu_sample.xlsx").read_bytes()
    reading = read(enkat, content, BARE)
    assert reading.rows_refused == 0
    assert value(reading, "4A.1", "Samtliga 16-84 år", "2018") == (pytest.approx(27.88571193307804), 27.0, 28.5, None)
    assert value(reading, "4A.1", "Samtliga 16-84 år", "2017")[1:] == (None, None, None)


def test_the_recorded_table_of_forsakringskassan_is_read_row_by_row(shared_data: Path) -> None:
    content = (shared_data / "forsakringskassan" / "ohalsotal_2024_11_06.xlsx").read_bytes()
    source = Source(id="fk", areas={"Riket": "00", "17 Värmlands län": "17"}, indicators={"Ohälsotalet": "ohalsotal"})
    reading = read(myndighetstabell, content, source)
    assert (reading.rows_read, reading.rows_refused, reading.unmapped) == (108, 0, 54)
    assert value(reading, "ohalsotal", "17", "2024-09")[0] == 27.9
    assert value(reading, "ohalsotal", "17", "2024-09", "K")[0] == 34.6
    assert value(reading, "ohalsotal", "00", "2024-09", "M")[0] == 18.0
    assert len(read(myndighetstabell, content, BARE).observations) == 108


def test_text_years_over_groups_in_two_rows() -> None:
    rows = [
        ["Unga som varken arbetar eller studerar, andel (%)"],
        [],
        ["Kommun", "2022", None, None, "2023", None, None],
        [None, "Totalt", "Tjejer", "Killar", "Totalt", "Tjejer", "Killar"],
        ["Umeå", 6.1, 5.5, "6,7", "..", 5, 6],
        ["Källa: MUCF"],
    ]
    source = Source(id="m", areas=AREAS, indicators={"uvas": "uvas"}, crosstab=CrossTable(constants={"indicator": "uvas"}))
    reading = read(myndighetstabell, workbook({"T": rows}, merged={"T": ["B3:D3", "E3:G3"]}), source)
    assert value(reading, "uvas", "2480", "2022")[0] == 6.1
    assert value(reading, "uvas", "2480", "2022", "M")[0] == 6.7
    assert value(reading, "uvas", "2480", "2023")[0] == "saknas"
    assert set(reading.observations.frame["measure"]) == {"andel"}


SURVEY = Source(
    id="t",
    indicators={"Otrygg ute": "otrygghet", "Oro": "oro"},
    crosstab=CrossTable(columns={"indicator": "Fråga"}, constants={"area": "2480"}),
)


def test_a_survey_has_answers_and_an_interval_written_as_ends_or_as_a_margin() -> None:
    margin = "Fråga;Andel (%);Felmarginal;Antal svar\nOtrygg ute;31,5;±3,1;512\n"
    assert value(read(enkat, margin, SURVEY), "otrygghet", "2480", "2025") == (31.5, 28.4, 34.6, 512)
    ends = "Fråga;2025;;;\n;Andel;Undre gräns;Övre gräns;Antal svar\nOtrygg ute;31,5;28;35;512\n"
    assert value(read(enkat, ends.replace("2025;;;", "2025;2025;2025;2025"), SURVEY), "otrygghet", "2480", "2025") == (31.5, 28, 35, 512)


def test_few_answers_are_never_shown() -> None:
    reading = read(enkat, "Fråga;Andel;Antal svar\nOtrygg ute;31,5;30\nOro;20;29\n", SURVEY)
    assert value(reading, "otrygghet", "2480", "2025")[0] == 31.5
    assert value(reading, "oro", "2480", "2025") == ("sekretess", None, None, 29)
    assert value(read(enkat, "Fråga;Andel;Antal svar\nOro;20;49\n", SURVEY, fewest_answers=50), "oro", "2480", "2025")[0] == "sekretess"


POLICE = Source(
    id="p", areas={"Teg": "2480R1", "Ersboda": "2480R2"}, indicators={"0365": "skadegorelse", "9802": "inbrott", "9803": "inbrott"}
)
WIDE = [["Brottskod", "Område", "2026-01", "2026-02"], [365, "Teg", 3, 2], ["9802", "Teg", 1, ".."], ["9803 Inbrott", "Teg", 4, 1]]
LONG = (
    "Brottskod;Område;Månad;Antal\n"
    "0365;Teg;2026-01;3\n"
    "0365;Teg;feb 2026;2\n"
    "9802;Teg;2026-01;1\n"
    "9802;Teg;2026-02;..\n"
    "9803;Teg;2026-01;4\n"
    "9803;Teg;2026-02;1\n"
)


@pytest.mark.parametrize("content", [workbook({"Brott": WIDE}), LONG], ids=["wide", "long"])
def test_codes_of_one_indicator_are_added_and_a_missing_one_makes_the_sum_missing(content: str | bytes) -> None:
    reading = read(polisen_brottskoder, content, POLICE, covers="2026-02")
    assert reading.rows_refused == reading.unmapped == 0
    assert [value(reading, "skadegorelse", "2480R1", code)[0] for code in ("2026-01", "2026-02")] == [3, 2]
    assert [value(reading, "inbrott", "2480R1", code)[0] for code in ("2026-01", "2026-02")] == [5, "saknas"]


def test_a_sum_names_the_rows_it_was_made_of_and_a_code_that_is_not_there_is_a_doubt() -> None:
    reading = read(
        polisen_brottskoder, workbook({"B": WIDE}), replace(POLICE, indicators={**POLICE.indicators, "9999": "inbrott"}), covers="2026-02"
    )
    places = set(reading.observations.frame.query("indicator == 'inbrott'")["place"])
    assert places == {"blad B, rad 3, blad B, rad 4"}
    assert [each.text for each in reading.doubts] == [
        "Brottskoder som källan räknar med men som inte finns i filen: 9999. Summorna är utan dem."
    ]


def test_a_table_with_declared_columns_may_be_a_workbook_with_a_title() -> None:
    layout = TableLayout({"area": "Kommun", "period": "År", "value": "Andel"}, constants={"indicator": "otrygghet"}, measure="andel")
    content = workbook({"Info": [["Om"]], "Data": [["Trygghet i kommunen"], [], ["Kommun", "År", "Andel"], ["Umeå", 2025, 31.5]]})
    reading = read(tabell, content, Source(id="t", areas=AREAS, table=replace(layout, sheet="Data")))
    found = point(reading, "otrygghet", "2480", "2025", Unit.ANDEL)
    assert (found.value, found.citations[0].place) == (31.5, "blad Data, rad 4")
