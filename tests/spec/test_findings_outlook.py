"""Utblick om utvecklingen fortsätter som hittills: always an interval, never a point alone, and never from too little."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from builders_observations import PEERS, counted, indicator, request, rows

from briefing.findings.analysis import analyse
from briefing.findings.finding import Outlook, Subject
from briefing.findings.profile import OutlookPoint
from briefing.observations.observations import Observations, joined
from briefing.terms.citation import Citation
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Break, Indicator, Unit
from briefing.terms.period import Frequency, Quarter

QUARTER = Subject("anmalda-brott", Frequency.KVARTAL)
LAST = Quarter(2026, 2)


def quarters(counts: list[float | str], **changes: object) -> Observations:
    codes = [LAST.shifted(back - len(counts) + 1).code for back in range(len(counts))]
    return counted(dict(zip(codes, counts, strict=True)), **changes)


def seasonal(number: int, level: float = 500, growth: float = 0.0) -> list[float | str]:
    """Quiet quarters with a season, that end with the second quarter of 2026."""
    random = np.random.default_rng(number)
    first = LAST.shifted(1 - number)
    season = {1: 1.0, 2: 1.3, 3: 0.9, 4: 0.8}
    means = [level * season[first.shifted(step).quarter] * (1 + growth) ** (step / 4) for step in range(number)]
    return [float(each) for each in random.poisson(means)]


def outlook(observations: Observations, *catalogue: Indicator, period: str = "2026-K2") -> Outlook:
    found = analyse(observations, request(period, catalogue), (QUARTER,)).outlook(QUARTER)
    assert found is not None
    return found


def refused(observations: Observations, *catalogue: Indicator) -> tuple[GapReason, str]:
    found = outlook(observations, *catalogue)
    assert found.gap is not None
    assert (found.points, found.level, found.quarters, found.dispersion, found.citations) == ((), None, 0, None, ())
    return found.gap.reason, found.gap.detail


def test_the_next_four_quarters_are_given_as_intervals() -> None:
    found = outlook(quarters(seasonal(24)))
    assert [point.period for point in found.points] == [LAST.shifted(step) for step in (1, 2, 3, 4)]
    assert all(point.lower < point.upper for point in found.points)
    assert (found.level, found.quarters, found.first, found.last) == (0.95, 24, Quarter(2020, 3), LAST)
    assert found.population == pytest.approx(100_000, rel=0.01)
    assert found.citations == (Citation("bra-anmalda-brott/2026-K2", "rader: 24, filter: anmalda-brott, 2020-K3–2026-K2"),)
    assert (found.area, found.simulations, found.gap) == ("2480", 1000, None)


def test_an_outlook_has_no_point_value_to_print() -> None:
    assert {each.name for each in fields(OutlookPoint)} == {"period", "lower", "upper"}


def test_the_season_is_followed() -> None:
    third, fourth, first, second = (sum((point.lower, point.upper)) / 2 for point in outlook(quarters(seasonal(24, 800))).points)
    assert fourth < third < first < second


def test_a_trend_goes_on() -> None:
    rising, level = (outlook(quarters(seasonal(24, 500, growth))).points[-1] for growth in (0.1, 0.0))
    assert rising.lower > level.upper


def test_the_interval_grows_with_the_distance() -> None:
    points = outlook(quarters(seasonal(24, 800))).points
    assert points[3].upper - points[3].lower > (points[0].upper - points[0].lower) * 1.1


def test_the_same_values_give_the_same_interval() -> None:
    assert outlook(quarters(seasonal(24))) == outlook(quarters(seasonal(24)))


def test_twelve_quarters_are_enough_and_eleven_are_not() -> None:
    assert outlook(quarters(seasonal(12))).quarters == 12
    reason, detail = refused(quarters(seasonal(11)))
    assert reason is GapReason.FOR_LITET_UNDERLAG
    assert detail == ("Bara 11 kvartal har både antal och folkmängd utan brott i serien; minst 12 behövs för en utblick, tre av varje.")


def test_a_quarter_that_is_missing_is_left_out_and_not_filled_in() -> None:
    counts = seasonal(20)
    counts[7] = "saknas"
    assert outlook(quarters(counts)).quarters == 19


def test_nothing_before_a_break_and_no_more_than_ten_years_are_used() -> None:
    broken = indicator(breaks=(Break(Quarter(2023, 1), "Nytt sätt att räkna."),))
    assert outlook(quarters(seasonal(40)), broken).first == Quarter(2023, 1)
    assert refused(quarters(seasonal(40)), indicator(breaks=(Break(Quarter(2024, 3), "Nytt."),)))[1].startswith("Bara 8 kvartal")
    assert outlook(quarters(seasonal(52))).quarters == 40


def test_a_break_inside_a_quarter_takes_that_quarter_away() -> None:
    from briefing.terms.period import Month

    broken = indicator(breaks=(Break(Month(2023, 2), "Ny typ."),))
    assert outlook(quarters(seasonal(40)), broken).first == Quarter(2023, 2)


@pytest.mark.parametrize(
    ("observations", "catalogue", "reason"),
    [
        (quarters([0.0] * 24), (), GapReason.FOR_LITET_UNDERLAG),
        (quarters([2.0, 5.0, 3.0, 1.0] * 6), (), GapReason.FOR_LITET_UNDERLAG),
        (quarters([0.0, 400.0, 300.0, 200.0] * 6), (), GapReason.FOR_LITET_UNDERLAG),
        (quarters(seasonal(24)), (indicator(tested=False),), GapReason.EJ_TILLAMPLIG),
        (rows({LAST.code: 40.0, "2025-K2": 41.0}, measure=Unit.ANDEL), (indicator(unit=Unit.ANDEL),), GapReason.EJ_TILLAMPLIG),
        (quarters([5000.0, 1.0, 8.0, 4000.0] * 3 + [3.0, 6000.0, 5000.0, 2.0] * 3), (), GapReason.FOR_LITET_UNDERLAG),
    ],
    ids=["never any case", "very few cases", "a season without cases", "not tested", "a share", "wild"],
)
def test_from_too_little_or_too_wild_a_series_no_interval_is_made(
    observations: Observations, catalogue: tuple[Indicator, ...], reason: GapReason
) -> None:
    assert refused(observations, *catalogue)[0] is reason


def test_without_a_population_there_is_no_outlook() -> None:
    codes = [LAST.shifted(-back).code for back in range(24)]
    assert refused(rows(dict.fromkeys(codes, 500)))[1].startswith("Inga kvartal har både antal och folkmängd")


def test_a_season_with_one_quarter_only_is_not_known() -> None:
    counts: list[float | str] = seasonal(24)
    for position in range(0, 20, 4):
        counts[position] = "saknas"
    assert refused(quarters(counts))[0] is GapReason.FOR_LITET_UNDERLAG


def test_a_yearly_subject_has_no_outlook() -> None:
    year = replace(QUARTER, frequency=Frequency.AR)
    assert analyse(counted({str(each): 500 for each in range(2010, 2026)}), request(), (year,)).outlook(year) is None


def test_counts_that_follow_each_other_get_a_wider_interval_than_those_that_do_not() -> None:
    """The same numbers in waves and in disorder: what a quarter tells of the next one makes the future less certain."""
    waves = [600.0, 620, 610, 600, 400, 390, 410, 400] * 4
    disorder = [600.0, 390, 610, 400, 400, 620, 410, 600] * 4
    wide, narrow = (outlook(quarters(list(counts))).points[0] for counts in (waves, disorder))
    assert wide.upper - wide.lower > narrow.upper - narrow.lower


def test_each_municipality_has_the_outlook_that_it_has_alone() -> None:
    quiet, other = quarters(seasonal(24)), quarters(seasonal(23, 90), about="ran")
    catalogue = (indicator(), indicator("ran"))
    together = analyse(joined([quiet, other]), request(indicators=catalogue), (QUARTER, Subject("ran", Frequency.KVARTAL)))
    assert together.outlook(QUARTER) == outlook(quiet)


def test_the_quarters_of_others_are_none_of_the_own() -> None:
    """Eight quarters are too few, however many the comparable municipalities have; and their seasons are not the own ones."""
    others = [quarters(seasonal(24), area=peer.code) for peer in PEERS[:3]]
    assert refused(joined([quarters(seasonal(8)), *others])) == (
        GapReason.FOR_LITET_UNDERLAG,
        "Bara 8 kvartal har både antal och folkmängd utan brott i serien; minst 12 behövs för en utblick, tre av varje.",
    )
    assert outlook(joined([quarters(seasonal(16)), *others])).points == outlook(quarters(seasonal(16))).points
    assert outlook(joined([quarters(seasonal(16)), *others])).quarters == 16


def test_five_cases_in_an_ordinary_quarter_of_the_quietest_season_are_enough_to_try() -> None:
    assert refused(quarters([30.0, 40.0, 35.0, 4.0] * 6))[1] == "Färre än fem fall per kvartal räcker inte för en utblick."
    assert refused(quarters([30.0, 40.0, 35.0, 5.0] * 6))[1] == "Kvartalen varierar så mycket att en utblick inte säger något."
    assert outlook(quarters([30.0, 40.0, 35.0, 30.0] * 6)).gap is None


def test_a_quarter_that_is_missing_is_no_case_in_the_quietest_season() -> None:
    """4, 5, 4 and 5 are four and a half in an ordinary quarter, whatever two missing ones were."""
    quietest = iter(("saknas", "saknas", 4.0, 5.0, 4.0, 5.0))
    counts: list[float | str] = [each for quiet in quietest for each in (30.0, 40.0, 35.0, quiet)]
    assert refused(quarters(counts))[1] == "Färre än fem fall per kvartal räcker inte för en utblick."


def test_the_expected_quarters_are_those_of_the_season_with_the_population_of_the_last() -> None:
    """Quarters that lie on their season, in a population that has doubled: the rate stays, so the cases of the last year come again."""
    codes = [LAST.shifted(back - 23).code for back in range(24)]
    people = [50_000 if step < 12 else 100_000 for step in range(24)]
    series = [
        counted({code: 400.0 * (1 + step % 4) * population / 100_000}, population=population)
        for step, (code, population) in enumerate(zip(codes, people, strict=True))
    ]
    found = outlook(joined(series))
    assert found.population == 100_000
    for step, point in enumerate(found.points):
        assert point.lower < 400 * (1 + step % 4) < point.upper
        assert (point.lower + point.upper) / 2 == pytest.approx(400 * (1 + step % 4), rel=0.03)
