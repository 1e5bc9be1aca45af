"""Rules of reading: what is accepted, refused and kept of a delivery, whatever its format."""

from __future__ import annotations

import pytest
from builders_deliveries import BRA, TOTAL, assert_accounted_for, bra, delivery, part, point

from briefing.observations.readers import READERS
from briefing.observations.reading import Reading
from briefing.shell.cli import FORMATS
from briefing.sources.source import Part, Source
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit

MARKERS = ["..", ".", "-", "–", "--", "x", "", " .. ", "- ", "\u00a0..\u00a0"]


def read_bra(rows: str) -> Reading:
    reading = READERS["bra-sol-dbfil"](bra(rows), BRA)
    assert_accounted_for(reading)
    return reading


def test_every_format_that_the_command_line_offers_has_a_reader() -> None:
    assert list(READERS) == list(FORMATS)


@pytest.mark.parametrize("marker", MARKERS)
def test_a_marker_is_a_missing_value_never_a_zero(marker: str) -> None:
    reading = read_bra(f"Umeå kommun;{TOTAL};2026;Kvartal 1;{marker};{marker};\n")
    found = point(reading, "anmalda-brott", "2480", "2026-K1")
    assert isinstance(found.value, Gap)
    assert found.value.reason is GapReason.SAKNAS


def test_a_zero_is_a_zero() -> None:
    assert point(read_bra(f"Umeå kommun;{TOTAL};2026;Kvartal 1;0;0;\n"), "anmalda-brott", "2480", "2026-K1").value == 0


@pytest.mark.parametrize(
    "cell", ["<5", "ca 10", "-3", "2,5", "1.234", "1e3", "inf", "NaN", "9" * 400, "999999999999", "12 34", "٣", "=1+1"]
)
def test_what_is_no_number_of_crimes_is_refused_and_quoted(cell: str) -> None:
    (refusal,) = READERS["bra-sol-dbfil"](bra(f"Umeå kommun;{TOTAL};2026;Kvartal 1;{cell};9;\n", encoding="utf-8"), BRA).refusals
    assert refusal.place == "rad 2, Antal"
    assert cell[:20] in refusal.found
    assert refusal.expected.startswith("ett ")
    assert refusal.remedy


def test_a_row_that_repeats_a_value_is_accepted_and_kept_once() -> None:
    reading = read_bra(f"Umeå kommun;{TOTAL};2026;Kvartal 1;5;9;\n" * 3)
    assert (reading.rows_accepted, reading.duplicates, len(reading.observations)) == (3, 2, 2)


def test_a_row_that_contradicts_an_earlier_one_is_refused_and_the_first_stands() -> None:
    reading = read_bra(f"Umeå kommun;{TOTAL};2026;Kvartal 1;5;9;\nUmeå kommun;{TOTAL};2026;Kvartal 1;6;9;\n")
    assert (reading.rows_accepted, reading.rows_refused, reading.duplicates) == (1, 1, 0)
    assert point(reading, "anmalda-brott", "2480", "2026-K1").value == 5
    assert reading.refusals[0].place == "rad 3"
    assert "rad 2, 5" in reading.refusals[0].expected


def test_missing_says_no_other_value_than_the_value() -> None:
    rows = f"Umeå kommun;{TOTAL};2026;Kvartal 1;..;..;\nUmeå kommun;{TOTAL};2026;Kvartal 1;6;9;\n"
    reading = read_bra(rows)
    assert (reading.rows_refused, reading.duplicates) == (0, 1)
    assert point(reading, "anmalda-brott", "2480", "2026-K1").value == 6


def test_what_the_source_does_not_map_is_accepted_and_not_used() -> None:
    reading = read_bra(f"Hela landet;{TOTAL};År;2025;5;9;\nUmeå kommun;Spioneri;År;2025;5;9;\nUmeå kommun;{TOTAL};År;2025;5;9;\n")
    assert (reading.rows_accepted, reading.unmapped, len(reading.observations)) == (3, 2, 2)
    assert reading.doubts == ()


def test_a_municipality_that_is_not_known_is_a_doubt_that_suggests_the_nearest() -> None:
    reading = read_bra(f"Umea kommun;{TOTAL};År;2025;5;9;\nAnkeborgs kommun;{TOTAL};År;2025;5;9;\nHela landet;{TOTAL};År;2025;5;9;\n")
    (doubt,) = reading.doubts
    assert doubt.id == "avgransning:bra-anmalda-brott/2026-K2"
    assert '"Umea kommun" (menas "Umeå kommun"?), "Ankeborgs kommun".' in doubt.text


def test_without_a_declaration_the_names_of_the_file_are_kept() -> None:
    reading = READERS["bra-sol-dbfil"](bra("Hela landet;Spioneri;År;2025;5;9;\n"), Source())
    assert reading.unmapped == 0
    assert point(reading, "Spioneri", "Hela landet", "2025").value == 5


def test_every_value_has_its_delivery_and_place() -> None:
    reading = read_bra(f"Hela landet;{TOTAL};År;2025;5;9;\n\nUmeå kommun;{TOTAL};År;2025;5;9;\n")
    (citation,) = point(reading, "anmalda-brott", "2480", "2025", Unit.PER_100K).citations
    assert (citation.delivery, citation.place) == ("bra-anmalda-brott/2026-K2", "rad 4")


def test_a_place_names_the_part_where_a_delivery_has_several() -> None:
    rows = f"Region;Brott;År;Period;Antal;/100 000 inv\nUmeå kommun;{TOTAL};År;2025;5;9;\n"
    reading = READERS["bra-sol-dbfil"](delivery(part("ar.txt", rows), part("kvartal.txt", "strunt\n")), BRA)
    assert point(reading, "anmalda-brott", "2480", "2025").citations[0].place == "ar.txt, rad 2"
    assert [refusal.place for refusal in reading.refusals] == ["kvartal.txt"]


def test_a_file_that_is_wrong_throughout_is_refused_in_few_words() -> None:
    reading = read_bra("".join(f"Umeå kommun;{TOTAL};{year};Q1;5;9;\n" for year in range(1000, 2000)))
    assert reading.rows_refused == reading.rows_read == 1000
    assert len(reading.refusals) == 51
    assert reading.refusals[-1].place == "rad 52 och 949 rader till, Period"


WRONG_FILES = {
    "empty": (b"", "en tom fil"),
    "blank": (b" \r\n\r\n", "en tom fil"),
    "web page": (b"<!DOCTYPE html><html><body>Sidan finns inte</body></html>", "en webbsida"),
    "workbook": (b"PK\x03\x04\x14\x00", "en Excelfil"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "en Excelfil"),
    "old Mac": ("Region;Umeå kommun;Malmö\n".encode("mac_roman"), "byten 0x8c på rad 1"),
    "DOS": ("a\nUmeå\n".encode("cp437"), "byten 0x86 på rad 2"),
    "DOS, only ö": ("Göteborg\n".encode("cp437"), "byten 0x94 på rad 1"),
    "encoded twice": ("Umeå".encode().decode("cp1252").encode(), "byten 0xc3 på rad 1"),
    "nul": (b"Region\0;", "byten 0x00 på rad 1"),
    "broken UTF-16": (b"\xff\xfeR\x00\x00", "byten 0x00 på rad 1"),
}


EITHER = {"tabell", "korstabell", "myndighetstabell", "enkat", "polisen-brottskoder", "handelselista"}  # text files and Excel files
WORKBOOKS = {"bra-sol-excel", "bra-lagesbild", "bra-tabell"}  # formats that are Excel files: of text they say that it is none


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(("content", "found"), WRONG_FILES.values(), ids=WRONG_FILES.keys())
def test_a_file_that_cannot_be_read_is_one_refusal_that_says_why(form: str, content: bytes, found: str) -> None:
    reading = READERS[form](delivery(part("fil", content)), Source())
    (refusal,) = reading.refusals
    assert refusal.place == ""
    expected = found.replace("en Excelfil", "en arbetsbok") if form in EITHER else found
    assert refusal.found.startswith("en " if form in WORKBOOKS else expected)
    assert refusal.expected
    assert refusal.remedy
    assert_accounted_for(reading)
    assert len(reading.observations) == 0


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_a_file_too_large_for_memory_is_one_refusal(reader) -> None:
    (refusal,) = reader(delivery(Part("fil", 70_000_000, "", None)), Source()).refusals
    assert refusal.found == "en fil som är större än 64 MB"
