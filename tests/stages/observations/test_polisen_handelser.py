"""Polisen's notices: both regimes of their place, revisions, digests, and what was collected in part; on the recorded answers."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from builders_deliveries import assert_accounted_for, delivery, part, point
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.observations.polisen_events import event_of, events_of
from briefing.observations.polisen_handelser import ALL, DIGESTS, read
from briefing.observations.reading import Reading
from briefing.sources.source import Source
from briefing.terms.gap import Gap, GapReason
from briefing.terms.period import Frequency

_LINES = files("briefing.workspace").joinpath("kommuner.csv").read_text("utf-8").splitlines()[1:]
AREAS = {line.split(";")[1]: line.split(";")[0] for line in _LINES}
TYPES = ("Trafikolycka", "Stöld", "Trafikkontroll", "Fylleri/LOB", "Trafikbrott")
SOURCE = Source(
    id="polisen-notiser",
    areas={**AREAS, "Västerbottens län": "24"},
    indicators={ALL: "notiser", DIGESTS: "sammanfattningar", **{kind: kind.lower() for kind in TYPES}},
)


def reading_of(*contents: bytes | str | list[Any], source: Source = SOURCE) -> Reading:
    texts = [json.dumps(content) if isinstance(content, list) else content for content in contents]
    parts = [part(f"{number}.json", text) for number, text in enumerate(texts)]
    reading = read(delivery(*parts, source="polisen-notiser", covers="2026-08"), source)
    assert_accounted_for(reading)
    return reading


def recorded(shared_data: Path, name: str, source: Source = SOURCE) -> Reading:
    return reading_of((shared_data / "polisen_events" / name).read_bytes(), source=source)


def test_umea_has_its_true_numbers_and_does_not_drop_to_zero_when_the_place_became_a_county(shared_data: Path) -> None:
    reading = recorded(shared_data, "events_umea_2023-03_2026-08.json")
    assert (reading.rows_read, reading.rows_refused, reading.unmapped) == (1990, 0, 0)
    months = [point(reading, "notiser", "2480", f"2026-{month:02d}").value for month in range(1, 8)]
    assert months == [36, 51, 39, 41, 58, 47, 22]
    assert point(reading, "notiser", "2480", "2026-02").citations[0].place == "rader: 51, filter: typ=Alla typer, 2026-02"


def test_umea_has_its_true_numbers_a_year(shared_data: Path) -> None:
    reading = recorded(shared_data, "events_umea_2023-03_2026-08.json", replace(SOURCE, covers=Frequency.AR))
    assert [point(reading, "notiser", "2480", year).value for year in ("2024", "2025")] == [678, 496]
    assert [point(reading, kind.lower(), "2480", "2025").value for kind in TYPES] == [80, 75, 50, 48, 40]
    told = [
        event_of(entry)
        for entry in events_of(part("a.json", (shared_data / "polisen_events/events_umea_2023-03_2026-08.json").read_bytes()))
    ]
    assert Counter(event.day.year for event in told) == {2023: 491, 2024: 678, 2025: 496, 2026: 325}


def test_the_whole_country_is_read_whole(shared_data: Path) -> None:
    content = gzip.decompress((shared_data / "large" / "polisen_events_national_2023-03_2026-08.jsonl.gz").read_bytes())
    reading = reading_of(content)
    assert (reading.rows_read, reading.rows_refused, reading.duplicates) == (85011, 0, 0)
    umea = [point(reading, "notiser", "2480", month).value for month in ("2023-04", "2025-03", "2026-02")]
    assert umea == [62, 36, 51]  # as in the extract of Umeå alone
    assert min(reading.observations.frame["period"]) == "2023-04"  # the few old notices that stood in the first answers tell of no month


def test_a_month_that_was_collected_in_part_is_a_gap(shared_data: Path) -> None:
    reading = recorded(shared_data, "events_umea_2023-03_2026-08.json")
    august = point(reading, "notiser", "2480", "2026-08").value
    assert isinstance(august, Gap) and august.reason is GapReason.BRUTEN
    assert min(reading.observations.frame["period"]) == "2023-04"  # collected from 20 March


def test_a_type_without_notices_in_a_month_that_was_collected_is_none(shared_data: Path) -> None:
    source = replace(SOURCE, indicators={"Vapenlagen": "vapen", ALL: "notiser"})
    reading = recorded(shared_data, "events_umea_2023-03_2026-08.json", source)
    assert point(reading, "vapen", "2480", "2025-03").value == 0
    assert all(point(reading, "vapen", "2480", f"2025-{month:02d}").status == "slutlig" for month in range(1, 13))


def test_digests_are_counted_apart(shared_data: Path) -> None:
    reading = recorded(shared_data, "events_vasterbotten_2023-03_2026-08.json")
    frame = reading.observations.frame
    digests = frame[(frame["area"] == "24") & (frame["indicator"] == "sammanfattningar")]["value"].sum()
    told = events_of(part("a.json", (shared_data / "polisen_events" / "events_vasterbotten_2023-03_2026-08.json").read_bytes()))
    months = Counter(event_of(entry).day.strftime("%Y-%m") for entry in told if entry["type"].startswith("Sammanfattning"))
    assert sum(months.values()) == 1245 + 2  # "Sammanfattning natt" and "Sammanfattning kväll och natt"
    assert digests == 1247 - months["2023-03"] - months["2026-08"]
    assert reading.unmapped == 0


def test_the_last_version_of_a_notice_counts_and_the_others_are_duplicates(shared_data: Path) -> None:
    reading = recorded(shared_data, "event_revisions_vasterbotten.json")
    assert (reading.rows_read, reading.duplicates) == (198, 100)


@pytest.mark.parametrize("name", ["2023-03-31", "2023-12-31", "2024-06-21", "2025-10-15", "2026-01-22_location_switch", "2026-08-22"])
def test_one_answer_is_read_whole_and_tells_of_no_whole_month(shared_data: Path, name: str) -> None:
    reading = recorded(shared_data, f"api_events_raw_{name}.json")
    assert (reading.rows_read, reading.rows_refused, len(reading.observations)) == (500, 0, 0)


def test_a_short_stale_answer_is_not_taken_for_months_without_notices(shared_data: Path) -> None:
    reading = recorded(shared_data, "api_events_short_response_2025-12-26.json")
    assert (reading.rows_read, len(reading.observations)) == (67, 0)


def test_an_empty_answer_is_refused(shared_data: Path) -> None:
    (refusal,) = recorded(shared_data, "api_events_empty_body_2026-05-27.json").refusals
    assert refusal.found == "en tom fil"


def notice(number: int, day: date, place: str = "Umeå", kind: str = "Stöld", location: str = "Västerbottens län") -> dict[str, Any]:
    moment, name = f"{day.isoformat()} 9:05:33 +02:00", f"{day.day} juni 8.30, {kind}, {place}"
    return {"id": number, "datetime": moment, "name": name, "summary": "x", "type": kind, "location": {"name": location, "gps": "1,2"}}


JUNE = [notice(number, date(2026, 6, 1) + timedelta(days=number % 30), kind=TYPES[number % 3]) for number in range(90)]


@pytest.mark.parametrize(
    ("place", "location", "area"),
    [
        ("Umeå", "Umeå", "2480"),
        ("Umeå", "Västerbottens län", "2480"),
        ("Upplands väsby", "Stockholms län", "0114"),
        ("Upplands-bro", "Stockholms län", "0139"),
        ("Västerbottens län", "Skellefteå", "2482"),
        ("E4 vid Hörnefors", "Umeå", "2480"),
        ("Dals-ed", "Västra Götalands län", "1438"),
    ],
)
def test_the_kommun_is_the_end_of_the_name_else_the_location(place: str, location: str, area: str) -> None:
    source = replace(SOURCE, areas=AREAS)
    june = [notice(number, date(2026, 6, 1) + timedelta(days=number % 30), place, location=location) for number in range(90)]
    assert point(reading_of(june, source=source), "notiser", area, "2026-06").value == 90


def test_a_notice_of_a_county_alone_is_not_used() -> None:
    reading = reading_of([*JUNE, notice(999, date(2026, 6, 3), "Västerbottens län")], source=replace(SOURCE, areas=AREAS))
    assert (reading.unmapped, point(reading, "notiser", "2480", "2026-06").value) == (1, 90)


def test_a_type_with_a_comma_is_the_type_that_the_field_says() -> None:
    assert event_of(notice(1, date(2026, 6, 1), kind="Trafikolycka, personskada")).type == "Trafikolycka, personskada"


@pytest.mark.parametrize(
    ("change", "column", "found"),
    [
        ({"id": "7"}, "id", '"7"'),
        ({"id": True}, "id", "true"),
        ({"datetime": "2026-02-30 9:05:33 +01:00"}, "datetime", '"2026-02-30 9:05:33 +01:00"'),
        ({"datetime": "6026-06-03 9:05:33 +01:00"}, "datetime", '"6026-06-03 9:05:33 +01:00"'),
        ({"datetime": None}, "datetime", "null"),
        ({"type": " "}, "type", '" "'),
        ({"name": 5}, "name", "5"),
        ({"location": "Umeå"}, "location", '"Umeå"'),
    ],
)
def test_a_notice_that_cannot_be_used_is_refused_with_its_place(change: dict[str, Any], column: str, found: str) -> None:
    (refusal,) = reading_of([*JUNE, {**notice(500, date(2026, 6, 3)), **change}]).refusals
    assert (refusal.place, refusal.found) == (f"post 91, {column}", found)


def test_another_json_says_what_it_holds() -> None:
    (refusal,) = reading_of('{"message": "Too many requests"}').refusals
    assert refusal.found == 'JSON med "message"'


@settings(max_examples=20, deadline=None)
@given(st.permutations(JUNE), st.integers(1, 89))
def test_the_order_of_notices_and_answers_that_overlap_change_nothing(june: list[dict[str, Any]], cut: int) -> None:
    expected = said(reading_of(JUNE))
    assert expected
    assert said(reading_of(june)) == expected
    assert said(reading_of("\n".join(map(json.dumps, june)))) == expected
    assert said(reading_of(june[:cut], june[cut - 1 :])) == expected


def said(reading: Reading) -> set[tuple[str, str, str, float]]:
    frame = reading.observations.frame
    assert not reading.refusals
    return set(zip(frame["indicator"], frame["area"], frame["period"], frame["value"], strict=True))
