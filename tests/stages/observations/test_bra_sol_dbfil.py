"""Brå's SOL databasfil, on the recorded files and on made ones in their layout."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest
from builders_deliveries import BRA, BRA_HEADER, TOTAL, assert_accounted_for, bra, delivery, part, point
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.observations.bra_sol_dbfil import read
from briefing.observations.bra_sol_terms import period_and_status
from briefing.observations.fault import UnusableError
from briefing.observations.mapping import area_code
from briefing.observations.reading import Reading
from briefing.sources.source import Source
from briefing.terms.indicator import Unit
from briefing.terms.period import Month, Quarter, Year

LAUNDERING = "Lag om straff för penningtvättsbrott"


@pytest.mark.parametrize("name", ["sol_dbfil_ar.utf8.txt", "sol_dbfil_ar.latin1.txt"])
def test_recorded_yearly_file(shared_data: Path, name: str) -> None:
    reading = read(delivery(part(name, (shared_data / "bra_sol" / name).read_bytes())), Source())
    assert (reading.rows_read, reading.rows_accepted, reading.duplicates, reading.unmapped) == (19, 19, 2, 0)
    assert len(reading.observations) == 2 * 17
    found = point(reading, LAUNDERING, "Hela landet", "2025")
    assert (found.value, found.status, found.citations[0].place) == (19571, "slutlig", "rad 13")
    assert point(reading, LAUNDERING, "Hela landet", "2025", Unit.PER_100K).value == 185
    assert point(reading, "9 kap. Bedrägeri och annan oredlighet", "Region Nord", "2024").status == "saknas"


def test_recorded_monthly_file(shared_data: Path) -> None:
    name = "sol_dbfil_manad.utf8.txt"
    reading = read(delivery(part(name, (shared_data / "bra_sol" / name).read_bytes())), Source())
    assert (reading.rows_read, reading.rows_accepted, len(reading.observations)) == (3, 3, 6)
    offence = reading.observations.frame["indicator"].iloc[0]
    august = point(reading, offence, "Hela landet", "2026-08")
    assert (august.value, august.status) == (498, "preliminar")
    assert point(reading, offence, "Hela landet", "2025-01").status == "slutlig"


def test_recorded_text_export_is_not_a_databasfil(shared_data: Path) -> None:
    content = (shared_data / "bra_sol" / "sol_textfil_2021_per100k_kommuner.latin1.txt").read_bytes()
    (refusal,) = read(delivery(part("sol.txt", content)), Source()).refusals
    assert refusal.found == 'rubriken "Anmälda brott;Brottsförebyggande rådet"'
    assert refusal.rows == 960


def test_recorded_result_page_is_a_web_page(shared_data: Path) -> None:
    content = (shared_data / "bra_sol" / "sol_soktabell_result_page_missing_values.html").read_bytes()
    (refusal,) = read(delivery(part("sol.html", content)), Source()).refusals
    assert refusal.found.startswith("en webbsida")


def test_all_290_municipalities_are_known_as_sol_and_as_bras_yearly_table_write_them(shared_data: Path) -> None:
    rows = csv.DictReader(files("briefing.workspace").joinpath("kommuner.csv").read_text("utf-8").splitlines(), delimiter=";")
    code_of = area_code(Source(id="bra", areas={row["bra_name"]: row["code"] for row in rows}))
    export = (shared_data / "bra_sol" / "sol_textfil_2021_per100k_kommuner.latin1.txt").read_text("latin-1")
    names = [line.removesuffix(";;") for line in export.splitlines() if line.endswith(" kommun;;")]
    assert len(names) == 291  # Heby is there twice
    assert len({code_of(name) for name in names} - {""}) == 290
    assert code_of("Umeå  kommun ") == "2480"
    assert code_of("Stockholm kommun") == "0180"
    assert code_of("Region Stockholm") == ""


@pytest.mark.parametrize(
    ("year", "label", "period", "status"),
    [
        ("År", "2024", Year(2024), "slutlig"),
        ("År", "2026 prel.", Year(2026), "preliminar"),
        ("2026 prel.", "Aug", Month(2026, 8), "preliminar"),
        ("2025", "Maj", Month(2025, 5), "slutlig"),
        ("2025", "Okt prel.", Month(2025, 10), "preliminar"),
        ("2026", "Kvartal 1", Quarter(2026, 1), "slutlig"),
        ("2026 prel.", "Kvartal 2", Quarter(2026, 2), "preliminar"),
        ("2026", "Kv 3 prel.", Quarter(2026, 3), "preliminar"),
        ("2026", "K4", Quarter(2026, 4), "slutlig"),
    ],
)
def test_periods(year: str, label: str, period: object, status: str) -> None:
    assert period_and_status(year, label) == (period, status)


@pytest.mark.parametrize(
    ("year", "label", "quoted"),
    [
        ("2026", "Q1", "Q1"),
        ("2026", "Kvartal 5", "Kvartal 5"),
        ("2026", "kvartal 1", "kvartal 1"),
        ("2026", "Helår", "Helår"),
        ("2026", "", "2026"),
        ("2026", "May", "May"),
        ("År", "2015*", "2015*"),
        ("26", "Jan", "Jan"),
        ("År", "År", "År"),
    ],
)
def test_other_labels_are_refused_and_quoted(year: str, label: str, quoted: str) -> None:
    with pytest.raises(UnusableError) as refused:
        period_and_status(year, label)
    assert refused.value.fault.found == f'perioden "{quoted}"'


def test_blanks_between_thousands_and_a_decimal_comma() -> None:
    reading = read(bra(f"Umeå kommun;{TOTAL};År;2025;12\u00a0411;9 209,6;\n"), BRA)
    assert point(reading, "anmalda-brott", "2480", "2025").value == 12411
    assert point(reading, "anmalda-brott", "2480", "2025", Unit.PER_100K).value == 9209.6


@pytest.mark.parametrize("last", ["Umeå kommun;Totalt antal", f"Umeå kommun;{TOTAL};År;2025;124", f"Umeå kommun;{TOTAL};År;2025;12411;92"])
def test_a_last_row_that_was_cut_off_is_refused(last: str) -> None:
    reading = read(bra(f"Umeå kommun;{TOTAL};År;2023;5;9;\nUmeå kommun;{TOTAL};År;2024;5;9;\n{last}"), BRA)
    assert_accounted_for(reading)
    assert (reading.rows_accepted, reading.rows_refused) == (2, 1)
    assert reading.refusals[0].found == f'en rad som slutar för tidigt: "{last}"'
    assert reading.refusals[0].place == "rad 4"


def test_rows_without_the_last_semicolon_are_whole_when_no_row_has_it() -> None:
    rows = f"Umeå kommun;{TOTAL};År;2024;5;9\nUmeå kommun;{TOTAL};År;2025;6;9"
    assert read(bra(rows), BRA).rows_accepted == 2


def test_carriage_returns_do_not_change_the_places() -> None:
    content = f"Region;Brott;År;Period;Antal;/100 000 inv\r\n\r\nUmeå kommun;{TOTAL};År;2025;5;9;\r\n"
    reading = read(delivery(part("a.txt", content)), BRA)
    assert point(reading, "anmalda-brott", "2480", "2025").citations[0].place == "rad 3"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encodings_that_are_told_apart(encoding: str) -> None:
    assert read(bra(f"Umeå kommun;{TOTAL};År;2025;5;9;\n", encoding=encoding), BRA).rows_accepted == 1


def test_another_header_is_refused_whole_with_both_headers() -> None:
    reading = read(bra("Umeå;5;9\nÅre;5;9\n", header="Kommun;Antal;Per 100 000 inv.\n"), BRA)
    (refusal,) = reading.refusals
    assert (refusal.found, refusal.expected) == ('rubriken "Kommun;Antal;Per 100 000 inv."', '"Region;Brott;År;Period;Antal;/100 000 inv"')
    assert (reading.rows_read, reading.rows_refused) == (2, 2)


def test_a_row_with_too_many_columns_is_refused() -> None:
    (refusal,) = read(bra(f"Umeå kommun;{TOTAL};År;2025;5;9;7;\n"), BRA).refusals
    assert refusal.expected == "6 kolumner"


def test_a_header_alone_has_no_rows() -> None:
    reading = read(bra(""), BRA)
    assert (reading.rows_read, reading.refusals, len(reading.observations)) == (0, (), 0)


def test_the_values_carry_what_the_delivery_and_the_source_say() -> None:
    frame = read(bra(f"Umeå kommun;{TOTAL};År;2025;5;9;\n"), BRA).observations.frame
    assert set(frame["sensitivity"]) == {"intern"}
    assert {day.isoformat() for day in frame["received_on"]} == {"2026-07-10"}
    assert set(frame["group"]) == {""}


@settings(max_examples=25, deadline=None)
@given(st.permutations([(year, total) for year in range(2015, 2026) for total in (TOTAL, "Inbrottsstöld i bostad")]), st.integers(1, 21))
def test_the_order_of_rows_and_a_file_in_two_change_nothing(keys: list[tuple[int, str]], cut: int) -> None:
    rows = [f"Umeå kommun;{total};År;{year};{year * 3 + len(total)};{year};\n" for year, total in keys]
    expected = said(read(bra("".join(sorted(rows))), BRA))
    assert len(expected) == 44
    assert said(read(bra("".join(rows)), BRA)) == expected
    halves = [part(f"{n}.txt", BRA_HEADER + "".join(half), "cp1252") for n, half in enumerate((rows[:cut], rows[cut:]))]
    assert said(read(delivery(*halves), BRA)) == expected


def said(reading: Reading) -> set[tuple[str, str, str, float]]:
    frame = reading.observations.frame
    assert not reading.refusals
    return set(zip(frame["indicator"], frame["period"], frame["measure"], frame["value"], strict=True))
