"""The deliveries of the demo are the producers' own figures, in the producers' own layouts."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from builders_deliveries import NOTICES, assert_accounted_for, from_folder, point

from briefing.observations.readers import READERS
from briefing.observations.reading import Reading
from briefing.sources.source import Source
from briefing.terms.indicator import Unit

CATEGORIES = {
    "Totalt antal brott": "total",
    "3-7 kap. Brott mot person": "person",
    "8 kap. Stöld, rån och andra tillgreppsbrott": "theft",
    "Inbrottsstöld i bostad": "burglary",
    "12 kap. Skadegörelsebrott": "vandalism",
    "Narkotika- och vapenbrott (summa av två rader)": "drugs_weapons",
}
AREAS = {
    "Umeå kommun": "2480",
    "Sundbybergs kommun": "0183",
    "Linköpings kommun": "0580",
    "Jönköpings kommun": "0680",
    "Lunds kommun": "1281",
    "Karlstads kommun": "1780",
    "Örebro kommun": "1880",
    "Luleå kommun": "2580",
}
PUBLISHED = """
year  total person theft burglary vandalism drugs_weapons
1996  10647   1162  7180     1150       892           234
2017  13262   2737  4570      505      1074          1720
2020  12114   2726  3256      333       678          1943
2025  12411   3016  2401      211       562          1957
"""


@pytest.fixture(scope="module")
def crimes(repository: Path) -> Reading:
    source = Source(id="bra-anmalda-brott", areas=AREAS, indicators=CATEGORIES)
    reading = READERS["bra-sol-dbfil"](from_folder(repository / "sources/bra-anmalda-brott/2026-K2", source.id, "2026-K2"), source)
    assert_accounted_for(reading)
    return reading


@pytest.fixture(scope="module")
def kolada(repository: Path) -> Reading:
    source = Source(id="kolada", indicators={"N07540": "brott", "N01951": "invanare", "N15424": "behoriga", "N00900": "skatt"})
    source = replace(source, titles={"N01951": "Invånare totalt, antal"})
    reading = READERS["kolada"](from_folder(repository / "sources/kolada/2025", source.id, "2025"), source)
    assert_accounted_for(reading)
    return reading


def test_every_row_of_the_demo_is_read(crimes: Reading, kolada: Reading) -> None:
    assert (crimes.rows_read, crimes.refusals, crimes.duplicates, crimes.unmapped, crimes.doubts) == (384 + 642, (), 0, 0, ())
    assert (kolada.rows_read, kolada.refusals, kolada.duplicates, kolada.unmapped, kolada.doubts) == (2028, (), 0, 3 * 290, ())


def test_umea_has_the_published_numbers_of_crimes(crimes: Reading) -> None:
    header, *rows = (line.split() for line in PUBLISHED.strip().splitlines())
    for row in rows:
        for category, number in zip(header[1:], row[1:], strict=True):
            assert point(crimes, category, "2480", row[0]).value == int(number)
    assert point(crimes, "total", "2480", "2025", Unit.PER_100K).value == 9210


def test_the_second_quarter_of_2026_is_3132_crimes_and_preliminary(crimes: Reading) -> None:
    number, rate = (point(crimes, "total", "2480", "2026-K2", unit) for unit in (Unit.ANTAL, Unit.PER_100K))
    assert (number.value, number.status, rate.value) == (3132, "preliminar", 2315)
    assert number.citations[0].place == "kvartal.txt, rad 49"
    assert point(crimes, "total", "2480", "2025-K2").status == "slutlig"


@pytest.mark.parametrize("area", AREAS.values())
def test_the_quarters_add_up_to_the_year(crimes: Reading, area: str) -> None:
    for year in range(2015, 2026):
        quarters = [point(crimes, "total", area, f"{year}-K{quarter}").number for quarter in range(1, 5)]
        assert sum(quarters) == point(crimes, "total", area, str(year)).value


def test_the_figures_are_those_that_were_published(crimes: Reading, shared_data: Path) -> None:
    kinds = {"annual_2480_umea_1996-2025": "", "annual_peers_2015-2025": ""}
    quarters = {"quarterly_total_2480_umea_2014-2026": "", "quarterly_total_peers_2014-2026": ""}
    count = 0
    for name in (*kinds, *quarters):
        text = (shared_data / "bra_sol" / f"bra_crime_{name}.csv").read_text("utf-8")
        for row in csv.DictReader(text.splitlines(), delimiter=";"):
            period = row["period"].replace("K", "-K") if "period" in row else row["year"]
            status = "preliminar" if row["prel"] else "slutlig"
            for column, unit in (("count", Unit.ANTAL), ("per_100k", Unit.PER_100K)):
                found = point(crimes, row["key"], row["kommunkod"], period, unit)
                assert (found.value, found.status) == (float(row[column]), status)
            count += 1
    assert count == crimes.rows_read


def test_the_files_of_bra_are_as_sol_writes_them(repository: Path) -> None:
    for name in ("ar.txt", "kvartal.txt"):
        content = (repository / "sources/bra-anmalda-brott/2026-K2" / name).read_bytes()
        lines = content.decode("latin-1").split("\n")
        assert lines[0] == "Region;Brott;År;Period;Antal;/100 000 inv"
        assert all(line.endswith(";") for line in lines[1:-1]) and lines[-1] == ""
        assert b"\r" not in content and "Ume\xe5 kommun".encode("latin-1") in content


def test_kolada_has_the_published_values(kolada: Reading, shared_data: Path) -> None:
    assert point(kolada, "brott", "2480", "2025", Unit.PER_100K).value == 9209.6378
    assert point(kolada, "invanare", "2480", "2025", Unit.ANTAL).value == 135273
    assert point(kolada, "behoriga", "2480", "2025", Unit.ANDEL).value == 87.9
    text = (shared_data / "kolada" / "kolada_latest_290_municipalities_2026-06.csv").read_text("utf-8")
    recorded = {
        (row["kommunkod"], row["period"]): float(row["value"])
        for row in csv.DictReader(text.splitlines(), delimiter=";")
        if row["kpi"] == "N15424"
    }
    frame = kolada.observations.frame[kolada.observations.frame["indicator"] == "behoriga"]
    assert dict(zip(zip(frame["area"], frame["period"], strict=True), frame["value"], strict=True)) == recorded


def test_the_titles_of_kolada_are_those_of_its_catalogue(repository: Path, shared_data: Path) -> None:
    catalogue = json.loads((shared_data / "kolada" / "kpi_metadata_rkolada_2026-04.json").read_text("utf-8"))["values"]
    known = {kpi["id"]: kpi["title"] for kpi in catalogue}
    ours = json.loads((repository / "sources/kolada/2025/kpi.json").read_text("utf-8"))["values"]
    assert len(ours) == 7
    assert all(known[kpi["id"]] == kpi["title"] for kpi in ours)


def test_event_notices_are_counted_by_the_month_they_were_published(repository: Path, shared_data: Path) -> None:
    reading = READERS["polisen-handelser"](
        from_folder(repository / "sources/polisen-handelser/2026-06.csv", NOTICES.id, "2026-06"), NOTICES
    )
    assert_accounted_for(reading)
    assert reading.refusals == ()
    events = json.loads((shared_data / "polisen_events" / "events_umea_2023-03_2026-08.json").read_text("utf-8"))
    months = Counter(event["datetime"][:7] for event in events)
    thefts = Counter(event["datetime"][:7] for event in events if event["type"] == "Stöld")
    for month in (month for month in months if "2023-04" <= month <= "2026-06"):
        assert point(reading, "notiser", "2480", month).value == months[month]
        if thefts[month]:
            assert point(reading, "notiser-stold", "2480", month).value == thefts[month]
    assert sum(point(reading, "notiser", "2480", f"2025-{month:02d}").number for month in range(1, 13)) == 496
    assert point(reading, "notiser", "2480", "2023-03").status == "bruten"
    assert max(reading.observations.frame["period"]) == "2026-06"


@pytest.mark.parametrize("source", ["bra-anmalda-brott", "kolada", "kommungranser", "polisen-handelser"])
def test_the_register_of_receipt_names_every_file_with_its_seal(repository: Path, source: str) -> None:
    folder = repository / "sources" / source
    rows = list(csv.DictReader((folder / "mottaget.csv").read_text("utf-8").splitlines(), delimiter=";"))
    assert list(rows[0]) == ["file", "sha512", "received_on", "received_how"]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"mottaget.csv", "source.toml"}
    delivered = {each for each in there if not each.startswith(".")}  # what a collection is in the middle of is none
    assert delivered <= {row["file"] for row in rows}
    for row in rows:
        assert hashlib.sha512((folder / row["file"]).read_bytes()).hexdigest() == row["sha512"]
        assert row["received_how"]
