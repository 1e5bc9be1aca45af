"""Oracles O1–O4b of the statistics paper, from PHEindicatormethods' test data unless said."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from scipy import stats

from briefing.findings.intervals import exact_poisson, poisson_interval, rate_interval, wilson_interval

EXACTLY = 1e-6


@pytest.mark.parametrize(
    ("count", "confidence", "lower", "upper"),
    [
        (65, 0.95, 50.163187710459454, 82.84913854593984),
        (1045, 0.95, 982.5932018073325, 1110.33121298565),
        (65, 0.998, 42.8802614714802, 94.00029084431802),
        (10, 0.998, 2.916318374695686, 24.193724927880535),
    ],
)
def test_byar_as_pheindicatormethods_has_it(count: int, confidence: float, lower: float, upper: float) -> None:
    assert poisson_interval(count, confidence) == pytest.approx((lower, upper), abs=EXACTLY)


@pytest.mark.parametrize(
    ("count", "confidence", "lower", "upper"),
    [
        (1, 0.95, 0.025317807984289897, 5.571643390938898),
        (5, 0.95, 1.62348639011842, 11.668332079322669),
        (5, 0.998, 0.739371731917839, 16.454745203680105),
    ],
)
def test_exact_poisson_as_pheindicatormethods_has_it(count: int, confidence: float, lower: float, upper: float) -> None:
    assert poisson_interval(count, confidence) == pytest.approx((lower, upper), abs=EXACTLY)


def test_no_cases_have_the_closed_form_upper_bound() -> None:
    assert poisson_interval(0) == pytest.approx((0.0, -math.log(0.025)), abs=EXACTLY)


def test_an_array_gives_what_its_numbers_give() -> None:
    counts = np.array([0, 1, 5, 9, 10, 65, 1045])
    lower, upper = poisson_interval(counts)
    assert list(zip(lower, upper, strict=True)) == [poisson_interval(int(count)) for count in counts]


def test_no_count_is_divided_by_nothing() -> None:
    with np.errstate(all="raise"):
        assert poisson_interval(0)[0] == poisson_interval(np.array([0, 3, 20]))[0][0] == 0.0


def test_exact_below_ten_agrees_with_the_chi_square_form() -> None:
    for count in range(1, 10):
        expected = stats.chi2.ppf(0.025, 2 * count) / 2, stats.chi2.ppf(0.975, 2 * count + 2) / 2
        assert poisson_interval(count) == pytest.approx(expected, abs=EXACTLY)


@pytest.mark.parametrize("count", [-1, 2.5, math.nan, math.inf])
def test_a_count_that_is_none_is_refused(count: float) -> None:
    with pytest.raises(ValueError, match=r"^a count of cases is a whole number that is 0 or more, not "):
        poisson_interval(count)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_in_percent_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match=r"^a confidence lies between 0 and 1 \(0.95 for 95 %\), not "):
        poisson_interval(3, confidence)


def test_wilson_as_pheindicatormethods_has_it() -> None:
    assert wilson_interval(65, 100) == pytest.approx((0.5525444329688797, 0.7363575175690247), abs=EXACTLY)
    assert wilson_interval(1045, 5000, 0.998) == pytest.approx((0.19179381799015244, 0.22731562902525818), abs=EXACTLY)


def test_wilson_stays_between_nobody_and_everybody() -> None:
    lower, upper = wilson_interval(np.array([0, 40]), 40)
    assert lower[0] == 0.0
    assert upper[1] == pytest.approx(1.0)
    assert 0 < upper[0] < 0.1
    assert 0.9 < lower[1] < 1


@pytest.mark.parametrize(
    ("successes", "n", "sentence"), [(0, 0, "n must be at least 1"), (5, 4, "at most n"), (-1, 4, "successes"), (1, 4.5, "answers")]
)
def test_a_share_that_cannot_be_is_refused(successes: float, n: float, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        wilson_interval(successes, n)


def test_rate_as_pheindicatormethods_has_it() -> None:
    assert rate_interval(222, 3215) == pytest.approx((6905.132192846034, 6026.574877652674, 7875.729370871851), abs=EXACTLY)


def test_ten_cases_are_byar_and_not_exact() -> None:
    assert rate_interval(10, 200) == pytest.approx((5000, 2393.7249569837822, 9195.729302878237), abs=EXACTLY)


def test_a_rate_may_be_per_something_else_and_in_columns() -> None:
    rate, lower, upper = rate_interval(np.array([20, 30]), np.array([10_000, 20_000]), per=1_000)
    assert rate.tolist() == [2.0, 1.5]
    assert (lower < rate).all()
    assert (rate < upper).all()


@pytest.mark.parametrize("confidence", [0.9, 0.998])
def test_a_rate_has_the_interval_of_its_count_at_the_confidence_asked_for(confidence: float) -> None:
    assert rate_interval(50, 1_000, 1_000, confidence) == pytest.approx((50.0, *poisson_interval(50, confidence)))


def test_small_types_of_numbers_do_not_overflow_and_one_inhabitant_is_a_population() -> None:
    hits, answers = np.array([200, 0], dtype=np.uint8), np.array([250, 250], dtype=np.uint8)
    assert [each[0] for each in wilson_interval(hits, answers)] == list(wilson_interval(200, 250))
    assert [each[0] for each in poisson_interval(hits)] == list(poisson_interval(200))
    assert rate_interval(5, 1) == pytest.approx((500_000.0, *(100_000 * each for each in poisson_interval(5))))


def test_the_count_of_a_rate_is_a_count() -> None:
    with pytest.raises(ValueError, match=r"^a count of cases is a whole number that is 0 or more, not 1\.5$"):
        rate_interval(1.5, 1000)


def test_an_exact_interval_is_had_of_any_count() -> None:
    assert exact_poisson(65) == pytest.approx((stats.chi2.ppf(0.025, 130) / 2, stats.chi2.ppf(0.975, 132) / 2))
    assert exact_poisson(0.5, 0.998) == pytest.approx((stats.gamma.ppf(0.001, 0.5), stats.gamma.ppf(0.999, 1.5)))
    assert exact_poisson(0)[0] == 0.0


@pytest.mark.parametrize("population", [0, -5, math.nan, math.inf, np.array([1, 0])])
def test_a_rate_needs_a_population(population: Any) -> None:
    with pytest.raises(ValueError, match=r"^a population is above 0, not "):
        rate_interval(1, population)


@pytest.mark.parametrize("mean", [1, 3, 8, 15, 60, 400])
def test_the_interval_covers_the_mean_as_often_as_it_says(mean: float) -> None:
    """Exact up to the summation: coverage over every count that may come, .95 to .985 for means of 1 and more."""
    counts = np.arange(int(mean + 12 * math.sqrt(mean) + 20))
    lower, upper = poisson_interval(counts)
    coverage = stats.poisson.pmf(counts, mean)[(lower <= mean) & (mean <= upper)].sum()
    assert 0.945 <= coverage <= 0.99


def test_importing_the_module_loads_no_scipy() -> None:
    code = "import sys; import briefing.findings.intervals; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(not os.environ.get("BRIEFING_LONG"), reason="the long simulations run under BRIEFING_LONG=1")
def test_the_interval_covers_every_mean_from_one_to_a_thousand_as_often_as_it_says() -> None:
    for mean in np.geomspace(1, 1000, 400):
        counts = np.arange(int(mean + 12 * math.sqrt(mean) + 20))
        lower, upper = poisson_interval(counts)
        coverage = stats.poisson.pmf(counts, mean)[(lower <= mean) & (mean <= upper)].sum()
        assert 0.94 <= coverage <= 0.995, mean


@pytest.mark.parametrize(
    ("successes", "n", "said"),
    [
        (-1, 5, "a number of successes is a whole number that is 0 or more, not -1"),
        (1.5, 5, "a number of successes is a whole number that is 0 or more, not 1.5"),
        (1, 5.5, "a number of answers is a whole number that is 0 or more, not 5.5"),
        (0, 0, "a share of 0 answers does not exist; n must be at least 1"),
        (6, 5, "there are more successes than answers; successes must be at most n"),
    ],
)
def test_what_is_no_share_is_refused_in_these_words(successes: float, n: float, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{said}$"):
        wilson_interval(successes, n)


@pytest.mark.parametrize("confidence", [0.0, 1.0, -0.1, 95.0])
def test_a_confidence_is_a_part_of_one(confidence: float) -> None:
    with pytest.raises(ValueError, match=rf"^a confidence lies between 0 and 1 \(0.95 for 95 %\), not {confidence}$"):
        poisson_interval(5, confidence)
    with pytest.raises(ValueError, match=r"^a count of cases is a whole number that is 0 or more, not -2$"):
        poisson_interval(-2)
