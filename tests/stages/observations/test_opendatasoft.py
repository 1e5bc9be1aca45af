"""Umeå's open data: the recorded answer of version 1.0, and the same records as later versions give them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders_deliveries import assert_accounted_for, delivery, part, point
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.observations.opendatasoft import read
from briefing.observations.reading import Reading
from briefing.sources.source import CubeLayout, Source
from briefing.terms.indicator import Unit

SOURCE = Source(id="umea-oppna-data", areas={"Umeå": "2480"}, indicators={"folkmangd": "folkmangd", "fodda": "fodda", "doda": "doda"})
RECORDS = [{"ar": str(year), "folkmangd": 1000 + year, "fodda": 10, "doda": None} for year in range(2000, 2010)]


def reading_of(*pages: Any, source: Source = SOURCE) -> Reading:
    texts = [page.decode() if isinstance(page, bytes) else json.dumps(page) for page in pages]
    reading = read(delivery(*(part(f"{n}.json", text) for n, text in enumerate(texts)), source="umea-oppna-data", covers="2020"), source)
    assert_accounted_for(reading)
    return reading


def test_the_recorded_answer_has_umeas_true_population_and_is_cut_short(shared_data: Path) -> None:
    reading = reading_of((shared_data / "umea_opendata" / "ods_v1_befolkningsfoeraendringar-helar.json").read_bytes())
    assert (reading.rows_read, reading.rows_refused) == (10, 0)
    true = {"2000": 104512, "2005": 110758, "2011": 116465, "2015": 120777, "2019": 128901, "2020": 130224}
    assert {year: point(reading, "folkmangd", "2480", year).value for year in true} == true
    assert [point(reading, each, "2480", "2020").value for each in ("fodda", "doda")] == [1521, 909]
    assert [doubt.text.split(":")[0] for doubt in reading.doubts] == ["Leveransen har 10 av 23 poster"]


def test_a_bare_reading_keeps_every_number_and_a_change_may_be_negative(shared_data: Path) -> None:
    content = (shared_data / "umea_opendata" / "ods_v1_befolkningsfoeraendringar-helar.json").read_bytes()
    reading = reading_of(content, source=Source())
    assert (reading.rows_refused, len(reading.observations)) == (0, 10 * 18)
    assert point(reading, "justeringspost", "", "2003", Unit.MEDEL).value == -8


def test_every_version_of_the_interface_says_the_same() -> None:
    versions = (
        {"nhits": 10, "records": [{"recordid": "x", "fields": record} for record in RECORDS]},
        {"total_count": 10, "records": [{"record": {"id": "x", "fields": record}} for record in RECORDS]},
        {"total_count": 10, "results": RECORDS},
        RECORDS,
    )
    first, *others = (said(reading_of(version)) for version in versions)
    assert len(first) == 30
    assert all(other == first for other in others)


def test_null_is_missing() -> None:
    assert point(reading_of(RECORDS), "doda", "2480", "2005").status == "saknas"


def test_fields_of_area_and_period_can_be_declared_and_words_are_groups() -> None:
    source = replace(SOURCE, areas={"Umeå": "2480", "Lund": "1281"}, cube=CubeLayout(area="plats", period="nar"))
    records = [{"plats": place, "nar": "2020-08", "kon": "Kvinnor", "fodda": 5} for place in ("Umeå", "Lund", "Ystad")]
    reading = reading_of(records, source=source)
    assert list(reading.observations.frame["area"]) == ["2480", "1281"]
    assert set(reading.observations.frame["group"]) == {"Kvinnor"}
    assert reading.unmapped == 1


@pytest.mark.parametrize(
    ("record", "found", "place"),
    [
        ({"folkmangd": 5}, 'fälten "folkmangd"', "0.json, post 1"),
        ({"ar": "i fjol", "folkmangd": 5}, 'perioden "i fjol"', "0.json, post 1, ar"),
        ({"ar": "2020", "folkmangd": -5}, "-5", "0.json, post 1, folkmangd"),
        ({"ar": "2020", "folkmangd": True}, "true", "0.json, post 1, folkmangd"),
        ("2020", '"2020"', "0.json, post 1"),
    ],
)
def test_a_record_that_cannot_be_used_is_refused_with_its_place(record: Any, found: str, place: str) -> None:
    (refusal,) = reading_of([record], RECORDS, source=replace(SOURCE, units={"folkmangd": "antal"})).refusals
    assert (refusal.found, refusal.place) == (found, place)


def test_an_error_says_what_it_is() -> None:
    (refusal,) = reading_of({"error_code": "ODSQLError", "message": "x"}).refusals
    assert refusal.found == 'JSON med "error_code, message"'


@settings(max_examples=20, deadline=None)
@given(st.permutations(RECORDS), st.integers(1, 9))
def test_the_order_of_records_and_a_file_in_two_change_nothing(records: list[Any], cut: int) -> None:
    expected = said(reading_of(RECORDS))
    assert said(reading_of(records)) == expected
    assert said(reading_of(records[:cut], records[cut:])) == expected


def said(reading: Reading) -> set[tuple[str, str, str, float]]:
    frame = reading.observations.frame.fillna({"value": -1})
    assert not reading.refusals
    return set(zip(frame["indicator"], frame["area"], frame["period"], frame["value"], strict=True))
