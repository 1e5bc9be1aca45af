"""The log-linear trend of a yearly rate, quasi-Poisson with φ in its standard error (statistics.md rule 2)."""

from __future__ import annotations

from math import exp, expm1, sqrt

import numpy as np
import numpy.typing as npt

from briefing.findings.dispersion import Dispersion
from briefing.findings.quantiles import upper_quantile

YEARS_OF_TREND = 5
_ROUNDS = 50  # Newton's method on five counts is done in fewer than ten

Numbers = npt.NDArray[np.float64]


def change_per_year(slope: float, variance: float, dispersion: Dispersion) -> tuple[float, float, float] | None:
    """Percent per year with its 95 % interval, of a slope and its Poisson variance, which φ widens; None where there is no slope."""
    if np.isnan(slope):
        return None
    reach = upper_quantile(0.025, dispersion.degrees_of_freedom) * sqrt(dispersion.phi * variance)
    return 100 * expm1(slope), 100 * (exp(slope - reach) - 1), 100 * (exp(slope + reach) - 1)


def slopes(counts: Numbers, populations: Numbers) -> tuple[Numbers, Numbers]:
    """The slope of the log rate per year and its Poisson variance, of each row of counts, oldest year first; NaN without cases.

    Poisson regression of counts on the year with log link and offset log(population), fitted by iteratively reweighted least squares
    (McCullagh & Nelder 1989, 2.5), all rows at once: with the year centred, the information is a matrix of two by two.
    """
    usable = np.isfinite(counts).all(axis=1) & (populations > 0).all(axis=1) & (np.nansum(counts, axis=1) > 0)
    slope, variance = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    if usable.any():
        slope[usable], variance[usable] = _fitted(counts[usable], populations[usable])
    return slope, variance


def _fitted(counts: Numbers, populations: Numbers) -> tuple[Numbers, Numbers]:
    years = np.arange(counts.shape[1]) - (counts.shape[1] - 1) / 2
    level, slope = np.log(counts.sum(axis=1) / populations.sum(axis=1)), np.zeros(len(counts))
    moving = np.ones(len(counts), dtype=bool)
    with np.errstate(all="ignore"):  # where all cases lie in the first or last year there is no slope, and what overflows becomes NaN
        for _ in range(_ROUNDS):
            mean = populations * np.exp(level[:, None] + slope[:, None] * years)
            total, first, second, determinant = _information(mean, years)
            left, right = (counts - mean).sum(axis=1), ((counts - mean) * years).sum(axis=1)
            steps = (second * left - first * right) / determinant, (total * right - first * left) / determinant
            level, slope = level + np.where(moving, steps[0], 0.0), slope + np.where(moving, steps[1], 0.0)
            moving &= ~(np.maximum(np.abs(steps[0]), np.abs(steps[1])) < 1e-12)  # so a row ends where it would end alone
            if not moving.any():
                break
        # At the end of each row, not at that of the last of them, so that a row has the variance that it would have alone.
        total, _, _, determinant = _information(populations * np.exp(level[:, None] + slope[:, None] * years), years)
        return np.where(moving, np.nan, slope), np.where(moving, np.nan, total / determinant)


def _information(mean: Numbers, years: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """The sums of the means by the powers 0, 1 and 2 of the year, which are the matrix of every row, and its determinant."""
    total, first, second = mean.sum(axis=1), (mean * years).sum(axis=1), (mean * years**2).sum(axis=1)
    return total, first, second, total * second - first**2
