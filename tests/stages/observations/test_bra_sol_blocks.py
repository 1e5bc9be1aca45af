"""Brå's SOL in its block layout: as text, Excel and web page, on the recorded files and on made ones in their layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders_deliveries import BRA, TOTAL, assert_accounted_for, delivery, part, point
from builders_workbooks import workbook

from briefing.observations import bra_sol_excel, bra_sol_html, bra_sol_textfil
from briefing.observations.reading import Reading
from briefing.observations.workbook_cells import sheets_of
from briefing.sources.source import Source
from briefing.terms.indicator import Unit

LIFE = "3 kap. Brott mot liv och hälsa"
PERSON = "3-7 kap. Brott mot person"
HEADER = "Anmälda brott;Brottsförebyggande rådet\n;År;\n;2025;\n;Antal;\n"
BURGLARY = "Inbrottsstöld i bostad"


def recorded(shared_data: Path, name: str) -> Reading:
    readers = {".txt": bra_sol_textfil.read, ".xls": bra_sol_excel.read, ".html": bra_sol_html.read}
    path = shared_data / "bra_sol" / name
    reading = readers[path.suffix](delivery(part(name, path.read_bytes()), covers="2021"), Source())
    assert_accounted_for(reading)
    return reading


def text(rows: str, header: str = HEADER) -> Reading:
    reading = bra_sol_textfil.read(delivery(part("2025.txt", header + rows, "cp1252")), BRA)
    assert_accounted_for(reading)
    return reading


def test_the_recorded_text_file_is_read_whole_though_every_page_repeats_its_header(shared_data: Path) -> None:
    reading = recorded(shared_data, "sol_textfil_2021_per100k_kommuner.latin1.txt")
    assert (reading.rows_read, reading.rows_refused, reading.duplicates, reading.unmapped) == (582, 0, 2, 0)
    assert len(set(reading.observations.frame["area"])) == 290
    umea = point(reading, LIFE, "Umeå kommun", "2021", Unit.PER_100K)
    assert (umea.value, umea.status, umea.citations[0].place) == (622, "slutlig", "rad 792")
    assert point(reading, LIFE, "Bjuv kommun", "2021", Unit.PER_100K).value == 1047  # its header stands on the page before
    assert point(reading, LIFE, "Heby kommun", "2021", Unit.PER_100K).value == 564  # and again with .. before it changed county
    assert point(reading, PERSON, "Umeå kommun", "2021", Unit.PER_100K).status == "saknas"


def test_the_recorded_excel_file_says_what_the_recorded_text_file_says(shared_data: Path) -> None:
    excel = recorded(shared_data, "sol_excel_2021_Bok1.xls")
    words = recorded(shared_data, "sol_textfil_2021_per100k_kommuner.latin1.txt")
    assert point(excel, LIFE, "Umeå kommun", "2021", Unit.PER_100K).citations[0].place == "blad Resultat, rad 725"
    told = ["indicator", "area", "period", "measure", "value", "status"]
    assert excel.observations.frame[told].equals(words.observations.frame[told])


def test_the_recorded_web_page_is_read_whole(shared_data: Path) -> None:
    reading = recorded(shared_data, "sol_soktabell_result_page_missing_values.html")
    assert (reading.rows_read, reading.rows_refused, len(reading.observations)) == (29, 0, 29 * 6)
    assert point(reading, "Totalt antal brott", "Hela landet", "2011").value == 1416280
    country = point(reading, "Totalt antal brott", "Hela landet", "2016")
    assert (country.value, country.status) == (1502023, "preliminar")
    assert point(reading, "Totalt antal brott", "Region Syd", "2014").status == "saknas"


def test_the_excel_export_saved_as_xlsx_reads_as_the_xls_file_did(shared_data: Path) -> None:
    (sheet,) = sheets_of(part("a.xls", (shared_data / "bra_sol" / "sol_excel_2021_Bok1.xls").read_bytes()))
    content = workbook({"Resultat": sheet.rows, "Blad2": []})  # type: ignore[dict-item]
    again = bra_sol_excel.read(delivery(part("a.xlsx", content), covers="2021"), Source())
    assert again.observations.frame.equals(recorded(shared_data, "sol_excel_2021_Bok1.xls").observations.frame)


def test_two_measures_of_several_years_stand_side_by_side() -> None:
    header = "Anmälda brott;Brottsförebyggande rådet\n;År;;;;\n;2025;;2026 prel.;;\n" + 2 * ";Antal;/100&nbsp;000&nbsp;inv" + ";\n"
    reading = text(f"Umeå kommun;;;;;\n{TOTAL};12411;9210;5722;4231;\n", header)
    assert point(reading, "anmalda-brott", "2480", "2025").value == 12411
    rate = point(reading, "anmalda-brott", "2480", "2026", Unit.PER_100K)
    assert (rate.value, rate.status) == (4231, "preliminar")


def test_months_of_two_years_stand_below_their_year() -> None:
    header = "Anmälda brott;Brottsförebyggande rådet\n;2025;;2026 prel.;\n;Nov;Dec;Jan;\n;Antal;Antal;Antal;\n"
    reading = text(f"Umeå kommun;;;;\n{TOTAL};900;800;700;\n", header)
    told = [point(reading, "anmalda-brott", "2480", period).value for period in ("2025-11", "2025-12", "2026-01")]
    assert told == [900, 800, 700]
    assert point(reading, "anmalda-brott", "2480", "2026-01").status == "preliminar"


def test_in_excel_an_offence_without_values_is_no_area() -> None:
    rows = [["Anmälda brott", None, "Brå"], [None, "År"], [None, "2025"], [None, "Antal"]]
    rows += [["Umeå kommun"], [TOTAL, 12411], ["8 kap. Stöld, rån"], [BURGLARY, 211], ["Stockholm"], [TOTAL, 5], ["8 kap. Stöld, rån"]]
    reading = bra_sol_excel.read(delivery(part("a.xlsx", workbook({"Resultat": rows}))), BRA)
    assert_accounted_for(reading)
    assert point(reading, "bostadsinbrott", "2480", "2025").value == 211
    assert (reading.rows_read, reading.unmapped, reading.refusals) == (5, 2, ())


@pytest.mark.parametrize(
    ("rows", "found", "place"),
    [
        (f"{TOTAL};5;\n", f'raden "{TOTAL};5" utan område ovanför sig', "rad 5"),
        (f"Umeå kommun;;\n{TOTAL};;\n", f'brottet "{TOTAL}" utan värden', "rad 6"),
        (f"Umeå kommun;;\n{TOTAL};5;6;\n", f'3 kolumner: "{TOTAL};5;6"', "rad 6"),
        (f"Umeå kommun;;\n{TOTAL};5,5;\n", '"5,5"', "rad 6, Antal"),
        (f"Umeå kommun;;\n{BURGLARY};5;\n{TOTAL};1", f'en rad som slutar för tidigt: "{TOTAL};1"', "rad 7"),
        (f"Umeå kommun;;\n{TOTAL};5;\nStockholm;;\nTotalt ant", 'en rad som slutar för tidigt: "Totalt ant"', "rad 8"),
    ],
)
def test_a_line_that_cannot_be_used_is_refused_with_its_place(rows: str, found: str, place: str) -> None:
    (refusal,) = text(rows).refusals
    assert (refusal.found, refusal.place) == (found, place)


@pytest.mark.parametrize(
    "header",
    [
        "Region;Brott;År;Period;Antal;/100 000 inv\n",
        "Anmälda brott\n;År;\n;2025;\n",
        ";2025;\n;Procent;\n",
        ";År;\n;2025;\n;Antal;Andel;\n",
    ],
)
def test_another_layout_is_refused_whole_and_quoted(header: str) -> None:
    (refusal,) = text(f"Umeå kommun;;\n{TOTAL};5;\n", header).refusals
    assert refusal.expected.startswith("tre rubrikrader")
    assert refusal.rows > 0


def test_another_period_is_refused_and_quoted() -> None:
    (refusal,) = text(f"Umeå kommun;;\n{TOTAL};5;\n", HEADER.replace("2025", "2015*")).refusals
    assert refusal.found == 'perioden "2015*"'


@pytest.mark.parametrize(
    "page", ["<html><p>Tekniskt fel</p></html>", "<html>", "<table><tr></tr></table>", "<table><tr><td colspan=999999999>5</table>"]
)
def test_a_page_without_such_a_table_says_what_was_expected(page: str) -> None:
    reading = bra_sol_html.read(delivery(part("a.html", page)), BRA)
    (refusal,) = reading.refusals
    assert refusal.found


def test_a_page_whose_spans_ask_for_all_memory_is_refused() -> None:
    page = "<table>" + "<tr><td colspan=500 rowspan=99999>x</td><td colspan=999999>y</td>" * 1200
    (refusal,) = bra_sol_html.read(delivery(part("a.html", page)), BRA).refusals
    assert refusal.found == "en tabell med mer än 500000 celler"


def test_a_page_can_name_a_file_and_it_is_not_opened() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><table><tr><td></td><td>&x;</td></tr></table></html>'
    (refusal,) = bra_sol_html.read(delivery(part("a.html", page)), BRA).refusals
    assert "&x;" in refusal.found
