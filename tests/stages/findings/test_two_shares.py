"""Shares and means against the value before, recomputed by statsmodels."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from builders_observations import indicator, request, rows, years
from statsmodels.stats.proportion import proportions_ztest

from briefing.findings.analysis import analyse
from briefing.findings.finding import Development, Method, Subject, Trend
from briefing.findings.two_shares import ExpectedShare, expected_share, standard_error
from briefing.observations.observations import Observations, Point, joined
from briefing.terms.citation import Citation
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Break, Polarity, Unit
from briefing.terms.period import Frequency, Year
from briefing.terms.sensitivity import Sensitivity

YEAR = Subject("otrygghet", Frequency.AR)


def development(observations: Observations, unit: Unit = Unit.ANDEL, **changes: object) -> Development:
    catalogue = (indicator("otrygghet", unit=unit, **changes), indicator("osakerhet", unit=Unit.ANDEL))
    found = analyse(observations, request(indicators=catalogue), (YEAR,)).development(YEAR)
    assert found is not None
    return found


def shares(values: list[float], n: list[float], unit: Unit = Unit.ANDEL, **more: object) -> Observations:
    return rows(years(values), measure=unit, about="otrygghet", n=n, **more)


@pytest.mark.parametrize(("before", "now", "answers"), [(30.0, 36.0, (900, 1100)), (12.5, 9.0, (400, 1600)), (50.0, 50.0, (60, 60))])
def test_two_proportions_as_statsmodels_has_them(before: float, now: float, answers: tuple[int, int]) -> None:
    found = development(shares([before, now], list(map(float, answers))))
    _, p = proportions_ztest([before * answers[0] / 100, now * answers[1] / 100], answers)
    assert found.p == pytest.approx(p)
    assert (found.method, found.measure, found.observed, found.expected) == (Method.TVA_ANDELAR, Unit.ANDEL, now, before)
    assert (found.reference, len(found.citations)) == ((Year(2024),), 2)


def test_a_share_that_rises_more_than_chance_explains_increases() -> None:
    assert development(shares([30, 36], [1000.0, 1000.0])).verdict is Trend.OKAR
    assert development(shares([36, 30], [1000.0, 1000.0])).verdict is Trend.MINSKAR
    assert development(shares([30, 36], [100.0, 100.0])).verdict is Trend.INOM_NORMAL_VARIATION


@pytest.mark.parametrize("confidence", [0.95, 0.993])
@pytest.mark.parametrize("before", [3.0, 30.0, 97.0])
def test_the_range_of_a_share_holds_just_the_values_that_are_not_called_a_change(before: float, confidence: float) -> None:
    lower, upper = ExpectedShare(0, before, Unit.ANDEL, (), (), n=700, n_before=500).bounds(confidence)
    for tenth in range(1001):
        share = ExpectedShare(tenth / 10, before, Unit.ANDEL, (), (), n=700, n_before=500)
        assert (lower <= share.observed <= upper) == (share.p >= 1 - confidence), share


def test_half_widths_that_the_source_publishes_are_used_before_our_own() -> None:
    found = development(shares([30, 36], [1000.0, 1000.0], lower=[27.0, 33.0], upper=[33.0, 39.0]))
    error = math.hypot(3, 3) / 1.959964
    assert (found.method, found.p) == (Method.OSAKERHETSTAL, pytest.approx(math.erfc(6 / error / math.sqrt(2)), rel=1e-5))
    assert found.verdict is Trend.OKAR
    assert (found.lower, found.upper) == (25.8, 34.2)  # 30 ± 1.96·√2·3/1.96, the last values with one decimal inside


def test_an_interval_that_ends_at_nobody_tells_by_its_other_side() -> None:
    """A half-width of 3 around 1 percent is 0–4: its shorter side would make the share look more certain than it is."""
    found = development(shares([1, 4], [900.0, 900.0], lower=[0.0, 1.0], upper=[4.0, 7.0]))
    assert found.p == pytest.approx(math.erfc(3 / (math.hypot(3, 3) / 1.959964) / math.sqrt(2)), rel=1e-5)


def test_a_half_width_indicator_gives_the_interval_of_its_indicator() -> None:
    """Kolada's Osäkerhetstal: N07657 is half the width of the 95 % interval of N07609."""
    paired = rows(years([3, 2]), measure=Unit.ANDEL, about="osakerhet", delivery="kolada/2025", place=["post 1", "post 2"])
    observations = joined([rows(years([30, 36]), measure=Unit.ANDEL, about="otrygghet", delivery="kolada/2025"), paired])
    catalogue = (indicator("otrygghet", unit=Unit.ANDEL, half_width="osakerhet"), indicator("osakerhet", unit=Unit.ANDEL))
    found = analyse(observations, request(indicators=catalogue), (YEAR,))
    level, change = found.level(YEAR), found.development(YEAR)
    assert level is not None
    assert (level.lower, level.upper) == (34, 38)
    assert len(level.citations) == 2
    assert change is not None
    assert (change.method, change.verdict) == (Method.OSAKERHETSTAL, Trend.OKAR)
    assert change.p == pytest.approx(math.erfc(6 / (math.hypot(3, 2) / 1.959964) / math.sqrt(2)), rel=1e-5)


@pytest.mark.parametrize("half", [0.0, "saknas"])
def test_a_half_width_that_is_none_leaves_the_value_without_an_interval(half: float | str) -> None:
    paired = rows({"2025": half}, measure=Unit.ANDEL, about="osakerhet")
    catalogue = (indicator("otrygghet", unit=Unit.ANDEL, half_width="osakerhet"), indicator("osakerhet", unit=Unit.ANDEL))
    observations = joined([rows({"2025": 36}, measure=Unit.ANDEL, about="otrygghet"), paired])
    level = analyse(observations, request(indicators=catalogue), (YEAR,)).level(YEAR)
    assert level is not None
    assert (level.value, level.lower, level.upper) == (36, None, None)


def test_a_mean_with_a_published_interval_is_tested_and_may_be_negative() -> None:
    found = development(shares([-3, 4], [float("nan")] * 2, unit=Unit.MEDEL, lower=[-4.0, 3.0], upper=[-2.0, 5.0]), Unit.MEDEL)
    assert (found.verdict, found.measure) == (Trend.OKAR, Unit.MEDEL)
    assert found.lower == -4.4


def test_the_latest_value_before_is_taken_and_none_from_before_a_break() -> None:
    gappy = rows({"2021": 30, "2023": 31, "2025": 36}, measure=Unit.ANDEL, about="otrygghet", n=1000.0)
    assert development(gappy).reference == (Year(2023),)
    broken = development(gappy, breaks=(Break(Year(2024), "Ny metod i NTU."),))
    assert broken.gap is not None
    assert (broken.gap.reason, broken.verdict) == (GapReason.BRUTEN, Trend.GAR_INTE_ATT_BEDOMA)


@pytest.mark.parametrize(
    ("observations", "reason", "detail"),
    [
        (shares([30, 36], [float("nan")] * 2), GapReason.OSAKERHET_SAKNAS, "Antal svarande eller elever saknas"),
        (shares([0, 0], [40.0, 40.0]), GapReason.FOR_LITET_UNDERLAG, "Svaren är för få"),
        (shares([10, 30], [40.0, 40.0]), None, ""),
        (shares([5, 8], [40.0, 4000.0]), GapReason.FOR_LITET_UNDERLAG, "Svaren är för få"),
        (shares([36], [900.0]), GapReason.FOR_LITET_UNDERLAG, "Bara ett år"),
        (rows({"2010": 30, "2025": 36}, measure=Unit.ANDEL, about="otrygghet", n=900.0), GapReason.FOR_LITET_UNDERLAG, "Inget tidigare"),
    ],
)
def test_shares_that_cannot_be_tested_say_why(observations: Observations, reason: GapReason | None, detail: str) -> None:
    found = development(observations)
    assert (found.gap.reason if found.gap else None) == reason
    assert (found.gap.detail if found.gap else "").startswith(detail)


def test_a_share_takes_its_place_among_the_tests_of_the_edition() -> None:
    others = joined(rows(years([30, 30.5]), measure=Unit.ANDEL, about=f"andel-{number}", n=[1000.0, 1000.0]) for number in range(9))
    catalogue = tuple(
        indicator(each, unit=Unit.ANDEL, polarity=Polarity.HOGRE_BATTRE) for each in ("otrygghet", *(f"andel-{n}" for n in range(9)))
    )
    subjects = tuple(Subject(each.id, Frequency.AR) for each in catalogue)
    found = analyse(joined([shares([30, 34.5], [1000.0, 1000.0]), others]), request(indicators=catalogue), subjects).development(YEAR)
    assert found is not None
    assert found.p is not None
    assert found.p_adjusted is not None
    assert found.p < 0.05 < found.p_adjusted
    assert (found.tests, found.verdict) == (10, Trend.INOM_NORMAL_VARIATION)
    assert found.upper is not None
    assert found.upper > 34.5


def test_an_interval_that_stands_in_the_row_is_used_before_a_half_width_beside_it() -> None:
    paired = rows({"2025": 9}, measure=Unit.ANDEL, about="osakerhet")
    catalogue = (indicator("otrygghet", unit=Unit.ANDEL, half_width="osakerhet"), indicator("osakerhet", unit=Unit.ANDEL))
    own = rows({"2025": 36}, measure=Unit.ANDEL, about="otrygghet", lower=35.0, upper=37.0)
    level = analyse(joined([own, paired]), request(indicators=catalogue), (YEAR,)).level(YEAR)
    assert level is not None
    assert (level.lower, level.upper) == (35, 37)


def test_a_half_width_reaches_neither_below_nobody_nor_above_everybody() -> None:
    catalogue = (indicator("otrygghet", unit=Unit.ANDEL, half_width="osakerhet"), indicator("osakerhet", unit=Unit.ANDEL))
    for value, bounds in ((2, (0, 5)), (99, (96, 100))):
        own, paired = rows({"2025": value}, measure=Unit.ANDEL, about="otrygghet"), rows({"2025": 3}, measure=Unit.ANDEL, about="osakerhet")
        level = analyse(joined([own, paired]), request(indicators=catalogue), (YEAR,)).level(YEAR)
        assert level is not None
        assert (level.lower, level.upper) == bounds


def test_the_gap_of_a_share_is_that_of_its_development() -> None:
    gap = development(shares([30, 36], [float("nan")] * 2)).gap
    assert gap is not None
    assert gap.subject == "utveckling:otrygghet:ar"


@pytest.mark.parametrize("share", [0, 100])
def test_a_share_of_everybody_or_nobody_has_an_interval(share: float) -> None:
    found = analyse(shares([share], [400.0]), request(indicators=(indicator("otrygghet", unit=Unit.ANDEL),)), (YEAR,)).level(YEAR)
    assert found is not None
    assert found.lower is not None
    assert found.upper is not None
    assert 0 <= found.lower < found.upper <= 100


@pytest.mark.parametrize(
    ("before", "now", "has_test"), [(50, 100, True), (100, 50, True), (0, 50, True), (50, 0, True), (100.5, 50, False), (50, 100.5, False)]
)
def test_a_share_is_between_nobody_and_everybody(before: float, now: float, has_test: bool) -> None:
    points = [
        Point(Year(year), value, None, None, 1000.0, "slutlig", (), Sensitivity.OPPEN) for year, value in ((2024, before), (2025, now))
    ]
    test = expected_share(points[1], points[0], Unit.ANDEL, ())
    assert (test is not None) is has_test
    assert expected_share(points[1], points[0], Unit.MEDEL, ()) is None


def test_a_test_of_shares_is_told_whole() -> None:
    place = (Citation("scb/2025", "rad 1"),)
    now, before = (
        Point(Year(year), value, None, None, n, "slutlig", (), Sensitivity.OPPEN)
        for year, value, n in ((2025, 36.0, 900.0), (2023, 30.0, 800.0))
    )
    assert expected_share(now, before, Unit.ANDEL, place) == ExpectedShare(
        36.0, 30.0, Unit.ANDEL, (Year(2023),), place, n=900.0, n_before=800.0
    )
    assert expected_share(replace(now, n=None), before, Unit.ANDEL, place) is None
    assert expected_share(now, replace(before, n=None), Unit.ANDEL, place) is None
    known = expected_share(replace(now, lower=33.0, upper=39.0), replace(before, lower=26.0, upper=33.0), Unit.ANDEL, place)
    assert known is not None
    assert (known.n, known.n_before, known.error, known.error_before) == (
        None,
        None,
        pytest.approx(3 / 1.959964),
        pytest.approx(4 / 1.959964),
    )
    assert (known.dispersion, known.trend, known.caveats, known.method) == (None, None, (), Method.OSAKERHETSTAL)
    assert expected_share(replace(now, lower=33.0, upper=39.0), before, Unit.ANDEL, place) == expected_share(now, before, Unit.ANDEL, place)


@pytest.mark.parametrize(
    ("lower", "upper", "error"),
    [(33.0, 39.0, 3.0), (30.0, 37.0, 6.0), (35.0, 44.0, 8.0), (36.0, 36.0, None), (None, 39.0, None), (33.0, None, None)],
)
def test_the_longer_side_of_an_interval_tells_the_standard_error(lower: float | None, upper: float | None, error: float | None) -> None:
    found = standard_error(Point(Year(2025), 36.0, lower, upper, None, "slutlig", (), Sensitivity.OPPEN))
    assert found == (None if error is None else pytest.approx(error / 1.959964, rel=1e-6))


@pytest.mark.parametrize(
    ("share", "answers", "too_few"),
    [
        (10, (50, 50), False),
        (10, (49, 5000), True),
        (10, (5000, 49), True),
        (90, (51, 51), False),
        (90, (49, 49), True),
        (50, (10, 10), False),
    ],
)
def test_five_answers_of_either_kind_are_expected_in_either_survey(share: float, answers: tuple[int, int], too_few: bool) -> None:
    assert ExpectedShare(share, share, Unit.ANDEL, (), (), n=answers[0], n_before=answers[1]).too_few is too_few
    assert ExpectedShare(share, share, Unit.ANDEL, (), (), error=1.0, error_before=1.0).too_few is False


@pytest.mark.parametrize("measure", [Unit.ANDEL, Unit.MEDEL])
def test_the_range_of_a_published_interval_is_that_of_a_normal_difference(measure: Unit) -> None:
    """30 ± 1.96·5 = 20.2–39.8; 2 ± 9.8 reaches below nobody, which only a mean can."""
    assert ExpectedShare(0, 30, measure, (), (), error=3.0, error_before=4.0).bounds(0.95) == (20.3, 39.7)
    low = ExpectedShare(0, 2, measure, (), (), error=3.0, error_before=4.0).bounds(0.95)
    high = ExpectedShare(0, 98, measure, (), (), error=3.0, error_before=4.0).bounds(0.95)
    assert (low, high) == (((0.0, 11.7), (88.3, 100.0)) if measure is Unit.ANDEL else ((-7.7, 11.7), (88.3, 107.7)))
    assert ExpectedShare(30, 30, measure, (), (), error=0.0, error_before=0.0).p == 1.0


def test_a_test_by_numbers_of_answers_knows_no_standard_errors() -> None:
    found = ExpectedShare(36, 30, Unit.ANDEL, (), (), n=900, n_before=800)
    assert (found.error, found.error_before) == (0.0, 0.0)


def test_a_break_that_leaves_all_ten_years_is_not_why_there_is_no_value_before() -> None:
    found = development(rows({"2008": 30, "2025": 36}, measure=Unit.ANDEL, about="otrygghet", n=900.0), breaks=(Break(Year(2012), "Ny."),))
    assert found.gap is not None
    assert (found.gap.reason, found.gap.detail) == (GapReason.FOR_LITET_UNDERLAG, "Inget tidigare värde finns att jämföra med.")
