"""The yearly trend: an exact growth is found exactly, and the interval is that of an independent maximum of the likelihood."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import minimize

from briefing.findings.dispersion import Dispersion
from briefing.findings.trend import change_per_year, slopes

KNOWN = Dispersion(4.0, 1e9, 8)


def yearly_change(counts: Sequence[float], populations: Sequence[float]) -> tuple[float, float, float] | None:
    slope, variance = slopes(np.array([counts], dtype=np.float64), np.array([populations], dtype=np.float64))
    return change_per_year(float(slope[0]), float(variance[0]), KNOWN)


def test_a_rate_that_grows_by_ten_percent_a_year_is_found_whatever_the_population_does() -> None:
    populations = [1000.0, 1500.0, 1200.0, 2000.0, 1700.0]
    counts = [0.1 * population * 1.1**year for year, population in enumerate(populations)]
    fitted = yearly_change(counts, populations)
    assert fitted is not None
    assert fitted[0] == pytest.approx(10.0, abs=1e-9)
    assert fitted[1] < 10.0 < fitted[2]


def test_slope_and_interval_are_those_of_the_likelihood() -> None:
    counts, populations = np.array([2896.0, 3479.0, 3760.0, 3276.0, 2401.0]), np.array([130616.0, 131624.0, 132664.0, 133618.0, 134755.0])
    years = np.arange(5) - 2.0

    def minus_likelihood(coefficients: np.ndarray) -> float:
        linear = coefficients[0] + coefficients[1] * years + np.log(populations)
        return float((np.exp(linear) - counts * linear).sum())

    best = minimize(
        minus_likelihood, [log(counts.sum() / populations.sum()), 0.0], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-10}
    )
    mean = np.exp(best.x[0] + best.x[1] * years + np.log(populations))
    information = np.array([[mean.sum(), (mean * years).sum()], [(mean * years).sum(), (mean * years**2).sum()]])
    error = 2.0 * np.linalg.inv(information)[1, 1] ** 0.5
    fitted = yearly_change(counts.tolist(), populations.tolist())
    assert fitted == pytest.approx([100 * (exp(best.x[1] + shift * error) - 1) for shift in (0.0, -1.959964, 1.959964)], abs=1e-3)


def test_no_cases_have_no_trend() -> None:
    assert yearly_change([0, 0, 0, 0, 0], [1000.0] * 5) is None


def test_many_rows_are_fitted_as_each_of_them_alone() -> None:
    """They settle after one round, four, and as many as ten."""
    counts = np.array(
        [
            [2896.0, 3479, 3760, 3276, 2401],
            [11, 0, 7, 9, 14],
            [500, 500, 500, 500, 500],
            [40, 40, 40, 40, 40],
            [1, 0, 0, 0, 900],
            [0, 1, 0, 0, 0],
        ]
    )
    populations = np.array([[130616.0, 131624, 132664, 133618, 134755], [5e4] * 5, [1e5, 1.1e5, 1.2e5, 1.3e5, 1.4e5], *[[1e5] * 5] * 3])
    together = slopes(counts, populations)
    for row in range(6):
        alone = slopes(counts[row : row + 1], populations[row : row + 1])
        assert (together[0][row], together[1][row]) == (alone[0][0], alone[1][0])
        assert together[1][row] > 0


@pytest.mark.parametrize("counts", [[0, 0, 0, 0, 0], [9, 0, 0, 0, 0], [float("nan"), 5, 5, 5, 5]])
def test_rows_without_a_slope_have_none_and_disturb_no_other(counts: list[float]) -> None:
    good = [100.0, 110, 121, 133.1, 146.41]
    slope, variance = slopes(np.array([good, counts]), np.full((2, 5), 1e5))
    assert slope[0] == pytest.approx(log(1.1))
    assert np.isnan(slope[1])
    assert np.isnan(variance[1])
    assert slope.dtype == variance.dtype == np.float64
    assert yearly_change(counts, [1e5] * 5) is None


def test_where_all_cases_lie_in_the_first_year_no_slope_is_found_in_however_many_rounds_nor_is_that_a_fault() -> None:
    populations = np.array([[6e3, 147e3, 55e3, 2132e3, 13705e3], [1e5] * 5])
    with np.errstate(all="raise"):
        slope, variance = slopes(np.array([[3.0, 0, 0, 0, 0], [9.0, 0, 0, 0, 0]]), populations)
    assert np.isnan([*slope, *variance]).all()


def test_a_slope_needs_every_population() -> None:
    slope, _ = slopes(np.full((3, 5), 100.0), np.array([[1e5] * 5, [1e5, float("nan"), 1e5, 1e5, 1e5], [1e5, 0, 1e5, 1e5, 1e5]]))
    assert np.isnan(slope).tolist() == [False, True, True]


def test_the_interval_of_a_trend_is_the_students_of_its_degrees_of_freedom() -> None:
    """exp(slope) − 1 in percent; ± t(0.975) of the degrees of freedom times √(φ · variance)."""
    change = change_per_year(0.1, 0.0004, Dispersion(9.0, 4.0, 1))
    reach = stats.t.ppf(0.975, 4) * 0.06
    assert change == pytest.approx((100 * (exp(0.1) - 1), 100 * (exp(0.1 - reach) - 1), 100 * (exp(0.1 + reach) - 1)))
    assert change_per_year(float("nan"), 0.1, KNOWN) is None


def test_two_years_have_the_slope_between_them() -> None:
    slope, variance = slopes(np.array([[50.0, 100.0]]), np.array([[1e5, 1e5]]))
    assert slope[0] == pytest.approx(log(2))
    assert slopes(np.array([[50.0, 100.0]]), np.ones((1, 2)))[0] == pytest.approx(log(2))
    assert variance[0] == pytest.approx(1 / 50 + 1 / 100)  # that of the log of a ratio of two Poisson counts
    assert slopes(np.array([[50.0, 100.0]]), np.array([[1e5, 4e5]]))[1] == pytest.approx(1 / 50 + 1 / 100)
