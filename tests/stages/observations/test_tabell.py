"""Tables with declared columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders_deliveries import NOTICES, assert_accounted_for, delivery, part, point

from briefing.observations.reading import Reading
from briefing.observations.tabell import period_of, read
from briefing.sources.source import Source, TableLayout
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit

HEADER = "Kommun;Typ;Månad;Antal;Status\n"


def reading_of(text: str, source: Source = NOTICES, **layout: Any) -> Reading:
    assert source.table is not None
    declared = replace(source, table=replace(source.table, **layout))
    reading = read(delivery(part("2026-06.csv", text), source=source.id), declared)
    assert_accounted_for(reading)
    return reading


def test_one_row_gives_one_value() -> None:
    found = point(reading_of(HEADER + "Umeå;Stöld;2026-05;12;fullständig\n"), "notiser-stold", "2480", "2026-05")
    assert (found.value, found.status, found.citations[0].place) == (12, "slutlig", "rad 2")


def test_a_number_and_a_rate_give_two_values() -> None:
    columns = {"area": "Kommun", "indicator": "Typ", "period": "År", "antal": "Antal", "per_100k": "Per 100 000"}
    reading = reading_of("Kommun;Typ;År;Antal;Per 100 000\nUmeå;Stöld;2025;2401;1 781,5\n", columns=columns)
    assert point(reading, "notiser-stold", "2480", "2025").value == 2401
    assert point(reading, "notiser-stold", "2480", "2025", Unit.PER_100K).value == 1781.5


def test_what_is_the_same_in_all_rows_is_declared_once() -> None:
    layout = {
        "columns": {"period": "År", "value": "Andel", "lower": "Undre", "upper": "Övre", "n": "Svar", "group": "Kön"},
        "constants": {"area": "2480", "indicator": "otrygghet", "status": "preliminar"},
        "measure": "andel",
    }
    reading = reading_of("År;Andel;Undre;Övre;Svar;Kön\n2025;31,5;28,1;34,9;512;K\n", **layout)
    (found,) = reading.observations.series("otrygghet", "2480", period_of("2025").frequency, Unit.ANDEL, "K").points
    assert (found.value, found.lower, found.upper, found.n, found.status) == (31.5, 28.1, 34.9, 512, "preliminar")


def test_a_constant_that_is_left_empty_uses_no_row_and_an_empty_indicator_is_the_column_of_values() -> None:
    source, text = replace(NOTICES, indicators={"Antal": "parkbankar"}), "Månad;Antal\n2026-05;12\n"
    columns = {"period": "Månad", "antal": "Antal"}
    for constants, used in (({"area": "", "indicator": ""}, 0), ({"area": "2480", "indicator": ""}, 1)):
        assert len(reading_of(text, source, columns=columns, constants=constants).observations) == used
    assert point(reading_of(text, source, columns=columns, constants=constants), "parkbankar", "2480", "2026-05").value == 12
    assert len(reading_of(text, NOTICES, columns=columns, constants=constants).observations) == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026", "2026"),
        ("2026-K2", "2026-K2"),
        ("2026K2", "2026-K2"),
        ("2026-08", "2026-08"),
        ("2026M08", "2026-08"),
        ("2026-08-01", "2026-08-01"),
        (" 2026 ", "2026"),
    ],
)
def test_periods(text: str, code: str) -> None:
    assert period_of(text).code == code


@pytest.mark.parametrize("text", ["2026Q2", "2026-K5", "2026-13", "2026-02-30", "aug 2026", "26", "2021-2024", "202608"])
def test_other_periods_are_refused_and_quoted(text: str) -> None:
    (refusal,) = reading_of(HEADER + f"Umeå;Stöld;{text};12;fullständig\n").refusals
    assert (refusal.found, refusal.place) == (f'perioden "{text}"', "rad 2, period")
    assert "2026-K2" in refusal.expected


def test_a_suppressed_cell_is_secret_when_declared_and_refused_when_not() -> None:
    rows = HEADER + "Umeå;Stöld;2026-05;<5;fullständig\n"
    (refusal,) = reading_of(rows).refusals
    assert (refusal.found, refusal.expected, refusal.place) == ('"<5"', "ett heltal", "rad 2, Antal")
    assert 'låt "<5" stå under suppressed_as' in refusal.remedy
    value = point(reading_of(rows, suppressed_as=("<5",)), "notiser-stold", "2480", "2026-05").value
    assert isinstance(value, Gap) and value.reason is GapReason.SEKRETESS


@pytest.mark.parametrize("cell", ["..", " - ", "x", "X", "--", "", "Saknas"])
def test_declared_and_general_markers_are_missing(cell: str) -> None:
    reading = reading_of(HEADER + f"Umeå;Stöld;2026-05;{cell};fullständig\n", missing_as=("saknas",))
    assert point(reading, "notiser-stold", "2480", "2026-05").status == "saknas"


def test_a_status_that_says_why_a_number_does_not_count_wins_over_the_number() -> None:
    found = point(reading_of(HEADER + "Umeå;Stöld;2023-03;12;ofullständig\n"), "notiser-stold", "2480", "2023-03")
    assert isinstance(found.value, Gap) and found.value.reason is GapReason.BRUTEN


def test_an_unknown_status_is_refused() -> None:
    (refusal,) = reading_of(HEADER + "Umeå;Stöld;2026-05;12;klar\n").refusals
    assert (refusal.found, refusal.place) == ('"klar"', "rad 2, status")
    assert "fullständig" in refusal.expected


def test_quoted_cells_may_hold_the_delimiter_and_line_ends_and_places_stay_true() -> None:
    text = (
        HEADER.strip()
        + ";Anmärkning\n"
        + 'Umeå;Stöld;2026-04;11;fullständig;"två\nrader; med semikolon"\nUmeå;Stöld;2026-05;12;fullständig;\n'
    )
    reading = reading_of(text)
    assert point(reading, "notiser-stold", "2480", "2026-04").citations[0].place == "rad 2"
    assert point(reading, "notiser-stold", "2480", "2026-05").citations[0].place == "rad 4"


def test_a_quotation_mark_that_does_not_close_refuses_the_file_and_says_where() -> None:
    reading = reading_of(HEADER + 'Umeå;Stöld;2026-04;11;fullständig\nUmeå;"Stöld;2026-05;12;fullständig\n')
    (refusal,) = reading.refusals
    assert refusal.found == "ett citationstecken som inte går ihop, i raden som börjar på rad 3"
    assert reading.rows_read == reading.rows_refused == 2


def test_a_missing_column_names_the_headers_that_were_found_and_the_nearest() -> None:
    reading = reading_of("Kommun;Typ;Manad;Antal;Status\nUmeå;Stöld;2026-05;12;fullständig\n")
    (refusal,) = reading.refusals
    assert refusal.found == 'rubrikerna "Kommun;Typ;Manad;Antal;Status", närmast "Manad"'
    assert (refusal.expected, refusal.rows) == ('kolumnen "Månad"', 1)


def test_a_column_that_is_there_twice_is_refused() -> None:
    (refusal,) = reading_of("Kommun;Typ;Månad;Antal;Antal;Status\nUmeå;Stöld;2026-05;1;2;fullständig\n").refusals
    assert refusal.expected == 'kolumnen "Antal" en gång'


@pytest.mark.parametrize(
    "row", ["Umeå;Stöld;2026-0", "Umeå;Stöld;2026-05;12;fullständig;mer", "Umeå;Stöld;2026-05;12;fullst", ";Stöld;2026-05;12;"]
)
def test_a_row_cut_off_or_too_long_or_without_area_is_refused(row: str) -> None:
    reading = reading_of(HEADER + "Umeå;Stöld;2026-04;11;fullständig\n" + row)
    assert (reading.rows_accepted, reading.rows_refused) == (1, 1)
    assert reading.refusals[0].place.startswith("rad 3")


def test_other_municipalities_and_types_are_not_used() -> None:
    reading = reading_of(HEADER + "Skellefteå;Stöld;2026-05;1;fullständig\nUmeå;Brand;2026-05;2;fullständig\n")
    assert (reading.rows_accepted, reading.unmapped) == (2, 2)


def test_a_table_without_a_declaration_is_read_by_the_names_of_its_columns() -> None:
    reading = read(delivery(part("a.csv", "Kommun,Brott,År,Antal\nUmeå,Stöld,2025,7\n")), Source())
    assert point(reading, "Stöld", "Umeå", "2025").value == 7


def test_a_table_whose_columns_say_nothing_asks_for_a_declaration() -> None:
    (refusal,) = read(delivery(part("a.csv", "A;B\n1;2\n")), Source()).refusals
    assert "[table]" in refusal.remedy


def test_a_source_without_a_table_is_read_like_a_bare_one() -> None:
    reading = read(delivery(part("a.csv", HEADER + "Umeå;Stöld;2026-05;7;\n")), replace(NOTICES, table=None))
    assert point(reading, "notiser-stold", "2480", "2026-05").value == 7


def test_parts_of_a_delivery_are_one_table() -> None:
    columns = TableLayout({"area": "Kommun", "indicator": "Typ", "period": "År", "value": "Antal"})
    parts = [part(f"{year}.csv", f"Kommun;Typ;År;Antal\nUmeå;Stöld;{year};7\n") for year in (2024, 2025)]
    reading = read(delivery(*parts), replace(NOTICES, table=columns))
    assert point(reading, "notiser-stold", "2480", "2025").citations[0].place == "2025.csv, rad 2"


def test_a_bare_table_may_name_what_it_counts() -> None:
    text = "Skola;Månad;Antal anmälningar\nNorra;2026-07;12\nNorra;2026-08;15\n"
    assert read(delivery(part("2026-08.csv", text)), Source()).rows_accepted == 2
    two = read(delivery(part("2026-08.csv", text.replace("Skola", "Antal elever"))), Source())
    assert two.rows_accepted == 0, "which of two counts is meant is not guessed"
