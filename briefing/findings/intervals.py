"""95 % intervals of counts, shares and rates: exact Poisson or Byar, Wilson (statistics.md rule 1)."""

from __future__ import annotations

from typing import overload

import numpy as np
import numpy.typing as npt

from briefing.findings.quantiles import upper_quantile

Numbers = npt.NDArray[np.float64]
Column = npt.NDArray[np.floating] | npt.NDArray[np.integer]

EXACT_BELOW = 10  # Byar's approximation is poor for fewer cases; PHE and OHID draw the line at the same count


@overload
def poisson_interval(count: float, confidence: float = ...) -> tuple[float, float]: ...
@overload
def poisson_interval(count: Column, confidence: float = ...) -> tuple[Numbers, Numbers]: ...
def poisson_interval(count: float | Column, confidence: float = 0.95) -> tuple[float | Numbers, float | Numbers]:
    """The interval of the expected number of cases when `count` were seen: exact for fewer than 10, else Byar.

    A number gives two numbers, an array two arrays of its shape. ValueError where a count is negative or not a whole number.
    Exact: quantiles of the gamma distribution (Garwood 1936). Byar: Breslow & Day 1987, p. 69, as in PHEindicatormethods.
    """
    cases = _whole(count, "a count of cases")
    tail = _tail(confidence)
    is_small = cases < EXACT_BELOW
    lower, upper = _byar(np.where(is_small, EXACT_BELOW, cases), tail)
    if is_small.any():
        exact = _exact(np.where(is_small, cases, 0.0), tail)
        lower, upper = np.where(is_small, exact[0], lower), np.where(is_small, exact[1], upper)
    return _shaped(lower), _shaped(upper)


def exact_poisson(count: float, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval whatever the size of the count, which need not be whole: a count shared by a dispersion is none."""
    lower, upper = _exact(np.asarray(count, dtype=np.float64), _tail(confidence))
    return float(lower), float(upper)


@overload
def wilson_interval(successes: float, n: float, confidence: float = ...) -> tuple[float, float]: ...
@overload
def wilson_interval(successes: Column, n: float | Column, confidence: float = ...) -> tuple[Numbers, Numbers]: ...
def wilson_interval(successes: float | Column, n: float | Column, confidence: float = 0.95) -> tuple[float | Numbers, float | Numbers]:
    """The interval of a share, as parts of one, when `successes` of `n` answered so (Wilson 1927, score method).

    ValueError where a number is negative or not whole, `n` is 0, or there are more successes than answers.
    """
    hits, answers = _whole(successes, "a number of successes"), _whole(n, "a number of answers")
    if (answers == 0).any():
        raise ValueError("a share of 0 answers does not exist; n must be at least 1")
    if (hits > answers).any():
        raise ValueError("there are more successes than answers; successes must be at most n")
    z = upper_quantile(_tail(confidence))
    share, spread = hits / answers, z * np.sqrt(hits * (answers - hits) / answers + z * z / 4)
    centre, scale = answers * share + z * z / 2, answers + z * z
    return _shaped((centre - spread) / scale), _shaped((centre + spread) / scale)


@overload
def rate_interval(count: float, population: float, per: float = ..., confidence: float = ...) -> tuple[float, float, float]: ...
@overload
def rate_interval(
    count: Column, population: float | Column, per: float = ..., confidence: float = ...
) -> tuple[Numbers, Numbers, Numbers]: ...
def rate_interval(
    count: float | Column, population: float | Column, per: float = 100_000, confidence: float = 0.95
) -> tuple[float | Numbers, float | Numbers, float | Numbers]:
    """The rate per `per` inhabitants and its interval: that of the count, divided by the population.

    ValueError where the population is not above 0, or the count is negative or not a whole number.
    """
    inhabitants = np.asarray(population, dtype=np.float64)
    if not (np.isfinite(inhabitants) & (inhabitants > 0)).all():
        raise ValueError(f"a population is above 0, not {population}")
    cases = _whole(count, "a count of cases")
    lower, upper = poisson_interval(cases, confidence)
    return _shaped(cases / inhabitants * per), _shaped(lower / inhabitants * per), _shaped(upper / inhabitants * per)


def _exact(cases: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    from scipy.special import gammainccinv, gammaincinv

    lower = np.where(cases > 0, gammaincinv(np.where(cases > 0, cases, 1.0), tail), 0.0)
    return lower, np.asarray(gammainccinv(cases + 1.0, tail))


def _byar(cases: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    z, above = upper_quantile(tail), cases + 1.0
    lower = cases * (1.0 - 1.0 / (9.0 * cases) - z / (3.0 * np.sqrt(cases))) ** 3
    return lower, above * (1.0 - 1.0 / (9.0 * above) + z / (3.0 * np.sqrt(above))) ** 3


def _tail(confidence: float) -> float:
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"a confidence lies between 0 and 1 (0.95 for 95 %), not {confidence}")
    return (1.0 - confidence) / 2.0


def _whole(values: float | Column, what: str) -> Numbers:
    numbers = np.asarray(values, dtype=np.float64)
    if not (np.isfinite(numbers) & (numbers >= 0) & (numbers == np.floor(numbers))).all():
        raise ValueError(f"{what} is a whole number that is 0 or more, not {values}")
    return numbers


def _shaped(numbers: Numbers) -> float | Numbers:
    """A number where a number was asked about, else the array."""
    return float(numbers) if np.ndim(numbers) == 0 else numbers
