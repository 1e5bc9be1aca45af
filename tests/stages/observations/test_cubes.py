"""Statistical tables of many dimensions: JSON-stat 1 and 2, PxWeb's own JSON, PC-Axis; on recorded answers and on made ones."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from builders_deliveries import assert_accounted_for, delivery, part, point, series
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.observations import jsonstat, px, pxweb_json
from briefing.observations.cube_axes import unit_of
from briefing.observations.reading import Reading
from briefing.sources.source import CubeLayout, Source
from briefing.terms.indicator import Unit

LAN = Source(id="scb", areas={"24": "24", "2480": "2480"}, indicators={"Folkmängden per månad": "folkmangd", "Antal": "antal"})


def read(reader: Any, content: Any, source: Source = LAN) -> Reading:
    told = content if isinstance(content, bytes | str) else json.dumps(content, ensure_ascii=False)
    reading: Reading = reader.read(delivery(part("tabell", told), source="scb"), source)
    assert_accounted_for(reading)
    return reading


def recorded(shared_data: Path, name: str) -> bytes:
    return (shared_data / "scb_pxweb" / name).read_bytes()


def test_the_recorded_population_of_vasterbotten_is_read_cell_by_cell(shared_data: Path) -> None:
    reading = read(jsonstat, recorded(shared_data, "v2_TAB6471_data.json"))
    assert (reading.rows_read, reading.rows_refused, reading.unmapped, len(reading.observations)) == (2772, 0, 20 * 132, 132)
    april = reading.observations.frame.query("area == '24' and period == '2026-04'").set_index("group")["value"]
    genders = {"K": 137157, "M": 141344, "": 278495}
    for gender, total in genders.items():
        names = [group for group in april.index if (group.endswith(f", {gender}") if gender else ", " not in group)]
        assert (len(names), april[names].sum()) == (11, total)  # all ages are 11 groups; noise makes the sum of the genders another
    first = reading.observations.frame.iloc[0]
    assert first["place"] == "cell 2509 (24, 0-9, TotSa, 000007SF, 2026M01)"


def test_ages_that_stand_for_everyone_can_be_declared(shared_data: Path) -> None:
    page = json.loads(recorded(shared_data, "v2_TAB6471_data.json"))
    source = replace(LAN, cube=CubeLayout(whole=("100+ år",)))
    assert len(series(read(jsonstat, page, source), "folkmangd", "24", "2026-04").points) == 4


def test_another_agencys_years_are_read_by_their_labels_and_not_by_their_codes(shared_data: Path) -> None:
    reading = read(jsonstat, recorded(shared_data, "domstolsverket_jsonstat2_v1.json"), Source())
    assert list(reading.observations.frame["period"]) == ["2007", "2023", "2024"]
    assert list(reading.observations.frame["value"]) == [5.3, 3.5, 3.1]


def test_the_recorded_px_file_is_read_cell_by_cell(shared_data: Path) -> None:
    reading = read(px, recorded(shared_data, "pxtools_TAB001.px"), Source())
    assert (reading.rows_read, reading.rows_refused, len(reading.observations)) == (5940, 0, 5940)
    frame = reading.observations.frame
    austria = frame[(frame["area"] == "AT") & (frame["group"] == "Female")].set_index("period")
    assert list(austria["value"].dropna()) == [4041797, 4143737]
    assert austria["status"]["1981"] == "saknas"
    last = frame[(frame["area"] == "UK") & (frame["period"] == "2001") & (frame["group"] == "Unknown")]
    assert list(last["status"]) == ["saknas"]


def dataset(order: tuple[str, ...] = ("Region", "Tid"), **changes: Any) -> dict[str, Any]:
    names = {"Region": {"2480": "Umeå", "0180": "Stockholm"}, "Tid": {"2024": "2024", "2025": "2025"}}
    values = {("2480", "2024"): 1, ("2480", "2025"): 2, ("0180", "2024"): 3, ("0180", "2025"): None}
    keys = product(*(names[name] for name in order))
    told = [values[(key[order.index("Region")], key[order.index("Tid")])] for key in keys]
    dimensions = {name: {"label": name, "category": {"index": list(names[name]), "label": names[name]}} for name in order}
    return {"class": "dataset", "label": "Antal", "id": list(order), "size": [2, 2], "dimension": dimensions, "value": told, **changes}


def test_version_1_has_its_dimensions_in_another_place() -> None:
    page = dataset()
    old = {"dimension": {**page["dimension"], "id": page["id"], "size": page["size"], "role": {"time": ["Tid"]}}, "value": page["value"]}
    assert told(read(jsonstat, {"dataset": {**old, "label": "Antal"}})) == told(read(jsonstat, page))
    assert told(read(jsonstat, {"class": "collection", "link": {"item": [page]}})) == told(read(jsonstat, page))


def test_sparse_values_and_null_are_missing_and_never_zero() -> None:
    reading = read(jsonstat, dataset(value={"0": 1, "2": 3}), replace(LAN, areas={}))
    values = reading.observations.frame.set_index(["area", "period"])["status"].to_dict()
    assert values == {("2480", "2024"): "slutlig", ("2480", "2025"): "saknas", ("0180", "2024"): "slutlig", ("0180", "2025"): "saknas"}


def test_00_is_the_country() -> None:
    page = dataset()
    page["dimension"]["Region"]["category"] = {"index": ["00", "2480"], "label": {"00": "Riket", "2480": "Umeå"}}
    assert set(read(jsonstat, page).observations.frame["area"]) == {"00", "2480"}


def test_four_year_means_stand_at_their_last_year() -> None:
    page = dataset()
    page["dimension"]["Tid"]["category"] = {"index": ["0", "1"], "label": {"0": "2020-2023", "1": "2021–2024"}}
    assert set(read(jsonstat, page).observations.frame["period"]) == {"2023", "2024"}


PXWEB = {
    "columns": [
        {"code": "Region", "text": "region", "type": "d"},
        {"code": "Tid", "text": "år", "type": "t"},
        {"code": "BE0101N1", "text": "Antal", "type": "c"},
    ],
    "data": [{"key": ["2480", "2024"], "values": ["1"]}, {"key": ["2480", "2025"], "values": [".."]}],
}


def test_pxwebs_own_json_has_texts_for_values() -> None:
    reading = read(pxweb_json, PXWEB)
    assert (reading.rows_read, point(reading, "antal", "2480", "2024", Unit.MEDEL).value) == (2, 1)
    assert point(reading, "antal", "2480", "2025", Unit.MEDEL).status == "saknas"
    counted = read(pxweb_json, PXWEB, replace(LAN, units={"Antal": "antal"}))
    assert point(counted, "antal", "2480", "2024").citations[0].place == "post 1 (2480, 2024, BE0101N1)"


PX = 'AXIS-VERSION="2010";\nCONTENTS="Antal";\nSTUB="region";\nHEADING="tid";\nVALUES("region")="Umeå","Stock"\n"holm";\n'
PX += 'CODES("region")="2480","0180";\n'
PX += 'NOTE="Ett ; i en text";\nVALUES("tid")="2024","2025";\nUNITS="antal";\nDATA=\n1 2\n3 ".."\n;\n'


def test_a_px_text_goes_on_over_lines_and_may_hold_a_semicolon() -> None:
    reading = read(px, PX.encode("cp1252"), Source())
    assert (reading.rows_read, set(reading.observations.frame["area"])) == (4, {"2480", "0180"})


@pytest.mark.parametrize(
    ("reader", "content", "found"),
    [
        (px, PX.replace("3 ", ""), "3 värden"),
        (px, PX.removesuffix(";\n"), "en fil som slutar mitt bland talen"),
        (px, PX[:150], "ett nyckelord utan slut"),
        (px, "Region;Antal\n2480;5\n", 'texten "Region;Antal 2480;5"'),
        (jsonstat, PXWEB, 'JSON med "columns, data"'),
        (jsonstat, dataset(value=[1, 2, 3]), "3 värden"),
        (jsonstat, dataset(size=[2, 3]), "size [2, 3]"),
        (jsonstat, dataset(value={"4": 1}), 'värdet på plats "4"'),
        (jsonstat, dataset(id=["Region"], size=[2], value=[1, 2]), 'dimensionerna "Region"'),
        (pxweb_json, dataset(), 'JSON med "class, label, id, size, dimension, value"'),
        (pxweb_json, {**PXWEB, "data": [{"key": ["2480"], "values": ["1"]}]}, 'post 1: {"key": ["2480"], "values": ["1"]}'),
    ],
)
def test_what_is_no_such_table_says_what_it_is(reader: Any, content: Any, found: str) -> None:
    (refusal,) = read(reader, content).refusals
    assert refusal.found == found
    assert refusal.expected and refusal.remedy


def test_a_dimension_without_a_known_name_must_be_declared() -> None:
    page = dataset()
    page["id"], page["dimension"]["Domstol"] = ["Domstol", "Tid"], page["dimension"].pop("Region")
    page["dimension"]["Domstol"]["label"] = "domstol"
    (refusal,) = read(jsonstat, page).refusals
    assert (refusal.found, refusal.expected) == ('dimensionerna "Domstol", "Tid"', "en dimension som är ett område")
    assert told(read(jsonstat, page, replace(LAN, cube=CubeLayout(area="Domstol")))) == told(read(jsonstat, dataset()))
    (refusal,) = read(jsonstat, page, replace(LAN, cube=CubeLayout(area="Kommun"))).refusals
    assert refusal.expected == 'dimensionen "Kommun"'


def test_a_value_that_is_no_number_is_refused_with_its_cell() -> None:
    (refusal,) = read(jsonstat, dataset(value=[1, "x1", 3, 4]), Source()).refusals
    assert (refusal.found, refusal.place) == ('"x1"', "cell 2 (2480, 2025)")


def test_a_claimed_size_takes_no_memory() -> None:
    names = {"category": {"index": [str(number) for number in range(3000)]}}
    page = {"id": ["Region", "Tid"], "size": [3000, 3000], "dimension": {"Region": names, "Tid": names}, "value": {}}
    (refusal,) = read(jsonstat, page).refusals
    assert refusal.found == "en tabell med mer än 500000 celler"


@pytest.mark.parametrize(
    ("base", "unit"),
    [("antal", Unit.ANTAL), ("per 100 000", Unit.PER_100K), ("procent", Unit.ANDEL), ("Andel (%)", Unit.ANDEL), ("Månader", Unit.MEDEL)],
)
def test_the_unit_is_what_the_table_calls_it(base: str, unit: Unit) -> None:
    assert unit_of(base) is unit


@settings(max_examples=20, deadline=None)
@given(st.permutations(["Region", "Tid"]), st.permutations(PXWEB["data"]))
def test_the_order_of_dimensions_and_rows_and_a_file_in_two_change_nothing(order: list[str], data: list[Any]) -> None:
    assert told(read(jsonstat, dataset(tuple(order)))) == told(read(jsonstat, dataset()))
    assert told(read(pxweb_json, {**PXWEB, "data": data})) == told(read(pxweb_json, PXWEB))
    halves = [part(f"{n}.json", json.dumps({**PXWEB, "data": [each]})) for n, each in enumerate(data)]
    assert told(pxweb_json.read(delivery(*halves), LAN)) == told(read(pxweb_json, PXWEB))


def told(reading: Reading) -> set[tuple[str, str, str, float, str]]:
    frame = reading.observations.frame.fillna({"value": -1})
    assert not reading.refusals
    assert len(frame)
    return set(zip(frame["indicator"], frame["area"], frame["period"], frame["value"], frame["status"], strict=True))
