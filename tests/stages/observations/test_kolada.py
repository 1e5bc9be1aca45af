"""Kolada's answers: version 2 and 3, titles, genders, pages."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders_deliveries import assert_accounted_for, delivery, part, point

from briefing.observations.kolada import read, unit_of
from briefing.observations.reading import Reading
from briefing.sources.source import Source
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit

TITLE = "Anmälda brott totalt, antal/100 000 inv"
SOURCE = Source(
    id="kolada",
    areas={"2480": "2480", "0114": "0114"},
    indicators={"N07540": "anmalda-brott-kolada", "N02915": "prognos"},
    titles={"N07540": TITLE},
    units={"N07540": "per_100k", "N02915": "procent"},
)
KPI = json.dumps({"values": [{"id": "N07540", "title": TITLE}]})


def row(value: Any, *, kpi: str = "N07540", area: Any = "2480", period: Any = 2025, **more: Any) -> dict[str, Any]:
    return {"kpi": kpi, "municipality": area, "period": period, "values": [{"gender": "T", "value": value, **more}]}


def answer(*rows: Any, **more: Any) -> str:
    return json.dumps({"values": rows, "count": len(rows), "next_url": None, **more})


def reading_of(*rows: Any, source: Source = SOURCE, kpi: str | None = KPI, **more: Any) -> Reading:
    parts = [part("data.json", answer(*rows, **more)), *([part("kpi.json", kpi)] if kpi else [])]
    reading = read(delivery(*parts, source="kolada", covers="2025"), source)
    assert_accounted_for(reading)
    return reading


def test_version_3() -> None:
    found = point(reading_of(row(9209.6378, count=1, status="", isdeleted=False)), "anmalda-brott-kolada", "2480", "2025", Unit.PER_100K)
    assert (found.value, found.status, found.citations[0].place) == (9209.6378, "slutlig", "data.json, post 1")


def test_version_2_has_periods_as_text_and_another_name_for_the_next_page() -> None:
    page = json.dumps({"count": 1, "values": [row(5.5, period="2025", status="")], "next_page": None, "previous_page": None})
    reading = read(delivery(part("data.json", page), part("kpi.json", KPI)), SOURCE)
    assert point(reading, "anmalda-brott-kolada", "2480", "2025", Unit.PER_100K).value == 5.5


def test_recorded_real_values_are_read_one_for_one(shared_data: Path) -> None:
    lines = (shared_data / "kolada" / "values_rkolada_kld_data.csv").read_text("utf-8").splitlines()
    recorded = list(csv.DictReader(lines))
    rows = [row(float(each["value"]), kpi=each["kpi"], area=each["municipality_id"], period=int(each["year"])) for each in recorded]
    reading = reading_of(*rows, source=Source(), kpi=None)
    assert reading.rows_accepted == len(recorded) == len(reading.observations)
    assert point(reading, "N03702", "0180", "2012", Unit.MEDEL).value == 777.735791


def test_women_and_men_are_groups_of_their_own() -> None:
    values = [{"gender": gender, "value": value} for gender, value in (("T", 3.0), ("F", 1.0), ("M", 2.0))]
    reading = reading_of({**row(0), "values": values})
    groups = dict(zip(reading.observations.frame["group"], reading.observations.frame["value"], strict=True))
    assert groups == {"": 3.0, "K": 1.0, "M": 2.0}


def test_null_is_missing_and_private_is_secret() -> None:
    reading = reading_of(row(None, status="Private"), row(None, area="0114"))
    reasons = {area: point(reading, "anmalda-brott-kolada", area, "2025", Unit.PER_100K).value for area in ("2480", "0114")}
    assert isinstance(reasons["2480"], Gap) and reasons["2480"].reason is GapReason.SEKRETESS
    assert isinstance(reasons["0114"], Gap) and reasons["0114"].reason is GapReason.SAKNAS


def test_a_value_that_kolada_took_back_is_not_used() -> None:
    reading = reading_of(row(5.0, isdeleted=True))
    assert (reading.rows_accepted, len(reading.observations)) == (1, 0)


def test_codes_are_text_and_riket_and_groups_are_not_mapped() -> None:
    reading = reading_of(row(1.0, area="0000"), row(1.5, area="G37563"), row(2.0, area="0114"))
    assert (reading.rows_accepted, reading.unmapped) == (3, 2)
    assert list(reading.observations.frame["area"]) == ["0114"]


def test_a_source_that_names_no_areas_takes_every_municipality_code() -> None:
    reading = reading_of(row(1.0, area="0000"), row(2.0, area="0114"), source=replace(SOURCE, areas={}))
    assert list(reading.observations.frame["area"]) == ["0114"]


def test_another_title_refuses_the_figure_once_and_whole() -> None:
    strange = json.dumps({"values": [{"id": "N07540", "title": "Anmälda våldsbrott"}]})
    reading = reading_of(row(1.0), row(2.0, area="0114"), row(-3.5, kpi="N02915"), kpi=strange)
    (refusal,) = reading.refusals
    assert (refusal.rows, refusal.place) == (2, "kpi.json, N07540")
    assert (refusal.found, refusal.expected) == ('titeln "Anmälda våldsbrott"', f'"{TITLE}"')
    assert list(reading.observations.frame["indicator"]) == ["prognos"]


@pytest.mark.parametrize("kpi", [None, '{"values": []}', "inte json"])
def test_without_titles_to_check_there_is_a_doubt(kpi: str | None) -> None:
    reading = reading_of(row(1.0), kpi=kpi)
    (doubt,) = reading.doubts
    assert doubt.id == "titel:kolada/2025"
    assert "N07540" in doubt.text
    assert len(reading.observations) == 1


@pytest.mark.parametrize(
    ("strange", "found"),
    [
        (row("12,3"), 'värdet "12,3"'),
        (row(-1), "värdet -1"),
        (row(float("nan")), 'värdet "NaN"'),
        (row(float("inf")), 'värdet "Infinity"'),
        (row(10**30), f'värdet "{10**30}"'),
        (row(True), "värdet true"),
        (row(5.0, status="Private"), 'värdet 5.0 med status "private"'),
        (row(5.0, period="2025-01"), 'perioden "2025-01"'),
        (row(5.0, period=None), "perioden null"),
        (row(5.0, area=114), 'kpi "N07540" och municipality 114'),
        (row(5.0, gender="X"), '"{"gender": "X", "value": 5.0}"'),
        ({"kpi": "N07540"}, '"{"kpi": "N07540"}"'),
        (None, '"null"'),
    ],
)
def test_a_row_with_an_unusable_value_is_refused_and_the_others_stand(strange: Any, found: str) -> None:
    reading = reading_of(row(1.0, area="0114"), strange)
    (refusal,) = reading.refusals
    assert refusal.found == found
    assert refusal.place.startswith("data.json, post 2")
    assert list(reading.observations.frame["value"]) == [1.0]


def test_a_row_is_refused_whole_though_only_one_of_its_values_is_wrong() -> None:
    values = [{"gender": "T", "value": 3.0}, {"gender": "K", "value": "1"}]
    assert len(reading_of({**row(0), "values": values}).observations) == 0


def test_a_forecast_may_be_negative() -> None:
    assert point(reading_of(row(-2.5, kpi="N02915")), "prognos", "2480", "2025", Unit.PROCENT).value == -2.5


def test_a_file_cut_off_is_one_refusal() -> None:
    content = answer(row(1.0), row(2.0, area="0114"))[:-60]
    (refusal,) = read(delivery(part("data.json", content)), SOURCE).refusals
    assert refusal.found.startswith("en fil som inte går att läsa som JSON på rad 1")


def test_another_json_is_one_refusal_that_says_what_it_holds() -> None:
    (refusal,) = read(delivery(part("data.json", '{"message": "Not found"}')), SOURCE).refusals
    assert refusal.found == 'JSON med "message"'


def test_pages_are_joined_and_a_page_in_two_copies_counts_its_rows_as_duplicates() -> None:
    first = part("data1.json", answer(row(1.0), next_url="https://api.kolada.se/v3/data?page=2"))
    second = part("data2.json", answer(row(2.0, area="0114"), row(1.0)))
    reading = read(delivery(first, second, part("kpi.json", KPI)), SOURCE)
    assert (reading.rows_read, reading.duplicates, len(reading.observations), reading.doubts) == (3, 1, 2, ())


def test_a_missing_last_page_is_a_doubt() -> None:
    (doubt,) = reading_of(row(1.0), next_url="https://api.kolada.se/v3/data?page=2").doubts
    assert doubt.id == "volym:kolada/2025"


def test_a_kpi_that_kolada_does_not_know_gives_no_rows() -> None:
    assert reading_of().rows_read == 0


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        (TITLE, Unit.PER_100K),
        ("Invånare totalt, antal", Unit.ANTAL),
        ("Avhysningar, antal (-2024)", Unit.ANTAL),
        ("Elever i åk 9 som är behöriga till yrkesprogram, lägeskommun, andel (%)", Unit.ANDEL),
        ("Meritvärde i åk. 9, genomsnitt", Unit.MEDEL),
    ],
)
def test_units_told_from_the_title(title: str, unit: Unit) -> None:
    assert unit_of(title) is unit


def test_the_catalogue_of_titles_gives_every_kpi_a_unit(shared_data: Path) -> None:
    catalogue = json.loads((shared_data / "kolada" / "kpi_metadata_rkolada_2026-04.json").read_text("utf-8"))["values"]
    assert {unit_of(kpi["title"]) for kpi in catalogue} == {Unit.PER_100K, Unit.ANTAL, Unit.ANDEL, Unit.MEDEL}
