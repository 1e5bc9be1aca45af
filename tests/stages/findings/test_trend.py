"""The yearly trend: an exact growth is found exactly, and the interval is that of an independent maximum of the likelihood."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from scipy.optimize import minimize

from briefing.findings.dispersion import Dispersion
from briefing.findings.trend import yearly_change

KNOWN = Dispersion(4.0, 1e9, 8)


def test_a_rate_that_grows_by_ten_percent_a_year_is_found_whatever_the_population_does() -> None:
    populations = [1000.0, 1500.0, 1200.0, 2000.0, 1700.0]
    counts = [0.1 * population * 1.1**year for year, population in enumerate(populations)]
    fitted = yearly_change(counts, populations, KNOWN)
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
    fitted = yearly_change(counts.tolist(), populations.tolist(), KNOWN)
    assert fitted == pytest.approx([100 * (exp(best.x[1] + shift * error) - 1) for shift in (0.0, -1.959964, 1.959964)], abs=1e-3)


def test_no_cases_have_no_trend() -> None:
    assert yearly_change([0, 0, 0, 0, 0], [1000.0] * 5, KNOWN) is None
