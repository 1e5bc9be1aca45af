"""Lists with a row for every event."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders_deliveries import assert_accounted_for, delivery, part
from builders_workbooks import workbook

from briefing.observations.handelselista import read
from briefing.observations.reading import Reading
from briefing.sources.layouts import EventList
from briefing.sources.source import Source

DAMAGE = Source(
    id="skador",
    areas={"Teg": "2480R1", "Ersboda": "2480R2"},
    indicators={"Klotter": "klotter", "Bränder": "brander", "Alla": "skador"},
    events=EventList("Rapporterad", "Stadsdel", "Kategori"),
)
HEAD = "Rapporterad;Stadsdel;Kategori;Anteckning\n"
ROWS = "2026-01-03 12:30;Teg;Klotter;a\n2026-01-09;Teg;Klotter;b\n2026-03-01T08:00;Teg;Bränder;c\n2026-02-10;Ersboda;Klotter;d\n"


def reading_of(content: str | bytes, source: Source = DAMAGE, covers: str = "2026-03", **layout: Any) -> Reading:
    assert source.events is not None
    declared = replace(source, events=replace(source.events, **layout))
    reading = read(delivery(part("a.xlsx" if isinstance(content, bytes) else "a.csv", content), source=source.id, covers=covers), declared)
    assert_accounted_for(reading)
    return reading


def counts(reading: Reading) -> dict[tuple[str, str, str], float]:
    frame = reading.observations.frame
    assert set(frame["measure"]) <= {"antal"}
    return dict(zip(zip(frame["indicator"], frame["area"], frame["period"], strict=True), frame["value"], strict=True))


def test_rows_are_counted_by_area_type_and_month_and_nothing_else_of_them_is_kept() -> None:
    reading = reading_of(HEAD + ROWS)
    assert (reading.rows_read, reading.rows_refused) == (4, 0)
    assert counts(reading) == {
        ("klotter", "2480R1", "2026-01"): 2,
        ("brander", "2480R1", "2026-03"): 1,
        ("klotter", "2480R2", "2026-02"): 1,
    }
    assert set(reading.observations.frame["place"]) >= {"rader: 2, filter: klotter, 2480R1, 2026-01"}


def test_a_month_without_rows_is_a_zero_only_where_the_list_is_said_to_be_whole() -> None:
    assert ("klotter", "2480R1", "2026-02") not in counts(reading_of(HEAD + ROWS))
    whole = counts(reading_of(HEAD + ROWS, first="2026-01"))
    assert whole["klotter", "2480R1", "2026-02"] == whole["brander", "2480R1", "2026-01"] == 0
    assert ("brander", "2480R2", "2026-01") not in whole
    assert ("klotter", "2480R1", "2026-04") not in whole


@pytest.mark.parametrize(("per", "period"), [("ar", "2026"), ("kvartal", "2026-K1")])
def test_rows_are_counted_in_the_declared_period(per: str, period: str) -> None:
    assert counts(reading_of(HEAD + ROWS, covers=period, per=per))["klotter", "2480R1", period] == 2


@pytest.mark.parametrize(("covers", "per"), [("2026-K1", "ar"), ("2026-02", "kvartal"), ("2026-03", "manad")])
def test_a_period_that_is_not_whole_in_the_delivery_is_not_counted_as_if_it_were(covers: str, per: str) -> None:
    """An export made some days into the next period has its first events; one event has a date that has not been yet."""
    reading = reading_of(
        HEAD + "2026-04-02;Teg;Klotter;a\n2062-01-05;Teg;Bränder;b\n", covers=covers, per=per, first="2026-01", total="Alla"
    )
    assert not [period for (_, _, period), count in counts(reading).items() if count]
    assert reading.unmapped == 2
    assert reading.doubts[-1].text.startswith("2 rader gäller tid som inte är hel till och med ")


def test_one_row_is_one_row_in_words() -> None:
    assert [each.text for each in reading_of(HEAD + "2026-13-02;Teg;Klotter;a\n").doubts] == [
        "1 rad kunde inte räknas, så antalen kan vara för låga."
    ]


def test_all_types_together_are_counted_too() -> None:
    found = counts(reading_of(HEAD + ROWS + "2026-01-10;Teg;Annat;e\n", total="Alla"))
    assert found["skador", "2480R1", "2026-01"] == 3


def test_a_row_may_say_how_many_events_it_is() -> None:
    text = "Datum;Antal\n2026-01-03;3\n2026-01-04;1,5\n2026-01-05;2\n"
    source = replace(DAMAGE, events=EventList("Datum", count="Antal", in_area="2480", of_type="Klotter"))
    reading = reading_of(text, source)
    assert counts(reading) == {("klotter", "2480", "2026-01"): 5}
    assert [each.place for each in reading.refusals] == ["rad 3, antal"]


def test_a_row_without_a_date_is_refused_and_the_count_is_said_to_be_low() -> None:
    reading = reading_of(HEAD + ROWS + "igår;Teg;Klotter;x\n;Teg;Klotter;x\n")
    assert [(each.place, each.found) for each in reading.refusals] == [
        ("rad 6, Rapporterad", 'datumet "igår"'),
        ("rad 7, Rapporterad", "en tom cell"),
    ]
    assert [each.text for each in reading.doubts] == ["2 rader kunde inte räknas, så antalen kan vara för låga."]


def test_excel_dates_and_a_title_above_the_headings() -> None:
    rows = [["Skadeanmälningar 2026"], [], ["Rapporterad", "Stadsdel", "Kategori"], ["2026-01-03", "Teg", "Klotter"]]
    reading = reading_of(workbook({"Lista": rows, "Info": [["Om listan"]]}))
    assert counts(reading) == {("klotter", "2480R1", "2026-01"): 1}


def test_a_heading_that_is_not_there_is_told_with_the_nearest() -> None:
    (refusal,) = reading_of("Rapporterad;Stadsdelar;Kategori\n2026-01-03;Teg;Klotter\n").refusals
    assert refusal.found == 'rubrikerna "Rapporterad;Stadsdelar;Kategori", närmast "Stadsdelar"'
    assert refusal.expected == 'kolumnen "Stadsdel"'
    assert refusal.rows == 1


def test_two_files_of_a_delivery_are_one_list() -> None:
    halves = [HEAD + "".join(half) for half in (ROWS.splitlines(keepends=True)[:2], ROWS.splitlines(keepends=True)[2:])]
    both = read(delivery(*(part(f"{n}.csv", half) for n, half in enumerate(halves)), source="skador", covers="2026-03"), DAMAGE)
    assert counts(both) == counts(reading_of(HEAD + ROWS))
