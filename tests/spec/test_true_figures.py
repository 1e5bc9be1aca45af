"""The true figures of the sources come out of the recorded files, each with its vintage, and none is changed on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders_deliveries import assert_accounted_for, delivery, part, point

from briefing.observations.observations import joined
from briefing.observations.readers import READERS
from briefing.observations.reading import Reading
from briefing.sources.source import Source, TableLayout
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Quarter, Year

KEYS = {
    "total": "anmalda",
    "person": "person",
    "theft": "tillgrepp",
    "burglary": "inbrott",
    "vandalism": "skada",
    "drugs_weapons": "narkotika",
}
COLUMNS = {"area": "kommunkod", "indicator": "key", "antal": "count", "per_100k": "per_100k", "status": "prel"}
# year: total, per 100 000, 3–7 kap., 8 kap., burglary in dwellings, 12 kap., narcotics and weapons
TRUE = {
    "1996": (10647, 10447, 1162, 7180, 1150, 892, 234),
    "2017": (13262, 10696, 2737, 4570, 505, 1074, 1720),
    "2020": (12114, 9350, 2726, 3256, 333, 678, 1943),
    "2021": (10879, 8329, 2596, 2896, 283, 641, 1572),
    "2022": (11163, 8481, 2639, 3479, 376, 812, 1505),
    "2023": (11961, 9016, 2645, 3760, 534, 707, 1742),
    "2024": (11984, 8969, 2964, 3276, 344, 628, 1841),
    "2025": (12411, 9210, 3016, 2401, 211, 562, 1957),
}


def table(shared_data: Path, name: str, **columns: str) -> Reading:
    layout = TableLayout(columns={**COLUMNS, **columns}, statuses={"prel": "preliminar", "1": "preliminar"})
    source = Source(id="bra", areas={"2480": "2480"}, indicators=KEYS, table=layout)
    reading = READERS["tabell"](delivery(part(name, (shared_data / "bra_sol" / name).read_bytes()), source="bra"), source)
    assert_accounted_for(reading)
    assert reading.refusals == ()
    return reading


def test_umeas_reported_offences_a_year(shared_data: Path) -> None:
    reading = table(shared_data, "bra_crime_annual_2480_umea_1996-2025.csv", period="year")
    for year, (total, rate, *others) in TRUE.items():
        assert point(reading, "anmalda", "2480", year, Unit.PER_100K).value == rate
        told = [point(reading, indicator, "2480", year).value for indicator in KEYS.values()]
        assert told == [total, *others]


def test_umeas_quarters_add_up_to_its_years(shared_data: Path) -> None:
    quarters = table(shared_data, "bra_crime_quarterly_total_2480_umea_2014-2026.csv", period="period").observations
    years = table(shared_data, "bra_crime_annual_2480_umea_1996-2025.csv", period="year").observations
    by_quarter = quarters.series("anmalda", "2480", Frequency.KVARTAL, Unit.ANTAL)
    by_year = years.series("anmalda", "2480", Frequency.AR, Unit.ANTAL)
    told = {(year, quarter): by_quarter.at(Quarter(year, quarter)) for year in range(2015, 2027) for quarter in (1, 2, 3, 4)}
    assert [each.number for (year, _), each in told.items() if year == 2025 and each] == [3063, 3280, 3067, 3001]
    assert [(each.number, each.status) for (year, _), each in told.items() if year == 2026 and each] == [
        (2590, "preliminar"),
        (3132, "preliminar"),
    ]
    for year in range(2015, 2026):
        of_year = by_year.at(Year(year))
        assert of_year is not None
        assert sum(each.number for (each_year, _), each in told.items() if each_year == year and each) == of_year.number


def test_a_preliminary_figure_is_kept_beside_the_final_one_that_replaced_it(shared_data: Path) -> None:
    name = "bra_anmalda_brott_kommuner_2021_prel.utf8bom.csv"
    source = Source(id="bra", areas={"Umeå kommun": "2480"}, indicators={"Totalt antal brott": "anmalda"})
    first = replace(
        delivery(part(name, (shared_data / "bra_sol" / name).read_bytes()), source="bra", covers="2021"), received_on=date(2022, 1, 20)
    )
    early = READERS["bra-kommun-csv"](first, source).observations
    final = table(shared_data, "bra_crime_annual_2480_umea_1996-2025.csv", period="year").observations
    both = joined([early, final])
    known = {day: both.as_known(day).series("anmalda", "2480", Frequency.AR, Unit.ANTAL).at(Year(2021)) for day in (date(2022, 2, 1), None)}
    assert [(each.number, each.status) for each in known.values() if each] == [(10819, "preliminar"), (10879, "slutlig")]


@pytest.mark.parametrize(("year", "shootings", "explosions"), [("2023", 368, 159), ("2024", 296, 139), ("2025", 158, 194)])
def test_the_countrys_shootings_and_explosions_are_preliminary(shared_data: Path, year: str, shootings: int, explosions: int) -> None:
    name = "skjutningar_sprangningar_riket_2018-2025.csv"
    content = (shared_data / "polisen_statistik" / name).read_bytes()
    for column, number in (("skjutningar", shootings), ("sprangningar", explosions)):
        layout = TableLayout({"period": "ar", "antal": column, "status": "status"}, {"area": "00", "indicator": column})
        reading = READERS["tabell"](delivery(part(name, content)), Source(id="polisen", table=layout))
        told = point(reading, column, "00", year)
        assert (told.value, told.status) == (number, "preliminar")
