"""What was delivered on a subject: its populations, its points with their intervals, and the period that is spoken of."""

from __future__ import annotations

from typing import Any

import pytest
from builders_observations import PEERS, counted, indicator, request, rows, same_quarter

from briefing.findings.panel import Panel, panel_of
from briefing.findings.residents import populations
from briefing.findings.subject_data import SubjectData, implied_populations, subject_data, subject_table
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import Observations, joined
from briefing.terms.gap import Gap
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Frequency, Period, Quarter, Year

YEAR, QUARTER = Subject("anmalda-brott", Frequency.AR), Subject("anmalda-brott", Frequency.KVARTAL)


def panel(*observations: Observations) -> Panel:
    return panel_of(joined(observations), None, Quarter(2026, 2).last_day, None)


def seen(*observations: Observations, subject: Subject = YEAR, what: Indicator | None = None, period: str = "2026-K2") -> SubjectData:
    shared = panel(*observations)
    return subject_data(subject_table(shared, implied_populations(shared), subject, what or indicator()), request(period))


def population(*observations: Observations, period: Period = Year(2025), area: str = "2480") -> float | None:  # noqa: B008
    return seen(*observations).population(area, period)


def test_a_population_is_the_count_through_the_rate() -> None:
    data = seen(counted({"2024": 50, "2025": 100}, population=50_000), counted({"2025": 30}, area="0580", population=20_000))
    assert (data.population("2480", Year(2025)), data.population("0580", Year(2025))) == (50_000, 20_000)
    assert data.population("0580", Year(2024)) is None
    assert data.population("9999", Year(2025)) is None
    assert population(rows({"2025": 3}), rows({"2025": 0.5}, measure=Unit.PER_100K)) == 600_000
    assert data.population("2480", Year(2026)) is None


@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_rate_that_rounds_to_nobody_tells_no_population(count: int) -> None:
    assert population(rows({"2025": count}), rows({"2025": 0}, measure=Unit.PER_100K)) is None


@pytest.mark.parametrize(
    ("count", "rate", "stands"), [(4, 0, True), (5, 0, False), (0, 1, False), (0, 0, True), (1, 1, True), (6, 1, True)]
)
def test_a_rate_that_contradicts_its_count_is_none(count: int, rate: int, stands: bool) -> None:
    data = seen(rows({"2025": count}), rows({"2025": rate}, measure=Unit.PER_100K))
    assert (data.value_point("2480", Unit.PER_100K, Year(2025)) is not None) is stands
    assert data.value_point("2480", Unit.ANTAL, Year(2025)) is not None
    told = data.point("2480", Unit.PER_100K, Year(2025))
    assert told is not None
    assert (told.value == float(rate)) if stands else (isinstance(told.value, Gap) and told.value.subject == "anmalda-brott")


def test_of_one_source_the_largest_count_tells_the_population_and_another_source_tells_nothing() -> None:
    small, large = counted({"2025": 3}, population=40_000, about="ran"), counted({"2025": 300}, population=50_000, about="stold")
    other = counted({"2025": 900}, population=90_000, about="annat", delivery="kolada/2025")
    assert population(counted({"2025": 7}, population=70_000), small, large, other) == 50_000
    assert population(rows({"2025": 7}), other) is None
    assert population(other, counted({"2025": 7}, population=70_000)) == 70_000
    assert population(counted({"2025": 300}, population=60_000), large) == 60_000  # the first of two that are equally large


def test_quarters_tell_no_population_of_years() -> None:
    assert population(rows({"2025": 7}), counted(same_quarter([100], 2025), about="ran", population=50_000)) is None


def test_an_indicator_without_a_rate_in_one_frequency_tells_the_population_of_the_other() -> None:
    by_quarter = seen(rows({"2025": 7}), counted(same_quarter([100]), population=50_000), subject=QUARTER)
    by_year = seen(rows(same_quarter([7])), counted({"2025": 100}, population=50_000))
    assert by_quarter.population("2480", Quarter(2026, 2)) == by_year.population("2480", Year(2025)) == 50_000


def test_where_no_rate_tells_a_population_the_registered_inhabitants_do() -> None:
    people = indicator("invanare", denominator=True)
    registered = rows({"2023": 800, "2024": 900, "2025": 999}, about="invanare")
    other = rows({"2025": 1}, about="annat", delivery="kolada/2025")
    shared = panel(other, counted({"2025": 100}, population=50_000), rows({"2024": 7}), registered)
    data = subject_data(subject_table(shared, populations(shared, [people]), YEAR, indicator()), request())
    assert [data.population("2480", Year(year)) for year in (2025, 2024)] == [50_000.0, 850.0]
    alone = panel(rows({"2024": 7}), registered)
    data = subject_data(subject_table(alone, populations(alone, [people]), YEAR, indicator()), request())
    assert data.population("2480", Year(2024)) == 850.0


def test_of_what_nobody_delivered_there_is_no_population() -> None:
    data = seen(counted({"2025": 100}), subject=Subject("okand", Frequency.AR), what=indicator("okand"))
    assert (data.population("2480", Year(2025)), data.own_periods, data.measures, data.period) == (None, 0, (), None)


def test_a_point_with_a_half_width_beside_it_has_its_interval() -> None:
    what = indicator("enkat", unit=Unit.ANDEL, half_width="osakerhet")
    share: dict[str, Any] = {"about": "enkat", "measure": Unit.ANDEL}
    width: dict[str, Any] = {"about": "osakerhet", "measure": Unit.ANDEL, "delivery": "kolada/bredd"}
    values: dict[str, float | str] = {"2020": "saknas", "2021": 50, "2022": 2, "2023": 98.75, "2024": 50, "2025": 50}
    halves: dict[str, float | str] = {"2020": 3, "2021": 0.5, "2022": 3, "2023": 3, "2024": 0, "2025": "saknas"}
    data = seen(rows(values, **share), rows(halves, **width), subject=Subject("enkat", Frequency.AR), what=what)
    edges = {}
    for code in values:
        point = data.point("2480", Unit.ANDEL, Year(int(code)))
        assert point is not None
        edges[code] = (point.lower, point.upper, len(point.citations))
    none = dict.fromkeys(("2020", "2024", "2025"), (None, None, 1))
    assert edges == {**none, "2021": (49.5, 50.5, 2), "2022": (0, 5, 2), "2023": (95.75, 100, 2)}
    alone = seen(rows(values, **share), subject=Subject("enkat", Frequency.AR), what=what).point("2480", Unit.ANDEL, Year(2021))
    assert alone is not None
    assert (alone.lower, alone.upper) == (None, None)


def test_a_half_width_is_that_of_the_indicators_own_unit_alone() -> None:
    what = indicator("enkat", unit=Unit.ANDEL, half_width="osakerhet")
    answers, width = rows({"2025": 50}, about="enkat"), rows({"2025": 3}, about="osakerhet", measure=Unit.ANDEL)
    point = seen(answers, width, subject=Subject("enkat", Frequency.AR), what=what).point("2480", Unit.ANTAL, Year(2025))
    assert point is not None
    assert (point.value, point.lower, point.upper) == (50.0, None, None)


def test_a_mean_may_reach_below_nothing_and_above_a_hundred() -> None:
    what = indicator("enkat", unit=Unit.MEDEL, half_width="osakerhet")
    data = seen(
        rows({"2024": 1, "2025": 99}, about="enkat", measure=Unit.MEDEL),
        rows({"2024": 2, "2025": 3}, about="osakerhet", measure=Unit.MEDEL),
        subject=Subject("enkat", Frequency.AR),
        what=what,
    )
    points = [data.point("2480", Unit.MEDEL, Year(year)) for year in (2024, 2025)]
    assert [(each.lower, each.upper) for each in points if each] == [(-1, 3), (96, 102)]


def test_the_period_spoken_of_is_the_quarter_asked_about_or_the_latest_year_with_a_value() -> None:
    quarters = rows(same_quarter([5, 6]), area="2480")
    assert seen(quarters, subject=QUARTER).period == Quarter(2026, 2)
    assert seen(quarters, subject=QUARTER, period="2026-K1").period is None
    assert seen(quarters, subject=QUARTER, period="2026-12-03").period == Quarter(2026, 2)
    assert seen(rows({"2023": 5, "2024": 6, "2025": "saknas"})).period == Year(2024)
    assert seen(rows({"2023": "saknas"})).period is None
    assert seen(rows({"2024": 5}, area="0580"), rows({"2025": "saknas"})).period is None
    assert seen(rows({"2024": 5}, area="0580")).period is None


def test_what_was_delivered_of_own_and_peers_is_counted() -> None:
    data = seen(rows({"2023": 5, "2024": 6, "2025": "saknas"}), rows({"2025": 3}, area=PEERS[0].code, measure=Unit.PER_100K))
    assert (data.own_periods, data.measures) == (2, (Unit.ANTAL, Unit.PER_100K))
    assert (data.subject, data.rate_or_value, data.asked) == (YEAR, Unit.PER_100K, None)
    assert seen(rows({"2025": 3}, area="9999")).measures == ()
    assert seen(rows({"2025": 3}, area="9999")).own_periods == 0
    assert seen(rows({"2025": 3}), what=indicator(unit=Unit.MEDEL)).rate_or_value is Unit.MEDEL


def test_the_own_municipality_is_no_peer_of_its_own() -> None:
    shared = panel(rows({"2025": 3}))
    asked = request(peers=(*PEERS[:2], request().municipality.area))
    assert subject_data(subject_table(shared, {}, YEAR, indicator()), asked).peers == PEERS[:2]


def test_values_and_places_of_many_areas() -> None:
    data = seen(rows({"2025": 3}), rows({"2025": "saknas"}, area=PEERS[0].code), rows({"2024": 4}, area=PEERS[1].code))
    found = data.values((data.own, *PEERS[:3]), Unit.ANTAL, Year(2025))
    assert [(str(value), [each.place for each in places]) for value, places in found.values()] == [
        ("3.0", ["rad 2480.antal.2025"]),
        ("nan", [f"rad {PEERS[0].code}.antal.2025"]),
        ("nan", []),
        ("nan", []),
    ]
    assert [str(value) for value, _ in data.values((data.own,), Unit.PER_100K, Year(2025)).values()] == ["nan"]
    assert [str(value) for value, _ in data.values((data.own,), Unit.ANTAL, Year(2030)).values()] == ["nan"]


def test_places_are_cited_once_in_the_order_asked_for() -> None:
    data = seen(rows({"2023": 3, "2025": 5}))
    asked = [Year(2025), Year(2024), Year(2023), Year(2030), Year(2025)]
    assert [each.place for each in data.citations("2480", Unit.ANTAL, asked)] == ["rad 2480.antal.2025", "rad 2480.antal.2023"]
    assert data.citations("9999", Unit.ANTAL, asked) == data.citations("2480", Unit.PER_100K, asked) == ()


def test_a_point_is_none_where_nothing_was_delivered_and_a_value_point_where_nothing_stands() -> None:
    data = seen(rows({"2023": 3, "2025": "saknas"}))
    assert data.point("2480", Unit.ANTAL, Year(2025)) is not None
    assert data.value_point("2480", Unit.ANTAL, Year(2025)) is None
    for area, measure, period in (
        ("9999", Unit.ANTAL, 2023),
        ("2480", Unit.MEDEL, 2023),
        ("2480", Unit.ANTAL, 2024),
        ("2480", Unit.ANTAL, 1999),
    ):
        assert data.point(area, measure, Year(period)) is None
