"""The cells of Excel files: places, blanks, merged cells, and files that are none or are too large."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from builders_deliveries import part
from builders_workbooks import package, sheet_of, workbook

from briefing.observations.fault import UnusableError
from briefing.observations.workbook_cells import column_letters, filled, number_of, sheets_of, text_of


def test_a_cell_has_the_place_that_excel_shows() -> None:
    (sheet,) = sheets_of(part("a.xlsx", workbook({"Blad 1": [[], [], ["", "Umeå", 3]]})))
    assert sheet.rows[2] == ("", "Umeå", 3.0)
    assert sheet.rows[0] == ("", "", "")
    assert sheet.place(2, 1) == "blad Blad 1, rad 3, kolumn B"
    assert [column_letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_merged_cells_are_read_as_they_are_seen() -> None:
    content = workbook({"A": [["Andel", None, "Antal", None], [1, 2, 3, 4]]}, merged={"A": ["A1:B1", "C1:D1"]})
    (sheet,) = sheets_of(part("a.xlsx", content))
    assert sheet.rows[0] == ("Andel", "", "Antal", "")
    assert filled(sheet).rows == (("Andel", "Andel", "Antal", "Antal"), (1.0, 2.0, 3.0, 4.0))


def test_a_recorded_xls_file_is_read_cell_by_cell(shared_data: Path) -> None:
    (sheet,) = sheets_of(part("Bok1.xls", (shared_data / "bra_sol" / "sol_excel_2021_Bok1.xls").read_bytes()))
    assert (sheet.name, len(sheet.rows)) == ("Resultat", 878)
    assert sheet.rows[7] == ("3 kap. Brott mot liv och hälsa", 454.0, "")


def test_an_error_value_and_a_formula_without_a_result_are_blank() -> None:
    rows = '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f></c><c r="C1"><v>1</v></c></row>'
    (sheet,) = sheets_of(part("a.xlsx", package(["A"], [sheet_of(rows)])))
    assert sheet.rows == (("", "", 1.0),)


def test_cells_as_text_and_as_numbers() -> None:
    cells = (2023.0, 0.1, 12345678.0, True, date(2026, 8, 1), datetime(2026, 8, 1), " Umeå\n kommun ")
    assert list(map(text_of, cells)) == ["2023", "0,1", "12345678", "SANT", "2026-08-01", "2026-08-01", "Umeå kommun"]
    assert (number_of(7.0), number_of("1 234,5")) == (7.0, 1234.5)
    with pytest.raises(ValueError, match="ett heltal"):
        number_of(7.5, whole=True)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "en tom fil"),
        (b"<html>", "en webbsida (HTML eller XML)"),
        (b"Kommun;Antal\n", "en fil som inte är gjord i Excel"),
        (workbook({"A": [[1]]})[:-40], "en arbetsbok som inte går att öppna"),
        (b"PK\x03\x04" + bytes(200), "en arbetsbok som inte går att öppna"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "en arbetsbok som inte går att öppna"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "en arbetsbok som inte går att öppna"),
    ],
)
def test_what_is_no_workbook_says_what_it_is(content: bytes, found: str) -> None:
    with pytest.raises(UnusableError) as unusable:
        sheets_of(part("a.xlsx", content))
    assert unusable.value.fault.found.startswith(found)


@pytest.mark.parametrize("position", range(0, 1200, 7))
def test_a_workbook_with_a_byte_changed_is_read_or_refused(position: int) -> None:
    content = bytearray(workbook({"Tabell": [["Umeå", number, "Stöld"] for number in range(40)]}))
    content[position % len(content)] ^= 0x5A
    try:
        sheets_of(part("a.xlsx", bytes(content)))
    except UnusableError as unusable:
        assert unusable.fault.found.startswith(("en arbetsbok", "en fil"))


def test_a_cell_in_the_last_corner_does_not_take_all_memory() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(UnusableError) as unusable:
        sheets_of(part("a.xlsx", package(["A"], [sheet_of(rows)])))
    assert unusable.value.fault.found.endswith("sträcker sig över 1048576 rader och 16384 kolumner")


def test_a_drawing_that_is_not_there_and_a_dimension_that_is_wrong_take_nothing_away() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>2</v></c></row>' for row in (1, 2, 3))
    sheet = sheet_of(rows, '<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>')
    (found,) = sheets_of(part("a.xlsx", package(["T"], [sheet.replace("<sheetData>", '<dimension ref="A1"/><sheetData>')])))
    assert found.rows == ((1.0, 2.0), (2.0, 2.0), (3.0, 2.0))


def test_a_sheet_without_cells_is_blank() -> None:
    assert sheets_of(part("a.xlsx", workbook({"Tom": []})))[0].is_blank
