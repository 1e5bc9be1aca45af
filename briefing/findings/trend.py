"""The log-linear trend of a yearly rate, quasi-Poisson with φ in its standard error (statistics.md rule 2)."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, expm1, sqrt

import numpy as np

from briefing.findings.dispersion import Dispersion
from briefing.findings.quantiles import upper_quantile

YEARS_OF_TREND = 5
_ROUNDS = 50  # Newton's method on five counts is done in fewer than ten


def yearly_change(counts: Sequence[float], populations: Sequence[float], dispersion: Dispersion) -> tuple[float, float, float] | None:
    """Percent per year with its 95 % interval, oldest year first; None without cases.

    Poisson regression of counts on the year with log link and offset log(population), fitted by iteratively reweighted least squares
    (McCullagh & Nelder 1989, 2.5); the variance of the slope is widened by φ.
    """
    observed, offset = np.asarray(counts, dtype=float), np.log(np.asarray(populations, dtype=float))
    if not observed.sum() > 0:
        return None
    design = np.column_stack([np.ones(len(observed)), np.arange(len(observed)) - (len(observed) - 1) / 2])
    coefficients = np.array([np.log(observed.sum() / np.exp(offset).sum()), 0.0])
    for _ in range(_ROUNDS):
        mean = np.exp(design @ coefficients + offset)
        information = design.T @ (design * mean[:, None])
        step = np.linalg.solve(information, design.T @ (observed - mean))
        coefficients = coefficients + step
        if np.abs(step).max() < 1e-12:
            break
    slope, error = float(coefficients[1]), sqrt(dispersion.phi * float(np.linalg.inv(information)[1, 1]))
    reach = upper_quantile(0.025, dispersion.degrees_of_freedom) * error
    return 100 * expm1(slope), 100 * (exp(slope - reach) - 1), 100 * (exp(slope + reach) - 1)
