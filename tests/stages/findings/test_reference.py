"""Which earlier periods a value is judged against, and which counts and populations they have."""

from __future__ import annotations

from datetime import date

import pytest
from builders_observations import counted, indicator, request, rows, same_quarter, years

from briefing.findings.dispersion import Reference
from briefing.findings.panel import panel_of
from briefing.findings.reference import counted as counts
from briefing.findings.reference import latest_break, reference, reference_periods
from briefing.findings.subject_data import SubjectData, implied_populations, subject_data, subject_table
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import Observations, joined
from briefing.terms.indicator import Break, Indicator
from briefing.terms.period import Day, Frequency, Month, Period, Quarter, Year

YEAR = Subject("anmalda-brott", Frequency.AR)


def seen(*observations: Observations, subject: Subject = YEAR, what: Indicator | None = None) -> SubjectData:
    panel = panel_of(joined(observations), None, Quarter(2026, 2).last_day, None)
    return subject_data(subject_table(panel, implied_populations(panel), subject, what or indicator()), request())


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Year(2025), tuple(Year(2025 - each) for each in range(1, 11))),
        (Quarter(2026, 2), tuple(Quarter(2026 - each, 2) for each in range(1, 6))),
        (Month(2026, 4), ()),
        (Day(date(2026, 4, 3)), ()),
    ],
)
def test_years_are_judged_against_ten_and_quarters_against_five_of_the_same_season(period: Period, expected: tuple[Period, ...]) -> None:
    assert reference_periods(indicator(), period) == expected


def test_a_break_counts_from_its_own_first_day_until_it_is_in_force() -> None:
    first, last, later = Break(Year(2022), ""), Break(Quarter(2024, 2), ""), Break(Quarter(2027, 1), "")
    what = indicator(breaks=(last, first, later))
    assert latest_break(what, Year(2025)) is latest_break(what, Quarter(2024, 2)) is last
    assert (latest_break(what, Quarter(2024, 1)), latest_break(what, Year(2021))) == (first, None)
    assert reference_periods(what, Quarter(2026, 2)) == (Quarter(2025, 2), Quarter(2024, 2))
    assert reference_periods(what, Year(2026)) == (Year(2025),)
    assert reference_periods(what, Year(2023)) == (Year(2022),)
    on_its_last_day = Break(Day(date(2026, 6, 30)), "")
    assert latest_break(indicator(breaks=(on_its_last_day,)), Quarter(2026, 2)) is on_its_last_day


def test_counts_are_those_of_the_periods_before_that_have_one() -> None:
    data = seen(rows({"2012": 1, "2020": 2, "2023": "saknas", "2024": 4, "2025": 5}))
    assert counts(data, "2480", Year(2025)) == {Year(2024): 4.0, Year(2020): 2.0}
    assert counts(data, "0580", Year(2025)) == {}


def test_a_reference_is_told_whole_and_needs_five_years_or_three_quarters() -> None:
    five = seen(counted(years([10, 20, 30, 40, 50, 60]), population=10_000))
    expected = Reference(tuple(Year(2025 - each) for each in range(1, 6)), (50.0, 40.0, 30.0, 20.0, 10.0), (10_000.0,) * 5)
    assert reference(five, "2480", Year(2025)) == expected
    assert reference(five, "2480", Year(2025)) is reference(five, "2480", Year(2025))
    assert reference(five, "0580", Year(2025)) is reference(five, "2480", Year(2024)) is None
    quarters = Subject("anmalda-brott", Frequency.KVARTAL)
    three = seen(counted(same_quarter([10, 20, 30, 40]), population=10_000), subject=quarters)
    assert reference(three, "2480", Quarter(2026, 2)) is not None
    assert reference(three, "2480", Quarter(2025, 2)) is None


def test_a_count_without_a_population_is_left_out_and_a_zero_without_one_leaves_nothing_to_judge_by() -> None:
    unknown = [counted(years([10, 20, 30, 40, 50, 60]), population=10_000), rows({"2018": 7})]
    found = reference(seen(*unknown), "2480", Year(2025))
    assert found is not None
    assert found.counts == (50.0, 40.0, 30.0, 20.0, 10.0)
    assert reference(seen(*unknown[:1], rows({"2018": 0})), "2480", Year(2025)) is None
    assert reference(seen(rows(years([10, 20, 30, 40, 50, 60]))), "2480", Year(2025)) is None
