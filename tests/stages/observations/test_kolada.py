"""Kolada's answers: version 2 and 3, titles, genders, pages."""

from __future__ import annotations

import csv
import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders_deliveries import assert_accounted_for, delivery, part, point
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize(("name", "many"), [("kld_data", 48), ("grp_data", 192), ("n00945", 63)])
def test_recorded_real_values_are_read_one_for_one(shared_data: Path, name: str, many: int) -> None:
    lines = (shared_data / "kolada" / f"values_rkolada_{name}.csv").read_text("utf-8").splitlines()
    recorded = list(csv.DictReader(lines))
    rows = [row(float(each["value"]), kpi=each["kpi"], area=each["municipality_id"], period=int(each["year"])) for each in recorded]
    reading = reading_of(*rows, source=Source(), kpi=None)
    assert reading.rows_accepted == len(recorded) == len(reading.observations) == many
    first = recorded[0]
    found = point(reading, first["kpi"], first["municipality_id"], first["year"], Unit.MEDEL)
    assert found.value == float(first["value"])


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


def test_codes_are_text_and_0000_is_the_country() -> None:
    reading = reading_of(row(1.0, area="0000"), row(1.5, area="G37563"), row(2.0, area="0114"), row(3.0, area="0024"))
    assert (reading.rows_accepted, reading.unmapped) == (4, 2)
    assert list(reading.observations.frame["area"]) == ["00", "0114"]


def test_a_source_that_names_no_areas_takes_the_country_and_every_municipality_but_no_region() -> None:
    reading = reading_of(row(1.0, area="0000"), row(2.0, area="0114"), row(3.0, area="0024"), source=replace(SOURCE, areas={}))
    assert list(reading.observations.frame["area"]) == ["00", "0114"]


def test_a_group_is_found_by_its_title_of_the_latest_year() -> None:
    source = replace(SOURCE, areas={"2480": "2480", "Liknande kommuner, övergripande, Umeå": "liknande"})
    titles = {"G1": "Liknande kommuner, övergripande, Umeå, 2024", "G2": "Liknande kommuner, övergripande, Umeå, 2025", "G3": "SmåKom"}
    groups = [{"id": key, "title": title, "members": [{"id": "0183", "title": "Sundbyberg"}]} for key, title in titles.items()]
    values = [row(1.0, area="G1"), row(2.0, area="G2"), row(3.0, area="G3"), row(4.0)]
    parts = [part("data.json", answer(*values)), part("municipality-groups.json", json.dumps({"values": groups})), part("kpi.json", KPI)]
    reading = read(delivery(*parts, source="kolada", covers="2025"), source)
    assert_accounted_for(reading)
    assert (reading.rows_read, reading.unmapped) == (4, 2)
    assert point(reading, "anmalda-brott-kolada", "liknande", "2025", Unit.PER_100K).value == 2.0
    (entry,) = reading.entries
    assert (entry.register, entry.id, entry.fields["kommuner"]) == ("kommungrupper", "G2", "0183")


def test_the_recorded_groups_have_umeas_comparable_municipalities(shared_data: Path) -> None:
    names = ("Liknande kommuner, övergripande, Umeå", "Liknande kommuner socioekonomi, Umeå")
    content = (shared_data / "kolada" / "municipality_groups_rkolada_2026-04.json").read_bytes()
    reading = read(delivery(part("data.json", content)), replace(SOURCE, areas={name: name for name in names}))
    assert_accounted_for(reading)
    assert (reading.rows_read, reading.rows_refused) == (3630, 0)
    assert {entry.id: entry.fields["kommuner"] for entry in reading.entries} == {
        "G37563": "0183 0580 0680 1281 1780 1880 2580",
        "G176433": "0380 0580 0780 0880 1080 1780 2580",
    }


@pytest.mark.parametrize(
    ("name", "rows"),
    [("kpi_metadata_rkolada_2026-04.json", 6099), ("municipality_rkolada_2026-04.json", 312), ("v2_municipality_response.json", 312)],
)
def test_recorded_descriptions_are_read_whole(shared_data: Path, name: str, rows: int) -> None:
    reading = read(delivery(part(name, (shared_data / "kolada" / name).read_bytes())), SOURCE)
    assert (reading.rows_read, reading.rows_refused, len(reading.observations)) == (rows, 0, 0)


def test_the_recorded_titles_are_those_that_the_workspace_declares(shared_data: Path, repository: Path) -> None:
    declared = tomllib.loads((repository / "sources" / "kolada" / "source.toml").read_text("utf-8"))
    source = replace(SOURCE, indicators=declared["indicators"], titles=declared["titles"], units=declared["units"])
    kpi = (shared_data / "kolada" / "kpi_metadata_rkolada_2026-04.json").read_bytes()
    table = (shared_data / "kolada" / "kolada_latest_290_municipalities_2026-06.csv").read_text("utf-8")
    recorded = csv.DictReader(table.splitlines(), delimiter=";")
    rows = [row(float(each["value"]), kpi=each["kpi"], area=each["kommunkod"], period=each["period"]) for each in recorded]
    reading = read(delivery(part("data.json", answer(*rows)), part("kpi.json", kpi)), replace(source, areas={}))
    assert_accounted_for(reading)
    assert (reading.rows_read, reading.refusals, reading.doubts) == (2028, (), ())
    true = {"anmalda-brott-kolada": 9209.6378, "invanare": 135273, "behoriga-yrkesprogram": 87.9}
    true |= {"skattesats-kommun": 22.8, "skattesats-total": 34.15}
    for indicator, value in true.items():
        assert point(reading, indicator, "2480", "2025", Unit(source.units[kpi_of(source, indicator)])).value == value
    forecast = {"befolkningsprognos-5-ar": 2.63701, "befolkningsprognos-10-ar": 5.474594}
    assert {each: point(reading, each, "2480", "2024", Unit.PROCENT).value for each in forecast} == forecast


def kpi_of(source: Source, indicator: str) -> str:
    return next(kpi for kpi, each in source.indicators.items() if each == indicator)


def test_a_series_that_has_ended_has_the_title_that_it_had_and_is_remarked_on() -> None:
    ended = json.dumps({"values": [{"id": "N07540", "title": f"{TITLE} (-2024)"}]})
    reading = reading_of(row(1.0), kpi=ended)
    assert (reading.refusals, len(reading.observations)) == ((), 1)
    assert [doubt.id for doubt in reading.doubts] == ["titel:kolada/2025"]
    assert "slutat att publicera: N07540" in reading.doubts[0].text


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


@settings(max_examples=25, deadline=None)
@given(st.permutations([(area, year) for area in ("2480", "0114", "0000") for year in range(2020, 2026)]), st.integers(1, 17))
def test_the_order_of_rows_and_an_answer_in_two_pages_change_nothing(keys: list[tuple[str, int]], cut: int) -> None:
    rows = [row(year + int(area) / 8, area=area, period=year) for area, year in keys]
    pages = [part(f"data{n}.json", answer(*half)) for n, half in enumerate((rows[:cut], rows[cut:]))]
    whole, split = reading_of(*rows), read(delivery(*pages, part("kpi.json", KPI), source="kolada", covers="2025"), SOURCE)
    told = {
        (area, year): point(whole, "anmalda-brott-kolada", "00" if area == "0000" else area, str(year), Unit.PER_100K)
        for area, year in keys
    }
    assert all(each.value == year + int(area) / 8 for (area, year), each in told.items())
    names = ["indicator", "area", "period", "value"]
    both = [set(map(tuple, each.observations.frame[names].to_numpy().tolist())) for each in (whole, split)]
    assert both[0] == both[1]
