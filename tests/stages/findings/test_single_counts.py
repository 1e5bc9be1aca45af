"""The E-test of two single counts. Oracle O5: scipy's documentation of `poisson_means_test`; elsewhere scipy itself."""

from __future__ import annotations

import pytest
from builders_observations import counted, indicator, request, rows, same_quarter, years
from scipy import stats

from briefing.findings.analysis import analyse
from briefing.findings.finding import Development, Method, Subject, Trend
from briefing.findings.single_counts import SingleCount, e_test
from briefing.observations.observations import Observations, joined
from briefing.terms.gap import Caveat
from briefing.terms.indicator import Indicator
from briefing.terms.period import Frequency, Quarter, Year

QUARTER = Subject("ran", Frequency.KVARTAL)


def development(observations: Observations, subject: Subject = QUARTER, **changes: object) -> Development:
    catalogue: tuple[Indicator, ...] = (indicator("ran", **changes), indicator())
    found = analyse(observations, request(indicators=catalogue), (subject,)).development(subject)
    assert found is not None
    return found


def two(before: float, now: float) -> Observations:
    """Two single counts of robberies, among many offences that tell the population."""
    return joined(
        [counted(same_quarter([before, now]), about="ran", population=130_000), counted(same_quarter([3000] * 6), population=130_000)]
    )


def test_the_example_of_scipys_documentation() -> None:
    assert e_test(0, 100, 3, 100) == pytest.approx(0.08837900929018157, abs=1e-6)


@pytest.mark.parametrize(("count", "before"), [(3, 10), (0, 7), (12, 25), (45, 20), (2, 1), (49, 49)])
@pytest.mark.parametrize("population", [1.0, 2.5])
def test_as_scipy_has_it(count: int, before: int, population: float) -> None:
    assert e_test(count, population, before, 1.0) == pytest.approx(
        stats.poisson_means_test(count, population, before, 1.0).pvalue, abs=1e-7
    )


def test_as_scipy_has_it_whatever_the_unit_of_the_population() -> None:
    for count, before in ((3, 10), (90, 300)):
        assert e_test(count, 1000.0, before, 2500.0) == pytest.approx(
            stats.poisson_means_test(count, 1000.0, before, 2500.0).pvalue, abs=1e-7
        )


def test_two_equal_counts_are_no_difference_at_all() -> None:
    assert e_test(1, 1.0, 1, 1.0) == pytest.approx(1.0)
    assert e_test(0, 1.0, 0, 1.0) == 1.0
    assert e_test(9, 1.0, 9, 1.0) == 1.0  # the probabilities of all pairs add to a little more, as they are rounded


@pytest.mark.parametrize("confidence", [0.95, 0.99])
@pytest.mark.parametrize("before", [0, 1, 7, 30])
def test_the_range_holds_just_the_counts_that_are_not_called_a_change(before: int, confidence: float) -> None:
    lower, upper = SingleCount(0, before, 1.0, 1.0, (), ()).bounds(confidence)
    assert lower >= 0
    for count in range(80):
        assert (lower <= count <= upper) == (e_test(count, 1.0, before, 1.0) >= 1 - confidence)


def test_two_single_small_counts_are_tested_and_the_ordinary_variation_is_said_to_be_unknown() -> None:
    found = development(two(4, 20))
    assert (found.verdict, found.method, found.reference) == (Trend.OKAR, Method.E_TEST, (Quarter(2025, 2),))
    assert found.caveats == (Caveat.VANLIG_VARIATION_OKAND,)
    assert (found.observed, found.dispersion, found.pooled_over) == (20, None, 0)
    assert found.p == pytest.approx(e_test(20, 130_000, 4, 130_000), rel=0.01)
    assert found.lower is not None
    assert found.upper is not None
    assert found.upper < 20
    assert found.lower == 1  # none after four has p 0.041
    assert len(found.citations) == 2


def test_a_small_difference_between_two_single_counts_is_within_chance() -> None:
    assert development(two(9, 12)).verdict is Trend.INOM_NORMAL_VARIATION


@pytest.mark.parametrize(("before", "now"), [(30, 50), (50, 30), (0, 0)])
def test_large_counts_and_none_at_all_are_not_tested_so(before: float, now: float) -> None:
    found = development(two(before, now))
    assert found.verdict is Trend.GAR_INTE_ATT_BEDOMA
    assert found.gap is not None
    assert (found.method, found.caveats) == (None, ())


@pytest.mark.parametrize("history", [[4, 4, 20], [4, 4, 4, 4, 20]])
def test_where_there_is_a_history_the_two_counts_are_not_taken_out_of_it(history: list[float]) -> None:
    whole = counted(same_quarter([3000] * 6), population=130_000)
    found = development(joined([counted(same_quarter(history), about="ran", population=130_000), whole]))
    assert found.method is not Method.E_TEST


def test_a_quarter_of_another_season_is_a_history_too() -> None:
    found = development(joined([two(4, 20), counted({"2026-K1": 5}, about="ran")]))
    assert found.verdict is Trend.GAR_INTE_ATT_BEDOMA


def test_counts_of_an_administration_without_a_population_are_held_against_each_other_as_they_are() -> None:
    subject = Subject("ran", Frequency.AR)
    found = development(rows(years([5, 25]), about="ran"), subject)
    assert (found.verdict, found.expected, found.reference) == (Trend.OKAR, 5, (Year(2024),))


def test_what_is_not_to_be_tested_is_not_tested_so_either() -> None:
    assert development(two(4, 20), tested=False).verdict is Trend.GAR_INTE_ATT_BEDOMA


def test_forty_nine_cases_are_tested_and_a_third_value_is_a_history() -> None:
    assert development(two(49, 49)).method is Method.E_TEST
    three = joined([counted(same_quarter([9, 9, 12]), about="ran"), counted(same_quarter([3000] * 6))])
    assert development(three).gap is not None
    older = joined([counted({"2018-K2": 9, "2025-K2": 9, "2026-K2": 12}, about="ran"), counted(same_quarter([3000] * 6))])
    assert development(older).gap is not None


def test_the_expected_count_follows_the_population_and_without_one_the_counts_alone_are_compared() -> None:
    grown = SingleCount(12, 9, 150_000, 100_000, (), ())
    assert (grown.expected, grown.p) == (13.5, e_test(12, 150_000, 9, 100_000))
    alone = development(rows(same_quarter([4, 20]), about="ran"))
    assert (alone.method, alone.expected) == (Method.E_TEST, 4.0)
    assert alone.p == pytest.approx(stats.poisson_means_test(20, 1, 4, 1).pvalue, abs=1e-7)


@pytest.mark.parametrize(("before", "now"), [(0, 3), (3, 0), (0, 1)])
def test_no_cases_in_one_of_the_periods_are_a_count_like_others(before: float, now: float) -> None:
    found = development(rows(same_quarter([before, now]), about="ran"))
    assert (found.method, found.expected, found.observed) == (Method.E_TEST, before, now)
    assert found.p == pytest.approx(e_test(now, 1, before, 1))
