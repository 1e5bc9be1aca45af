"""The normal and the t distribution: quantiles and tails.

scipy.special is imported inside the functions: it takes a tenth of a second, and `briefing --help` needs none of it.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf


def upper_quantile(tail: float, degrees_of_freedom: float = inf) -> float:
    """The value that is exceeded with probability `tail`: normal, or t with the degrees of freedom given (1.96 for 0.025)."""
    return _quantile(tail, degrees_of_freedom)


def upper_tail(score: float, degrees_of_freedom: float = inf) -> float:
    """The probability of exceeding `score`: normal, or t with the degrees of freedom given."""
    from scipy.special import ndtr, stdtr

    return float(ndtr(-score) if degrees_of_freedom == inf else stdtr(degrees_of_freedom, -score))


@lru_cache(maxsize=4096)
def _quantile(tail: float, degrees_of_freedom: float) -> float:
    from scipy.special import ndtri, stdtrit

    return -float(ndtri(tail) if degrees_of_freedom == inf else stdtrit(degrees_of_freedom, tail))
